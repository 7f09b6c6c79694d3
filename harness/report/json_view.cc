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
constexpr std::size_t view_line_limit = 600;  // characters
constexpr std::size_t lines_around = 6;

constexpr std::size_t max_differences = 200;  // of one answer

constexpr document::ParseLimits shown_limits{.depth = max_depth, .nodes = 100'000, .bytes = 1u << 20};

// A place whose pointer leads through the value at hand.
struct Target {
  std::vector<std::string> tokens;
  Mark mark;
};
using Targets = std::vector<Target>;

class Layout {
 public:
  std::vector<ViewLine> lines;

  void value(const Node& node, const std::string& label, const Targets& targets, std::size_t depth,
             std::string_view comma) {
    if (lines.size() > max_laid_out) return;
    const Mark around = around_;
    const Mark mark = std::max(mark_here(node, targets, depth), around_);
    if (node.size() == 0 || depth > max_depth)
      return add(depth, label + document::write_json(node) + std::string(comma), mark);
    const bool is_array = node.is_array();
    add(depth, label + (is_array ? '[' : '{'), mark);
    if (mark == Mark::OnlyHere) around_ = mark;
    is_array ? items(node, targets, depth) : members(node, targets, depth);
    add(depth, (is_array ? ']' : '}') + std::string(comma), around_);
    around_ = around;
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
      if (depth < target.tokens.size() && target.tokens[depth] == token) kept.push_back(target);
    }
    return kept;
  }
  static Mark mark_here(const Node& node, const Targets& targets, std::size_t depth) {
    Mark mark = Mark::None;
    for (const Target& target : targets) {
      const bool ends = target.tokens.size() == depth ||
                        (target.mark == Mark::Wrong &&
                         document::resolve(node, document::Pointer({target.tokens[depth]})) == nullptr);
      if (ends) mark = std::max(mark, target.mark);
    }
    return mark;
  }
  void add(std::size_t depth, const std::string& text, Mark mark) {
    lines.push_back(
        {std::string(2 * std::min(depth, max_depth), ' ') + base::ellipsize(text, view_line_limit), mark, false});
  }

  Mark around_ = Mark::None;  // of a value whose lines are all marked
};

Targets parse_targets(const std::vector<MarkedPlace>& places) {
  Targets targets;
  for (const MarkedPlace& place : places) {
    const auto pointer = document::Pointer::parse(place.pointer);
    if (pointer && !pointer->is_root()) targets.push_back({pointer->tokens(), place.mark});
  }
  return targets;
}

// Walks two documents at once.
class Comparing {
 public:
  Differences found;

  void values(const Node& first, const Node& second, const document::Pointer& at) {
    if (found.only_first.size() + found.only_second.size() >= 2 * max_differences) return;
    const bool is_emptied = first.is_array() && second.is_array() && (first.size() == 0) != (second.size() == 0);
    if (first.kind() != second.kind() || is_emptied) {
      add(found.only_first, at);
      return add(found.only_second, at);
    }
    if (first.is_object()) return members(first, second, at);
    for (std::size_t i = 0; i < std::min(first.items().size(), second.items().size()); ++i)
      values(first.items()[i], second.items()[i], at / i);
  }

 private:
  void members(const Node& first, const Node& second, const document::Pointer& at) {
    for (const auto& member : first.members()) {
      const Node* other = second.find(member.key);
      if (other) values(member.value, *other, at / member.key);
      else add(found.only_first, at / member.key);
    }
    for (const auto& member : second.members()) {
      if (!first.has(member.key)) add(found.only_second, at / member.key);
    }
  }
  static void add(std::vector<std::string>& to, const document::Pointer& at) {
    if (to.size() < max_differences) to.push_back(at.text());
  }
};

std::vector<ViewLine> plain_lines(std::string_view text) {
  std::vector<ViewLine> lines;
  for (const auto line : base::split(text.substr(0, 256u << 10), '\n')) {
    lines.push_back({base::ellipsize(line, view_line_limit), Mark::None, false});
    if (lines.size() > max_laid_out) break;
  }
  return lines;
}

std::vector<ViewLine> shortened(std::vector<ViewLine> lines, std::size_t max_lines) {
  if (lines.size() <= max_lines) return lines;
  std::set<std::size_t> kept;
  for (std::size_t i = 0; i < lines.size() && kept.size() < max_lines / 2; ++i) {
    if (lines[i].mark == Mark::None) continue;
    const std::size_t end = std::min(lines.size(), i + lines_around + 1);
    for (std::size_t near = i - std::min(i, lines_around); near < end; ++near) kept.insert(near);
  }
  for (std::size_t i = 0; kept.size() < max_lines; ++i) kept.insert(i);
  std::vector<ViewLine> shown;
  std::size_t next = 0;
  const auto skip_to = [&](std::size_t line) {
    if (line > next)
      shown.push_back({"\u2026 " + base::counted(line - next, "line") + " left out \u2026", Mark::None, true});
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

std::vector<ViewLine> view_body(const result::Body& body, const std::vector<MarkedPlace>& places,
                                std::size_t max_lines) {
  if (body.size == 0) return {{"(empty)", Mark::None, true}};
  if (body.is_base64) return {{"(" + count_bytes(body.size) + ", not text)", Mark::None, true}};
  auto parsed = document::parse_answer_json(body.text, shown_limits);
  Layout layout;
  if (parsed.root && (parsed.root->is_object() || parsed.root->is_array())) {
    layout.value(*parsed.root, "", parse_targets(places), 0, "");
  } else {
    layout.lines = plain_lines(body.text);
  }
  auto lines = shortened(std::move(layout.lines), max_lines);
  if (body.is_cut) lines.push_back({"(cut, " + count_bytes(body.size) + " in all)", Mark::None, true});
  return lines;
}

Differences compare_bodies(const result::Body& first, const result::Body& second) {
  if (first.is_base64 || second.is_base64) return {};
  const auto one = document::parse_answer_json(first.text, shown_limits);
  const auto other = document::parse_answer_json(second.text, shown_limits);
  Comparing comparing;
  if (one.root && other.root) comparing.values(*one.root, *other.root, document::Pointer());
  return std::move(comparing.found);
}

}  // namespace concord::report
