// What is committed under schemas/ is what the pages and the overlays give, and every documented example is valid.
#include "fixtures.h"

#include <set>

using namespace concord;
using namespace concord::apidoc;

namespace {

const std::vector<std::string> operations{"complycube/create-flow-session", "finhub/create-customer-session",
                                          "frankieone/create-individual-session", "frankieone/get-idv-token",
                                          "knot/create-session"};

std::string committed(const std::string& path) { return CONCORD_SOURCE_DIR "/schemas/" + path; }

Contract load(base::SourceSet& sources, const std::string& provider) {
  auto contract = load_contract(sources, committed(provider + "/openapi.yaml"));
  if (!contract) FAIL(base::render(contract.diagnostics()));
  return *contract;
}

}  // namespace

TEST_CASE("the committed contracts and schemas are those that derive gives") {
  const auto pages = published_pages();
  if (pages.empty()) {
    WARN("skipped: the published pages are not beside the project");
    return;
  }
  base::SourceSet sources;
  const Derived derived = derive_pages(sources, pages, committed_overlays());
  std::set<std::string> expected;
  for (const auto& [path, text] : derived.files) {
    expected.insert(path);
    auto file = base::read_file(committed(path));
    INFO(path << " is stale: derive again");
    REQUIRE(file);
    CHECK(*file == text);
  }
  for (const char* provider : {"complycube", "finhub", "frankieone", "knot"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(committed(provider))) {
      const std::string path = std::filesystem::relative(entry.path(), committed("")).generic_string();
      const bool is_derived = path.ends_with(".schema.json") || path.ends_with("openapi.yaml");
      if (is_derived) CHECK(expected.contains(path));
    }
  }
}

TEST_CASE("derive gives the same for any order of the pages") {
  auto pages = published_pages();
  if (pages.empty()) {
    WARN("skipped: the published pages are not beside the project");
    return;
  }
  base::SourceSet sources;
  std::sort(pages.begin(), pages.end());
  const auto files = derive_pages(sources, pages, committed_overlays()).files;
  std::reverse(pages.begin(), pages.end());
  CHECK(derive_pages(sources, pages, committed_overlays()).files == files);
}

TEST_CASE("the contracts hold the five operations") {
  base::SourceSet sources;
  std::vector<std::string> found;
  for (const char* provider : {"complycube", "finhub", "frankieone", "knot"}) {
    for (const Operation& operation : load(sources, provider).operations) found.push_back(operation.id());
  }
  std::sort(found.begin(), found.end());
  CHECK(found == operations);
}

TEST_CASE("every documented example is valid by its derived schema") {
  base::SourceSet sources;
  std::size_t examples = 0;
  for (const char* provider : {"complycube", "finhub", "frankieone", "knot"}) {
    const Contract contract = load(sources, provider);
    CHECK(findings_text(check_examples(contract)) == "");
    for (const Operation& operation : contract.operations) {
      for (const Content& content : operation.request) {
        CHECK(content.schema.uri.ends_with("request.schema.json"));
        examples += content.examples.size();
      }
      for (const Answer& answer : operation.answers) {
        for (const Content& content : answer.contents) {
          INFO(operation.id() << " " << answer.status);
          CHECK(content.schema.uri.ends_with("response-" + answer.status + ".schema.json"));
          examples += content.examples.size();
        }
      }
    }
  }
  CHECK(examples == 20);
}

TEST_CASE("every schema of the contracts names its place, and no sentence of a page is kept") {
  base::SourceSet sources;
  for (const std::string& id : operations) {
    const std::string provider = id.substr(0, id.find('/'));
    const Contract contract = load(sources, provider);
    const Operation* operation = contract.find(id.substr(id.find('/') + 1));
    REQUIRE(operation != nullptr);
    CHECK(operation->place.line != 0);
    for (const Answer& answer : operation->answers) CHECK(answer.place.line != 0);
    const std::string text = document::write_json(*contract.root);
    CHECK(text.find("\"title\":\"", 0) != std::string::npos);
    CHECK(text.find("\"summary\"") == std::string::npos);
    std::size_t described = 0;
    for (std::size_t i = text.find("\"description\""); i != std::string::npos; i = text.find("\"description\"", i + 1)) {
      ++described;
      CHECK(text.substr(i, 25).starts_with("\"description\":\"Status "));
    }
    CHECK(described >= operation->answers.size());
  }
}
