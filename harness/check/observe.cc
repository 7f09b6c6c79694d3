// A walk over the body. What the schema says of a place is kept from one answer to the next, and an answer that looks
// like one of the last is told by a copy of what was told then.
#include <concord/check/observe.h>

#include "observed_places.h"
#include "walk.h"

#include <concord/base/text.h>
#include <concord/result/seen_sometimes.h>
#include <concord/schema/branches.h>

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <utility>

namespace concord::check {

using document::Kind;
using result::Observations;
using result::PlaceSeen;
using result::SeenType;
using Index = ObservedPlaces::Index;

namespace {

constexpr std::size_t max_places = 2'000;
constexpr std::size_t most_recent = 8;             // answers by one schema that look different
constexpr std::size_t most_kept_places = 20'000;   // of all schemas

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

// What a place of one answer was like.
struct Look {
  Index place = 0;
  std::uint8_t types = 0;
  std::string_view form = {};
  std::vector<std::string> members = {}, branches = {};
  result::Magnitudes sizes = {};
  bool operator==(const Look&) const = default;
};

struct Looks {
  std::vector<Look> places;  // in the order in which they were come to
  bool is_cut = false;
  bool operator==(const Looks&) const = default;
};

void insert_sorted(std::vector<std::string>& list, const std::string& text) {
  const auto at = std::lower_bound(list.begin(), list.end(), text);
  if (at == list.end() || *at != text) list.insert(at, text);
}

class Walk {
 public:
  Walk(ObservedPlaces& places, const CheckContext& answer) : places_(places) {
    if (places.has_branches()) branches_ = schema::branches_taken(*answer.schema, *answer.body());
    std::stable_sort(branches_.taken.begin(), branches_.taken.end(), comes_first);
    looks_.is_cut = !branches_.is_complete;
    looks_.places.reserve(std::min(places.size(), max_places));
    counts_.reserve(looks_.places.capacity());
    numbers_.assign(places.size(), no_number);
    way_.reserve(8);
    visit(*answer.body(), ObservedPlaces::root);
    mark_sometimes();
  }

  Looks take() { return std::move(looks_); }

 private:
  struct Count {
    bool has_string = false, has_mixed_forms = false;
    std::size_t times = 0, objects = 0;  // how often it was there, and was an object
  };

  bool is_full() const { return looks_.places.size() == max_places; }

  void visit(const Node& value, Index place) {
    const std::uint32_t number = number_of(place);
    if (number == no_number) return void(looks_.is_cut = true);
    ++counts_[number].times;
    counts_[number].objects += value.is_object();
    note(number, value);
    if (value.is_object() && value.size() == 0) looks_.places[number].sizes.measure(0);
    if (value.size() == 0 || !may_enter(value)) return;
    std::size_t keys = 0, position = 0;
    for (const document::Member& member : value.members()) {
      way_.push_back({member.key});
      const Index under = places_.member(place, member.key, position++, !is_full());
      keys += under != ObservedPlaces::none && places_[under].is_any;
      enter(member.value, under);
      way_.pop_back();
    }
    for (std::size_t i = 0; i < value.items().size(); ++i) {
      way_.push_back({{}, i, true});
      enter(value.items()[i], places_.item(place, !is_full()));
      way_.pop_back();
    }
    // Maps have a length, as lists do.
    if (keys != 0 && keys == value.size()) measure(number, static_cast<double>(keys));
  }

  void enter(const Node& value, Index place) {
    if (place == ObservedPlaces::none) looks_.is_cut = true;
    else visit(value, place);
  }

  // Of the place among those of this answer.
  std::uint32_t number_of(Index place) {
    if (place >= numbers_.size()) numbers_.resize(places_.size(), no_number);
    if (numbers_[place] != no_number || is_full()) return numbers_[place];
    places_.enter(place, way_);
    numbers_[place] = static_cast<std::uint32_t>(looks_.places.size());
    looks_.places.push_back({place});
    counts_.push_back({});
    return numbers_[place];
  }

  // Of members with names; keys of maps are not the same from one to the next.
  void mark_sometimes() {
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      Look& look = looks_.places[i];
      const ObservedPlaces::Place& place = places_[look.place];
      if (place.parent == ObservedPlaces::none || place.is_any) continue;
      if (counts_[i].times < counts_[numbers_[place.parent]].objects)
        look.types = static_cast<std::uint8_t>(look.types | result::seen_sometimes);
    }
  }

  void note(std::uint32_t number, const Node& value) {
    Look& look = looks_.places[number];
    look.types = static_cast<std::uint8_t>(look.types | static_cast<std::uint8_t>(type_of(value)));
    note_member(look, value);
    if (!branches_.taken.empty()) note_branches(look, value);
    if (value.is_number()) measure(number, value.to_double());
    else if (value.is_array()) measure(number, static_cast<double>(value.items().size()));
    if (!value.is_string()) return;
    Count& count = counts_[number];
    if (count.has_mixed_forms) return;
    const std::string_view form = form_of(value.as_string());
    if (!std::exchange(count.has_string, true)) look.form = form;
    else if (look.form != form) {
      count.has_mixed_forms = true;
      look.form = {};
    }
  }

  void measure(std::uint32_t number, double size) { looks_.places[number].sizes.measure(result::magnitude_of(size)); }

  using Taken = std::pair<const Node*, std::uint32_t>;
  static bool comes_first(const Taken& a, const Taken& b) { return std::less<>()(a.first, b.first); }

  void note_branches(Look& look, const Node& value) const {
    const auto [begin, end] =
        std::equal_range(branches_.taken.begin(), branches_.taken.end(), Taken(&value, 0), comes_first);
    for (auto at = begin; at != end; ++at) insert_sorted(look.branches, branches_.names[at->second]);
  }

  // Only values that the contract itself lists are kept.
  void note_member(Look& look, const Node& value) const {
    for (const Node* list : places_[look.place].lists) {
      const bool is_listed = std::any_of(list->items().begin(), list->items().end(),
                                         [&](const Node& one) { return document::equal(one, value); });
      if (is_listed) insert_sorted(look.members, document::write_json(value));
    }
  }

  static constexpr std::uint32_t no_number = UINT32_MAX;

  ObservedPlaces& places_;
  schema::BranchesTaken branches_;
  std::vector<WayStep> way_;
  std::vector<std::uint32_t> numbers_;  // by the index of a place
  std::vector<Count> counts_;           // as looks_
  Looks looks_;
};

std::vector<std::string> header_names(const http::Headers& headers) {
  std::vector<std::string> names;
  for (const http::Header& header : headers) names.push_back(base::to_lower_ascii(header.name));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

// All that is told of an answer beside its body: where this is the same, so is what is told.
class Head {
 public:
  explicit Head(const CheckContext& answer)
      : provider_(answer.operation.provider), name_(answer.operation.name), status_(answer.response.status) {
    if (const std::string* type = type_of(answer)) type_ = *type;
    for (const http::Header& header : answer.response.headers) headers_.push_back(header.name);
  }

  bool is_of(const CheckContext& answer) const {
    const auto is_same = [](const std::string& name, const http::Header& header) { return name == header.name; };
    const http::Headers& headers = answer.response.headers;
    const std::string* type = type_of(answer);
    return answer.response.status == status_ && answer.operation.name == name_ &&
           answer.operation.provider == provider_ && (type ? type_ == *type : !type_) &&
           std::equal(headers_.begin(), headers_.end(), headers.begin(), headers.end(), is_same);
  }

  static const std::string* type_of(const CheckContext& answer) {
    return http::find_header(answer.response.headers, "Content-Type");
  }

 private:
  std::string provider_, name_;
  int status_;
  std::optional<std::string> type_;
  std::vector<std::string> headers_;
};

Observations tell_head(const CheckContext& answer) {
  const std::string* type = Head::type_of(answer);
  Observations seen;
  seen.operation = answer.operation.id();
  seen.status = answer.response.status;
  if (const auto parsed = type ? http::parse_media_type(*type) : std::nullopt) seen.media_type = parsed->essence();
  seen.headers = header_names(answer.response.headers);
  return seen;
}

void tell_places(const ObservedPlaces& places, const Looks& looks, Observations& into) {
  for (const Look& look : looks.places)
    into.places.push_back({places[look.place].pointer, look.types, std::string(look.form), look.members,
                           look.branches, look.sizes});
  std::sort(into.places.begin(), into.places.end(),
            [](const PlaceSeen& a, const PlaceSeen& b) { return a.pointer < b.pointer; });
  into.is_cut = looks.is_cut;
}

// Of the answers by one schema.
class Remembered {
 public:
  explicit Remembered(const schema::Schema* schema) : places_(schema) {}

  std::size_t size() const { return places_.size(); }

  Observations observe(const CheckContext& answer) {
    Looks looks;
    if (answer.body()) looks = Walk(places_, answer).take();
    const auto is_same = [&](const Recent& one) { return one.head.is_of(answer) && one.looks == looks; };
    const auto known = std::find_if(recent_.begin(), recent_.end(), is_same);
    if (known != recent_.end()) return known->seen;
    Observations seen = tell_head(answer);
    tell_places(places_, looks, seen);
    if (recent_.size() == most_recent) recent_.pop_back();
    recent_.push_front({Head(answer), std::move(looks), seen});
    return seen;
  }

 private:
  struct Recent {
    Head head;
    Looks looks;
    Observations seen;
  };

  ObservedPlaces places_;
  std::deque<Recent> recent_;
};

}  // namespace

Observations observe(const CheckContext& answer) {
  // A schema that is remembered is kept, so none after it has its address.
  static thread_local std::map<const void*, Remembered> remembered;
  static thread_local std::size_t places = 0;
  const void* key = answer.schema ? &answer.schema->program() : nullptr;
  const auto [by_schema, is_new] = remembered.try_emplace(key, answer.schema);
  const std::size_t before = is_new ? 0 : by_schema->second.size();
  Observations seen = by_schema->second.observe(answer);
  places += by_schema->second.size() - before;
  if (places > most_kept_places) remembered.clear(), places = 0;
  return seen;
}

}  // namespace concord::check
