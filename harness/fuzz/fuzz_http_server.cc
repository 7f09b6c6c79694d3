// Bytes of a client through the server's framing: the first line says in which pieces they arrive, the rest is sent.
// The requests are the same whatever the pieces, within the limits, and read again when they are written; a reply made
// of what the request holds is one message.
#include "input.h"

#include "server/reply_text.h"
#include "server/request_reader.h"

#include <concord/base/text.h>

#include <algorithm>
#include <vector>

namespace {

using namespace concord;
using namespace concord::http;
using fuzz::require;
using State = RequestReader::State;

ServerLimits limits() {
  ServerLimits limits;
  limits.max_header_bytes = 2048;
  limits.max_body_bytes = 4096;
  limits.max_headers = 32;
  return limits;
}

struct Understood {
  std::vector<ParsedRequest> requests;
  int refusal = 0;  // 0: more could come
};

// A status, headers and a body that the client chooses.
Reply reply_to(const ParsedRequest& request) {
  Reply reply{200, request.headers, request.body};
  if (!request.target.empty()) reply.status = 100 + static_cast<unsigned char>(request.target.back()) * 3;
  return reply;
}

void check_reply(const ParsedRequest& request, const RequestReader& reader) {
  const Reply reply = reply_to(request);
  if (!can_be_sent(reply)) return;
  const ReplyFraming framing{request.method == "HEAD", reader.is_http_1_0(), reader.keeps_alive()};
  const std::string text = to_text(reply, framing);
  const std::size_t end = text.find("\r\n\r\n");
  require(end != std::string::npos, "a reply has a head");
  const bool is_bodiless = reply.status == 204 || reply.status == 304;
  require(text.substr(end + 4) == (framing.is_head || is_bodiless ? "" : reply.body), "and behind it its body");
  const std::string head = text.substr(0, end + 2);
  std::size_t lengths = 0;
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t line_end = head.find("\r\n", at);
    const std::string line = head.substr(at, line_end - at);
    require(line.find_first_of(std::string("\r\n\0", 3)) == std::string::npos, "no value begins a line");
    lengths += base::to_lower_ascii(line).starts_with("content-length:") ? 1 : 0;
    at = line_end + 2;
  }
  require(lengths == (is_bodiless ? 0 : 1), "one Content-Length");
}

void check_limits(const ParsedRequest& request) {
  std::size_t size = request.method.size() + request.target.size();
  for (const Header& one : request.headers) size += one.name.size() + one.value.size();
  require(!request.method.empty() && !request.target.empty(), "a request has a method and a target");
  require(size <= limits().max_header_bytes, "the header is bounded");
  require(request.headers.size() <= limits().max_headers, "the number of headers is bounded");
  require(request.body.size() <= limits().max_body_bytes, "the body is bounded");
}

// `pieces`: the sizes of what arrives, again and again.
Understood understand(std::string_view bytes, std::string_view pieces) {
  Understood understood;
  RequestReader reader(limits());
  State state = reader.next();
  for (std::size_t piece = 0; state != State::Refused;) {
    if (state == State::Whole) {
      ParsedRequest request = reader.take_request();
      check_limits(request);
      check_reply(request, reader);
      understood.requests.push_back(std::move(request));
      if (!reader.keeps_alive()) return understood;
      state = reader.next();
      continue;
    }
    if (bytes.empty()) return understood;
    if (reader.must_say_continue()) require(!reader.must_say_continue(), "100 is said once");
    std::size_t size = bytes.size();
    if (!pieces.empty())
      size = std::min<std::size_t>(size, 1 + static_cast<unsigned char>(pieces[piece++ % pieces.size()]) % 64);
    state = reader.receive(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  understood.refusal = reader.refusal();
  require(understood.refusal >= 400 && understood.refusal <= 501 && !reader.why().empty(), "a refusal says why");
  const ParsedRequest refused = reader.take_request();
  require(refused.body.size() <= limits().max_body_bytes, "what is refused is bounded, too");
  return understood;
}

bool is_same(const ParsedRequest& a, const ParsedRequest& b) {
  const auto is_same_header = [](const Header& x, const Header& y) { return x.name == y.name && x.value == y.value; };
  return a.method == b.method && a.target == b.target && a.body == b.body &&
         std::equal(a.headers.begin(), a.headers.end(), b.headers.begin(), b.headers.end(), is_same_header);
}

// The request as its reader has understood it, with a plain framing. As HTTP/1.0 it needs no Host.
void check_again(const ParsedRequest& request) {
  std::string text = request.method + ' ' + request.target + " HTTP/1.0\r\n";
  ParsedRequest plain = request;
  plain.headers.clear();
  for (const Header& one : request.headers) {
    const std::string name = base::to_lower_ascii(one.name);
    if (name == "content-length" || name == "transfer-encoding") continue;
    plain.headers.push_back(one);
    text += one.name + ": " + one.value + "\r\n";
  }
  if (!request.body.empty()) {
    plain.headers.push_back({"Content-Length", std::to_string(request.body.size())});
    text += "Content-Length: " + plain.headers.back().value + "\r\n";
  }
  const Understood again = understand(text + "\r\n" + request.body, "");
  require(!again.requests.empty() && is_same(again.requests.front(), plain),
          "a request that is written again is the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [pieces, bytes] = fuzz::split_first_line(fuzz::text_of(data, size));
  const Understood whole = understand(bytes, "");
  const Understood parts = understand(bytes, pieces.empty() ? "\0" : pieces);
  const std::size_t common = std::min(whole.requests.size(), parts.requests.size());
  for (std::size_t i = 0; i < common; ++i) {
    require(is_same(whole.requests[i], parts.requests[i]), "a request is the same whatever the pieces");
    check_again(whole.requests[i]);
  }
  // Lines behind a chunk that are over the bound are seen to be only while they arrive.
  require(common == whole.requests.size() || parts.refusal == 431, "no request is lost by its pieces");
  require(common == parts.requests.size(), "none is won by them");
  return 0;
}
