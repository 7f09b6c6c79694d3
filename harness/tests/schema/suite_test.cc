// The official JSON Schema test suite, five drafts at three levels. Every case is judged five times: by accepts and by
// failures, each of a Node and of a Compact, and by explain, which has an evaluation of its own. All must agree.
#include <concord/base/file.h>
#include <concord/schema.h>
#include <concord/schema/failures.h>
#include <support/catch.h>
#include <support/shared.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <functional>
#include <set>

namespace {

using namespace concord;
namespace fs = std::filesystem;
using document::Node;

const fs::path kSuite = support::shared_path("json-schema-test-suite");

struct Draft {
  std::string_view folder;
  schema::Dialect dialect;
  std::size_t required, optional, format;  // how many cases there are
};

constexpr std::array<Draft, 5> kDrafts = {{
    {"draft2020-12", schema::Dialect::Draft2020_12, 1299, 162, 764},
    {"draft2019-09", schema::Dialect::Draft2019_09, 1259, 158, 757},
    {"draft7", schema::Dialect::Draft7, 927, 118, 676},
    {"draft6", schema::Dialect::Draft6, 839, 106, 325},
    {"draft4", schema::Dialect::Draft4, 618, 100, 219},
}};

enum class Level { Required, Optional, Format };

struct KnownGap {
  std::string_view draft, test;  // the test is "file: description of the group / description of the case"
  Level level;
  std::string_view reason;
};

// All that is left out. A gap that closes must leave this table.
const std::vector<KnownGap> kKnownGaps = {};

Node read(const fs::path& path) {
  auto text = base::read_file(path.string());
  REQUIRE(text);
  auto parsed = document::parse_answer_json(*text);
  INFO(path.string() << (parsed.faults.empty() ? "" : ": " + parsed.faults[0].message));
  REQUIRE(parsed.root);
  return std::move(*parsed.root);
}

std::vector<fs::path> json_files(const fs::path& folder, bool recursive) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json" && (recursive || entry.path().parent_path() == folder))
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

schema::Registry remotes() {
  schema::Registry registry;
  const fs::path folder = kSuite / "remotes";
  for (const fs::path& file : json_files(folder, true)) {
    registry.add("http://localhost:1234/" + fs::relative(file, folder).generic_string(), read(file));
  }
  return registry;
}

struct Counts {
  std::size_t passed = 0, total = 0;
  std::vector<std::string> failed;
};

void judge(Counts& counts, const std::string& name, const schema::Schema* compiled, const std::string& problem,
           const Node& test) {
  ++counts.total;
  const Node& data = *test.find("data");
  const bool wanted = test.find("valid")->as_boolean();
  if (!compiled) {
    counts.failed.push_back(name + " (does not compile: " + problem + ")");
    return;
  }
  static document::Compact compact;
  REQUIRE(compact.read(write_json(data)));
  const bool accepted = compiled->accepts(data);
  if (accepted != compiled->explain(data).violations.empty()) {
    counts.failed.push_back(name + " (accepts and explain disagree)");
  } else if (accepted != compiled->accepts(compact)) {
    counts.failed.push_back(name + " (the verdicts on Node and Compact disagree)");
  } else if (accepted != (compiled->failures(data).size() == 0) ||
             accepted != (compiled->failures(compact).size() == 0)) {
    counts.failed.push_back(name + " (accepts and failures disagree)");
  } else if (accepted != wanted) {
    counts.failed.push_back(name);
  } else {
    ++counts.passed;
  }
}

void run_file(Counts& counts, const fs::path& file, const schema::Options& options) {
  const Node groups = read(file);
  for (const Node& group : groups.items()) {
    auto compiled = schema::compile(*group.find("schema"), options);
    const std::string problem = compiled ? "" : compiled.diagnostics()[0].message;
    for (const Node& test : group.find("tests")->items()) {
      const std::string name = file.filename().string() + ": " + group.find("description")->as_string() + " / " +
                               test.find("description")->as_string();
      judge(counts, name, compiled ? &*compiled : nullptr, problem, test);
    }
  }
}

std::string_view name_of(Level level) {
  return level == Level::Required ? "required" : level == Level::Optional ? "optional" : "format";
}

// Content is asserted where the suite has cases for it: at the optional level of draft 7.
schema::Options options_for(const Draft& draft, Level level, const schema::Registry& registry) {
  schema::Options options;
  options.default_dialect = draft.dialect;
  options.registry = &registry;
  options.assert_formats = level == Level::Format;
  options.assert_content = level == Level::Optional && draft.dialect == schema::Dialect::Draft7;
  return options;
}

// Files of the level's folder itself, not of folders within.
Counts run_level(const Draft& draft, Level level, const schema::Registry& registry) {
  fs::path folder = kSuite / "tests" / draft.folder;
  if (level != Level::Required) folder /= "optional";
  if (level == Level::Format) folder /= "format";
  Counts counts;
  for (const fs::path& file : json_files(folder, false)) run_file(counts, file, options_for(draft, level, registry));
  return counts;
}

void check_gaps(const Counts& counts, const Draft& draft, Level level) {
  std::cout << draft.folder << ' ' << name_of(level) << ": " << counts.passed << " of " << counts.total << "\n";
  std::set<std::string, std::less<>> known, met;
  for (const KnownGap& gap : kKnownGaps) {
    if (gap.draft == draft.folder && gap.level == level) known.emplace(gap.test);
  }
  for (const std::string& failed : counts.failed) {
    INFO(draft.folder << ' ' << name_of(level) << ": " << failed);
    CHECK(known.contains(failed));
    met.insert(failed);
  }
  for (const std::string& gap : known) {
    INFO("this gap has closed: " << draft.folder << ' ' << name_of(level) << ": " << gap);
    CHECK(met.contains(gap));
  }
}

void check_level(Level level, std::size_t Draft::* cases) {
  if (!support::find_shared("json-schema-test-suite")) return;
  const auto registry = remotes();
  for (const Draft& draft : kDrafts) {
    const Counts counts = run_level(draft, level, registry);
    INFO(draft.folder);
    CHECK(counts.total == draft.*cases);
    check_gaps(counts, draft, level);
  }
}

TEST_CASE("required") { check_level(Level::Required, &Draft::required); }
TEST_CASE("optional") { check_level(Level::Optional, &Draft::optional); }
TEST_CASE("optional/format") { check_level(Level::Format, &Draft::format); }

}  // namespace
