#include "sentences.h"

#include "evaluate/values.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::schema {
namespace {

constexpr std::size_t kShown = 60;       // code points of a value
constexpr std::size_t kEnough = kShown * 4 + 4;  // bytes that certainly hold so many
constexpr std::size_t kMostListed = 10;  // values or names in a list

// As a JSON string. Mostly nothing in a text needs to be escaped.
void append_quoted(std::string& out, std::string_view text) {
  const bool is_plain = std::all_of(text.begin(), text.end(),
                                    [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
  if (!is_plain) {
    out += document::write_json(Node(text));
    return;
  }
  out += '"';
  out += text;
  out += '"';
}

// A string that is cut keeps its quote at the end: what follows is not of it.
std::string cut(std::string text) {
  if (text.size() <= kShown) return text;
  std::string beginning = base::ellipsize(text, kShown);
  if (beginning != text && text.starts_with('"')) beginning += '"';
  return beginning;
}

// JSON text of at least the first `kShown` code points; a long value is not written whole.
void write_start(const Node& value, std::string& out) {
  if (out.size() > kEnough) return;
  if (value.is_array()) {
    out += '[';
    for (std::size_t i = 0; i < value.size() && out.size() <= kEnough; ++i) {
      if (i != 0) out += ',';
      write_start(value.items()[i], out);
    }
    out += ']';
  } else if (value.is_object()) {
    out += '{';
    for (std::size_t i = 0; i < value.size() && out.size() <= kEnough; ++i) {
      if (i != 0) out += ',';
      append_quoted(out, std::string_view(value.members()[i].key).substr(0, kEnough));
      out += ':';
      write_start(value.members()[i].value, out);
    }
    out += '}';
  } else if (value.is_string()) {
    append_quoted(out, std::string_view(value.as_string()).substr(0, kEnough));
  } else if (value.is_number()) {
    out += value.number_text();
  } else {
    out += document::write_json(value);
  }
}

std::string_view type_name(const Node& value) {
  if (value.is_number()) return value.is_integer() ? "integer" : "number";
  return document::kind_name(value.kind());
}

std::string_view type_with_article(const Node& value) {
  switch (value.kind()) {
    case document::Kind::Null: return "null";
    case document::Kind::Boolean: return "a boolean";
    case document::Kind::Number: return value.is_integer() ? "an integer" : "a number";
    case document::Kind::String: return "a string";
    case document::Kind::Array: return "an array";
    case document::Kind::Object: return "an object";
  }
  return "";
}

std::string join_or(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

std::string type_names(std::uint32_t bits) {
  struct Name {
    std::uint32_t bit;
    std::string_view name;
  };
  constexpr auto kNames = std::to_array<Name>({{kStringBit, "string"},
                                               {kIntegerBit, "integer"},
                                               {kNumberBit, "number"},
                                               {kBooleanBit, "boolean"},
                                               {kArrayBit, "array"},
                                               {kObjectBit, "object"},
                                               {kNullBit, "null"}});
  std::vector<std::string> words;
  for (const Name& name : kNames) {
    if (bits & name.bit) words.emplace_back(name.name);
  }
  return join_or(words);
}

// `word(i)` for the first of `count`, and how many more there are.
template <class Word>
std::string list(std::size_t count, const Word& word) {
  std::string out;
  for (std::size_t i = 0; i < count && i < kMostListed; ++i) {
    if (i != 0) out += ", ";
    out += word(i);
  }
  if (count > kMostListed) out += " and " + std::to_string(count - kMostListed) + " more";
  return out;
}

// What the text of a string would be as a value of its own: "42" could be 42.
std::string quotes_hint(const Node& value, std::uint32_t wanted) {
  if (!value.is_string() || value.as_string().size() > 40) return "";
  const auto parsed = document::parse_answer_json(value.as_string());
  if (!parsed.root || !parsed.faults.empty()) return "";
  const bool is_wanted = (wanted & kNumberBit) || ((wanted & kIntegerBit) && is_integer_by(wanted, *parsed.root));
  if (parsed.root->is_number() && is_wanted) {
    return "a number in quotes?";
  }
  if (parsed.root->is_boolean() && (wanted & kBooleanBit)) return "a boolean in quotes?";
  if (parsed.root->is_null() && (wanted & kNullBit)) return "null in quotes?";
  return "";
}

std::string format_hint(std::string_view format, const std::string& text) {
  if (format == "date-time") {
    if (is_date_time(text + "Z")) return "without a time zone?";
    std::string with_t = text;
    if (text.size() > 10 && text[10] == ' ') with_t[10] = 'T';
    if (with_t != text && is_date_time(with_t)) return "a blank instead of \"T\"?";
    if (with_t != text && is_date_time(with_t + "Z")) return "a blank instead of \"T\" and no time zone?";
    if (is_date(text)) return "a date without a time?";
  }
  if (format == "time" && is_time(text + "Z")) return "without a time zone?";
  if (format == "date" && is_date_time(text)) return "a date with a time?";
  if ((format == "uri" || format == "iri") && is_iri_reference(text))
    return is_uri_reference(text) ? "a relative reference?" : "characters that need to be percent-encoded?";
  return "";
}

// Names of one or two letters are near to all others of their kind.
std::optional<std::string> nearest(std::string_view name, std::span<const std::string> known) {
  auto near = base::nearest_word(name, known);
  constexpr std::size_t kShort = 3;
  const bool is_short = near && (name.size() < kShort || near->size() < kShort);
  return is_short && !base::equals_ignoring_case(name, *near) && name.size() == near->size() ? std::nullopt : near;
}

std::string did_you_mean(std::string_view name, std::span<const std::string> known) {
  const auto near = nearest(name, known);
  return near ? "did you mean " + in_quotes(*near) + "?" : "";
}

Sentence bound(const Node& value, std::string message, std::string expected) {
  return {shown(value) + " " + message, std::move(expected), shown_with_type(value), ""};
}

Sentence count(std::size_t found, std::uint32_t limit, std::string_view noun, bool at_most) {
  const std::string bound_text = (at_most ? "at most " : "at least ") + std::to_string(limit);
  return {"has " + base::counted(found, noun) + ", " + bound_text + (at_most ? " allowed" : " expected"),
          (at_most ? "at most " : "at least ") + base::counted(limit, noun), base::counted(found, noun), ""};
}

Sentence length(const Node& value, std::uint32_t limit, bool at_most) {
  Sentence sentence = count(code_points(value.as_string()), limit, "character", at_most);
  sentence.message = shown(value) + " " + sentence.message;
  if (value.as_string().empty())
    sentence.message = "\"\" is empty, at least " + base::counted(limit, "character") + " expected";
  sentence.actual = shown_with_type(value);
  return sentence;
}

Sentence pattern(const Node& value, std::string_view text) {
  const std::string cut = base::ellipsize(text, kShown * 2);
  return {shown(value) + " does not match " + cut, "a match of " + cut, shown_with_type(value), ""};
}

Sentence format(const Step& step, const Node& value) {
  const FormatRow& row = format_rows()[step.a];
  return {shown(value) + " is not " + std::string(row.expected), std::string(row.expected), shown_with_type(value),
          value.is_string() ? format_hint(row.name, value.as_string()) : ""};
}

Sentence equal_items(const Node& value) {
  const auto pair = find_equal_items(value.items());
  if (!pair) return {};
  return {"items " + std::to_string(pair->first) + " and " + std::to_string(pair->second) +
              " are equal: " + shown(value.items()[pair->second]),
          "no two equal items", shown(value.items()[pair->second]) + " twice", ""};
}

Sentence content(const Step& step, const Node& value) {
  const std::string expected = !(step.a & kJson) ? "base64" : (step.a & kBase64) ? "JSON in base64" : "JSON";
  return {shown(value) + " is not " + expected, expected, shown_with_type(value), ""};
}

}  // namespace

std::string shown(const Node& value) {
  std::string text;
  write_start(value, text);
  return cut(std::move(text));
}

std::string shown_with_type(const Node& value) {
  if (value.is_null()) return "null";
  return shown(value) + " (" + std::string(type_name(value)) + ")";
}

std::string in_quotes(std::string_view text) {
  std::string quoted;
  append_quoted(quoted, text.substr(0, kEnough));
  return cut(std::move(quoted));
}

Sentence describe_type(std::uint32_t bits, const Node& value) {
  const std::string expected = type_names(bits);
  Sentence sentence{"", expected, shown_with_type(value), quotes_hint(value, bits)};
  if (value.is_null()) {
    sentence.message = "null is not allowed, " + expected + " expected";
  } else if (value.is_number() && !value.is_integer() && (bits & kIntegerBit)) {
    sentence.message = shown(value) + " has a fraction, " + expected + " expected";
  } else if (value.is_number() && (bits & kWrittenBit)) {
    sentence.message = shown(value) + " is written with a fraction or an exponent, " + expected + " expected";
  } else {
    sentence.message = shown(value) + " is " + std::string(type_with_article(value)) + ", " + expected + " expected";
    if ((value.is_number() || value.is_boolean()) && bits == kStringBit) sentence.hint = "a string without quotes?";
  }
  return sentence;
}

Sentence describe_values(std::span<const Node* const> allowed, const Node& value) {
  std::vector<std::string> strings;
  std::uint32_t bits = 0;
  for (const Node* each : allowed) {
    if (each->is_string()) strings.push_back(each->as_string());
    if (each->is_number()) bits |= kNumberBit;
    if (each->is_boolean()) bits |= kBooleanBit;
    if (each->is_null()) bits |= kNullBit;
  }
  const auto words = list(allowed.size(), [&](std::size_t i) { return shown(*allowed[i]); });
  const std::string expected = allowed.size() == 1 ? words : "one of " + words;
  Sentence sentence{shown(value) + " is not " + expected, expected, shown_with_type(value), quotes_hint(value, bits)};
  if (allowed.empty()) sentence = {"nothing is allowed here: the enum is empty", "nothing", shown_with_type(value), ""};
  if (value.is_string() && sentence.hint.empty()) sentence.hint = base::did_you_mean(value.as_string(), strings);
  return sentence;
}

Sentence describe_missing(std::string_view name, const Node& object, std::span<const std::string> strays) {
  const auto words = list(object.size(), [&](std::size_t i) { return in_quotes(object.members()[i].key); });
  Sentence sentence{in_quotes(name) + " is missing", "member " + in_quotes(name),
                    words.empty() ? "no members" : "only " + words, ""};
  if (const auto near = nearest(name, strays)) sentence.hint = "there is " + in_quotes(*near) + ": a misspelling?";
  return sentence;
}

Sentence describe_unknown_member(std::string_view name, std::span<const std::string> known,
                                 std::span<const std::string> absent) {
  const auto words = list(known.size(), [&](std::size_t i) { return in_quotes(known[i]); });
  return {"unknown member " + in_quotes(name), words.empty() ? "no members" : "only " + words,
          "member " + in_quotes(name), did_you_mean(name, absent)};
}

Sentence describe_contains(std::size_t found, const Step& step) {
  const bool too_few = found < step.b;
  const std::uint32_t limit = too_few ? step.b : step.c;
  const std::string number = found == 0   ? "no item matches"
                             : found == 1 ? "1 item matches"
                                          : std::to_string(found) + " items match";
  return {
      number + (too_few ? ", at least " : ", at most ") + std::to_string(limit) + (too_few ? " expected" : " allowed"),
      (too_few ? "at least " : "at most ") + std::to_string(limit) +
          (limit == 1 ? " matching item" : " matching items"),
      base::counted(found, "matching item"), ""};
}

Sentence describe_unjudged(const Compilation& program, const Step& step, const Node& value) {
  const std::string hint = "rewrite the pattern without nested repetitions";
  if (step.op != Op::Pattern) {
    return {shown(value) + " cannot be judged: a pattern takes too many steps", "a verdict", shown_with_type(value),
            hint};
  }
  const std::string cut = base::ellipsize(program.patterns[step.a], kShown * 2);
  return {shown(value) + " cannot be judged: matching it against " + cut + " takes too many steps", "a match of " + cut,
          shown_with_type(value), hint};
}

Sentence describe(const Compilation& program, const Step& step, const Node& value) {
  const auto limit = [&] { return program.values[step.a]->number_text(); };
  switch (step.op) {
    case Op::Type: return describe_type(step.a, value);
    case Op::Enum: return describe_values(std::span(program.values).subspan(step.a, step.b - step.a), value);
    case Op::MultipleOf: return bound(value, "is no multiple of " + limit(), "a multiple of " + limit());
    case Op::Maximum: return bound(value, "is above the maximum of " + limit(), "at most " + limit());
    case Op::ExclusiveMaximum: return bound(value, "is not below " + limit(), "below " + limit());
    case Op::Minimum: return bound(value, "is below the minimum of " + limit(), "at least " + limit());
    case Op::ExclusiveMinimum: return bound(value, "is not above " + limit(), "above " + limit());
    case Op::MaxLength: return length(value, step.a, true);
    case Op::MinLength: return length(value, step.a, false);
    case Op::MaxItems: return count(value.size(), step.a, "item", true);
    case Op::MinItems: return count(value.size(), step.a, "item", false);
    case Op::MaxProperties: return count(value.size(), step.a, "member", true);
    case Op::MinProperties: return count(value.size(), step.a, "member", false);
    case Op::Pattern: return pattern(value, program.patterns[step.a]);
    case Op::Format: return format(step, value);
    case Op::Content: return content(step, value);
    case Op::UniqueItems: return equal_items(value);
    case Op::WrongDirection:
      return {"a writeOnly member must not be in a response", "no such member in a response", shown_with_type(value),
              ""};
    case Op::Not:
      return {shown(value) + " matches the schema that it must not match", "no match of the schema under \"not\"",
              shown_with_type(value), ""};
    default: return {"nothing is allowed here", "nothing", shown_with_type(value), ""};
  }
}

}  // namespace concord::schema
