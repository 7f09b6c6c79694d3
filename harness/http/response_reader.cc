#include "response_reader.h"

#include <concord/base/http_grammar.h>
#include <concord/base/text.h>

#include <algorithm>
#include <charconv>

namespace concord::http {
namespace {

using base::is_token;

std::string_view without_line_ending(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string quoted_line(std::string_view text) { return "\"" + base::ellipsize(base::escape_line(text), 80) + "\""; }

std::string shown_word(std::string_view text) { return base::ellipsize(base::escape_line(text), 20); }

// As many as libcurl undoes.
constexpr std::size_t max_codings = 5;
// Compression may add a little to what the decoded body may have.
constexpr std::uint64_t wire_overhead_bytes = 64u << 10;

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// 101 changes the protocol, so no other response follows it.
bool is_interim(int status) { return status >= 100 && status < 200 && status != 101; }

}  // namespace

bool ResponseReader::fail(ErrorKind kind, std::string message) {
  if (!fault_) fault_ = Fault{kind, std::move(message)};
  return false;
}

bool ResponseReader::add_header_line(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > max_header_bytes_) {
    return fail(ErrorKind::TooLarge,
                "the response headers are larger than " + std::to_string(max_header_bytes_) + " bytes");
  }
  if (has_headers_) return true;
  line = without_line_ending(line);
  if (line.empty()) return end_headers();
  if (line.starts_with("HTTP/")) return add_status_line(line);
  return add_field(line);
}

// HTTP-version SP status-code [ SP reason-phrase ]
bool ResponseReader::add_status_line(std::string_view line) {
  const std::string_view version = line.substr(5, line.find(' ') - 5);
  const std::string_view rest = base::trim(line.substr(std::min(line.size(), 5 + version.size())));
  const std::string_view status = rest.substr(0, rest.find(' '));
  int code = 0;
  if (version.empty() || status.size() != 3 || !read_number(status, code) || code < 100) {
    return fail(ErrorKind::Protocol, "malformed status line " + quoted_line(line));
  }
  if (!is_http2_ && version != "1.1" && version != "1.0") {
    return fail(ErrorKind::Protocol,
                "the status line says " + shown_word(line.substr(0, line.find(' '))) + " on a connection of HTTP/1.1");
  }
  response_ = Response{};
  response_.headers.reserve(12);
  response_.http_version = version;
  response_.status = code;
  response_.reason = base::trim(rest.substr(status.size()));
  return true;
}

bool ResponseReader::add_field(std::string_view line) {
  const bool continues = line.front() == ' ' || line.front() == '\t';  // obs-fold
  if (continues && !response_.headers.empty()) {
    response_.headers.back().value.append(" ").append(base::trim(line));
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    return fail(ErrorKind::Protocol, "malformed response header " + quoted_line(line));
  }
  response_.headers.push_back({std::string(line.substr(0, colon)), std::string(base::trim(line.substr(colon + 1)))});
  return true;
}

bool ResponseReader::end_headers() {
  has_headers_ = response_.status != 0 && !is_interim(response_.status);
  if (has_headers_) return begin_body();
  response_ = Response{};
  return true;
}

bool ResponseReader::begin_body() {
  if (!is_http2_) {
    framing_ = framing_of(response_, method_);
    response_.framing_faults = framing_.faults;
    is_head_faulty_ = !framing_.unreadable.empty();
    if (is_head_faulty_) return fail(ErrorKind::Protocol, framing_.unreadable);
    if (framing_.is_too_long) return refuse_body();
  }
  return !decodes_ || begin_decoding();
}

// The codings stand in the order in which they were applied.
bool ResponseReader::begin_decoding() {
  for (const std::string_view value : header_values(response_.headers, "Content-Encoding")) {
    for (std::string_view one : base::split(value, ',')) {
      one = base::trim(one);
      if (one.empty() || base::equals_ignoring_case(one, "identity")) continue;
      auto decoder = make_content_decoder(one);
      // Not before there is something to decode: an answer without a body may say anything.
      decoders_.insert(decoders_.begin(), std::move(decoder));
    }
  }
  return true;
}

std::string ResponseReader::coding() const {
  std::vector<std::string> all;
  for (const std::string_view value : header_values(response_.headers, "Content-Encoding")) all.emplace_back(value);
  return "Content-Encoding " + quoted_line(base::join(all, ", "));
}

bool ResponseReader::add_body(std::string_view bytes) {
  if (framing_.body != Framing::Body::Chunked) return add_content(bytes);
  while (!bytes.empty()) {
    const std::string_view piece = chunks_.take(bytes);
    if (!piece.empty() && !add_content(piece)) return false;
  }
  if (chunks_.is_malformed()) return fail(ErrorKind::Protocol, "malformed chunk in the response body");
  if (!chunks_.is_too_long()) return true;
  return fail(ErrorKind::TooLarge, "extensions or trailers of the chunked response body are larger than " +
                                       std::to_string(ChunkReader::max_line_bytes) + " bytes");
}

bool ResponseReader::add_content(std::string_view bytes) {
  response_.wire_bytes += bytes.size();
  if (decoders_.empty()) return keep(bytes);
  if (response_.wire_bytes > max_body_bytes_ + wire_overhead_bytes) return refuse_body();
  return decode(0, bytes);
}

bool ResponseReader::decode(std::size_t from, std::string_view bytes) {
  if (from == decoders_.size()) return keep(bytes);
  const auto further = [this, from](std::string_view decoded) { return decode(from + 1, decoded); };
  const bool can_decode = decoders_.size() <= max_codings && decoders_[from];
  const auto outcome = can_decode ? decoders_[from]->decode(bytes, further) : ContentDecoder::Outcome::Malformed;
  if (outcome != ContentDecoder::Outcome::Malformed) return outcome == ContentDecoder::Outcome::Ok;
  return fail(ErrorKind::Protocol, "the response body cannot be decoded as its " + coding() + " says");
}

bool ResponseReader::keep(std::string_view bytes) {
  const std::uint64_t room = max_body_bytes_ - response_.body.size();
  response_.body.append(bytes.substr(0, room));
  return bytes.size() <= room || refuse_body();
}

bool ResponseReader::is_whole() const {
  if (!ends_by_itself()) return false;
  switch (framing_.body) {
    case Framing::Body::None: return true;
    case Framing::Body::Counted: return framing_.length == response_.wire_bytes;
    case Framing::Body::Chunked: return chunks_.has_ended();
    case Framing::Body::UntilClose: break;
  }
  return false;
}

void ResponseReader::end_body() {
  if (fault_) return;
  if (framing_.body == Framing::Body::Chunked && !chunks_.has_ended()) {
    fail(ErrorKind::Protocol, "the chunked response body ends before its last chunk");
    return;
  }
  const auto is_cut = [](const auto& decoder) { return decoder && !decoder->is_whole(); };
  if (std::any_of(decoders_.begin(), decoders_.end(), is_cut)) {
    fail(ErrorKind::Protocol, "the response body ends before its " + coding() + " does");
  }
}

void ResponseReader::note_oddities() {
  const auto note = [this](FramingFaultKind kind, std::string text) {
    response_.framing_faults.push_back({kind, std::move(text)});
  };
  if (chunks_.has_bare_line_feed()) note(FramingFaultKind::LineFeedAlone, "");
  const auto is_odd = [this](ContentDecoder::Oddity oddity) {
    return std::any_of(decoders_.begin(), decoders_.end(),
                       [&](const auto& one) { return one && one->oddity() == oddity; });
  };
  if (is_odd(ContentDecoder::Oddity::RawDeflate)) note(FramingFaultKind::DeflateWithoutZlib, coding());
  const bool has_bytes_behind = has_bytes_behind_ || chunks_.has_bytes_behind();
  if (has_bytes_behind && ends_by_itself()) note(FramingFaultKind::BytesBehindBody, "");
  if (is_odd(ContentDecoder::Oddity::BytesBehind)) note(FramingFaultKind::BytesBehindCoding, coding());
}

Response ResponseReader::take() {
  note_oddities();
  return std::move(response_);
}

bool ResponseReader::refuse_body() {
  return fail(ErrorKind::TooLarge, "the response body is larger than " + std::to_string(max_body_bytes_) + " bytes");
}

}  // namespace concord::http
