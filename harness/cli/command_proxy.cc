// concord proxy: pass exchanges on to a server, and judge them by contracts, until a signal comes.
#include "command.h"
#include "descriptor_limit.h"
#include "exit_code.h"
#include "listen_address.h"
#include "options.h"
#include "served_tls.h"
#include "signals.h"
#include "terminal.h"
#include "traffic_outcome.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/message/server_url.h>
#include <concord/proxy.h>
#include <concord/proxy/judging.h>

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <memory>
#include <thread>

namespace concord::cli {

namespace {

struct ProxyFlags {
  std::string to, listen = "127.0.0.1:8100", recording, authorities, report_every;
  TrafficFlags traffic;
  TlsFlags tls;
  bool listens_anywhere = false, is_insecure = false, replaces_errors = false, is_verbose = false;
};

// "https://api.shop.com/v1/orders?a=b" → "/v1/orders?a=b".
std::string_view target_of(std::string_view url) {
  const std::size_t path = url.find('/', url.find("://") + 3);
  return path == std::string_view::npos ? "/" : url.substr(path);
}

std::string verdict_of(const traffic::JudgedExchange& judged) {
  const http::Exchange& exchange = judged.recorded.exchange;
  if (!exchange.response) return "no answer" + (exchange.error ? ": " + exchange.error->message : std::string());
  if (judged.operation == nullptr) return "of no operation";
  if (judged.found.empty()) return judged.is_judged ? "ok" : "not judged";
  const auto worst = std::find_if(judged.found.begin(), judged.found.end(),
                                  [](const auto& one) { return one.level == result::Level::Fail; });
  const result::CheckFailure& first = worst == judged.found.end() ? judged.found.front() : *worst;
  std::string text = worst == judged.found.end() ? "WARN " : "FAIL ";
  text += first.check + ": " + first.message;
  if (judged.found.size() > 1) text += fmt::format(" (and {} more)", judged.found.size() - 1);
  return text;
}

// A line for each exchange that breaks something, or for each.
void follow(const traffic::JudgedExchange& judged, bool is_verbose) {
  const bool is_broken = std::any_of(judged.found.begin(), judged.found.end(),
                                     [](const auto& one) { return one.level == result::Level::Fail; });
  if (!is_broken && !is_verbose) return;
  const http::Exchange& exchange = judged.recorded.exchange;
  const std::string status = exchange.response ? std::to_string(exchange.response->status) : "---";
  print(base::printable(fmt::format("{} {} {} {}", exchange.request.method, target_of(judged.shown_url), status,
                                    verdict_of(judged))) +
        "\n");
}

std::vector<std::string> describe(const proxy::Counts& counts, std::uint64_t dropped) {
  std::vector<std::string> lines;
  const auto add = [&lines](std::uint64_t count, std::string_view noun, const char* what) {
    if (count > 0) lines.push_back(base::counted(static_cast<std::size_t>(count), noun) + what);
  };
  add(counts.refused, "request", " refused: no HTTP/1.1, or not for this target");
  add(counts.unreachable, "request", " without a whole answer of the target");
  add(counts.aborted, "request", " whose client went away");
  add(counts.streams, "stream", " of server-sent events passed on: their bodies are not judged");
  add(counts.upgrades, "upgrade", " to another protocol passed on, not judged");
  add(dropped, "exchange", " not judged: more came than could be");
  return lines;
}

class ProxyCommand {
 public:
  explicit ProxyCommand(const ProxyFlags& flags)
      : flags_(flags), outcome_(flags.traffic, "proxy.jsonl", "proxy to " + flags.to) {}

  int operator()() {
    stop_signal();
    take_report_signal();
    proxy::Options options = read_flags();
    base::append(problems_, outcome_.prepare());
    if (const base::Diagnostics lost = overwritten_files(); !lost.empty()) return print(lost), UsageError;
    if (problems_.empty()) problems_ = outcome_.open_journal();
    if (problems_.empty()) open_recording();
    if (problems_.empty()) start(std::move(options));
    if (!problems_.empty()) return print(problems_), BadInput;
    announce();
    wait();
    proxy_->stop();
    judging_->stop();
    return report();
  }

 private:
  base::Diagnostics overwritten_files() const {
    std::vector<NamedPath> inputs = outcome_.inputs(), outputs = outcome_.outputs();
    inputs.push_back({"the file of --cert", flags_.tls.certificate});
    inputs.push_back({"the file of --key", flags_.tls.key});
    inputs.push_back({"the file of --cacert", flags_.authorities});
    outputs.push_back({"--record", flags_.recording});
    return overwritten(outputs, inputs);
  }

  proxy::Options read_flags() {
    proxy::Options options;
    options.to = flags_.to;
    options.authorities_file = flags_.authorities;
    options.is_unverified = flags_.is_insecure;
    tls_ = serve_tls(flags_.tls, "proxy", problems_);
    options.tls = tls_.files;
    auto listen = read_listen_address(flags_.listen, flags_.listens_anywhere);
    if (!listen) base::append(problems_, std::move(listen).diagnostics());
    else options.address = listen->address, options.port = listen->port;
    if (listen && is_itself(*listen))
      problems_.push_back(base::error("proxy.to", "--to: " + base::in_quotes(flags_.to) + " is where it listens"));
    if (flags_.report_every.empty()) return options;
    const auto every = base::parse_duration(flags_.report_every);
    if (every && every->count() >= 1000) every_ = *every;
    else problems_.push_back(base::error("proxy.report-every", "--report-every: a time of 1s or more, as in 10m"));
    return options;
  }

  bool is_itself(const ListenAddress& listen) const {
    const auto to = http::parse_url(flags_.to);
    return to && to->port == listen.port && (to->host == listen.address || to->host == "localhost");
  }

  void open_recording() {
    if (flags_.recording.empty()) return;
    auto writer = traffic::RecordingWriter::create(flags_.recording);
    if (writer) recording_ = std::move(writer).value();
    else base::append(problems_, std::move(writer).diagnostics());
  }

  // Under the target, and under its host by the paths of the contracts' own servers.
  std::vector<std::string> base_urls() const {
    if (!http::parse_url(flags_.to)) return {};  // the proxy says so
    std::vector<std::string> urls{flags_.to};
    const std::size_t path = flags_.to.find('/', flags_.to.find("://") + 3);
    for (const contract::Contract* contract : outcome_.contracts()) {
      for (const contract::Operation& operation : contract->operations) {
        for (const std::string& base : message::served_paths(*contract, operation)) {
          const std::string url = flags_.to.substr(0, path) + base;
          if (std::find(urls.begin(), urls.end(), url) == urls.end()) urls.push_back(url);
        }
      }
    }
    return urls;
  }

  void start(proxy::Options options) {
    traffic::JudgeOptions judged = outcome_.judge_options();
    for (std::string& url : base_urls()) judged.base_urls.push_back(std::move(url));
    judged.names_all = flags_.is_verbose;
    judged.on_judged = [this](const traffic::JudgedExchange& one) { follow(one, flags_.is_verbose); };
    auto judging = proxy::Judging::make(outcome_.contracts(), std::move(judged), recording_.get());
    if (!judging) return base::append(problems_, std::move(judging).diagnostics());
    judging_ = std::move(judging).value();
    proxy::Handlers handlers;
    handlers.passed = [this](proxy::Passed&& one) { judging_->take(std::move(one)); };
    if (flags_.replaces_errors)
      handlers.hold = [this](proxy::Passed&& one, auto decide) { judging_->decide(std::move(one), std::move(decide)); };
    allow_descriptors(64 + 2 * options.max_connections);
    auto proxy = proxy::Proxy::start(std::move(handlers), options);
    if (proxy) proxy_ = std::move(proxy).value();
    else base::append(problems_, std::move(proxy).diagnostics());
  }

  void announce() const {
    print("listening on " + base::printable(proxy_->base_url()) + ", passing on to " + base::printable(flags_.to) +
          "\n");
    if (!tls_.made.empty()) print("its certificate is " + base::printable(tls_.made) + " (--cacert of clients)\n");
    print(base::printable(fmt::format("kill -USR1 {}", ::getpid())) +
          " makes the reports; Ctrl-C makes them and stops\n");
  }

  void wait() {
    auto next = std::chrono::steady_clock::now() + every_;
    while (stop_signal().load() == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      const bool is_due = every_.count() > 0 && std::chrono::steady_clock::now() >= next;
      if (!take_report_signal() && !is_due) continue;
      if (is_due) next += every_;
      report();
    }
  }

  int report() {
    int exit_code = BadInput;
    judging_->lend(
        [this, &exit_code](const traffic::Judge& judge) { exit_code = outcome_.report(judge, words(judge)); });
    return exit_code;
  }

  TrafficWords words(const traffic::Judge& judge) const {
    const proxy::Counts counts = proxy_->counts();
    const std::uint64_t dropped = judging_->dropped();
    TrafficWords words;
    words.command_line = "concord proxy --to " + flags_.to;
    words.target = "proxy to " + flags_.to;
    words.lines = traffic::describe(judge.counts());
    for (std::string& line : describe(counts, dropped)) words.lines.push_back(std::move(line));
    if (recording_) words.problems = recording_->problems();
    if (dropped > 0 || counts.unreachable > 0) words.exit_code = NotJudged;
    if (!words.problems.empty()) words.exit_code = std::max<int>(words.exit_code, BadInput);
    return words;
  }

  const ProxyFlags& flags_;
  TrafficOutcome outcome_;
  ServedTls tls_;
  base::Milliseconds every_{0};  // 0: reports are made when they are asked for
  std::unique_ptr<traffic::RecordingWriter> recording_;
  std::unique_ptr<proxy::Judging> judging_;
  std::unique_ptr<proxy::Proxy> proxy_;
  base::Diagnostics problems_;
};

void declare(Options& options, ProxyFlags& flags) {
  options.add_option("--to", flags.to, "The server that requests are passed on to; its path is put before theirs")
      .required()
      .type_name("URL");
  options.add_option("--listen", flags.listen, "Where to listen (default: 127.0.0.1:8100); port 0 is any that is free")
      .type_name("IP:PORT");
  options.add_flag("--listen-anywhere", flags.listens_anywhere,
                   "Listen where other machines reach it: whoever does, reaches the server through it");
  options.add_flag("--errors", flags.replaces_errors,
                   "Answer 502 with the failures, as a problem document, in place of an answer that breaks its "
                   "contract");
  options.add_option("--record", flags.recording, "Write each exchange to this file, for concord judge")
      .type_name("FILE");
  options.add_option("--report-every", flags.report_every, "Make the reports every so often, as in 10m")
      .type_name("TIME");
  declare(options, flags.tls);
  options.add_option("--cacert", flags.authorities, "Trust these certificates of the server (PEM)").type_name("FILE");
  options.add_flag("-k,--insecure", flags.is_insecure, "Do not verify the certificate of the server");
  options.add_flag("-v,--verbose", flags.is_verbose,
                   "A line for each exchange, not only for those that break something");
  declare(options, flags.traffic, "proxy.jsonl");
}

}  // namespace

Action add_proxy(Options& options) {
  auto flags = std::make_shared<ProxyFlags>();
  declare(options, *flags);
  return [flags] { return ProxyCommand(*flags)(); };
}

}  // namespace concord::cli
