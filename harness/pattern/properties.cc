#include "properties.h"

#include <algorithm>
#include <array>

namespace concord::pattern {
namespace {

struct Category {
  std::string_view name, pcre;
};

constexpr auto kCategories = std::to_array<Category>({
    {"Letter", "L"},
    {"Cased_Letter", "L&"},
    {"LC", "L&"},
    {"Uppercase_Letter", "Lu"},
    {"Lowercase_Letter", "Ll"},
    {"Titlecase_Letter", "Lt"},
    {"Modifier_Letter", "Lm"},
    {"Other_Letter", "Lo"},
    {"Mark", "M"},
    {"Combining_Mark", "M"},
    {"Nonspacing_Mark", "Mn"},
    {"Spacing_Mark", "Mc"},
    {"Enclosing_Mark", "Me"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Letter_Number", "Nl"},
    {"Other_Number", "No"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Connector_Punctuation", "Pc"},
    {"Dash_Punctuation", "Pd"},
    {"Open_Punctuation", "Ps"},
    {"Close_Punctuation", "Pe"},
    {"Initial_Punctuation", "Pi"},
    {"Final_Punctuation", "Pf"},
    {"Other_Punctuation", "Po"},
    {"Symbol", "S"},
    {"Math_Symbol", "Sm"},
    {"Currency_Symbol", "Sc"},
    {"Modifier_Symbol", "Sk"},
    {"Other_Symbol", "So"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Line_Separator", "Zl"},
    {"Paragraph_Separator", "Zp"},
    {"Other", "C"},
    {"Control", "Cc"},
    {"cntrl", "Cc"},
    {"Format", "Cf"},
    {"Surrogate", "Cs"},
    {"Private_Use", "Co"},
    {"Unassigned", "Cn"},
});

bool is_one_of(std::span<const std::string_view> sorted, std::string_view name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

std::optional<PropertyUse> category(std::string_view name) {
  for (const Category& each : kCategories) {
    if (each.name == name || (each.pcre == name && name != "L&")) return PropertyUse{std::string(each.pcre), false};
  }
  return std::nullopt;
}

std::optional<PropertyUse> script(std::string_view prefix, std::string_view name) {
  if (!is_one_of(script_names(), name)) return std::nullopt;
  return PropertyUse{std::string(prefix) + std::string(name), false};
}

}  // namespace

std::optional<PropertyUse> find_property(std::string_view text) {
  const auto equals = text.find('=');
  if (equals != std::string_view::npos) {
    const std::string_view key = text.substr(0, equals), value = text.substr(equals + 1);
    if (key == "Script" || key == "sc") return script("sc:", value);
    if (key == "Script_Extensions" || key == "scx") return script("scx:", value);
    return key == "General_Category" || key == "gc" ? category(value) : std::nullopt;
  }
  if (auto found = category(text)) return found;
  if (text == "Assigned") return PropertyUse{"Cn", true};  // PCRE2 has no name for it
  if (!is_one_of(binary_property_names(), text)) return std::nullopt;
  return PropertyUse{std::string(text), false};
}

}  // namespace concord::pattern
