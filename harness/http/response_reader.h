// Builds a Response from the lines and bytes of a connection, within limits. Where its body ends, libcurl says; that
// the message says so too, and that it can be decoded, is watched over here: libcurl reads what other clients would
// read otherwise.
#pragma once
#include "chunk_reader.h"
#include "framing.h"

#include <concord/http.h>
#include <concord/http/content_decoder.h>

namespace concord::http {

class ResponseReader {
 public:
  // `decodes`: Content-Encoding is undone.
  ResponseReader(std::uint64_t max_header_bytes, std::uint64_t max_body_bytes, std::string method, bool decodes)
      : max_header_bytes_(max_header_bytes),
        max_body_bytes_(max_body_bytes),
        method_(std::move(method)),
        decodes_(decodes) {}
  // The connection speaks HTTP/2. To be said before the first line.
  void expect_http2() { is_http2_ = true; }

  // A status line, a field line or the empty line after them, with its line ending. Interim responses (1xx) are
  // skipped, lines after the final headers (trailers) are ignored. False: the response is not acceptable, see fault().
  bool add_header_line(std::string_view line);
  // Of the body as it is on the connection, with the lines of chunks. False when it cannot be read, or would become
  // larger than allowed; what fits is kept.
  bool add_body(std::string_view bytes);
  // The connection, or libcurl, says that this was all.
  void end_body();
  // Bytes came that belong to no message that was asked for.
  void note_bytes_behind() { has_bytes_behind_ = true; }
  // All of it has come, and nothing but the end of the connection could add to it.
  bool is_whole() const;
  // The body does not end with the connection, so something may be behind it.
  bool ends_by_itself() const { return has_headers_ && !is_http2_ && framing_.body != Framing::Body::UntilClose; }

  bool has_status() const { return response_.status != 0; }
  bool has_headers() const { return has_headers_; }
  // Nothing in the headers made the answer unacceptable.
  bool has_good_headers() const { return has_headers_ && !is_head_faulty_; }
  // What the head says of the body's length, where it counts.
  std::optional<std::uint64_t> content_length() const { return framing_.length; }
  // Nothing but the end of the connection tells that the body is whole.
  bool ends_with_connection() const { return has_headers_ && !is_http2_ && framing_.body == Framing::Body::UntilClose; }
  std::uint64_t wire_bytes() const { return response_.wire_bytes; }
  const Headers& headers() const { return response_.headers; }
  struct Fault {
    ErrorKind kind;
    std::string message;
  };
  const std::optional<Fault>& fault() const { return fault_; }
  Response take();

 private:
  bool add_status_line(std::string_view line);
  bool add_field(std::string_view line);
  bool end_headers();
  bool begin_body();
  bool begin_decoding();
  bool add_content(std::string_view bytes);
  bool decode(std::size_t from, std::string_view bytes);
  bool keep(std::string_view bytes);
  bool refuse_body();
  void note_oddities();
  std::string coding() const;
  bool fail(ErrorKind kind, std::string message);

  std::uint64_t max_header_bytes_;
  std::uint64_t max_body_bytes_;
  const std::string method_;
  const bool decodes_;
  bool is_http2_ = false;
  std::uint64_t header_bytes_ = 0;
  Framing framing_;
  ChunkReader chunks_;
  std::vector<std::unique_ptr<ContentDecoder>> decoders_;  // the last that was applied first
  bool has_headers_ = false;
  bool is_head_faulty_ = false;
  bool has_bytes_behind_ = false;
  Response response_;
  std::optional<Fault> fault_;
};

}  // namespace concord::http
