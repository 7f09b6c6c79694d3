#include <concord/http/socket_path.h>

#include <sys/un.h>

namespace concord::http {

std::string fault_of_socket_path(std::string_view path) {
  constexpr std::size_t longest = sizeof(sockaddr_un::sun_path) - 1;
  if (path.empty()) return "the path is empty";
  if (path.size() <= longest) return {};
  return "the path has " + std::to_string(path.size()) + " bytes, and the system takes " + std::to_string(longest);
}

}  // namespace concord::http
