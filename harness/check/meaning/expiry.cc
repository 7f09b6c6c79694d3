#include "body_walk.h"
#include "checks.h"
#include "moments.h"
#include "provenance.h"
#include "shown.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace concord::check {

using namespace std::chrono_literals;

namespace {

constexpr base::Milliseconds expiry_tolerance = 5s;
constexpr base::Milliseconds clock_skew = 5min;  // two machines' clocks

// A member that holds a time, and what it says.
struct Stamp {
  std::string_view name;
  const Node* value = nullptr;
  Moment moment;
};

struct Lifetime {
  std::string_view name;
  const Node* value = nullptr;
};

struct Stamps {
  std::vector<Lifetime> lifetimes;
  std::vector<Stamp> expiries;
  std::vector<Stamp> creations;
  bool has_token = false;
};

Stamps read_stamps(const BodyWalk::Place& object) {
  Stamps stamps;
  const auto& members = object.object().members();
  for (std::size_t i = 0; i < members.size(); ++i) {
    const document::Member& member = members[i];
    const Meanings name = object.name(i);
    if (name == 0) continue;
    stamps.has_token = stamps.has_token || ((name & meaning::token) != 0 && !member.value.is_null());
    if ((name & meaning::lifetime) != 0 && member.value.is_number())
      stamps.lifetimes.push_back({member.key, &member.value});
    auto* list = (name & meaning::expiry) != 0     ? &stamps.expiries
                 : (name & meaning::creation) != 0 ? &stamps.creations
                                                   : nullptr;
    if (!list) continue;
    if (const auto moment = read_moment(member.value)) list->push_back({member.key, &member.value, *moment});
  }
  return stamps;
}

void record(const CheckContext& answer, const document::Pointer& place, const Node& value, const std::string& what,
            std::string expected, Findings& findings) {
  auto& failure = findings.add("contract.expiry", at(place.text(), fmt::format("{} {}", shown(value), what)));
  failure.expected = std::move(expected);
  failure.actual = shown_with_kind(value);
  failure.pointer = place.text();
  if (auto line = documentation_at(answer, place); !line.empty()) failure.documentation = std::move(line);
}

// Something that is only shown may have expired: an old entry of a list, what a GET reads. What is handed out may not.
bool must_be_alive(const CheckContext& answer, const Stamps& stamps, bool in_list) {
  const auto& method = answer.exchange.request.method;
  return (!in_list && method != "GET" && method != "HEAD") || stamps.has_token;
}

// In seconds, as OAuth has it (RFC 6749, 5.1), or in the unit of a page that does not say which one it means.
bool may_end_at(double lifetime, base::Milliseconds left, base::Milliseconds slack) {
  for (const base::Milliseconds unit : {base::Milliseconds(1), base::Milliseconds(1s), base::Milliseconds(1min)}) {
    const double stated = lifetime * static_cast<double>(unit.count());
    const double allowed = static_cast<double>((clock_skew + slack).count()) + stated / 10;
    if (std::abs(stated - static_cast<double>(left.count())) <= allowed) return true;
  }
  return false;
}

void check_lifetimes(const CheckContext& answer, const Stamps& stamps, const BodyWalk::Place& object,
                     Findings& findings) {
  for (const auto& lifetime : stamps.lifetimes) {
    for (const auto& expiry : stamps.expiries) {
      const auto left = std::chrono::duration_cast<base::Milliseconds>(expiry.moment.time - answer.now);
      if (may_end_at(lifetime.value->to_double(), left, expiry.moment.slack)) continue;
      record(answer, object.pointer() / lifetime.name, *lifetime.value,
             fmt::format("contradicts {}, {}, in any unit (the answer came at {})", expiry.name, shown(*expiry.value),
                         base::format_rfc3339(answer.now)),
             "the time that is left until " + std::string(expiry.name), findings);
    }
  }
}

void check_object(const CheckContext& answer, const BodyWalk::Place& object, Findings& findings) {
  const auto stamps = read_stamps(object);
  if (stamps.expiries.empty() && stamps.creations.empty()) return;
  const bool in_list = object.is_in_list();
  const auto arrived = [&answer] { return "(the answer came at " + base::format_rfc3339(answer.now) + ")"; };
  for (const auto& expiry : stamps.expiries) {
    const auto place = object.pointer() / expiry.name;
    const bool has_passed = expiry.moment.time + expiry.moment.slack + expiry_tolerance < answer.now;
    if (has_passed && must_be_alive(answer, stamps, in_list)) {
      record(answer, place, *expiry.value, "has passed " + arrived(), "a time in the future", findings);
    }
    for (const auto& creation : stamps.creations) {
      if (expiry.moment.time + expiry.moment.slack + creation.moment.slack >= creation.moment.time) continue;
      record(answer, place, *expiry.value, fmt::format("is before {}, {}", creation.name, shown(*creation.value)),
             "after " + shown(*creation.value), findings);
    }
  }
  if (must_be_alive(answer, stamps, in_list)) check_lifetimes(answer, stamps, object, findings);
  for (const auto& creation : stamps.creations) {
    if (creation.moment.time - creation.moment.slack - clock_skew <= answer.now) continue;
    record(answer, object.pointer() / creation.name, *creation.value, "is in the future " + arrived(),
           "a time that has passed", findings);
  }
}

}  // namespace

void check_expiry(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  if (!answer.body() || status < 200 || status > 299) return;
  walk_of(answer).for_each_object(meaning::expiry | meaning::creation, [&](const BodyWalk::Place& object) {
    check_object(answer, object, findings);
  });
}

}  // namespace concord::check
