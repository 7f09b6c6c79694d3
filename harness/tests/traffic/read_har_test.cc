// HAR as tools write it, and as nobody should.
#include "read_har.h"

#include <support/catch.h>

#include <sstream>

using namespace concord;
using namespace concord::traffic;

namespace {

class Taken : public Listener {
 public:
  void take(Recorded&& recorded) override { all.push_back(std::move(recorded)); }
  bool wants_more() const override { return all.size() < most; }
  std::vector<Recorded> all;
  std::size_t most = 1000;
};

struct Read {
  explicit Read(const std::string& text, std::size_t most = 1000) {
    taken.most = most;
    std::istringstream in(text);
    problems = read_har(in, "a.har", taken);
  }
  const Recorded& only() const {
    REQUIRE(taken.all.size() == 1);
    return taken.all.front();
  }
  std::string problem() const { return problems.empty() ? "" : problems.front().message; }
  Taken taken;
  base::Diagnostics problems;
};

std::string entry(const std::string& response, const std::string& more_of_request = "") {
  return R"({"log": {"entries": [{"startedDateTime": "2026-11-12T10:00:00.500+01:00", "time": 30,
             "request": {"method": "POST", "url": "https://a.test/b")" +
         more_of_request + R"(}, "response": )" + response + "}]}}";
}

}  // namespace

TEST_CASE("an entry is an exchange") {
  const Read read(entry(
      R"({"status": 201, "statusText": "Created", "httpVersion": "h2", "headers": [{"name": ":status", "value": "201"},
          {"name": "Content-Type", "value": "text/plain"}, {"name": "Content-Encoding", "value": "gzip"}],
          "content": {"size": 2, "text": "hi"}})",
      R"(, "headers": [{"name": ":method", "value": "POST"}, {"name": "A", "value": "1"}],
          "postData": {"mimeType": "text/plain", "text": "what"})"));
  CHECK(read.problem().empty());
  const http::Exchange& exchange = read.only().exchange;
  CHECK(exchange.request.method == "POST");
  REQUIRE(exchange.request.headers.size() == 2);  // no header says the type of the body
  CHECK(exchange.request.headers.back().value == "text/plain");
  CHECK(exchange.request.body == "what");
  CHECK(exchange.response->status == 201);
  CHECK(exchange.response->http_version == "2");
  CHECK(exchange.response->body == "hi");
  REQUIRE(exchange.response->headers.size() == 1);  // the body is decoded, and pseudo fields are no headers
  CHECK(exchange.response->headers.front().name == "Content-Type");
  CHECK(base::format_rfc3339(exchange.started_at) == "2026-11-12T09:00:00.500Z");
  CHECK(exchange.timing.total == http::Microseconds(30'000));
  CHECK(read.only().place == "a.har, entry 1");
}

TEST_CASE("bodies that are not there are said to lack") {
  const auto lacks = [](const std::string& content) {
    return Read(entry(R"({"status": 200, "headers": [], "content": )" + content + "}")).only().response_lacks;
  };
  CHECK(lacks(R"({"size": 2, "text": "hi"})") == Lack::None);
  CHECK(lacks(R"({"size": 0})") == Lack::None);
  CHECK(lacks(R"({"size": 2})") == Lack::Missing);
  CHECK(lacks(R"({"size": -1})") == Lack::Missing);
  CHECK(lacks("{}") == Lack::Missing);
  CHECK(lacks(R"({"size": 9, "_file": "x.bin"})") == Lack::Missing);
  CHECK(lacks(R"({"size": 9, "text": "!!", "encoding": "base64"})") == Lack::Missing);
  CHECK(lacks(R"({"size": 9, "text": "hi", "comment": "Response bodies truncated"})") == Lack::Cut);
  const auto form = Read(entry(R"({"status": 200, "content": {"size": 0}})",
                               R"(, "postData": {"mimeType": "application/x-www-form-urlencoded", "text": "",
                                   "params": [{"name": "a b", "value": "1&2"}, {"name": "c", "value": ""}]})"));
  CHECK(form.only().exchange.request.body == "a%20b=1%262&c=");
  const auto parts = Read(entry(R"({"status": 200, "content": {"size": 0}})",
                                R"(, "postData": {"mimeType": "multipart/form-data", "params": [{"name": "a"}]})"));
  CHECK(parts.only().request_lacks == Lack::Missing);
}

TEST_CASE("what broke off has no answer") {
  for (const char* status : {"0", "-1", "1e9", "\"200\""}) {
    const Read read(entry(std::string(R"({"status": )") + status + "}"));
    CHECK_FALSE(read.only().exchange.response);
  }
}

TEST_CASE("what is no HAR is refused, and what was read before stands") {
  CHECK(Read("").problem() == "a.har: it is no JSON: it ends in the middle, at byte 1");
  CHECK(Read(R"({"log": {"entries": ["ht)").problem() == "a.har: it is no JSON: it ends in the middle, at byte 25");
  CHECK(Read(R"({"log": tru})").problem() == "a.har: it is no JSON from byte 12 on, the end of \"log\": tru}");
  CHECK(Read("{}").problem() == "a.har: it has no log.entries, so it is no HAR");
  CHECK(Read(R"({"log": {"entries": {}}})").problem() == "a.har: it has no log.entries, so it is no HAR");
  CHECK(Read(R"([{"log": {"entries": []}}])").problem() == "a.har: it has no log.entries, so it is no HAR");
  CHECK(Read(R"({"log": {"entries": []}})").problem().empty());
  const std::string whole = entry(R"({"status": 204})");
  const Read cut(whole.substr(0, whole.size() - 1));
  CHECK(cut.taken.all.size() == 1);
  CHECK(cut.problem().find("; 1 before were read") != std::string::npos);
  const Read half(R"({"log": {"entries": [{"request": {"method": "GET"}}, 7, {}]}})");
  CHECK(half.problem() == "a.har: 2 of 2 entries have no request with a method and a URL");
}

TEST_CASE("depth, and texts without end, are bounded") {
  const std::string deep = R"({"log": {"entries": [{"a": )" + std::string(100'000, '[');
  CHECK(Read(deep).problem() == "a.har: it is nested deeper than 512 levels");
  const std::string text = R"({"log": {"entries": [{"a": ")" + std::string(66u << 20, 'x');
  CHECK(Read(text).problem() == "a.har: a text in it has more than 64 MB");
  CHECK(Read(R"({"log": {"entries": [)" + entry("{}") + ", " + std::string(100'000, '[')).problem().empty() == false);
}

TEST_CASE("reading ends when no more is wanted") {
  std::string text = R"({"log": {"entries": [)";
  for (int i = 0; i < 5; ++i) text += R"({"request": {"method": "GET", "url": "http://a/"}},)";
  text += R"({"request": {"method": "GET", "url": "http://a/"}}]}})";
  const Read read(text, 2);
  CHECK(read.taken.all.size() == 2);
  CHECK(read.problem().empty());
}

TEST_CASE("marks that stand for what was taken out") {
  for (const char* mark : {"****", "***", "[REDACTED]", "<redacted>", "REDACTED", "[Filtered]", "{{hidden}}"}) {
    INFO(mark);
    CHECK(is_usual_mark(mark));
  }
  for (const char* text : {"", "**", "redacted", "[order]", "secret", "a****", "[]", "["}) {
    INFO(text);
    CHECK_FALSE(is_usual_mark(text));
  }
}

TEST_CASE("the type of a body that no header says is that beside the body") {
  const Read read(entry(R"({"status": 201})", R"(, "headers": [], "postData": {"mimeType": "application/json", "text": "{}"})"));
  REQUIRE(read.only().exchange.request.headers.size() == 1);
  CHECK(read.only().exchange.request.headers.front().value == "application/json");
  const Read said(entry(R"({"status": 201})", R"(, "headers": [{"name": "content-type", "value": "text/plain"}],
                         "postData": {"mimeType": "application/json", "text": "{}"})"));
  CHECK(said.only().exchange.request.headers.size() == 1);
}
