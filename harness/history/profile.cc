#include "profile.h"

#include <concord/document/json_writer.h>
#include <concord/result/seen_sometimes.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace concord::history {

using document::JsonWriter;
using document::Node;
using result::Observations;
using result::PlaceSeen;
using result::SeenType;

namespace {

constexpr std::size_t most_members = 30;
constexpr std::size_t most_codes = 8;
constexpr auto integer_bit = static_cast<std::uint8_t>(SeenType::Integer);
constexpr auto number_bit = static_cast<std::uint8_t>(SeenType::Number);

std::int64_t number_in(const Node& owner, std::string_view key) {
  const Node* value = owner.find(key);
  return value && value->is_number() ? value->to_int64().value_or(0) : 0;
}

void add_member(std::vector<std::string>& members, const std::string& member) {
  const auto at = std::lower_bound(members.begin(), members.end(), member);
  if (members.size() < most_members && (at == members.end() || *at != member)) members.insert(at, member);
}

void add_texts(JsonWriter& json, std::string_view key, const auto& texts) {
  if (texts.empty()) return;
  json.key(key).begin_array();
  for (const std::string& text : texts) json.text(text);
  json.end_array();
}

// A name of ours or of the API: escaped as a key by being a text in an array, since JsonWriter escapes no keys.
void write_place(JsonWriter& json, const std::string& pointer, const PlaceProfile& place) {
  json.begin_object();
  json.key("at").text(pointer).key("types").number(static_cast<int>(place.types));
  if (place.is_sometimes) json.key("sometimes").boolean(true);
  if (place.varies) json.key("varies").boolean(true);
  if (place.flips != 0) json.key("flips").number(place.flips);
  if (place.has_strings) json.key("form").text(place.form);
  add_texts(json, "members", place.members);
  if (place.least <= place.most)
    json.key("least").number(static_cast<int>(place.least)).key("most").number(static_cast<int>(place.most));
  json.end_object();
}

bool flag_in(const Node& owner, std::string_view key) {
  const Node* value = owner.find(key);
  return value && value->is_boolean() && value->as_boolean();
}

std::string text_in(const Node& owner, std::string_view key) {
  const Node* value = owner.find(key);
  return value ? std::string(value->string_or_empty()) : std::string();
}

std::int8_t magnitude_in(const Node& owner, std::string_view key) {
  constexpr std::int64_t largest = result::largest_magnitude;
  return static_cast<std::int8_t>(std::clamp(number_in(owner, key), -largest, largest));
}

PlaceProfile read_place(const Node& item) {
  PlaceProfile place;
  place.types = static_cast<std::uint8_t>(number_in(item, "types"));
  place.is_sometimes = flag_in(item, "sometimes");
  place.varies = flag_in(item, "varies");
  place.flips = static_cast<int>(number_in(item, "flips"));
  place.has_strings = item.has("form");
  place.form = text_in(item, "form");
  if (const Node* members = item.find("members")) {
    for (const Node& member : members->items()) place.members.emplace_back(member.string_or_empty());
  }
  if (item.has("least") && item.has("most")) {
    place.least = magnitude_in(item, "least");
    place.most = magnitude_in(item, "most");
  }
  return place;
}

const Node& list_in(const Node& owner, std::string_view key) {
  static const Node none = Node::array();
  const Node* list = owner.find(key);
  return list ? *list : none;
}

}  // namespace

std::uint8_t plain_types(std::uint8_t types) {
  types = static_cast<std::uint8_t>(types & ~result::seen_sometimes);
  const bool is_number = (types & (integer_bit | number_bit)) != 0;
  return static_cast<std::uint8_t>(is_number ? (types | number_bit) & ~integer_bit : types);
}

const PlaceSeen* find_place(const Observations& seen, const std::string& pointer) {
  const auto at = std::lower_bound(
      seen.places.begin(), seen.places.end(), pointer,
      [](const PlaceSeen& one, const std::string& wanted) { return one.pointer < wanted; });
  return at == seen.places.end() || at->pointer != pointer ? nullptr : &*at;
}

void PlaceProfile::see(const PlaceSeen& place) {
  types = static_cast<std::uint8_t>(types | plain_types(place.types));
  is_sometimes = is_sometimes || (place.types & result::seen_sometimes) != 0;
  for (const std::string& member : place.members) add_member(members, member);
  if (!place.sizes.is_empty()) {
    const bool is_first = least > most;
    least = is_first ? place.sizes.least : std::min(least, place.sizes.least);
    most = is_first ? place.sizes.most : std::max(most, place.sizes.most);
  }
  if (!place.has(SeenType::String)) return;
  if (!has_strings) form = place.form;
  else if (form != place.form) form = std::string(mixed_forms);
  has_strings = true;
}

void OperationProfile::learn(const Observations& seen, std::int64_t times, std::int64_t when) {
  const bool is_first = answers == 0;
  if (is_first) since = when;
  for (auto& [pointer, place] : places) {
    if (!find_place(seen, pointer)) place.is_sometimes = true;
  }
  for (const PlaceSeen& one : seen.places) {
    const auto known = places.find(one.pointer);
    if (known == places.end() && places.size() == most_profile_places) continue;
    PlaceProfile& place = places[one.pointer];
    if (known == places.end()) place.is_sometimes = !is_first;
    place.see(one);
  }
  for (auto& [name, is_sometimes] : headers)
    is_sometimes = is_sometimes || !std::binary_search(seen.headers.begin(), seen.headers.end(), name);
  for (const std::string& name : seen.headers) headers.try_emplace(name, !is_first);
  answers += times;
}

std::string OperationProfile::text() const {
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("places").begin_array();
  for (const auto& [pointer, place] : places) write_place(json, pointer, place);
  json.end_array().key("headers").begin_array();
  for (const auto& [name, is_sometimes] : headers) {
    json.begin_array().text(name).boolean(is_sometimes).end_array();
  }
  json.end_array().end_object();
  return text;
}

void OperationProfile::read(std::string_view text) {
  const auto parsed = document::parse_answer_json(text);
  if (!parsed.root) return;
  for (const Node& item : list_in(*parsed.root, "places").items()) places[text_in(item, "at")] = read_place(item);
  for (const Node& pair : list_in(*parsed.root, "headers").items()) {
    if (pair.items().size() == 2 && pair.items()[1].is_boolean())
      headers[std::string(pair.items()[0].string_or_empty())] = pair.items()[1].as_boolean();
  }
}

// ---- cases

void CasePart::count_to(std::int64_t case_runs) {
  if (until != 0) runs += case_runs - until;
  until = 0;
}

bool CasePart::operator==(const CasePart& other) const {
  const auto is_same = [](const auto& a, const auto& b) {
    return a.first == b.first && a.second.types == b.second.types && a.second.is_sometimes == b.second.is_sometimes;
  };
  return media_types == other.media_types && errors == other.errors && places.size() == other.places.size() &&
         std::equal(places.begin(), places.end(), other.places.begin(), is_same);
}

CaseParts parts_of(const SeenCase& one, const Night& night) {
  CaseParts parts;
  std::map<std::pair<std::string, int>, std::size_t> answers;
  for (const std::uint32_t number : one.answers().shapes) {
    const Observations& seen = night.shapes[number].seen;
    CasePart& part = parts[seen.operation][seen.status];
    const std::size_t before = answers[{seen.operation, seen.status}]++;
    part.media_types.insert(seen.media_type);
    for (auto& [pointer, place] : part.places) {
      if (!find_place(seen, pointer)) place.is_sometimes = true;
    }
    for (const PlaceSeen& place_seen : seen.places) {
      const auto [place, is_new] = part.places.try_emplace(place_seen.pointer);
      place->second.types = static_cast<std::uint8_t>(place->second.types | plain_types(place_seen.types));
      const bool is_sometimes = (place_seen.types & result::seen_sometimes) != 0;
      place->second.is_sometimes = place->second.is_sometimes || is_sometimes || (is_new && before != 0);
    }
  }
  for (const ErrorFact& fact : one.answers().errors) {
    auto& codes = parts[fact.operation][fact.status].errors[fact.pointer];
    if (codes.size() < most_codes) codes.insert(fact.code.empty() ? fmt::format("#{:x}", fact.digest) : fact.code);
  }
  return parts;
}

std::string CaseProfile::text() const {
  std::string text;
  JsonWriter json(text);
  json.begin_array();
  for (const auto& [operation, statuses] : parts) {
    for (const auto& [status, part] : statuses) {
      json.begin_object().key("operation").text(operation).key("status").number(status);
      json.key("runs").number(part.runs).key("until").number(part.until);
      add_texts(json, "media", part.media_types);
      json.key("places").begin_array();
      for (const auto& [pointer, place] : part.places) {
        json.begin_array().text(pointer).number(static_cast<int>(place.types));
        if (place.is_sometimes || place.came != 0) json.boolean(place.is_sometimes);
        if (place.came != 0) json.number(place.came);
        json.end_array();
      }
      json.end_array().key("errors").begin_array();
      for (const auto& [pointer, codes] : part.errors) {
        json.begin_array().text(pointer);
        for (const std::string& code : codes) json.text(code);
        if (const auto came = part.errors_came.find(pointer); came != part.errors_came.end()) json.number(came->second);
        json.end_array();
      }
      json.end_array().end_object();
    }
  }
  json.end_array();
  return text;
}

void CaseProfile::read(std::string_view text) {
  const auto parsed = document::parse_answer_json(text);
  if (!parsed.root) return;
  for (const Node& item : parsed.root->items()) {
    CasePart& part = parts[text_in(item, "operation")][static_cast<int>(number_in(item, "status"))];
    // Before they were counted all runs were taken to have had such an answer.
    part.runs = item.has("runs") ? number_in(item, "runs") : runs;
    part.until = item.has("until") ? number_in(item, "until") : runs;
    for (const Node& media : list_in(item, "media").items()) part.media_types.emplace(media.string_or_empty());
    for (const Node& place : list_in(item, "places").items()) {
      if (place.items().size() < 2) continue;
      part.places[std::string(place.items()[0].string_or_empty())] = {
          static_cast<std::uint8_t>(place.items()[1].to_int64().value_or(0)),
          place.items().size() > 2 && place.items()[2].is_boolean() && place.items()[2].as_boolean(),
          place.items().size() > 3 ? place.items()[3].to_int64().value_or(0) : 0};
    }
    for (const Node& error : list_in(item, "errors").items()) {
      if (error.items().empty()) continue;
      const std::string pointer(error.items()[0].string_or_empty());
      auto& codes = part.errors[pointer];
      for (std::size_t i = 1; i < error.items().size(); ++i) {
        const Node& code = error.items()[i];
        if (code.is_number()) part.errors_came[pointer] = code.to_int64().value_or(0);
        else codes.emplace(code.string_or_empty());
      }
    }
  }
}

}  // namespace concord::history
