// `concord proxy` as a process: what it prints, records and reports, and how it ends.
#include "command_line.h"

#include <concord/http.h>

#include <support/raw_client.h>
#include <support/raw_server.h>

namespace proxy_test {

using namespace concord;
using cli::CommandLine;
using cli::contains;
using support::RawServer;

namespace {

constexpr const char* kShop = R"(openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://api.shop.test/v1"}]
paths:
  /orders/{id}:
    get:
      operationId: readOrder
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: the order
          content:
            application/json:
              schema: {type: object, required: [state], properties: {state: {enum: [open, paid]}}}
)";

// Orders by their ids: /v1/orders/lost is lost, all others are open.
void shop(support::RawConnection& connection) {
  for (std::string request = connection.read_request(); !request.empty(); request = connection.read_request()) {
    const bool is_lost = contains(support::first_line(request), "/lost");
    connection.send(support::http_answer(200, is_lost ? R"({"state": "lost"})" : R"({"state": "open"})",
                                         "Content-Type: application/json\r\n"));
  }
}

class RunningProxy {
 public:
  explicit RunningProxy(const std::vector<std::string>& options) : server(shop) {
    line.write("shop.yaml", kShop);
    std::vector<std::string> arguments{"proxy",       "--to",       server.url(), "--listen",
                                       "127.0.0.1:0", "--contract", "shop.yaml"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    process.reset(new support::Process(line.start(arguments)));  // made in place: a copy would end it
    REQUIRE(process->wait_for_output("Ctrl-C makes them and stops"));
    const std::string said = process->out_so_far();
    const std::size_t begin = said.find("127.0.0.1:") + 10;
    port = static_cast<std::uint16_t>(std::stoi(said.substr(begin)));
  }
  std::string get(const std::string& path, const std::string& fields = "") const {
    return support::exchange_raw(port,
                                 "GET " + path + " HTTP/1.1\r\nHost: proxy\r\nConnection: close\r\n" + fields + "\r\n");
  }
  support::Ended stop() {
    process->signal(SIGINT);
    return process->wait();
  }

  CommandLine line;
  RawServer server;
  std::unique_ptr<support::Process> process;
  std::uint16_t port = 0;
};

}  // namespace

TEST_CASE("a proxy tells what breaks a contract as it passes, reports at the end, and ends as judge does") {
  RunningProxy proxy({});
  CHECK(contains(proxy.get("/v1/orders/1"), R"({"state": "open"})"));
  CHECK(contains(proxy.get("/v1/orders/lost?access_token=hunter-22", "Authorization: Bearer hunter-23\r\n"),
                 R"({"state": "lost"})"));
  REQUIRE(
      proxy.process->wait_for_output("GET /v1/orders/lost?access_token=[access_token] 200 FAIL schema: /state: "
                                     "\"lost\" is not one of \"open\", \"paid\""));
  const auto ended = proxy.stop();
  INFO(ended.out << ended.err);
  CHECK(ended.exit_code == 4);
  CHECK(contains(ended.out, "FAIL shop/read-order / schema"));
  CHECK(contains(ended.out, "in 1 of 2 exchanges, first in exchange 2 [schema]"));
  CHECK(contains(ended.out, "2 of 2 exchanges judged\n"));
  CHECK_FALSE(contains(ended.out, "/v1/orders/1 200"));
  CHECK(contains(proxy.line.read("reports/junit.xml"), "schema"));
  const std::string written = proxy.line.read("reports/proxy.jsonl") + proxy.line.read("reports/junit.xml") +
                              proxy.line.read("reports/report.html") + ended.out + ended.err;
  CHECK_FALSE(contains(written, "hunter-2"));
}

TEST_CASE("-v has a line for each exchange, also of those that are not judged") {
  RunningProxy proxy({"-v"});
  proxy.get("/v1/orders/1");
  proxy.get("/elsewhere");
  CHECK(proxy.process->wait_for_output("GET /v1/orders/1 200 ok\n"));
  CHECK(proxy.process->wait_for_output("GET /elsewhere 200 of no operation\n"));
  CHECK(proxy.stop().exit_code == 0);
}

TEST_CASE("SIGUSR1 makes the reports of what has passed by now, and those at the end have all") {
  RunningProxy proxy({"--coverage"});
  proxy.get("/v1/orders/1");
  proxy.process->signal(SIGUSR1);
  REQUIRE(proxy.process->wait_for_output("1 of 1 exchange judged\n"));
  REQUIRE(proxy.process->wait_for_output("html reports/report.html\n"));
  CHECK(contains(proxy.line.read("reports/junit.xml"), "failures=\"0\""));
  proxy.get("/v1/orders/lost");
  const auto ended = proxy.stop();
  INFO(ended.out << ended.err);
  CHECK(ended.exit_code == 4);
  CHECK(contains(ended.out, "2 of 2 exchanges judged\n"));
  CHECK(contains(proxy.line.read("reports/junit.xml"), "failures=\"1\""));
  CHECK(ended.err == "");
}

TEST_CASE("reports are made every so often") {
  RunningProxy proxy({"--report-every", "1s"});
  proxy.get("/v1/orders/1");
  CHECK(proxy.process->wait_for_output("1 of 1 exchange judged\n"));
  proxy.get("/v1/orders/2");
  CHECK(proxy.process->wait_for_output("2 of 2 exchanges judged\n"));
  CHECK(proxy.stop().exit_code == 0);
}

TEST_CASE("--errors answers 502 in place of what breaks a contract") {
  RunningProxy proxy({"--errors"});
  CHECK(contains(proxy.get("/v1/orders/1"), "HTTP/1.1 200 "));
  const std::string answer = proxy.get("/v1/orders/lost");
  CHECK(contains(answer, "HTTP/1.1 502 Bad Gateway\r\nContent-Type: application/problem+json\r\n"));
  CHECK(contains(answer, R"("operation":"shop/read-order")"));
  CHECK(proxy.stop().exit_code == 4);
}

TEST_CASE("what is recorded can be judged later") {
  RunningProxy proxy({"--record", "recorded.jsonl"});
  proxy.get("/v1/orders/1", "Authorization: Bearer hunter-23\r\n");
  proxy.get("/v1/orders/lost");
  CHECK(proxy.stop().exit_code == 4);
  CHECK_FALSE(contains(proxy.line.read("recorded.jsonl"), "hunter-23"));
  const auto judged = proxy.line.run({"judge", "recorded.jsonl", "--contract", "shop.yaml"});
  CHECK(judged.exit_code == 4);
  CHECK(contains(judged.out, "2 of 2 exchanges judged\n"));
  CHECK(contains(judged.out, "first in recorded.jsonl:2 [schema]"));
}

TEST_CASE("a target that is down is no verdict") {
  CommandLine line;
  line.write("shop.yaml", kShop);
  const std::string nobody = RawServer(RawServer::always("")).url();
  auto process = line.start({"proxy", "--to", nobody, "--listen", "127.0.0.1:0", "--contract", "shop.yaml"});
  REQUIRE(process.wait_for_output("Ctrl-C makes them and stops"));
  const std::string said = process.out_so_far();
  const auto port = static_cast<std::uint16_t>(std::stoi(said.substr(said.find("127.0.0.1:") + 10)));
  support::exchange_raw(port, "GET /v1/orders/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  process.signal(SIGTERM);
  const auto ended = process.wait();
  CHECK(ended.exit_code == 3);
  CHECK(contains(ended.out, "1 request without a whole answer of the target\n"));
}

TEST_CASE("nobody opens the server behind to other machines by accident") {
  CommandLine line;
  line.write("shop.yaml", kShop);
  const auto refused = [&line](const std::string& listen, const std::string& to = "http://127.0.0.1:1") {
    const auto ended = line.run({"proxy", "--to", to, "--listen", listen, "--contract", "shop.yaml"});
    CHECK(ended.exit_code == 2);
    return ended.err;
  };
  CHECK(refused("0.0.0.0:0") ==
        "error: --listen: other machines can reach 0.0.0.0, and through it the server\n"
        "  --listen-anywhere says that this is meant\n");
  CHECK(contains(refused("192.0.2.1:80"), "other machines can reach 192.0.2.1"));
  CHECK(contains(refused("[::]:0"), "other machines can reach ::"));
  CHECK(contains(refused("somewhere"), "--listen: \"somewhere\" is no IP address with a port"));
  CHECK(contains(refused("127.0.0.1:0", "nowhere"), "--to: \"nowhere\" is no http URL of a server"));
  CHECK(contains(refused("127.0.0.1:8100", "http://localhost:8100"), "is where it listens"));
}

}  // namespace proxy_test
