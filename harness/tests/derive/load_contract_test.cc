#include "deriving.h"

#include <concord/base/file.h>

#include <filesystem>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::contract;
using namespace concord::page;
using namespace concord::derive;

namespace {

std::filesystem::path scratch_folder(const std::string& name) {
  const auto folder = std::filesystem::temp_directory_path() / ("concord-apidoc-" + name);
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

}  // namespace

TEST_CASE("a contract is read back as it was derived, with its schema files") {
  base::SourceSet sources;
  const auto folder = scratch_folder("read-back");
  const Derived derived = derive_pages(sources, {pages_folder() + "shop-place-order.md"});
  for (const auto& [path, text] : derived.files) {
    REQUIRE(base::write_file_atomically(folder / "schemas" / path, text).empty());
  }
  const std::string path = (folder / "schemas/shop/openapi.yaml").string();
  auto contract = derive::load_contract(sources, path, "ignored");
  REQUIRE(contract);
  CHECK(contract->provider == "shop");
  CHECK(contract->title == "Shop API");
  REQUIRE(contract->documents.size() == 1);
  CHECK(contract->documents[0].text() == "shop-place-order.md");
  CHECK(contract->document_digests[0].size() == 64);
  const Operation* operation = contract->find("place-order");
  REQUIRE(operation != nullptr);
  CHECK(operation->method == "POST");
  CHECK(operation->path == "/v1/customers/{customerId}/orders");
  CHECK(operation->place.line == 36);
  CHECK(operation->body_required);
  REQUIRE(operation->request_body.size() == 1);
  CHECK(operation->request_body[0].schema.uri ==
        (folder / "schemas/shop/place-order/request.schema.json").generic_string());
  CHECK(operation->request_body[0].schema.at.is_root());
  CHECK(operation->request_body[0].examples.size() == 2);
  const Response* refused = operation->find_response(418);
  REQUIRE(refused != nullptr);
  REQUIRE(refused->contents.size() == 2);
  CHECK(refused->contents[0].schema.uri.ends_with("/response-4xx.schema.json"));
  CHECK(refused->contents[1].schema.uri.ends_with("/response-4xx-text-plain.schema.json"));
  CHECK(operation->find_response(500)->contents.empty());
  REQUIRE(operation->security.size() == 2);
  CHECK(operation->security[0][0].key == "X-Shop-Key");
  REQUIRE(operation->security[1].size() == 2);
  CHECK(operation->security[1][0].in == ParameterIn::Query);
  CHECK(operation->security[1][1].scheme == "bearer");
  CHECK(operation->security[1][1].place.text() == "shop-place-order.md:176");
}

TEST_CASE("a broken schema file breaks the contract") {
  base::SourceSet sources;
  const auto folder = scratch_folder("broken");
  const Derived derived = derive_pages(sources, {pages_folder() + "shop-track-order.md"});
  for (const auto& [path, text] : derived.files) {
    REQUIRE(
        base::write_file_atomically(folder / path, path.ends_with("response-200.schema.json") ? "{" : text).empty());
  }
  auto contract = derive::load_contract(sources, (folder / "shop/openapi.yaml").string());
  REQUIRE_FALSE(contract);
  CHECK(contract.diagnostics()[0].span.source->name().ends_with("track-order/response-200.schema.json"));
}

TEST_CASE("what is no contract is refused with its name") {
  base::SourceSet sources;
  const auto folder = scratch_folder("refused");
  REQUIRE(base::write_file_atomically(folder / "notes.md", "# Notes\n").empty());
  auto contract = derive::load_contract(sources, (folder / "notes.md").string());
  REQUIRE_FALSE(contract);
  CHECK(contract.diagnostics()[0].message == "this is no OpenAPI document and no page that an importer knows");
  CHECK_FALSE(derive::load_contract(sources, (folder / "missing.yaml").string()));
  CHECK_FALSE(compile(SchemaRef{}, schema::Direction::None));
}
