// The official JSON Schema test suite, draft 2020-12. Every case is judged twice: by accepts and by explain, which must
// agree.
#include <concord/base/file.h>
#include <concord/schema.h>
#include <support/catch.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

namespace {

using namespace concord;
namespace fs = std::filesystem;
using document::Node;

const fs::path kSuite = CONCORD_SOURCE_DIR "/../shared/json-schema-test-suite";

struct KnownGap {
  std::string_view file, test;  // the test is "description of the group / description of the case"
  std::string_view reason;
};

// A gap that closes must leave this table.
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
  const bool accepted = compiled->accepts(data);
  const auto explanation = compiled->explain(data);
  if (accepted != explanation.violations.empty()) {
    counts.failed.push_back(name + " (accepts and explain disagree)");
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

// Files of `folder` itself, not of folders within.
Counts run_folder(const fs::path& folder, const schema::Registry& registry, bool assert_formats) {
  schema::Options options;
  options.registry = &registry;
  options.assert_formats = assert_formats;
  Counts counts;
  for (const fs::path& file : json_files(folder, false)) run_file(counts, file, options);
  return counts;
}

void check_gaps(const Counts& counts, const std::string& part) {
  std::cout << "draft2020-12 " << part << ": " << counts.passed << " of " << counts.total << "\n";
  std::set<std::string> known, met;
  for (const KnownGap& gap : kKnownGaps) {
    if (gap.file.starts_with(part))
      known.insert(std::string(gap.file.substr(part.size() + 1)) + ": " + std::string(gap.test));
  }
  for (const std::string& failed : counts.failed) {
    INFO(part << ": " << failed);
    CHECK(known.contains(failed));
    met.insert(failed);
  }
  for (const std::string& gap : known) {
    INFO("this gap has closed: " << gap);
    CHECK(met.contains(gap));
  }
}

bool is_missing() {
  if (fs::exists(kSuite)) return false;
  WARN("skipped: the official test suite is not at " << kSuite.string());
  return true;
}

TEST_CASE("required") {
  if (is_missing()) return;
  const auto registry = remotes();
  const Counts counts = run_folder(kSuite / "tests/draft2020-12", registry, false);
  CHECK(counts.total == 1299);
  check_gaps(counts, "required");
}

TEST_CASE("optional") {
  if (is_missing()) return;
  const auto registry = remotes();
  const Counts counts = run_folder(kSuite / "tests/draft2020-12/optional", registry, false);
  CHECK(counts.total >= 162);
  check_gaps(counts, "optional");
}

TEST_CASE("optional/format") {
  if (is_missing()) return;
  const auto registry = remotes();
  const Counts counts = run_folder(kSuite / "tests/draft2020-12/optional/format", registry, true);
  CHECK(counts.total >= 764);
  check_gaps(counts, "format");
}

}  // namespace
