#include <concord/base/ascii.h>
#include <concord/base/diagnostic.h>
#include <concord/base/secret_names.h>
#include <concord/base/text.h>
#include <concord/base/userinfo.h>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace concord::base {
namespace {

constexpr std::size_t max_columns = 110;  // of a source line that is shown
constexpr std::size_t lead_columns = 40;  // kept before the caret when the line is cut
constexpr std::size_t tab_stop = 4;
constexpr std::size_t max_bytes = 1'024;  // of a line, before, under and behind the caret

constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view gutter_color = "\x1b[1;34m";
constexpr std::string_view plain = "\x1b[0m";

struct SeverityStyle {
  std::string_view word;
  std::string_view color;
};

SeverityStyle style_of(Severity severity) {
  switch (severity) {
    case Severity::Error: return {"error", "\x1b[1;31m"};
    case Severity::Warning: return {"warning", "\x1b[1;33m"};
    case Severity::Note: break;
  }
  return {"note", "\x1b[1;36m"};
}

// One message with its place: a diagnostic is one, and one for each related place.
struct Part {
  Severity severity;
  std::string_view message;
  Span span;
  std::string_view hint;
};

// A source line as it is shown: one element for each column. The caret run is [caret_begin, caret_end).
struct ShownLine {
  std::vector<std::string> columns;
  std::size_t caret_begin = 0;
  std::size_t caret_end = 0;
};

// Escaping may make one code point several, or none, so columns are counted in what comes out of it.
void append_columns(std::vector<std::string>& columns, std::string_view text) {
  const std::string escaped = escape_for_terminal(text);
  for (std::string_view rest = escaped; !rest.empty();) {
    const std::string_view next = rest.substr(0, decode_utf8(rest).length);
    rest.remove_prefix(next.size());
    if (next == "\t") {
      columns.insert(columns.end(), tab_stop - columns.size() % tab_stop, " ");
    } else {
      columns.emplace_back(next);
    }
  }
}


// Far more than is shown, and far less than the megabytes of a line of minified JSON.
std::string_view first_bytes(std::string_view text) {
  std::size_t end = std::min(text.size(), max_bytes);
  while (end < text.size() && is_continuation(text[end])) ++end;
  return text.substr(0, end);
}

std::string_view last_bytes(std::string_view text) {
  std::size_t begin = text.size() - std::min(text.size(), max_bytes);
  while (begin > 0 && begin < text.size() && is_continuation(text[begin])) --begin;
  return text.substr(begin);
}

// So that an offset is a column.
std::string byte_for_each_column(const ShownLine& shown) {
  std::string text;
  for (const std::string& column : shown.columns) text += column.size() == 1 ? column[0] : 'x';
  return text;
}

void mask(ShownLine& shown, const Bytes& bytes) {
  for (std::size_t i = bytes.begin; i < bytes.end; ++i) shown.columns[i] = "*";
}

// A credential in a URL is no business of those who read a log.
void mask_userinfo(ShownLine& shown) {
  for (const Bytes& one : find_userinfo(byte_for_each_column(shown))) mask(shown, one);
}

bool is_name_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; }

// The scalar that begins at or behind `at` on a line of YAML or JSON, without its quotes; empty where none does, or
// where it is a template, which says nothing.
Bytes scalar_behind(std::string_view line, std::size_t at) {
  at = line.find_first_not_of(' ', at);
  if (at == std::string_view::npos) return {};
  const bool is_quoted = line[at] == '"' || line[at] == '\'';
  const std::size_t begin = is_quoted ? at + 1 : at;
  const std::size_t end = std::min(line.find_first_of(is_quoted ? line.substr(at, 1) : ",}] ", begin), line.size());
  const std::string_view text = line.substr(begin, end - begin);
  const bool is_text = text != "true" && text != "false" && text != "null";
  if (text.size() < 4 || !is_text || text.starts_with("{") || text.starts_with("[")) return {};
  return {begin, end};
}

// A value that is said to be secret: by its name, or by `secret: true` beside it.
bool is_secret_value(std::string_view name, bool is_said, bool is_meant) {
  if (is_said && (name == "default" || name == "value")) return true;
  return is_meant ? names_password(name) : names_credential(name);
}

// The name that ends before `colon`, without its quotes.
std::string_view name_before(std::string_view line, std::size_t colon) {
  std::size_t end = colon;
  if (end > 0 && (line[end - 1] == '"' || line[end - 1] == '\'')) --end;
  std::size_t begin = end;
  while (begin > 0 && is_name_char(line[begin - 1])) --begin;
  return line.substr(begin, end - begin);
}

// Nor is a password that was written into a suite or provider.yaml. Where the message is about the value, only a
// password is hidden: the rest has to be seen.
void mask_credentials(ShownLine& shown) {
  const std::string line = byte_for_each_column(shown);
  const bool is_said = line.find("secret: true") != std::string::npos;
  for (std::size_t colon = line.find(':'); colon != std::string::npos; colon = line.find(':', colon + 1)) {
    const Bytes value = scalar_behind(line, colon + 1);
    const bool is_meant = shown.caret_begin >= value.begin && shown.caret_begin < value.end;
    if (is_secret_value(name_before(line, colon), is_said, is_meant)) mask(shown, value);
  }
}

ShownLine lay_out(const Span& span, std::uint32_t line_number) {
  const std::string_view line = span.source->line(line_number);
  const std::size_t start = span.source->line_offset(line_number);
  const auto in_line = [&](std::size_t offset) { return std::min(std::max(offset, start) - start, line.size()); };
  std::size_t begin = in_line(span.begin);
  std::size_t end = std::max(begin, in_line(span.end));
  while (begin > 0 && begin < line.size() && is_continuation(line[begin])) --begin;
  while (end < line.size() && is_continuation(line[end])) ++end;
  ShownLine shown;
  append_columns(shown.columns, last_bytes(line.substr(0, begin)));
  shown.caret_begin = shown.columns.size();
  append_columns(shown.columns, first_bytes(line.substr(begin, end - begin)));
  shown.caret_end = std::max(shown.columns.size(), shown.caret_begin + 1);
  append_columns(shown.columns, first_bytes(line.substr(end)));
  mask_userinfo(shown);
  if (span.source->may_hold_credentials()) mask_credentials(shown);
  return shown;
}

// Keeps `max_columns` columns around the start of the caret run.
void cut(ShownLine& shown) {
  auto& columns = shown.columns;
  if (columns.size() <= max_columns) return;
  const bool fits_from_start = shown.caret_end < max_columns || shown.caret_begin <= lead_columns;
  const std::size_t wanted = fits_from_start ? 0 : shown.caret_begin - lead_columns;
  const std::size_t first = std::min(wanted, columns.size() - max_columns);
  const auto begin = columns.begin() + static_cast<std::ptrdiff_t>(first);
  const bool is_cut_behind = first + max_columns < columns.size();
  columns = std::vector<std::string>(begin, begin + static_cast<std::ptrdiff_t>(max_columns));
  if (first > 0) columns.front() = "\u2026";
  if (is_cut_behind) columns.back() = "\u2026";
  shown.caret_begin -= first;
  shown.caret_end = std::max(std::min(shown.caret_end - first, max_columns), shown.caret_begin + 1);
}

class Renderer {
 public:
  explicit Renderer(bool color) : color_(color) {}

  void add(const Diagnostic& diagnostic) {
    std::vector<Part> parts{{diagnostic.severity, diagnostic.message, diagnostic.span, diagnostic.hint}};
    for (const auto& related : diagnostic.related) {
      parts.push_back({Severity::Note, related.message, related.span, {}});
    }
    // One width for all parts, so that their bars are in one column.
    gutter_ = 1;
    for (const Part& part : parts) {
      gutter_ = std::max(gutter_, std::to_string(part.span.position().line).size());
    }
    for (const Part& part : parts) add(part);
  }

  std::string take() && { return std::move(text_); }

 private:
  void add(const Part& part) {
    const SeverityStyle style = style_of(part.severity);
    add_colored(style.color, style.word);
    add_colored(bold, ": " + escape_line(without_userinfo(part.message)));
    text_ += '\n';
    if (part.span.is_known()) return add_place(part, style);
    if (!part.hint.empty()) text_ += "  " + escape_line(part.hint) + '\n';
  }

  void add_place(const Part& part, const SeverityStyle& style) {
    const std::uint32_t line_number = part.span.position().line;
    ShownLine shown = lay_out(part.span, line_number);
    cut(shown);
    add_colored(gutter_color, std::string(gutter_, ' ') + "-->");
    text_ += ' ' + escape_line(part.span.place()) + '\n';
    add_line("", {});
    std::string content;
    for (const std::string& column : shown.columns) content += column;
    add_line(std::to_string(line_number), content);
    add_bar("");
    text_ += ' ' + std::string(shown.caret_begin, ' ');
    add_colored(style.color, std::string(shown.caret_end - shown.caret_begin, '^'));
    if (!part.hint.empty()) text_ += ' ';
    if (!part.hint.empty()) add_colored(style.color, escape_line(part.hint));
    text_ += '\n';
  }

  void add_bar(std::string_view number) { add_colored(gutter_color, fmt::format("{:>{}} |", number, gutter_)); }

  void add_line(std::string_view number, std::string_view content) {
    add_bar(number);
    if (!content.empty()) text_ += ' ';
    text_ += content;
    text_ += '\n';
  }

  void add_colored(std::string_view color, std::string_view text) {
    if (color_) text_ += color;
    text_ += text;
    if (color_) text_ += plain;
  }

  bool color_;
  std::size_t gutter_ = 1;
  std::string text_;
};

}  // namespace

Diagnostic error(std::string kind, std::string message, Span span, std::string hint) {
  return {Severity::Error, std::move(kind), std::move(message), span, std::move(hint), {}};
}

Diagnostic warning(std::string kind, std::string message, Span span, std::string hint) {
  return {Severity::Warning, std::move(kind), std::move(message), span, std::move(hint), {}};
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::Error; });
}

void append(Diagnostics& to, Diagnostics from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

std::string render(const Diagnostic& diagnostic, bool color) {
  Renderer renderer(color);
  renderer.add(diagnostic);
  return std::move(renderer).take();
}

std::string render(const Diagnostics& diagnostics, bool color) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!text.empty()) text += '\n';
    text += render(diagnostic, color);
  }
  return text;
}

}  // namespace concord::base
