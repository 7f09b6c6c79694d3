#include "profile_choice.h"

#include <concord/message/value_format.h>

namespace concord::run {

base::Result<ChosenProfile> choose_profile(const suite::Provider& provider, const contract::Operation& operation,
                                           const document::Node& request) {
  const document::Node* auth = request.find("auth");
  if (auth && auth->is_object()) return ChosenProfile{"auth", auth};
  if (!auth) return ChosenProfile{"default", operation.security.empty() ? nullptr : provider.auth.find("default")};
  const std::string name = message::plain_text(*auth);
  if (name == "none") return ChosenProfile{name, nullptr};
  const document::Node* found = provider.auth.find(name);
  if (found) return ChosenProfile{name, found};
  return base::Diagnostics{
      base::error("request.auth", "unknown auth profile \"" + name + "\" of provider " + provider.name, auth->span())};
}

}  // namespace concord::run
