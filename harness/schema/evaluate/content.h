// contentEncoding and contentMediaType.
#pragma once
#include <cstdint>
#include <string_view>

namespace concord::schema {

// `rules` are bits of ContentRule.
bool is_content(std::string_view text, std::uint32_t rules);

}  // namespace concord::schema
