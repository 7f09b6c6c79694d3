#include "contract_changes.h"

#include "terminal.h"

#include <concord/base/file.h>
#include <concord/diff.h>
#include <concord/finding/format.h>

#include <map>

namespace concord::cli {

std::string contract_changes(const std::string& path, const std::string& committed, const document::Node& derived) {
  base::SourceSet sources;
  const base::Source& before = sources.add(path, committed);
  const auto old_contract = document::parse_yaml(before);
  if (!old_contract) return {};
  const auto listing = diff::compare(*old_contract, derived, {base::system_clock().now()});
  if (listing.findings.empty()) return "no message is another one: only prose, examples or where things stand changed\n\n";
  std::map<std::string, const base::Source*, std::less<>> shown{{before.name(), &before}};
  finding::FormatOptions options;
  options.color = wants_color("auto", stdout_is_terminal());
  options.find_source = [&](std::string_view name) -> const base::Source* {
    const auto [found, is_new] = shown.emplace(std::string(name), nullptr);
    if (is_new) {
      if (auto page = base::load_source(sources, found->first)) found->second = *page;
    }
    return found->second;
  };
  return finding::find_format("text")->write(listing, options);
}

}  // namespace concord::cli
