// What `concord init` writes to, over the real binary.
#include "command_line.h"

#include <filesystem>

namespace init_test {

using namespace concord;
using concord::cli::CommandLine;
using concord::cli::contains;

namespace fs = std::filesystem;

namespace {

constexpr const char* shop = R"(openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.test"}]
paths:
  /orders:
    get: {operationId: listOrders, responses: {"200": {description: ok}}}
)";

}  // namespace

TEST_CASE("init writes nothing through a link below its folder") {
  CommandLine line;
  line.write("shop.yaml", shop);
  fs::create_directories(line.path("elsewhere"));
  fs::create_directories(line.path("made"));

  SECTION("the folder of the provider") {
    fs::create_directory_symlink(line.path("elsewhere"), line.path("made/shop"));
    const support::Ended ended = line.run({"init", "shop.yaml", "--output", "made", "--force"});
    CHECK(ended.exit_code == 2);
    CHECK(contains(ended.err, "made/shop is a link: nothing is written through it"));
    CHECK(fs::is_empty(line.path("elsewhere")));
  }

  SECTION("a file, also one that leads nowhere") {
    fs::create_directories(line.path("made/shop"));
    fs::create_symlink(line.path("elsewhere/provider.yaml"), line.path("made/shop/provider.yaml"));
    const support::Ended ended = line.run({"init", "shop.yaml", "--output", "made"});
    CHECK(ended.exit_code == 2);
    CHECK(contains(ended.err, "made/shop/provider.yaml is a link: nothing is written through it"));
    CHECK(fs::is_empty(line.path("elsewhere")));
  }

  SECTION("the named folder itself may be one") {
    fs::create_directory_symlink(line.path("elsewhere"), line.path("link"));
    CHECK(line.run({"init", "shop.yaml", "--output", "link"}).exit_code == 0);
    CHECK(line.has("elsewhere/shop/provider.yaml"));
  }
}

}  // namespace init_test
