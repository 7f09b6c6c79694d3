#include "framing.h"

#include <concord/base/text.h>

#include <algorithm>
#include <charconv>

namespace concord::http {
namespace {

// The elements of a field that is a list, of all its lines.
std::vector<std::string_view> elements(const Headers& headers, std::string_view name) {
  std::vector<std::string_view> all;
  for (std::string_view rest : header_values(headers, name)) {
    for (;;) {
      const std::size_t comma = rest.find(',');
      all.push_back(base::trim(rest.substr(0, comma)));
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return all;
}

std::string shown_plainly(std::string_view text) { return base::ellipsize(base::escape_line(text), 80); }

std::string joined(const std::vector<std::string_view>& all) {
  std::vector<std::string> texts(all.begin(), all.end());
  return shown_plainly(base::join(texts, ", "));
}

struct Length {
  std::optional<std::uint64_t> bytes;
  std::string malformed;  // what is wrong with it
  bool is_too_long = false;
};

// 1*DIGIT, without a sign or anything else.
Length read_number(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) {
    return {{}, "Content-Length \"" + shown_plainly(text) + "\" is no number of bytes", false};
  }
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return {{}, "", true};
  return {number, "", false};
}

// The same number several times is that number.
Length read_length(const std::vector<std::string_view>& values) {
  Length first;
  for (std::size_t i = 0; i < values.size(); ++i) {
    Length next = read_number(values[i]);
    if (!next.malformed.empty()) return next;
    if (i == 0) first = std::move(next);
    else if (next.bytes != first.bytes)
      return {{}, "Content-Length says both " + shown_plainly(values[0]) + " and " + shown_plainly(values[i]), false};
  }
  return first;
}

void note_bodiless(const Response& head, const std::vector<std::string_view>& codings, const Length& length,
                   Framing& framing) {
  framing.body = Framing::Body::None;
  const bool has_length = length.is_too_long || length.bytes.value_or(0) > 0;
  const std::string said = "Content-Length: " + joined(elements(head.headers, "Content-Length"));
  if (!length.malformed.empty()) framing.faults.push_back({FramingFaultKind::MalformedLength, said});
  if (head.status != 204) return;
  if (!codings.empty())
    framing.faults.push_back({FramingFaultKind::BodyWhereNone, "Transfer-Encoding: " + joined(codings)});
  else if (has_length) framing.faults.push_back({FramingFaultKind::BodyWhereNone, said});
}

bool is(std::string_view coding, std::string_view name) { return base::equals_ignoring_case(coding, name); }

// No request of ours asks for a transfer coding but chunked, which every server may use.
void note_transfer_codings(const std::vector<std::string_view>& codings, Framing& framing) {
  const auto count = [&](std::string_view name) {
    return std::count_if(codings.begin(), codings.end(), [&](std::string_view one) { return is(one, name); });
  };
  const auto chunked = count("chunked"), identity = count("identity");
  if (chunked + identity != static_cast<std::ptrdiff_t>(codings.size())) {
    framing.unreadable = "Transfer-Encoding \"" + joined(codings) + "\" was not asked for and cannot be read";
  }
  if (chunked > 1) framing.faults.push_back({FramingFaultKind::ChunkedTwice, "Transfer-Encoding: " + joined(codings)});
  if (identity > 0)
    framing.faults.push_back({FramingFaultKind::UnknownCoding, "Transfer-Encoding: " + joined(codings)});
  if (chunked > 0) framing.body = Framing::Body::Chunked;
}

}  // namespace

Framing framing_of(const Response& head, std::string_view method) {
  Framing framing;
  const auto codings = elements(head.headers, "Transfer-Encoding");
  const auto lengths = elements(head.headers, "Content-Length");
  const Length length = read_length(lengths);
  if (method == "HEAD" || head.status == 204 || head.status == 304) {
    note_bodiless(head, codings, length, framing);
    return framing;
  }
  note_transfer_codings(codings, framing);
  if (!codings.empty() && head.http_version == "1.0") {
    framing.faults.push_back({FramingFaultKind::ChunksInHttp10, "Transfer-Encoding: " + joined(codings)});
  }
  if (!codings.empty() && !lengths.empty()) {
    framing.faults.push_back({FramingFaultKind::LengthBesideChunks, "Content-Length: " + joined(lengths)});
  }
  if (framing.body == Framing::Body::Chunked || lengths.empty()) return framing;
  framing.body = Framing::Body::Counted;
  framing.length = length.bytes;
  framing.is_too_long = length.is_too_long;
  if (framing.unreadable.empty()) framing.unreadable = length.malformed;
  return framing;
}

}  // namespace concord::http
