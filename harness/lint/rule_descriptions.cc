// Descriptions that say nothing, or the opposite of what stands beside them.
#include "openapi_words.h"
#include "rule_kinds.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <set>

namespace concord::lint {
namespace {

std::string words_of(const Node& object) {
  return base::to_lower_ascii(base::trim(text_of(object, "description").substr(0, 20'000)));
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view phrase) { return text.find(phrase) != std::string_view::npos; });
}
bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) { return text.starts_with(phrase); });
}

// --- empty ---

void check_empty(const Node& object, TrailId at, std::uint32_t operation, std::string_view name, Report& report) {
  const Member* description = object.find_member("description");
  if (description == nullptr || !description->value.is_string()) return;
  if (!base::trim(description->value.as_string()).empty() || !description->value.span().is_known()) return;
  Remark remark = remark_between(
      "description-empty", "the description" + (name.empty() ? std::string{} : " of " + cited(name)) + " is empty",
      {span_of(*description), at}, {object.span(), at}, "what it is to describe");
  remark.operation = operation;
  report.add(std::move(remark));
}

// --- readOnly ---

// "Read-only." and "(read only) …"; "Read-only live view URL" says what the view is.
bool says_read_only(std::string_view words) {
  if (begins_with_any(words, {"(read-only)", "(read only)", "[read-only]", "[read only]", "**read-only**",
                              "**read only**", "*read-only*"}))
    return true;
  for (const std::string_view word : {"read-only", "read only", "readonly"}) {
    if (!words.starts_with(word)) continue;
    const std::string_view rest = words.substr(word.size());
    if (rest.empty() || begins_with_any(rest, {".", ",", ":", ";", "\n", " -", " (", " field", " property", " value",
                                               " attribute", " parameter", " and ", " \u2013", " \u2014"}))
      return true;
  }
  return false;
}

// What only a client that sends the value can do.
bool says_sent(std::string_view words) {
  return has_any(words, {"in an update request", "in a create request", "in the update request",
                         "in the create request", "if not provided", "when not provided", "must be sent",
                         "required when creating", "required when updating"});
}

void check_read_only(const SchemaSite& site, const Node& shown, std::string_view name, Report& report) {
  const Member* description = shown.find_member("description");
  const std::string words = words_of(shown);
  const bool is_read_only = is_true(shown, "readOnly");
  std::string message;
  if (is_read_only && says_sent(words))
    message = "the schema is readOnly, the description says when to send it";
  else if (!is_read_only && says_read_only(words) && !shown.has("readOnly"))
    message = "only the description says that " + cited(name) + " is read-only";
  else
    return;
  const Member* mark = shown.find_member("readOnly");
  Remark remark = remark_between("prose-read-only", std::move(message), {description->value.span(), site.at},
                                 {mark == nullptr ? shown.span() : span_of(*mark), site.at},
                                 mark == nullptr ? "the schema" : "readOnly is said here");
  remark.operation = site.operation;
  report.add(std::move(remark));
}

// --- opposites ---

// "allowUpload": "whether to prevent uploads".
bool says_opposite(std::string_view name, std::string_view words) {
  if (!begins_with_any(name, {"allow", "enable", "is_enabled", "isEnabled", "show", "permit"})) return false;
  const std::size_t whether = words.find("whether to ");
  const std::string_view verb =
      whether != std::string::npos && whether < 60 ? std::string_view(words).substr(whether + 11) : words;
  return begins_with_any(verb, {"force ", "forbid ", "prevent ", "disable ", "disallow ", "block ", "hide ", "deny ",
                                "disables ", "prevents ", "forbids ", "disallows ", "blocks ", "hides "});
}

void check_opposite(const SchemaSite& site, std::string_view name, const SchemaSite& holder, Report& report) {
  const Member* description = site.node->find_member("description");
  if (text_of(*site.node, "type") != "boolean" || description == nullptr) return;
  if (!says_opposite(name, words_of(*site.node))) return;
  const Node* properties = holder.node->find("properties");
  const Member* said = properties == nullptr ? nullptr : properties->find_member(name);
  const base::Span place = said == nullptr ? site.node->span() : span_of(*said);
  Remark remark = remark_between("prose-opposite", "the description says the opposite of the name " + cited(name),
                                 {description->value.span(), site.at}, {place, none}, "the name");
  remark.operation = site.operation;
  remark.subject = name;
  report.add(std::move(remark));
}

// --- deprecated ---

// "Deprecated.", "**Deprecated**: …", "Deprecated since 2", "This field is deprecated"; not "Deprecated items are …".
bool says_deprecated(std::string_view words) {
  if (begins_with_any(words, {"this field is deprecated", "this property is deprecated", "this parameter is deprecated",
                              "this endpoint is deprecated", "this operation is deprecated", "this api is deprecated",
                              "this method is deprecated"}))
    return true;
  const std::size_t begin = words.find_first_not_of("*[(`_!");
  if (begin == std::string_view::npos || !words.substr(begin).starts_with("deprecated")) return false;
  const std::string_view rest = words.substr(begin + 10);
  return rest.empty() || std::string_view(".:,;!-)]*`").find(rest.front()) != std::string_view::npos ||
         begins_with_any(rest, {" since ", " in favor", " in favour", " as of ", " - ", " use ", " please "});
}

void check_deprecated(const Node& object, TrailId at, std::uint32_t operation, std::string_view what, Report& report) {
  const Member* description = object.find_member("description");
  if (description == nullptr || is_true(object, "deprecated") || is_true(object, "x-deprecated") ||
      !says_deprecated(words_of(object)))
    return;
  const Member* mark = object.find_member("deprecated");
  Remark remark =
      remark_between("prose-deprecated", "only the description says that " + std::string(what) + " is deprecated",
                     {description->value.span(), at}, {mark == nullptr ? object.span() : span_of(*mark), at},
                     mark == nullptr ? "\"deprecated\" is not said" : "\"deprecated\" says otherwise");
  remark.operation = operation;
  report.add(std::move(remark));
}

// --- where descriptions stand ---

void check_schemas_of(const Context& context, Report& report) {
  const Trails& trails = context.sites.trails;
  for (const SchemaSite& site : context.sites.schemas) {
    if (!site.node->is_object() || !site.node->has("description")) continue;
    const TrailId parent = trails.parent(site.at);
    const bool is_property = parent != none && trails.key(parent) == "properties";
    const std::string_view name = is_property ? trails.key(site.at) : std::string_view{};
    check_empty(*site.node, site.at, site.operation, name, report);
    check_read_only(site, *site.node, name.empty() ? "it" : name, report);
    if (!is_property) continue;
    check_opposite(site, name, context.sites.schemas[site.parent], report);
    if (site.version != SpecVersion::Swagger20)
      check_deprecated(*site.node, site.at, site.operation, cited(name), report);
  }
}

void check_operation(const OperationSite& site, std::uint32_t number, std::set<const Node*>& seen, Report& report) {
  check_empty(*site.node, site.at, number, {}, report);
  check_deprecated(*site.node, site.at, number, "the operation", report);
  for (const ParameterSite& one : site.parameters) {
    if (!seen.insert(one.node).second) continue;
    check_empty(*one.node, one.at, number, one.name, report);
    if (site.version != SpecVersion::Swagger20) check_deprecated(*one.node, one.at, number, cited(one.name), report);
  }
  for (const ResponseSite& one : site.responses) {
    if (seen.insert(one.node).second) check_empty(*one.node, one.at, number, one.status, report);
  }
}

void check_schemes(const Subject& subject, Report& report) {
  const Node* components = subject.document->root.find("components");
  const Node* schemes = components == nullptr ? nullptr : components->find("securitySchemes");
  if (schemes == nullptr) return;
  for (const Member& one : schemes->members()) check_empty(one.value, none, none, one.key, report);
}

}  // namespace

void check_descriptions(const Context& context, Report& report) {
  check_schemas_of(context, report);
  std::set<const Node*> seen;
  for (std::uint32_t number = 0; number < context.sites.operations.size(); ++number)
    check_operation(context.sites.operations[number], number, seen, report);
  for (const Subject& subject : context.subjects) check_schemes(subject, report);
}

}  // namespace concord::lint
