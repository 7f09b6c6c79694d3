#include <concord/base/media_type.h>
#include <concord/base/media_type_meant.h>
#include <concord/base/text.h>

#include <support/catch.h>

using namespace concord::base;

namespace {

std::string dump(std::string_view text) {
  const auto type = parse_media_type(text);
  if (!type) return "none";
  std::string dumped = type->essence();
  for (const auto& [name, value] : type->parameters) dumped += " " + name + "=<" + value + ">";
  return dumped;
}

}  // namespace

TEST_CASE("media types are read as RFC 9110 writes them") {
  const std::pair<const char*, const char*> table[] = {
      {"application/json", "application/json"},
      {"Application/Problem+JSON", "application/problem+json"},
      {" text/html ", "text/html"},
      {"text/html;charset=UTF-8", "text/html charset=<UTF-8>"},
      {"text/html ; Charset=\"utf-8\" ; q=1", "text/html charset=<utf-8> q=<1>"},
      {"text/html;", "text/html"},
      {"text/html;;a=b;", "text/html a=<b>"},
      {"multipart/form-data; boundary=\"a \\\"b\\\\; c\"", "multipart/form-data boundary=<a \"b\\; c>"},
      {"a/b; x=\"\"", "a/b x=<>"},
      {"", "none"},
      {"json", "none"},
      {"/json", "none"},
      {"application/", "none"},
      {"application/json charset=utf-8", "none"},
      {"application/json; charset", "none"},
      {"application/json; charset=", "none"},
      {"application/json; charset = utf-8", "none"},
      {"application/json, text/html", "none"},
      {"a/b; x=\"open", "none"},
      {"a/b; x=\"open\\", "none"},
      {"a/b; x=\"line\nfeed\"", "none"},
      {"a b/c", "none"},
  };
  for (const auto& [text, expected] : table) {
    CAPTURE(text);
    CHECK(dump(text) == expected);
  }
}

TEST_CASE("JSON media types are known by name and suffix") {
  const auto is_json = [](const char* text) { return parse_media_type(text)->is_json(); };
  CHECK(is_json("application/json"));
  CHECK(is_json("TEXT/JSON; charset=utf-8"));
  CHECK(is_json("application/vnd.api+json"));
  CHECK_FALSE(is_json("application/jsonp"));
  CHECK_FALSE(is_json("application/+json"));
  CHECK_FALSE(is_json("text/plain"));
  CHECK_FALSE(is_json("image/json"));
}

TEST_CASE("what documents say is read as far as it can be") {
  const auto essence = [](const char* text) { return documented_media_type(text).essence(); };
  CHECK(essence("Application/JSON; charset") == "application/json");
  CHECK(essence(" text/xml ;a=b") == "text/xml");
  CHECK(essence("application/*") == "application/*");
  CHECK(essence("json") == "json");
  CHECK(documented_media_type("a/b; c=d").parameters.size() == 1);
  CHECK(documented_media_type("application/soap+xml").is_xml());
  CHECK(documented_media_type("text/xml; charset").is_xml());
  CHECK_FALSE(documented_media_type("text/xml-dtd").is_xml());
}

TEST_CASE("what is no media type is read as the ones that were meant, or as none") {
  const std::pair<const char*, const char*> table[] = {
      {"application/json", "application/json"},
      {"application/vnd.a+json; v=1", "application/vnd.a+json; v=1"},
      {"json", "application/json"},
      {"Application.JSON", "application/json"},
      {"application\\json", "application/json"},
      {"multipart form-data", "multipart/form-data"},
      {"application/json, text/plain", "application/json | text/plain"},
      {"application/json,text/csv,json", "application/json | text/csv"},
      {"application/json; utf-8", "application/json"},
      {"text/html;charset:utf-8, csv", "text/html | text/csv"},
      {"", ""},
      {"code", ""},
      {"application/", ""},
      {"application/json, whatever", ""},
  };
  for (const auto& [text, meant] : table) CHECK(join(media_types_meant(text), " | ") == meant);
}
