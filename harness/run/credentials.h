// Between cases and the profiles of their providers. Owns what profiles share among all cases of a run: access tokens,
// challenges. What profiles send by themselves goes through the lane of the provider, as its cases do.
#pragma once
#include "sender.h"

#include <concord/auth.h>
#include <concord/run.h>

namespace concord::run {

// Not thread-safe.
class Credentials {
 public:
  Credentials(const Options& options, const base::Clock& clock, Sender& sender);

  void apply(const document::Node& profile, http::Request request, const auth::Context& context, auth::Done done);
  auth::Reaction react(const document::Node& profile, const auth::Answered& answered, const auth::Context& context);
  // For one request of a provider, with the profile that is called `name`. What the profile sends is of the request's
  // `kind`: a token that a cleanup waits for is fetched after a signal too. `fetched`: told what the profile asked for
  // by itself, and got.
  auth::Context context(std::shared_ptr<const suite::Provider> provider, std::string name, Sender::Kind kind,
                        std::function<std::string()> base_url, std::function<void(const http::Exchange&)> fetched);

 private:
  const Options& options_;
  Sender& sender_;
  auth::Keyring keyring_;
};

}  // namespace concord::run
