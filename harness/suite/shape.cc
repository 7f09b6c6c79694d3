#include "shape.h"

#include "fields.h"

#include <concord/auth.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::suite {

using base::error;

namespace {

void check_scalars(const Node* mapping, std::string_view what, Diagnostics& problems) {
  if (!mapping) return;
  for (const auto& [name, value, span] : mapping->members()) {
    const bool is_list_of_query = what == "query" && value.is_array();
    if (value.is_object() || (value.is_array() && !is_list_of_query)) {
      problems.push_back(error("suite.type", "\"" + name + "\" of " + std::string(what) + " must be a text or a number, this is a " +
                                                 std::string(document::kind_name(value.kind())), value.span()));
    }
  }
}

}  // namespace

void check_request_shape(const Node& request, Diagnostics& problems) {
  Fields fields(request, "request", {"path", "query", "headers", "body", "raw", "auth", "content_type"}, problems);
  if (!request.is_object()) return;
  check_scalars(fields.object("path"), "path", problems);
  check_scalars(fields.object("query"), "query", problems);
  check_scalars(fields.object("headers"), "headers", problems);
  if (const Node* raw = fields.any("raw"); raw && !raw->is_string()) {
    problems.push_back(error("suite.type", "\"raw\" of a request must be a text: it is sent as it is", raw->span(),
                             "use body for JSON"));
  }
  if (const Node* auth = fields.any("auth"); auth && auth->is_object()) auth::check_profile(*auth, problems);
}

check::Levels read_levels(const Node* node, Diagnostics& problems) {
  check::Levels levels;
  if (!node) return levels;
  const std::vector<std::string> names = check::level_names();
  for (const auto& [id, value, span] : node->members()) {
    if (std::find(names.begin(), names.end(), id) == names.end()) {
      problems.push_back(error("suite.unknown-check", "unknown check \"" + id + "\"", span, base::did_you_mean(id, names)));
    }
    // YAML's plain `off` stays a text here, as the core schema has it; a quoted one is the same.
    const auto level = result::parse_level(value.string_or_empty());
    if (level) levels[id] = *level;
    else problems.push_back(error("suite.level", "a level is fail, warn or off", value.span()));
  }
  return levels;
}

}  // namespace concord::suite
