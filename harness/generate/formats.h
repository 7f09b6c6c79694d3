// Samples of formats: what conforms, and what nearly does. One table; the formats themselves are those of schema/.
#pragma once
#include <concord/base/clock.h>
#include <concord/base/random.h>
#include <concord/document.h>

#include <string>
#include <string_view>
#include <vector>

namespace concord::generate {

using document::Node;

struct FormatContext {
  base::SystemTime now{};
  base::Random& random;
};

// Texts of the format, the usual one first and the shortest last. Empty for a format that is unknown, or of numbers.
std::vector<std::string> texts_of_format(std::string_view format, const FormatContext& context);
// A text of at least that many code points; "" when none is known.
std::string long_text_of_format(std::string_view format, std::size_t length, const FormatContext& context);
// Texts that are not of the format: the nearest first.
std::vector<std::string> texts_against_format(std::string_view format);

// Whether every value of the format must be new in each message: ids and times.
bool is_fresh_format(std::string_view format);

// The least and the greatest number of a format of numbers; null where there is none.
struct NumberRange {
  Node least, most;
};
NumberRange range_of_format(std::string_view format);

}  // namespace concord::generate
