#include <concord/result/comparison.h>

#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::result {

namespace {

constexpr std::array<std::string_view, 4> since_names{"new", "still", "back", "fixed"};
constexpr std::array<std::string_view, 5> change_names{"", "documentation", "behaviour", "both", "neither"};

template <class Kind, std::size_t size>
std::optional<Kind> parse_name(const std::array<std::string_view, size>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Kind>(found - names.begin());
}

std::string_view change_words(Change change) {
  switch (change) {
    case Change::Documentation: return "the documentation changed";
    case Change::Behaviour: return "the behaviour changed";
    case Change::Both: return "documentation and behaviour changed";
    case Change::Neither: return "neither changed: it comes and goes";
    case Change::Unknown: break;
  }
  return "";
}

bool is_today(const std::string& date, SystemTime today) { return date == base::format_date(today); }

// Where a day has several runs, another of them may have told of it today.
std::string_view new_words(const Comparison& comparison) {
  return comparison.has_several_a_day ? "new in this run" : "new today";
}

struct Counts {
  std::size_t fresh = 0, still = 0, back = 0, flaky = 0, fixed = 0;
  const ToldFinding* oldest = nullptr;
};

Counts count(const Comparison& comparison) {
  Counts counts;
  for (const ToldFinding& one : comparison.findings) {
    if (one.since == Since::Fixed) ++counts.fixed;
    else if (one.is_flaky) ++counts.flaky;
    else if (one.since == Since::New) ++counts.fresh;
    else if (one.since == Since::Back) ++counts.back;
    else ++counts.still;
    const bool is_still = one.since == Since::Still && !one.is_flaky;
    if (is_still && (!counts.oldest || one.first_date < counts.oldest->first_date)) counts.oldest = &one;
  }
  return counts;
}

// "the documentation of knot changed"
std::string editions_text(const std::vector<ToldEdition>& editions) {
  std::vector<std::string> names;
  for (const ToldEdition& one : editions) names.push_back(one.provider);
  return "the documentation of " + base::join(names, ", ") + " changed";
}

std::string in_days(std::size_t days) {
  if (days == 0) return "today";
  return days == 1 ? "tomorrow" : fmt::format("in {} days", days);
}

// Of a machine whose clock was wrong, or this run is added after others.
std::string later_text(const LaterRun& later) {
  return fmt::format("neither fixed nor drift is told, since the run of {} {} began later: if its date is wrong, "
                     "concord history prune --run {} takes it out",
                     later.date, later.time, later.id);
}

void add_expiring(std::vector<std::string>& parts, const Comparison& comparison) {
  if (comparison.expiring.empty()) return;
  const auto first = std::min_element(comparison.expiring.begin(), comparison.expiring.end(),
                                      [](const auto& a, const auto& b) { return a.days < b.days; });
  const std::size_t number = comparison.expiring.size();
  if (number == 1) parts.push_back("1 known issue expires " + in_days(first->days));
  else parts.push_back(fmt::format("{} known issues expire, the first {}", number, in_days(first->days)));
}

}  // namespace

std::string_view since_name(Since since) { return since_names.at(static_cast<std::size_t>(since)); }
std::optional<Since> parse_since(std::string_view name) { return parse_name<Since>(since_names, name); }
std::string_view change_name(Change change) { return change_names.at(static_cast<std::size_t>(change)); }
std::optional<Change> parse_change(std::string_view name) { return parse_name<Change>(change_names, name); }

const ToldFinding* Comparison::finding(std::string_view fingerprint) const {
  const auto found = std::find_if(findings.begin(), findings.end(), [&](const ToldFinding& one) {
    return one.since != Since::Fixed && one.fingerprint == fingerprint;
  });
  return found == findings.end() ? nullptr : &*found;
}

const ToldCase* Comparison::one_case(std::size_t index) const {
  const auto found = std::lower_bound(cases.begin(), cases.end(), index,
                                      [](const ToldCase& one, std::size_t wanted) { return one.index < wanted; });
  return found == cases.end() || found->index != index ? nullptr : &*found;
}

const GoodAnswer* Comparison::good_answer(std::size_t index, std::size_t step) const {
  const auto found = std::find_if(good.begin(), good.end(), [&](const GoodAnswer& one) {
    return one.index == index && one.step == step;
  });
  return found == good.end() ? nullptr : &*found;
}

std::string short_date(const std::string& date, SystemTime today) {
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = base::parse_date(date);
  if (!day) return date;
  const std::chrono::year_month_day parts(*day);
  const std::chrono::year_month_day now(std::chrono::floor<std::chrono::days>(today));
  std::string text = fmt::format("{} {}", static_cast<unsigned>(parts.day()),
                                 months.at(static_cast<unsigned>(parts.month()) - 1));
  if (parts.year() != now.year()) text += fmt::format(" {}", static_cast<int>(parts.year()));
  return text;
}

std::string streak_text(const Comparison& comparison, const ToldFinding& one, SystemTime today) {
  return fmt::format("since {} ({})", is_today(one.first_date, today) ? "today" : short_date(one.first_date, today),
                     base::counted(one.nights, comparison.unit()));
}

namespace {

std::string news_of(const Comparison& comparison, SystemTime today) {
  if (comparison.empty()) return "";
  const Counts counts = count(comparison);
  std::vector<std::string> parts;
  const auto add = [&parts](std::size_t number, std::string_view words) {
    if (number != 0) parts.push_back(fmt::format("{} {}", number, words));
  };
  add(counts.fresh, new_words(comparison));
  add(counts.back, "back again");
  if (counts.oldest) add(counts.still, "still failing " + streak_text(comparison, *counts.oldest, today));
  // Not the verdict flaky of this run, which is counted apart.
  add(counts.flaky, counts.flaky == 1 ? "comes and goes" : "come and go");
  add(counts.fixed, "fixed");
  if (!comparison.drifts.empty()) parts.push_back(base::counted(comparison.drifts.size(), "drift"));
  if (!comparison.editions.empty()) parts.push_back(editions_text(comparison.editions));
  add_expiring(parts, comparison);
  const auto is_unjudged = [](const ToldCase& one) { return one.is_unjudged; };
  const bool lacks_verdicts = std::any_of(comparison.cases.begin(), comparison.cases.end(), is_unjudged);
  if (parts.empty() && lacks_verdicts) return "nothing new among what could be judged";
  const std::string earlier = "earlier " + std::string(comparison.unit());
  if (parts.empty()) return fmt::format("nothing new beside {}", base::counted(comparison.nights, earlier));
  return base::join(parts, ", ");
}

}  // namespace

std::string headline(const Comparison& comparison, SystemTime today) {
  const std::string news = news_of(comparison, today);
  if (comparison.later.id.empty()) return news;
  return (news.empty() ? "" : news + "; ") + later_text(comparison.later);
}

std::string since_text(const Comparison& comparison, const CheckFailure& failure, SystemTime today) {
  const ToldFinding* told = comparison.empty() ? nullptr : comparison.finding(failure.fingerprint);
  if (!told) return "";
  std::string text;
  if (told->since == Since::New) text = new_words(comparison);
  else if (told->since == Since::Back) text = "back again";
  else text = streak_text(comparison, *told, today);
  const std::string change = change_text(told->change, told->how);
  return change.empty() ? text : text + ", " + change;
}

std::string change_text(Change change, const std::string& how) {
  const std::string text(change_words(change));
  return text.empty() || how.empty() ? text : text + ": " + how;
}

std::string case_text(const Comparison& comparison, std::size_t index, SystemTime today) {
  const ToldCase* told = comparison.one_case(index);
  if (!told || (told->last_green.empty() && told->judged < 2)) return "";
  std::string text = "never passed";
  if (is_today(told->last_green, today)) text = "last passed earlier today";
  else if (!told->last_green.empty()) text = "last passed on " + short_date(told->last_green, today);
  text += fmt::format(", {} of the last {}", told->passed, base::counted(told->judged, comparison.unit()));
  return told->is_flaky ? text + ", comes and goes" : text;
}

}  // namespace concord::result
