#include <concord/http/content_decoder.h>

#include <concord/base/text.h>

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <array>
#include <new>

namespace concord::http {
namespace {

constexpr std::size_t piece_bytes = 32u << 10;
constexpr int zlib_wrapper = 15, gzip_wrapper = 15 + 16, no_wrapper = -15;  // windowBits of inflateInit2

const Bytef* bytes_of(std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); }

class Inflater : public ContentDecoder {
 public:
  explicit Inflater(bool is_gzip) : is_gzip_(is_gzip) {}
  ~Inflater() override {
    if (has_begun_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  Outcome decode(std::string_view bytes, const Sink& sink) override {
    if (!has_begun_) {
      if (!choose_wrapper(bytes)) return Outcome::Ok;
      bytes = beginning_;
    }
    stream_.next_in = const_cast<Bytef*>(bytes_of(bytes));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    return inflate_all(sink);
  }
  bool is_whole() const override { return has_ended_ || (!has_begun_ && beginning_.empty()); }
  Oddity oddity() const override {
    if (has_bytes_behind_) return Oddity::BytesBehind;
    return is_raw_ ? Oddity::RawDeflate : Oddity::None;
  }

 private:
  // By the first two bytes: those of zlib are a multiple of 31, with method 8 in them (RFC 1950, 2.2). Whether they are
  // there.
  bool choose_wrapper(std::string_view bytes) {
    beginning_.append(bytes);
    if (beginning_.size() < 2) return false;
    const auto first = static_cast<unsigned char>(beginning_[0]), second = static_cast<unsigned char>(beginning_[1]);
    is_raw_ = !is_gzip_ && ((first & 15) != 8 || (first * 256 + second) % 31 != 0);
    if (inflateInit2(&stream_, is_gzip_ ? gzip_wrapper : is_raw_ ? no_wrapper : zlib_wrapper) != Z_OK)
      throw std::bad_alloc();
    has_begun_ = true;
    return true;
  }

  // A gzip file may have several members, one after the other (RFC 1952, 2.2).
  bool begins_member() {
    if (!has_ended_) return true;
    const bool is_member = is_gzip_ && !has_bytes_behind_ && *stream_.next_in == 0x1f;
    has_bytes_behind_ = !is_member;
    if (is_member) inflateReset(&stream_);
    has_ended_ = !is_member;
    return is_member;
  }

  Outcome inflate_all(const Sink& sink) {
    std::array<char, piece_bytes> piece;
    do {
      if (stream_.avail_in > 0 && !begins_member()) return Outcome::Ok;
      stream_.next_out = reinterpret_cast<Bytef*>(piece.data());
      stream_.avail_out = piece.size();
      const int code = ::inflate(&stream_, Z_NO_FLUSH);
      if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return Outcome::Malformed;
      has_ended_ = code == Z_STREAM_END;
      const std::size_t got = piece.size() - stream_.avail_out;
      if (got > 0 && !sink({piece.data(), got})) return Outcome::Refused;
      if (code == Z_BUF_ERROR) return Outcome::Ok;
    } while (stream_.avail_in > 0 || (stream_.avail_out == 0 && !has_ended_));
    return Outcome::Ok;
  }

  const bool is_gzip_;
  z_stream stream_{};
  std::string beginning_;  // until the wrapper is known
  bool has_begun_ = false;
  bool is_raw_ = false;
  bool has_ended_ = false;
  bool has_bytes_behind_ = false;
};

struct BrotliDeleter {
  void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
};

class Brotli : public ContentDecoder {
 public:
  Brotli() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {
    if (!state_) throw std::bad_alloc();
  }

  Outcome decode(std::string_view bytes, const Sink& sink) override {
    has_begun_ = has_begun_ || !bytes.empty();
    const std::uint8_t* in = bytes_of(bytes);
    std::size_t left = bytes.size();
    std::array<char, piece_bytes> piece;
    while (!BrotliDecoderIsFinished(state_.get())) {
      auto* out = reinterpret_cast<std::uint8_t*>(piece.data());
      std::size_t room = piece.size();
      const auto result = BrotliDecoderDecompressStream(state_.get(), &left, &in, &room, &out, nullptr);
      if (result == BROTLI_DECODER_RESULT_ERROR) return Outcome::Malformed;
      if (room < piece.size() && !sink({piece.data(), piece.size() - room})) return Outcome::Refused;
      if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) return Outcome::Ok;
    }
    has_bytes_behind_ = has_bytes_behind_ || left > 0;
    return Outcome::Ok;
  }
  bool is_whole() const override { return !has_begun_ || BrotliDecoderIsFinished(state_.get()); }
  Oddity oddity() const override { return has_bytes_behind_ ? Oddity::BytesBehind : Oddity::None; }

 private:
  std::unique_ptr<BrotliDecoderState, BrotliDeleter> state_;
  bool has_begun_ = false;
  bool has_bytes_behind_ = false;
};

struct ZstdDeleter {
  void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
};

class Zstd : public ContentDecoder {
 public:
  Zstd() : stream_(ZSTD_createDStream()) {
    if (!stream_) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, window_log_most);
  }

  Outcome decode(std::string_view bytes, const Sink& sink) override {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    std::array<char, piece_bytes> piece;
    bool is_piece_full = false;  // then more may be ready of what was read before
    while (in.pos < in.size || is_piece_full) {
      if (!begins_frame(bytes.substr(in.pos))) return Outcome::Ok;
      ZSTD_outBuffer out{piece.data(), piece.size(), 0};
      const std::size_t left = ZSTD_decompressStream(stream_.get(), &out, &in);
      if (ZSTD_isError(left)) return Outcome::Malformed;
      is_between_frames_ = left == 0;
      is_piece_full = out.pos == out.size && !is_between_frames_;
      if (out.pos > 0 && !sink({piece.data(), out.pos})) return Outcome::Refused;
    }
    return Outcome::Ok;
  }
  bool is_whole() const override { return is_between_frames_; }
  Oddity oddity() const override { return has_bytes_behind_ ? Oddity::BytesBehind : Oddity::None; }

 private:
  // More would let a small answer take much memory, and no content coding has it (RFC 9659, 3).
  static constexpr int window_log_most = 23;

  // One frame may follow another, of content or to be skipped (RFC 8878, 3.1).
  bool begins_frame(std::string_view bytes) {
    if (!is_between_frames_ || !has_begun_) return has_begun_ = true;
    const auto first = static_cast<unsigned char>(bytes.front());
    has_bytes_behind_ = has_bytes_behind_ || (first != 0x28 && (first & 0xF0) != 0x50);
    return !has_bytes_behind_;
  }

  std::unique_ptr<ZSTD_DStream, ZstdDeleter> stream_;
  bool has_begun_ = false;
  bool is_between_frames_ = true;  // nothing at all is whole
  bool has_bytes_behind_ = false;
};

}  // namespace

std::string_view offered_encodings() { return "gzip, deflate, br"; }

std::unique_ptr<ContentDecoder> make_content_decoder(std::string_view coding) {
  const auto is = [coding](std::string_view name) { return base::equals_ignoring_case(coding, name); };
  if (is("gzip") || is("x-gzip")) return std::make_unique<Inflater>(true);
  if (is("deflate")) return std::make_unique<Inflater>(false);
  if (is("br")) return std::make_unique<Brotli>();
  if (is("zstd")) return std::make_unique<Zstd>();
  return nullptr;
}

}  // namespace concord::http
