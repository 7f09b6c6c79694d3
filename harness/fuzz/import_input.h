// Any bytes as a page, through one importer and all that follows: the normal form, the join with a second page, the
// schemas. What comes out is well formed, and the same when it is done again.
#pragma once
#include "input.h"

#include <concord/derive.h>
#include <concord/page.h>
#include <concord/derive/suggest.h>

#include <algorithm>

namespace concord::fuzz {

inline openapi::DocumentOptions nothing_beside() {
  openapi::DocumentOptions options;
  options.folder = "/nonexistent";  // a page must not make the fuzzer read files
  return options;
}

inline std::string findings_of(const base::Diagnostics& findings) {
  std::string text;
  for (const base::Diagnostic& finding : findings) text += base::render(finding);
  return text;
}

// Also when the importer would not take the page: it says so then.
inline int import_as(std::string_view importer, const std::uint8_t* data, std::size_t size) {
  base::SourceSet sources;
  const base::Source& page = sources.add("/nonexistent/shop-page.md", std::string(text_of(data, size)));
  const auto kinds = page::importer_kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& one) { return one.name == importer; });
  require(kind != kinds.end(), "there is such an importer");
  kind->recognises(page);
  openapi::DocumentSet documents(sources, nothing_beside());
  const auto imported = kind->import(page, documents);
  if (!imported) {
    require(!imported.diagnostics().empty(), "a page that is not read has a reason");
    findings_of(imported.diagnostics());
    return 0;
  }
  const auto again = kind->import(page, documents);
  require(again && document::equal(again->openapi, imported->openapi), "read twice, it says the same");
  require(findings_of(again->findings) == findings_of(imported->findings), "with the same findings");
  // The way to the files is longer than the importer's and the same for all: a part of the inputs goes it.
  if (size % 4 != 0) return 0;
  const std::vector<derive::DeriveInput> inputs{{"shop", "one", &page}, {"shop", "two", &page}};
  const auto derived = derive::derive(inputs, {}, documents);
  if (!derived) return 0;
  for (const auto& [path, text] : derived->files) {
    const base::Source file(path, text);
    const bool is_json = path.ends_with(".json");
    require(static_cast<bool>(is_json ? document::parse_json(file) : document::parse_yaml(file)),
            "every file that is written can be read");
  }
  const base::Source contract("openapi.yaml", derived->files.at("shop/openapi.yaml"));
  if (const auto root = document::parse_yaml(contract)) {
    derive::suggestions(*root, std::vector<const base::Source*>{&page});
  }
  return 0;
}

}  // namespace concord::fuzz
