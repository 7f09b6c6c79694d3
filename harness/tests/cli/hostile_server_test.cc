// Servers that misbehave: one clear case each, in bounded time, and the rest of the run goes on.
#include "command_line.h"

#include <support/raw_server.h>

namespace hostile_server_test {

using namespace concord;
using cli::CommandLine;
using cli::contains;
using support::RawConnection;
using support::RawServer;

namespace {

// One request a connection, and it says so: a POST on a connection that was closed in silence would be no verdict.
const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";

std::string with_length(const std::string& body) {
  return head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// Runs two cases against a server whose first answer is `play`ed and whose second is healthy.
struct Outcome {
  support::Ended ended;
  std::string junit;
  bool is_healthy_case_passed() const { return contains(ended.out, "1 passed"); }
};

Outcome run_against(const std::function<void(RawConnection&)>& play) {
  RawServer server([&](RawConnection& connection) {
    const std::string request = connection.read_request();
    if (request.empty()) return;
    if (contains(request, "\"healthy\"")) connection.send(with_length(R"({"session":"915efe72"})"));
    else play(connection);
  });
  CommandLine line;
  line.write("own/provider.yaml", "provider: knot\ncontract: ../schemas/knot/openapi.yaml\nlimits: {retries: 0}\n");
  line.write("own/a.suite.yaml",
             "suite: S\noperation: create-session\ncases:\n"
             "  - {name: hostile, request: {auth: none, body: {type: link, external_user_id: hostile}}, expect: "
             "{status: 200}}\n"
             "  - {name: fine, request: {auth: none, body: {type: link, external_user_id: healthy}}, expect: {status: "
             "200}}\n");
  Outcome outcome;
  outcome.ended = line.run({"run", "own", "--target", "sandbox", "--base-url",
                            "http://127.0.0.1:" + std::to_string(server.port()), "--max-time", "2", "--jobs", "1"});
  outcome.junit = line.read("reports/junit.xml");
  INFO(outcome.ended.out << outcome.ended.err);
  CHECK(outcome.is_healthy_case_passed());
  return outcome;
}

}  // namespace

TEST_CASE("a reset is no verdict") {
  const auto outcome = run_against([](RawConnection& connection) { connection.reset(); });
  CHECK(outcome.ended.exit_code == 3);
  CHECK(contains(outcome.junit, "type=\"infra.reset\""));
}

TEST_CASE("silence ends at the time limit") {
  const auto outcome = run_against([](RawConnection& connection) { connection.wait(std::chrono::seconds(20)); });
  CHECK(outcome.ended.exit_code == 3);
  CHECK(contains(outcome.ended.out, "no response within 2000 ms"));
}

TEST_CASE("half a body under a false Content-Length is no verdict") {
  const auto outcome = run_against([](RawConnection& connection) {
    connection.send(head + "Content-Length: 500\r\n\r\n{\"session\":");
    connection.close();
  });
  CHECK(outcome.ended.exit_code == 3);
  CHECK(contains(outcome.ended.out, "of 500 bytes of the body"));
}

TEST_CASE("endless headers and an endless body are cut off") {
  const auto headers = run_against([](RawConnection& connection) {
    connection.send(head);
    // libcurl 8 takes 5,000 headers, which is less than so many bytes of short ones.
    connection.send_endlessly("X-More: " + std::string(200, 'x') + "\r\n", 64u << 20);
  });
  CHECK(headers.ended.exit_code == 3);
  CHECK(contains(headers.junit, "type=\"harness.bound\">the response headers are larger than 262144 bytes"));
  const auto body = run_against([](RawConnection& connection) {
    connection.send(head + "Content-Length: 1073741824\r\n\r\n");
    connection.send_endlessly(std::string(1u << 16, 'x'), 1u << 30);
  });
  CHECK(body.ended.exit_code == 3);
  CHECK(contains(body.junit, "type=\"harness.bound\">the response body is larger than 16777216 bytes"));
}

TEST_CASE("JSON nested deeper than we read is no verdict, and does not break the program") {
  const auto outcome =
      run_against([](RawConnection& connection) { connection.send(with_length(std::string(200'000, '['))); });
  CHECK(outcome.ended.exit_code == 3);
  CHECK(contains(outcome.ended.out, "nested deeper than 512 levels"));
}

TEST_CASE("bytes that are no UTF-8, control characters and CI commands reach no report as they are") {
  const auto outcome = run_against([](RawConnection& connection) {
    connection.send(with_length("{\"session\": \"\xff\xfe\x1b[2J]]>\n::error::x\n##[error]y\"}"));
  });
  CHECK(outcome.ended.exit_code == 4);
  CHECK(outcome.junit.find('\x1b') == std::string::npos);
  CHECK(outcome.junit.find('\xff') == std::string::npos);
  CHECK_FALSE(contains(outcome.junit, "\n::error"));
  CHECK_FALSE(contains(outcome.ended.out, "\n::error"));
  CHECK(outcome.ended.out.find('\x1b') == std::string::npos);
}

}  // namespace hostile_server_test
