#include "field_table.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::page {
namespace {

using base::trim;

enum class Column { Name, Type, Required, Description, In, Default, Example };

struct Title {
  std::string_view title;
  Column column;
};
// Of two columns for the same thing, the title that stands first here counts.
constexpr auto titles = std::to_array<Title>({
    {"name", Column::Name},
    {"attribute", Column::Name},
    {"attribute name", Column::Name},
    {"field", Column::Name},
    {"field name", Column::Name},
    {"parameter", Column::Name},
    {"parameter name", Column::Name},
    {"param", Column::Name},
    {"property", Column::Name},
    {"property name", Column::Name},
    {"argument", Column::Name},
    {"header", Column::Name},
    {"header name", Column::Name},
    {"element", Column::Name},
    {"key", Column::Name},
    {"type", Column::Type},
    {"data type", Column::Type},
    {"datatype", Column::Type},
    {"value type", Column::Type},
    {"format", Column::Type},
    {"required", Column::Required},
    {"required?", Column::Required},
    {"is required", Column::Required},
    {"mandatory", Column::Required},
    {"mandatory?", Column::Required},
    {"required/optional", Column::Required},
    {"require/optional", Column::Required},
    {"optional/required", Column::Required},
    {"presence", Column::Required},
    {"description", Column::Description},
    {"value", Column::Description},
    {"details", Column::Description},
    {"notes", Column::Description},
    {"comment", Column::Description},
    {"comments", Column::Description},
    {"meaning", Column::Description},
    {"explanation", Column::Description},
    {"in", Column::In},
    {"located in", Column::In},
    {"location", Column::In},
    {"param type", Column::In},
    {"parameter type", Column::In},
    {"default", Column::Default},
    {"default value", Column::Default},
    {"example", Column::Example},
    {"sample", Column::Example},
    {"example value", Column::Example},
});

const Cell* cell_at(const std::vector<Cell>& row, int column) {
  return column < 0 || static_cast<std::size_t>(column) >= row.size() ? nullptr
                                                                      : &row[static_cast<std::size_t>(column)];
}

std::string text_at(const std::vector<Cell>& row, int column) {
  const Cell* cell = cell_at(row, column);
  return cell == nullptr ? std::string{} : cell->text;
}

bool says_yes(std::string_view text) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"yes", "y", "true", "required", "mandatory", "always", "\u2713", "\u2714", "\u2705", "x", "m"});
  const std::string word = base::to_lower_ascii(trim(text));
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "(Optional) String", "string, required" and "Required string" are "String" and say whether the field may be missing.
std::string without_marks(std::string type, bool& is_required) {
  for (const std::string_view word : {"optional", "required", "mandatory"}) {
    const std::size_t at = base::to_lower_ascii(type).find(word);
    if (at == std::string::npos) continue;
    is_required = word != "optional";
    std::size_t begin = at;
    std::size_t end = at + word.size();
    if (begin > 0 && type[begin - 1] == '(' && end < type.size() && type[end] == ')') {
      --begin;
      ++end;
    }
    type.erase(begin, end - begin);
    break;
  }
  std::string_view rest = trim(type);
  while (!rest.empty() && (rest.back() == ',' || rest.back() == ';' || rest.back() == '\n' || rest.back() == ' '))
    rest.remove_suffix(1);
  while (!rest.empty() && (rest.front() == ',' || rest.front() == ';' || rest.front() == ' ')) rest.remove_prefix(1);
  return std::string(trim(rest));
}

// `> city`, `»» street`, `↳ zip`, `- x`: marks that a row belongs to the row above it.
int take_depth(std::string_view& name) {
  static constexpr auto marks =
      std::to_array<std::string_view>({"\u00BB", "\u21B3", "\u2514", "\u2514\u2500", ">", "- ", "\u2014", "\u2013"});
  int depth = 0;
  for (bool has_found = true; has_found;) {
    has_found = false;
    for (const std::string_view mark : marks) {
      if (!name.starts_with(mark)) continue;
      name = trim(name.substr(mark.size()));
      ++depth;
      has_found = true;
    }
  }
  return depth;
}

class RowReader {
 public:
  explicit RowReader(const Table& table)
      : name_(find(table, Column::Name)),
        type_(find(table, Column::Type)),
        required_(find(table, Column::Required)),
        description_(find(table, Column::Description)),
        in_(find(table, Column::In)),
        default_(find(table, Column::Default)),
        example_(find(table, Column::Example)) {}

  bool is_of_fields() const { return name_ >= 0 && (type_ >= 0 || description_ >= 0); }

  std::optional<Field> read(const std::vector<Cell>& row) const {
    const Cell* named = cell_at(row, name_);
    if (named == nullptr || named->text.empty() || named->columns > 1)
      return std::nullopt;  // a title across the columns
    Field field;
    read_name(field, *named);
    if (field.name.empty()) return std::nullopt;
    field.span = field.type_span = named->span;
    field.is_required = field.is_required || says_yes(text_at(row, required_));
    field.in = base::to_lower_ascii(text_at(row, in_));
    field.preset = text_at(row, default_);
    field.sample = text_at(row, example_);
    if (const Cell* cell = cell_at(row, type_)) {
      const bool was_required = field.is_required;
      field.type = without_marks(cell->text, field.is_required);
      field.is_contradicted = was_required && !field.is_required;
      field.type_span = cell->span;
      field.links = cell->links;
    }
    if (const Cell* cell = cell_at(row, description_)) {
      field.description += (field.description.empty() ? "" : "\n") + cell->text;
      field.codes = cell->codes;
      field.links.insert(field.links.end(), cell->links.begin(), cell->links.end());
    }
    return field;
  }

 private:
  static int find(const Table& table, Column column) {
    for (const Title& title : titles) {
      if (title.column != column) continue;
      const auto found = std::find(table.columns.begin(), table.columns.end(), title.title);
      if (found != table.columns.end()) return static_cast<int>(found - table.columns.begin());
    }
    return -1;
  }

  // The code in the cell, else its first word; behind it may stand a mark: `id (required)`, `id required`, `id*`.
  static void read_name(Field& field, const Cell& cell) {
    std::string_view text = cell.text;
    field.depth = take_depth(text);
    const std::size_t end = std::min(text.find_first_of(" \n*"), text.size());
    std::string_view name = cell.codes.empty() ? text.substr(0, end) : std::string_view(cell.codes.front());
    if (field.depth == 0) field.depth = take_depth(name);
    while (name.starts_with('"') || name.starts_with('`')) name.remove_prefix(1);
    while (name.ends_with('"') || name.ends_with('`') || name.ends_with(':') || name.ends_with(','))
      name.remove_suffix(1);
    field.name = std::string(name.substr(0, longest_name));
    const std::string behind = base::to_lower_ascii(text.substr(std::min(end, text.size())));
    const bool is_conditional = behind.find("required if") != std::string::npos ||
                                behind.find("required when") != std::string::npos ||
                                behind.find("required for") != std::string::npos;
    if (is_conditional) field.description = std::string(trim(text.substr(end)));
    const bool is_mandatory = behind.find("mandatory") != std::string::npos;
    const bool is_named_so =
        behind.find("required") != std::string::npos && behind.find("not required") == std::string::npos;
    field.is_required =
        cell.is_starred || behind.find('*') != std::string::npos || ((is_named_so || is_mandatory) && !is_conditional);
  }

  static constexpr std::size_t longest_name = 256;
  int name_, type_, required_, description_, in_, default_, example_;
};

}  // namespace

void add_description(Field& field, std::string_view line) {
  if (line.empty()) return;
  CellBuilder words;
  words.add_markdown(line);
  Cell read = words.finish({});
  if (!field.description.empty()) field.description += '\n';
  field.description += read.text;
  field.codes.insert(field.codes.end(), read.codes.begin(), read.codes.end());
  field.links.insert(field.links.end(), read.links.begin(), read.links.end());
}

std::optional<std::vector<Field>> read_fields(const Table& table) {
  const RowReader reader(table);
  if (!reader.is_of_fields()) return std::nullopt;
  std::vector<Field> fields;
  for (const auto& row : table.rows) {
    if (auto field = reader.read(row)) fields.push_back(std::move(*field));
  }
  return fields;
}

}  // namespace concord::page
