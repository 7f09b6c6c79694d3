// A flag and a word for the same thing that contradict each other: {"status": "closed", "active": true}.
#include "body_walk.h"
#include "checks.h"
#include "names.h"
#include "provenance.h"
#include "shown.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::check {

using document::Pointer;

namespace {

// Words for states in which nothing is active or enabled any more, or not yet.
constexpr auto ended_states = std::to_array<std::string_view>(
    {"inactive", "disabled", "suspended", "cancelled", "canceled", "closed", "deleted", "expired", "revoked",
     "terminated", "archived", "deactivated"});

// "active" of isActive, is_active and active.
std::string claim_of(std::string_view key) {
  auto plain = plain_name(key);
  if (key.size() > 3 && plain.starts_with("is") && (key[2] == '_' || (key[2] >= 'A' && key[2] <= 'Z')))
    plain.erase(0, 2);
  return plain;
}

// What the state says of the claim: that it holds, that it does not, or nothing.
enum class Said { Yes, No, Nothing };

Said said_of(std::string_view claim, std::string_view state) {
  if (claim == state) return Said::Yes;
  for (const std::string_view negation : {"un", "in", "not", "non", "dis", "de"}) {
    if (state.size() == negation.size() + claim.size() && state.starts_with(negation) && state.ends_with(claim))
      return Said::No;
  }
  const bool has_ended = std::find(ended_states.begin(), ended_states.end(), state) != ended_states.end();
  return has_ended && (claim == "active" || claim == "enabled") ? Said::No : Said::Nothing;
}

void report(const CheckContext& answer, const Pointer& place, const Node& value, const std::string& other,
            const Node& says, Findings& findings) {
  const auto message = fmt::format("{} contradicts {}, {}", shown(value), cut(other), shown(says));
  auto& failure = findings.add("contract.body", at(place.text(), message));
  failure.expected = value.as_boolean() ? "false" : "true";
  failure.actual = shown(value);
  failure.pointer = place.text();
  if (auto line = documentation_at(answer, place); !line.empty()) failure.documentation = std::move(line);
}

void check_flag(const CheckContext& answer, const document::Member& flag, const BodyWalk::Place& where,
                Findings& findings) {
  const auto claim = claim_of(flag.key);
  const bool value = flag.value.as_boolean();
  const auto place = [&] { return where.pointer() / flag.key; };
  for (const auto& other : where.object().members()) {
    const PlainName name(other.key);
    const std::string_view plain = name.view();
    const bool is_state = names_state(plain) && other.value.is_string();
    const Said said = is_state ? said_of(claim, plain_name(other.value.as_string())) : Said::Nothing;
    if ((said == Said::Yes && !value) || (said == Said::No && value))
      return report(answer, place(), flag.value, other.key, other.value, findings);
    // deletedAt: when it was; it was not. What is planned for later has not happened yet, and has another name.
    if (!value && plain == claim + "at" && claim.ends_with("ed") && other.value.is_string() &&
        !other.value.as_string().empty())
      return report(answer, place(), flag.value, other.key, other.value, findings);
  }
}

}  // namespace

void check_state(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  if (!answer.body() || status < 200 || status > 299) return;
  // What contradicts a flag is a state, or when it came to be.
  walk_of(answer).for_each_object(meaning::state | meaning::occurrence, [&](const BodyWalk::Place& where) {
    if (!where.has_flags()) return;
    for (const auto& member : where.object().members()) {
      if (member.value.is_boolean()) check_flag(answer, member, where, findings);
    }
  });
}

}  // namespace concord::check
