#include "field_table.h"

#include "field_columns.h"
#include "field_type.h"
#include "presence_words.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>
#include <concord/prose.h>

#include <algorithm>
#include <array>
#include <set>

namespace concord::page {
namespace {

using base::trim;

std::string text_at(const std::vector<Cell>& row, int column) {
  const Cell* cell = cell_at(row, column);
  return cell == nullptr ? std::string{} : cell->text;
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

// "required if …" is a sentence.
bool is_condition(std::string_view words) {
  const std::string lower = base::to_lower_ascii(words);
  return lower.find("required if") != std::string::npos || lower.find("required when") != std::string::npos ||
         lower.find("required for") != std::string::npos;
}

// Marks around a name: quotes, colons, and the braces and colons of paths.
std::string_view bare(std::string_view name) {
  while (name.starts_with('"') || name.starts_with('`') || name.starts_with('\'')) name.remove_prefix(1);
  static constexpr std::string_view closing = "\"`':,;";
  while (!name.empty() && closing.find(name.back()) != std::string_view::npos) name.remove_suffix(1);
  while (name.starts_with('{') && name.ends_with('}')) name = trim(name.substr(1, name.size() - 2));
  if (name.size() > 1 && name.starts_with(':')) name.remove_prefix(1);
  if (name.starts_with("$.")) name.remove_prefix(2);
  return name;
}

// "(deprecated)", "**Deprecated.** Use the other one.": at the beginning.
bool says_deprecated(std::string_view words) {
  words = words.substr(std::min(words.find_first_not_of(" \n*_([`~:!\"-"), words.size()));
  constexpr std::string_view word = "deprecated";
  return base::to_lower_ascii(words.substr(0, word.size())) == word &&
         (words.size() == word.size() || !base::is_identifier(words[word.size()]));
}

// "Required: no", "Required. The id": in the description, where nothing else says it.
void read_presence_in_words(Field& field) {
  const PresenceMark stated = take_stated_presence(field.description);
  if (stated.is_required) field.is_required = *stated.is_required;
  else field.is_required = prose::Description(field.description).presence() == prose::Presence::Required;
  if (!stated.doubt.empty()) field.doubt = stated.doubt;
}

class RowReader {
 public:
  explicit RowReader(const FieldColumns& columns) : columns_(columns) {}

  void read(std::vector<Field>& out, const std::vector<Cell>& row) const {
    const Cell* named = cell_at(row, columns_.name);
    if (named == nullptr || named->text.empty() || named->columns > 1) return;  // a title across the columns
    Field field;
    read_name(field, *named);
    if (field.name.empty()) return;
    field.span = field.type_span = named->span;
    read_presence(field, row);
    field.in = base::to_lower_ascii(text_at(row, columns_.in));
    field.preset = text_at(row, columns_.preset);
    field.sample = text_at(row, columns_.example);
    read_type(field, row);
    read_description(field, row);
    const std::vector<std::string> others = other_names(*named);
    out.push_back(field);
    for (const std::string& name : others) {
      field.name = name;
      out.push_back(field);
    }
  }

 private:
  // "`lat`, `lng`" and "`from` / `to`": a row for several fields.
  static std::vector<std::string> other_names(const Cell& cell) {
    std::string rest = cell.text;
    for (const std::string& code : cell.codes) rest = base::replace_all(std::move(rest), code, "");
    rest = base::replace_all(base::replace_all(std::move(rest), "and", ""), "or", "");
    if (cell.codes.size() < 2 || rest.find_first_not_of(" ,/\n&") != std::string::npos) return {};
    std::set<std::string> names(cell.codes.begin() + 1, cell.codes.end());
    names.erase(cell.codes.front());
    return {names.begin(), names.end()};
  }

  void read_presence(Field& field, const std::vector<Cell>& row) const {
    field.is_required = field.is_required || presence_in_cell(text_at(row, columns_.required)).value_or(false);
    const auto optional = presence_in_cell(text_at(row, columns_.optional));
    // In a column "Optional", "optional" and "yes" say the same, and "required" the opposite.
    const bool is_named = base::to_lower_ascii(text_at(row, columns_.optional)).find("optional") != std::string::npos;
    if (optional) field.is_required = field.is_required || (is_named ? *optional : !*optional);
    field.doubt = presence_doubt(text_at(row, columns_.required));
  }

  void read_type(Field& field, const std::vector<Cell>& row) const {
    const Cell* cell = cell_at(row, columns_.type);
    if (cell == nullptr) return;
    const bool was_required = field.is_required;
    PresenceMark mark = take_presence(cell->text);
    field.type = std::move(mark.rest);
    if (mark.is_required) field.is_required = *mark.is_required;
    if (!mark.doubt.empty()) field.doubt = std::move(mark.doubt);
    field.is_contradicted = was_required && !field.is_required;
    field.type_span = cell->span;
    field.links = cell->links;
  }

  void read_description(Field& field, const std::vector<Cell>& row) const {
    if (const Cell* cell = cell_at(row, columns_.description)) {
      field.description += (field.description.empty() ? "" : "\n") + cell->text;
      field.codes = cell->codes;
      field.links.insert(field.links.end(), cell->links.begin(), cell->links.end());
    }
    if (columns_.required < 0 && columns_.optional < 0 && !field.is_required && !field.is_contradicted)
      read_presence_in_words(field);
    field.is_deprecated = field.is_deprecated || says_deprecated(field.description);
    if (columns_.type < 0 && field.type.empty()) take_type_from_description(field);
    const Cell* values = cell_at(row, columns_.values);
    if (values == nullptr || values->codes.empty()) return;
    field.description += (field.description.empty() ? "" : "\n") + ("Possible values: " + values->text);
    field.codes.insert(field.codes.end(), values->codes.begin(), values->codes.end());
  }

  // "(string) The id", "integer. How many": the type of a table that has no column for it.
  static void take_type_from_description(Field& field) {
    const std::string_view text = field.description;
    if (text.starts_with('(')) {
      const std::size_t close = std::min(text.find(')'), text.size());
      set_type(field, text.substr(1, close - 1));
    } else {
      const std::size_t end = std::min(
          {text.find_first_of(".,:;\n"), text.find(" - "), text.find(" \u2013 "), text.find(" \u2014 "), text.size()});
      set_type(field, text.substr(0, end));
    }
  }

  static void set_type(Field& field, std::string_view words) {
    PresenceMark mark = take_presence(words);
    if (!is_type(mark.rest)) return;
    field.type = std::move(mark.rest);
    if (mark.is_required) field.is_required = *mark.is_required;
  }

  // The code in the cell, else its first word; behind it may stand marks: `id (required)`, `id*`, `id (string)`.
  void read_name(Field& field, const Cell& cell) const {
    std::string_view text = cell.text;
    field.depth = take_depth(text);
    const std::size_t end = std::min(text.find_first_of(" \n*("), text.size());
    std::string_view name = cell.codes.empty() ? text.substr(0, end) : std::string_view(cell.codes.front());
    if (field.depth == 0) field.depth = take_depth(name);
    field.name = std::string(bare(name).substr(0, longest_name));
    const std::size_t begin = cell.codes.empty() ? end : text.find(name) + name.size();
    read_behind_name(field, cell, text.substr(std::min(begin, text.size())));
  }

  void read_behind_name(Field& field, const Cell& cell, std::string_view behind) const {
    const bool has_star = behind.find('*') != std::string_view::npos;
    PresenceMark mark = take_presence(behind);
    if (!mark.doubt.empty()) field.doubt = mark.doubt;
    field.is_deprecated = says_deprecated(behind);
    if (is_condition(behind)) field.description = std::string(trim(behind));
    field.is_required = cell.is_starred || has_star || mark.is_required.value_or(false);
    if (columns_.type >= 0) return;
    std::string_view rest = trim(mark.rest);
    if (rest.starts_with('(') && rest.ends_with(')')) rest = trim(rest.substr(1, rest.size() - 2));
    if (is_type(rest)) field.type = std::string(rest);
  }

  static constexpr std::size_t longest_name = 256;
  const FieldColumns& columns_;
};

// Where the words about a field end and its description begins: at a colon or a dash.
std::size_t description_begin(std::string_view text) {
  std::size_t begin = text.find(':');
  if (trim(text).starts_with('(') && text.find(')') < text.size()) begin = std::min(begin, text.find(')') + 1);
  for (const std::string_view dash : {" - ", " \u2013 ", " \u2014 "}) begin = std::min(begin, text.find(dash));
  return std::min(begin, text.size());
}

// "(integer, optional): from 1", " *string* required – of the shop", " (integer) Required: no".
void read_item_details(Field& field, std::string_view written) {
  const PresenceMark stated = take_stated_presence(written);
  const std::string_view text = stated.is_required ? std::string_view(stated.rest) : written;
  const std::size_t begin = description_begin(text);
  CellBuilder words;
  words.add_markdown(text.substr(0, begin));
  PresenceMark mark = take_presence(words.finish({}).text);
  std::string_view type = trim(mark.rest);
  if (type.starts_with('(') && type.ends_with(')')) type = trim(type.substr(1, type.size() - 2));
  if (is_type(type)) field.type = std::string(type);
  field.is_required = stated.is_required ? *stated.is_required : mark.is_required.value_or(false);
  field.doubt = stated.doubt.empty() ? mark.doubt : stated.doubt;
  std::string_view description = text.substr(begin);
  for (const std::string_view one : {":", " - ", " \u2013 ", " \u2014 "}) {
    if (description.starts_with(one)) description.remove_prefix(one.size());
  }
  add_description(field, trim(description));
  field.is_deprecated = says_deprecated(field.description);
  if (!mark.is_required && !stated.is_required)
    field.is_required = prose::Description(field.description).presence() == prose::Presence::Required;
}

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

std::optional<Field> read_field_item(const Block& block) {
  constexpr std::size_t longest_item = 2'000;
  std::string_view text = trim(block.text);
  if (text.size() > longest_item || text.size() < 5) return std::nullopt;
  const bool has_bullet = std::string_view("-*+").find(text[0]) != std::string_view::npos && text[1] == ' ';
  if (has_bullet) text = trim(text.substr(2));
  const std::string_view mark = text.starts_with("**") ? "**" : "`";
  const std::size_t close = text.starts_with(mark) ? text.find(mark, mark.size()) : std::string_view::npos;
  if (close == std::string_view::npos) return std::nullopt;
  // A line of its own, such as "**amount** (integer, required)", is one of a list only by what is in its brackets.
  if (!has_bullet && !trim(text.substr(close + mark.size())).starts_with('(')) return std::nullopt;
  Field field;
  field.name = base::replace_all(std::string(text.substr(mark.size(), close - mark.size())), "`", "");
  while (field.name.ends_with(':')) field.name.pop_back();
  if (field.name.empty() || field.name.find_first_of(" /=") != std::string::npos || field.name.size() > 120 ||
      base::is_digit(field.name.front()))
    return std::nullopt;
  field.span = field.type_span = block.span;
  read_item_details(field, text.substr(close + mark.size()));
  if (!has_bullet && field.type.empty()) return std::nullopt;
  return field;
}

std::optional<FieldTable> read_fields(const Table& table, bool is_of_message) {
  const auto columns = field_columns(table, is_of_message);
  if (!columns) return std::nullopt;
  const RowReader reader(*columns);
  FieldTable out{{}, columns->part};
  if (!columns->has_head) reader.read(out.fields, table.head);
  for (const auto& row : table.rows) reader.read(out.fields, row);
  return out;
}

}  // namespace concord::page
