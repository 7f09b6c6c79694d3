// Whether what is made for public documents conforms: each documented answer of each operation as the mock makes it is
// judged by the exchange checker, and each schema of a request gets its valid and invalid values.
//   concord_bench_generate FILE... | @LIST    a path a line
// Prints what does not conform or could not be made, and then the figures. Answers without a status of their own
// (`default`, `4XX`) are made with the first status they may have.
#include "documented_reply.h"

#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/check/exchange_checker.h>
#include <concord/derive.h>
#include <concord/generate.h>

#include <fmt/format.h>

#include <cstdio>
#include <ctime>
#include <map>

namespace {

using namespace concord;

struct Figures {
  std::size_t documents = 0, unread = 0, operations = 0, operations_that_conform = 0, answers = 0,
              answers_that_fail = 0;
  std::size_t bodies_made = 0, headers_made = 0;
  std::size_t requests = 0, without_value = 0, valid = 0, invalid = 0, not_broken = 0;
  std::map<std::string, std::size_t> by_check, by_reason;
};

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

int status_of(const contract::Operation& operation, const contract::Response& answer) {
  for (int status = 200; status < 600; ++status) {
    if (operation.find_response(status) == &answer) return status;
  }
  return 0;
}

// That a status means a fault of the server, and the like, is no matter of what was made.
bool is_about_form(const result::CheckFailure& failure) {
  return failure.check != "server-error" && failure.check != "redirect";
}

class Bench {
 public:
  void document(const std::string& path) {
    base::SourceSet sources;
    const auto contract = derive::load_contract(sources, path, "public");
    if (!contract) {
      fmt::print("{}: {}\n", path, contract.diagnostics().front().message);
      ++figures.unread;
      return;
    }
    ++figures.documents;
    for (const contract::Operation& operation : contract->operations) answers_of(path, operation);
    if (!is_answers_only) {
      for (const contract::Operation& operation : contract->operations) requests_of(path, operation);
    }
  }

  Figures figures;
  bool is_answers_only = false;

 private:
  void tell(const std::string& path, const contract::Operation& operation, const std::string& what) {
    fmt::print("{} {} {}: {}\n", path, operation.method, operation.path, what);
  }

  void answers_of(const std::string& path, const contract::Operation& operation) {
    ++figures.operations;
    const std::size_t before = figures.answers_that_fail;
    check::ResponseSchemas schemas;
    schemas.add(operation);
    mock::Specimens specimens([&](const std::string& why) {
      tell(path, operation, why);
      ++figures.by_reason[why.substr(why.rfind(": ") == std::string::npos ? 0 : why.rfind(": ") + 2)];
    });
    for (const contract::Response& answer : operation.responses) judge(path, operation, answer, schemas, specimens);
    figures.operations_that_conform += before == figures.answers_that_fail;
  }

  void judge(const std::string& path, const contract::Operation& operation, const contract::Response& answer,
             const check::ResponseSchemas& schemas, mock::Specimens& specimens) {
    const int status = status_of(operation, answer);
    if (status < 200) return;
    ++figures.answers;
    const auto now = base::system_clock().now();
    http::Reply reply = mock::documented_reply(answer, status, specimens, now, random_);
    figures.bodies_made += !answer.contents.empty() && answer.contents.front().examples.empty();
    figures.headers_made += static_cast<std::size_t>(
        std::count_if(answer.headers.begin(), answer.headers.end(), [](const auto& one) { return one.is_required; }));
    http::Exchange exchange;
    exchange.request.method = operation.method;
    exchange.request.url = "https://example.com" + operation.path;
    exchange.response = http::Response{status, "1.1", "", reply.headers, reply.body, reply.body.size()};
    const auto outcome = checker_.check({operation, exchange, {}, {}, {}, {}, schemas});
    bool fails = outcome.not_judged.has_value();
    if (fails) tell(path, operation, fmt::format("{} not judged: {}", status, outcome.not_judged->message));
    for (const result::CheckFailure& failure : outcome.outcome.failures) {
      if (!is_about_form(failure)) continue;
      tell(path, operation,
           fmt::format("{} {}: {}; {}", status, failure.check, failure.message, base::ellipsize(reply.body, 300)));
      ++figures.by_check[failure.check];
      fails = true;
    }
    figures.answers_that_fail += fails;
  }

  void requests_of(const std::string& path, const contract::Operation& operation) {
    for (const contract::Content& content : operation.request_body) {
      if (content.schema) schema_of(path, operation, content.schema, generate::wire_of(content), content.media_type);
    }
    for (const contract::Parameter& parameter : operation.parameters) {
      if (parameter.schema) schema_of(path, operation, parameter.schema, generate::wire_of(parameter), parameter.name);
    }
  }

  void schema_of(const std::string& path, const contract::Operation& operation, const contract::SchemaRef& schema,
                 std::function<std::optional<document::Node>(const document::Node&)> wire, const std::string& name) {
    generate::Options options;
    options.on_wire = std::move(wire);
    options.now = base::system_clock().now();
    options.most = 100;
    auto generator = generate::Generator::make(schema, std::move(options));
    if (!generator) return;
    ++figures.requests;
    if (!generator->value(generate::Shape::Typical) && !generator->value(generate::Shape::Smallest)) {
      ++figures.without_value;
      tell(path, operation, "no value for " + name + ": " + generator->unmade().front().reason);
      return;
    }
    figures.valid += generator->valid().size();
    const auto invalid = generator->invalid();
    figures.invalid += invalid.size();
    figures.not_broken += invalid.empty();
  }

  base::Random random_{1};
  check::ExchangeChecker checker_{base::system_clock()};
};

std::vector<std::string> paths_of(std::string_view argument) {
  if (!argument.starts_with('@')) return {std::string(argument)};
  std::vector<std::string> paths;
  const auto read = base::read_file(std::string(argument.substr(1)));
  const std::string text = read ? *read : "";
  for (const std::string_view line : base::split(text, '\n')) {
    if (!line.empty()) paths.emplace_back(line);
  }
  return paths;
}

}  // namespace

int main(int count, char** arguments) {
  Bench bench;
  const double start = seconds();
  for (int i = 1; i < count; ++i) {
    if (std::string_view(arguments[i]) == "--answers") {
      bench.is_answers_only = true;
      continue;
    }
    for (const std::string& path : paths_of(arguments[i])) {
      const double before = seconds();
      bench.document(path);
      if (seconds() - before > 20) fmt::print("{} took {:.0f} s\n", path, seconds() - before);
    }
  }
  const Figures& all = bench.figures;
  fmt::print("{} documents ({} more are no contract), {} operations, {} of them with answers that all conform\n",
             all.documents, all.unread, all.operations, all.operations_that_conform);
  fmt::print("{} answers ({} bodies without an example, {} required headers), {} do not conform\n", all.answers,
             all.bodies_made, all.headers_made, all.answers_that_fail);
  for (const auto& [check, failures] : all.by_check) fmt::print("  {} by {}\n", failures, check);
  for (const auto& [reason, times] : all.by_reason) fmt::print("  {} not made: {}\n", times, reason);
  fmt::print("{} schemas of requests, {} without a value; {} valid values, {} invalid ones, {} schemas without\n",
             all.requests, all.without_value, all.valid, all.invalid, all.not_broken);
  fmt::print("{:.1f} s of the processor\n", seconds() - start);
  return 0;
}
