#include "endpoint.h"

namespace concord::mock {

namespace {

// Rules are compiled with their variables filled in.
class RuleCompiler {
 public:
  explicit RuleCompiler(const templates::Scope& variables) : variables_(variables) {}

  std::optional<schema::Schema> compile(const Node& rule) {
    auto rendered = templates::render(rule, variables_, {});
    if (!rendered) {
      base::append(problems, std::move(rendered).diagnostics());
      return std::nullopt;
    }
    auto compiled = schema::compile(*rendered);
    if (compiled) return std::move(compiled).value();
    base::append(problems, std::move(compiled).diagnostics());
    return std::nullopt;
  }

  Diagnostics problems;

 private:
  const templates::Scope& variables_;
};

}  // namespace

Result<Endpoint> make_endpoint(const contract::Contract& contract, const contract::Operation& operation,
                               const OperationRules* rules, const KnownCredentials& credentials,
                               const templates::Scope& variables) {
  auto reader = message::RequestReader::make(operation);
  if (!reader) return std::move(reader).diagnostics();
  Endpoint endpoint{std::move(reader).value(), &contract, rules, &credentials, &variables};
  if (!rules) return endpoint;
  RuleCompiler compiler(variables);
  for (const Node& demand : rules->demands) {
    if (auto schema = compiler.compile(demand)) endpoint.demands.push_back(std::move(*schema));
  }
  for (const Condition& condition : rules->conditions) {
    if (auto schema = compiler.compile(condition.when)) endpoint.conditions.push_back({&condition, std::move(*schema)});
  }
  if (!compiler.problems.empty()) return std::move(compiler.problems);
  return endpoint;
}

std::vector<Problem> find_problems(const Endpoint& endpoint, const message::ReadRequest& request) {
  message::ProblemList problems;
  endpoint.reader.find_problems(request, problems);
  const auto headers = endpoint.reader.header_names();
  for (const schema::Schema& demand : endpoint.demands) problems.add(demand, request.values, {}, headers);
  return problems.take();
}

}  // namespace concord::mock
