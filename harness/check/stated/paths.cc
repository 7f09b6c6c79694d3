#include "stated/paths.h"

#include "provenance.h"
#include "shown.h"

#include <concord/document/pointer.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::check {

using document::JsonPath;
using document::Pointer;

namespace {

constexpr std::size_t most_matches = 10'000;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool has_template(std::string_view text) { return text.find("{{") != std::string_view::npos; }

// Takes one step (`.name`, `['name']`, `["name"]`, `[0]`) off the path.
std::optional<std::string> take_step(std::string_view& path) {
  std::size_t end = 1;
  if (path.starts_with('.')) {
    while (end < path.size() && is_name_character(path[end])) ++end;
    const std::string name(path.substr(1, end - 1));
    path.remove_prefix(end);
    return name.empty() ? std::nullopt : std::optional(name);
  }
  end = path.find(']');
  if (!path.starts_with('[') || end == std::string_view::npos || end < 2) return std::nullopt;
  auto inner = path.substr(1, end - 1);
  path.remove_prefix(end + 1);
  const char quote = inner.front();
  if (quote == '\'' || quote == '"') {
    if (inner.size() < 3 || inner.back() != quote) return std::nullopt;
    inner = inner.substr(1, inner.size() - 2);
    if (inner.find_first_of("'\"\\") != std::string_view::npos) return std::nullopt;
  } else if (inner.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  return std::string(inner);
}

// What was meant by a name, or by a JSON Pointer.
std::string as_path(std::string_view text) {
  const auto pointer = document::Pointer::parse(text);
  if (!pointer || pointer->is_root()) return "$." + std::string(text);
  std::string path = "$";
  for (const std::string& token : pointer->tokens()) {
    const bool is_index = token.find_first_not_of("0123456789") == std::string::npos;
    const bool is_name = std::all_of(token.begin(), token.end(), is_name_character);
    if (token.empty() || !is_name) path += "[" + document::write_json(token) + "]";
    else path += is_index ? "[" + token + "]" : "." + token;
  }
  return path;
}

}  // namespace

StatedPath compile_path(const std::string& text, base::Span span, Diagnostics& mistakes) {
  StatedPath stated{text, std::nullopt, span};
  if (has_template(text)) return stated;
  auto compiled = JsonPath::compile(text, span);
  if (compiled) {
    stated.path = *compiled;
    return stated;
  }
  for (auto diagnostic : compiled.diagnostics()) {
    if (!text.starts_with('$') && diagnostic.hint.empty())
      diagnostic.hint = "a JSONPath begins with $: " + cut(as_path(text));
    mistakes.push_back(std::move(diagnostic));
  }
  return stated;
}

std::vector<StatedPath> compile_paths(std::string_view key, const Node& value, Diagnostics& mistakes) {
  std::vector<StatedPath> paths;
  const auto take = [&](const Node& item) {
    if (item.is_string()) {
      paths.push_back(compile_path(item.as_string(), item.span(), mistakes));
    } else {
      auto message = fmt::format("{} takes JSONPaths, not {}", key, shown(item));
      mistakes.push_back(base::error("expect.value", std::move(message), item.span()));
    }
  };
  if (value.is_array()) {
    for (const auto& item : value.items()) take(item);
  } else {
    take(value);
  }
  return paths;
}

std::vector<JsonPath::Match> select(const StatedPath& stated, const CheckContext& answer, Findings& findings) {
  if (!stated.path) {
    auto& failure = findings.add("contract.expectation",
                                 cut(stated.text) + ": a template in the expectation was not filled in");
    failure.place = result::place_of(stated.span);
    return {};
  }
  if (!answer.body()) return {};
  bool is_complete = false;
  auto matches = stated.path->select(*answer.body(), most_matches + 1, &is_complete);
  if (matches.size() > most_matches) {
    matches.pop_back();
    findings.cannot_judge(
        fmt::format("more than {} values at {}: the others are not looked at", most_matches, cut(stated.text, 120)));
  } else if (!is_complete) {
    findings.cannot_judge(fmt::format("{} takes too many steps in this body", cut(stated.text, 120)));
  }
  return matches;
}

std::optional<Pointer> pointer_of(std::string_view path) {
  if (!path.starts_with('$')) return std::nullopt;
  path.remove_prefix(1);
  std::vector<std::string> tokens;
  while (!path.empty()) {
    auto step = take_step(path);
    if (!step) return std::nullopt;
    tokens.push_back(std::move(*step));
  }
  return Pointer(std::move(tokens));
}

void say_what_was_found(CheckFailure& failure, const StatedPath& stated, const JsonPath::Match& match,
                        const CheckContext& answer) {
  failure.actual = shown_with_kind(*match.node);
  failure.pointer = match.location.text();
  failure.place = result::place_of(stated.span);
  if (auto line = documentation_at(answer, match.location); !line.empty()) failure.documentation = std::move(line);
}

void report_nothing(const StatedPath& stated, const CheckContext& answer, Findings& findings) {
  if (!findings.not_judged().empty()) return;  // what was not looked at may be there
  const auto path = cut(stated.text, 120);
  const auto why = answer.body() ? "" : ": the answer has no JSON body";
  auto& failure = findings.add("contract.expectation", fmt::format("nothing at {}{}", path, why));
  failure.expected = "a value at " + path;
  failure.actual = "nothing";
  failure.place = result::place_of(stated.span);
  const auto pointer = pointer_of(stated.text);
  if (!pointer) return;
  failure.pointer = pointer->text();
  if (auto line = documentation_at(answer, *pointer); !line.empty()) failure.documentation = std::move(line);
}

}  // namespace concord::check
