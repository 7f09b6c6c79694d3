// An exchange on the wire as a recording has it.
#include <concord/base/text.h>
#include <concord/http/content_decoder.h>
#include <concord/proxy/judging.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::proxy {

namespace {

using traffic::Lack;
using Outcome = http::ContentDecoder::Outcome;

// In the order in which they were applied (RFC 9110, 8.4).
std::vector<std::string> codings_of(const http::Headers& fields) {
  std::vector<std::string> codings;
  for (const std::string_view line : http::header_values(fields, "Content-Encoding")) {
    for (const std::string_view one : base::split(line, ',')) {
      const std::string_view coding = base::trim(one);
      if (!coding.empty() && !base::equals_ignoring_case(coding, "identity")) codings.emplace_back(coding);
    }
  }
  return codings;
}

Lack undo(const std::string& coding, std::string& body, std::size_t most) {
  const auto decoder = http::make_content_decoder(coding);
  if (!decoder) return Lack::Missing;
  std::string decoded;
  const Outcome outcome = decoder->decode(body, [&decoded, most](std::string_view piece) {
    decoded.append(piece);
    return decoded.size() <= most;
  });
  body = std::move(decoded);
  if (outcome == Outcome::Malformed) return Lack::Missing;
  return outcome == Outcome::Ok && decoder->is_whole() ? Lack::None : Lack::Cut;
}

// As it was before it was coded.
Lack decode(std::string& body, http::Headers& fields, bool is_cut, std::size_t most) {
  Lack lack = is_cut ? Lack::Cut : Lack::None;
  std::vector<std::string> codings = codings_of(fields);
  if (codings.empty() || body.empty()) return lack;
  std::reverse(codings.begin(), codings.end());
  for (const std::string& coding : codings) {
    lack = std::max(lack == Lack::Cut ? Lack::Cut : Lack::None, undo(coding, body, most));
    if (lack == Lack::Missing) return body.clear(), lack;
  }
  http::remove_header(fields, "Content-Encoding");
  return lack;
}

}  // namespace

traffic::Recorded recorded_of(Passed&& passed, std::uint64_t number, std::size_t max_decoded_bytes) {
  traffic::Recorded recorded;
  recorded.exchange = std::move(passed.exchange);
  recorded.place = fmt::format("exchange {}", number);
  http::Request& request = recorded.exchange.request;
  http::remove_header(request.headers, "Host");  // that of the proxy: who repeats the request asks the target
  if (request.body)
    recorded.request_lacks = decode(*request.body, request.headers, passed.is_request_cut, max_decoded_bytes);
  if (!recorded.exchange.response) return recorded;
  http::Response& response = *recorded.exchange.response;
  recorded.response_lacks = decode(response.body, response.headers, passed.is_response_cut, max_decoded_bytes);
  if (passed.is_stream) recorded.response_lacks = Lack::Missing;
  // They speak of the wire, which the proxy has read for us.
  for (const char* name : {"Content-Encoding", "Content-Length", "Transfer-Encoding"})
    http::remove_header(response.headers, name);
  return recorded;
}

}  // namespace concord::proxy
