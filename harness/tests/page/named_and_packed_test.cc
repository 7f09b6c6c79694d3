// Pages whose operation stands elsewhere: in a document that the front matter names, or packed in the front matter.
#include "importing.h"

#include <concord/base/file.h>
#include <concord/base/text.h>

#include <support/paths.h>

#include <zlib.h>

#include <filesystem>

using namespace concord;
using namespace concord::support;
using namespace concord::page;

namespace {

namespace fs = std::filesystem;

constexpr std::string_view pets = R"({"openapi": "3.0.3", "info": {"title": "P", "version": "1"}, "paths": {
  "/pets": {"get": {"operationId": "listPets", "responses": {"200": {"description": "d"}}}},
  "/pets/{petId}/toys": {"get": {"responses": {"204": {"description": "d"}}}}}})";

// The operations of the page beside that document, or why there are none.
std::string operations_of(const std::string& matter) {
  const fs::path folder = fs::path(support::binary_dir()) / "named_page_files";
  fs::create_directories(folder / "reference");
  REQUIRE(base::write_file_atomically(folder / "pets.json", std::string(pets)).empty());
  base::SourceSet sources;
  const Source& page = sources.add((folder / "reference" / "page.md").string(), "---\n" + matter + "---\n\nWords.\n");
  const ImporterKind* kind = find_importer(page);
  if (kind == nullptr) return "unknown";
  openapi::DocumentOptions options;
  options.folder = folder;
  DocumentSet documents(sources, options);
  auto imported = kind->import(page, documents);
  if (!imported) return findings_text(imported.diagnostics());
  std::string text = std::string(kind->name) + ":";
  for (const auto& path : imported->openapi.find("paths")->members()) {
    for (const auto& method : path.value.members()) text += " " + method.key + " " + path.key;
  }
  return text;
}

std::string packed(const std::string& text) {
  uLongf size = compressBound(static_cast<uLong>(text.size()));
  std::string out(size, '\0');
  REQUIRE(compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(text.data()),
                   static_cast<uLong>(text.size())) == Z_OK);
  return base::base64_encode(std::string_view(out).substr(0, size));
}

constexpr std::string_view operation = R"({"operationId": "sell", "method": "post", "path": "/sales",
  "requestBody": {"content": {"application/json": {"schema": {"type": "object", "required": ["pet"]}}}},
  "responses": {"201": {"description": "d"}}, "servers": [{"url": "https://pets.test"}]})";

}  // namespace

TEST_CASE("ReadMe names an operation by the file and the id, also by one that it made itself") {
  CHECK(operations_of("api:\n  file: pets.json\n  operationId: listPets\n") == "mintlify-openapi: get /pets");
  CHECK(operations_of("api:\n  file: pets.json\n  operationId: get_pets-petid-toys\n") ==
        "mintlify-openapi: get /pets/{petId}/toys");
  CHECK(operations_of("api:\n  file: pets.json\n  operationId: listPest\n") ==
        "4:16 apidoc.operation: the document has no operation with the id \"listPest\" [did you mean \"listPets\"?]\n");
  CHECK(operations_of("api:\n  file: pest.json\n  operationId: listPets\n") ==
        "4:16 apidoc.elsewhere: the page refers to \"pest.json\", which is neither beside it nor in a folder above it "
        "[derive from that document]\n");
}

TEST_CASE("an operation that is packed in the front matter") {
  CHECK(operations_of("api: " + packed(std::string(operation)) + "\n") == "docusaurus-api: post /sales");
  const std::string plain = base::replace_all(std::string(operation), "\n", " ");
  CHECK(operations_of("api: " + plain + "\n") == "docusaurus-api: post /sales");
}

TEST_CASE("what is packed in the front matter is bounded, and errors say what is wrong with it") {
  const auto why = [](const std::string& api) { return operations_of("api: " + api + "\n"); };
  CHECK(why(packed(std::string(40u << 20, ' '))) ==
        "2:6 apidoc.front-matter: \"api\" holds more than 32 MB when it is unpacked\n");
  std::string cut = packed(std::string(operation));
  cut.resize(cut.size() / 8 * 4);
  CHECK(why(cut) == "2:6 apidoc.front-matter: what zlib packed in \"api\" is broken\n");
  CHECK(why("eJ*********") == "2:6 apidoc.front-matter: \"api\" is no base64\n");
  CHECK(why(packed("[1, 2]")) == "2:6 apidoc.front-matter: \"api\" holds no operation when it is unpacked\n");
  CHECK(why(packed("{\"method\": \"get\"}")) ==
        "2:6 apidoc.front-matter: \"api\" holds no operation when it is unpacked\n");
}
