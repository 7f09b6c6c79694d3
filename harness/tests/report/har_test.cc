#include "sample_runs.h"
#include "written.h"

#include <concord/document.h>
#include <concord/document/pointer.h>
#include <concord/report.h>
#include <support/catch.h>

#include <cmath>

using namespace concord;
using document::Node;

namespace {

std::string har_text(const result::CaseResult& one) {
  std::ostringstream text;
  report::write_case_har(one, "0.1.0", text);
  return text.str();
}

Node har_of(const result::CaseResult& one) {
  auto parsed = document::parse_answer_json(har_text(one));
  REQUIRE(parsed.root);
  REQUIRE(parsed.faults.empty());
  return *parsed.root;
}

const Node& at(const Node& root, std::string_view pointer) {
  const Node* found = document::resolve(root, *document::Pointer::parse(pointer));
  INFO(pointer);
  REQUIRE(found);
  return *found;
}

}  // namespace

TEST_CASE("an exchange has all that HAR asks for") {
  const Node har = har_of(sample::ordinary_run().cases[1]);
  CHECK(at(har, "/log/version").as_string() == "1.2");
  CHECK(at(har, "/log/entries").size() == 1);
  const Node& entry = at(har, "/log/entries/0");
  CHECK(at(entry, "/startedDateTime").as_string() == "2026-03-01T10:00:00.120Z");
  for (const char* list :
       {"/request/cookies", "/request/headers", "/request/queryString", "/response/cookies", "/response/headers"}) {
    CHECK(at(entry, list).is_array());
  }
  CHECK(at(entry, "/cache").is_object());
  CHECK(at(entry, "/request/postData/mimeType").as_string() == "application/json");
  CHECK(at(entry, "/response/content/size").to_int64() == 126);
  CHECK(at(entry, "/serverIPAddress").as_string() == "198.51.100.7");
}

TEST_CASE("the time is the sum of the timings, with TLS inside connect") {
  const Node har = har_of(sample::ordinary_run().cases[1]);
  const Node& timings = at(har, "/log/entries/0/timings");
  double sum = 0;
  for (const auto& member : timings.members()) {
    if (member.key != "ssl" && member.value.to_double() >= 0) sum += member.value.to_double();
  }
  CHECK(std::llround(sum * 10) == 3912);
  CHECK(std::llround(at(har, "/log/entries/0/time").to_double() * 10) == 3912);
  CHECK(std::llround(at(timings, "/connect").to_double() * 10) == 398);
  CHECK(std::llround(at(timings, "/ssl").to_double() * 10) == 276);
  CHECK(at(timings, "/blocked").to_int64() == -1);
}

TEST_CASE("a query is taken apart, a body that is no text is base64, a missing answer has status 0") {
  auto one = sample::ordinary_run().cases[3];
  one.steps[0].exchange->url = "https://a.test/x?a=1%202&b&&c=d=e#f=g";
  one.steps[0].exchange->response_body = result::make_body("\xff\xff");
  const Node har = har_of(one);
  const Node& entry = at(har, "/log/entries/0");
  CHECK(document::write_json(at(entry, "/request/queryString")) ==
        R"([{"name":"a","value":"1 2"},{"name":"b","value":""},{"name":"c","value":"d=e"}])");
  CHECK(at(entry, "/response/content/encoding").as_string() == "base64");
  CHECK(at(entry, "/response/status").to_int64() == 0);
}
