// Whether secrets may be in a text otherwise than as they are: far cheaper than to make a Redactor of them, which
// knows.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace concord::base {

class EncodedSearch {
 public:
  // The values must outlive it.
  explicit EncodedSearch(std::vector<std::string_view> values);

  // Whether one of the values stands in `text` under escapes (of JSON, URLs, HTML) or in other letters, or there are so
  // many characters of base64 or hex in a row that one may be in them. True also where there are more layers of escapes
  // than are looked at. Where a value stands as it is, it must have been taken out before: it would look like base64.
  bool may_find(std::string_view text) const;

 private:
  class Layers;
  std::vector<std::string_view> values_;
  std::vector<std::string> squeezed_;  // for those in letters of the other case, over several lines
  std::size_t shortest_ = static_cast<std::size_t>(-1);
  std::size_t base64_ = 0, hex_ = 0;   // characters in a row
  bool is_beyond_ascii_ = false;       // then there are encodings that look like nothing else
};

}  // namespace concord::base
