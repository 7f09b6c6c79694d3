// allOf whose parts exclude each other, discriminators that name what is not there.
#include "openapi_words.h"
#include "rule_kinds.h"
#include "schema_members.h"

#include <concord/base/text.h>

#include <algorithm>
#include <map>
#include <set>

namespace concord::lint {
namespace {

// --- allOf ---

bool meet(const Node& a, const Node& b) {
  const auto includes = [](const Node& types, std::string_view one) {
    const auto is_same = [&](std::string_view type) { return type == one || (type == "number" && one == "integer"); };
    return is_same(types.string_or_empty()) ||
           std::any_of(types.items().begin(), types.items().end(),
                       [&](const Node& type) { return is_same(type.string_or_empty()); });
  };
  const auto any_of_in = [&](const Node& some, const Node& all) {
    return includes(all, some.string_or_empty()) ||
           std::any_of(some.items().begin(), some.items().end(),
                       [&](const Node& type) { return includes(all, type.string_or_empty()); });
  };
  return any_of_in(a, b) || any_of_in(b, a);
}

bool is_type(const Member* type) { return type != nullptr && (type->value.is_string() || type->value.is_array()); }

void check_parts(const Context& context, const SchemaSite& site, Report& report) {
  const Node* parts = site.node->find("allOf");
  if (parts == nullptr) return;
  const Member* first = site.node->find_member("type");
  for (const Node& part : parts->items()) {
    const auto found = context.sites.schema_of.find(&part);
    if (found == context.sites.schema_of.end()) continue;
    const Member* type = context.sites.schemas[context.sites.resolve(found->second)].node->find_member("type");
    if (!is_type(type)) continue;
    if (!is_type(first)) {
      first = type;
      continue;
    }
    if (meet(first->value, type->value)) continue;
    Remark remark = remark_between(
        "allof-impossible",
        "nothing is both " + shown(first->value) + " and " + shown(type->value) + ": no value satisfies allOf",
        {part.span(), context.sites.schemas[found->second].at}, {span_of(*first), none}, "the other type is said here");
    remark.related.emplace_back(Where{span_of(*type), none}, "this type is said here");
    remark.operation = site.operation;
    report.add(std::move(remark));
  }
}

// --- discriminators ---

class DiscriminatorCheck {
 public:
  DiscriminatorCheck(const Context& context, const SchemaSite& site, Report& report)
      : context_(context), site_(site), report_(report), discriminator_(site.node->find("discriminator")) {}

  void check(SiteId id) {
    const Node* name = discriminator_ == nullptr ? nullptr : discriminator_->find("propertyName");
    if (name == nullptr || !name->is_string()) return;
    bool has_branches = false;
    for (const std::string_view key : {"oneOf", "anyOf"}) {
      const Node* branches = site_.node->find(key);
      if (branches == nullptr) continue;
      has_branches = true;
      for (const Node& branch : branches->items()) {
        const auto found = context_.sites.schema_of.find(&branch);
        if (found != context_.sites.schema_of.end()) demand(found->second, *name, branch.span());
      }
    }
    if (!has_branches) demand(id, *name, site_.node->span());
    check_mapping();
  }

 private:
  void say(std::string_view rule, std::string message, base::Span where, Where other, std::string what,
           std::string subject) {
    Remark remark = remark_between(rule, std::move(message), {where, site_.at}, std::move(other), std::move(what));
    remark.operation = site_.operation;
    remark.subject = std::move(subject);
    report_.add(std::move(remark));
  }

  void demand(SiteId id, const Node& name, base::Span place) {
    const SchemaSite& target = context_.sites.schemas[context_.sites.resolve(id)];
    const DescribedObject& object = context_.objects.of(id);
    if (!object.is_whole || object.is_map || object.members.empty() || object.find(name.as_string()) != nullptr) return;
    say("discriminator-property", "the discriminator is " + shown(name) + ", this schema has no such member",
        place.is_known() ? place : target.node->span(), {name.span(), site_.at}, "the discriminator",
        context_.sites.trails.pointer(target.at));
  }

  // Names and references of the mapping: those within the document can be looked up.
  void check_mapping() {
    const Node* mapping = discriminator_->find("mapping");
    if (mapping == nullptr) return;
    const Node& root = context_.sites.trails.document(site_.at).root;
    for (const Member& one : mapping->members()) {
      const std::string_view text = one.value.string_or_empty();
      if (!text.starts_with("#/")) continue;
      const auto pointer = document::Pointer::parse_fragment(text.substr(1));
      const Node* target = pointer ? document::resolve(root, *pointer) : nullptr;
      if (target != nullptr) {
        compare_constant(one, *target);
        continue;
      }
      say("discriminator-mapping", "the mapping of " + cited(one.key) + " leads nowhere: " + cited(text),
          one.value.span(), {discriminator_->span(), site_.at}, "the discriminator", one.key);
    }
  }

  // The values that the named schema allows in the member: a name that is none of them can never be sent.
  void compare_constant(const Member& row, const Node& target) {
    const auto found = context_.sites.schema_of.find(&target);
    const Node* name = discriminator_->find("propertyName");
    if (found == context_.sites.schema_of.end() || name == nullptr || !name->is_string()) return;
    const auto* member = context_.objects.of(found->second).find(name->as_string());
    if (member == nullptr) return;
    const Node& schema = *context_.sites.schemas[context_.sites.resolve(member->schema)].node;
    const Member* values = schema.find_member("const");
    if (values == nullptr) values = schema.find_member("enum");
    if (values == nullptr) return;
    const Allowed& allowed = allowed_by(values->value);
    if (allowed.texts.empty() || allowed.texts.contains(row.key)) return;
    say("discriminator-value",
        "the mapping leads from " + cited(row.key) + " to a schema whose " + cited(name->as_string()) + " is " +
            allowed.shown,
        span_of(row), {span_of(*values), none}, "the value is said here", row.key);
  }

  // The texts that `values`, a constant or a list, allow; none when something else is allowed, too. A mapping may have
  // thousands of rows that lead to one list.
  struct Allowed {
    std::set<std::string_view> texts;
    std::string shown;
  };
  const Allowed& allowed_by(const Node& values) {
    const auto [known, is_new] = allowed_.try_emplace(&values);
    Allowed& allowed = known->second;
    if (!is_new) return allowed;
    if (values.is_string()) allowed.texts.insert(values.as_string());
    for (const Node& value : values.items()) allowed.texts.insert(value.string_or_empty());
    const bool is_text = values.is_string() || std::all_of(values.items().begin(), values.items().end(),
                                                           [](const Node& value) { return value.is_string(); });
    if (!is_text) allowed.texts.clear();
    allowed.shown = shown(values);
    return allowed;
  }

  const Context& context_;
  const SchemaSite& site_;
  Report& report_;
  const Node* discriminator_;
  std::map<const Node*, Allowed> allowed_;
};

}  // namespace

void check_compositions(const Context& context, Report& report) {
  for (SiteId id = 0; id < context.sites.schemas.size(); ++id) {
    const SchemaSite& site = context.sites.schemas[id];
    if (!site.node->is_object() || (site.node->has("$ref") && site.version != SpecVersion::OpenApi31)) continue;
    check_parts(context, site, report);
    DiscriminatorCheck(context, site, report).check(id);
  }
}

}  // namespace concord::lint
