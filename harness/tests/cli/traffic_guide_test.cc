// docs/traffic.md: its files are written and its commands are run, and what they print is what it says.
#include "guide_commands.h"

#include <concord/http/server.h>

namespace traffic_guide_test {

using namespace concord;
using cli::CommandLine;

namespace {

// The server of the recipe: it answers as the client's tests expect, not as the contract does.
http::Reply shop(const http::ParsedRequest& request) {
  const bool is_lost = request.target == "/v1/orders/o-2";
  return {200,
          {{"Content-Type", "application/json"}},
          is_lost ? R"({"id": "o-2", "state": "lost"})" : R"({"id": "o-1", "state": "open"})"};
}

}  // namespace

TEST_CASE("the guide to recorded traffic says what is printed") {
  CommandLine line;
  std::size_t run = 0;
  for (const cli::Fence& fence : cli::fences_of("docs/traffic.md")) {
    if (fence.language() == "console") cli::run_commands(line, fence.text), ++run;
    else if (!fence.name().empty()) line.write(fence.name(), fence.text);
  }
  CHECK(run >= 1);
}

TEST_CASE("the recipe of a client's tests through the proxy holds") {
  http::ServerHandlers handlers;
  handlers.handle = shop;
  const auto server = http::Server::start(std::move(handlers)).value();
  const auto fences = cli::fences_of("docs/traffic.md");
  CommandLine line;
  line.write("shop.yaml", cli::fence_text(fences, "yaml shop.yaml"));
  line.write("client_test.py", cli::fence_text(fences, "python client_test.py"));
  auto proxy = line.start(
      {"proxy", "--to", server->base_url(), "--listen", "127.0.0.1:0", "--contract", "shop.yaml", "--coverage"});
  REQUIRE(proxy.wait_for_output("Ctrl-C makes them and stops"));
  const std::string said = proxy.out_so_far();
  const std::size_t begin = said.find("http://");
  const std::string url = said.substr(begin, said.find(',') - begin);
  const auto client = support::run_process({"/usr/bin/env", "python3", "-B", "client_test.py"}, line.path("").string(),
                                           {{"SHOP_URL", url}});
  INFO(client.err);
  CHECK(client.exit_code == 0);
  proxy.signal(SIGINT);
  const auto ended = proxy.wait();
  CHECK(ended.exit_code == 4);
  CHECK(ended.err == "");
  std::string printed = base::replace_all(ended.out, url, "http://127.0.0.1:8100");
  printed = base::replace_all(printed, server->base_url(), "http://127.0.0.1:9000");
  static const std::regex process(R"(kill -USR1 \d+)");
  printed = std::regex_replace(printed, process, "kill -USR1 4711");
  const std::string told = cli::fence_text(fences, "text");
  CHECK(cli::without_times(printed) == cli::without_times(told));
}

}  // namespace traffic_guide_test
