// The checks of oasdiff (1.15, 464 of them, and those that newer versions have), one pair of documents or more for
// each, and what Concord says about the pair: rule and level, no more and no less. bench/diff/compare_oasdiff.py runs
// the same pairs through oasdiff itself and lists where the two differ.
//
// A row of oasdiff/*.yaml:
//     checks  names of checks; "request-{body,property}-type-changed" are two
//     at      where `old` and `new` stand; without it, the beginning of the check's name says so
//     says    what is found, e.g. "breaking request-type-changed", or a list of it
#include "contracts.h"

#include <support/paths.h>

#include <concord/base/file.h>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace concord;
using contracts::Node;
namespace fs = std::filesystem;

namespace {

struct Place {
  std::string_view name, before, after;  // before and after a fragment in flow style
};

constexpr std::string_view in_request = "{requestBody: {content: {application/json: {schema: ";
constexpr std::string_view in_answer = "{responses: {'200': {content: {application/json: {schema: ";
constexpr std::string_view in_property = "{type: object, properties: {p: ";

// Longer names first, as far as they begin alike.
const Place places[] = {
    {"request-read-only-property", in_request, "}}}}"},
    {"request-parameter-property", "{parameters: [{name: q, in: query, schema: ", "}]}"},
    {"request-property", in_request, "}}}}"},
    {"request-parameter", "{parameters: [{name: q, in: query, schema: ", "}]}"},
    {"request-content", "{requestBody: {content: ", "}}"},
    {"request-body", in_request, "}}}}"},
    {"response-write-only-property", in_answer, "}}}}}"},
    {"response-property", in_answer, "}}}}}"},
    {"response-content", "{responses: {'200': {content: ", "}}}"},
    {"response-body", in_answer, "}}}}}"},
    {"response-mediatype", in_answer, "}}}}}"},
    {"response-headers", "{responses: {'200': {headers: ", "}}}"},
    {"response-header", "{responses: {'200': {headers: {X-H: {schema: ", "}}}}}"},
    {"header-parameter", "{parameters: [{name: q, in: header, schema: ", "}]}"},
    {"parameters", "{parameters: ", "}"},
    {"responses", "{responses: ", "}"},
    {"operation", "", ""},
};

const char* animals =
    "{Cat: {type: object, required: [meows], properties: {meows: {type: boolean}}}, "
    "Dog: {type: object, required: [barks], properties: {barks: {type: boolean}}}}";
const char* schemes =
    "Key: {type: apiKey, in: header, name: X-Key}, Bearer: {type: http, scheme: bearer}, "
    "OAuth: {type: oauth2, flows: {password: {tokenUrl: 'https://a.example/token', scopes: {read: r, write: w}}}}";

const Place& place_of(const std::string& name) {
  const auto* found = std::find_if(std::begin(places), std::end(places),
                                   [&](const Place& one) { return name.starts_with(one.name); });
  INFO(name);
  REQUIRE(found != std::end(places));
  return *found;
}

std::string contract_of(const std::string& operation, const std::string& more_schemes = "") {
  return "openapi: 3.1.0\npaths: {/things: {post: " + operation + "}}\ncomponents: {schemas: " + animals +
         ", securitySchemes: {" + schemes + more_schemes + "}}\n";
}

// Members of a root object: components, but for those that it has itself.
std::string with_schemes(const Node& root) {
  if (root.has("components")) return "}";
  return ", \"components\": {schemas: " + std::string(animals) + ", securitySchemes: {" + schemes + "}}}";
}

// The fragment is JSON, which YAML reads as well.
std::string document_of(const std::string& at, const Node& fragment) {
  const std::string text = document::write_json(fragment);
  if (at == "document") return "{\"openapi\": \"3.1.0\", " + text.substr(1, text.size() - 2) + with_schemes(fragment);
  if (at == "security-schemes")
    return contract_of("{security: [{Extra: []}]}", fragment.size() == 0 ? "" : ", " + text.substr(1, text.size() - 2));
  const Place& place = place_of(at);
  const bool is_property = place.name.ends_with("-property");
  return contract_of(std::string(place.before) + (is_property ? std::string(in_property) + text + "}}" : text) +
                  std::string(place.after));
}

std::vector<std::string> expanded(const std::string& name) {
  const std::size_t open = name.find('{'), close = name.find('}');
  if (open == std::string::npos) return {name};
  std::vector<std::string> names;
  for (const auto word : base::split(std::string_view(name).substr(open + 1, close - open - 1), ','))
    names.push_back(name.substr(0, open) + std::string(word) + name.substr(close + 1));
  return names;
}

std::vector<std::string> texts_of(const Node& one_or_more) {
  if (one_or_more.is_string()) return {one_or_more.as_string()};
  std::vector<std::string> texts;
  for (const Node& item : one_or_more.items()) texts.push_back(item.as_string());
  return texts;
}

std::multiset<std::string> findings_of(const std::string& before, const std::string& after) {
  const auto listing = contracts::compared_as_files(before, after);
  std::multiset<std::string> found;
  for (const auto& one : listing.findings) found.insert(std::string(listing.word(one.level)) + ' ' + one.rule);
  return found;
}

std::vector<fs::path> tables() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(support::source_dir()) / "harness/tests/diff/oasdiff"))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

void check_row(const Node& row, std::set<std::string>& checks) {
  const auto expected = texts_of(*row.find("says"));
  for (const std::string& stated : texts_of(*row.find("checks"))) {
    for (const std::string& name : expanded(stated)) {
      const std::string at = row.has("at") ? row.find("at")->as_string() : name;
      INFO(name);
      CHECK(findings_of(document_of(at, *row.find("old")), document_of(at, *row.find("new"))) ==
            std::multiset<std::string>(expected.begin(), expected.end()));
      checks.insert(name);
    }
  }
}

}  // namespace

TEST_CASE("each check of oasdiff is a rule here, or nothing on purpose") {
  contracts::Documents documents;
  std::set<std::string> checks;
  for (const fs::path& file : tables()) {
    for (const Node& row : documents.read(*base::read_file(file), file.string()).items()) check_row(row, checks);
  }
  CHECK(checks.size() == 578);  // grows with the tables
}
