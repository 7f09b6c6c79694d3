// Descriptions that are spread over several files.
#include <concord/base/text.h>
#include <concord/openapi/document_set.h>

#include <support/document_folder.h>
#include <support/documents.h>

#include <filesystem>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;

namespace {

// "file#pointer value", or the mistakes, one a line.
std::string followed(DocumentSet& documents, const Document& from, const std::string& text) {
  const Node reference(text);
  auto target = documents.follow(from, reference);
  if (!target) return findings_text(target.diagnostics());
  return (*target)->document->source->label() + "#" + (*target)->at.text() + " " + json(*(*target)->node);
}

}  // namespace

TEST_CASE("references lead within a document") {
  base::SourceSet sources;
  DocumentSet documents(sources);
  const Document& root = opened(sources, documents, R"(
paths:
  /pets/{id}: {get: {parameters: [{name: id}]}}
  /alias: {$ref: '#/paths/~1pets~1%7Bid%7D'}
components: {schemas: {a b: 1, a/b: 2, a~b: 3, Number: 4, '%41': 5}}
)");
  const auto lead = [&](const std::string& text) { return followed(documents, root, text); };
  CHECK(lead("#/components/schemas/a%20b") == "test.yaml#/components/schemas/a b 1");
  CHECK(lead("#/components/schemas/a b") == "test.yaml#/components/schemas/a b 1");
  CHECK(lead("#/components/schemas/a~1b") == "test.yaml#/components/schemas/a~1b 2");
  CHECK(lead("#/components/schemas/a~0b") == "test.yaml#/components/schemas/a~0b 3");
  CHECK(lead("#/components/schemas/%2541") == "test.yaml#/components/schemas/%41 5");
  CHECK(lead("#/paths/~1pets~1%7Bid%7D/get/parameters/0/name") ==
        "test.yaml#/paths/~1pets~1{id}/get/parameters/0/name \"id\"");
  CHECK(lead("#/paths/~1pets~1{id}/get/parameters/0/name") ==
        "test.yaml#/paths/~1pets~1{id}/get/parameters/0/name \"id\"");
  CHECK(lead("#/paths/~1alias/get/parameters/0/name") ==
        "test.yaml#/paths/~1pets~1{id}/get/parameters/0/name \"id\"");
  CHECK(lead("#").starts_with("test.yaml# {\"paths\":"));
  CHECK(lead("#/components/schemas/Nmber") ==
        "0:0 apidoc.reference: $ref \"#/components/schemas/Nmber\" leads nowhere in this document "
        "[did you mean \"Number\"?]\n");
  CHECK(lead("#/paths/~1alias/put") ==
        "0:0 apidoc.reference: $ref \"#/paths/~1alias/put\" leads nowhere in this document\n");
  CHECK(lead("#/a~2") == "0:0 apidoc.reference: $ref \"#/a~2\" leads nowhere in this document\n");
  CHECK(lead("#/components/schemas/01") ==
        "0:0 apidoc.reference: $ref \"#/components/schemas/01\" leads nowhere in this document\n");
}

TEST_CASE("references name anchors and identifiers") {
  base::SourceSet sources;
  DocumentSet documents(sources);
  const Document& root = opened(sources, documents, R"(
components:
  schemas:
    Tree: {$anchor: tree, $id: 'https://shop.test/tree', properties: {$anchor: {type: string}, leaf: {$dynamicAnchor: leaf}}}
    Data: {example: {$anchor: data}, default: {$id: data}, x-any: {$anchor: data}}
)");
  CHECK(followed(documents, root, "#tree").starts_with("test.yaml#/components/schemas/Tree {"));
  CHECK(followed(documents, root, "#leaf").starts_with("test.yaml#/components/schemas/Tree/properties/leaf {"));
  CHECK(followed(documents, root, "https://shop.test/tree#/properties/$anchor/type") ==
        "test.yaml#/components/schemas/Tree/properties/$anchor/type \"string\"");
  CHECK(followed(documents, root, "#data") ==
        "0:0 apidoc.reference: $ref \"#data\" leads nowhere in this document\n");
}

TEST_CASE("circles of references end") {
  base::SourceSet sources;
  DocumentSet documents(sources);
  const Document& root =
      opened(sources, documents, "a: {$ref: '#/b'}\nb: {$ref: '#/a'}\nself: {$ref: '#/self/x'}\nplain: {$ref: 3}\n");
  auto circle = documents.resolve(root, *root.root.find("a"));
  REQUIRE_FALSE(circle);
  CHECK(findings_text(circle.diagnostics()) == "1:11 apidoc.reference: $ref \"#/b\" leads in a circle\n");
  CHECK(followed(documents, root, "#/self/x") ==
        "0:0 apidoc.reference: $ref \"#/self/x\" leads in a circle\n");
  auto plain = documents.resolve(root, *root.root.find("plain"));
  REQUIRE(plain);
  CHECK(json(*plain->node) == R"({"$ref":3})");
}

TEST_CASE("references lead from file to file, and each is read once") {
  const DocumentFolder folder(
      "files", {
                   {"api/openapi.yaml", "pet: {$ref: 'schemas/a pet.yaml#/Pet'}\n"},
                   {"api/schemas/a pet.yaml", "Pet: {owner: {$ref: ../people/owner.json}}\n"},
                   {"api/people/owner.json",
                    R"({"pet": {"$ref": "../schemas/a%20pet.yaml#/Pet"}, "home": {"$ref": "../openapi.yaml#/pet"}})"},
                   {"secret.yaml", "a: 1\n"},
               });
  base::SourceSet sources;
  DocumentSet documents(sources);
  auto opened = documents.open(folder.path("api/openapi.yaml"));
  REQUIRE(opened);
  const Document& root = **opened;
  auto pet = documents.resolve(root, *root.root.find("pet"));
  REQUIRE(pet);
  CHECK(pet->document->source->label() == "schemas/a pet.yaml");
  CHECK(pet->document->source->name() == folder.path("api/schemas/a pet.yaml"));
  CHECK(pet->at.text() == "/Pet");
  CHECK(pet->place.place() == folder.path("api/schemas/a pet.yaml") + ":1:1");
  auto owner = documents.resolve(root, *pet->node->find("owner"));  // the span of the node says where it stands
  REQUIRE(owner);
  CHECK(owner->at.is_root());
  auto again = documents.resolve(root, *owner->node->find("pet"));
  REQUIRE(again);
  CHECK(again->node == pet->node);
  auto home = documents.resolve(root, *owner->node->find("home"));
  REQUIRE(home);
  CHECK(home->node == pet->node);
  CHECK(documents.documents().size() == 3);
  CHECK(followed(documents, root, "../secret.yaml") ==
        "0:0 apidoc.reference: $ref \"../secret.yaml\" leads out of the folder of the document "
        "[give --root with a folder that holds both]\n");
  CHECK(followed(documents, root, "gone.yaml#/a") ==
        "0:0 apidoc.reference: $ref \"gone.yaml#/a\" names a file that is not there\n");
  for (const std::string& odd :
       {std::string(5'000, 'a'), "a/" + std::string(300, 'b') + ".yaml", std::string("a\0b", 3)}) {
    CHECK(followed(documents, root, odd) ==
          "0:0 apidoc.reference: $ref " + base::in_quotes(odd) + " names a file that is not there\n");
  }
  CHECK(followed(documents, root, "schemas") ==
        "0:0 apidoc.reference: $ref \"schemas\" names a file that is not there\n");
  CHECK(followed(documents, root, "urn:x:y") ==
        "0:0 apidoc.reference: $ref \"urn:x:y\" names the scheme \"urn\", which is not read\n");
}

TEST_CASE("a folder may be allowed, and no symbolic link leads out of it") {
  const DocumentFolder folder("allowed", {{"api/openapi.yaml", "a: 1\n"}, {"common/errors.yaml", "Error: {b: 2}\n"}});
  std::filesystem::create_symlink(folder.path("common"), folder.path("api/link"));
  base::SourceSet sources;
  DocumentSet narrow(sources);
  auto root = narrow.open(folder.path("api/openapi.yaml"));
  REQUIRE(root);
  CHECK(followed(narrow, **root, "link/errors.yaml#/Error").find("leads out of the folder") != std::string::npos);
  DocumentOptions options;
  options.folder = folder.path("");
  DocumentSet wide(sources, options);
  root = wide.open(folder.path("api/openapi.yaml"));
  REQUIRE(root);
  CHECK(followed(wide, **root, "../common/errors.yaml#/Error") == "../common/errors.yaml#/Error {\"b\":2}");
}

TEST_CASE("a file with mistakes tells them once") {
  const DocumentFolder folder("mistakes", {{"openapi.yaml", "a: 1\n"}, {"bad.yaml", "a: 1\na: 2\n"}});
  base::SourceSet sources;
  DocumentSet documents(sources);
  auto root = documents.open(folder.path("openapi.yaml"));
  REQUIRE(root);
  const std::string reference = "0:0 apidoc.reference: $ref \"bad.yaml#/a\" names a file that cannot be read\n";
  CHECK(followed(documents, **root, "bad.yaml#/a") == "2:1 yaml.duplicate-key: duplicate key \"a\"\n" + reference);
  CHECK(followed(documents, **root, "bad.yaml#/a") == reference);
}

TEST_CASE("the network is asked only when it is allowed") {
  base::SourceSet sources;
  const Source& source = sources.add("api.yaml", "a: 1\n");
  DocumentSet closed(sources);
  auto root = closed.open(source);
  REQUIRE(root);
  CHECK(followed(closed, **root, "https://specs.test/v1/pets.yaml#/Pet") ==
        "0:0 apidoc.reference: $ref \"https://specs.test/v1/pets.yaml#/Pet\" is on the network "
        "[allow it with --allow-remote]\n");

  DocumentOptions options;
  std::vector<std::string> asked;
  options.fetch = [&](const std::string& url) -> Result<std::string> {
    asked.push_back(url);
    if (url.ends_with("gone.yaml")) return base::error("http.status", "404");
    return std::string("Pet: {$ref: '../v2/owner.yaml#/Owner'}\nOwner: {n: 1}\nHere: {$ref: 'file:///etc/passwd'}\n");
  };
  DocumentSet open(sources, options);
  root = open.open(source);
  REQUIRE(root);
  auto pet = open.resolve(**root, yaml(sources, "$ref: https://specs.test/v1/pets.yaml#/Pet"));
  REQUIRE(pet);
  CHECK(pet->document->location == "https://specs.test/v2/owner.yaml");
  CHECK(json(*pet->node) == R"({"n":1})");
  CHECK(followed(open, **root, "https://specs.test/v1/pets.yaml#/Owner") ==
        "https://specs.test/v1/pets.yaml#/Owner {\"n\":1}");
  CHECK(asked == std::vector<std::string>{"https://specs.test/v1/pets.yaml", "https://specs.test/v2/owner.yaml"});
  CHECK(followed(open, **root, "https://specs.test/gone.yaml") ==
        "0:0 http.status: 404\n0:0 apidoc.reference: $ref \"https://specs.test/gone.yaml\" could not be fetched\n");
  CHECK(followed(open, **root, "https://me:word@specs.test/a.yaml") ==
        "0:0 apidoc.reference: $ref \"https://***@specs.test/a.yaml\" holds a credential "
        "[references must not carry any]\n");
  CHECK(followed(open, *pet->document, "file:///etc/passwd") ==
        "0:0 apidoc.reference: $ref \"file:///etc/passwd\" leads from the network to this machine\n");
}

TEST_CASE("the number and the size of documents are bounded") {
  std::map<std::string, std::string> files{{"openapi.yaml", "a: 1\n"}};
  for (int i = 0; i < 10; ++i)
    files["f" + std::to_string(i) + ".yaml"] = "next: {$ref: 'f" + std::to_string(i + 1) + ".yaml'}\n";
  const DocumentFolder folder("bounds", files);
  base::SourceSet sources;
  DocumentOptions options;
  options.max_documents = 5;
  DocumentSet documents(sources, options);
  auto root = documents.open(folder.path("openapi.yaml"));
  REQUIRE(root);
  CHECK(followed(documents, **root, "f3.yaml#/next/next/next/next/next/next").find("leads to more than 5 documents") !=
        std::string::npos);
  options.max_bytes = 40;
  DocumentSet small(sources, options);
  root = small.open(folder.path("openapi.yaml"));
  REQUIRE(root);
  CHECK(followed(small, **root, "f3.yaml#/next/next") .find("leads to more than 40 bytes in all") != std::string::npos);
}
