#include <concord/openapi/version.h>

#include <string>

namespace concord::openapi {

using document::Node;

std::optional<SpecVersion> spec_version(const Node& document) {
  const auto text_of = [&](std::string_view key) -> std::string {
    const Node* version = document.find(key);
    if (version == nullptr) return {};
    return version->is_number() ? version->number_text() : std::string(version->string_or_empty());
  };
  const std::string text = text_of("openapi");
  if (text.starts_with("3.0")) return SpecVersion::OpenApi30;
  if (text.starts_with("3.1") || text.starts_with("3.2")) return SpecVersion::OpenApi31;
  if (text.empty() && text_of("swagger").starts_with("2")) return SpecVersion::Swagger20;
  return std::nullopt;
}

std::string_view version_name(SpecVersion version) {
  switch (version) {
    case SpecVersion::Swagger20: return "Swagger 2.0";
    case SpecVersion::OpenApi30: return "OpenAPI 3.0";
    case SpecVersion::OpenApi31: break;
  }
  return "OpenAPI 3.1";
}

}  // namespace concord::openapi
