// A chunked body (RFC 9112, section 7.1). Strict where readers may differ on where a chunk ends: `0x5`, `+5` and ` 5`
// are no sizes.
#pragma once
#include <cstdint>
#include <string_view>

namespace concord::http {

class ChunkReader {
 public:
  // Takes from the front of `bytes` all up to the end of the next piece of data, and returns that piece; "" when
  // `bytes` holds no more of it, or what follows cannot be read.
  std::string_view take(std::string_view& bytes);
  bool is_malformed() const { return at_ == At::Malformed; }
  // The extensions of a chunk, or all trailers, have more than max_line_bytes.
  bool is_too_long() const { return at_ == At::TooLong; }
  static constexpr std::uint32_t max_line_bytes = 64u << 10;
  // The last chunk, the trailers and the line after them have been read. What follows is not looked at.
  bool has_ended() const { return at_ == At::End; }
  bool has_bytes_behind() const { return has_bytes_behind_; }
  // A line ended with LF alone, which readers take differently.
  bool has_bare_line_feed() const { return has_bare_line_feed_; }

 private:
  enum class At {
    Size,
    Blank,
    Extension,
    SizeEnd,
    Data,
    DataEnd,
    DataLineFeed,
    Trailer,
    TrailerLine,
    TrailerEnd,
    End,
    Malformed,
    TooLong
  };
  void step(char c);
  At end_of_size_line();
  At after_line_feed_alone(At next);
  At size_step(char c);
  bool is_line_too_long() { return ++line_bytes_ > max_line_bytes; }
  bool add_digit(char c);

  At at_ = At::Size;
  std::uint64_t left_ = 0;  // of the chunk
  std::uint32_t digits_ = 0;
  std::uint32_t line_bytes_ = 0;  // of an extension, or of all trailers
  bool has_bare_line_feed_ = false;
  bool has_bytes_behind_ = false;
};

}  // namespace concord::http
