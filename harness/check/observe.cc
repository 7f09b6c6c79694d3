// A walk over the body. A place is told by its pointer; what the schema says about it is asked once a place, not once
// an element, so that a list of 10,000 items costs little more than one of ten.
#include <concord/check/observe.h>

#include "walk.h"

#include <concord/base/ascii.h>
#include <concord/base/clock.h>
#include <concord/base/text.h>
#include <concord/result/seen_sometimes.h>
#include <concord/schema/branches.h>

#include <algorithm>
#include <map>

namespace concord::check {

using document::Kind;
using document::Pointer;
using result::PlaceSeen;
using result::SeenType;

namespace {

using base::is_digit;
using base::is_hex;

constexpr std::size_t max_places = 2'000;
constexpr std::size_t max_string = 2'048;  // longer ones have no form

SeenType type_of(const Node& value) {
  switch (value.kind()) {
    case Kind::Null: return SeenType::Null;
    case Kind::Boolean: return SeenType::Boolean;
    case Kind::Number: return value.is_integer() ? SeenType::Integer : SeenType::Number;
    case Kind::String: return SeenType::String;
    case Kind::Array: return SeenType::Array;
    case Kind::Object: break;
  }
  return SeenType::Object;
}

class Walk {
 public:
  explicit Walk(const CheckContext& answer) : answer_(answer) {
    if (answer.schema) branches_ = schema::branches_taken(*answer.schema, *answer.body());
    std::stable_sort(branches_.taken.begin(), branches_.taken.end(), comes_first);
    is_cut_ = !branches_.is_complete;
  }

  void visit(const Node& value, const Pointer& location, const std::string& folded) {
    const auto [entry, is_new] = places_.try_emplace(folded);
    if (is_new && places_.size() > max_places) {
      places_.erase(entry);
      is_cut_ = true;
      return;
    }
    Seen& seen = entry->second;
    if (is_new) seen.place.pointer = folded;
    ++seen.times;
    seen.objects += value.is_object();
    note(seen, value, location, is_new);
    if (value.size() == 0 || !may_enter(value)) return;
    for (const document::Member& member : value.members()) {
      const std::string key = is_map_key(seen, member.key) ? "*" : document::escape_token(member.key);
      visit(member.value, location / member.key, folded + "/" + key);
    }
    for (std::size_t i = 0; i < value.items().size(); ++i) visit(value.items()[i], location / i, folded + "/*");
  }

  void take(result::Observations& into) {
    for (auto& [pointer, seen] : places_) {
      if (is_sometimes(pointer, seen))
        seen.place.types = static_cast<std::uint8_t>(seen.place.types | result::seen_sometimes);
    }
    for (auto& [pointer, seen] : places_) into.places.push_back(std::move(seen.place));
    into.is_cut = is_cut_;
  }

 private:
  struct Seen {
    PlaceSeen place;
    std::vector<const Node*> schemas;
    bool has_string = false, has_mixed_forms = false;
    std::size_t times = 0, objects = 0;  // how often it was there, and was an object
  };

  // Of members with names; keys of maps are not the same from one to the next.
  bool is_sometimes(const std::string& pointer, const Seen& seen) const {
    const std::size_t slash = pointer.rfind('/');
    if (slash == std::string::npos || pointer.compare(slash, std::string::npos, "/*") == 0) return false;
    const auto parent = places_.find(pointer.substr(0, slash));
    return parent != places_.end() && seen.times < parent->second.objects;
  }

  void note(Seen& seen, const Node& value, const Pointer& location, bool is_new) {
    seen.place.add(type_of(value));
    if (is_new && answer_.schema) seen.schemas = answer_.schema->subschemas_at(location);
    note_member(seen, value);
    note_branches(seen, value);
    if (!value.is_string()) return;
    const std::string_view form = form_of(value.as_string());
    if (seen.has_mixed_forms) return;
    const bool is_first = !seen.has_string;
    seen.has_string = true;
    if (is_first) seen.place.form = form;
    else if (seen.place.form != form) {
      seen.has_mixed_forms = true;
      seen.place.form.clear();
    }
  }

  using Taken = std::pair<const Node*, std::uint32_t>;
  static bool comes_first(const Taken& a, const Taken& b) { return std::less<>()(a.first, b.first); }

  void note_branches(Seen& seen, const Node& value) const {
    const auto [begin, end] =
        std::equal_range(branches_.taken.begin(), branches_.taken.end(), Taken(&value, 0), comes_first);
    for (auto at = begin; at != end; ++at) insert_sorted(seen.place.branches, branches_.names[at->second]);
  }

  static void insert_sorted(std::vector<std::string>& list, const std::string& text) {
    const auto at = std::lower_bound(list.begin(), list.end(), text);
    if (at == list.end() || *at != text) list.insert(at, text);
  }

  // Only values that the contract itself lists are kept.
  static void note_member(Seen& seen, const Node& value) {
    for (const Node* schema : seen.schemas) {
      const Node* list = schema ? schema->find("enum") : nullptr;
      if (!list) continue;
      const bool is_listed = std::any_of(list->items().begin(), list->items().end(),
                                         [&](const Node& one) { return document::equal(one, value); });
      if (!is_listed) continue;
      insert_sorted(seen.place.members, document::write_json(value));
    }
  }

  // A key that the schema does not name where it lets others be, or one that looks like an id.
  static bool is_map_key(const Seen& seen, const std::string& key) {
    bool is_named = false, is_map = false;
    for (const Node* schema : seen.schemas) {
      if (!schema) continue;
      const Node* properties = schema->find("properties");
      is_named = is_named || (properties && properties->find(key));
      const Node* others = schema->find("additionalProperties");
      is_map = is_map || (others && others->is_object());
    }
    return !is_named && (is_map || result::folded_pointer("/" + document::escape_token(key)) == "/*");
  }

  const CheckContext& answer_;
  schema::BranchesTaken branches_;
  std::map<std::string, Seen> places_;
  bool is_cut_ = false;
};

std::vector<std::string> header_names(const http::Headers& headers) {
  std::vector<std::string> names;
  for (const http::Header& header : headers) names.push_back(base::to_lower_ascii(header.name));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool all_of(std::string_view text, bool (*is)(char)) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is);
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

// Crockford's alphabet, 128 bits in 26 characters.
bool is_ulid(std::string_view text) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  if (text.size() != 26 || text[0] > '7') return false;
  return std::all_of(text.begin(), text.end(), [&](char c) { return alphabet.find(c) != std::string_view::npos; });
}

bool is_date(std::string_view text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' && all_of(text.substr(0, 4), is_digit) &&
         all_of(text.substr(5, 2), is_digit) && all_of(text.substr(8, 2), is_digit);
}

bool is_base64url(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

bool is_jwt(std::string_view text) {
  if (!text.starts_with("eyJ")) return false;
  const std::vector<std::string_view> parts = base::split(text, '.');
  return parts.size() == 3 && all_of(parts[0], is_base64url) && all_of(parts[1], is_base64url) &&
         all_of(parts[2], is_base64url);
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
         text.find('.', at) != std::string_view::npos && text.find_first_of(" \t\r\n/") == std::string_view::npos;
}

// "ord_12345", "FR-2026": letters, perhaps a sign, three digits or more.
bool is_prefix_and_digits(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto prefix = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_letter) - text.begin());
  if (prefix == 0 || prefix > 10) return false;
  text.remove_prefix(prefix);
  if (!text.empty() && (text.front() == '_' || text.front() == '-')) text.remove_prefix(1);
  return text.size() >= 3 && all_of(text, is_digit);
}

}  // namespace

std::string_view form_of(std::string_view text) {
  if (text.empty() || text.size() > max_string) return {};
  if (is_uuid(text)) return "uuid";
  if (is_ulid(text)) return "ulid";
  if (is_date(text)) return "date";
  if (text.size() >= 20 && text.size() <= 40 && base::parse_rfc3339(text)) return "date-time";
  if (is_jwt(text)) return "jwt";
  if (http::parse_url(text)) return "url";
  if (is_email(text)) return "email";
  if (all_of(text, is_digit)) return "digits";
  if (text.size() >= 16 && all_of(text, is_hex)) return "hex";
  if (is_prefix_and_digits(text)) return "prefix-digits";
  return {};
}

result::Observations observe(const CheckContext& answer) {
  result::Observations seen;
  seen.operation = answer.operation.id();
  seen.status = answer.response.status;
  const std::string* type = http::find_header(answer.response.headers, "Content-Type");
  if (const auto parsed = type ? http::parse_media_type(*type) : std::nullopt) seen.media_type = parsed->essence();
  seen.headers = header_names(answer.response.headers);
  if (!answer.body()) return seen;
  Walk walk(answer);
  walk.visit(*answer.body(), Pointer(), "");
  walk.take(seen);
  return seen;
}

}  // namespace concord::check
