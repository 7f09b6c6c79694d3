#include "formats.h"

#include <concord/base/http_date.h>
#include <concord/base/text.h>
#include <concord/schema.h>

#include <array>

namespace concord::generate {

namespace {

using Texts = std::vector<std::string>;

std::string time_of(base::SystemTime now) { return base::format_rfc3339(now).substr(11); }

std::string without_zone(std::string text) {
  text.pop_back();
  return text;
}

Texts date_times(const FormatContext& context) {
  const std::string day = base::format_date(context.now);
  return {base::format_rfc3339(context.now), day + "T12:30:00+02:00", day + "T00:00:00Z"};
}
Texts dates(const FormatContext& context) { return {base::format_date(context.now), "2024-02-29"}; }
Texts times(const FormatContext& context) { return {time_of(context.now), "12:30:00+02:00", "12:30:00Z"}; }
Texts local_date_times(const FormatContext& context) {
  return {without_zone(base::format_rfc3339(context.now)), base::format_date(context.now) + "T00:00:00"};
}
Texts local_times(const FormatContext& context) { return {without_zone(time_of(context.now)), "12:30:00"}; }
Texts http_dates(const FormatContext& context) { return {base::format_http_date(context.now)}; }
Texts uuids(const FormatContext& context) { return {context.random.uuid()}; }
Texts ulids(const FormatContext& context) { return {context.random.ulid(context.now)}; }

using Make = Texts (*)(const FormatContext&);

struct Row {
  std::string_view format;
  Texts good;  // the usual one first, the shortest last
  Texts bad;   // the nearest first
  Make make = nullptr;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {"date-time", {}, {"2026-02-30T12:00:00Z", "2026-03-01 12:00", "2026-03-01", "yesterday"}, date_times},
      {"date", {}, {"2026-02-30", "01.03.2026", "2026-3-1", "yesterday"}, dates},
      {"time", {}, {"24:00:00Z", "12:00:00", "noon"}, times},
      {"duration", {"P3DT4H", "PT30M", "P1Y", "P1D"}, {"3 days", "P", "P1S"}},
      {"email",
       {"anna.berg@example.com", "a.keller+news@mail.example.org", "li@example.net", "a@b.cd"},
       {"anna.berg.example.com", "anna berg@example.com", "@example.com", "anna.berg@"}},
      {"idn-email",
       {"anna.berg@example.com", "j\u00fcrgen@example.com", "a@b.cd"},
       {"anna.berg.example.com", "@example.com"}},
      {"hostname",
       {"api.example.com", "example.org", "xn--bcher-kva.example", "a"},
       {"-api.example.com", "a..b", "a_b"}},
      {"idn-hostname", {"b\u00fccher.example", "example.org", "a"}, {"-api.example.com", "a..b"}},
      {"ipv4", {"192.0.2.1", "198.51.100.23", "1.1.1.1"}, {"192.0.2.256", "192.0.2", "2001:db8::1"}},
      {"ipv6",
       {"2001:db8::1", "2001:db8:0:0:0:0:0:2", "::ffff:192.0.2.1", "::"},
       {"2001:db8::1::2", "192.0.2.1", "1:2"}},
      {"uri",
       {"https://example.com/", "https://example.com/path?query=1#part", "urn:isbn:9780000000000", "a:b"},
       {"example.com/path", "https://exa mple.com/", "/path", "https://[example.com/"}},
      {"uri-reference",
       {"https://example.com/", "/path?query=1", "page.html", "a"},
       {"https://exa mple.com/", "\\path", "%zz"}},
      {"iri",
       {"https://example.com/", "https://b\u00fccher.example/", "a:b"},
       {"example.com/path", "https://exa mple.com/"}},
      {"iri-reference", {"https://example.com/", "/stra\u00dfe", "a"}, {"https://exa mple.com/", "\\path"}},
      {"uri-template", {"https://example.com/{id}", "/items{?page,limit}", "a"}, {"https://example.com/{id", "{}{"}},
      {"uuid", {}, {"123e4567-e89b-12d3-a456-42661417400", "123e4567e89b12d3a456426614174000", "not-a-uuid"}, uuids},
      {"json-pointer", {"/items/0/name", "/a~1b", ""}, {"items/0", "/a~2"}},
      {"relative-json-pointer", {"1/name", "0#", "0"}, {"/name", "01", "-1"}},
      {"regex", {"^[a-z]+$", "\\d{3}", "a"}, {"(", "[a", "a{2,1}"}},
      {"int64", {"1000001", "-1", "0"}, {"1.5", "9223372036854775808", "one"}},
      {"uint64", {"1000001", "0"}, {"-1", "18446744073709551616", "one"}},
      {"decimal", {"12.50", "-3.75", "0"}, {"12,50", "1.", "ten"}},
      {"decimal128", {"12.50", "1e3", "0"}, {"12,50", "1.", "ten"}},
      {"byte", {"c2FtcGxl", "YWI=", ""}, {"c2FtcGx", "not base64!", "YQ"}},
      {"base64url", {"c2FtcGxl", "YWI", ""}, {"c2F$", "not base64!"}},
      {"char", {"a", "\u00e9"}, {"ab", ""}},
      {"date-time-local", {}, {"2026-03-01T12:00:00Z", "2026-02-30T12:00:00", "2026-03-01"}, local_date_times},
      {"time-local", {}, {"24:00:00", "12:00:00Z", "noon"}, local_times},
      {"http-date", {}, {"2026-03-01T12:00:00Z", "Sun, 01 Mar 2026 12:00:00", "yesterday"}, http_dates},
      {"media-range", {"application/json", "text/*;q=0.5", "*/*"}, {"json", "text/", "/json"}},
      {"sf-boolean", {"?1", "?0"}, {"true", "1"}},
      {"sf-string", {"\"sample\"", "\"\""}, {"sample", "\"open"}},
      {"sf-token", {"sample", "*", "a"}, {"1sample", "two words"}},
      {"sf-binary", {":c2FtcGxl:", "::"}, {"c2FtcGxl", ":c2F$:"}},
      {"binary", {"sample", ""}, {}},
      {"password", {"correct-horse-7", "pw"}, {}},
      {"html", {"<p>A short text.</p>", ""}, {}},
      {"commonmark", {"A *short* text.", ""}, {}},
      {"ulid", {}, {"81ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FA", "not-a-ulid"}, ulids},
      {"iso-3166-alpha-3", {"DEU", "FRA"}, {"DE", "deu", "Germany"}},
      {"e164", {"+4930123456", "+12"}, {"030 123456", "4930123456", "+"}},
  };
  return all;
}

const Row* row_of(std::string_view format) {
  for (const Row& row : rows()) {
    if (row.format == format) return &row;
  }
  // Not in any registry, and often written.
  if (format == "url") return row_of("uri");
  if (format == "guid") return row_of("uuid");
  if (format == "datetime") return row_of("date-time");
  if (format == "ip") return row_of("ipv4");
  if (format == "base64") return row_of("byte");
  return nullptr;
}

// Ways to make a text of a format longer. Not all of them suit each format: what comes out is asked.
std::vector<std::string> lengthened(const std::string& text, std::size_t more) {
  const std::size_t at = std::min(text.find('@'), text.size());
  std::string labels;
  while (labels.size() < more) labels += labels.size() % 10 == 9 ? '.' : 'a';
  if (labels.ends_with('.')) labels.back() = 'a';
  std::vector<std::string> out = {text + std::string(more, 'a'), std::string(more, 'a') + text,
                                  std::string(more, '0') + text, text + std::string((more + 3) / 4 * 4, 'A'),
                                  text + '/' + std::string(more, 'a')};
  out.push_back(text.substr(0, at) + (at < text.size() ? "@" : "") + labels + "." +
                text.substr(at < text.size() ? at + 1 : at));
  out.push_back(labels + "." + text);
  out.push_back(text.substr(0, 1) + std::string(more, 'a') + text.substr(std::min<std::size_t>(1, text.size())));
  if (const auto point = text.find_last_of('.'); point != std::string::npos) {
    out.push_back(text.substr(0, point + 1) + std::string(more, '0') + text.substr(point + 1));
  }
  if (text.ends_with('Z')) out.push_back(without_zone(text) + "." + std::string(more, '0') + "Z");
  return out;
}

struct NumberRow {
  std::string_view format, least, most;
};
constexpr auto kNumbers = std::to_array<NumberRow>({
    {"int8", "-128", "127"},
    {"int16", "-32768", "32767"},
    {"int32", "-2147483648", "2147483647"},
    {"int64", "-9223372036854775808", "9223372036854775807"},
    {"uint8", "0", "255"},
    {"uint16", "0", "65535"},
    {"uint32", "0", "4294967295"},
    {"uint64", "0", "18446744073709551615"},
    {"double-int", "-9007199254740991", "9007199254740991"},
    {"sf-integer", "-999999999999999", "999999999999999"},
    {"sf-decimal", "-999999999999", "999999999999"},
});

}  // namespace

std::vector<std::string> texts_of_format(std::string_view format, const FormatContext& context) {
  const Row* row = row_of(format);
  if (!row) return {};
  return row->make ? row->make(context) : row->good;
}

std::string long_text_of_format(std::string_view format, std::size_t length, const FormatContext& context) {
  constexpr std::size_t kMost = 100'000;
  if (length > kMost) return "";
  for (const std::string& text : texts_of_format(format, context)) {
    const std::size_t size = base::count_code_points(text);
    if (size >= length) return text;
    for (std::string& one : lengthened(text, length - size)) {
      if (base::count_code_points(one) >= length && schema::conforms_to_format(format, one)) return std::move(one);
    }
  }
  return "";
}

std::vector<std::string> texts_against_format(std::string_view format) {
  const Row* row = row_of(format);
  return row ? row->bad : Texts{"?", ""};
}

bool is_fresh_format(std::string_view format) {
  const Row* row = row_of(format);
  return row && row->make;
}

NumberRange range_of_format(std::string_view format) {
  for (const NumberRow& row : kNumbers) {
    if (row.format != format) continue;
    const auto number = [](std::string_view text) { return std::move(*document::parse_answer_json(text).root); };
    return {number(row.least), number(row.most)};
  }
  return {};
}

}  // namespace concord::generate
