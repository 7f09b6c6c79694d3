// Exact decimal numbers: what a JSON number means, whichever alternative of Node::Value keeps it.
#pragma once
#include <concord/document.h>

namespace concord::document {

// 0.d1d2d3... * 10^exponent, where d1 and the last digit are not 0. Zero has no digits and exponent 0.
// Exponents saturate at +-10^18, far beyond what a text of bounded size can tell apart otherwise.
struct ExactNumber {
  bool is_negative = false;
  std::string digits;
  std::int64_t exponent = 0;
};

// `lexeme` matches the number grammar of RFC 8259 (a leading '+' is also read).
ExactNumber exact_number(std::string_view lexeme);
// A double stands for the shortest decimal that reads back as it: the text that it came from, but for zeros.
// Infinities and NaN have no exact number: ask std::isfinite first.
ExactNumber exact_value(const Node& number);
int compare_exact(const ExactNumber& a, const ExactNumber& b);

// `lexeme` matches the number grammar of RFC 8259. Takes int64, uint64 or double when that keeps the value, else
// Decimal. A fraction or an exponent never becomes an integer alternative, so that 1.0 is written as "1.0" again.
Node read_number(std::string_view lexeme);

}  // namespace concord::document
