// What is committed under schemas/ is what the pages and the overlays give, and every documented example is valid.
#include "deriving.h"

#include <concord/base/file.h>

#include <support/paths.h>

#include <filesystem>
#include <set>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::contract;
using namespace concord::page;
using namespace concord::derive;

namespace {

const std::vector<std::string> operations{"complycube/create-flow-session", "finhub/create-customer-session",
                                          "frankieone/create-individual-session", "frankieone/get-idv-token",
                                          "knot/create-session"};

std::string committed(const std::string& path) { return support::source_dir() + "/schemas/" + path; }

Contract load(base::SourceSet& sources, const std::string& provider) {
  auto contract = derive::load_contract(sources, committed(provider + "/openapi.yaml"));
  if (!contract) FAIL(base::render(contract.diagnostics()));
  return *contract;
}

}  // namespace

TEST_CASE("the committed contracts and schemas are those that derive gives", "[shared]") {
  const auto pages = published_pages();
  if (pages.empty()) return;
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

TEST_CASE("derive gives the same for any order of the pages", "[shared]") {
  auto pages = published_pages();
  if (pages.empty()) return;
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
      for (const Content& content : operation.request_body) {
        CHECK(content.schema.uri.ends_with("request.schema.json"));
        examples += content.examples.size();
      }
      for (const Response& answer : operation.responses) {
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
    for (const Response& answer : operation->responses) CHECK(answer.place.line != 0);
    const std::string text = document::write_json(*contract.root);
    CHECK(text.find("\"title\":\"", 0) != std::string::npos);
    CHECK(text.find("\"summary\"") == std::string::npos);
    std::size_t described = 0;
    for (std::size_t i = text.find("\"description\""); i != std::string::npos;
         i = text.find("\"description\"", i + 1)) {
      ++described;
      CHECK(text.substr(i, 25).starts_with("\"description\":\"Status "));
    }
    CHECK(described >= operation->responses.size());
  }
}

TEST_CASE("the findings about the published pages", "[shared]") {
  const auto pages = published_pages();
  if (pages.empty()) return;
  base::SourceSet sources;
  std::string found;
  for (const base::Diagnostic& finding : derive_pages(sources, pages, committed_overlays()).findings) {
    const std::string place = finding.span.place();
    found += place.substr(place.rfind('/') + 1) + " " + finding.kind + "\n";
  }
  CHECK(found == R"(complycube-create-flow-session.md:19:295 apidoc.type-contradiction
complycube-create-flow-session.md:19:778 apidoc.type-contradiction
complycube-create-flow-session.md:19:969 apidoc.type-contradiction
complycube-create-flow-session.md:19:2317 apidoc.prose-rule
complycube-create-flow-session.md:19:2731 apidoc.type-contradiction
complycube-create-flow-session.md:31:263 apidoc.dead-link
complycube-create-flow-session.md:31:444 apidoc.dead-link
complycube-create-flow-session.md:48:25 apidoc.example
complycube-create-flow-session.md:49:25 apidoc.example
complycube-create-flow-session.md:50:24 apidoc.example
complycube-create-flow-session.md:185:1 apidoc.fence-language
finhub-create-customer-session.md:220:24 apidoc.prose-rule
finhub-create-customer-session.md:282:24 apidoc.prose-rule
frankieone-create-individual-session.md:120:13 apidoc.parameter-is-security
frankieone-create-individual-session.md:169:9 apidoc.read-only-parameter
frankieone-create-individual-session.md:195:27 apidoc.example-member
frankieone-create-individual-session.md:200:27 apidoc.example-member
frankieone-create-individual-session.md:201:9 apidoc.status
frankieone-create-individual-session.md:205:27 apidoc.example-member
frankieone-create-individual-session.md:214:20 apidoc.prose-rule
frankieone-get-idv-token.md:94:32 apidoc.trailing-comma
frankieone-get-idv-token.md:109:32 apidoc.trailing-comma
frankieone-get-idv-token.md:161:13 apidoc.parameter-is-security
frankieone-get-idv-token.md:167:17 apidoc.parameter-is-security
frankieone-get-idv-token.md:218:24 apidoc.prose-rule
frankieone-get-idv-token.md:224:24 apidoc.prose-rule
frankieone-get-idv-token.md:228:20 apidoc.prose-example
frankieone-get-idv-token.md:253:20 apidoc.example
frankieone-get-idv-token.md:272:24 apidoc.prose-rule
frankieone-get-idv-token.md:316:27 apidoc.example-member
frankieone-get-idv-token.md:321:27 apidoc.example-member
frankieone-get-idv-token.md:322:9 apidoc.status
frankieone-get-idv-token.md:326:27 apidoc.example-member
frankieone-get-idv-token.md:367:20 apidoc.prose-rule
knot-create-session.md:52:34 apidoc.prose-rule
knot-create-session.md:59:34 apidoc.prose-rule
knot-create-session.md:64:34 apidoc.prose-rule
knot-create-session.md:155:25 apidoc.duplicate-enum
knot-create-session.md:175:27 apidoc.example
knot-create-session.md:287:24 apidoc.example-member
)");
}

TEST_CASE("every committed overlay names its decisions once and in order") {
  for (const auto& [provider, path] : committed_overlays()) {
    base::SourceSet sources;
    auto source = base::load_source(sources, path);
    REQUIRE(source);
    const Node overlay = *document::parse_yaml(**source);
    std::string prefix;
    for (const char c : provider) prefix += static_cast<char>(c - 'a' + 'A');
    const auto& actions = at(overlay, "/actions").items();
    for (std::size_t i = 0; i < actions.size(); ++i) {
      CHECK(actions[i].find("x-concord-id")->as_string() == prefix + "-" + std::to_string(i + 1));
    }
  }
}
