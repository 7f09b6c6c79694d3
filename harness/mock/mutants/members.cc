// Mutants of one member of a JSON body.
#include "mutants/operators.h"

#include <concord/base/ascii.h>
#include <concord/base/clock.h>
#include <concord/base/secret_names.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::mock {

namespace {

Standings unless_optional(const Site& site, std::string_view why) {
  return site.is_required ? breach() : equivalent(why);
}

bool is_item(const Site& site) { return site.member.tokens().back() == "*"; }
std::string key_of(const Site& site) { return site.member.tokens().back(); }

std::string plain(std::string_view name) {
  std::string text = base::to_lower_ascii(name);
  std::erase_if(text, [](char c) { return c == '_' || c == '-'; });
  return text;
}

// ---- structure

constexpr std::string_view optional_words = "the member is optional: an answer without it is as documented";

Standings can_go(const Site& site) {
  if (is_item(site)) return std::nullopt;
  return unless_optional(site, optional_words);
}

bool drop(Node& parent, const std::string& key, const Answered&) { return parent.remove(key); }

bool rename_to(Node& parent, const std::string& key, const std::string& name) {
  for (auto& member : parent.members()) {
    if (member.key != key) continue;
    if (parent.has(name)) return false;
    member.key = name;
    return true;
  }
  return false;
}

bool rename(Node& parent, const std::string& key, const Answered&) { return rename_to(parent, key, key + "Renamed"); }

bool change_case(Node& parent, const std::string& key, const Answered&) {
  std::string other = key;
  const auto letter = std::find_if(other.begin(), other.end(), base::is_letter);
  if (letter == other.end()) return false;
  *letter = static_cast<char>(*letter ^ 32);
  return rename_to(parent, key, other);
}

// The place of a value in its object or array.
Node* value_at(Node& parent, const std::string& key) {
  if (parent.is_object()) return parent.find(key);
  return parent.is_array() && !parent.items().empty() ? &parent.items().front() : nullptr;
}

Standings has_type(const Site& site) {
  return site.facets.says_type() ? breach() : equivalent("no type is documented");
}

Node of_another_type(const Node& value) {
  switch (value.kind()) {
    case document::Kind::Null: return Node(0);
    case document::Kind::Boolean: return Node(value.as_boolean() ? "true" : "false");
    case document::Kind::Number: return Node(value.number_text());
    case document::Kind::String: return Node(7);
    case document::Kind::Array: return Node::object();
    case document::Kind::Object: break;
  }
  return Node::array();
}

bool retype(Node& parent, const std::string& key, const Answered& answered) {
  Node* value = value_at(parent, key);
  if (!value) return false;
  Node other = of_another_type(*value);
  // A number where "string or number" is documented is another one of the same.
  const auto& types = answered.site.facets.types;
  const bool takes_number = std::any_of(types.begin(), types.end(), [](const auto& one) { return one != "string"; });
  if (types.size() > 1 && takes_number) other = Node::array();
  *value = std::move(other);
  return true;
}

Standings can_be_null(const Site& site) {
  if (site.facets.is_null_allowed) return equivalent("null is documented");
  return breach();
}

bool make_null(Node& parent, const std::string& key, const Answered&) {
  Node* value = value_at(parent, key);
  if (!value || value->is_null()) return false;
  *value = Node();
  return true;
}

Standings can_wrap(const Site& site) {
  const auto& types = site.facets.types;
  if (!site.facets.says_type()) return equivalent("no type is documented");
  if (std::find(types.begin(), types.end(), "array") != types.end() && types.size() > 1)
    return equivalent("a list is documented too");
  return breach();
}

bool wrap(Node& parent, const std::string& key, const Answered&) {
  Node* value = value_at(parent, key);
  if (!value) return false;
  Node list = Node::array();
  list.push_back(std::move(*value));
  *value = std::move(list);
  return true;
}

// ---- values

Standings has_enum(const Site& site) { return site.facets.enums.empty() ? std::nullopt : breach(); }

bool leave_enum(Node& parent, const std::string& key, const Answered&) {
  Node* value = value_at(parent, key);
  if (!value) return false;
  *value = value->is_number() ? Node(-987654) : Node("concord-unknown");
  return true;
}

Standings has_least(const Site& site) { return site.facets.least ? breach() : std::nullopt; }
Standings has_most(const Site& site) { return site.facets.most ? breach() : std::nullopt; }

bool below(Node& parent, const std::string& key, const Answered& answered) {
  Node* value = value_at(parent, key);
  const double least = answered.site.facets.least->to_double();
  if (!value) return false;
  if (value->is_number()) *value = Node(static_cast<std::int64_t>(least) - 1);
  else if (least < 1) return false;
  else if (value->is_string()) *value = Node("");
  else if (value->is_array()) *value = Node::array();
  else return false;
  return true;
}

bool above(Node& parent, const std::string& key, const Answered& answered) {
  constexpr std::size_t most_made = 100'000;
  Node* value = value_at(parent, key);
  const double most = answered.site.facets.most->to_double();
  if (!value || most < 0 || most > 1e15) return false;
  if (value->is_number()) {
    *value = Node(static_cast<std::int64_t>(most) + 1);
    return true;
  }
  const auto count = static_cast<std::size_t>(most) + 1;
  if (count > most_made) return false;
  if (value->is_string()) value->as_string().resize(count, 'x');
  else if (value->is_array() && !value->items().empty())
    while (value->size() < count) value->push_back(Node(value->items().front()));
  else return false;
  return true;
}

Standings has_pattern(const Site& site) { return site.facets.has_pattern ? breach() : std::nullopt; }

Standings has_format(const Site& site) {
  const auto known = schema::known_formats();
  if (std::find(known.begin(), known.end(), site.facets.format) == known.end()) return std::nullopt;
  return schema::conforms_to_format(site.facets.format, Node("\x01 no \x02")) ? std::nullopt : breach();
}

bool break_text(Node& parent, const std::string& key, const Answered&) {
  Node* value = value_at(parent, key);
  if (!value || !value->is_string()) return false;
  *value = Node("\x01 no \x02");
  return true;
}

Standings is_object(const Site& site) {
  if (!site.facets.is_only("object")) return std::nullopt;
  return site.facets.is_closed ? breach() : equivalent(open_words);
}

bool add_member(Node& parent, const std::string& key, const Answered&) {
  Node* value = value_at(parent, key);
  if (!value || !value->is_object()) return false;
  value->set("concordExtra", 1);
  return true;
}

Standings is_list(const Site& site) {
  return site.facets.is_only("array") ? equivalent("no order is documented") : std::nullopt;
}

bool reverse(Node& parent, const std::string& key, const Answered&) {
  Node* value = value_at(parent, key);
  if (!value || !value->is_array() || value->size() < 2) return false;
  std::reverse(value->items().begin(), value->items().end());
  return true;
}

// ---- meaning

bool is_identifier(std::string_view key) {
  const auto name = plain(key);
  return name == "id" || (name.size() > 2 && name.ends_with("id"));
}

bool was_sent(const http::ParsedRequest& request, const std::string& text) {
  return text.size() > 2 && (request.target.find(text) != std::string::npos ||
                             request.body.find(text) != std::string::npos);
}

Standings echoes(const Site& site) {
  return is_success(site) && is_identifier(key_of(site)) ? breach() : std::nullopt;
}

// Another id of the same form.
bool other_id(Node& parent, const std::string& key, const Answered& answered) {
  Node* value = value_at(parent, key);
  if (!value) return false;
  if (value->is_integer() && was_sent(answered.request, value->number_text())) {
    *value = Node(value->to_int64().value_or(0) + 1);
    return true;
  }
  if (!value->is_string() || !was_sent(answered.request, value->as_string())) return false;
  char& last = value->as_string().back();
  last = last == '1' ? '2' : '1';
  return true;
}

bool names_end(std::string_view name) {
  static constexpr auto words = std::to_array<std::string_view>({"expire", "expir", "validuntil"});
  return std::any_of(words.begin(), words.end(), [&](auto word) { return name.find(word) != std::string_view::npos; });
}

bool names_beginning(std::string_view name) {
  return name == "createdat" || name == "issuedat" || name == "createtime" || name == "creationtime";
}

Standings ends(const Site& site) {
  return is_success(site) && names_end(plain(key_of(site))) ? breach() : std::nullopt;
}
Standings begins(const Site& site) {
  return is_success(site) && names_beginning(plain(key_of(site))) ? breach() : std::nullopt;
}

// The same form, another year.
bool set_time(Node& parent, const std::string& key, std::string_view text, std::int64_t seconds) {
  Node* value = value_at(parent, key);
  if (!value) return false;
  if (value->is_string() && base::parse_rfc3339(value->as_string())) *value = Node(std::string(text));
  else if (value->is_integer() && value->to_double() > 1e12) *value = Node(seconds * 1000);
  else if (value->is_integer() && value->to_double() > 1e9) *value = Node(seconds);
  else return false;
  return true;
}

bool make_past(Node& parent, const std::string& key, const Answered&) {
  return set_time(parent, key, "2001-02-03T04:05:06Z", 981'173'106);
}
bool make_future(Node& parent, const std::string& key, const Answered&) {
  return set_time(parent, key, "2099-02-03T04:05:06Z", 4'073'861'106);
}

Standings holds_token(const Site& site) {
  return is_success(site) && base::names_token(key_of(site)) ? breach() : std::nullopt;
}

bool make_empty(Node& parent, const std::string& key, const Answered&) {
  Node* value = value_at(parent, key);
  if (!value || !value->is_string() || value->as_string().empty()) return false;
  *value = Node("");
  return true;
}

// Always the same value of the same length; a JSON Web Token keeps how it begins and its dots, a UUID its dashes.
bool repeat(Node& parent, const std::string& key, const Answered&) {
  Node* value = value_at(parent, key);
  if (!value || !value->is_string() || value->as_string().empty()) return false;
  std::string& text = value->as_string();
  const std::size_t kept = text.starts_with("eyJ") ? 3 : 0;
  const bool is_uuid = schema::conforms_to_format("uuid", *value);
  for (std::size_t i = is_uuid ? 0 : kept; i < text.size(); ++i) {
    if (is_uuid ? text[i] != '-' : text[i] != '.') text[i] = is_uuid ? '1' : 'a';
  }
  return true;
}

Standings is_flag_of_success(const Site& site) { return key_of(site) == "success" ? breach() : std::nullopt; }

bool flip(Node& parent, const std::string& key, const Answered&) {
  Node* value = value_at(parent, key);
  if (!value || !value->is_boolean()) return false;
  *value = Node(!value->as_boolean());
  return true;
}

Standings repeats_status(const Site& site) {
  static constexpr auto names = std::to_array<std::string_view>({"code", "statuscode", "httpstatuscode", "httpstatus"});
  const auto name = plain(key_of(site));
  const bool is_named = std::find(names.begin(), names.end(), name) != names.end();
  return is_named && site.member.tokens().size() == 1 ? breach() : std::nullopt;
}

bool other_status(Node& parent, const std::string& key, const Answered& answered) {
  Node* value = value_at(parent, key);
  if (!value || !value->is_integer() || value->to_int64() != answered.reply.status) return false;
  *value = Node(answered.reply.status >= 400 ? 200 : 401);
  return true;
}

constexpr auto at_member = SiteKind::Member;

constexpr Operator member_rows[] = {
    {"drop", "structure", at_member, "the member is missing", can_go, drop},
    {"rename", "structure", at_member, "the member has another name", can_go, rename},
    {"case", "structure", at_member, "the first letter of its name has another case", can_go, change_case},
    {"retype", "structure", at_member, "the value has another type", has_type, retype},
    {"null", "structure", at_member, "the value is null", can_be_null, make_null},
    {"wrap", "structure", at_member, "the value stands in a list", can_wrap, wrap},
    {"extra", "structure", at_member, "the object has a member more", is_object, add_member},
    {"order", "structure", at_member, "the list is in reverse", is_list, reverse},
    {"enum", "value", at_member, "the value is none of those listed", has_enum, leave_enum},
    {"below", "value", at_member, "the value is below its least", has_least, below},
    {"above", "value", at_member, "the value is above its most", has_most, above},
    {"pattern", "value", at_member, "the text does not match its pattern", has_pattern, break_text},
    {"format", "value", at_member, "the text is not of its format", has_format, break_text},
    {"other-id", "meaning", at_member, "an id that was sent comes back as another", echoes, other_id},
    {"past", "meaning", at_member, "what is handed out has expired", ends, make_past},
    {"future", "meaning", at_member, "it was created in 2099", begins, make_future},
    {"empty-token", "meaning", at_member, "the token is empty", holds_token, make_empty},
    {"repeat", "meaning", at_member, "the token is the same every time", holds_token, repeat},
    {"flip-success", "meaning", at_member, "the flag says the opposite of the status", is_flag_of_success, flip},
    {"envelope", "meaning", at_member, "the body says another status", repeats_status, other_status},
};

}  // namespace

std::span<const Operator> member_operators() { return member_rows; }

}  // namespace concord::mock
