// What consumers check: SARIF against its schema, JUnit against the strictest XSD.
#include "sample_listing.h"

#include <concord/base/file.h>
#include <concord/document.h>
#include <concord/finding/format.h>
#include <concord/schema.h>
#include <support/catch.h>
#include <support/paths.h>
#include <support/shared.h>

#include <cstdlib>
#include <filesystem>

using namespace concord;
namespace fs = std::filesystem;

namespace {

std::vector<finding::Listing> listings() {
  finding::Listing empty;
  empty.tool = "lint";
  return {sample::ordinary(), empty};
}

}  // namespace

TEST_CASE("SARIF is valid against the schema of SARIF 2.1.0", "[shared]") {
  const auto schema_file = support::find_shared("report-formats/sarif-schema-2.1.0.json");
  if (!schema_file) return;
  auto text = base::read_file(*schema_file);
  REQUIRE(text.has_value());
  const base::Source source("sarif", std::move(text).value());
  auto root = document::parse_json(source);
  REQUIRE(root.has_value());
  const auto compiled = schema::compile_at(std::make_shared<const document::Node>(std::move(root).value()), {}, {});
  REQUIRE(compiled.has_value());
  for (const auto& listing : listings()) {
    finding::FormatOptions options;
    options.tool_version = "1.2.3";
    const auto sarif = document::parse_answer_json(finding::find_format("sarif")->write(listing, options));
    REQUIRE(sarif.root.has_value());
    const auto explanation = compiled->explain(*sarif.root);
    for (const auto& one : explanation.violations) UNSCOPED_INFO(one.instance.text() << " " << one.message);
    CHECK(compiled->accepts(*sarif.root));
  }
}

TEST_CASE("JUnit is valid against the schema of Jenkins' xunit-plugin", "[shared]") {
  const auto schema_file = support::find_shared("report-formats/junit-10.xsd");
  if (!schema_file) return;
  if (std::system("xmllint --version >/dev/null 2>&1") != 0) return support::skip("xmllint is not installed");
  const fs::path file = fs::path(support::binary_dir()) / "finding_junit.xml";
  for (const auto& listing : listings()) {
    REQUIRE(base::write_file_atomically(file, finding::find_format("junit")->write(listing, {})).empty());
    const std::string command = "xmllint --noout --nonet --schema '" + schema_file->string() + "' '" +
                                file.string() + "' 2>/dev/null";
    CHECK(std::system(command.c_str()) == 0);
  }
}
