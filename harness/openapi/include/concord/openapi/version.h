// Which specification a document follows.
#pragma once
#include <concord/document.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace concord::openapi {

// In the order in which they came.
enum class SpecVersion : std::uint8_t { Swagger20, OpenApi30, OpenApi31 };

std::string_view version_name(SpecVersion version);  // "OpenAPI 3.0"
// The version that `openapi: …` or `swagger: …` states; 3.2 is read as 3.1. Nothing for anything else.
std::optional<SpecVersion> spec_version(const document::Node& document);

}  // namespace concord::openapi
