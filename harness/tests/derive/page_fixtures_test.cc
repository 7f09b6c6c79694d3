// Every page in fixtures/ with what is read from it: the importer, the findings or mistakes, the contract. One trap of
// real pages each. UPDATE_GOLDEN=1 rewrites what is expected; the difference is then read in the commit.
#include "deriving.h"

#include <concord/base/file.h>

#include <support/paths.h>

#include <cstdlib>
#include <filesystem>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::contract;
using namespace concord::page;
using namespace concord::derive;

namespace {

namespace fs = std::filesystem;

const fs::path fixtures = support::source_dir() + "/harness/tests/page/fixtures";

std::vector<fs::path> pages_of_fixtures() {
  std::vector<fs::path> pages;
  for (const auto& entry : fs::recursive_directory_iterator(fixtures)) {
    if (entry.path().extension() == ".md") pages.push_back(entry.path());
  }
  std::sort(pages.begin(), pages.end());
  return pages;
}

std::string text_of(Result<Imported> imported) {
  if (!imported) return "mistakes:\n" + findings_text(imported.diagnostics());
  Node contract = std::move(imported->openapi);
  contract.find("info")->remove("x-concord-documents");
  return "findings:\n" + findings_text(imported->findings) + "contract:\n" + document::write_yaml(contract);
}

// What derive does with one page, up to the contract.
std::string read_fixture(const fs::path& path) {
  base::SourceSet sources;
  auto page = base::load_source(sources, path);
  if (!page) FAIL(base::render(page.diagnostics()));
  const ImporterKind* kind = recogniser(**page);
  if (kind == nullptr) return "no importer knows this page\n";
  DocumentOptions options;
  options.folder = fixtures;
  DocumentSet documents(sources, options);
  return "importer: " + std::string(kind->name) + "\n" + text_of(kind->import(**page, documents));
}

fs::path expected_path(fs::path page) { return page.replace_extension(".expected"); }

Node contract_of(base::SourceSet& sources, const std::string& name, const std::string& said = {}) {
  auto text = base::read_file(fixtures / name);
  REQUIRE(text);
  Imported imported = import_text(sources, name, *text);
  CHECK(findings_text(imported.findings) == said);
  return std::move(imported.openapi);
}

// Without the places and what only one of the dialects can say.
Node without_places(Node node) {
  if (node.is_array()) {
    for (Node& item : node.items()) item = without_places(std::move(item));
  }
  if (!node.is_object()) return node;
  for (const char* key :
       {"x-concord-source", "x-concord-document", "x-concord-documents", "x-concord-also", "x-concord-lines"})
    node.remove(key);
  for (auto& member : node.members()) member.value = without_places(std::move(member.value));
  return node;
}

// What derive writes for one page, without the places and the title, which not every dialect has.
std::map<std::string, std::string> files_of(base::SourceSet& sources, const std::string& name) {
  auto page = base::load_source(sources, fixtures / name);
  REQUIRE(page);
  DocumentSet documents(sources);
  auto derived = derive::derive(std::vector<DeriveInput>{{"shop", "change", *page}}, {}, documents);
  if (!derived) FAIL(base::render(derived.diagnostics()));
  CHECK(findings_text(derived->findings) == "");
  std::map<std::string, std::string> files;
  for (const auto& [path, text] : derived->files) {
    Node read = without_places(yaml(sources, text));
    read.remove("info");
    files[path] = document::write_yaml(read);
  }
  return files;
}

}  // namespace

TEST_CASE("every trap of pages is read as expected") {
  const bool do_update = std::getenv("UPDATE_GOLDEN") != nullptr;
  const auto pages = pages_of_fixtures();
  CHECK(pages.size() >= 40);
  for (const fs::path& page : pages) {
    const std::string read = read_fixture(page);
    if (do_update) {
      CHECK(base::write_file_atomically(expected_path(page), read).empty());
      continue;
    }
    auto expected = base::read_file(expected_path(page));
    INFO(page.lexically_relative(fixtures).generic_string());
    REQUIRE(expected);
    CHECK(read == *expected);
  }
}

TEST_CASE("nothing is expected of a page that is not there") {
  for (const auto& entry : fs::recursive_directory_iterator(fixtures)) {
    if (entry.path().extension() != ".expected") continue;
    INFO(entry.path().string());
    CHECK(fs::exists(fs::path(entry.path()).replace_extension(".md")));
  }
}

TEST_CASE("two dialects of one Mintlify page give the same contract and schemas, byte for byte") {
  base::SourceSet sources;
  const auto older = files_of(sources, "mintlify/older-dialect.md");
  const auto newer = files_of(sources, "mintlify/newer-dialect.md");
  CHECK(older.size() == 7);  // the contract, two requests, four answers with a body
  for (const auto& [path, text] : newer) {
    INFO(path);
    CHECK((older.contains(path) ? older.at(path) : "") == text);
  }
}

TEST_CASE("a Mintlify page of fields gives the contract and schemas of the same page in OpenAPI") {
  base::SourceSet sources;
  const auto fields = files_of(sources, "mintlify/fields-dialect.md");
  const auto openapi = files_of(sources, "mintlify/fields-as-openapi.md");
  CHECK(fields.size() == 3);
  for (const auto& [path, text] : openapi) {
    INFO(path);
    CHECK((fields.contains(path) ? fields.at(path) : "") == text);
  }
}

TEST_CASE("line endings and a byte order mark change nothing but the text's digest") {
  base::SourceSet sources;
  const std::string said =
      "25:48 apidoc.scalar-ambiguous: \"0123\" without quotes is the integer 123 by YAML 1.2 and an octal one by "
      "YAML 1.1 [read as a text; quotes say what is meant]\n";
  const Node plain = contract_of(sources, "yaml/scalars.md", said);
  CHECK(json(without_places(contract_of(sources, "yaml/crlf.md", said))) == json(without_places(plain)));
  CHECK(json(without_places(contract_of(sources, "yaml/bom.md", said))) == json(without_places(plain)));
}

TEST_CASE("a page leads to no file above its folder unless a root is given") {
  base::SourceSet sources;
  auto page = base::load_source(sources, fixtures / "mintlify/site/api/named.md");
  REQUIRE(page);
  DocumentSet documents(sources);
  auto imported = recogniser(**page)->import(**page, documents);
  REQUIRE_FALSE(imported);
  CHECK(findings_text(imported.diagnostics()) ==
        "3:10 apidoc.reference: $ref \"../specs/shop.yaml\" leads out of the folder of the document "
        "[give --root with a folder that holds both]\n");
}

TEST_CASE("a configuration above the folder that names a document on the network says that it is on the network") {
  base::SourceSet sources;
  auto page = base::load_source(sources, fixtures / "mintlify/remote-site/api/item.md");
  REQUIRE(page);
  DocumentSet documents(sources);
  auto imported = recogniser(**page)->import(**page, documents);
  REQUIRE_FALSE(imported);
  CHECK(findings_text(imported.diagnostics()) ==
        "3:10 apidoc.reference: $ref \"https://api.remote.test/openapi.json\" is on the network "
        "[allow it with --allow-remote]\n");
}

TEST_CASE("pages that share a specification become one contract that names it once") {
  base::SourceSet sources;
  std::vector<DeriveInput> inputs;
  for (const char* name : {"named.md", "rooted.md", "webhook.md"}) {
    auto page = base::load_source(sources, fixtures / "mintlify/site/api" / name);
    REQUIRE(page);
    inputs.push_back({"shop", "", *page});
  }
  DocumentOptions options;
  options.folder = fixtures;
  DocumentSet documents(sources, options);
  auto derived = derive::derive(inputs, {}, documents);
  REQUIRE(derived);
  const Node contract = yaml(sources, derived->files.at("shop/openapi.yaml"));
  CHECK(at(contract, "/info/x-concord-documents").size() == 2);  // the specification, and the file that it refers to
  CHECK(at(contract, "/paths/~1v1~1stock").size() == 2);
  CHECK(at(contract, "/webhooks/stockLow/post").has("requestBody"));
  CHECK(at(contract, "/components/schemas").size() == 1);
}
