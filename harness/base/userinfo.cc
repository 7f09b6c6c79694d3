#include <concord/base/userinfo.h>

#include <algorithm>

namespace concord::base {

namespace {

// The port of "host:port"; nothing for "[::1]".
std::string_view port_of(std::string_view authority) {
  const std::size_t colon = authority.rfind(':');
  return colon == std::string_view::npos || authority.ends_with(']') ? std::string_view() : authority.substr(colon + 1);
}

}  // namespace

std::vector<Bytes> find_userinfo(std::string_view text) {
  constexpr std::string_view ends = "'\"<> \t\r\n";
  std::vector<Bytes> found;
  for (std::size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", at)) {
    at += 3;
    const std::size_t url_end = std::min(text.find_first_of(ends, at), text.size());
    std::size_t end = std::min(text.find_first_of("/?#", at), url_end);  // of the authority
    const std::string_view authority = text.substr(at, end - at);
    // A password with '/' in it, which should have been encoded: what looks like a port is none.
    const bool is_port = port_of(authority).find_first_not_of("0123456789") == std::string_view::npos;
    if (!is_port && authority.find('@') == std::string_view::npos) end = url_end;
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
