// What is not sent, whoever asks for it.
#pragma once
#include <concord/http.h>

namespace concord::http {

// Why a request cannot be sent as it is: no method, a header that would become two. Nothing when it can.
std::optional<std::string> refuse_head(const Request& request);
// Why `url` cannot be: it is no http(s) URL.
std::optional<std::string> refuse_url(std::string_view url);

}  // namespace concord::http
