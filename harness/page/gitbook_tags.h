// The tags of GitBook, oldest to newest: {% api-method … %}, {% swagger … %}, {% openapi … %}, {% tab … %}.
#pragma once
#include "page_model.h"

namespace concord::page {

enum class GitbookTagKind {
  Tab,  // title
  EndTab,
  EndTabs,
  Part,       // part: what the parameters behind it are
  Parameter,  // field, and part where the tag says it
  EndParameter,
  Answer,  // status, title
  Other,
};

struct GitbookTag {
  GitbookTagKind kind = GitbookTagKind::Other;
  std::string title;
  std::string status;
  Part part = Part::None;
  Field field;
};
GitbookTag read_gitbook_tag(const Block& block);

// The document that {% openapi src="…" path="…" method="…" %} leads to; "" for every other block.
std::string document_of_tag(const Block& block);

}  // namespace concord::page
