// Between cases and the profiles of their providers. Owns what profiles share among all cases of a run: access tokens,
// challenges. What profiles send by themselves goes through the lane of the provider, as its cases do.
#pragma once
#include "named_texts.h"
#include "sender.h"

#include <concord/auth.h>
#include <concord/run.h>

#include <map>
#include <memory>
#include <vector>

namespace concord::run {

// A profile as a request goes with it, and what follows from it.
struct UsedProfile {
  document::Node profile;  // rendered
  std::vector<auth::DerivedSecret> secrets;
  std::string user;  // for curl: see KeptExchange
  bool may_send_again = false;
};

// Not thread-safe.
class Credentials {
 public:
  Credentials(const Options& options, const base::Clock& clock, Sender& sender);

  // What keep() was given for a profile of the provider, when what its templates name is the same again; else null.
  // `names`: what they mean.
  std::shared_ptr<const UsedProfile> kept(const document::Node& profile, const document::Node& names) const;
  // Nothing is kept where that varies: see NamedTexts.
  void keep(std::shared_ptr<const suite::Provider> provider, const document::Node& profile,
            const document::Node& names, std::shared_ptr<const UsedProfile> used);

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
  struct Kept {
    NamedTexts texts;
    std::shared_ptr<const UsedProfile> used;          // null where that varies
    std::shared_ptr<const suite::Provider> provider;  // that has the profile
  };
  std::map<const document::Node*, Kept> kept_;  // by profile
};

}  // namespace concord::run
