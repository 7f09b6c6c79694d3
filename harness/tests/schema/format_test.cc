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
      {"no-such-format", "\"x\"", true},
  };
  for (const Row& row : rows) {
    INFO(row.format << " " << row.value);
    CHECK(schema::conforms_to_format(row.format, json(row.value)) == row.conforms);
  }
}

TEST_CASE("every known format speaks about strings or numbers and ignores the rest") {
  const auto names = schema::known_formats();
  CHECK(names.size() >= 24);
  for (const std::string& name : names) {
    INFO(name);
    CHECK(schema::is_known_format(name));
    for (const char* value : {"null", "true", "[]", "{}"}) CHECK(schema::conforms_to_format(name, json(value)));
    CHECK((!schema::conforms_to_format(name, json(R"("\u0000 no %(")")) ||
           !schema::conforms_to_format(name, json("1e999"))));
  }
  CHECK(!schema::is_known_format("binary"));
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
