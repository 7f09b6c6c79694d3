// Credentials within URLs, RFC 3986, 3.2.1: what is written down must not repeat them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace concord::base {

struct Bytes {
  std::size_t begin = 0;
  std::size_t end = 0;
};
// Where "user:word" of each "scheme://user:word@host" in `text` is, without the '@'.
std::vector<Bytes> find_userinfo(std::string_view text);

// `text` with "***" for each.
std::string without_userinfo(std::string_view text);

}  // namespace concord::base
