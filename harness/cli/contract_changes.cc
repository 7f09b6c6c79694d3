#include "contract_changes.h"

#include "finding_files.h"
#include "terminal.h"

#include <concord/diff.h>
#include <concord/finding/format.h>

namespace concord::cli {

std::string contract_changes(const std::string& path, const std::string& committed, const document::Node& derived) {
  base::SourceSet sources;
  const base::Source& before = sources.add(path, committed);
  const auto old_contract = document::parse_yaml(before);
  if (!old_contract) return {};
  const auto listing = diff::compare(*old_contract, derived, {base::system_clock().now()});
  if (listing.findings.empty())
    return "no message is another one: only prose, examples or where things stand changed\n\n";
  ShownFiles shown(sources);
  shown.add(before);
  finding::FormatOptions options;
  options.color = wants_color("auto", stdout_is_terminal());
  options.find_source = [&](std::string_view name) { return shown.find(name); };
  return finding::find_format("text")->write(listing, options);
}

}  // namespace concord::cli
