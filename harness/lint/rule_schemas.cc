// What a schema says against what it says itself.
#include "openapi_words.h"
#include "rule_kinds.h"

#include <concord/base/text.h>
#include <concord/document/lookup.h>

#include <algorithm>
#include <array>
#include <set>

namespace concord::lint {
namespace {

constexpr std::size_t most_hints = 100;  // about the undeclared names of one schema: each looks at all names
constexpr std::size_t most_compositions = 200;  // for one name

bool is_of_type(const Node& value, std::string_view type) {
  if (type == "integer") return value.is_integer();
  if (type == "number") return value.is_number();
  return document::kind_name(value.kind()) == type;
}

// Whether a schema of that `type` (a name or a list of names) may be `value`.
bool allows(const Node& type, const Node& value) {
  if (type.is_string()) return is_of_type(value, type.as_string());
  return std::any_of(type.items().begin(), type.items().end(),
                     [&](const Node& one) { return is_of_type(value, one.string_or_empty()); });
}

class SchemaCheck {
 public:
  SchemaCheck(const Context& context, Report& report) : context_(context), report_(report) {
    for (SiteId id = 0; id < context.sites.schemas.size(); ++id) {
      if (context.sites.schemas[id].target != none) referrers_[context.sites.schemas[id].target].push_back(id);
    }
  }

  void check(const SchemaSite& site) {
    site_ = &site;
    if (!site.node->is_object()) return;
    const bool only_ref = site.node->has("$ref") && site.version != SpecVersion::OpenApi31 && !site.is_parameter;
    if (only_ref) return;
    check_type();
    check_items();
    check_enum();
    check_required();
    check_bounds();
    check_lengths();
  }

 private:
  const Node& node() const { return *site_->node; }

  Where at(std::string_view key) const {
    const Member* member = node().find_member(key);
    return {member == nullptr ? node().span() : span_of(*member), site_->at};
  }

  void say(std::string_view rule, std::string message, Where where, std::string_view other, std::string said,
           std::string hint = {}, std::string cause = {}) {
    Remark remark;
    remark.rule = rule;
    remark.message = std::move(message);
    remark.where = where;
    remark.hint = std::move(hint);
    remark.operation = site_->operation;
    remark.cause = std::move(cause);
    if (!other.empty()) remark.related.emplace_back(at(other), std::move(said));
    report_.add(std::move(remark));
  }

  // --- type ---

  void check_type() {
    static const std::vector<std::string> known{"string", "number", "integer", "boolean", "array", "object", "null"};
    const Node* type = node().find("type");
    if (type == nullptr) return;
    const bool is_list = type->is_array();
    if (is_list && site_->version != SpecVersion::OpenApi31) {
      say("schema-form", "a list of types is not known in " + std::string(version_name(site_->version)), at("type"), {},
          {}, "use nullable, anyOf, or OpenAPI 3.1");
    }
    const Node::Array single{*type};
    for (const Node& one : is_list ? type->items() : single) {
      const std::string_view name = one.string_or_empty();
      const bool is_file = name == "file" && site_->version == SpecVersion::Swagger20;
      if (is_file || std::find(known.begin(), known.end(), name) != known.end()) continue;
      say("schema-form", "unknown type " + shown(one), {one.span(), site_->at}, {}, {},
          base::did_you_mean(name, known));
    }
  }

  void check_items() {
    if (text_of(node(), "type") != "array" || node().has("items")) return;
    for (const std::string_view key : {"prefixItems", "contains", "allOf", "anyOf", "oneOf", "$ref", "const", "enum"}) {
      if (node().has(key)) return;
    }
    if (const Node* basis = node().find("x-concord-basis"); basis != nullptr && basis->has("type")) return;
    Remark remark = remark_between("array-items", "an array of what, nothing says", at("type"),
                                   {node().span(), site_->at}, "the schema has no \"items\"");
    remark.operation = site_->operation;
    if (site_->version != SpecVersion::OpenApi31)
      remark.hint = std::string(version_name(site_->version)) + " demands \"items\"";
    report_.add(std::move(remark));
  }

  // --- enum ---

  void check_enum() {
    const Node* values = node().find("enum");
    if (values == nullptr || !values->is_array()) return;
    check_duplicates(*values);
    const Node* type = node().find("type");
    if (type == nullptr || !(type->is_string() || type->is_array())) return;
    for (const Node& value : values->items()) {
      const bool is_null = value.is_null() && (is_true(node(), "nullable") || is_true(node(), "x-nullable"));
      if (is_null || allows(*type, value)) continue;
      say("enum-type", "enum member " + shown(value) + " is not of type " + shown(*type), {value.span(), site_->at},
          "type", "the type is said here", {}, values->span().place());
    }
    check_null(*values);
  }

  void check_duplicates(const Node& values) {
    std::map<std::string, const Node*> seen;  // by JSON text: 1 and 1.0 are compared exactly below
    for (const Node& value : values.items()) {
      const auto [first, is_new] = seen.emplace(key_of(value), &value);
      if (is_new) continue;
      Remark remark{"enum-duplicate",
                    "enum lists " + shown(value) + " twice",
                    {value.span(), site_->at},
                    {},
                    {},
                    site_->operation,
                    {}};
      remark.related.emplace_back(Where{first->second->span(), site_->at}, "it stands here already");
      report_.add(std::move(remark));
    }
  }

  static std::string key_of(const Node& value) {
    if (const auto number = value.to_int64(); number && value.is_number()) return std::to_string(*number);
    return document::write_json(value);
  }

  void check_null(const Node& values) {
    if (site_->version != SpecVersion::OpenApi30 || !is_true(node(), "nullable")) return;
    const bool lists_null =
        std::any_of(values.items().begin(), values.items().end(), [](const Node& one) { return one.is_null(); });
    if (lists_null) return;
    say("nullable-enum", "nullable says that null is allowed, enum does not list it", at("nullable"), "enum",
        "the values are listed here", "add null to the enum");
  }

  // --- required ---

  void check_required() {
    const Node* required = node().find("required");
    if (required == nullptr || site_->is_parameter) return;
    if (!required->is_array()) {
      say("schema-form", "\"required\" in a schema must be an array of names, got " + shown(*required), at("required"),
          {}, {}, "name the property in \"required\" of the object");
      return;
    }
    const Node* properties = node().find("properties");
    if (properties == nullptr || !properties->is_object()) return;
    document::Lookup declared(*properties);
    std::size_t undeclared = 0;
    for (const Node& name : required->items()) {
      if (!name.is_string() || declared.find(name.as_string()) || is_declared_elsewhere(name.as_string())) continue;
      std::vector<std::string> known;
      for (const Member& member : properties->members()) {
        if (undeclared < most_hints) known.push_back(member.key);
      }
      ++undeclared;
      say("required-undeclared", "required names " + shown(name) + ", which is no property", {name.span(), site_->at},
          "properties", "the properties are declared here", base::did_you_mean(name.as_string(), known));
    }
  }

  // Through allOf, oneOf, anyOf and $ref, of this schema and of those in whose composition it stands, itself or by a
  // reference: a fragment may demand what its neighbour declares. Patterns may declare anything.
  bool is_declared_elsewhere(const std::string& name) {
    if (node().has("patternProperties") || node().has("unevaluatedProperties")) return true;
    std::set<SiteId> visited;
    std::vector<SiteId> tops{context_.sites.schema_of.at(site_->node)};
    std::set<SiteId> climbed;
    const auto& schemas = context_.sites.schemas;
    while (!tops.empty()) {
      SiteId top = tops.back();
      tops.pop_back();
      if (!climbed.insert(top).second) continue;
      if (climbed.size() > most_compositions || declares(top, name, visited)) return true;
      if (schemas[top].parent != none && (is_in_list(top) || is_condition(top))) tops.push_back(schemas[top].parent);
      const auto from = referrers_.find(top);
      if (from == referrers_.end()) continue;
      for (const SiteId one : from->second) {
        if (is_in_list(one)) tops.push_back(schemas[one].parent);
      }
    }
    return false;
  }

  bool is_in_list(SiteId id) const {
    if (context_.sites.schemas[id].parent == none) return false;
    const auto& trails = context_.sites.trails;
    const std::string_view list = trails.key(trails.parent(context_.sites.schemas[id].at));
    return list == "allOf" || list == "anyOf" || list == "oneOf";
  }

  bool is_condition(SiteId id) const {
    const std::string_view key = context_.sites.trails.key(context_.sites.schemas[id].at);
    return key == "then" || key == "else" || key == "if" || key == "not";
  }

  bool declares(SiteId id, const std::string& name, std::set<SiteId>& visited) const {
    if (!visited.insert(id).second || visited.size() > most_compositions) return false;
    const auto& schemas = context_.sites.schemas;
    const Node& schema = *schemas[id].node;
    if (const Node* properties = schema.find("properties"); properties != nullptr && properties->has(name)) return true;
    if (schemas[id].target != none && declares(schemas[id].target, name, visited)) return true;
    for (const std::string_view key : {"allOf", "anyOf", "oneOf"}) {
      const Node* list = schema.find(key);
      if (list == nullptr) continue;
      for (const Node& one : list->items()) {
        const auto site = context_.sites.schema_of.find(&one);
        if (site != context_.sites.schema_of.end() && declares(site->second, name, visited)) return true;
      }
    }
    return false;
  }

  // --- bounds ---

  void check_bounds() {
    for (const auto& [low, high] : {std::pair{"minimum", "maximum"},
                                    {"minLength", "maxLength"},
                                    {"minItems", "maxItems"},
                                    {"minProperties", "maxProperties"},
                                    {"minContains", "maxContains"},
                                    {"exclusiveMinimum", "maximum"},
                                    {"minimum", "exclusiveMaximum"},
                                    {"exclusiveMinimum", "exclusiveMaximum"}}) {
      const Node* from = node().find(low);
      const Node* to = node().find(high);
      if (from == nullptr || to == nullptr || !from->is_number() || !to->is_number()) continue;
      const int order = document::compare_numbers(*from, *to);
      const bool is_open = std::string_view(low).starts_with("excl") || std::string_view(high).starts_with("excl") ||
                           (std::string_view(low) == "minimum" &&
                            (is_true(node(), "exclusiveMinimum") || is_true(node(), "exclusiveMaximum")));
      if (order < 0 || (order == 0 && !is_open)) continue;
      say("bounds-impossible",
          std::string(low) + " " + shown(*from) + (order == 0 ? " is not below " : " is above ") + high + " " +
              shown(*to),
          at(low), high, "the other bound is here");
    }
    check_required_count();
  }

  void check_required_count() {
    const Node* required = node().find("required");
    const Node* most = node().find("maxProperties");
    if (required == nullptr || most == nullptr || !required->is_array() || !most->is_number()) return;
    if (most->to_double() >= static_cast<double>(required->size())) return;
    say("bounds-impossible",
        "required names " + std::to_string(required->size()) + " members, maxProperties allows " + shown(*most),
        at("maxProperties"), "required", "they are named here");
  }

  // --- length against what has a length of its own ---

  void check_lengths() {
    struct Length {
      std::string_view format;
      std::size_t least, most;
    };
    static constexpr auto lengths = std::to_array<Length>({{"uuid", 36, 36},
                                                           {"ulid", 26, 26},
                                                           {"date", 10, 10},
                                                           {"date-time", 20, 64},
                                                           {"ipv4", 7, 15},
                                                           {"ipv6", 2, 45}});
    const Node* format = node().find("format");
    if (format == nullptr) return;
    for (const Length& row : lengths) {
      if (format->string_or_empty() != row.format) continue;
      compare_length("maxLength", row.least, "a " + std::string(row.format) + " has at least ", true);
      compare_length("minLength", row.most, "a " + std::string(row.format) + " has at most ", false);
    }
  }

  void compare_length(std::string_view key, std::size_t length, const std::string& text, bool is_most) {
    const Node* bound = node().find(key);
    if (bound == nullptr || !bound->is_number()) return;
    const auto limit = static_cast<double>(length);
    if (is_most ? bound->to_double() >= limit : bound->to_double() <= limit) return;
    say("length-format",
        std::string(key) + " is " + shown(*bound) + ", " + text + std::to_string(length) + " characters", at(key),
        "format", "the format is said here");
  }

  const Context& context_;
  Report& report_;
  const SchemaSite* site_ = nullptr;
  std::unordered_map<SiteId, std::vector<SiteId>> referrers_;  // by what their $ref leads to
};

}  // namespace

void check_schemas(const Context& context, Report& report) {
  SchemaCheck check(context, report);
  for (const SchemaSite& site : context.sites.schemas) check.check(site);
}

}  // namespace concord::lint
