// What the guide shows is what golden cases show.
#include <concord/explore.h>

#include <concord/base/file.h>
#include <concord/base/text.h>

#include <support/catch.h>
#include <support/paths.h>

#include <filesystem>

using namespace concord;

namespace {

std::string read(const std::string& path) {
  const auto text = base::read_file(std::filesystem::path(support::source_dir()) / path);
  REQUIRE(text.has_value());
  return *text;
}

}  // namespace

TEST_CASE("every line that the guide shows of a run comes from a golden case") {
  std::string shown;
  for (const char* one :
       {"failed/document_bound", "failed/document_random", "failed/document_refused", "unjudged/document",
        "passed/document_dry_run"})
    shown += read(std::string("harness/tests/cases/") + one + "/expected/stdout");
  const std::string guide = read("docs/explore.md");
  std::size_t lines = 0;
  bool is_inside = false;
  for (const std::string_view line : base::split(guide, '\n')) {
    if (line.starts_with("```")) is_inside = !is_inside;
    else if (is_inside && !line.starts_with("$ ")) {
      CAPTURE(line);
      CHECK(shown.find(line) != std::string::npos);
      ++lines;
    }
  }
  CHECK(lines > 10);
}

TEST_CASE("the guide has a row for each phase") {
  const std::string guide = read("docs/explore.md");
  for (const explore::PhaseInfo& one : explore::phases())
    CHECK(guide.find("| `" + std::string(one.name) + "` |") != std::string::npos);
}
