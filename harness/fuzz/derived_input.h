// Texts as documents of the fuzzer's own, derived with no file beside them.
#pragma once
#include "input.h"

#include <concord/derive.h>
#include <concord/derive/suggest.h>

namespace concord::fuzz {

// References lead to no other file: the fuzzer would find those of its own folder.
inline openapi::DocumentOptions alone() {
  openapi::DocumentOptions options;
  options.max_documents = 1;
  return options;
}

// The contract that `derive` writes for the document `text`, read again; nothing when it is no document.
inline std::optional<document::Node> contract_of(base::SourceSet& sources, std::string_view text,
                                                 const base::Source* overlay = nullptr) {
  const base::Source& page = sources.add("api-all.yaml", std::string(text));
  openapi::DocumentSet documents(sources, alone());
  std::map<std::string, const base::Source*> overlays;
  if (overlay != nullptr) overlays.emplace("api", overlay);
  auto derived = derive::derive(std::vector<derive::DeriveInput>{{"api", "", &page}}, overlays, documents);
  if (!derived) {
    require(!derived.diagnostics().empty(), "what is not derived has a reason");
    return std::nullopt;
  }
  for (const auto& [path, written] : derived->files) {
    const base::Source file(path, written);
    require(static_cast<bool>(document::parse_yaml(file)), "every file that is written can be read");
  }
  auto root = document::parse_yaml(sources.add("openapi.yaml", derived->files.at("api/openapi.yaml")));
  require(static_cast<bool>(root), "the contract can be read");
  derive::suggestions(*root, std::vector<const base::Source*>{&page});
  return std::move(*root);
}

}  // namespace concord::fuzz
