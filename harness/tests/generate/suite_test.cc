// The schemas of the official JSON Schema test suite. Where one of its instances is valid, a value exists, and one must
// be found; where one is not valid, a value that is refused must be found.
#include <concord/generate.h>

#include <concord/base/file.h>
#include <support/catch.h>
#include <support/shared.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace concord::generate {

namespace {

namespace fs = std::filesystem;

const fs::path kSuite = support::shared_path("json-schema-test-suite");

struct Draft {
  std::string_view folder;
  schema::Dialect dialect;
};
constexpr std::array<Draft, 5> kDrafts = {{{"draft2020-12", schema::Dialect::Draft2020_12},
                                           {"draft2019-09", schema::Dialect::Draft2019_09},
                                           {"draft7", schema::Dialect::Draft7},
                                           {"draft6", schema::Dialect::Draft6},
                                           {"draft4", schema::Dialect::Draft4}}};

Node read(const fs::path& path) {
  auto text = base::read_file(path.string());
  REQUIRE(text);
  auto parsed = document::parse_answer_json(*text);
  REQUIRE(parsed.root);
  return std::move(*parsed.root);
}

std::vector<fs::path> json_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

schema::Registry remotes() {
  schema::Registry registry;
  for (const fs::path& file : json_files(kSuite / "remotes")) {
    registry.add("http://localhost:1234/" + fs::relative(file, kSuite / "remotes").generic_string(), read(file));
  }
  return registry;
}

struct Counts {
  std::size_t schemas = 0, satisfiable = 0, breakable = 0;
  std::vector<std::string> without_valid, without_invalid;
};

bool has_test(const Node& group, bool is_valid) {
  const auto& tests = group.find("tests")->items();
  return std::any_of(tests.begin(), tests.end(),
                     [&](const Node& test) { return test.find("valid")->as_boolean() == is_valid; });
}

void try_group(const Node& group, const std::string& name, const schema::Options& options, Counts& counts) {
  auto compiled = schema::compile(*group.find("schema"), options);
  REQUIRE(compiled);
  ++counts.schemas;
  Options few;
  few.most = 20;
  const Generator generator = Generator::of(*compiled, few);
  if (has_test(group, true)) {
    ++counts.satisfiable;
    const auto value = generator.value(Shape::Typical);
    if (value) CHECK(compiled->accepts(*value));
    if (!value && !generator.value(Shape::Smallest)) {
      const Unmade& why = generator.unmade().front();
      counts.without_valid.push_back(name + ": " + why.at.text() + " " + why.reason);
    }
  }
  if (!has_test(group, false) || !has_test(group, true)) return;
  ++counts.breakable;
  const auto invalid = generator.invalid();
  if (invalid.empty()) counts.without_invalid.push_back(name);
  for (const Invalid& one : invalid) CHECK_FALSE(compiled->accepts(one.value));
}

Counts try_all() {
  const schema::Registry registry = remotes();
  Counts counts;
  for (const Draft& draft : kDrafts) {
    for (const fs::path& file : json_files(kSuite / "tests" / draft.folder)) {
      schema::Options options;
      options.default_dialect = draft.dialect;
      options.registry = &registry;
      options.assert_content = draft.dialect == schema::Dialect::Draft7 && file.filename() == "content.json";
      options.assert_formats = file.parent_path().filename() == "format";
      const Node groups = read(file);
      for (const Node& group : groups.items()) {
        const std::string name =
            std::string(draft.folder) + " " + file.filename().string() + ": " + group.find("description")->as_string();
        try_group(group, name, options, counts);
      }
    }
  }
  return counts;
}

}  // namespace

// Where something is refused, and nothing was found that is: all of them.
const std::vector<std::string> kNothingRefused = {
    // The one item that may not be there is deep within the other one.
    "draft2020-12 unevaluatedItems.json: unevaluatedItems with nested items",
    "draft2019-09 unevaluatedItems.json: unevaluatedItems with nested items",
    // Items that `contains` does not evaluate.
    "draft2020-12 unevaluatedItems.json: unevaluatedItems with minContains = 0",
    // What a property asks that the value that was made does not have.
    "draft2019-09 recursiveRef.json: multiple dynamic paths to the $recursiveRef keyword",
    "draft2019-09 recursiveRef.json: dynamic $recursiveRef destination (not predictable at schema compile time)"};

TEST_CASE("values are found for the schemas of the JSON Schema test suite", "[shared]") {
  if (!support::find_shared("json-schema-test-suite")) return;
  Counts counts = try_all();
  for (const std::string& name : counts.without_valid) UNSCOPED_INFO("no value: " << name);
  CHECK(counts.without_valid.empty());
  auto known = kNothingRefused;
  std::sort(known.begin(), known.end());
  std::sort(counts.without_invalid.begin(), counts.without_invalid.end());
  CHECK(counts.without_invalid == known);
  CHECK(counts.schemas == 1705);
  CHECK(counts.satisfiable == 1599);
  CHECK(counts.breakable == 1272);
}

}  // namespace concord::generate
