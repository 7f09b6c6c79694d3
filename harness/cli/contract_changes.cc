#include "contract_changes.h"

#include "finding_files.h"
#include "terminal.h"

#include <concord/diff.h>
#include <concord/finding/format.h>

#include <optional>

namespace concord::cli {

namespace {

using document::Node;

// Lines of pages, and the digests of the pages.
void leave_out_sources(Node& node, bool is_document = false) {
  if (node.is_object()) {
    std::erase_if(node.members(), [is_document](const document::Member& one) {
      return one.key == "x-concord-source" || one.key == "x-concord-also" ||
             (is_document && (one.key == "sha256" || one.key == "line"));
    });
    for (document::Member& one : node.members())
      leave_out_sources(one.value, one.key == "x-concord-document" || one.key == "x-concord-documents");
  }
  if (!node.is_array()) return;
  for (Node& item : node.items()) leave_out_sources(item, is_document);
}

std::optional<Node> without_sources(const std::string& text) {
  base::SourceSet sources;
  auto parsed = document::parse_yaml(sources.add("", text));
  if (!parsed) return std::nullopt;
  leave_out_sources(*parsed);
  return std::move(parsed).value();
}

}  // namespace

bool only_source_lines_differ(const std::string& committed, const std::string& derived) {
  const auto before = without_sources(committed), now = without_sources(derived);
  // In the order of their members too, which is kept in the file.
  return before && now && document::write_json(*before) == document::write_json(*now);
}

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
