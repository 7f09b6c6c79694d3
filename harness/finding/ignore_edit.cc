#include <concord/base/text.h>
#include <concord/finding/ignore_edit.h>

#include <algorithm>
#include <set>

namespace concord::finding {
namespace {

bool is_comment(std::string_view line) { return base::trim(line).starts_with("#"); }

// Each line of `text` behind `indent` spaces.
std::string indented(const std::string& text, std::size_t indent) {
  std::string result;
  for (const std::string_view line : base::split(text, '\n')) {
    if (!line.empty()) result += std::string(indent, ' ') + std::string(line) + '\n';
  }
  return result;
}

// Of the dash before the first entry.
std::size_t indent_of(const base::Source& source, const document::Node& root) {
  if (root.size() == 0) return 0;
  const std::string_view line = source.line(root.items()[0].span().position().line);
  const std::size_t dash = line.find('-');
  return dash == line.npos ? 0 : dash;
}

// The line of the entry's dash, and of the comment above it. What stands at the top of the file is about the file.
std::uint32_t first_line(const base::Source& source, const IgnoreEntry& entry) {
  const std::uint32_t dash = entry.span.position().line;
  std::uint32_t line = dash;
  while (line > 1 && is_comment(source.line(line - 1))) --line;
  return line == 1 ? dash : line;
}

// In quotes, which hold in every form that an entry may have; but a date is a date.
std::string value_text(const document::Member& member) {
  const std::string& text = member.value.as_string();
  return member.key == "expires" ? text : document::write_json(document::Node(text));
}

struct Edit {
  std::size_t begin, end;
  std::string text;
};

// A block of lines ends behind the last of them.
Edit replaced(const base::Source& source, const base::Span& old, const document::Member& member) {
  const bool ends_line = old.end > old.begin && source.text()[old.end - 1] == '\n';
  return {old.begin, old.end, value_text(member) + (ends_line ? "\n" : "")};
}

// In front of the last member, which is there: "id: KI-1\n  " or "id: KI-1, ".
Edit added(const base::Source& source, const document::Node& entry, const document::Member& member) {
  const base::Span& last = std::prev(entry.members().end())->key_span;
  const bool is_flow = source.text()[entry.span().begin] == '{';
  const std::string behind = is_flow ? ", " : '\n' + std::string(last.position().column - 1, ' ');
  return {last.begin, last.begin, std::string(member.key) + ": " + value_text(member) + behind};
}

}  // namespace

base::Result<std::string> with_values(const base::Source& source,
                                      const std::map<std::size_t, document::Node>& changed) {
  auto root = document::parse_yaml(source);
  if (!root) return std::move(root).diagnostics();
  std::vector<Edit> edits;
  std::set<std::uint32_t> places;
  for (const auto& [number, values] : changed) {
    const document::Node& entry = root->items()[number];
    for (const document::Member& member : values.members()) {
      const document::Node* old = entry.find(member.key);
      // An alias stands where its anchor does: to change it would change something else.
      const bool is_own = !old || (old->span().begin >= entry.span().begin && old->span().end <= entry.span().end &&
                                   places.insert(old->span().begin).second);
      if (!is_own)
        return base::error("ignore.alias", base::in_quotes(member.key) + " of this entry is written with an alias",
                           entry.span(), "change it by hand");
      edits.push_back(old ? replaced(source, old->span(), member) : added(source, entry, member));
    }
  }
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.begin > b.begin; });
  std::string text = source.text();
  for (const Edit& edit : edits) text.replace(edit.begin, edit.end - edit.begin, edit.text);
  return text;
}

base::Result<std::string> with_entries(const base::Source& source, const document::Node& added, std::string_view head) {
  auto root = document::parse_yaml(source);
  if (!root) return std::move(root).diagnostics();
  std::string text = source.text();
  const bool is_in_brackets = root->is_array() && text.compare(root->span().begin, 1, "[") == 0;
  if (is_in_brackets || !(root->is_array() || root->is_null())) {
    return base::error("ignore.edit", "entries can be added only to a list whose entries begin with \"-\"",
                       root->span());
  }
  if (base::trim(text).empty()) text = head;
  if (!text.empty() && text.back() != '\n') text += '\n';
  return text + indented(document::write_yaml(added), indent_of(source, *root));
}

std::string without_entries(const base::Source& source, std::span<const IgnoreEntry> entries,
                            const std::vector<std::size_t>& removed) {
  std::string text;
  std::size_t kept_from = 0;
  for (const std::size_t number : removed) {
    const std::size_t begin = source.line_offset(first_line(source, entries[number]));
    const bool is_last = number + 1 == entries.size();
    const std::size_t end =
        is_last ? source.text().size() : source.line_offset(first_line(source, entries[number + 1]));
    text += source.text().substr(kept_from, std::max(begin, kept_from) - kept_from);
    kept_from = std::max(kept_from, end);
  }
  return text + source.text().substr(kept_from);
}

}  // namespace concord::finding
