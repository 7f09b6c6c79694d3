// docs/watch.md: its files are written, its page is served as it is on the night it tells of, and what is printed is
// what it says.
#include "guide_commands.h"

#include <concord/http/server.h>

using namespace concord;
using cli::CommandLine;

TEST_CASE("the guide to watching pages says what is printed") {
  const auto fences = cli::fences_of("docs/watch.md");
  const std::string page = cli::fence_text(fences, "yaml pages/shop-create-order.yaml");
  http::ServerHandlers handlers;
  handlers.handle = [&page](const http::ParsedRequest&) {
    return http::Reply{200, {}, base::replace_all(page, "required: [item]", "required: [item, country]")};
  };
  const auto server = http::Server::start(std::move(handlers)).value();
  CommandLine line;
  for (const char* link : {"schemas", "suites"}) std::filesystem::remove(line.path(link));  // this project has its own
  for (const cli::Fence& fence : fences) {
    const std::string text = base::replace_all(fence.text, "https://docs.shop.test", server->base_url());
    if (fence.language() == "yaml") line.write(fence.name(), text);
  }
  REQUIRE(line.run({"derive", "-q", "pages/shop-create-order.yaml"}).exit_code == 0);
  cli::run_commands(line, cli::fence_text(fences, "console"));
  REQUIRE(line.run({"watch", "--update"}).exit_code == 4);
  CHECK(line.run({"watch"}).out == "shop: shop-create-order.yaml same\n");
  CHECK(line.run({"derive", "--check", "-q", "pages/shop-create-order.yaml"}).exit_code == 0);
}
