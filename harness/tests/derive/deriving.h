// Pages that are derived, and those that are published.
#pragma once
#include "../page/importing.h"

#include <concord/base/file.h>
#include <concord/derive.h>

#include <support/shared.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace concord::support {

using derive::Derived;
using derive::DeriveInput;

inline Derived derive_pages(base::SourceSet& sources, const std::vector<std::string>& paths,
                            const std::map<std::string, std::string>& overlay_paths = {}) {
  std::vector<DeriveInput> inputs;
  for (const std::string& path : paths) {
    auto source = base::load_source(sources, path);
    if (!source) FAIL(base::render(source.diagnostics()));
    inputs.push_back({"", "", *source});
  }
  std::map<std::string, const Source*> overlays;
  for (const auto& [provider, path] : overlay_paths) {
    auto source = base::load_source(sources, path);
    if (!source) FAIL(base::render(source.diagnostics()));
    overlays[provider] = *source;
  }
  DocumentSet documents(sources);
  auto derived = derive::derive(inputs, overlays, documents);
  if (!derived) FAIL(base::render(derived.diagnostics()));
  return *derived;
}

// The published pages beside the project; empty when they are not there, and the program is marked as skipped.
inline std::vector<std::string> published_pages() {
  const auto folder = find_shared("docs");
  std::vector<std::string> pages;
  if (!folder) return pages;
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    if (entry.path().extension() == ".md") pages.push_back(entry.path().string());
  }
  return pages;
}

inline std::map<std::string, std::string> committed_overlays() {
  std::map<std::string, std::string> overlays;
  for (const char* provider : {"complycube", "finhub", "frankieone", "knot"}) {
    overlays[provider] = source_dir() + "/schemas/" + std::string(provider) + "/overlay.yaml";
  }
  return overlays;
}

}  // namespace concord::support
