// Paths of sockets of the system.
#pragma once
#include <string>
#include <string_view>

namespace concord::http {

// Why nothing can be connected to there, for behind a colon; "" when it is only the system that can say.
std::string fault_of_socket_path(std::string_view path);

}  // namespace concord::http
