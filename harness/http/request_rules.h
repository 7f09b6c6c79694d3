// What is not sent, whoever asks for it.
#pragma once
#include <concord/http.h>

namespace concord::http {

// Why `request` cannot be sent as it is: no method, no http(s) URL, a header that would become two. Nothing when it
// can.
std::optional<std::string> refuse_request(const Request& request);

}  // namespace concord::http
