// The compliance suite of RFC 9535, all of it.
#include <concord/base/file.h>
#include <concord/document/jsonpath.h>
#include <support/catch.h>
#include <support/shared.h>

#include <filesystem>

using namespace concord;
using document::JsonPath;
using document::Node;
using document::Pointer;

namespace {

// "$['a'][0]" as a pointer. Good enough for normalized paths, which are made of nothing else.
std::string normalized_path(const Node& root, const Pointer& pointer) {
  std::string path = "$";
  const Node* node = &root;
  for (const std::string& token : pointer.tokens()) {
    if (node->is_array()) {
      path += "[" + token + "]";
      node = &node->items().at(std::stoul(token));
      continue;
    }
    path += "['";
    for (const char c : token) {
      constexpr std::string_view letters = "bfnrt";
      constexpr std::string_view values = "\b\f\n\r\t";
      const auto index = values.find(c);
      if (c == '\'' || c == '\\') {
        path.append("\\").append(1, c);
      } else if (index != std::string_view::npos) {
        path.append("\\").append(1, letters[index]);
      } else if (static_cast<unsigned char>(c) < 0x20) {
        path.append("\\u00").append(1, c < 0x10 ? '0' : '1').append(1, "0123456789abcdef"[c & 15]);
      } else {
        path += c;
      }
    }
    path += "']";
    node = node->find(token);
  }
  return path;
}

struct Outcome {
  Node values = Node::array();
  Node paths = Node::array();
};

Outcome select(const JsonPath& path, const Node& root) {
  Outcome outcome;
  for (const auto& match : path.select(root)) {
    outcome.values.push_back(*match.node);
    outcome.paths.push_back(Node(normalized_path(root, match.location)));
    CHECK(resolve(root, match.location) == match.node);
  }
  return outcome;
}

bool is_expected(const Node& test, const Outcome& outcome) {
  if (const Node* result = test.find("result")) {
    return equal(outcome.values, *result) && equal(outcome.paths, *test.find("result_paths"));
  }
  for (std::size_t i = 0; i < test.find("results")->size(); ++i) {
    const bool is_same = equal(outcome.values, test.find("results")->items()[i]);
    if (is_same && equal(outcome.paths, test.find("results_paths")->items()[i])) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the JSONPath compliance suite", "[shared]") {
  const auto file = support::find_shared("jsonpath-compliance-test-suite/cts.json");
  if (!file) return;
  base::SourceSet sources;
  const auto source = base::load_source(sources, *file);
  REQUIRE(source);
  const auto suite = document::parse_json(**source);
  REQUIRE(suite);
  const Node& tests = *suite->find("tests");
  CHECK(tests.size() >= 700);
  for (const Node& test : tests.items()) {
    CAPTURE(test.find("name")->as_string(), test.find("selector")->as_string());
    const auto path = JsonPath::compile(test.find("selector")->as_string());
    if (test.has("invalid_selector")) {
      CHECK_FALSE(path);
      continue;
    }
    INFO((path ? "" : base::render(path.diagnostics())));
    REQUIRE(path);
    const Outcome outcome = select(*path, *test.find("document"));
    CAPTURE(write_json(outcome.values), write_json(outcome.paths), write_json(test));
    CHECK(is_expected(test, outcome));
  }
}
