// What is said once for a whole document: tags, names of operations, servers, components that nobody uses, scalars.
#include "openapi_words.h"
#include "rule_kinds.h"

#include <concord/base/text.h>
#include <concord/openapi/ambiguous_scalars.h>
#include <concord/prose.h>
#include <concord/openapi/template_names.h>

#include <algorithm>
#include <map>
#include <set>

namespace concord::lint {
namespace {

// The operations of the document and of those that it refers to.
std::vector<std::uint32_t> operations_of(const Context& context, const Subject& subject) {
  std::set<const openapi::Document*> documents{subject.document};
  for (const openapi::Document* one : subject.documents->documents()) documents.insert(one);
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < context.sites.operations.size(); ++i) {
    if (documents.contains(context.sites.operations[i].document)) found.push_back(i);
  }
  return found;
}

Where place_in(const Node& node, std::string_view list, std::size_t index) {
  return {node.span(), none, "/" + std::string(list) + "/" + std::to_string(index)};
}

// --- tags ---

class TagCheck {
 public:
  TagCheck(const Context& context, const Subject& subject, Report& report)
      : context_(context), subject_(subject), report_(report), list_(subject.document->root.find("tags")) {
    if (list_ == nullptr) return;
    std::map<std::string_view, const Node*> known;
    for (std::size_t i = 0; i < list_->size(); ++i) {
      const Node& tag = list_->items()[i];
      const auto [first, is_new] = known.emplace(text_of(tag, "name"), &tag);
      if (!is_new) say_duplicate(tag, i, *first->second);
      declared_.emplace(first->first);
    }
  }

  void check() {
    if (declared_.empty()) return;
    for (const std::uint32_t number : operations_of(context_, subject_)) {
      const Node* tags = context_.sites.operations[number].node->find("tags");
      if (tags == nullptr) continue;
      for (const Node& tag : tags->items()) use(tag, number);
    }
    if (!used_.empty()) check_unused();
  }

 private:
  void say_duplicate(const Node& tag, std::size_t index, const Node& first) {
    Remark remark = remark_between("tag-duplicate", "the tag " + cited(text_of(tag, "name")) + " is declared twice",
                                   place_in(tag, "tags", index), {first.span(), none}, "it is declared here already");
    remark.subject = text_of(tag, "name");
    report_.add(std::move(remark));
  }

  void use(const Node& tag, std::uint32_t number) {
    const std::string_view name = tag.string_or_empty();
    if (name.empty() || !used_.emplace(name, &tag).second || declared_.contains(name)) return;
    std::vector<std::string> known(declared_.begin(), declared_.end());
    Remark remark = remark_between("tag-undeclared", "the tag " + cited(name) + " is not among those that are declared",
                                   {tag.span(), context_.sites.operations[number].at}, {list_->span(), none},
                                   "the tags are declared here");
    remark.hint = base::did_you_mean(name, known);
    remark.operation = number;
    remark.subject = name;
    report_.add(std::move(remark));
  }

  // One finding: pages that show one operation of many carry the tags of all.
  void check_unused() {
    std::vector<std::string> names;
    std::size_t first = 0;
    for (std::size_t i = 0; i < list_->size(); ++i) {
      const std::string_view name = text_of(list_->items()[i], "name");
      if (name.empty() || used_.contains(name)) continue;
      if (names.empty()) first = i;
      names.emplace_back(name);
    }
    if (names.empty()) return;
    const std::string what = names.size() == 1 ? "the tag " : "the tags ";
    Remark remark = remark_between("tag-unused", "no operation here has " + what + listed(names),
                                   place_in(list_->items()[first], "tags", first),
                                   {used_.begin()->second->span(), none}, "this one is used");
    remark.subject = "unused";
    report_.add(std::move(remark));
  }

  const Context& context_;
  const Subject& subject_;
  Report& report_;
  const Node* list_;
  std::set<std::string_view> declared_;
  std::map<std::string_view, const Node*> used_;
};

// --- operationId ---

void say_duplicate(const Context& context, std::uint32_t number, const Node& id, const Node& first, Report& report) {
  const OperationSite& site = context.sites.operations[number];
  Remark remark = remark_between("operation-id-duplicate", "two operations are called " + cited(id.string_or_empty()),
                                 {id.span(), site.at}, {first.span(), none}, "the other one");
  remark.operation = number;
  remark.subject = id.string_or_empty();
  report.add(std::move(remark));
}

void check_ids(const Context& context, const Subject& subject, Report& report) {
  std::map<std::string_view, const Node*> known;
  std::vector<std::uint32_t> nameless;
  const auto operations = operations_of(context, subject);
  for (const std::uint32_t number : operations) {
    const OperationSite& site = context.sites.operations[number];
    const Node* id = site.node->find("operationId");
    if (id == nullptr) {
      if (site.is_called_by_clients) nameless.push_back(number);
      continue;
    }
    const auto [first, is_new] = known.emplace(id->string_or_empty(), id);
    if (!is_new && first->second != id) say_duplicate(context, number, *id, *first->second, report);
  }
  if (nameless.empty() || known.empty()) return;
  const OperationSite& site = context.sites.operations[nameless.front()];
  Remark remark = remark_between("operation-id-missing",
                                 std::to_string(nameless.size()) + " of " + std::to_string(operations.size()) +
                                     (nameless.size() == 1 ? " operations has no operationId, this one"
                                                           : " operations have no operationId, such as this one"),
                                 {site.place, site.at}, {known.begin()->second->span(), none}, "others have one");
  remark.operation = nameless.front();
  remark.subject = "missing";
  report.add(std::move(remark));
}

// --- servers ---

bool is_in_the_clear(std::string_view url) {
  if (!url.starts_with("http://")) return false;
  const std::string_view host = url.substr(7, url.find_first_of("/:?#", 7) - 7);
  if (host == "example.com" || host.ends_with(".example.com") || host.ends_with(".example")) return false;
  return host != "localhost" && !host.starts_with("127.") && !host.starts_with("{") && !host.ends_with(".local") &&
         !host.ends_with(".localhost") && !host.ends_with(".internal") && host.find('.') != std::string_view::npos;
}

void check_servers(const Subject& subject, Report& report) {
  const Node& root = subject.document->root;
  const Node* components = root.find("components");
  const Member* schemes = components == nullptr ? nullptr : components->find_member("securitySchemes");
  const Node* servers = root.find("servers");
  if (schemes == nullptr || schemes->value.size() == 0 || servers == nullptr) return;
  for (std::size_t i = 0; i < servers->size(); ++i) {
    const Member* url = servers->items()[i].find_member("url");
    if (url == nullptr || !is_in_the_clear(url->value.string_or_empty())) continue;
    Remark remark = remark_between("server-plain",
                                   "the server " + cited(url->value.as_string()) + " takes credentials over plain HTTP",
                                   place_in(url->value, "servers", i), {span_of(*schemes), none}, "the credentials");
    remark.hint = "https?";
    remark.subject = url->value.as_string();
    report.add(std::move(remark));
  }
}

// `{name}` in a URL that no variable explains; a default that is not among the values.
void check_variables(const Node& server, std::size_t index, Report& report) {
  const Member* url = server.find_member("url");
  const Node* variables = server.find("variables");
  if (url == nullptr) return;
  const auto say = [&](std::string message, const Node& where, base::Span other, std::string what) {
    Remark remark =
        remark_between("server-variable", message, place_in(where, "servers", index), {other, none}, std::move(what));
    remark.subject = std::move(message);
    report.add(std::move(remark));
  };
  for (const std::string& name : openapi::template_names(url->value.string_or_empty())) {
    if (variables == nullptr || !variables->has(name))
      say("no variable explains {" + base::ellipsize(name, 60) + "} of the URL", url->value, server.span(),
          "the server");
  }
  if (variables == nullptr) return;
  for (const Member& one : variables->members()) {
    const Node* values = one.value.find("enum");
    const Node* preset = one.value.find("default");
    if (values == nullptr || preset == nullptr || !values->is_array()) continue;
    const bool is_listed = std::any_of(values->items().begin(), values->items().end(),
                                       [&](const Node& value) { return document::equal(value, *preset); });
    if (!is_listed)
      say("the default of " + cited(one.key) + " is " + shown(*preset) + ", which its enum does not list", *preset,
          values->span(), "the values");
  }
}

// --- components ---

// What discriminators name by "mapping", with or without "#/components/schemas/"; null mappings name by the schema.
std::set<std::string> mapped_names(const Sites& sites) {
  std::set<std::string> names;
  for (const SchemaSite& site : sites.schemas) {
    const Node* discriminator = site.node->find("discriminator");
    const Node* mapping = discriminator == nullptr ? nullptr : discriminator->find("mapping");
    if (mapping == nullptr) continue;
    for (const Member& one : mapping->members()) {
      const std::string_view text = one.value.string_or_empty();
      names.emplace(text.substr(text.rfind('/') + 1));  // npos + 1 is 0
    }
  }
  return names;
}

// What `$ref` or a text in an extension names, wherever it stands: array-form items and extensions are no schemas that
// the walk knows, but whoever wrote them uses the component.
void collect_named(const Node& node, bool is_extension, int depth, std::set<std::string_view>& names) {
  constexpr int deepest = 200;
  if (depth > deepest) return;
  const auto add = [&](const Node& value) {
    const std::string_view text = value.string_or_empty();
    if (text.starts_with("#/components/schemas/") || text.starts_with("#/definitions/"))
      names.insert(text.substr(text.rfind('/') + 1));
  };
  if (is_extension) add(node);
  for (const Node& item : node.items()) collect_named(item, is_extension, depth + 1, names);
  for (const Member& member : node.members()) {
    const bool is_unknown = is_extension || member.key.starts_with("x-") ||
                            (member.key == "items" && member.value.is_array());
    if (is_unknown && member.key == "$ref") add(member.value);
    collect_named(member.value, is_unknown, depth + 1, names);
  }
}

// A kind of something that a discriminator tells apart: found by its name. At most 200 schemas are looked at.
bool extends_other(const Sites& sites, const SchemaSite& site) {
  std::vector<const SchemaSite*> todo{&site};
  std::set<const SchemaSite*> seen{&site};
  while (!todo.empty() && seen.size() < 200) {
    const Node* parts = todo.back()->node->find("allOf");
    todo.pop_back();
    if (parts == nullptr) continue;
    for (const Node& part : parts->items()) {
      const auto found = sites.schema_of.find(&part);
      if (found == sites.schema_of.end()) continue;
      const SchemaSite& base = sites.schemas[sites.resolve(found->second)];
      if (base.node->has("discriminator")) return true;
      if (seen.insert(&base).second) todo.push_back(&base);
    }
  }
  return false;
}

void check_components(const Context& context, const Subject& subject, Report& report) {
  const Sites& sites = context.sites;
  const auto operations = operations_of(context, subject);
  const Node* components = subject.document->root.find("components");
  const Node* schemas =
      components == nullptr ? subject.document->root.find("definitions") : components->find("schemas");
  if (operations.empty() || schemas == nullptr) return;
  std::set<SiteId> targets;
  for (const SchemaSite& site : sites.schemas) {
    if (site.target != none) targets.insert(site.target);
  }
  if (targets.empty()) return;  // written out everywhere: its components are there for people
  const auto mapped = mapped_names(sites);
  std::set<std::string_view> named;
  collect_named(subject.document->root, false, 0, named);
  const OperationSite& first = sites.operations[operations.front()];
  for (const Member& member : schemas->members()) {
    const auto found = sites.schema_of.find(&member.value);
    if (found == sites.schema_of.end() || !span_of(member).is_known()) continue;
    const SchemaSite& site = sites.schemas[found->second];
    if (site.context != 0 || targets.contains(found->second) || mapped.contains(member.key) ||
        named.contains(member.key) || extends_other(sites, site))
      continue;
    Remark remark = remark_between("component-unused", "nothing refers to the schema " + cited(member.key),
                                   {span_of(member), site.at}, {first.place, none},
                                   operations.size() == 1 ? "the operation" : "the first of the operations");
    remark.subject = member.key;
    report.add(std::move(remark));
  }
}

// "Defaults to 0644" of an integer, where no scalar of the document says such a thing.
const Node* ambiguous_default(const Context& context, const Subject& subject) {
  for (const SchemaSite& site : context.sites.schemas) {
    if (site.node->span().source != subject.source || text_of(*site.node, "type") != "integer") continue;
    const Node* words = site.node->find("description");
    if (words == nullptr || words->string_or_empty().find(" 0") == std::string_view::npos) continue;
    const auto stated = prose::Description(words->string_or_empty()).preset();
    if (stated && openapi::is_ambiguous_scalar(stated->text)) return words;
  }
  return nullptr;
}

void check_scalars(const Context& context, const Subject& subject, Report& report) {
  const openapi::AmbiguousScalars found = openapi::find_ambiguous_scalars(subject.document->root);
  Remark remark{"scalar-ambiguous", {}, {}, "quotes say that a text is meant, no zero that a number is", {}, none, {}};
  if (found.first != nullptr) {
    remark.where = {found.first->span(), none};
    remark.message = openapi::ambiguity_of(found.first->as_string());
    if (found.count > 1) remark.message += ", " + std::to_string(found.count) + " times";
    return report.add(std::move(remark));
  }
  const Node* words = report.wants("scalar-ambiguous") ? ambiguous_default(context, subject) : nullptr;
  if (words == nullptr) return;
  const std::string stated = prose::Description(words->as_string()).preset()->text;
  remark.where = {words->span(), none};
  remark.message = "the default " + cited(stated) + " is the number without its zero or an octal one: nobody knows";
  remark.hint = "write it without the zero";
  report.add(std::move(remark));
}

}  // namespace

void check_documents(const Context& context, Report& report) {
  for (const Subject& subject : context.subjects) {
    TagCheck(context, subject, report).check();
    check_ids(context, subject, report);
    check_servers(subject, report);
    if (const Node* servers = subject.document->root.find("servers")) {
      for (std::size_t i = 0; i < servers->size(); ++i) check_variables(servers->items()[i], i, report);
    }
    check_scalars(context, subject, report);
    if (report.wants("component-unused")) check_components(context, subject, report);
  }
}

}  // namespace concord::lint
