#include "yaml_scalar.h"

#include "json_text.h"
#include "number.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace concord::document {
namespace {

constexpr std::string_view core = "tag:yaml.org,2002:";

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_null(std::string_view text) { return is_one_of(text, {"", "~", "null", "Null", "NULL"}); }
bool is_true(std::string_view text) { return is_one_of(text, {"true", "True", "TRUE"}); }
bool is_false(std::string_view text) { return is_one_of(text, {"false", "False", "FALSE"}); }
bool is_nan(std::string_view text) { return is_one_of(text, {".nan", ".NaN", ".NAN"}); }
bool is_infinite(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return is_one_of(text, {".inf", ".Inf", ".INF"});
}

std::size_t count_digits(std::string_view text) { return std::min(text.find_first_not_of("0123456789"), text.size()); }

// The number as JSON writes it, "" when `text` is none.
std::string json_number(std::string_view text) {
  std::string lexeme;
  if (text.starts_with('-')) lexeme = "-";
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t whole = count_digits(text);
  if (whole > 1 && text[0] == '0') return {};
  lexeme += whole == 0 ? "0" : text.substr(0, whole);
  text.remove_prefix(whole);
  std::size_t fraction = 0;
  if (text.starts_with('.')) {
    fraction = count_digits(text.substr(1));
    lexeme.append(".").append(fraction == 0 ? "0" : text.substr(1, fraction));
    text.remove_prefix(1 + fraction);
  }
  if (whole + fraction == 0) return {};
  if (text.empty()) return lexeme;
  if (text[0] != 'e' && text[0] != 'E') return {};
  const std::size_t sign = text.size() > 1 && (text[1] == '+' || text[1] == '-') ? 1 : 0;
  const std::size_t exponent = count_digits(text.substr(1 + sign));
  if (exponent == 0 || 1 + sign + exponent != text.size()) return {};
  return lexeme.append(text);
}

// 0x1F and 0o17.
std::optional<ScalarValue> resolve_based(std::string_view text) {
  const int base = text.starts_with("0x") ? 16 : text.starts_with("0o") ? 8 : 0;
  if (base == 0 || text.size() == 2) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, code] = std::from_chars(text.data() + 2, text.data() + text.size(), value, base);
  if (end != text.data() + text.size()) return std::nullopt;
  if (code == std::errc::result_out_of_range) {
    return NoValue{fmt::format("{} does not fit into 64 bits", shown_key(text)), "write it in decimal"};
  }
  return Node(value);
}

bool may_be_number(std::string_view text) {
  return !text.empty() && (text[0] == '.' || text[0] == '-' || text[0] == '+' || (text[0] >= '0' && text[0] <= '9'));
}

std::optional<ScalarValue> resolve_number(const std::string& text) {
  if (!may_be_number(text)) return std::nullopt;
  if (is_nan(text) || is_infinite(text)) {
    return NoValue{fmt::format("{} has no JSON value", text), "quote it when the text is meant"};
  }
  if (auto based = resolve_based(text)) return based;
  const std::string lexeme = json_number(text);
  if (lexeme.empty()) return std::nullopt;
  return read_number(lexeme);
}

NoValue mismatch(std::string_view name, std::string_view text) {
  return {fmt::format("'{}' is not of the type !!{}", shown_key(text), name), ""};
}

ScalarValue resolve_int(const std::string& text) {
  auto value = resolve_number(text);
  if (!value) return mismatch("int", text);
  const Node* number = std::get_if<Node>(&*value);
  return number && !number->is_integer() ? mismatch("int", text) : *value;
}

// A float stays one: !!float 1 is 1.0.
ScalarValue resolve_float(const std::string& text) {
  auto value = resolve_number(text);
  if (!value) return mismatch("float", text);
  const Node* number = std::get_if<Node>(&*value);
  if (!number) return *value;
  const std::string lexeme = number->number_text();
  return lexeme.find_first_of(".eE") == std::string::npos ? read_number(lexeme + ".0") : *number;
}

}  // namespace

ScalarValue resolve_plain(const std::string& text) {
  if (is_null(text)) return Node();
  if (is_true(text)) return Node(true);
  if (is_false(text)) return Node(false);
  if (auto number = resolve_number(text)) return *std::move(number);
  return Node(text);
}

std::optional<ScalarValue> resolve_tagged(std::string_view tag, const std::string& text) {
  if (!tag.starts_with(core)) return std::nullopt;
  const std::string_view name = tag.substr(core.size());
  if (name == "str") return Node(text);
  if (name == "int") return resolve_int(text);
  if (name == "float") return resolve_float(text);
  if (name == "null") return is_null(text) ? ScalarValue(Node()) : mismatch(name, text);
  if (name == "bool" && is_true(text)) return Node(true);
  if (name == "bool" && is_false(text)) return Node(false);
  if (is_one_of(name, {"bool", "seq", "map"})) return mismatch(name, text);
  return std::nullopt;
}

}  // namespace concord::document
