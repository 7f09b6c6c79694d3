// The operators, a row each: where they stand, whether what they do breaks a written promise, and how they do it.
#pragma once
#include "mutants/sites.h"

#include <concord/http/server.h>
#include <concord/mock/mutants.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace concord::mock {

// What an operator makes of a site: nothing where it does not apply.
struct Standing {
  MutantSort sort = MutantSort::Breach;
  std::string reason{};
};

using Standings = std::optional<Standing>;
inline Standings breach() { return Standing{}; }
inline Standings equivalent(std::string_view reason) { return Standing{MutantSort::Equivalent, std::string(reason)}; }
inline bool is_success(const Site& site) { return site.response->status.starts_with('2'); }
constexpr std::string_view open_words =
    "nothing says that no member is added: clients ignore what they do not know";

// An answer that is about to be sent.
struct Answered {
  const http::ParsedRequest& request;
  const Site& site;
  std::span<const Site> members;  // that the contract has for this answer
  http::Reply& reply;
  std::size_t earlier = 0;  // answers of this mutant before it
};

struct Operator {
  std::string_view name;
  std::string_view group;
  SiteKind kind;
  std::string_view about;
  std::optional<Standing> (*stands)(const Site& site);
  // One of these. Of a member: what is at its place in the body; false when nothing was changed.
  bool (*change_member)(Node& parent, const std::string& key, const Answered& answered) = nullptr;
  // Of the whole JSON body.
  bool (*change_body)(Node& body, const Answered& answered) = nullptr;
  bool (*change_reply)(const Answered& answered) = nullptr;
  // With none of them it is a gate: what the service then leaves open is told by its name.
};

std::span<const Operator> member_operators();
std::span<const Operator> answer_operators();
std::span<const Operator> gate_operators();
std::span<const Operator> variations();
// All of them, in that order.
std::vector<const Operator*> all_operators();

constexpr std::string_view open_auth = "open-auth", open_method = "open-method", open_check = "accept",
                           no_allow = "no-allow",
                           lost_write = "lost-write", fake_delete = "fake-delete";

}  // namespace concord::mock
