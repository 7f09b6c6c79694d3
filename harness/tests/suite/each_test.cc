#include "each.h"
#include "row_file.h"

#include <support/catch.h>

#include <filesystem>
#include <fstream>

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
    const suite::Rows made = suite::Rows::read(&*root, {}, problems);
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
  CHECK(suite::Rows::read(nullptr, {}, problems).size() == 1);
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

namespace {

// Rows of a file `rows.NAME` beside a suite; `each` is what the suite says.
std::string from_file(const std::string& name, const std::string& content, const std::string& each) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "row_file_test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / name, std::ios::binary) << content;
  base::SourceSet sources;
  base::Diagnostics problems;
  auto root = document::parse_yaml(sources.add("each.yaml", each));
  REQUIRE(root.has_value());
  const suite::Rows rows = suite::Rows::read(
      &*root, {&sources, (folder / "a.suite.yaml").string(), (folder / "provider.yaml").string()}, problems);
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) text += document::write_json(rows.at(i));
  for (const base::Diagnostic& one : problems) {
    const auto place = one.span.source ? one.span.source->position(one.span.begin).line : 0;
    text += "[" + std::to_string(place) + ": " + one.message + "]";
  }
  return text;
}

}  // namespace

TEST_CASE("rows of CSV: quotes, line breaks, a byte order mark, types") {
  CHECK(from_file("a.csv", "\xEF\xBB\xBFname,n\r\n\"a, \"\"b\"\"\",007\r\n\r\n\"x\ny\",\n", "csv: a.csv") ==
        R"({"name":"a, \"b\"","n":"007"}{"name":"x\ny","n":""})");
  CHECK(from_file("b.csv", "a,b,c,d\n1,true,null,x\n\"1\",0x1,1.5,[1]\n", "{csv: b.csv, types: auto}") ==
        R"({"a":1,"b":true,"c":null,"d":"x"}{"a":"1","b":"0x1","c":1.5,"d":"[1]"})");
  CHECK(from_file("c.csv", "a,b\n\"{\"\"x\"\": 1}\",2\n", "{csv: c.csv, types: {a: json}}") ==
        R"({"a":{"x":1},"b":"2"})");
}

TEST_CASE("mistakes of a file of rows have their lines, all of them") {
  CHECK(from_file("d.csv", "a,b\n1\n1,2,3\n4,5\n", "csv: d.csv") ==
        R"({"a":"4","b":"5"}[2: this line has 1 fields, the header 2][3: this line has 3 fields, the header 2])");
  CHECK(from_file("e.csv", "a\n\"1\n", "csv: e.csv") == "[2: a quoted field is never closed]");
  CHECK(from_file("f.csv", "a\n\"1\"2\n", "csv: f.csv") == "[2: text behind a quoted field]");
  CHECK(from_file("g.csv", "a\nx\n", "{csv: g.csv, types: {b: json, a: json}}") ==
        R"({"a":null}[1: there is no column "b"][2: this is no JSON])");
  CHECK(from_file("h.csv", "a\n", "csv: h.csv") == "[1: there is no row in this file]");
  CHECK(from_file("i.json", "{}", "json: i.json") == "[1: a file of rows is a list of objects]");
  CHECK(from_file("j.json", "[1, {\"a\": 2}]", "json: j.json") ==
        R"({"a":2}[1: a row must be an object of names to values])");
  CHECK(from_file("k.jsonl", "{\"a\": 1}\n2\n", "jsonl: k.jsonl") ==
        R"({"a":1}[2: a row must be an object of names to values])");
  CHECK(from_file("l.csv", "a\n1\n", "{csv: l.csv, other: [1]}") ==
        R"({"a":"1"}[1: "other" does not go with rows from a file])");
  CHECK(from_file("p.csv", "a,b,a\n1,2,3\n", "csv: p.csv") == "[1: the column \"a\" is there twice]");
  CHECK(from_file("q.csv", "a\n1\n", "csv: ../row_file_test") == "[1: the file of rows is no regular file]");
  CHECK(from_file("m.csv", "a\n1\n", "csv: ../../../etc/passwd") == "[1: the file of rows must be in the project]");
  CHECK(from_file("n.csv", "a\n1\n", "csv: /etc/passwd") == "[1: the file of rows must be in the project]");
  CHECK(from_file("o.csv", "a\n1\n", "csv: missing.csv").starts_with("[1: cannot read "));
}
