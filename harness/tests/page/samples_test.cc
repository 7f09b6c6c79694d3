#include "importing.h"

#include <concord/page/curl_sample.h>
#include <concord/page/page_blocks.h>

namespace samples_test {

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::page;

namespace {

struct Read {
  std::optional<CurlSample> sample;
  std::string findings;
};

Read read(const std::string& text) {
  const Source page("page.md", text);
  Diagnostics findings;
  Read out;
  out.sample = read_curl_sample(page, 0, page.text().size(), findings);
  out.findings = findings_text(findings);
  return out;
}

}  // namespace

TEST_CASE("the body of a curl sample is read") {
  const auto [sample, findings] = read(
      "curl -X PUT 'https://h.test/a?b=1' \\\n  -H 'A: b' \\\r\n  -u id:secret --data '{\"n\": 1.0,\n \"t\": \"a "
      "b\"}'\n");
  REQUIRE(sample);
  CHECK(sample->method == "PUT");
  CHECK(sample->url == "https://h.test/a?b=1");
  REQUIRE(sample->json);
  CHECK(json(*sample->json) == R"({"n":1.0,"t":"a b"})");
  CHECK(findings == "");
}

TEST_CASE("quotes are read as a shell reads them") {
  CHECK(json(*read(R"(curl https://h.test -d "{\"a\": \"b\"}")").sample->json) == R"({"a":"b"})");
  CHECK(json(*read(R"(curl https://h.test -d '{"a": "it'\''s"}')").sample->json) == R"({"a":"it's"})");
  CHECK_FALSE(read("curl https://h.test -d 'a=1&b=2'").sample->json);
  CHECK_FALSE(read("wget https://h.test -d '{}'").sample);
  CHECK_FALSE(read("curl https://h.test -d").sample->json);
  CHECK_FALSE(read("curl 'unclosed").sample->json);
}

TEST_CASE("a body that only looks like JSON is a finding") {
  CHECK(read("curl https://h.test -d '{\"a\": 1,}'").findings ==
        "1:25 apidoc.sample: the body of the curl sample is not JSON: it has a trailing comma [read all the same]\n");
  CHECK(read("curl https://h.test -d \"{'a': 1}\"").findings ==
        "1:25 apidoc.sample: the body of the curl sample is not JSON: it has single quotes [read all the same]\n");
}

TEST_CASE("a URL belongs to a path") {
  CHECK(is_url_of("https://h.test/v1/a", "/v1/a"));
  CHECK(is_url_of("https://h.test/base/v1/a?x=/y", "/v1/a"));
  CHECK(is_url_of("https://h.test/v1/7/a", "/v1/{id}/a"));
  CHECK_FALSE(is_url_of("https://h.test/v1//a", "/v1/{id}/a"));
  CHECK_FALSE(is_url_of("https://h.test/v1/b", "/v1/a"));
  CHECK_FALSE(is_url_of("", "/v1/a"));
}

TEST_CASE("JSON in a page is strict and has places") {
  const Source page("page.md", "x {\"a\": [1,\n 2]} y");
  const auto value = read_json(page, 2, 17);
  REQUIRE(value);
  CHECK(at(*value, "/a/1").span().position().line == 2);
  CHECK_FALSE(read_json(page, 0, page.text().size()));
  const Source loose("page.md", "{'a': 1, b: 2}");
  CHECK_FALSE(read_json(loose, 0, loose.text().size()));
}

}  // namespace samples_test
