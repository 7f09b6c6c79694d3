#include "breaches.h"

#include "harvest.h"
#include "phrases.h"

#include <concord/base/patience.h>
#include <concord/schema/failures.h>

#include <algorithm>
#include <deque>
#include <set>

namespace concord::generate {

namespace {

// By what the engine refuses a value, and how many rules it finds broken.
struct Refusal {
  std::size_t count = 0;
  std::string keyword, location;
};

bool is_within(const Pointer& inner, const Pointer& outer) {
  const auto& a = inner.tokens();
  const auto& b = outer.tokens();
  return a.size() >= b.size() && std::equal(b.begin(), b.end(), a.begin());
}

// Of a keyword about subschemas: what these find wrong there, as long as the holder refuses the value.
std::optional<Refusal> refused_whole(const Workshop& workshop, const Breach& breach, const Attempt& attempt,
                                     const Node& read, const schema::Failures& failures) {
  const Node* place = document::resolve(read, breach.site);
  if (!place || workshop.outline().accepts(breach.ask.holder, *place)) return std::nullopt;
  Refusal refusal{failures.size(), breach.keyword, workshop.outline().location(breach.ask.holder, breach.keyword)};
  for (std::size_t i = 0; i < failures.size(); ++i) {
    const schema::Failure failure = failures[i];
    if (!is_within(failure.instance, attempt.at) || failure.keyword == "false") continue;
    refusal.keyword = failure.keyword;
    refusal.location = failure.schema_location;
    break;
  }
  return refusal;
}

std::optional<Refusal> refused_by(const Workshop& workshop, const Breach& breach, const Attempt& attempt,
                                  const Node& value) {
  const auto read = workshop.received(value);
  if (!read) return std::nullopt;
  const schema::Failures failures = workshop.schema().failures(*read);
  if (failures.verdict() != schema::Verdict::Invalid) return std::nullopt;
  if (breach.is_whole) return refused_whole(workshop, breach, attempt, *read, failures);
  const std::string location = workshop.outline().location(breach.ask.holder, breach.keyword);
  for (std::size_t i = 0; i < failures.size(); ++i) {
    const schema::Failure failure = failures[i];
    const bool is_there = failure.instance == breach.site || failure.instance == attempt.at;
    if (is_there && failure.keyword == breach.keyword && failure.schema_location == location)
      return Refusal{failures.size(), breach.keyword, location};
  }
  return std::nullopt;
}

std::string wanted_of(const Breach& breach) {
  return "an invalid value for " + breach.keyword + (breach.detail.empty() ? "" : " (" + breach.detail + ")");
}

class Breaker {
 public:
  explicit Breaker(Workshop& workshop) : workshop_(workshop), random_(workshop.random()), harvest_(workshop) {}

  std::vector<Invalid> run(const std::vector<Valid>& bases) {
    for (const Valid& base : bases) plan(std::make_shared<const Node>(base.value));
    while (!first_.empty() || !again_.empty()) {
      auto& from = first_.empty() ? again_ : first_;
      const Breach breach = std::move(from.front());
      from.pop_front();
      if (const std::string why = harvest_.why_to_end(); !why.empty()) {
        tell_rest(why);
        break;
      }
      carry_out(breach);
    }
    if (base::Patience::is_over()) workshop_.miss({}, "more invalid values", "it takes too many steps");
    for (const auto& [key, breach] : failed_) {
      if (done_.contains(key)) continue;
      workshop_.miss(breach.site, wanted_of(breach),
                     breach.is_cut ? "they are larger together than is made" : "no value was found that is refused so");
    }
    return std::move(found_);
  }

 private:
  static std::string key_of(const Workshop& workshop, const Breach& breach, const std::string& place) {
    return place + '\n' + workshop.outline().location(breach.ask.holder, breach.keyword) + '\n' + breach.detail;
  }

  // Whether nothing of the same schemas and the same type was planned there.
  bool is_new_place(const Site& site) {
    std::string key = place_of(site) + '\n' + std::to_string(type_of(*site.value));
    for (const PartId part : site.demand.parts) key += ' ' + std::to_string(part);
    return walked_.insert(std::move(key)).second;
  }

  void plan(const std::shared_ptr<const Node>& base) {
    for (const Site& site : sites_of(workshop_.outline(), *base)) {
      if (base::Patience::is_over()) return;
      if (!is_new_place(site)) continue;
      for (Breach& breach : breaches_at(workshop_, base, site, random_, room_)) {
        const std::string location = workshop_.outline().location(breach.ask.holder, breach.keyword);
        if (!planned_.insert(key_of(workshop_, breach, place_of(site))).second) continue;
        const bool is_new = schemas_.insert(location + '\n' + breach.detail).second;
        (is_new ? first_ : again_).push_back(std::move(breach));
      }
    }
  }

  void carry_out(const Breach& breach) {
    const std::string key = key_of(workshop_, breach, "");
    auto made = carried_out(workshop_, breach);
    if (!made && base::Patience::is_over()) return;
    if (!made) return failed_.push_back({key, breach});
    if (!harvest_.add(made->value)) return;
    done_.insert(key);
    found_.push_back(std::move(*made));
  }

  void tell_rest(const std::string& why) {
    const std::size_t count = first_.size() + again_.size() + 1;
    workshop_.miss({}, std::to_string(count) + " more invalid values", why);
  }

  Workshop& workshop_;
  base::Random random_;
  std::vector<Invalid> found_;
  Harvest harvest_;                // of what was found
  std::size_t room_ = kMostBytes;  // for what is planned
  std::set<std::string> walked_, planned_, schemas_, done_;
  std::deque<Breach> first_, again_;
  std::vector<std::pair<std::string, Breach>> failed_;
};

}  // namespace

// Of several ways the one that breaks least beside.
std::optional<Invalid> carried_out(const Workshop& workshop, const Breach& breach) {
  std::optional<Invalid> best;
  std::size_t least = 0;
  for (const Attempt& attempt : breach.attempts) {
    Node value = with_part(*breach.base, breach.site, attempt.replacement);
    auto refusal = refused_by(workshop, breach, attempt, value);
    if (!refusal || (best && refusal->count >= least)) continue;
    least = refusal->count;
    best = Invalid{
        std::move(value), attempt.at,  std::move(refusal->keyword), std::move(refusal->location), attempt.before,
        attempt.after,    attempt.what};
    if (least == 1) break;
  }
  return best;
}

std::vector<Invalid> breaches_of(Workshop& workshop, const std::vector<Valid>& bases) {
  return Breaker(workshop).run(bases);
}

}  // namespace concord::generate
