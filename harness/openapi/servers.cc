#include <concord/openapi/servers.h>

#include <concord/base/text.h>

namespace concord::openapi {

std::string server_url(const document::Node& server) {
  const auto text_of = [](const document::Node* value) {
    return value == nullptr ? std::string_view{} : value->string_or_empty();
  };
  std::string url(text_of(server.find("url")));
  const document::Node* variables = server.find("variables");
  if (variables == nullptr) return url;
  for (const document::Member& variable : variables->members()) {
    const document::Node* preset = variable.value.find("default");
    if (preset != nullptr) url = base::replace_all(std::move(url), "{" + variable.key + "}", preset->string_or_empty());
  }
  return url;
}

}  // namespace concord::openapi
