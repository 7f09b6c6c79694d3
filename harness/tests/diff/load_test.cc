// Both sides as files: OpenAPI of two versions, contracts, folders.
#include "contracts.h"

#include <support/paths.h>
#include <support/shared.h>

#include <concord/base/file.h>

#include <filesystem>

namespace load_test {

using namespace concord;
namespace fs = std::filesystem;

namespace {

const fs::path folder = fs::path(support::binary_dir()) / "diff_load_test";

std::string written(const std::string& name, const std::string& text) {
  REQUIRE(base::write_file_atomically(folder / name, text).empty());
  return (folder / name).string();
}

std::string lines_of(const std::string& before, const std::string& after) {
  base::SourceSet sources;
  const auto one = diff::load(sources, before), other = diff::load(sources, after);
  REQUIRE(one.has_value());
  REQUIRE(other.has_value());
  return contracts::lines(diff::compare(**one, **other, {contracts::today}));
}

const std::string of_30 = R"(openapi: 3.0.3
info: {title: t, version: '1'}
servers: [{url: 'https://a.example/v1'}]
paths:
  /a/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    post:
      requestBody: {$ref: '#/components/requestBodies/Thing'}
      responses: {'200': {description: ok}}
components:
  requestBodies:
    Thing: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
  schemas:
    Thing: {type: object, properties: {n: {type: integer, minimum: 0, exclusiveMinimum: true, nullable: true}}}
)";

const std::string of_31 = R"(openapi: 3.1.0
info: {title: u, version: '2'}
servers: [{url: 'https://{host}.example/v1', variables: {host: {default: a}}}]
paths:
  /a/{key}:
    post:
      parameters: [{name: key, in: path, required: true, schema: {type: string}}]
      requestBody:
        content:
          application/json: {schema: {type: object, properties: {n: {type: ['null', integer], minimum: 1}}}}
      responses: {'200': {description: fine}}
)";

}  // namespace

TEST_CASE("OpenAPI 3.0 and 3.1 are equal where they say the same") {
  const std::string one = written("one.yaml", of_30), other = written("other.yaml", of_31);
  CHECK(lines_of(one, other) == "");
  CHECK(lines_of(other, one) == "");
}

TEST_CASE("sunsets and stability come through from files") {
  const std::string with_dates = base::replace_all(
      of_31, "    post:\n",
      "    post:\n      deprecated: true\n      x-sunset: 2027-01-31\n      x-stability-level: beta\n");
  CHECK(lines_of(written("one.yaml", of_31), written("dated.yaml", with_dates)) ==
        "breaking stability-decreased\ninfo operation-deprecated\n");
}

TEST_CASE("a folder of a provider is its contract") {
  const fs::path schemas = fs::path(support::source_dir()) / "schemas";
  CHECK(lines_of((schemas / "knot").string(), (schemas / "knot" / "openapi.yaml").string()) == "");
}

TEST_CASE("a folder of documents is what they say together") {
  fs::remove_all(folder / "pages");
  written("pages/things.yaml", of_30);
  CHECK(lines_of((folder / "pages").string(), written("other.yaml", of_31)) == "");
}

TEST_CASE("what cannot be read says why") {
  base::SourceSet sources;
  const auto missing = diff::load(sources, (folder / "missing.yaml").string());
  REQUIRE_FALSE(missing.has_value());
  fs::create_directories(folder / "empty");
  const auto empty = diff::load(sources, (folder / "empty").string());
  REQUIRE_FALSE(empty.has_value());
  CHECK(empty.diagnostics().front().message ==
        "the folder \"" + (folder / "empty").string() + "\" has neither an openapi.yaml nor a page");
  const auto broken = diff::load(sources, written("broken.yaml", "openapi: 3.1.0\npaths: [\n"));
  REQUIRE_FALSE(broken.has_value());
  CHECK(broken.diagnostics().front().span.is_known());
}

TEST_CASE("a page and the contract that was derived from it are equal", "[shared]") {
  const auto page = support::find_shared("docs/complycube-create-flow-session.md");
  if (!page) return;
  auto text = lines_of(page->string(), (fs::path(support::source_dir()) / "schemas/complycube").string());
  // What is left are the decisions of the overlay, one of which is about the operation.
  const std::size_t decided = text.find("operation-deprecated");
  REQUIRE(decided != std::string::npos);
  CHECK(text.find("operation-", decided + 1) == std::string::npos);
  CHECK(text.find("operation-") == decided);
}

}  // namespace load_test
