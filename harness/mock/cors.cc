#include "cors.h"

namespace concord::mock {

std::optional<http::Reply> answer_preflight(const http::ParsedRequest& request) {
  const std::string* method = http::find_header(request.headers, "Access-Control-Request-Method");
  if (request.method != "OPTIONS" || method == nullptr) return std::nullopt;
  http::Reply reply{204, {{"Access-Control-Allow-Methods", *method}, {"Access-Control-Max-Age", "600"}}, ""};
  if (const std::string* headers = http::find_header(request.headers, "Access-Control-Request-Headers"))
    reply.headers.push_back({"Access-Control-Allow-Headers", *headers});
  return reply;
}

void open_to_pages(http::Reply& reply, const http::ParsedRequest& request) {
  const std::string* origin = http::find_header(request.headers, "Origin");
  if (origin == nullptr) return;
  http::set_header(reply.headers, "Access-Control-Allow-Origin", *origin);
  http::set_header(reply.headers, "Access-Control-Allow-Credentials", "true");
  std::string exposed;
  for (const http::Header& header : reply.headers) {
    if (!header.name.starts_with("Access-Control-")) exposed += (exposed.empty() ? "" : ", ") + header.name;
  }
  if (!exposed.empty()) http::set_header(reply.headers, "Access-Control-Expose-Headers", exposed);
  http::set_header(reply.headers, "Vary", "Origin");
}

}  // namespace concord::mock
