#include "credentials.h"

#include <concord/base/random.h>

namespace concord::run {

// Not the seed of the run: a nonce of one run must not come again in the next.
Credentials::Credentials(const Options& options, const base::Clock& clock, Sender& sender)
    : options_(options), sender_(sender), keyring_(clock, *options.redactor, base::random_seed()) {}

std::shared_ptr<const UsedProfile> Credentials::kept(const document::Node& profile, const document::Node& names) const {
  const auto found = kept_.find(&profile);
  return found != kept_.end() && found->second.texts.are_those_of(names) ? found->second.used : nullptr;
}

void Credentials::keep(std::shared_ptr<const suite::Provider> provider, const document::Node& profile,
                       const document::Node& names, std::shared_ptr<const UsedProfile> used) {
  const auto [kept, is_new] = kept_.try_emplace(&profile);
  kept->second = {};
  if (!is_new) return;
  if (auto texts = NamedTexts::of(profile, names))
    kept->second = {std::move(*texts), std::move(used), std::move(provider)};
}

void Credentials::apply(const document::Node& profile, http::Request request, const auth::Context& context,
                        auth::Done done) {
  keyring_.apply(profile, std::move(request), context, std::move(done));
}

auth::Reaction Credentials::react(const document::Node& profile, const auth::Answered& answered,
                                  const auth::Context& context) {
  return keyring_.react(profile, answered, context);
}

auth::Context Credentials::context(std::shared_ptr<const suite::Provider> provider, std::string name,
                                   Sender::Kind kind, std::function<std::string()> base_url,
                                   std::function<void(const http::Exchange&)> fetched) {
  const auto endpoint = options_.endpoints.find(provider->name);
  auth::Context context;
  context.name = std::move(name);
  context.base_url = std::move(base_url);
  if (endpoint != options_.endpoints.end()) context.token_url = endpoint->second.token_url;
  // What it is asked says nothing of the provider's own limits; what undoes something must get its token, too.
  const Sender::Kind asked = kind == Sender::Kind::Plain ? Sender::Kind::Credentials : kind;
  const http::Timeouts timeouts = options_.timeouts.or_else(
      endpoint == options_.endpoints.end() ? http::Timeouts() : endpoint->second.timeouts);
  context.fetch = [this, asked, timeouts, provider = std::move(provider), fetched = std::move(fetched)](
                      http::Request request, std::function<void(http::Exchange)> answered) {
    request.timeouts = timeouts;
    auto told = [fetched, answered = std::move(answered)](http::Exchange&& exchange) {
      const http::Exchange same = exchange;
      answered(std::move(exchange));
      fetched(same);  // with its tokens known as what they are
    };
    sender_.send(*provider, std::move(request), std::move(told), asked);
  };
  return context;
}

}  // namespace concord::run
