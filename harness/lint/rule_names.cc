// One name, two descriptions: properties and parameters that are called the same and are not said to be the same; names
// that are spelt in two ways.
#include "named_sites.h"
#include "openapi_words.h"
#include "rule_kinds.h"
#include "schema_members.h"

#include <concord/base/media_type.h>
#include <concord/base/text.h>
#include <concord/prose.h>

#include <algorithm>
#include <map>
#include <set>

namespace concord::lint {
namespace {

constexpr std::size_t most_lists = 20;  // of values, for one name: with more, the name says little

bool is_identifying(std::string_view kind) {
  return kind == "uuid" || kind == "ulid" || kind == "date-time" || kind == "date";
}

// Names that mean another thing in every object.
bool is_generic(std::string_view name) {
  static const std::set<std::string, std::less<>> names{"id",    "name", "value", "key",       "type",  "data", "code",
                                                        "text",  "from", "to",    "end",       "start", "ref",  "slug",
                                                        "count", "cursor", "reference"};
  return names.contains(plain_name(name));
}

// Where a name has a form, and what says so.
struct Form {
  std::string kind;
  Where where;
  std::string words;  // what stands there
};

class NameCheck {
 public:
  NameCheck(const Context& context, Report& report)
      : context_(context), report_(report), all_(named_sites(context.sites)) {
    for (const NamedSite& one : all_) {
      if (const auto form = form_of(one)) {
        forms_.try_emplace(key_of(one), Known{one, *form});
        if (form->kind == "date-time" && is_time(one.name)) times_.try_emplace(document_of(one), Known{one, *form});
      }
      note_values(one);
    }
  }

  void check() {
    for (const NamedSite& one : all_) {
      check_form(one);
      check_values(one);
    }
    check_spelling();
  }

 private:
  struct Known {
    NamedSite site;
    Form form;
  };
  using Key = std::pair<const openapi::Document*, std::string>;

  const SchemaSite& schema(const NamedSite& one) const { return context_.sites.schemas[one.schema]; }
  const Node& resolved(const NamedSite& one) const {
    return *context_.sites.schemas[context_.sites.resolve(one.schema)].node;
  }
  const openapi::Document* document_of(const NamedSite& one) const {
    return &context_.sites.trails.document(schema(one).at);
  }
  // Headers are called X-Tenant-ID where a property is called tenantId.
  Key key_of(const NamedSite& one) const {
    std::string plain = plain_name(one.name);
    if (one.in == "header" && one.name.size() > 2 && (one.name.starts_with("X-") || one.name.starts_with("x-")))
      plain.erase(0, 1);
    return {document_of(one), std::move(plain)};
  }
  static bool is_time(std::string_view name) {
    return (name.size() > 3 && name.ends_with("_at")) ||
           (name.size() > 2 && name.ends_with("At") && name[name.size() - 3] >= 'a' && name[name.size() - 3] <= 'z');
  }

  // --- forms ---

  std::optional<Form> form_of(const NamedSite& one) const {
    const Node& node = resolved(one);
    if (const std::string_view format = text_of(node, "format"); is_identifying(format))
      return Form{std::string(format), {node.find("format")->span(), schema(one).at}, "the format is said here"};
    if (!is_bare_string(node)) return std::nullopt;
    if (auto stated = stated_form(one, node)) return stated;
    return shown_form(one);
  }

  std::optional<Form> stated_form(const NamedSite& one, const Node& node) const {
    for (const Node* holder : {&node, one.node}) {
      const Node* description = holder == nullptr ? nullptr : holder->find("description");
      const auto stated =
          description == nullptr ? std::nullopt : prose::Description(description->string_or_empty()).form();
      if (stated && is_identifying(stated->form.name))
        return Form{std::string(stated->form.name), {description->span(), schema(one).at}, "the description says so"};
    }
    return std::nullopt;
  }

  const std::vector<Evidence>& evidence_of(const NamedSite& one) const {
    const auto& own = context_.evidence.of(one.schema);
    return own.empty() ? context_.evidence.of(context_.sites.resolve(one.schema)) : own;
  }

  // When all examples have it.
  std::optional<Form> shown_form(const NamedSite& one) const {
    const auto& evidence = evidence_of(one);
    if (evidence.empty()) return std::nullopt;
    const auto kind = [](const Evidence& shown) {
      return shown.value->is_string() ? text_kind(shown.value->as_string()) : std::string_view{};
    };
    const std::string_view first = kind(evidence.front());
    const bool is_same =
        std::all_of(evidence.begin(), evidence.end(), [&](const Evidence& shown) { return kind(shown) == first; });
    if (!is_same || !is_identifying(first)) return std::nullopt;
    return Form{std::string(first),
                {evidence.front().value->span(), context_.sites.values[evidence.front().value_site].at},
                "its example is one"};
  }

  void say(const NamedSite& one, std::string message, const Form& form) {
    const Member* type = schema(one).node->find_member("type");
    Remark remark = remark_between("name-format", std::move(message),
                                   {type == nullptr ? schema(one).node->span() : span_of(*type), schema(one).at},
                                   form.where, form.words);
    remark.operation = schema(one).operation;
    remark.subject = one.name;
    report_.add(std::move(remark));
  }

  void check_form(const NamedSite& one) {
    if (is_generic(one.name) || !is_bare_string(*schema(one).node) || form_of(one)) return;
    const auto found = forms_.find(key_of(one));
    const auto& evidence = evidence_of(one);
    if (found != forms_.end()) {
      const bool is_time_only = found->second.form.kind.starts_with("date");
      if (is_time_only && !evidence.empty()) return;  // "start": a number of seconds as well as a time
      const Form& form = found->second.form;
      const std::string other = found->second.site.name == one.name ? " elsewhere" : std::string{};
      const std::string subject = other.empty() ? cited(found->second.site.name) + " is " : std::string{};
      const std::string mine = evidence.empty() ? "a string of any form" : "such as " + shown(*evidence.front().value);
      say(one, cited(one.name) + " is " + mine + " here, " + subject + std::string(with_article(form.kind)) + other,
          form);
    } else if (const auto time = times_.find(document_of(one));
               time != times_.end() && is_time(one.name) && evidence.empty()) {
      say(one, cited(one.name) + " is a string of any form, " + cited(time->second.site.name) + " is a date-time",
          time->second.form);
    } else if (const std::string plain = plain_name(one.name);
               evidence.empty() && (plain == "email" || plain == "emailaddress")) {
      say(one, cited(one.name) + " is a string of any form, its name says an email address",
          {"email", {one.place, none}, "the name"});
    } else if (plain == "password") {
      say(one, cited(one.name) + " is a string of any form, its name says a password",
          {"password", {one.place, none}, "the name"});
    }
  }

  // --- values ---

  struct Values {
    std::vector<std::string> list;
    Where where;
  };

  std::optional<Values> values_of(const NamedSite& one) const {
    const Node& node = resolved(one);
    if (const Node* values = node.find("enum")) {
      Values out{{}, {values->span(), schema(one).at}};
      for (const Node& value : values->items()) out.list.emplace_back(value.string_or_empty());
      return out;
    }
    const Node* description = node.find("description");
    if (description == nullptr) return std::nullopt;
    auto stated = prose::Description(description->string_or_empty()).values();
    if (!stated) return std::nullopt;
    return Values{std::move(stated->values), {description->span(), schema(one).at}};
  }

  void note_values(const NamedSite& one) {
    auto values = values_of(one);
    auto& lists = values_[{document_of(one), std::string(one.name)}];
    if (values && lists.size() <= most_lists) lists.push_back(std::move(*values));
  }

  // By at most two characters in a row, and not by case, bars and blanks.
  static bool differs_little(std::string_view a, std::string_view b) {
    if (plain_name(a) == plain_name(b)) return false;
    const std::size_t size = std::min(a.size(), b.size());
    std::size_t begin = 0, end = 0;
    while (begin < size && a[begin] == b[begin]) ++begin;
    while (end < size - begin && a[a.size() - 1 - end] == b[b.size() - 1 - end]) ++end;
    return std::max(a.size(), b.size()) - begin - end <= 2;
  }

  // Another property of the name lists its values; the example here is nearly one of them.
  void check_values(const NamedSite& one) {
    const auto found = values_.find({document_of(one), std::string(one.name)});
    if (found->second.empty() || found->second.size() > most_lists || values_of(one)) return;
    for (const Evidence& shown_here : evidence_of(one)) {
      if (!shown_here.value->is_string()) continue;
      const std::string& text = shown_here.value->as_string();
      const auto has = [&](const Values& each) {
        return std::find(each.list.begin(), each.list.end(), text) != each.list.end();
      };
      if (std::any_of(found->second.begin(), found->second.end(), has)) continue;
      const Values& first = found->second.front();
      const auto near = base::nearest_word(text, first.list);
      if (!near || text.size() < 5 || !differs_little(*near, text)) continue;
      Remark remark = remark_between(
          "name-values",
          "the example " + shown(*shown_here.value) + " of " + cited(one.name) + " is not in the list of another " +
              cited(one.name) + ", which has " + cited(*near),
          {shown_here.value->span(), context_.sites.values[shown_here.value_site].at}, first.where, "the list");
      remark.operation = schema(one).operation;
      remark.subject = text;
      report_.add(std::move(remark));
    }
  }

  // --- spelling ---

  // userId and userID; not userId, UserId and user_id, which are styles of whole documents.
  static bool differs_within(std::string_view a, std::string_view b) {
    if (a.empty() || a.size() != b.size() || a.substr(1) == b.substr(1)) return false;
    return a.find_first_of("_- ") == std::string_view::npos && b.find_first_of("_- ") == std::string_view::npos;
  }

  void check_spelling() {
    std::map<Key, const NamedSite*> first;
    std::map<std::pair<const openapi::Document*, std::string>, bool> said;
    for (const NamedSite& one : all_) {
      if (one.in == "header" || one.in == "cookie") continue;
      const auto [known, is_new] = first.emplace(Key{document_of(one), plain_name(one.name)}, &one);
      if (is_new || !differs_within(known->second->name, one.name) ||
          !said.emplace(Key{document_of(one), one.name}, true).second)
        continue;
      Remark remark =
          remark_between("name-spelling", cited(one.name) + " is called " + cited(known->second->name) + " elsewhere",
                         {one.place, schema(one).at}, {known->second->place, none}, "such as here");
      remark.operation = schema(one).operation;
      remark.subject = one.name;
      report_.add(std::move(remark));
    }
  }

  const Context& context_;
  Report& report_;
  std::vector<NamedSite> all_;
  std::map<Key, Known> forms_;
  std::map<const openapi::Document*, Known> times_;
  std::map<Key, std::vector<Values>> values_;
};

// --- styles ---

// A document that writes names with humps and with bars: one finding, with the first name of each.
void check_styles(const Context& context, Report& report) {
  struct Count {
    std::size_t number = 0;
    NamedSite first;
  };
  std::map<const openapi::Document*, std::map<NameStyle, Count>> documents;
  for (const NamedSite& one : named_sites(context.sites)) {
    const NameStyle style = style_of(one.name);
    if (!one.in.empty() || (style != NameStyle::Snake && style != NameStyle::Camel && style != NameStyle::Kebab))
      continue;
    Count& count = documents[&context.sites.trails.document(context.sites.schemas[one.schema].at)][style];
    if (count.number++ == 0) count.first = one;
  }
  for (const auto& [document, styles] : documents) {
    if (styles.size() < 2) continue;
    const auto fewer = [](const auto& a, const auto& b) { return a.second.number < b.second.number; };
    const auto& most = std::max_element(styles.begin(), styles.end(), fewer)->second;
    const auto& least = std::min_element(styles.begin(), styles.end(), fewer)->second;
    if (&most == &least) continue;
    const SchemaSite& site = context.sites.schemas[least.first.schema];
    const std::string count = least.number == 1 ? "1 name is" : std::to_string(least.number) + " names are";
    Remark remark = remark_between("name-style",
                                   count + " written like " + cited(least.first.name) + ", " +
                                       std::to_string(most.number) + " like " + cited(most.first.name),
                                   {least.first.place, site.at}, {most.first.place, none}, "the other style");
    remark.subject = "properties";
    report.add(std::move(remark));
  }
}

// A header without hyphens among those with: proxies drop names with bars.
void check_header_styles(const Context& context, Report& report) {
  for (std::uint32_t number = 0; number < context.sites.operations.size(); ++number) {
    const OperationSite& site = context.sites.operations[number];
    const auto style = [](const ParameterSite& one) { return style_of(base::to_lower_ascii(one.name)); };
    const auto usual = std::find_if(site.parameters.begin(), site.parameters.end(), [&](const ParameterSite& one) {
      return one.in == "header" && style(one) == NameStyle::Kebab;
    });
    if (usual == site.parameters.end()) continue;
    for (const ParameterSite& one : site.parameters) {
      const bool is_odd = style_of(one.name) == NameStyle::Camel || style(one) == NameStyle::Snake;
      if (one.in != "header" || !is_odd) continue;
      Remark remark = remark_between(
          "name-style", "the header " + cited(one.name) + " is written unlike " + cited(usual->name),
          {one.node->find("name")->span(), one.at}, {usual->node->find("name")->span(), usual->at}, "the other style");
      remark.operation = number;
      remark.subject = one.name;
      report.add(std::move(remark));
    }
  }
}

// --- request and answer ---

// Whether all items of `part` are among those of `all`.
bool holds(const Node& all, const Node& part) {
  std::set<std::string> known;
  for (const Node& item : all.items()) known.insert(document::write_json(item));
  return std::all_of(part.items().begin(), part.items().end(),
                     [&](const Node& item) { return known.contains(document::write_json(item)); });
}

// One type, or the same types but for null.
bool is_same(const Node& a, const Node& b) {
  const auto types = [](const Node& said) {
    std::set<std::string_view> names{said.string_or_empty()};
    for (const Node& one : said.items()) names.insert(one.string_or_empty());
    names.erase("null");
    names.erase("");
    return names;
  };
  return types(a) == types(b);
}

// The keyword by which two schemas of one name contradict each other; "" when they do not.
std::string_view contradiction(const Node& request, const Node& answer) {
  for (const std::string_view key : {"type", "format", "enum"}) {
    const Node* here = request.find(key);
    const Node* there = answer.find(key);
    if (here == nullptr || there == nullptr) continue;
    if (key == "enum" ? !holds(*here, *there) && !holds(*there, *here) : !is_same(*here, *there)) return key;
  }
  const auto says_members = [](const Node& node) {
    const Node* more = node.find("additionalProperties");
    return node.has("properties") || node.has("allOf") || node.has("oneOf") || (more != nullptr && more->is_object());
  };
  const bool are_objects = text_of(request, "type") == "object" && text_of(answer, "type") == "object";
  return are_objects && says_members(request) != says_members(answer) ? "additionalProperties" : "";
}

// The schema of the first answer that says success.
SiteId answer_schema(const Context& context, const OperationSite& site) {
  for (const ResponseSite& response : site.responses) {
    if (!response.status.starts_with('2')) continue;
    const Node* content = response.node->find("content");
    if (content == nullptr) return none;
    for (const Member& media : content->members()) {
      const Node* schema = media.value.find("schema");
      const auto found = schema == nullptr ? context.sites.schema_of.end() : context.sites.schema_of.find(schema);
      if (base::documented_media_type(media.key).is_json() && found != context.sites.schema_of.end())
        return found->second;
    }
    return none;
  }
  return none;
}

void check_directions(const Context& context, std::uint32_t number, SiteId request, Report& report) {
  const OperationSite& site = context.sites.operations[number];
  const SiteId answer = answer_schema(context, site);
  if (request == none || answer == none || context.sites.resolve(request) == context.sites.resolve(answer)) return;
  const DescribedObject sent = context.objects.of(request);  // kept while the other is looked up
  const DescribedObject& received = context.objects.of(answer);
  for (const DescribedMember& one : received.members) {
    const DescribedMember* other = sent.find(one.name);
    if (other == nullptr || other->schema == one.schema) continue;
    const Node& here = *context.sites.schemas[context.sites.resolve(other->schema)].node;
    const Node& there = *context.sites.schemas[context.sites.resolve(one.schema)].node;
    const std::string_view key = &here == &there ? "" : contradiction(here, there);
    if (key.empty()) continue;
    Remark remark = remark_between("name-direction",
                                   cited(one.name) +
                                       " is described differently in the request and "
                                       "in the answer: " +
                                       base::in_quotes(key),
                                   {span_of(*one.said), context.sites.schemas[one.schema].at},
                                   {span_of(*other->said), context.sites.schemas[other->schema].at}, "in the request");
    remark.operation = number;
    remark.subject = one.name;
    report.add(std::move(remark));
  }
}

// A member that only the other side sends, in schemas that never go the other way.
void check_one_way(const Context& context, Report& report) {
  const auto& operations = context.sites.operations;
  if (std::any_of(operations.begin(), operations.end(), [](const auto& one) { return !one.is_called_by_clients; }))
    return;
  for (const SchemaSite& site : context.sites.schemas) {
    const bool is_read = site.context == in_request && is_true(*site.node, "readOnly");
    const bool is_written = site.context == in_response && is_true(*site.node, "writeOnly");
    if ((!is_read && !is_written) || site.parent == none) continue;
    const std::string_view key = is_read ? "readOnly" : "writeOnly";
    const SchemaSite& root = context.sites.schemas[site.root];
    Remark remark = remark_between("read-only-unused",
                                   cited(context.sites.trails.key(site.at)) + " is " + std::string(key) +
                                       ", and only " + (is_read ? "requests have" : "answers have") + " it",
                                   {span_of(*site.node->find_member(key)), site.at}, {root.node->span(), root.at},
                                   "this schema is used that way only");
    remark.operation = site.operation;
    report.add(std::move(remark));
  }
}

}  // namespace

void check_names(const Context& context, Report& report) {
  NameCheck(context, report).check();
  if (report.wants("name-style")) {
    check_styles(context, report);
    check_header_styles(context, report);
  }
  if (report.wants("read-only-unused")) check_one_way(context, report);
  if (!report.wants("name-direction")) return;
  for (std::uint32_t number = 0; number < context.sites.operations.size(); ++number) {
    const auto subject = std::find_if(context.subjects.begin(), context.subjects.end(), [&](const Subject& one) {
      return one.document == context.sites.operations[number].document;
    });
    if (subject == context.subjects.end()) continue;
    check_directions(context, number, request_schema(context.sites, *subject, context.sites.operations[number]),
                     report);
  }
}

}  // namespace concord::lint
