// The fenced blocks of a guide, for tests that its examples are true.
#pragma once
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <support/catch.h>
#include <support/paths.h>

#include <filesystem>

namespace concord::cli {

struct Fence {
  std::string label;  // what stands behind the back ticks: "yaml old.yaml", "console"
  std::string text;

  // "yaml", and what follows a blank: "old.yaml".
  std::string language() const { return label.substr(0, label.find(' ')); }
  std::string name() const { return label.find(' ') == std::string::npos ? "" : label.substr(label.find(' ') + 1); }
};

// `guide` is named from the top of the tree: "docs/diff.md".
inline std::vector<Fence> fences_of(const std::string& guide) {
  const auto page = base::read_file(std::filesystem::path(support::source_dir()) / guide);
  REQUIRE(page.has_value());
  std::vector<Fence> found;
  bool is_inside = false;
  for (const auto line : base::split(*page, '\n')) {
    if (line.starts_with("```")) {
      is_inside = !is_inside;
      if (is_inside) found.push_back({std::string(line.substr(3)), {}});
    } else if (is_inside) {
      found.back().text += std::string(line) + '\n';
    }
  }
  return found;
}

// The first with that label.
inline std::string fence_text(const std::vector<Fence>& fences, std::string_view label) {
  for (const Fence& fence : fences) {
    if (fence.label == label) return fence.text;
  }
  FAIL("no fence " << label);
  return {};
}

}  // namespace concord::cli
