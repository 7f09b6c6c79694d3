// Undoes Content-Encoding (RFC 9110, section 8.4), piece by piece. libcurl does so too, but takes compressed data that
// was cut for whole.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace concord::http {

// What requests ask for in Accept-Encoding. Not zstd, although it can be undone: a run asks for what most clients ask
// for.
std::string_view offered_encodings();

class ContentDecoder {
 public:
  // Takes decoded bytes, as they come. False: no more is wanted.
  using Sink = std::function<bool(std::string_view)>;
  enum class Outcome { Ok, Malformed, Refused };
  enum class Oddity { None, RawDeflate, BytesBehind };

  virtual ~ContentDecoder() = default;
  virtual Outcome decode(std::string_view bytes, const Sink& sink) = 0;
  // Whether the compressed data has come to its end. Nothing at all is the whole of nothing.
  virtual bool is_whole() const = 0;
  // Wrong, but decoded.
  virtual Oddity oddity() const { return Oddity::None; }
};

// For one coding, by its name in any case: gzip, x-gzip, deflate, br, zstd. Null when it cannot be undone.
std::unique_ptr<ContentDecoder> make_content_decoder(std::string_view coding);

}  // namespace concord::http
