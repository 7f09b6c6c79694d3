#include "json_reader.h"

#include <fmt/format.h>

namespace concord::document {
namespace {

Span span_of(const Source& source, TextRange range) {
  return {&source, static_cast<std::uint32_t>(range.begin), static_cast<std::uint32_t>(range.end)};
}

Diagnostic to_diagnostic(JsonMistake mistake, const Source& source) {
  auto diagnostic = base::error("json." + std::string(mistake.rule), std::move(mistake.message),
                                span_of(source, mistake.range), std::move(mistake.hint));
  if (mistake.first) diagnostic.related.push_back({"first defined here", span_of(source, *mistake.first)});
  return diagnostic;
}

JsonFault to_fault(const JsonMistake& mistake, const Source& source) {
  const auto [line, column] = source.position(mistake.range.begin);
  return {std::string(mistake.rule), fmt::format("line {}, column {}: {}", line, column, mistake.message),
          mistake.range.begin};
}

}  // namespace

Result<Node> parse_json(const Source& source, const ParseLimits& limits) {
  JsonReading reading = read_json(source.text(), limits, &source);
  if (reading.mistakes.empty()) return *std::move(reading.root);
  Diagnostics diagnostics;
  for (JsonMistake& mistake : reading.mistakes) diagnostics.push_back(to_diagnostic(std::move(mistake), source));
  return diagnostics;
}

ParsedJson parse_answer_json(std::string_view text, const ParseLimits& limits) {
  JsonReading reading = read_json(text, limits);
  ParsedJson parsed{std::move(reading.root), {}};
  if (reading.mistakes.empty()) return parsed;
  // Nobody wants to know where the reading ended.
  const bool has_no_place = text.size() > limits.bytes || reading.mistakes.back().rule == "interrupted";
  const Source source("", std::string(has_no_place ? std::string_view() : text));
  for (const JsonMistake& mistake : reading.mistakes) parsed.faults.push_back(to_fault(mistake, source));
  return parsed;
}

bool is_over_bound(const base::Diagnostic& diagnostic) {
  return diagnostic.kind == "json.depth" || diagnostic.kind == "json.size" || diagnostic.kind == "yaml.depth" ||
         diagnostic.kind == "yaml.size";
}

}  // namespace concord::document
