// The examples of credential profiles in the guide: each is that of a golden case, whose server verifies what is sent,
// and each works at the embedded mock.
#include "command_line.h"
#include "guide_fences.h"

#include <concord/auth.h>

using namespace concord;
using namespace concord::cli;

namespace {

struct Example {
  std::string name;  // of the case: "oauth2"
  std::string text;
};

// `kind`: "auth" or "target".
std::vector<Example> examples(const std::string& kind) {
  std::vector<Example> found;
  for (const Fence& fence : fences_of("docs/suites.md")) {
    const std::string label = "yaml " + kind + " ";
    if (fence.label.starts_with(label)) found.push_back({fence.label.substr(label.size()), fence.text});
  }
  return found;
}

std::string of_case(const Example& example, const std::string& file) {
  const auto text = base::read_file(std::filesystem::path(support::source_dir()) / "harness/tests/cases/passed" /
                                    example.name / file);
  REQUIRE(text.has_value());
  return *text;
}

// What the contract says of each type, for the mock.
const std::map<std::string, std::string> schemes = {
    {"aws_sigv4", "{type: apiKey, in: header, name: Authorization}"},
    {"digest", "{type: http, scheme: digest}"},
    {"hmac", "{type: apiKey, in: header, name: X-Signature}"},
    {"oauth2", "{type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://id.test/token', scopes: {}}}}"},
};

std::string contract_with(const std::string& scheme) {
  return "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\nservers: [{url: 'https://shop.test/v1'}]\npaths:\n  "
         "/orders/{id}:\n"
         "    get:\n      x-concord-operation: get-order\n      security: [{one: []}]\n"
         "      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n"
         "      responses: {'204': {description: gone}, '401': {description: who}}\n"
         "components: {securitySchemes: {one: " +
         scheme + "}}\n";
}

}  // namespace

TEST_CASE("the target with TLS files in the guide is that of a golden case") {
  REQUIRE(examples("target").size() == 1);
  for (const Example& example : examples("target"))
    CHECK(contains(of_case(example, "suites/shop/provider.yaml"), example.text));
}

TEST_CASE("the profiles in the guide are those of golden cases, and all types are in its table") {
  REQUIRE_FALSE(examples("auth").empty());
  for (const Example& example : examples("auth")) {
    CAPTURE(example.name);
    CHECK(contains(of_case(example, "suites/shop/provider.yaml"), example.text));
  }
  const auto guide = base::read_file(std::filesystem::path(support::source_dir()) / "docs/suites.md");
  for (const std::string& type : auth::profile_types()) CHECK(contains(*guide, "\n| `" + type + "` | `"));
}

TEST_CASE("the profiles in the guide work at the embedded mock") {
  for (const Example& example : examples("auth")) {
    CAPTURE(example.name);
    CommandLine line;
    line.write("own/openapi.yaml", contract_with(schemes.at(example.name)));
    line.write("own/provider.yaml", base::replace_all(of_case(example, "suites/shop/provider.yaml"),
                                                      "../../schemas/shop/openapi.yaml", "openapi.yaml"));
    line.write(
        "own/a.suite.yaml",
        "suite: S\noperation: get-order\nrequest: {path: {id: '7'}}\ncases:\n  - {name: known, expect: {status: 204}}\n"
        "  - {name: unknown, request: {auth: none}, expect: {status: 401}}\n");
    line.write("secrets", of_case(example, "env"));
    const auto ended = line.run({"run", "own", "--secrets-file", "secrets"});
    INFO(ended.out << ended.err);
    CHECK(ended.exit_code == 0);
  }
}
