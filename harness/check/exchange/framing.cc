#include "checks.h"
#include "shown.h"

#include <fmt/format.h>

namespace concord::check {

namespace {

using enum http::FramingFaultKind;

struct FaultWords {
  std::string_view kind;  // for fingerprints
  std::string message;
  std::string_view expected;
};

FaultWords words_of(const http::FramingFault& fault, const CheckContext& answer) {
  const std::string said = cut(fault.text);
  const auto none = [&] {
    return answer.exchange.request.method == "HEAD" ? std::string("to HEAD") : status_text(answer.response.status);
  };
  switch (fault.kind) {
    case LengthBesideChunks:
      return {"length-beside-chunks", said + " beside Transfer-Encoding", "one of the two (RFC 9112, section 6.2)"};
    case ChunksInHttp10:
      return {"chunks-in-http-1.0", said + " in an answer of HTTP/1.0",
              "no Transfer-Encoding in HTTP/1.0 (RFC 9112, section 6.1)"};
    case ChunkedTwice:
      return {"chunked-twice", said + ", chunked more than once", "chunked once (RFC 9112, section 6.1)"};
    case UnknownCoding:
      return {"unknown-coding", said + ", which is no transfer coding",
              "a transfer coding, or no such header (RFC 9112, section 7)"};
    case BodyWhereNone:
      return {"body-where-none", said + " in a " + none() + ", which has no body",
              "no such header (RFC 9110, section 8.6; RFC 9112, section 6.1)"};
    case MalformedLength:
      return {"malformed-length", said + " in an answer " + none(),
              "one number of bytes, or no such header (RFC 9110, section 8.6)"};
    case LineFeedAlone:
      return {"line-feed-alone", "a line of the chunked body ends with LF alone", "CR LF (RFC 9112, section 7.1)"};
    case DeflateWithoutZlib:
      return {"raw-deflate", said + ", but the data is not in the zlib format",
              "the zlib format (RFC 9110, section 8.4.1.2)"};
    case BytesBehindCoding:
      return {"bytes-behind", said + ", but bytes follow the end of the compressed data",
              "nothing behind it (RFC 9110, section 8.4)"};
    case BytesBehindBody:
      return {"bytes-behind-body", "bytes follow the end of the answer on its connection",
              "nothing behind it, until something is asked for (RFC 9112, section 6.3)"};
  }
  return {};
}

}  // namespace

void check_framing(const CheckContext& answer, Findings& findings) {
  for (const http::FramingFault& fault : answer.response.framing_faults) {
    FaultWords words = words_of(fault, answer);
    auto& failure = findings.add("contract.framing", std::move(words.message));
    failure.expected = words.expected;
    failure.actual = cut(fault.text);
    failure.found_kind = words.kind;
  }
}

}  // namespace concord::check
