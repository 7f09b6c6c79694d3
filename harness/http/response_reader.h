// Builds a Response from the lines and bytes of a connection, within limits.
#pragma once
#include <concord/http.h>

namespace concord::http {

class ResponseReader {
 public:
  ResponseReader(std::uint64_t max_header_bytes, std::uint64_t max_body_bytes)
      : max_header_bytes_(max_header_bytes), max_body_bytes_(max_body_bytes) {}

  // A status line, a field line or the empty line after them, with its line ending. Interim responses (1xx) are
  // skipped, lines after the final headers (trailers) are ignored. False: the response is not acceptable, see fault().
  bool add_header_line(std::string_view line);
  // False when the body would become larger than allowed; what fits is kept.
  bool add_body(std::string_view bytes);
  // To be said when the body is too large by another measure.
  void refuse_body();

  bool has_status() const { return response_.status != 0; }
  bool has_headers() const { return has_headers_; }
  std::optional<std::uint64_t> content_length() const;
  const Headers& headers() const { return response_.headers; }
  struct Fault {
    ErrorKind kind;
    std::string message;
  };
  const std::optional<Fault>& fault() const { return fault_; }
  Response take() { return std::move(response_); }

 private:
  bool add_status_line(std::string_view line);
  bool add_field(std::string_view line);
  bool end_headers();
  bool fail(ErrorKind kind, std::string message);

  std::uint64_t max_header_bytes_;
  std::uint64_t max_body_bytes_;
  std::uint64_t header_bytes_ = 0;
  bool has_headers_ = false;
  Response response_;
  std::optional<Fault> fault_;
};

}  // namespace concord::http
