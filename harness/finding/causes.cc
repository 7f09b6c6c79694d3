// Many findings of one cause, told as one: the first of them, which says how many others there are, and where.
#include <concord/finding.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace concord::finding {
namespace {

constexpr std::size_t most_named = 5;  // places of the others

std::string name_of(const Occurrence& one) {
  if (!one.operation.empty()) return one.operation;
  return one.place.text().empty() ? one.place.pointer : one.place.text();
}

std::string describe(const std::vector<Occurrence>& others, std::string_view hint) {
  std::vector<std::string> names;
  for (const Occurrence& one : others) {
    std::string name = name_of(one);
    const bool is_new = std::find(names.begin(), names.end(), name) == names.end();
    if (is_new && names.size() < most_named) names.push_back(std::move(name));
  }
  std::string text = fmt::format("{} more: ", others.size());
  for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : ", ") + names[i];
  return text + (others.size() > names.size() ? ", …" : "") + std::string(hint);
}

}  // namespace

std::size_t join_causes(Listing& listing, std::string_view hint) {
  std::map<std::tuple<std::string, Level, std::string>, std::size_t> firsts;  // in `kept`
  std::vector<Finding> kept;
  std::size_t joined = 0;
  for (Finding& one : listing.findings) {
    const bool stands_alone = one.cause.empty() || !one.suppressed_by.empty();
    const auto [first, is_first] = stands_alone
                                       ? std::pair(firsts.end(), true)
                                       : firsts.emplace(std::tuple(one.rule, one.level, one.cause), kept.size());
    if (is_first) {
      kept.push_back(std::move(one));
      continue;
    }
    kept[first->second].others.push_back({std::move(one.place), std::move(one.operation), std::move(one.fingerprint)});
    ++joined;
  }
  for (Finding& one : kept) {
    if (!one.others.empty()) one.facts.emplace_back("of the same cause", describe(one.others, hint));
  }
  listing.findings = std::move(kept);
  if (joined != 0) listing.counters.emplace_back("more of the same causes", joined);
  return joined;
}

}  // namespace concord::finding
