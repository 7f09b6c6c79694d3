// Examples that show nothing, or not what they are to show: empty, cut, copied from a neighbour, of another object.
#include "openapi_words.h"
#include "rule_kinds.h"
#include "schema_members.h"
#include "secret_shape.h"

#include <concord/base/text.h>
#include <concord/schema.h>

#include <algorithm>
#include <map>
#include <set>

namespace concord::lint {
namespace {

constexpr int most_schema_depth = 64;

void say(const Context& context, std::string_view rule, std::string message, const Node& value, const ValueSite& site,
         std::string hint, Report& report) {
  const SchemaSite& schema = context.sites.schemas[site.schema];
  Remark remark = remark_between(rule, std::move(message), {value.span(), site.at}, {schema.node->span(), schema.at},
                                 "the schema of the example");
  remark.hint = std::move(hint);
  remark.operation = site.operation;
  report.add(std::move(remark));
}

// --- cut ---

bool is_cut(std::string_view text) {
  const bool has_dots = text.ends_with("...") || text.ends_with("\xE2\x80\xA6");
  const std::size_t end = text.find_last_not_of("./\xE2\x80\xA6");
  return has_dots && end != std::string_view::npos && end >= 5 &&
         text.find_first_of(" \n/<{[") == std::string_view::npos;
}

// --- empty ---

// The first ten characters of a ULID are milliseconds since 1970 in base 32: with three zeros they are fewer than 32^7,
// which is 398 days.
bool is_ulid_of_1970(std::string_view text) { return text.starts_with("000") && text_kind(text) == "ulid"; }

std::string hollow(std::string_view text) {
  if (text == "00000000-0000-0000-0000-000000000000") return "is the nil UUID, which names nothing";
  if (is_ulid_of_1970(text)) return "is a ULID of 1970";
  return {};
}

void check_text(const Context& context, const ValueSite& site, const Node& value, Report& report) {
  const std::string& text = value.as_string();
  if (is_cut(text))
    say(context, "example-truncated", "the example " + masked(text) + " is cut short", value, site, {}, report);
  if (const std::string what = hollow(text); !what.empty())
    say(context, "example-hollow", "the example " + shown(value) + " " + what, value, site, {}, report);
}

// `{}` where the schema lists members.
void check_empty(const Context& context, const ValueSite& site, Report& report) {
  if (!site.value->is_object() || site.value->size() != 0 || site.kind == ValueKind::Default) return;
  const DescribedObject& object = context.objects.of(site.schema);
  if (object.members.empty() || object.is_map) return;
  const std::string_view name = object.members.front().name;
  say(context, "example-hollow",
      "the example {} shows no member, the schema lists " + cited(name) +
          (object.members.size() == 1 ? "" : " and others"),
      *site.value, site, {}, report);
}

// What tools write where nobody wrote an example; a property that says which type something has can be "string".
void check_word(const Context& context, SiteId id, Report& report) {
  const SchemaSite& site = context.sites.schemas[id];
  const std::string name = base::to_lower_ascii(context.sites.trails.key(site.at));
  if (!is_bare_string(*site.node) || name.ends_with("type") || name.ends_with("format") || name.ends_with("kind"))
    return;
  for (const Evidence& one : context.evidence.of(id)) {
    if (one.value->string_or_empty() != "string") continue;
    const ValueSite& example = context.sites.values[one.value_site];
    Remark remark = remark_between("example-hollow",
                                   "the example \"string\" is the word that tools put where nobody "
                                   "wrote one",
                                   {one.value->span(), example.at}, {site.node->span(), site.at}, "the schema");
    remark.operation = example.operation;
    report.add(std::move(remark));
  }
}

// --- of another object ---

void check_disjoint(const Context& context, const ValueSite& site, Report& report) {
  if (site.kind == ValueKind::Extension) return;  // often a map of examples
  if (!site.value->is_object() || site.value->size() == 0 || site.form != BodyForm::Json) return;
  const DescribedObject& object = context.objects.of(site.schema);
  if (!object.is_whole || object.is_map || object.members.size() < 2) return;
  for (const Member& member : site.value->members()) {
    if (object.find(member.key) != nullptr) return;
  }
  std::string shortly = cited(object.members[0].name) + " nor " + cited(object.members[1].name);
  if (object.members.size() > 2) shortly += " nor any other member";
  say(context, "example-disjoint", "the example has neither " + shortly + " of its schema", *site.value, site, {},
      report);
}

// --- URLs ---

bool is_url_name(std::string_view name) {
  return name.ends_with("URL") || name.ends_with("Url") || name.ends_with("_url") || name == "url" ||
         name.ends_with("URI") || name.ends_with("Uri") || name.ends_with("_uri") || name == "uri";
}

bool is_file_suffix(std::string_view text) {
  static const std::set<std::string_view> suffixes{"css", "csv", "gif",  "htm",  "html", "ico", "jpeg",
                                                   "jpg", "js",  "json", "mp3",  "mp4",  "pdf", "php",
                                                   "png", "svg", "txt",  "webp", "xml",  "yml", "yaml"};
  return suffixes.contains(text);
}

// "shop.example" or "shop.example/a": a host where a URL is said to be.
bool is_bare_host(std::string_view text) {
  const std::string_view host = text.substr(0, text.find_first_of("/?#"));
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || host.size() - dot < 3 || text.find(' ') != std::string_view::npos)
    return false;
  const auto is_host = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  };
  if (is_file_suffix(host.substr(dot + 1))) return false;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return std::all_of(host.begin(), host.end(), is_host) &&
         std::all_of(host.begin() + static_cast<std::ptrdiff_t>(dot) + 1, host.end(), is_letter);
}

void check_url(const ValueSite& site, std::string_view name, base::Span said, const Node& value, Report& report) {
  if (!value.is_string() || !is_url_name(name) || !is_bare_host(value.as_string())) return;
  Remark remark = remark_between("example-url",
                                 cited(name) + " says that it is a URL, the example " + shown(value) + " has no scheme",
                                 {value.span(), site.at}, {said, none}, "the name");
  remark.hint = "https://" + value.as_string() + "?";
  if (value.as_string().size() > 60) remark.hint.clear();
  remark.operation = site.operation;
  remark.subject = name;
  report.add(std::move(remark));
}

void check_all(const Context& context, const ValueSite& site, const Node& value, int depth, Report& report) {
  if (depth > most_schema_depth) return;
  for (const Node& item : value.items()) check_all(context, site, item, depth + 1, report);
  for (const Member& member : value.members()) {
    check_url(site, member.key, span_of(member), member.value, report);
    check_all(context, site, member.value, depth + 1, report);
  }
  if (value.is_string()) check_text(context, site, value, report);
}

// --- twice ---

// `example` and `examples` of one object.
void check_twice(const Context& context, Report& report) {
  const Trails& trails = context.sites.trails;
  struct Pair {
    const ValueSite* one = nullptr;
    const ValueSite* other = nullptr;
  };
  std::map<TrailId, Pair> by_holder;
  for (const ValueSite& site : context.sites.values) {
    TrailId at = site.at;
    if (trails.key(at) == "example") {
      by_holder[trails.parent(at)].one = &site;
      continue;
    }
    for (int up = 0; up < 3 && at != none && trails.key(at) != "examples"; ++up) at = trails.parent(at);
    if (at == none || trails.key(at) != "examples") continue;
    const ValueSite*& other = by_holder[trails.parent(at)].other;
    if (other == nullptr) other = &site;
  }
  for (const auto& [holder, pair] : by_holder) {
    if (pair.one == nullptr || pair.other == nullptr) continue;
    const bool is_same = document::equal(*pair.one->value, *pair.other->value);
    Remark remark =
        remark_between("example-twice",
                       is_same ? "\"example\" says again what \"examples\" says"
                               : "\"example\" stands beside \"examples\" and shows another value",
                       {pair.one->place, pair.one->at}, {pair.other->value->span(), pair.other->at}, "\"examples\"");
    remark.operation = pair.one->operation;
    report.add(std::move(remark));
  }
}

// --- copied from a neighbour ---

// What could stand at two places by chance, or because both mean the same time.
bool is_telling(const Node& value) {
  if (!value.is_string() || value.as_string().size() < 8 || is_cut(value.as_string())) return false;
  const std::string& text = value.as_string();
  const bool has_digit = text.find_first_of("0123456789") != std::string::npos;
  const std::string_view kind = text_kind(text);
  return has_digit && text.find(' ') == std::string::npos && kind != "date" && kind != "date-time" && kind != "uri" &&
         hollow(text).empty();
}

// One name has the words of the other, so both may well be the same thing: "id" and "userId".
bool is_related(std::string_view a, std::string_view b) {
  const std::string left = base::to_lower_ascii(a), right = base::to_lower_ascii(b);
  const std::string_view tail = std::string_view(left).substr(left.size() - std::min<std::size_t>(left.size(), 2));
  return left.find(right) != std::string::npos || right.find(left) != std::string::npos || right.ends_with(tail);
}

void check_repeated(const Context& context, const Node& properties, Report& report) {
  std::map<std::string_view, std::pair<const Member*, const Node*>> seen;
  for (const Member& member : properties.members()) {
    const Node* example = member.value.find("example");
    if (example == nullptr) {
      const Node* list = member.value.find("examples");
      example = list != nullptr && list->is_array() && list->size() != 0 ? &list->items().front() : nullptr;
    }
    if (example == nullptr || !is_telling(*example)) continue;
    const auto [first, is_new] = seen.emplace(example->as_string(), std::pair{&member, example});
    if (is_new || is_related(first->second.first->key, member.key)) continue;
    const auto site = context.sites.schema_of.find(&member.value);
    Remark remark = remark_between(
        "example-repeated", "the example of " + cited(member.key) + " is that of " + cited(first->second.first->key),
        {example->span(), site == context.sites.schema_of.end() ? none : context.sites.schemas[site->second].at},
        {first->second.second->span(), none}, "it stands here, too");
    remark.subject = member.key;
    report.add(std::move(remark));
  }
}

// --- members that should no longer be used ---

void check_deprecated(const Context& context, SiteId id, Report& report) {
  const SchemaSite& site = context.sites.schemas[id];
  if (!is_true(*site.node, "deprecated")) return;
  for (const Evidence& one : context.evidence.of(id)) {
    const ValueSite& example = context.sites.values[one.value_site];
    if (example.kind != ValueKind::MediaExample || example.context != in_request) continue;
    Remark remark = remark_between(
        "example-deprecated",
        "the example of a request sends " + cited(context.sites.trails.key(site.at)) + ", which is deprecated",
        {one.value->span(), example.at}, {span_of(*site.node->find_member("deprecated")), site.at}, "it is said here");
    remark.operation = example.operation;
    report.add(std::move(remark));
  }
}

}  // namespace

void check_placeholders(const Context& context, Report& report) {
  if (report.wants("example-twice")) check_twice(context, report);
  for (const ValueSite& site : context.sites.values) {
    if (site.kind == ValueKind::Default) continue;
    const SchemaSite& schema = context.sites.schemas[site.schema];
    check_url(site, context.sites.trails.key(schema.at), schema.node->span(), *site.value, report);
    check_all(context, site, *site.value, 0, report);
    check_empty(context, site, report);
    if (report.wants("example-disjoint")) check_disjoint(context, site, report);
  }
  for (SiteId id = 0; id < context.sites.schemas.size(); ++id) {
    if (const Node* properties = context.sites.schemas[id].node->find("properties"))
      check_repeated(context, *properties, report);
    check_deprecated(context, id, report);
    check_word(context, id, report);
  }
}

}  // namespace concord::lint
