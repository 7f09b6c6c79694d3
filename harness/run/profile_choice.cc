#include "profile_choice.h"

#include <concord/message/value_format.h>
#include <concord/suite/own_profile.h>

namespace concord::run {

base::Result<ChosenProfile> choose_profile(const suite::Provider& provider, const contract::Operation& operation,
                                           const document::Node& request) {
  const document::Node* auth = request.find("auth");
  if (auth && auth->is_object()) return ChosenProfile{"auth", auth};
  if (!auth) {
    const document::Member* own = suite::profile_of(provider, operation);
    return own ? ChosenProfile{own->key, &own->value} : ChosenProfile{"default", nullptr};
  }
  const std::string name = message::plain_text(*auth);
  if (name == "none" || provider.auth.has(name))
    return ChosenProfile{name, suite::named_profile(provider, name)};
  return base::Diagnostics{
      base::error("request.auth", "unknown auth profile \"" + name + "\" of provider " + provider.name, auth->span())};
}

}  // namespace concord::run
