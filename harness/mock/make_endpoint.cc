#include "endpoint.h"

#include <concord/base/text.h>

namespace concord::mock {

namespace {

class Preparer {
 public:
  explicit Preparer(Endpoint& endpoint) : endpoint_(endpoint) {}

  Diagnostics prepare() {
    auto path = PathPattern::parse(endpoint_.operation->path);
    if (path) endpoint_.path = std::move(path).value();
    else base::append(problems_, std::move(path).diagnostics());
    for (const contract::Parameter& parameter : endpoint_.operation->parameters) add_parameter(parameter);
    for (const contract::Content& content : endpoint_.operation->request_body) {
      endpoint_.contents.push_back({&content, compile(content.schema)});
    }
    if (!endpoint_.rules) return std::move(problems_);
    for (const Node& demand : endpoint_.rules->demands) {
      if (auto schema = compile(demand)) endpoint_.demands.push_back(std::move(*schema));
    }
    for (const Condition& condition : endpoint_.rules->conditions) {
      if (auto schema = compile(condition.when)) endpoint_.conditions.push_back({&condition, std::move(*schema)});
    }
    return std::move(problems_);
  }

 private:
  void add_parameter(const contract::Parameter& parameter) {
    ReadyParameter ready;
    ready.parameter = &parameter;
    ready.key = parameter.in == contract::ParameterIn::Header ? base::to_lower_ascii(parameter.name) : parameter.name;
    const auto type = http::parse_media_type(parameter.media_type);
    ready.is_json = type && type->is_json();
    if (parameter.media_type.empty() || ready.is_json) ready.schema = compile(parameter.schema);
    if (ready.schema) ready.type = ParameterType(*ready.schema);
    endpoint_.parameters.push_back(std::move(ready));
  }

  std::optional<schema::Schema> compile(const contract::SchemaRef& ref) {
    if (!ref) return std::nullopt;
    return taken(contract::compile(ref, schema::Direction::Request));
  }

  std::optional<schema::Schema> compile(const Node& rule) {
    auto rendered = templates::render(rule, *endpoint_.variables, {});
    if (rendered) return taken(schema::compile(*rendered));
    base::append(problems_, std::move(rendered).diagnostics());
    return std::nullopt;
  }

  std::optional<schema::Schema> taken(Result<schema::Schema> compiled) {
    if (compiled) return std::move(compiled).value();
    base::append(problems_, std::move(compiled).diagnostics());
    return std::nullopt;
  }

  Endpoint& endpoint_;
  Diagnostics problems_;
};

}  // namespace

Result<Endpoint> make_endpoint(const contract::Operation& operation, const OperationRules* rules,
                               const KnownCredentials& credentials, const templates::Scope& variables) {
  Endpoint endpoint;
  endpoint.operation = &operation;
  endpoint.rules = rules;
  endpoint.credentials = &credentials;
  endpoint.variables = &variables;
  auto problems = Preparer(endpoint).prepare();
  if (!problems.empty()) return problems;
  return endpoint;
}

}  // namespace concord::mock
