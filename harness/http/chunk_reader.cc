#include "chunk_reader.h"

#include <algorithm>

namespace concord::http {
namespace {

constexpr std::uint32_t max_digits = 16;  // of a size

}  // namespace

std::string_view ChunkReader::take(std::string_view& bytes) {
  while (!bytes.empty() && at_ < At::End) {
    if (at_ == At::Data) {
      const std::string_view piece =
          bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
      bytes.remove_prefix(piece.size());
      left_ -= piece.size();
      if (left_ == 0) at_ = At::DataEnd;
      return piece;
    }
    step(bytes.front());
    bytes.remove_prefix(1);
  }
  has_bytes_behind_ = has_bytes_behind_ || (has_ended() && !bytes.empty());
  bytes = {};
  return {};
}

bool ChunkReader::add_digit(char c) {
  const int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
  if (digit < 0) return false;
  left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
  ++digits_;
  return true;
}

ChunkReader::At ChunkReader::end_of_size_line() {
  const bool is_last = left_ == 0;
  digits_ = 0;
  line_bytes_ = 0;
  return is_last ? At::Trailer : At::Data;
}

ChunkReader::At ChunkReader::after_line_feed_alone(At next) {
  has_bare_line_feed_ = true;
  return next;
}

// After digits: blanks (which some servers pad with), an extension, the end of the line.
ChunkReader::At ChunkReader::size_step(char c) {
  if (digits_ == 0) return At::Malformed;
  switch (c) {
    case ' ':
    case '\t': return At::Blank;
    case ';': return At::Extension;
    case '\r': return At::SizeEnd;
    case '\n': return after_line_feed_alone(end_of_size_line());
    default: return At::Malformed;
  }
}

void ChunkReader::step(char c) {
  const bool is_feed = c == '\n';
  switch (at_) {
    case At::Size:
      if (!add_digit(c)) at_ = size_step(c);
      else if (digits_ > max_digits) at_ = At::Malformed;
      break;
    case At::Blank: at_ = is_line_too_long() ? At::TooLong : size_step(c); break;
    case At::Extension:
      if (is_line_too_long()) at_ = At::TooLong;
      else if (c == '\r') at_ = At::SizeEnd;
      else if (is_feed) at_ = after_line_feed_alone(end_of_size_line());
      break;
    case At::SizeEnd: at_ = is_feed ? end_of_size_line() : At::Malformed; break;
    case At::DataEnd:
      at_ = c == '\r' ? At::DataLineFeed : is_feed ? after_line_feed_alone(At::Size) : At::Malformed;
      break;
    case At::DataLineFeed: at_ = is_feed ? At::Size : At::Malformed; break;
    case At::Trailer:
      at_ = c == '\r' ? At::TrailerEnd : is_feed ? after_line_feed_alone(At::End) : At::TrailerLine;
      break;
    case At::TrailerLine:
      if (is_line_too_long()) at_ = At::TooLong;
      else if (is_feed) at_ = At::Trailer;
      break;
    case At::TrailerEnd: at_ = is_feed ? At::End : At::Malformed; break;
    case At::Data:
    case At::End:
    case At::Malformed:
    case At::TooLong: break;
  }
}

}  // namespace concord::http
