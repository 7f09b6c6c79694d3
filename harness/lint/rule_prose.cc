// Descriptions against the schemas that they stand beside.
#include "demand_place.h"
#include "evidence.h"
#include "openapi_words.h"
#include "rule_kinds.h"
#include "schema_members.h"

#include <concord/base/text.h>
#include <concord/prose.h>

#include <algorithm>

namespace concord::lint {
namespace {

// What a schema says beside a description: itself, or what its $ref leads to.
class ProseCheck {
 public:
  ProseCheck(const Context& context, Report& report) : context_(context), report_(report) {}

  void check(SiteId id) {
    const SchemaSite& site = context_.sites.schemas[id];
    const Member* description = site.node->find_member("description");
    if (description != nullptr) check(id, id, *description, site.at);
  }

  // `said_at`: where the description stands; a parameter's is beside its schema. `is_required`: of a parameter.
  void check(SiteId id, SiteId evidence, const Member& description, TrailId said_at, bool is_required = false) {
    if (!description.value.is_string() || description.value.as_string().size() > 100'000) return;
    id_ = id;
    evidence_ = evidence;
    is_required_ = is_required;
    said_ = {description.value.span(), said_at};
    text_ = description.value.as_string();
    stated_ = prose::Description(text_);
    site_ = &context_.sites.schemas[id];
    schema_ = context_.sites.schemas[context_.sites.resolve(id)].node;
    check_type();
    check_values();
    check_read();
    check_format();
    check_domain();
    check_default();
    check_length();
    check_range();
    check_presence();
  }

 private:
  Where at(std::string_view key) const {
    const Member* member = schema_->find_member(key);
    const base::Span whole = schema_->span().is_known() ? schema_->span() : site_->node->span();
    return {member == nullptr || !span_of(*member).is_known() ? whole : span_of(*member), site_->at};
  }

  void say(std::string_view rule, std::string message, Where other, std::string what, std::string subject) {
    Remark remark{rule, std::move(message), said_, {}, {}, site_->operation, std::move(subject)};
    remark.related.emplace_back(other, std::move(what));
    report_.add(std::move(remark));
  }

  // "A list of …" that is no array: objects that hold the list, what is one of a list.
  bool may_be_list(std::string_view type) const {
    const bool is_part = context_.sites.trails.key(site_->at) == "items" || site_->is_composed;
    if (is_part || (schema_->has("enum") && !schema_->has("x-concord-basis"))) return true;
    if (type != "object") return false;
    const DescribedObject& object = context_.objects.of(id_);
    const auto is_list = [&](const DescribedMember& one) {
      return text_of(*context_.sites.schemas[context_.sites.resolve(one.schema)].node, "type") == "array";
    };
    return site_->parent == none || object.is_map || !object.is_whole || object.members.empty() ||
           std::any_of(object.members.begin(), object.members.end(), is_list);
  }

  void check_type() {
    const prose::StatedType stated = stated_.type();
    const std::string_view type = text_of(*schema_, "type");
    if (stated == prose::StatedType::Unsaid || type.empty()) return;
    const bool is_list = stated != prose::StatedType::Url;
    const bool is_in_text = stated == prose::StatedType::ListInText && type == "string";
    if (type == (is_list ? "array" : "string") || is_in_text || (is_list && may_be_list(type))) return;
    // "List" is a word for much: a set of figures, values with commas between, a mask of fields.
    const bool says_array = base::to_lower_ascii(text_.substr(0, 16)).find("array") != std::string::npos;
    if (is_list && !says_array && !is_on_page() && (type == "object" || schema_->has("format"))) return;
    const std::string what = is_list ? "a list" : "a URL";
    say("prose-type", "the description says " + what + ", the schema says " + std::string(type), at("type"),
        "the type is said here", what);
  }

  // Whose types stand in a column of their own, put there for each field.
  bool is_on_page() const {
    const openapi::Document& document = context_.sites.trails.document(site_->at);
    return std::any_of(context_.subjects.begin(), context_.subjects.end(),
                       [&](const Subject& one) { return one.is_page && one.document == &document; });
  }

  void check_values() {
    const auto list = stated_.values();
    if (!list) return;
    const std::vector<std::string>& stated = list->values;
    const Node* values = schema_->find("enum");
    if (values == nullptr) {
      if (const Node* items = schema_->find("items")) values = items->find("enum");
    }
    if (names_siblings(stated) || text_of(*schema_, "type") == "object") return;
    if (values != nullptr) return list->is_bare ? void() : compare_values(stated, *values);
    if (schema_->find("const") != nullptr || text_of(*schema_, "type") == "boolean") return;
    say("prose-unstated", "only the description lists the values " + cited(base::join(stated, ", ")), at("type"),
        "the schema allows any " + std::string(text_of(*schema_, "type")), "values");
    for (const Evidence& one : context_.evidence.of(evidence_)) {
      if (!one.value->is_string() || is_made_of(one.value->as_string(), stated)) continue;
      Remark remark{"prose-example",
                    "the example " + shown(*one.value) + " is not in the list of the description",
                    {one.value->span(), context_.sites.values[one.value_site].at},
                    base::did_you_mean(one.value->as_string(), stated),
                    {},
                    site_->operation,
                    one.value->as_string()};
      remark.related.emplace_back(said_, "the list");
      report_.add(std::move(remark));
    }
  }

  // One of the values, or several with commas between.
  static bool is_made_of(const std::string& text, const std::vector<std::string>& values) {
    const auto parts = base::split(text, ',');
    return std::all_of(parts.begin(), parts.end(), [&](std::string_view part) {
      return std::find(values.begin(), values.end(), base::trim(part)) != values.end();
    });
  }

  // "One of `top` or `bottom` is needed", said of the members beside.
  bool names_siblings(const std::vector<std::string>& stated) const {
    if (site_->parent == none) return false;
    const SiteId holder = context_.sites.trails.key(context_.sites.trails.parent(site_->at)) == "properties"
                              ? site_->parent
                              : id_;
    const DescribedObject& object = context_.objects.of(holder);
    return std::all_of(stated.begin(), stated.end(),
                       [&](const std::string& one) { return object.find(one) != nullptr; });
  }

  // What an importer has read from the prose of a page, which states it nowhere else.
  void check_read() {
    const Node* basis = schema_->find("x-concord-basis");
    const Node* values = schema_->find("enum");
    const Node* preset = schema_->find("default");
    if (basis == nullptr) return;
    if (values != nullptr && values->size() != 0 && text_of(*basis, "enum") == "prose") {
      const std::string shortly = shown(values->items().front()) + (values->size() == 1 ? "" : " and others");
      say("prose-unstated", "only the description lists the values " + shortly, at("type"), "the type is said here",
          "values");
    }
    if (preset != nullptr && text_of(*basis, "default") == "prose")
      say("prose-unstated", "only the description says that the default is " + shown(*preset), at("type"),
          "the type is said here", "default");
  }

  // "the domain", "the shop domain", "domain name"
  static bool says_domain(std::string_view lower) {
    for (const std::string_view name : {"domain name", "host name"}) {
      if (lower.find(name) != std::string_view::npos) return true;
    }
    const std::size_t word = lower.find(" domain ");
    if (word == std::string_view::npos) return false;
    const std::string_view before = lower.substr(0, word);
    const std::size_t last = before.rfind(' ');
    const std::string_view one = last == std::string_view::npos ? before : before.substr(last + 1);
    const std::string_view rest = last == std::string_view::npos ? std::string_view{} : before.substr(0, last);
    return one == "the" || one == "a" || rest == "the" || rest.ends_with(" the");
  }

  // "the domain of …" where the examples are URLs.
  void check_domain() {
    const std::string lower = base::to_lower_ascii(text_);
    if (!says_domain(lower) || lower.find("url") != std::string::npos || lower.find("uri") != std::string::npos ||
        lower.find("link") != std::string::npos || text_of(*schema_, "type") != "string" || schema_->has("format"))
      return;
    for (const Evidence& one : context_.evidence.of(evidence_)) {
      if (!one.value->is_string() || text_kind(one.value->as_string()) != "uri") continue;
      Remark remark = remark_between("prose-example",
                                     "the description says a domain, the example " + shown(*one.value) + " is a URL",
                                     {one.value->span(), context_.sites.values[one.value_site].at}, said_,
                                     "the description");
      remark.operation = site_->operation;
      report_.add(std::move(remark));
    }
  }

  void compare_values(const std::vector<std::string>& stated, const Node& values) {
    std::vector<std::string> known;
    for (const Node& value : values.items())
      known.push_back(value.is_string() ? value.as_string() : document::write_json(value));
    const auto is_known = [&](const std::string& one) {
      return std::any_of(known.begin(), known.end(),
                         [&](const std::string& other) { return base::equals_ignoring_case(one, other); });
    };
    if (std::none_of(stated.begin(), stated.end(), is_known)) return;  // what the values mean, in words
    const Where there = at("enum");
    for (const std::string& one : stated) {
      if (one == "null" || std::find(known.begin(), known.end(), one) != known.end()) continue;
      const auto same = std::find_if(known.begin(), known.end(),
                                     [&](const std::string& other) { return base::equals_ignoring_case(one, other); });
      if (same != known.end()) continue;
      say("prose-values", "the description lists " + cited(one) + ", the enum does not", there, "the enum", one);
    }
    std::vector<std::string> left_out;
    for (const std::string& one : known) {
      const bool is_stated = std::any_of(stated.begin(), stated.end(), [&](const std::string& other) {
        return base::equals_ignoring_case(one, other);
      });
      const bool is_placeholder = one.ends_with("UNSPECIFIED") || one.empty();  // of protobuf: nobody sends it
      if (!is_stated && text_.find(one) == std::string::npos && one != "null" && !is_placeholder)
        left_out.push_back(one);
    }
    if (!left_out.empty())
      say("prose-values", "the enum lists " + listed(left_out) + ", the description does not", there, "the enum",
          left_out.front());
  }

  void check_format() {
    const auto stated = stated_.form();
    const std::string_view type = text_of(*schema_, "type");
    if (!stated || type != "string" || schema_->has("pattern") || schema_->has("enum") || schema_->has("const")) return;
    const std::string words = stated_.quote(stated->words);
    const std::string_view said = stated->form.name, format = text_of(*schema_, "format");
    if (format.empty()) {
      return say("prose-unstated", "only the description says " + cited(words), at("type"),
                 "the schema says a string of any form", std::string(said));
    }
    const bool differs = (said == "uuid" || said == "ulid") &&
                         (format == "date-time" || format == "date" ||
                          (format != said && (format == "uuid" || format == "ulid")));
    if (differs)
      say("prose-format", "the description says " + cited(words) + ", the schema says " + cited(format), at("format"),
          "the format is said here", std::string(format));
  }

  void check_default() {
    const auto preset_said = stated_.preset();
    if (!preset_said) return;
    const std::string& stated = preset_said->text;
    const Member* preset = schema_->find_member("default");
    if (preset == nullptr) {
      return say("prose-unstated", "only the description says that the default is " + cited(stated), at("type"),
                 "the schema has no default", "default");
    }
    const std::string value =
        preset->value.is_string() ? preset->value.as_string() : document::write_json(preset->value);
    if (base::equals_ignoring_case(value, stated) || preset->value.is_array() || preset->value.is_object()) return;
    if (!preset->value.is_string() && number_of(stated).is_null()) return;  // "defaults to first": words for a value
    if (preset->value.is_number() && document::equal(preset->value, number_of(stated))) return;
    say("prose-default",
        "the description says that the default is " + cited(stated) + ", the schema says " + shown(preset->value),
        at("default"), "the default is said here", stated);
  }

  static Node number_of(const std::string& text) {
    document::ParsedJson parsed = document::parse_answer_json(text);
    return parsed.root && parsed.faults.empty() ? std::move(*parsed.root) : Node();
  }

  void check_length() {
    const auto limit = stated_.most_length();
    if (!limit || text_of(*schema_, "type") != "string") return;
    const Node* bound = schema_->find("maxLength");
    if (bound == nullptr) {
      if (!schema_->has("pattern") && !schema_->has("enum"))
        say("prose-unstated", "only the description limits the length to " + std::to_string(limit->number), at("type"),
            "the schema allows any length", "length");
    } else if (bound->is_number() && bound->to_int64() != limit->number) {
      say("prose-limit",
          "the description limits the length to " + std::to_string(limit->number) + ", maxLength is " + shown(*bound),
          at("maxLength"), "maxLength is said here", "length");
    }
  }

  void check_range() {
    const std::string_view type = text_of(*schema_, "type");
    if (type != "integer" && type != "number") return;
    for (const std::string_view bound :
         {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum", "const"}) {
      if (schema_->has(bound)) return;
    }
    if (const auto stated = stated_.range())
      say("prose-unstated", "only the description says " + cited(stated_.quote(stated->words)), at("type"),
          "the schema allows any " + std::string(type), "range");
  }

  // Whether it must be there in any case: a parameter, or a member that `required` names.
  bool is_demanded() const {
    if (is_required_) return true;
    if (site_->parent == none) return false;
    const Node* required = context_.sites.schemas[site_->parent].node->find("required");
    const std::string_view name = context_.sites.trails.key(site_->at);
    return required != nullptr && std::any_of(required->items().begin(), required->items().end(),
                                              [&](const Node& one) { return one.string_or_empty() == name; });
  }

  void check_presence() {
    if (const auto condition = stated_.condition(); condition && !is_demanded()) {
      constexpr std::size_t longest = 80;
      say("prose-unstated", "only the description says " + cited(stated_.sentence_at(condition->words.begin, longest)),
          at("type"), "no schema here demands it", "condition");
    }
    const prose::Presence stated = stated_.presence();
    if (stated == prose::Presence::Unsaid || site_->parent == none) return;
    const SchemaSite& holder = context_.sites.schemas[site_->parent];
    const TrailId list = context_.sites.trails.parent(site_->at);
    if (context_.sites.trails.key(list) != "properties") return;
    const std::string_view name = context_.sites.trails.key(site_->at);
    const Member* required = holder.node->find_member("required");
    const bool is_required =
        required != nullptr && std::any_of(required->value.items().begin(), required->value.items().end(),
                                           [&](const Node& one) { return one.string_or_empty() == name; });
    if (is_required && stated == prose::Presence::Optional) {
      say("prose-required", "the description says that " + cited(name) + " is optional, required names it",
          {demand_span(*holder.node, name), holder.at}, "required", std::string(name));
    } else if (!is_required && stated == prose::Presence::Required && !holder.is_composed) {
      const base::Span there = required == nullptr ? holder.node->span() : span_of(*required);
      say("prose-required", "the description says that " + cited(name) + " is required, the schema does not demand it",
          {there, holder.at}, "the schema of the object", std::string(name));
    }
  }

  const Context& context_;
  Report& report_;
  SiteId id_ = none, evidence_ = none;
  bool is_required_ = false;  // of a parameter
  const SchemaSite* site_ = nullptr;
  const Node* schema_ = nullptr;
  Where said_;
  std::string_view text_;
  prose::Description stated_{""};
};

}  // namespace

void check_prose(const Context& context, Report& report) {
  ProseCheck check(context, report);
  for (SiteId id = 0; id < context.sites.schemas.size(); ++id) check.check(id);
  std::set<const Node*> seen;
  for (const OperationSite& site : context.sites.operations) {
    for (const ParameterSite& parameter : site.parameters) {
      if (!seen.insert(parameter.node).second) continue;
      const Member* description = parameter.node->find_member("description");
      const Node* schema = parameter.node->find("schema");
      const auto own = schema == nullptr ? context.sites.schema_of.end() : context.sites.schema_of.find(schema);
      if (description != nullptr && own != context.sites.schema_of.end())
        check.check(own->second, own->second, *description, parameter.at, parameter.is_required);
    }
  }
}

}  // namespace concord::lint
