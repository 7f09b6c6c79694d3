// CSV as RFC 4180 has it: a header, fields that may be quoted, quotes doubled within, lines that end with CRLF or LF. A
// value is a text unless `types` says otherwise: 0123 is no number to whoever wrote it into a table.
#include "row_file.h"

#include <concord/base/text.h>

#include <algorithm>
#include <optional>

namespace concord::suite {

using base::error;
using base::Span;
using document::Node;

namespace {

constexpr std::size_t max_columns = 1'000;
constexpr std::size_t most_mistakes = 20;  // of one file

struct Field {
  std::string text;
  std::uint32_t begin = 0, end = 0;  // with its quotes
  bool is_quoted = false;
};

// One line of fields after the other.
class CsvReader {
 public:
  CsvReader(const base::Source& source, base::Diagnostics& problems)
      : source_(source), text_(source.text()), problems_(problems) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  // Nothing at the end, and after a quote that is never closed. Empty lines are left out.
  std::optional<std::vector<Field>> next() {
    while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
    if (at_ >= text_.size()) return std::nullopt;
    std::vector<Field> fields;
    do {
      if (!read_field(fields.emplace_back())) return std::nullopt;
    } while (take(',') && fields.size() < max_columns);
    return fields;
  }
  Span span(std::uint32_t begin, std::uint32_t end) const { return {&source_, begin, end}; }

 private:
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool read_field(Field& field) {
    field.begin = static_cast<std::uint32_t>(at_);
    field.is_quoted = take('"');
    if (field.is_quoted) {
      if (!read_quoted(field)) return false;
    } else {
      const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
      field.text = text_.substr(at_, end - at_);
      at_ = end;
    }
    field.end = static_cast<std::uint32_t>(at_);
    return true;
  }

  bool read_quoted(Field& field) {
    for (;;) {
      const std::size_t quote = text_.find('"', at_);
      if (quote == std::string_view::npos) {
        problems_.push_back(error("suite.csv", "a quoted field is never closed", span(field.begin, field.begin + 1),
                                  "a quote within is written twice"));
        return false;
      }
      field.text.append(text_, at_, quote - at_);
      at_ = quote + 1;
      if (!take('"')) break;
      field.text += '"';
    }
    const bool ends = at_ >= text_.size() || std::string_view(",\r\n").find(text_[at_]) != std::string_view::npos;
    if (!ends)
      problems_.push_back(error("suite.csv", "text behind a quoted field",
                                span(field.begin, static_cast<std::uint32_t>(at_ + 1)),
                                "a quote within is written twice"));
    return ends;
  }

  const base::Source& source_;
  std::string_view text_;
  base::Diagnostics& problems_;
  std::size_t at_ = 0;
};

class RowFile {
 public:
  RowFile(const Node& each, const FilePlace& place, base::Diagnostics& problems)
      : each_(each), place_(place), problems_(problems) {}

  std::vector<Node> read() {
    const document::Member& named = each_.members().front();
    for (const document::Member& member : each_.members()) {
      if (&member == &named || (member.key == "types" && named.key == "csv")) continue;
      problems_.push_back(
          error("suite.each", "\"" + member.key + "\" does not go with rows from a file", member.key_span));
    }
    const base::Source* source = open(named.value);
    if (!source) return {};
    if (named.key == "csv") read_csv(*source);
    else if (named.key == "json") read_json(*source);
    else read_json_lines(*source);
    if (rows_.empty() && problems_.empty())
      problems_.push_back(error("suite.each", "there is no row in this file", named.value.span()));
    return std::move(rows_);
  }

 private:
  const base::Source* open(const Node& path) {
    return open_project_file(place_, path.as_string(), path.span(), "file of rows", "suite.each", problems_);
  }

  bool is_full(const Span& place) {
    if (rows_.size() < max_rows) return mistakes_ >= most_mistakes;
    problems_.push_back(error("suite.each", "more than " + std::to_string(max_rows) + " rows", place));
    return true;
  }

  void mistake(std::string message, Span place, std::string hint = {}) {
    ++mistakes_;
    problems_.push_back(error("suite.each", std::move(message), place, std::move(hint)));
  }

  void read_csv(const base::Source& source) {
    CsvReader csv(source, problems_);
    const auto header = csv.next();
    if (!header) return;
    if (has_column_twice(*header, csv)) return;
    const auto types = types_of(*header);
    for (auto fields = csv.next(); fields && !is_full(csv.span(fields->front().begin, fields->front().end));
         fields = csv.next()) {
      if (fields->size() != header->size()) {
        mistake(
            "this line has " + std::to_string(fields->size()) + " fields, the header " + std::to_string(header->size()),
            csv.span(fields->front().begin, fields->back().end));
        continue;
      }
      Node row = Node::object();
      for (std::size_t i = 0; i < fields->size(); ++i) {
        row.set((*header)[i].text,
                value_of((*fields)[i], types[i], csv).with_span(csv.span((*fields)[i].begin, (*fields)[i].end)));
      }
      rows_.push_back(std::move(row));
    }
  }

  bool has_column_twice(const std::vector<Field>& header, const CsvReader& csv) {
    for (auto one = header.begin(); one != header.end(); ++one) {
      const auto same = [&](const Field& other) { return other.text == one->text; };
      if (std::none_of(header.begin(), one, same)) continue;
      mistake("the column \"" + one->text + "\" is there twice", csv.span(one->begin, one->end));
      return true;
    }
    return false;
  }

  // Of each column: "text", "json", or "auto".
  std::vector<std::string> types_of(const std::vector<Field>& header) {
    std::vector<std::string> types(header.size(), "text");
    const Node* given = each_.find("types");
    if (!given) return types;
    if (given->string_or_empty() == "auto") {
      types.assign(header.size(), "auto");
      return types;
    }
    for (const auto& [name, type, span] : given->members()) {
      const auto column =
          std::find_if(header.begin(), header.end(), [&wanted = name](const Field& one) { return one.text == wanted; });
      if (column == header.end()) mistake("there is no column \"" + name + "\"", span);
      else if (type.string_or_empty() != "json" && type.string_or_empty() != "text")
        mistake("a type is json or text", type.span());
      else types[static_cast<std::size_t>(column - header.begin())] = type.as_string();
    }
    if (!given->is_object()) mistake("types are auto, or a mapping of columns to json or text", given->span());
    return types;
  }

  // Of unquoted numbers, true, false and null; with "json" of any value.
  Node value_of(const Field& field, const std::string& type, const CsvReader& csv) {
    if (type == "text" || (type == "auto" && field.is_quoted)) return field.text;
    auto parsed = document::parse_answer_json(field.text);
    const bool is_json = parsed.root && parsed.faults.empty();
    if (type == "auto")
      return is_json && !parsed.root->is_string() && !parsed.root->is_array() && !parsed.root->is_object()
                 ? *parsed.root
                 : Node(field.text);
    if (is_json) return std::move(*parsed.root);
    mistake("this is no JSON", csv.span(field.begin, field.end), "its column is of type json");
    return {};
  }

  void read_json(const base::Source& source) {
    auto root = document::parse_json(source);
    if (!root) return base::append(problems_, std::move(root).diagnostics());
    if (!root->is_array()) return mistake("a file of rows is a list of objects", root->span());
    for (const Node& row : root->items()) {
      if (is_full(row.span())) return;
      add(row);
    }
  }

  void add(const Node& row) {
    if (row.is_object()) rows_.push_back(row);
    else mistake("a row must be an object of names to values", row.span());
  }

  void read_json_lines(const base::Source& source) {
    const std::string_view text = source.text();
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      if (!base::trim(text.substr(at, end - at)).empty()) {
        if (is_full({&source, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)})) return;
        auto row = document::parse_yaml_part(source, at, end);
        if (row) add(*row);
        else base::append(problems_, std::move(row).diagnostics()), ++mistakes_;
      }
      at = end + 1;
    }
  }

  const Node& each_;
  const FilePlace& place_;
  base::Diagnostics& problems_;
  std::vector<Node> rows_;
  std::size_t mistakes_ = 0;
};

}  // namespace

bool names_file(const Node& each) {
  if (!each.is_object() || each.size() == 0) return false;
  const document::Member& first = each.members().front();
  return (first.key == "csv" || first.key == "json" || first.key == "jsonl") && first.value.is_string();
}

std::vector<Node> read_row_file(const Node& each, const FilePlace& place, base::Diagnostics& problems) {
  return RowFile(each, place, problems).read();
}

}  // namespace concord::suite
