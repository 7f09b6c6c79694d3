// A run answers a signal at once, whatever it computes: judging gives up, in the loop (small answers) and beside it
// (large ones).
#include "command_line.h"

#include <support/raw_server.h>

#include <atomic>
#include <chrono>

using namespace concord;
using namespace std::chrono_literals;
using cli::CommandLine;
using cli::contains;
using support::RawConnection;
using support::RawServer;

namespace {

// A provider with one operation, whose answer has the schema, and a case that says of it what `judged` says.
void write_project(const CommandLine& line, const std::string& schema, const std::string& judged) {
  line.write(
      "own/openapi.yaml",
      "openapi: 3.1.0\ninfo: {title: Heavy, version: '1'}\npaths:\n  /heavy:\n    get:\n      operationId: getHeavy\n"
      "      responses:\n        '200':\n          description: much\n          content: {application/json: {schema: " +
          schema +
          "}}\ncomponents:\n  schemas:\n    Tree: {anyOf: [{type: array, items: {$ref: '#/components/schemas/Tree'}, "
          "maxItems: 1, contains: {const: x}}, {type: array, items: {$ref: '#/components/schemas/Tree'}}]}\n");
  line.write("own/suites/provider.yaml",
             "provider: heavy\ncontract: ../openapi.yaml\ntargets: {sandbox: {base_url: 'http://127.0.0.1:1'}}\n");
  line.write("own/suites/heavy.suite.yaml",
             "suite: Heavy\noperation: heavy/get-heavy\nchecks: {undocumented: off}\ncases:\n"
             "  - name: much\n" +
                 judged + "  - name: next\n    expect: {status: 200}\n");
}

struct Heavy {
  const char* what;
  std::string schema, judged, body;
};

std::string list_of(std::size_t count, const std::string& item) {
  std::string text = "[" + item;
  for (std::size_t i = 1; i < count; ++i) text += "," + item;
  return text + "]";
}

// Sends the answer, waits, interrupts; returns what the run computed from then on. Not how long it took: other
// programs may keep the machine.
std::chrono::milliseconds interrupted(const Heavy& heavy, int signal, int exit_code) {
  const CommandLine line;
  write_project(line, heavy.schema, heavy.judged);
  std::atomic<bool> is_sent = false;
  RawServer server([&](RawConnection& connection) {
    while (!connection.read_request().empty()) {
      is_sent = connection.send(support::http_answer(200, heavy.body, "Content-Type: application/json\r\n"));
    }
  });
  auto process = line.start({"run", "own/suites", "--target", "sandbox", "--base-url", server.url(), "--jobs", "1"});
  for (int i = 0; i < 2000 && !is_sent; ++i) std::this_thread::sleep_for(5ms);
  REQUIRE(is_sent);
  std::this_thread::sleep_for(600ms);
  CHECK(server.requests().size() == 1);  // it is still being judged: the next case has not begun
  const auto before = process.cpu_so_far();
  process.signal(signal);
  const support::Ended ended = process.wait();
  INFO(heavy.what << "\n" << ended.out << ended.err);
  CHECK(ended.exit_code == exit_code);
  CHECK(contains(ended.out, "0 passed, 2 not run"));
  CHECK(contains(line.read("reports/junit.xml"), "interrupted before there was a verdict"));
  return ended.cpu - before;
}

// The linear search that comes first finds that there may be a match; then all ways of `(a+)+` are tried, up to the
// bound.
const std::string slow_pattern = "{'$[*]': {pattern: '^(a+)+(b|c)\\2$'}}";
const std::string expected = "    expect: {status: 200, body: " + slow_pattern + "}\n";
const std::string awaited = "    until: " + slow_pattern + "\n    every: 10ms\n    expect: {status: 200}\n";
const std::string slow_text = "\"" + std::string(40, 'a') + "bc\"";

}  // namespace

TEST_CASE("judging that takes long is given up at a signal") {
  const std::vector<Heavy> all{
      {"a slow pattern on each of many texts, in the loop", "true", expected, list_of(1'000, slow_text)},
      {"a slow pattern on each of many texts, beside the loop", "true", expected, list_of(9'000, slow_text)},
      {"what a poll waits for, in the loop", "true", awaited, list_of(1'000, slow_text)},
      {"what a poll waits for, beside the loop", "true", awaited, list_of(9'000, slow_text)},
  };
  for (const Heavy& heavy : all) {
    CAPTURE(heavy.what);
    CHECK(interrupted(heavy, SIGINT, 130) < 2s);
  }
  CHECK(interrupted(all.front(), SIGTERM, 143) < 2s);
  CHECK(interrupted(all.front(), SIGHUP, 129) < 2s);
}

TEST_CASE("from its first moment on, a run that is interrupted ends with its reports") {
  for (int delay = 0; delay <= 15; ++delay) {
    CAPTURE(delay);
    const CommandLine line;
    auto process = line.start({"run", "suites", "--rate", "20"});
    for (int i = 0; i < 10'000 && !process.catches(SIGINT); ++i) std::this_thread::sleep_for(100us);
    REQUIRE(process.catches(SIGINT));
    std::this_thread::sleep_for(std::chrono::milliseconds(delay));
    process.signal(SIGINT);
    const support::Ended ended = process.wait();
    INFO(ended.out << ended.err);
    CHECK(ended.exit_code == 130);
    CHECK(contains(line.read("reports/junit.xml"), "interrupted (SIGINT)"));
    CHECK(contains(line.read("reports/report.html"), "</html>"));
  }
}

TEST_CASE("what undoes something is sent after a signal that comes while its token is fetched") {
  const CommandLine line;
  line.write("own/openapi.yaml",
             "openapi: 3.1.0\ninfo: {title: Things, version: '1'}\npaths:\n  /things:\n"
             "    post: {operationId: make, responses: {'204': {description: made}}}\n"
             "    delete: {operationId: drop, responses: {'204': {description: gone}}}\n");
  line.write("own/suites/provider.yaml",
             "provider: things\ncontract: ../openapi.yaml\ntargets: {sandbox: {base_url: 'http://127.0.0.1:1'}}\n"
             "auth: {slow: {type: oauth2, token_url: /token, client_id: me, client_secret: a-long-secret}}\n");
  line.write("own/suites/things.suite.yaml",
             "suite: Things\noperation: things/make\ncases:\n  - name: one\n    expect: {status: 204}\n"
             "    after:\n      - {operation: things/drop, request: {auth: slow}, expect: {status: 204}}\n");
  std::atomic<bool> is_asked = false, is_dropped = false;
  RawServer server([&](RawConnection& connection) {
    for (std::string request = connection.read_request(); !request.empty(); request = connection.read_request()) {
      const bool is_token = contains(request, "POST /token");
      if (contains(request, "DELETE /things")) is_dropped = contains(request, "Bearer handed-out-later");
      if (is_token) is_asked = true, std::this_thread::sleep_for(500ms);
      connection.send(is_token ? support::http_answer(200, R"({"access_token": "handed-out-later"})",
                                                      "Content-Type: application/json\r\n")
                               : "HTTP/1.1 204 No Content\r\n\r\n");
    }
  });
  auto process = line.start({"run", "own/suites", "--target", "sandbox", "--base-url", server.url()});
  for (int i = 0; i < 2000 && !is_asked; ++i) std::this_thread::sleep_for(5ms);
  REQUIRE(is_asked);
  process.signal(SIGINT);
  const support::Ended ended = process.wait();
  INFO(ended.out << ended.err);
  CHECK(ended.exit_code == 130);
  CHECK(is_dropped);
}

TEST_CASE("two signals at once are one request to end") {
  const CommandLine line;
  write_project(line, "true", "    expect: {status: 200}\n");
  std::atomic<bool> is_asked = false;
  RawServer server([&](RawConnection& connection) {
    is_asked = !connection.read_request().empty();
    std::this_thread::sleep_for(2s);
  });
  auto process = line.start({"run", "own/suites", "--target", "sandbox", "--base-url", server.url()});
  for (int i = 0; i < 2000 && !is_asked; ++i) std::this_thread::sleep_for(5ms);
  REQUIRE(is_asked);
  process.signal(SIGTERM);  // as `timeout` sends them: to the program, and to its group
  process.signal(SIGTERM);
  const support::Ended ended = process.wait();
  CHECK(ended.exit_code == 143);
  CHECK(contains(ended.out, "aborted: interrupted (SIGTERM)"));
  CHECK(contains(line.read("reports/junit.xml"), "interrupted"));
}
