#include "contract_changes.h"

#include "terminal.h"

#include <concord/diff.h>
#include <concord/finding/format.h>

namespace concord::cli {

std::string contract_changes(const std::string& path, const std::string& committed, const std::string& derived) {
  base::SourceSet sources;
  const base::Source& before = sources.add(path, committed);
  const base::Source& after = sources.add(path + " (derived)", derived);
  const auto old_contract = document::parse_yaml(before), new_contract = document::parse_yaml(after);
  if (!old_contract || !new_contract) return {};
  const auto listing = diff::compare(*old_contract, *new_contract, {base::system_clock().now()});
  if (listing.findings.empty()) return {};
  finding::FormatOptions options;
  options.color = wants_color("auto", stdout_is_terminal());
  options.find_source = [&](std::string_view name) {
    return name == before.name() ? &before : name == after.name() ? &after : nullptr;
  };
  return finding::find_format("text")->write(listing, options);
}

}  // namespace concord::cli
