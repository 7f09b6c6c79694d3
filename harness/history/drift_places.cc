// Places of a case's answers that are gone, new or called otherwise, and their types.
#include "drift_answer.h"

#include <concord/contract/names.h>

#include <fmt/format.h>

namespace concord::history {

using result::SeenType;

namespace {

constexpr int most_flips = 2;        // then it comes and goes
constexpr int most_new_members = 3;  // of one object, then it is a map
constexpr auto object_bit = static_cast<std::uint8_t>(SeenType::Object);
constexpr auto null_bit = static_cast<std::uint8_t>(SeenType::Null);

bool has_object(const CasePart& part, const std::string& pointer) {
  const auto place = part.places.find(pointer);
  return place != part.places.end() && (place->second.types & object_bit) != 0;
}

struct Moves {
  std::vector<std::string> gone, fresh;
};

// The topmost only: what was in it goes and comes with it.
Moves moves_between(const CasePart& was, const CasePart& now) {
  Moves moves;
  for (const auto& [pointer, place] : was.places) {
    if (!place.is_sometimes && is_member(pointer) && !now.places.contains(pointer) &&
        has_object(now, parent_of(pointer)))
      moves.gone.push_back(pointer);
  }
  for (const auto& [pointer, place] : now.places) {
    if (is_member(pointer) && !was.places.contains(pointer) && has_object(was, parent_of(pointer)))
      moves.fresh.push_back(pointer);
  }
  return moves;
}

bool is_within(const std::string& pointer, const std::string& tree) {
  return pointer == tree || pointer.starts_with(tree + '/');
}

// All that is in a place, and the place.
void erase_tree(CasePart& part, const std::string& pointer) {
  std::erase_if(part.places, [&](const auto& entry) { return is_within(entry.first, pointer); });
}

using News = std::vector<std::string>;

// What has come in the place of a member that is gone, and the news that says so.
struct Successor {
  std::string pointer;
  News::iterator news;
};

// Beside it: first what has its name in another spelling, else what has its types.
Successor find_renamed(const std::string& pointer, std::uint8_t types, const CasePart& now, News& news) {
  Successor found{"", news.end()};
  for (auto one = news.begin(); one != news.end(); ++one) {
    if (parent_of(*one) != parent_of(pointer) || now.places.at(*one).types != types) continue;
    const bool is_same_word =
        contract::plain_name(leaf_of(*one)) == contract::plain_name(leaf_of(pointer));
    if (is_same_word) return {*one, one};
    if (found.news == news.end()) found = {*one, one};
  }
  return found;
}

// Elsewhere, under its own name: "/note" in "/meta/note", where "/meta" is new or was there.
Successor find_moved(const std::string& pointer, std::uint8_t types, const CasePart& was, const CasePart& now,
                     News& news) {
  for (const auto& [other, place] : now.places) {
    if (leaf_of(other) != leaf_of(pointer) || place.types != types || was.places.contains(other)) continue;
    const auto top = std::find_if(news.begin(), news.end(), [&](const std::string& one) {
      return is_within(other, one);
    });
    if (top != news.end()) return {other, top};
  }
  return {"", news.end()};
}

}  // namespace

// What is new in this case but not in others is no news; what no answer ever had is.
std::vector<std::string> Drifting::news_of(const Answer& answer, const std::vector<std::string>& fresh) {
  std::vector<std::string> news;
  for (const std::string& pointer : fresh) {
    const PlaceProfile* parent = answer.place(parent_of(pointer));
    const bool is_map = parent && parent->flips >= most_new_members;
    if (PlaceProfile* place = answer.place(pointer)) place->varies = true;
    else if (!is_map && answer.known.profile.answers >= enough_runs) news.push_back(pointer);
  }
  return news;
}

void Drifting::tell_gone(const Answer& answer, CasePart& was, const CasePart& now, const std::string& pointer,
                         std::vector<std::string>& news) {
  PlaceProfile* place = answer.place(pointer);
  const bool is_chance = place && (place->varies || place->flips >= most_flips);
  const bool is_usual = place && !place->is_sometimes && answer.known.profile.answers >= enough_answers;
  const std::int64_t enough = is_usual ? enough_runs : enough_runs_alone;
  const std::uint8_t types = was.places.at(pointer).types;
  const std::int64_t came = was.places.at(pointer).came;
  if (is_chance || was.runs - came < enough) {
    if (place) place->varies = true;
    was.places.at(pointer).is_sometimes = true;
    return;
  }
  Successor other = find_renamed(pointer, types, now, news);
  if (other.pointer.empty()) other = find_moved(pointer, types, was, now, news);
  const bool is_renamed = !other.pointer.empty();
  Drift drift = answer.drift(is_renamed ? "drift.member-renamed" : "drift.member-gone", pointer);
  drift.was = described(pointer, types, place);
  drift.now = is_renamed ? described(other.pointer, now.places.at(other.pointer).types, nullptr) : "nothing there";
  drift.other = other.pointer;
  drift.message = fmt::format("{} is {}: it was in {}{}", pointer, is_renamed ? "now " + other.pointer : "gone",
                              was.runs - came == answer.profile.runs ? "all of " : "",
                              runs_text(answer.profile, was, came));
  if (is_renamed) news.erase(other.news);
  erase_tree(was, pointer);
  if (!answer.is_broken(pointer) && tell(std::move(drift), answer.one) && place) ++place->flips;
}

void Drifting::tell_news(const Answer& answer, const CasePart& now, const std::vector<std::string>& news) {
  const auto& undocumented = answer.one.seen->undocumented();
  for (const std::string& pointer : news) {
    if (answer.profile.runs < enough_runs || answer.is_broken(pointer)) continue;
    const bool is_documented = std::find(undocumented.begin(), undocumented.end(), pointer) == undocumented.end();
    Drift drift = answer.drift(is_documented ? "drift.member-new" : "drift.member-undocumented", pointer);
    drift.was = "nothing there";
    drift.now = described(pointer, now.places.at(pointer).types, nullptr);
    drift.message = fmt::format("{} is new{}: none of {} had it", pointer,
                                is_documented ? "" : ", and in no documentation", answers_text(answer.known.profile));
    PlaceProfile* parent = answer.place(parent_of(pointer));
    if (tell(std::move(drift), answer.one) && parent) ++parent->flips;
  }
}

void Drifting::compare_places(const Answer& answer, CasePart& was, CasePart& now) {
  const Moves moves = moves_between(was, now);
  std::vector<std::string> news = news_of(answer, moves.fresh);
  for (const std::string& pointer : moves.gone) tell_gone(answer, was, now, pointer, news);
  tell_news(answer, now, news);
  for (const auto& [pointer, place] : now.places) {
    const auto [known, is_new] = was.places.try_emplace(pointer, place);
    if (is_new) known->second.came = was.runs;
    if (is_new) continue;
    known->second.types = static_cast<std::uint8_t>(known->second.types | place.types);
    known->second.is_sometimes = known->second.is_sometimes || place.is_sometimes;
  }
}

void Drifting::compare_kinds(const Answer& answer, const CasePart& was, const CasePart& now) {
  if (answer.profile.runs < enough_runs) return;
  for (const auto& [pointer, place] : now.places) {
    const auto before = was.places.find(pointer);
    const auto known = answer.known.profile.places.find(pointer);
    if (before == was.places.end() || known == answer.known.profile.places.end()) continue;
    const auto seen = static_cast<std::uint8_t>(before->second.types | known->second.types);
    const auto fresh = static_cast<std::uint8_t>(place.types & ~seen);
    if (fresh == 0 || answer.is_broken(pointer)) continue;
    const bool is_about_null = fresh == null_bit || seen == null_bit;
    if (is_about_null && answer.known.profile.answers < enough_answers) continue;
    Drift drift = answer.drift(fresh == null_bit ? "drift.null" : "drift.type", pointer);
    drift.was = types_in_words(seen);
    drift.now = types_in_words(fresh);
    drift.message = fmt::format("{} is {}: it was {} in {}", pointer, drift.now, drift.was,
                                answers_text(answer.known.profile));
    tell(std::move(drift), answer.one);
  }
}

}  // namespace concord::history
