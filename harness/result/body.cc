#include <concord/base/text.h>
#include <concord/result.h>

#include <algorithm>

namespace concord::result {
namespace {

// Where to cut so that no character is torn: at most three bytes before `limit`.
std::size_t whole_characters(std::string_view bytes, std::size_t limit) {
  const std::size_t invalid = base::find_invalid_utf8(bytes.substr(0, limit));
  if (invalid == std::string_view::npos) return limit;
  const bool is_torn =
      limit < bytes.size() && limit - invalid < 4 && base::utf8_sequence_length(bytes.substr(invalid)) != 0;
  return is_torn ? invalid : limit;
}

}  // namespace

Body make_body(std::string_view bytes, std::size_t limit) {
  Body body;
  body.size = bytes.size();
  const std::size_t kept = whole_characters(bytes, std::min(limit, bytes.size()));
  const std::string_view head = bytes.substr(0, kept);
  body.is_cut = kept < bytes.size();
  body.is_base64 = !base::is_utf8(head);
  body.text = body.is_base64 ? base::base64_encode(head) : std::string(head);
  return body;
}

}  // namespace concord::result
