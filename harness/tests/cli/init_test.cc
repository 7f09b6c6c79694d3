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

TEST_CASE("a run of the document uses the provider.yaml that init wrote") {
  CommandLine line;
  fs::remove(line.path("suites"));
  const std::string request = "request: {headers: {X-Said-By: provider.yaml}}\n";
  const auto is_used = [&](const std::string& document) {
    CHECK(line.run({"run", document, "--target", "mock"}).exit_code == 0);
    return contains(line.read("reports/journal.jsonl"), "X-Said-By");
  };

  SECTION("below the current folder") {
    line.write("shop.yaml", shop);
    REQUIRE(line.run({"init", "shop.yaml"}).exit_code == 0);
    line.write("suites/shop/provider.yaml", line.read("suites/shop/provider.yaml") + request);
    CHECK(is_used("shop.yaml"));
    CHECK(line.run({"init", "shop.yaml", "--force"}).exit_code == 0);
  }

  SECTION("below a folder near the document, one deeper, and not that of another document") {
    line.write("apis/shop.yaml", shop);
    line.write("apis/other.yaml", shop);
    REQUIRE(line.run({"init", "apis/shop.yaml", "--output", "apis/suites/team"}).exit_code == 0);
    const std::string file = "apis/suites/team/shop/provider.yaml";
    line.write(file, line.read(file) + request);
    CHECK(is_used("apis/shop.yaml"));
    CHECK(!is_used("apis/other.yaml"));
  }

  SECTION("of two that name it, none") {
    line.write("shop.yaml", shop);
    REQUIRE(line.run({"init", "shop.yaml"}).exit_code == 0);
    line.write("suites/again/provider.yaml", line.read("suites/shop/provider.yaml"));
    line.write("suites/broken/provider.yaml", "provider: [\n");
    const support::Ended ended = line.run({"run", "shop.yaml", "--target", "mock"});
    CHECK(ended.exit_code == 2);
    CHECK(contains(ended.err,
                   "error: several provider.yaml name shop.yaml as their contract: suites/again/provider.yaml, "
                   "suites/shop/provider.yaml\n  one beside the document is taken before all others; "
                   "or run the suites of the one that is meant"));
  }
}

}  // namespace init_test
