#include "json_view.h"

#include "facts.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/document.h>
#include <concord/document/pointer.h>

#include <algorithm>
#include <set>

namespace concord::report {
namespace {

using document::Node;

constexpr std::size_t max_depth = 100;
constexpr std::size_t max_laid_out = 20'000;  // lines
constexpr std::size_t line_limit = 600;       // characters
constexpr std::size_t lines_around = 6;

// The pointers that lead through the value at hand, each with how much of it has been followed.
using Targets = std::vector<std::vector<std::string>>;

class Layout {
 public:
  std::vector<ViewLine> lines;

  void value(const Node& node, const std::string& label, const Targets& targets, std::size_t depth,
             std::string_view comma) {
    if (lines.size() > max_laid_out) return;
    const bool is_marked = ends_here(node, targets, depth);
    if (node.size() == 0 || depth > max_depth)
      return add(depth, label + document::write_json(node) + std::string(comma), is_marked);
    const bool is_array = node.is_array();
    add(depth, label + (is_array ? '[' : '{'), is_marked);
    is_array ? items(node, targets, depth) : members(node, targets, depth);
    add(depth, (is_array ? ']' : '}') + std::string(comma), false);
  }

 private:
  void items(const Node& node, const Targets& targets, std::size_t depth) {
    std::size_t index = 0;
    for (const auto& item : node.items()) {
      const bool is_last = index + 1 == node.size();
      value(item, "", through(targets, depth, std::to_string(index)), depth + 1, is_last ? "" : ",");
      ++index;
    }
  }
  void members(const Node& node, const Targets& targets, std::size_t depth) {
    std::size_t index = 0;
    for (const auto& member : node.members()) {
      const std::string label = document::write_json(Node(member.key)) + ": ";
      value(member.value, label, through(targets, depth, member.key), depth + 1, ++index == node.size() ? "" : ",");
    }
  }
  static Targets through(const Targets& targets, std::size_t depth, std::string_view token) {
    Targets kept;
    for (const auto& target : targets) {
      if (depth < target.size() && target[depth] == token) kept.push_back(target);
    }
    return kept;
  }
  static bool ends_here(const Node& node, const Targets& targets, std::size_t depth) {
    return std::any_of(targets.begin(), targets.end(), [&](const auto& target) {
      return target.size() == depth || document::resolve(node, document::Pointer({target[depth]})) == nullptr;
    });
  }
  void add(std::size_t depth, const std::string& text, bool is_marked) {
    lines.push_back(
        {std::string(2 * std::min(depth, max_depth), ' ') + base::ellipsize(text, line_limit), is_marked, false});
  }
};

Targets parse_targets(const std::vector<std::string>& pointers) {
  Targets targets;
  for (const auto& text : pointers) {
    const auto pointer = document::Pointer::parse(text);
    if (pointer && !pointer->is_root()) targets.push_back(pointer->tokens());
  }
  return targets;
}

std::vector<ViewLine> plain_lines(std::string_view text) {
  std::vector<ViewLine> lines;
  for (const auto line : base::split(text.substr(0, 256u << 10), '\n')) {
    lines.push_back({base::ellipsize(line, line_limit), false, false});
    if (lines.size() > max_laid_out) break;
  }
  return lines;
}

std::vector<ViewLine> shortened(std::vector<ViewLine> lines, std::size_t max_lines) {
  if (lines.size() <= max_lines) return lines;
  std::set<std::size_t> kept;
  for (std::size_t i = 0; i < lines.size() && kept.size() < max_lines / 2; ++i) {
    if (!lines[i].is_marked) continue;
    const std::size_t end = std::min(lines.size(), i + lines_around + 1);
    for (std::size_t near = i - std::min(i, lines_around); near < end; ++near) kept.insert(near);
  }
  for (std::size_t i = 0; kept.size() < max_lines; ++i) kept.insert(i);
  std::vector<ViewLine> shown;
  std::size_t next = 0;
  const auto skip_to = [&](std::size_t line) {
    if (line > next)
      shown.push_back({"\u2026 " + base::counted(line - next, "line") + " left out \u2026", false, true});
  };
  for (const std::size_t line : kept) {
    skip_to(line);
    shown.push_back(std::move(lines[line]));
    next = line + 1;
  }
  skip_to(lines.size());
  return shown;
}

}  // namespace

std::vector<ViewLine> view_body(const result::Body& body, const std::vector<std::string>& pointers,
                                std::size_t max_lines) {
  if (body.size == 0) return {{"(empty)", false, true}};
  if (body.is_base64) return {{"(" + count_bytes(body.size) + ", not text)", false, true}};
  auto parsed = document::parse_answer_json(body.text, {.depth = max_depth, .nodes = 100'000, .bytes = 1u << 20});
  Layout layout;
  if (parsed.root && (parsed.root->is_object() || parsed.root->is_array())) {
    layout.value(*parsed.root, "", parse_targets(pointers), 0, "");
  } else {
    layout.lines = plain_lines(body.text);
  }
  auto lines = shortened(std::move(layout.lines), max_lines);
  if (body.is_cut) lines.push_back({"(cut, " + count_bytes(body.size) + " in all)", false, true});
  return lines;
}

}  // namespace concord::report
