// What profiles remember from one request of a run to the next.
#pragma once
#include "access_tokens.h"
#include "digest.h"

#include <concord/auth.h>
#include <concord/base/random.h>

namespace concord::auth {

struct Memory : std::enable_shared_from_this<Memory> {
  Memory(const base::Clock& its_clock, base::Redactor& its_redactor, std::uint64_t seed)
      : clock(its_clock), redactor(its_redactor), random(seed) {}

  const base::Clock& clock;
  base::Redactor& redactor;
  base::Random random;
  AccessTokens tokens;
  DigestOrigins digests;
};

}  // namespace concord::auth
