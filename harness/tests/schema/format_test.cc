// What the official suite does not try; see suite_test.cc for the rest.
#include "fixture.h"

using namespace fixture;

namespace {

struct Row {
  std::string_view format;
  std::string_view value;  // JSON
  bool conforms;
};

}  // namespace

TEST_CASE("formats") {
  const std::vector<Row> rows = {
      {"int32", "2147483647", true},
      {"int32", "2147483648", false},
      {"int32", "-2147483648", true},
      {"int32", "1.5", false},
      {"int32", "1.0", true},
      {"int32", "\"x\"", true},
      {"int64", "9223372036854775807", true},
      {"int64", "9223372036854775808", false},
      {"float", "3.4e38", true},
      {"float", "3.5e38", false},
      {"double", "1e308", true},
      {"double", "1e400", false},
      {"byte", "\"YQ==\"", true},
      {"byte", "\"YQ=\"", false},
      {"byte", "\"YR==\"", true},
      {"byte", "\"Y===\"", false},
      {"byte", "\"a+/-_b==\"", true},
      {"byte", "\"a.b=\"", false},
      {"byte", "\"\"", true},
      {"ulid", "\"01ARZ3NDEKTSV4RRFFQ69G5FAV\"", true},
      {"ulid", "\"81ARZ3NDEKTSV4RRFFQ69G5FAV\"", false},
      {"ulid", "\"01ARZ3NDEKTSV4RRFFQ69G5FAU\"", false},
      {"ulid", "\"01ARZ3\"", false},
      {"iso-3166-alpha-3", "\"AUS\"", true},
      {"iso-3166-alpha-3", "\"aus\"", false},
      {"iso-3166-alpha-3", "\"AU\"", false},
      {"e164", "\"+61412345678\"", true},
      {"e164", "\"0412345678\"", false},
      {"e164", "\"+0612345678\"", false},
      {"e164", "\"+6141234567812345\"", false},
      {"uuid", "\"2eb8aa08-aa98-11ea-b4aa-73b441d16380\"", true},
      {"uuid", "\"2eb8aa08aa9811eab4aa73b441d16380\"", false},
      {"date-time", "\"2024-02-29T23:59:60Z\"", true},
      {"date-time", "\"2024-02-29T23:58:60Z\"", false},
      {"date-time", "\"2024-02-29T12:00:00+00:00\"", true},
      {"date-time", "\"2024-02-29T12:00:00+0000\"", false},
      {"email", "\"a@b\"", true},
      {"email", "\"a b@c.d\"", false},
      {"uri", "\"https://example.org/a?b#c\"", true},
      {"uri", "\"/a\"", false},
      {"uri", "\"https://example.org/ä\"", false},
      {"iri", "\"https://example.org/ä\"", true},
      {"int8", "-128", true},
      {"int8", "128", false},
      {"int16", "32767", true},
      {"int16", "-32769", false},
      {"uint8", "255", true},
      {"uint8", "-1", false},
      {"uint8", "256", false},
      {"uint16", "65535", true},
      {"uint16", "65536", false},
      {"uint32", "4294967295", true},
      {"uint32", "4294967296", false},
      {"uint64", "18446744073709551615", true},
      {"uint64", "18446744073709551616", false},
      {"uint64", "9223372036854775808.5", false},
      {"uint64", "-1", false},
      {"uint64", "\"18446744073709551615\"", true},
      {"uint64", "\"18446744073709551616\"", false},
      {"uint64", "\"-1\"", false},
      {"int64", "\"-9223372036854775808\"", true},
      {"int64", "\"9223372036854775808\"", false},
      {"int64", "\"12x\"", false},
      {"double-int", "9007199254740991", true},
      {"double-int", "9007199254740992", false},
      {"decimal", "\"-12.50\"", true},
      {"decimal", "\"12.\"", false},
      {"decimal", "\"1e3\"", false},
      {"decimal", "12.5", true},
      {"decimal128", "\"1234567890123456789012345678901234\"", true},
      {"decimal128", "\"12345678901234567890123456789012345\"", false},
      {"decimal128", "\"0.1234567890123456789012345678901234000\"", true},
      {"decimal128", "\"9E6144\"", true},
      {"decimal128", "\"1e6145\"", false},
      {"decimal128", "\"1e-6176\"", true},
      {"decimal128", "\"1e-6177\"", false},
      {"decimal128", "\"-INF\"", true},
      {"decimal128", "\"inf\"", false},
      {"decimal128", "\"1e\"", false},
      {"decimal128", "0.12345678901234567890123456789012345", false},
      {"base64url", "\"a-_b\"", true},
      {"base64url", "\"YQ==\"", true},
      {"base64url", "\"a+/b\"", false},
      {"base64url", "\"a\"", false},
      {"char", "\"\U0001F432\"", true},
      {"char", "\"\"", false},
      {"char", "\"ab\"", false},
      {"date-time-local", "\"2024-02-29T12:00:00.5\"", true},
      {"date-time-local", "\"2024-02-29T12:00:00Z\"", false},
      {"date-time-local", "\"2023-02-29T12:00:00\"", false},
      {"time-local", "\"23:59:60\"", true},
      {"time-local", "\"24:00:00\"", false},
      {"http-date", "\"Thu, 29 Feb 2024 12:00:00 GMT\"", true},
      {"http-date", "\"Thursday, 29-Feb-24 12:00:00 GMT\"", true},
      {"http-date", "\"Thu Feb  9 12:00:00 2024\"", true},
      {"http-date", "\"Thu, 29 Feb 2024 12:00:00 UTC\"", false},
      {"http-date", "\"2024-02-29\"", false},
      {"media-range", "\"*/*\"", true},
      {"media-range", "\"text/html; charset=\\\"u\\\";q=0.5\"", true},
      {"media-range", "\"text\"", false},
      {"media-range", "\"text/html; charset\"", false},
      {"sf-integer", "-999999999999999", true},
      {"sf-integer", "1000000000000000", false},
      {"sf-decimal", "-123456789012.125", true},
      {"sf-decimal", "0.1234", false},
      {"sf-boolean", "\"?1\"", true},
      {"sf-boolean", "\"true\"", false},
      {"sf-string", R"("\"a\\\\b\"")", true},
      {"sf-string", R"("\"a")", false},
      {"sf-string", R"("\"a\\n\"")", false},
      {"sf-token", "\"*a/b:c\"", true},
      {"sf-token", "\"1a\"", false},
      {"sf-binary", "\":YQ==:\"", true},
      {"sf-binary", "\"YQ==\"", false},
      {"password", "\"\"", true},
      {"binary", "\"\\u0000\"", true},
      {"date", "\"1900-02-29\"", false},
      {"date", "\"2000-02-29\"", true},
      {"date", "\"2024-04-31\"", false},
      {"date", "\"2024-00-10\"", false},
      {"date", "\"2024-01-00\"", false},
      {"date", "\"2024-1a-01\"", false},
      {"time", "\"12:00:00\"", false},
      {"time", "\"12:00:00.Z\"", false},
      {"time", "\"00:59:60+01:00\"", true},
      {"uri", "\"https://u:p@[::1]:8080/a%20b?c=/?#d?\"", true},
      {"uri", "\"https://a:b\"", false},
      {"uri", "\"https://a%2\"", false},
      {"uri", "\"https://a/b#c#d\"", false},
      {"uri", "\"urn:a:b\"", true},
      {"uri", "\"a:\"", true},
      {"uri", "\":a\"", false},
      {"uri-reference", "\"a:b\"", true},
      {"uri-reference", "\"1:b\"", false},
      {"uri-reference", "\"./1:b\"", true},
      {"uri-reference", "\"//a:b@c/d\"", true},
      {"uri-reference", "\"?a:b#\"", true},
      {"uri-reference", "\"\"", true},
      {"hostname", "\"a-b.example\"", true},
      {"hostname", "\"a-.example\"", false},
      {"hostname", "\"a..b\"", false},
      {"hostname", "\"a.\"", false},
      {"no-such-format", "\"x\"", true},
  };
  for (const Row& row : rows) {
    INFO(row.format << " " << row.value);
    CHECK(schema::conforms_to_format(row.format, json(row.value)) == row.conforms);
  }
}

TEST_CASE("every known format speaks about strings or numbers and ignores the rest") {
  const auto names = schema::known_formats();
  CHECK(names.size() >= 46);
  for (const std::string& name : names) {
    INFO(name);
    CHECK(schema::is_known_format(name));
    for (const char* value : {"null", "true", "[]", "{}"}) CHECK(schema::conforms_to_format(name, json(value)));
    CHECK((!schema::conforms_to_format(name, json(R"("\u0000 no %(")")) ||
           !schema::conforms_to_format(name, json("1e999"))));
  }
  for (const char* name : {"binary", "password", "html", "commonmark"}) CHECK(schema::is_known_format(name));
  CHECK(!schema::is_known_format("url"));
}

TEST_CASE("formats are asserted by default, and annotations on request") {
  CHECK(!compiled(R"({"format":"ipv4"})").accepts(json(R"("x")")));
  schema::Options options;
  options.assert_formats = false;
  CHECK(compiled(R"({"format":"ipv4"})", options).accepts(json(R"("x")")));
}

TEST_CASE("content is asserted on request") {
  const std::string_view text = R"({"contentEncoding":"base64","contentMediaType":"application/json"})";
  CHECK(compiled(text).accepts(json(R"("%")")));
  schema::Options options;
  options.assert_content = true;
  CHECK(words(compiled(text, options), R"("e30=")") == Words{});
  CHECK(words(compiled(text, options), R"("e30")") ==
        Words{R"(: "e30" is not base64)", R"(: "e30" is not JSON in base64)"});
}

TEST_CASE("a UUID has a hexadecimal digit or a hyphen in each place") {
  const std::string good = "2eB8aa08-Aa98-11ea-b4aa-73b441d16F80";
  REQUIRE(schema::conforms_to_format("uuid", document::Node(good)));
  for (std::size_t place = 0; place < good.size(); ++place) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text = good;
      text[place] = static_cast<char>(byte);
      const bool wanted = good[place] == '-' ? byte == '-' : byte < 0x80 && std::isxdigit(byte) != 0;
      if (schema::conforms_to_format("uuid", document::Node(text)) != wanted) FAIL_CHECK(place << " " << byte);
    }
  }
}
