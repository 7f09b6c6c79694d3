#include "each.h"

#include <support/catch.h>

using namespace concord;
using document::Node;

namespace {

struct Listing {
  base::SourceSet sources;
  base::Diagnostics problems;
  std::vector<Node> rows;
  explicit Listing(const std::string& yaml) {
    auto root = document::parse_yaml(sources.add("each.yaml", yaml));
    REQUIRE(root.has_value());
    const suite::Rows made = suite::Rows::read(&*root, problems);
    for (std::size_t i = 0; i < made.size(); ++i) rows.push_back(made.at(i));
  }
  std::string text() const {
    std::string all;
    for (const Node& row : rows) all += document::write_json(row);
    return all;
  }
};

}  // namespace

TEST_CASE("without each there is one empty row") {
  base::Diagnostics problems;
  CHECK(suite::Rows::read(nullptr, problems).size() == 1);
  CHECK(problems.empty());
}

TEST_CASE("a list of mappings is taken row by row") {
  CHECK(Listing("- {a: 1, b: x}\n- {a: 2}\n").text() == R"({"a":1,"b":"x"}{"a":2})");
}

TEST_CASE("a mapping of lists is their product, the last name varying fastest") {
  CHECK(Listing("a: [1, 2]\nb: [x, y]\n").text() == R"({"a":1,"b":"x"}{"a":1,"b":"y"}{"a":2,"b":"x"}{"a":2,"b":"y"})");
}

TEST_CASE("mistakes in each are reported and give no row") {
  CHECK(Listing("- 1\n").problems.at(0).message == "a row of \"each\" must be a mapping of names to values");
  CHECK(Listing("a: 1\n").problems.at(0).message == "\"a\" needs a list of values");
  CHECK(Listing("[]\n").problems.at(0).message == "\"each\" must be a list of rows, or a mapping of names to lists");
}

TEST_CASE("a product that explodes is refused") {
  std::string yaml;
  for (const char name : std::string("abcdefg")) yaml += std::string(1, name) + ": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n";
  const Listing rows(yaml);
  CHECK(rows.rows.empty());
  CHECK(rows.problems.at(0).message == "this product has more than 1000000 rows");
}
