// docs/watch.md: its files are written, its page is served as it is on the night it tells of, and what is printed is
// what it says.
#include "guide_commands.h"

#include <concord/http/server.h>

using namespace concord;
using cli::CommandLine;

namespace {

// Serves the page of the guide as it is on the night that it tells of.
std::unique_ptr<http::Server> serve_page(const std::vector<cli::Fence>& fences) {
  const std::string page = cli::fence_text(fences, "yaml pages/shop-create-order.yaml");
  http::ServerHandlers handlers;
  handlers.handle = [page](const http::ParsedRequest&) {
    return http::Reply{200, {}, base::replace_all(page, "required: [item]", "required: [item, country]")};
  };
  return http::Server::start(std::move(handlers)).value();
}

// The project of the guide, whose page is published at `url`.
void write_project(const CommandLine& line, const std::vector<cli::Fence>& fences, const std::string& url) {
  for (const char* link : {"schemas", "suites"}) std::filesystem::remove(line.path(link));  // this project has its own
  for (const cli::Fence& fence : fences) {
    const std::string text = base::replace_all(fence.text, "https://docs.shop.test", url);
    if (fence.language() == "yaml") line.write(fence.name(), text);
  }
  REQUIRE(line.run({"derive", "-q", "pages/shop-create-order.yaml"}).exit_code == 0);
}

}  // namespace

TEST_CASE("the guide to watching pages says what is printed") {
  const auto fences = cli::fences_of("docs/watch.md");
  const auto server = serve_page(fences);
  CommandLine line;
  write_project(line, fences, server->base_url());
  cli::run_commands(line, cli::fence_text(fences, "console"));
  REQUIRE(line.run({"watch", "--update"}).exit_code == 4);
  CHECK(line.run({"watch"}).out == "shop: shop-create-order.yaml same\n");
  CHECK(line.run({"derive", "--check", "-q", "pages/shop-create-order.yaml"}).exit_code == 0);
}

TEST_CASE("a run with --refresh takes the page of today first, and judges by its contract") {
  const auto fences = cli::fences_of("docs/watch.md");
  const auto server = serve_page(fences);
  CommandLine line;
  write_project(line, fences, server->base_url());
  REQUIRE(line.run({"run", "-q"}).exit_code == 0);
  const auto dry = line.run({"run", "--refresh", "--dry-run"});
  CHECK(dry.out == "shop.create_order :: an order is created\n");
  const auto refreshed = line.run({"run", "-q", "--refresh"});
  INFO(refreshed.out << refreshed.err);
  CHECK(refreshed.out.starts_with("shop: shop-create-order.yaml changed, now pages/.editions/"));
  CHECK(cli::contains(refreshed.out, "\nbreaking: the property \"country\""));
  CHECK(cli::contains(refreshed.out, "are as of now\n\n"));
  CHECK(refreshed.exit_code == 4);  // the mock refuses the suite's request, as the page of today has it
  CHECK(line.run({"watch"}).out == "shop: shop-create-order.yaml same\n");
}

TEST_CASE("a run with --refresh goes on with the committed page where there is no other") {
  const auto fences = cli::fences_of("docs/watch.md");
  CommandLine line;
  write_project(line, fences, "http://127.0.0.1:1");
  const std::string contract = line.read("schemas/shop/openapi.yaml");
  const auto refreshed = line.run({"run", "-q", "--refresh"});
  INFO(refreshed.out << refreshed.err);
  CHECK(refreshed.out.starts_with("shop: shop-create-order.yaml failed\nthe run goes on with what is committed\n\n"));
  CHECK(cli::contains(refreshed.err, "http://127.0.0.1:1/create-order.yaml"));
  CHECK(refreshed.exit_code == 0);
  CHECK(line.read("schemas/shop/openapi.yaml") == contract);
}

namespace {

// A project whose contract is a document, published at `url`.
void write_shop(CommandLine& line, const std::string& document, const std::string& url) {
  for (const char* link : {"schemas", "suites"}) std::filesystem::remove(line.path(link));
  line.write("shop.yaml", document);
  line.write("suites/shop/provider.yaml", "provider: shop\ncontract: ../../shop.yaml\ndocuments: [{url: \"" + url +
                                              "/shop.yaml\", as: shop.yaml}]\n");
}

}  // namespace

TEST_CASE("changes of one cause are told once, and listed by --all where that is an option") {
  const std::string before = base::read_file(std::string(support::source_dir()) +
                                             "/harness/tests/cases/failed/diff_causes/old.yaml").value();
  const std::string now = base::replace_all(before, "enum: [open]", "enum: [open, sent]");
  http::ServerHandlers handlers;
  handlers.handle = [&now](const http::ParsedRequest&) { return http::Reply{200, {}, now}; };
  const auto server = http::Server::start(std::move(handlers)).value();
  CommandLine line;
  write_shop(line, before, server->base_url());
  const std::string more = "of the same cause: 2 more: GET /orders, GET /orders/{id}";
  const auto joined = line.run({"watch"}).out;
  INFO(joined);
  CHECK(cli::contains(joined, more + " (--all lists them)\n"));
  const auto all = line.run({"watch", "--all"}).out;
  CHECK_FALSE(cli::contains(all, "of the same cause"));
  CHECK(cli::contains(all, "operation: GET /orders/{id}; direction: response; subject: \"sent\""));
}

TEST_CASE("a project whose contract is a document takes the page of today into that document") {
  std::string page = cli::fence_text(cli::fences_of("docs/watch.md"), "yaml pages/shop-create-order.yaml");
  const std::string before = page;
  http::ServerHandlers handlers;
  handlers.handle = [&page](const http::ParsedRequest&) { return http::Reply{200, {}, page}; };
  const auto server = http::Server::start(std::move(handlers)).value();
  CommandLine line;
  write_shop(line, before, server->base_url());
  const auto first = line.run({"watch"});
  CHECK(first.out.starts_with("shop: shop.yaml new, now pages/.editions/shop.yaml/"));
  CHECK(first.out.ends_with("\nthe contract is just that: nothing changed\n"));
  CHECK(first.exit_code == 0);
  page = base::replace_all(before, "required: [item]", "required: [item, country]");
  const auto updated = line.run({"watch", "--update"});
  INFO(updated.out << updated.err);
  CHECK(updated.exit_code == 4);
  CHECK(cli::contains(updated.out, "\n  --> pages/.editions/shop.yaml/"));
  CHECK(updated.out.ends_with("\n1 page in pages and shop.yaml are as of now\n"));
  CHECK(line.read("shop.yaml") == page);
  CHECK_FALSE(line.has("shop"));
  CHECK(line.run({"watch"}).out == "shop: shop.yaml same\n");
  line.write("shop.yaml", before + "# ours\n");
  page = before;
  const auto refused = line.run({"watch", "--update"});
  CHECK(refused.out.ends_with("\nnothing is written\n"));
  CHECK(cli::contains(refused.err, "\"shop.yaml\", the contract, is no edition of \"shop.yaml\": what somebody "
                                   "changed there would be lost"));
  CHECK(refused.exit_code == 2);
}
