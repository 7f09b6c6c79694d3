#include "stated/value_rule.h"

#include "shown.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace concord::check {

using document::JsonPath;

namespace {

bool is_path(std::string_view text) {
  return text == "$" || text.starts_with("$.") || text.starts_with("$[");
}

bool is_template(const Node& node) { return node.string_or_empty().find("{{") != std::string_view::npos; }

std::string wrong(std::string_view word, std::string_view needed, const Node& value) {
  return fmt::format("{} takes {}, not {}", word, needed, shown(value));
}

// Reads the words of one mapping into a rule; mistakes go to `mistakes`.
class Words {
 public:
  Words(ValueRule& rule, Diagnostics& mistakes) : rule_(rule), mistakes_(mistakes) {}

  // Whether `word` is of the vocabulary.
  bool read(const document::Member& member) {
    const auto has_name = [&](const Word& word) { return word.name == member.key; };
    const auto entry = std::find_if(std::begin(words), std::end(words), has_name);
    if (entry == std::end(words)) return false;
    (this->*entry->read)(member.value);
    return true;
  }
  static std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const auto& word : words) all.emplace_back(word.name);
    return all;
  }

 private:
  struct Word {
    std::string_view name;
    void (Words::*read)(const Node&);
  };

  void mistake(std::string_view word, std::string_view needed, const Node& value) {
    mistakes_.push_back(base::error("expect.value", wrong(word, needed, value), value.span()));
  }
  std::optional<JsonPath> path(const Node& value) {
    auto compiled = JsonPath::compile(value.as_string(), value.span());
    if (compiled) return *compiled;
    base::append(mistakes_, std::move(compiled).diagnostics());
    return std::nullopt;
  }
  Operand operand(const Node& value) {
    if (value.is_string() && is_path(value.as_string()) && !is_template(value)) return {{}, path(value)};
    return {value, std::nullopt};
  }
  std::optional<TimeOperand> time(std::string_view word, const Node& value) {
    TimeOperand operand{std::string(value.string_or_empty()), {}, {}, {}};
    if (is_template(value)) return operand;
    if (is_path(operand.text)) {
      operand.path = path(value);
      return operand;
    }
    if (operand.text == "now") return operand;
    if (operand.text.starts_with("now+") || operand.text.starts_with("now-")) {
      if (const auto offset = base::parse_duration(std::string_view(operand.text).substr(4))) {
        operand.offset = operand.text[3] == '-' ? -*offset : *offset;
        return operand;
      }
    } else if ((operand.time = base::parse_rfc3339(operand.text))) {
      return operand;
    }
    mistake(word, "a time: now, now+5m, now-1h, a JSONPath, or 2026-01-01T00:00:00Z", value);
    return std::nullopt;
  }
  void text(std::string_view word, const Node& value, std::string& to) {
    if (value.is_string() && !value.as_string().empty()) to = value.as_string();
    else mistake(word, "a text", value);
  }

  void equals(const Node& value) { rule_.constant = value; }
  void one_of_values(const Node& value) {
    if (value.is_array() && value.size() > 0) rule_.one_of = value.items();
    else if (!is_template(value)) mistake("oneOfValues", "a list of values", value);
  }
  void differs_from(const Node& value) { rule_.differs_from = operand(value); }
  void same_as(const Node& value) { rule_.same_as = operand(value); }
  void after(const Node& value) { rule_.after = time("after", value); }
  void before(const Node& value) { rule_.before = time("before", value); }
  void tolerance(const Node& value) {
    const auto duration = base::parse_duration(value.string_or_empty());
    if (duration) rule_.tolerance = *duration;
    else if (!is_template(value)) mistake("tolerance", "a duration such as 2s or 1m", value);
  }
  void host(const Node& value) { text("host", value, rule_.host); }
  void scheme(const Node& value) { text("scheme", value, rule_.scheme); }
  void query(const Node& value) {
    rule_.query = value;
    if (!value.is_object() && !is_template(value)) return mistake("query", "a mapping of parameters", value);
    for (const auto& member : value.members()) {
      if (member.value.size() == 0 && !member.value.is_null()) continue;
      mistake("query parameter " + member.key, "one value", member.value);
    }
  }
  void non_empty(const Node& value) {
    if (value.is_boolean()) rule_.non_empty = value.as_boolean();
    else if (!is_template(value)) mistake("nonEmpty", "true or false", value);
  }

  void count(const Node& value) {
    const auto number = value.to_int64();
    if (number && *number >= 0) rule_.count = static_cast<std::size_t>(*number);
    else if (!is_template(value)) mistake("count", "a number of elements", value);
  }
  // $.created, or {path: $.created, order: descending}.
  void sorted_by(const Node& value) {
    if (is_template(value)) return;
    const Node* given = value.is_object() ? value.find("path") : &value;
    const std::string_view order = value.find("order") ? value.find("order")->string_or_empty() : "ascending";
    rule_.is_descending = order == "descending";
    if (!given || !given->is_string() || (order != "ascending" && !rule_.is_descending))
      return mistake("sortedBy", "a JSONPath into each element, or {path: $.created, order: descending}", value);
    rule_.sorted_by = path(*given);
  }

  static const Word words[13];

  ValueRule& rule_;
  Diagnostics& mistakes_;
};

const Words::Word Words::words[13] = {
    {"equals", &Words::equals},        {"oneOfValues", &Words::one_of_values}, {"differsFrom", &Words::differs_from},
    {"sameAs", &Words::same_as},       {"after", &Words::after},               {"before", &Words::before},
    {"tolerance", &Words::tolerance},  {"host", &Words::host},                 {"scheme", &Words::scheme},
    {"query", &Words::query},          {"nonEmpty", &Words::non_empty},         {"count", &Words::count},
    {"sortedBy", &Words::sorted_by},
};

constexpr std::string_view schema_words[] = {
    "$id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$defs", "$comment", "$vocabulary",
    "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "prefixItems", "items", "contains",
    "properties", "patternProperties", "additionalProperties", "propertyNames", "unevaluatedItems",
    "unevaluatedProperties", "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum",
    "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxContains",
    "minContains", "maxProperties", "minProperties", "required", "dependentRequired", "title", "description",
    "default", "deprecated", "readOnly", "writeOnly", "examples", "format", "contentEncoding", "contentMediaType",
    "contentSchema"};

bool is_schema_word(std::string_view word) {
  if (word.starts_with("x-")) return true;
  return std::find(std::begin(schema_words), std::end(schema_words), word) != std::end(schema_words);
}

base::Diagnostic unknown_word(const document::Member& member) {
  auto known = Words::names();
  known.insert(known.end(), std::begin(schema_words), std::end(schema_words));
  return base::error("expect.unknown-keyword", fmt::format("unknown keyword \"{}\"", base::escape_line(member.key)),
                     member.key_span, base::did_you_mean(member.key, known));
}

void compile_schema(const Node& words, ValueRule& rule, Diagnostics& mistakes) {
  if (words.size() == 0 || has_template_left(words)) return;
  Diagnostics warnings;
  auto compiled = schema::compile(words, {}, &warnings);
  // A word that the schema does not know would never fail: in a suite that is a mistake.
  for (auto& warning : warnings) warning.severity = base::Severity::Error;
  base::append(mistakes, std::move(warnings));
  if (compiled) rule.schema = *compiled;
  else base::append(mistakes, std::move(compiled).diagnostics());
}

}  // namespace

bool has_template_left(const Node& node) {
  if (is_template(node)) return true;
  const auto& items = node.items();
  const auto& members = node.members();
  return std::any_of(items.begin(), items.end(), has_template_left) ||
         std::any_of(members.begin(), members.end(), [](const auto& member) {
           return member.key.find("{{") != std::string::npos || has_template_left(member.value);
         });
}

Result<ValueRule> parse_value_rule(const Node& value) {
  ValueRule rule;
  rule.span = value.span();
  if (!value.is_object()) {
    rule.constant = value;
    return rule;
  }
  rule.is_unrendered = has_template_left(value);
  Diagnostics mistakes;
  Words words(rule, mistakes);
  Node schema = Node::object().with_span(value.span());
  for (const auto& member : value.members()) {
    if (words.read(member)) continue;
    if (is_schema_word(member.key)) schema.members().push_back(member);
    else mistakes.push_back(unknown_word(member));
  }
  compile_schema(schema, rule, mistakes);
  if (base::has_errors(mistakes)) return mistakes;
  return rule;
}

}  // namespace concord::check
