// docs/pages.md: it names every importer, and its page gives the findings that it prints.
#include "importing.h"

#include <concord/base/file.h>
#include <concord/page/page_blocks.h>

#include <support/paths.h>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::page;

TEST_CASE("the guide to pages names every importer and says what is found") {
  const auto text = base::read_file(support::source_dir() + "/docs/pages.md");
  REQUIRE(text);
  for (const ImporterKind& kind : importer_kinds()) {
    INFO(kind.name);
    CHECK(text->find("| `" + std::string(kind.name) + "` |") != std::string::npos);
  }
  base::SourceSet sources;
  const Source guide("pages.md", *text);
  std::string found;
  int compared = 0;
  for (const Block& block : read_blocks(guide)) {
    const std::string content = guide.text().substr(block.begin, block.end - block.begin);
    if (block.kind != BlockKind::Fence) continue;
    if (block.text.starts_with("markdown "))
      found = findings_text(import_text(sources, block.text.substr(9), content).findings);
    if (block.text != "findings") continue;
    CHECK(found == content);
    ++compared;
  }
  CHECK(compared == 1);
}
