#include <concord/base/userinfo.h>

#include <algorithm>

namespace concord::base {

std::vector<Bytes> find_userinfo(std::string_view text) {
  std::vector<Bytes> found;
  for (std::size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", at)) {
    at += 3;
    const std::size_t end = std::min(text.find_first_of("/?#'\"<> \t\r\n", at), text.size());  // of the authority
    const std::size_t mark = text.substr(at, end - at).rfind('@');
    if (mark != std::string_view::npos && mark > 0) found.push_back({at, at + mark});
    at = end;
  }
  return found;
}

std::string without_userinfo(std::string_view text) {
  std::string out;
  std::size_t done = 0;
  for (const Bytes& one : find_userinfo(text)) {
    out.append(text.substr(done, one.begin - done)).append("***");
    done = one.end;
  }
  return out.append(text.substr(done));
}

}  // namespace concord::base
