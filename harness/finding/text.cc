// The form of base::render, with the tool's own word for the level, the rule's id, and the facts in a line below.
#include "formats.h"

#include <concord/base/clean_text.h>
#include <concord/base/diagnostic.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::finding {
namespace {

constexpr std::size_t max_value = 300;  // characters of a message or fact

base::Severity severity_of(Level level) {
  switch (level) {
    case Level::Error: return base::Severity::Error;
    case Level::Warning: return base::Severity::Warning;
    case Level::Info: break;
  }
  return base::Severity::Note;
}

std::string_view severity_word(Level level) {
  return level == Level::Error ? "error" : level == Level::Warning ? "warning" : "note";
}

// Where the place begins in its line. A source knows the columns of its offsets, so in a line of megabytes most of the
// way is found by halves.
std::size_t offset_of(const base::Source& source, const Place& place) {
  constexpr std::size_t short_way = 512;
  const std::string_view line = source.line(place.line);
  const std::size_t start = source.line_offset(place.line);
  std::size_t begin = 0;
  for (std::size_t end = line.size(); end - begin > short_way;) {
    const std::size_t middle = begin + (end - begin) / 2;
    (source.position(start + middle).column < place.column ? begin : end) = middle;
  }
  while (begin > 0 && begin < line.size() && (static_cast<unsigned char>(line[begin]) & 0xC0) == 0x80) ++begin;
  for (auto column = source.position(start + begin).column; column < place.column && begin < line.size(); ++column)
    begin += base::decode_utf8(line.substr(begin)).length;
  return begin;
}

class TextWriter {
 public:
  TextWriter(const Listing& listing, const FormatOptions& options) : listing_(listing), options_(options) {}

  std::string write() {
    for (const Finding& one : listing_.findings) {
      if (one.suppressed_by.empty()) add(one);
    }
    return std::move(text_) + describe_totals(listing_) + '\n';
  }

 private:
  void add(const Finding& finding) {
    base::Diagnostic diagnostic{severity_of(finding.level),         {}, titled(finding), span_of(finding.place),
                                base::break_commands(finding.hint), {}};
    std::string unplaced;
    for (const Related& related : finding.related) {
      const base::Span span = span_of(related.place);
      if (span.is_known()) diagnostic.related.push_back({related.message, span});
      else unplaced += note(related);
    }
    std::string text = base::render(diagnostic, options_.color);
    if (!diagnostic.span.is_known()) add_place(text, finding.place);
    // The word of the level is the first letters of all.
    const std::string_view word = severity_word(finding.level);
    text.replace(text.find(word), word.size(), listing_.word(finding.level));
    text_ += std::move(text) + unplaced + details(finding) + '\n';
  }

  static std::string titled(const Finding& finding) {
    return base::ellipsize(finding.message, max_value) + "  [" + finding.rule + ']';
  }

  static void add_place(std::string& text, const Place& place) {
    const std::string where = place.text().empty() ? place.pointer : place.text();
    if (!where.empty()) text.insert(text.find('\n') + 1, "  --> " + base::escape_line(where) + '\n');
  }

  static std::string note(const Related& related) {
    const std::string where = related.place.text().empty() ? related.place.pointer : related.place.text();
    return "note: " + base::escape_line(related.message) +
           (where.empty() ? "" : "\n  --> " + base::escape_line(where)) + '\n';
  }

  static std::string details(const Finding& finding) {
    std::string text;
    if (!finding.operation.empty()) text += "operation: " + finding.operation;
    if (const std::string facts = describe_facts(finding); !facts.empty())
      text += (text.empty() ? "" : "; ") + base::ellipsize(facts, 2 * max_value);
    return text.empty() ? "" : "  " + base::escape_line(text) + '\n';
  }

  // From the place to the end of the word, number or quoted text that begins there.
  base::Span span_of(const Place& place) const {
    const base::Source* source = place.line == 0 || !options_.find_source ? nullptr : options_.find_source(place.file);
    if (source == nullptr || place.line > source->line_count()) return {};
    const std::string_view line = source->line(place.line);
    std::size_t begin = offset_of(*source, place);
    if (place.column == 0) begin = std::min(line.find_first_not_of(" \t"), line.size());
    std::size_t end = begin;
    const char quote = begin < line.size() && (line[begin] == '"' || line[begin] == '\'') ? line[begin] : '\0';
    if (quote != '\0') end = std::min(line.find(quote, begin + 1), line.size() - 1) + 1;
    else end = std::min(line.find_first_of(" \t,:]}", begin), line.size());
    const std::size_t start = source->line_offset(place.line);
    return {source, static_cast<std::uint32_t>(start + begin), static_cast<std::uint32_t>(start + end)};
  }

  const Listing& listing_;
  const FormatOptions& options_;
  std::string text_;
};

}  // namespace

std::string write_text(const Listing& listing, const FormatOptions& options) {
  return TextWriter(listing, options).write();
}

}  // namespace concord::finding
