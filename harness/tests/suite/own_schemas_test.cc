// The schemas that editors use agree with what the loader takes.
#include <concord/suite.h>
#include <concord/base/file.h>
#include <concord/schema.h>

#include <support/catch.h>
#include <support/paths.h>

#include <filesystem>

namespace fs = std::filesystem;
using namespace concord;

namespace {

document::Node read(base::SourceSet& sources, const fs::path& path) {
  auto source = base::load_source(sources, path);
  REQUIRE(source.has_value());
  auto root = document::parse_yaml(**source);
  REQUIRE(root.has_value());
  return std::move(root).value();
}

void check_all(const std::string& schema_name, const std::string& ending) {
  base::SourceSet sources;
  const fs::path root(support::source_dir());
  schema::Registry registry;
  registry.add("https://concord.test/suite.schema.json", read(sources, root / "schemas/concord/suite.schema.json"));
  schema::Options options;
  options.base_uri = "https://concord.test/" + schema_name;
  options.registry = &registry;
  auto compiled = schema::compile(read(sources, root / "schemas/concord" / schema_name), options);
  REQUIRE(compiled.has_value());
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root / "suites")) {
    if (!entry.path().filename().string().ends_with(ending)) continue;
    ++files;
    for (const auto& violation : compiled->explain(read(sources, entry.path())).violations) {
      FAIL_CHECK(entry.path().string() << violation.instance.text() << ": " << violation.message);
    }
  }
  CHECK(files >= 4);
}

}  // namespace

TEST_CASE("the guide's known issues conform to their schema, and are read") {
  base::SourceSet sources;
  auto guide = base::read_file(fs::path(support::source_dir()) / "docs/suites.md");
  REQUIRE(guide.has_value());
  const std::string fence = "```yaml known-issues\n";
  const std::size_t begin = guide->find(fence) + fence.size();
  const std::string text = guide->substr(begin, guide->find("```", begin) - begin);
  const auto& source = sources.add("known-issues.yaml", text);
  CHECK(concord::suite::read_known_issues(source).has_value());
  auto root = document::parse_yaml(source);
  REQUIRE(root.has_value());
  auto schema = schema::compile(
      read(sources, fs::path(support::source_dir()) / "schemas/concord/known-issues.schema.json"), {});
  REQUIRE(schema.has_value());
  CHECK(schema->explain(*root).violations.empty());
}

TEST_CASE("every suite conforms to the schema of suites") { check_all("suite.schema.json", ".suite.yaml"); }
TEST_CASE("every provider conforms to the schema of providers") { check_all("provider.schema.json", "provider.yaml"); }
