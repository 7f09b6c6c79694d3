// concord mock: serve contracts until a signal comes.
#include "command.h"
#include "contract_files.h"
#include "exit_code.h"
#include "options.h"
#include "served_tls.h"
#include "signals.h"
#include "terminal.h"
#include "written_paths.h"

#include <concord/base/counted.h>
#include <concord/base/secret.h>
#include <concord/base/text.h>
#include <concord/derive.h>
#include <concord/message/server_url.h>
#include <concord/mock.h>
#include <concord/mock/mutants.h>
#include <concord/session.h>
#include <concord/traffic/recording_writer.h>

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <set>
#include <thread>

namespace concord::cli {

namespace fs = std::filesystem;

namespace {

struct MockFlags {
  std::vector<std::string> contracts;
  session::VariableFlags variables;
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  std::uint64_t seed = 0;
  std::string mutant;
  std::vector<std::string> faults;
  std::string latency, state_file, recording;
  TlsFlags tls;
  std::string webhooks_to;
  bool sends_anywhere = false;
  bool is_open_to_pages = false, is_unvalidated = false;
  bool lists_mutants = false;
  bool is_verbose = false;
};

class MockCommand {
 public:
  explicit MockCommand(const MockFlags& flags) : flags_(flags) {}

  int operator()() {
    stop_signal();
    for (const std::string& path : contract_files(flags_.contracts, problems_)) load(path);
    if (flags_.lists_mutants) return problems_.empty() ? list_mutants() : fail();
    if (const base::Diagnostics lost = overwritten_files(); !lost.empty()) return print(lost), UsageError;
    session::Variables variables = session::gather_variables({}, flags_.variables, false);
    base::append(problems_, variables.problems);
    if (!problems_.empty()) return fail();
    for (const auto& [name, value] : variables.values) accepted_[name] = value;
    for (const std::string& name : variables.secret_names) hide(name);
    mock::ServerOptions options = make_options();
    if (!problems_.empty()) return fail();
    auto server = mock::Server::start(std::move(served_), options);
    if (!server) {
      base::append(problems_, std::move(server).diagnostics());
      return fail();
    }
    announce(**server);
    while (stop_signal().load() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    (*server)->stop();
    tell_counts((*server)->calls());
    if (recording_) base::append(problems_, recording_->problems());
    if (!problems_.empty()) return fail();
    if (!flags_.mutant.empty())
      print("the mutant changed " + base::printable(base::counted((*server)->mutated(), "answer")) + "\n");
    return AllPassed;
  }

 private:
  // A line each: name, group, sort and the reason of an equivalent, with tabs between.
  int list_mutants() const {
    for (const auto& contract : contracts_) {
      for (const mock::MutantFacts& one : mock::list_mutants(*contract)) {
        print(base::printable(one.name) + "\t" + base::printable(one.group) + "\t" +
              base::printable(mock::mutant_sort_name(one.sort)) + "\t" + base::printable(one.reason) + "\n");
      }
    }
    return AllPassed;
  }

  int fail() {
    print(problems_);
    return BadInput;
  }

  void load(const std::string& path) {
    auto contract = derive::load_contract(sources_, path);
    if (!contract) return base::append(problems_, std::move(contract).diagnostics());
    contracts_.push_back(std::make_unique<contract::Contract>(std::move(contract).value()));
    mock::Served one{contracts_.back().get(), nullptr};
    const fs::path rules = fs::path(path).parent_path() / "mock.yaml";
    std::error_code failure;
    if (fs::exists(rules, failure)) {
      auto loaded = mock::load_rules(sources_, rules.generic_string(), *one.contract);
      if (!loaded) return base::append(problems_, std::move(loaded).diagnostics());
      one.rules = std::move(loaded).value();
      accepted_.merge(mock::default_variables(*one.rules));
    }
    served_.push_back(std::move(one));
  }

  base::Diagnostics overwritten_files() const {
    std::vector<NamedPath> inputs;
    add_paths(inputs, "the document", flags_.contracts);
    for (const auto& contract : contracts_) {
      inputs.push_back({"the document", contract->file});
      inputs.push_back({"the rules of the mock", (fs::path(contract->file).parent_path() / "mock.yaml").string()});
    }
    inputs.push_back({"the file of --secrets-file", flags_.variables.secrets_file});
    inputs.push_back({"the file of --cert", flags_.tls.certificate});
    inputs.push_back({"the file of --key", flags_.tls.key});
    return overwritten({{"--state", flags_.state_file}, {"--record", flags_.recording}}, inputs);
  }

  void hide(const std::string& name) {
    secret_names_.insert(name);
    redactor_.add(name, base::Secret(accepted_[name]));
  }

  void add_faults(mock::ServerOptions& options) {
    for (const std::string& text : flags_.faults) {
      auto fault = mock::parse_fault(text);
      if (fault) options.faults.push_back(std::move(fault).value());
      else base::append(problems_, std::move(fault).diagnostics());
    }
    if (flags_.latency.empty()) return;
    const auto latency = mock::parse_latency(flags_.latency);
    if (latency) options.latency = *latency;
    else base::append(problems_, latency.diagnostics());
  }

  void add_tls(mock::ServerOptions& options) {
    tls_ = serve_tls(flags_.tls, "mock", problems_);
    options.tls = tls_.files;
  }

  void add_recording(mock::ServerOptions& options) {
    if (flags_.recording.empty()) return;
    auto writer = traffic::RecordingWriter::create(flags_.recording);
    if (!writer) return base::append(problems_, std::move(writer).diagnostics());
    recording_ = std::move(writer).value();
    options.on_answer = [this](const http::ParsedRequest& request, const http::Reply& reply,
                               const contract::Operation* operation, const mock::ServedRequest& served) {
      http::Exchange exchange;
      exchange.request = {request.method, base_url_ + request.target, request.headers, request.body};
      if (request.body.empty()) exchange.request.body.reset();
      exchange.started_at = base::system_clock().now();
      if (!reply.reset_after)
        exchange.response = http::Response{reply.status, "1.1", "", reply.headers, reply.body, reply.body.size()};
      const auto by = served.is_refusal ? traffic::AnsweredBy::Mock : traffic::AnsweredBy::Api;
      recording_->write(exchange, operation, by);
    };
  }

  void add_calls(mock::ServerOptions& options) {
    options.calls = mock::CallOptions{flags_.webhooks_to, flags_.sends_anywhere};
    if (!flags_.webhooks_to.empty() && !http::parse_url(flags_.webhooks_to))
      problems_.push_back(base::error("mock.webhooks", "--webhooks: " + base::in_quotes(flags_.webhooks_to) +
                                                           " is no URL of HTTP"));
    options.on_call = [this](const mock::Call& call) { tell(call); };
  }

  // What was sent with -v; what was not always, as far as that can be read.
  void tell(const mock::Call& call) {
    constexpr std::size_t most = 20;
    const bool is_sent = call.status != 0;
    if (!is_sent && !flags_.is_verbose && ++told_unsent_ > most) return;
    if (is_sent && !flags_.is_verbose) return;
    const base::Redactor found = traffic::redactor_of(call.request, nullptr);
    const std::string line = call.what + ": " + (is_sent ? std::to_string(call.status) : "not sent, " + call.why_not) +
                             (call.request.url.empty() ? "" : ": " + call.request.method + ' ' + call.request.url);
    print(base::printable(found.redact(redactor_.redact(line))) + "\n");
    if (!is_sent && !flags_.is_verbose && told_unsent_ == most) print("(more that is not sent is only counted)\n");
  }

  void tell_counts(const mock::CallCounts& counts) const {
    if (counts.is_empty()) return;
    const auto text = fmt::format("{} taken, {} refused, {} not sent", counts.taken, counts.refused, counts.unsent);
    print("callbacks and webhooks: " + base::printable(text) + "\n");
  }

  mock::ServerOptions make_options() {
    mock::ServerOptions options;
    add_faults(options);
    add_calls(options);
    add_tls(options);
    add_recording(options);
    options.is_open_to_pages = flags_.is_open_to_pages;
    options.validates = !flags_.is_unvalidated;
    options.state_file = flags_.state_file;
    options.on_warning = [](const base::Diagnostic& one) { print(base::Diagnostics{one}); };
    options.address = flags_.address;
    options.port = flags_.port;
    options.seed = flags_.seed;
    options.variables = accepted_;
    options.mutant = flags_.mutant;
    if (flags_.is_verbose) {
      options.on_request = [this](const mock::ServedRequest& seen) {
        http::Request request;
        request.method = seen.method;
        request.url = seen.target;
        const base::Redactor found = traffic::redactor_of(request, operation_called(seen.operation));
        const auto shown = [&](const std::string& text) {
          return base::printable(found.redact(redactor_.redact(text)));
        };
        print(shown(seen.method + ' ' + seen.target) + " -> " + seen.status + "  " + shown(seen.why) + "\n");
      };
    }
    return options;
  }

  const contract::Operation* operation_called(const std::string& id) const {
    for (const auto& contract : contracts_) {
      for (const contract::Operation& one : contract->operations)
        if (one.id() == id) return &one;
    }
    return nullptr;
  }

  void announce(const mock::Server& server) {
    base_url_ = server.base_url();
    print("listening on " + base::printable(server.base_url()) + "\n");
    if (!tls_.made.empty()) print("its certificate is " + base::printable(tls_.made) + " (--cacert of clients)\n");
    print("\n");
    for (const auto& contract : contracts_) {
      for (const contract::Operation& operation : contract->operations) {
        for (const std::string& base : message::served_paths(*contract, operation)) {
          const std::string route = operation.method + ' ' + base + operation.path;
          print("  " + base::printable(route + "   " + operation.id()) + "\n");
        }
      }
      for (const contract::Operation& webhook : contract->webhooks)
        print("  webhook " + base::printable(webhook.path) + "\n");
    }
    if (accepted_.empty()) print("\naccepted credentials and ids: any\n");
    else print("\naccepted credentials and ids:\n");
    for (const auto& [name, value] : accepted_) {
      const bool is_secret = secret_names_.contains(name);
      print("  " + base::printable(name) + "=" + base::printable(is_secret ? "(as given, not shown)" : value) + "\n");
    }
    print("\nCtrl-C stops it\n");
  }

  const MockFlags& flags_;
  base::SourceSet sources_;
  std::vector<std::unique_ptr<contract::Contract>> contracts_;
  std::vector<mock::Served> served_;
  std::map<std::string, std::string> accepted_;
  std::set<std::string> secret_names_;  // of accepted_, given as secrets
  base::Redactor redactor_;
  std::unique_ptr<traffic::RecordingWriter> recording_;
  ServedTls tls_;
  std::string base_url_;
  std::atomic<std::size_t> told_unsent_ = 0;
  base::Diagnostics problems_;
};

std::string fault_help() {
  std::string text =
      "Hurt a share of the answers (repeatable): KIND[=TIME][:SHARE%][@OPERATION], as reset:1%, "
      "slow=2s:10%. Kinds:";
  for (const mock::FaultKind& one : mock::fault_kinds()) text += " " + std::string(one.name) + ',';
  text.back() = '.';
  return text;
}

void add_hurting(Options& options, MockFlags& flags) {
  options.add_option("--fault", flags.faults, fault_help()).type_name("FAULT").one_value_each();
  options.add_option("--latency", flags.latency, "How long each answer takes: 50ms, or 50ms..200ms").type_name("TIME");
  options.add_flag("--no-validation", flags.is_unvalidated,
                   "Answer every request as if it conformed and had credentials");
  options.add_flag("--cors", flags.is_open_to_pages, "Let pages of any origin ask, preflights included");
  options.add_option("--state", flags.state_file, "Keep what requests created in this file over a restart")
      .type_name("FILE");
  options.add_option("--record", flags.recording, "Write each exchange to this file, for concord judge")
      .type_name("FILE");
  options.add_option("--webhooks", flags.webhooks_to, "Send webhooks there, when mock.yaml or a request says so")
      .type_name("URL")
      .not_empty();
  options.add_flag("--send-anywhere", flags.sends_anywhere,
                   "Send callbacks and webhooks to other machines too, not to loopback addresses alone");
  declare(options, flags.tls);
}

}  // namespace

Action add_mock(Options& options) {
  auto flags = std::make_shared<MockFlags>();
  options.add_option("CONTRACT", flags->contracts, "Contracts or OpenAPI documents (default: schemas/*/openapi.yaml)")
      .type_name("");
  options.add_option("--port", flags->port, "Port (default: any that is free)").type_name("N");
  options.add_option("--address", flags->address, "Address to listen on (default: 127.0.0.1)").type_name("IP");
  options.add_option("--seed", flags->seed, "Of ids and tokens, for answers that repeat").type_name("N");
  options
      .add_option("--variable", flags->variables.variables,
                  "Accept this value instead of the built-in one (repeatable)")
      .type_name("NAME=VALUE");
  options.add_option("--secrets-file", flags->variables.secrets_file, "Accept these values, one NAME=value a line")
      .type_name("FILE");
  options
      .add_option("--mutate", flags->mutant,
                  "Break the contract at one place, or vary an answer as a client must take it: to see what is found")
      .type_name("MUTANT")
      .not_empty();
  add_hurting(options, *flags);
  options.add_flag("--list-mutants", flags->lists_mutants,
                   "Print what --mutate takes, a line each: name, group, sort, why it is equivalent");
  options.add_flag("-v,--verbose", flags->is_verbose, "A line for each request, with what decided the answer");
  return [flags] { return MockCommand(*flags)(); };
}

}  // namespace concord::cli
