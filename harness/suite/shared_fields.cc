#include "shared_fields.h"

#include "fields.h"

#include <concord/auth.h>
#include <concord/base/clock.h>
#include <concord/base/text.h>
#include <concord/history/drift_kinds.h>

#include <algorithm>

namespace concord::suite {

using base::error;

namespace {

const std::initializer_list<std::string_view> request_parts{"path", "query", "headers",      "cookies", "body",
                                                            "raw",  "auth",  "content_type", "graphql"};

void check_graphql_shape(const Node& request, const Node& graphql, Diagnostics& problems) {
  Fields fields(graphql, "GraphQL request", {"query", "variables", "operation_name"}, problems);
  fields.text("query");
  fields.text("operation_name");
  if (const Node* variables = fields.any("variables"); variables && variables->is_array())
    problems.push_back(error("suite.graphql", "\"variables\" of GraphQL are a mapping", variables->span()));
  for (const char* key : {"body", "raw"}) {
    if (const document::Member* other = request.find_member(key))
      problems.push_back(error("suite.graphql", "\"" + std::string(key) + "\" does not go with \"graphql\"",
                               other->key_span, "the body is made of query and variables"));
  }
}

}  // namespace

bool is_request_part(std::string_view name) {
  return std::find(request_parts.begin(), request_parts.end(), name) != request_parts.end();
}

void check_request_shape(const Node& request, Diagnostics& problems) {
  Fields fields(request, "request", request_parts, problems);
  if (!request.is_object()) return;
  // Lists and objects are written in the style that the operation documents.
  for (const std::string_view part : {"path", "query", "headers", "cookies"}) fields.object(part);
  if (const Node* raw = fields.any("raw"); raw && !raw->is_string()) {
    problems.push_back(error("suite.type", "\"raw\" of a request must be a text: it is sent as it is", raw->span(),
                             "use body for JSON"));
  }
  if (const Node* graphql = fields.any("graphql")) check_graphql_shape(request, *graphql, problems);
  if (const Node* auth = fields.any("auth"); auth && auth->is_object()) auth::check_profile(*auth, problems);
}

http::Timeouts read_timeouts(const Node* node, const http::Timeouts& otherwise, Diagnostics& problems) {
  constexpr base::Milliseconds longest{3'600'000};
  http::Timeouts own;
  if (!node) return otherwise;
  Fields fields(*node, "timeouts mapping", {"connect", "tls", "first_byte", "total"}, problems);
  for (const auto& [key, value] : {std::pair{"connect", &own.connect},
                                   {"tls", &own.tls},
                                   {"first_byte", &own.first_byte},
                                   {"total", &own.total}}) {
    const Node* given = fields.is_mapping() ? fields.any(key) : nullptr;
    if (!given) continue;
    *value = base::parse_duration(given->string_or_empty()).value_or(base::Milliseconds(0));
    if (value->count() > 0 && *value <= longest) continue;
    problems.push_back(error("suite.timeout", "\"" + std::string(key) + "\" is a time up to 1h", given->span(),
                             "e.g. 500ms, 30s, 2m"));
  }
  return own.or_else(otherwise);
}

check::Levels read_levels(const Node* node, Diagnostics& problems) {
  check::Levels levels;
  if (!node) return levels;
  std::vector<std::string> names = check::level_names();
  for (std::string& name : history::drift_level_names()) names.push_back(std::move(name));
  for (const auto& [id, value, span] : node->members()) {
    if (std::find(names.begin(), names.end(), id) == names.end()) {
      problems.push_back(
          error("suite.unknown-check", "unknown check \"" + id + "\"", span, base::did_you_mean(id, names)));
    }
    // YAML's plain `off` stays a text here, as the core schema has it; a quoted one is the same.
    const auto level = result::parse_level(value.string_or_empty());
    if (level) levels[id] = *level;
    else problems.push_back(error("suite.level", "a level is fail, warn or off", value.span()));
  }
  return levels;
}

result::DriftLevels drift_levels_of(const check::Levels& own, const check::Levels& of_provider) {
  result::DriftLevels drift;
  for (const check::Levels* levels : {&own, &of_provider}) {
    for (const auto& [id, level] : *levels) {
      if (history::is_drift(id)) drift.try_emplace(id, level);
    }
  }
  return drift;
}

}  // namespace concord::suite
