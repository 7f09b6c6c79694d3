#include "profiles.h"

#include <concord/base/text.h>

namespace concord::auth {

Keyring::Keyring(const base::Clock& clock, base::Redactor& redactor, std::uint64_t seed)
    : memory_(std::make_shared<Memory>(clock, redactor, seed)) {}

Keyring::~Keyring() = default;

void Keyring::apply(const Node& profile, http::Request request, const Context& context, Done done) {
  const std::string type = member(profile, "type");
  if (const ProfileKind* kind = find_profile_kind(type))
    return kind->apply(*memory_, profile, std::move(request), context, std::move(done));
  const std::string known = "known types: " + base::join(profile_types(), ", ");
  fail(std::move(request), {Problem::Kind::Mistake, "unknown auth type " + base::in_quotes(type) + ", " + known, {}},
       done);
}

Reaction Keyring::react(const Node& profile, const Answered& answered, const Context& context) {
  const ProfileKind* kind = find_profile_kind(member(profile, "type"));
  return kind && kind->react ? kind->react(*memory_, profile, answered, context) : Reaction{};
}

}  // namespace concord::auth
