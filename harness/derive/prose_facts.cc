#include "prose_facts.h"

#include <concord/base/text.h>
#include <concord/prose.h>
#include <concord/schema.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace concord::derive {
namespace {

using document::Node;

constexpr std::size_t most_values = 300;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

Node object_of(std::string_view key, Node value) {
  Node out = Node::object();
  out.set(key, std::move(value));
  return out;
}

bool has_type(const Node& schema, std::string_view type) {
  const Node* stated = schema.find("type");
  if (stated == nullptr) return false;
  if (stated->is_string()) return stated->as_string() == type;
  return std::any_of(stated->items().begin(), stated->items().end(),
                     [&](const Node& one) { return one.string_or_empty() == type; });
}

bool may_be_string(const Node& schema) { return !schema.has("type") ? !schema.has("$ref") : has_type(schema, "string"); }

// Whether the words stand there and not within a longer word: "url" is not in "curly".
std::size_t find_words(std::string_view lower, std::string_view words) {
  for (std::size_t at = lower.find(words); at != std::string_view::npos; at = lower.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    if ((at == 0 || !is_word(lower[at - 1])) && (end == lower.size() || !is_word(lower[end]))) return at;
  }
  return std::string_view::npos;
}

bool breaks_an_example(const Node& schema, const Node& update) {
  const Node* examples = schema.find("examples");
  if (examples == nullptr || !examples->is_array()) return false;
  const auto compiled = schema::compile(update);
  return !compiled || std::any_of(examples->items().begin(), examples->items().end(),
                                  [&](const Node& one) { return !compiled->accepts(one); });
}

// ---- one function a kind of fact

class Reader {
 public:
  Reader(std::string_view description, std::string_view name, const Node& schema)
      : text_(description), lower_(base::to_lower_ascii(description)), name_(name), schema_(schema) {}

  std::vector<ProseFact> read() {
    read_form();
    read_values();
    read_lengths();
    read_range();
    read_array();
    read_default();
    read_requirement();
    return std::move(facts_);
  }

 private:
  void add(Node update, std::size_t at) {
    if (breaks_an_example(schema_, update)) return;
    facts_.push_back({std::move(update), sentence(at), false});
  }

  std::string sentence(std::size_t at) const {
    const std::size_t end = std::min(text_.find('\n', at), text_.size());
    return base::ellipsize(base::trim(text_.substr(at, end - at)), 60);
  }

  // Formats and standards.
  void read_form() {
    if (!may_be_string(schema_) || schema_.has("format") || schema_.has("pattern") || schema_.has("enum")) return;
    struct Form {
      std::string_view words, also, keyword, value;
    };
    constexpr auto forms = std::to_array<Form>({
        {"e.164", "", "format", "e164"},
        {"iso-3166", "alpha-3", "format", "iso-3166-alpha-3"},
        {"iso 3166", "alpha-3", "format", "iso-3166-alpha-3"},
        {"iso-3166", "alpha-2", "pattern", "^[A-Z]{2}$"},
        {"iso 3166", "alpha-2", "pattern", "^[A-Z]{2}$"},
        {"iso-3166-1", "", "pattern", "^[A-Z]{2,3}$"},
        {"iso 4217", "", "pattern", "^[A-Z]{3}$"},
        {"iso-4217", "", "pattern", "^[A-Z]{3}$"},
        {"iso 8601", "time", "format", "date-time"},
        {"iso8601", "time", "format", "date-time"},
        {"iso-8601", "time", "format", "date-time"},
        {"rfc 3339", "time", "format", "date-time"},
        {"rfc3339", "time", "format", "date-time"},
        {"iso 8601", "date", "format", "date"},
        {"iso8601", "date", "format", "date"},
        {"yyyy-mm-dd", "", "format", "date"},
        {"uuid", "", "format", "uuid"},
        {"ulid", "", "format", "ulid"},
        {"email address", "", "format", "email"},
        {"e-mail address", "", "format", "email"},
    });
    for (const Form& form : forms) {
      const std::size_t at = find_words(lower_, form.words);
      if (at == std::string::npos || (!form.also.empty() && lower_.find(form.also) == std::string::npos)) continue;
      return add(object_of(form.keyword, form.value), at);
    }
  }

  // "one of A_B, C_D", "valid values: `a`, `b` and `c`": words in capitals, in quotes or in code.
  void read_values() {
    if (!may_be_string(schema_) || schema_.has("enum") || schema_.has("const")) return;
    constexpr auto phrases = std::to_array<std::string_view>(
        {"one of", "valid values", "allowed values", "possible values", "accepted values", "supported values", "can be"});
    for (const std::string_view phrase : phrases) {
      const std::size_t at = find_words(lower_, phrase);
      if (at == std::string::npos) continue;
      Node list = listed(at + phrase.size());
      if (list.size() < 2) continue;
      return add(object_of("enum", std::move(list)), at);
    }
  }

  Node listed(std::size_t at) const {
    at = skip_any(at, {":", " are", " is", " include", "s", " the following", ":", " either"});
    Node list = Node::array();
    for (;;) {
      at = skip_any(at, {" ", "\n", "-", "*", " "});
      const auto [word, end] = value_at(at);
      if (word.empty() || list.size() == most_values) return list;
      const bool is_known = std::any_of(list.items().begin(), list.items().end(),
                                        [&, said = word](const Node& one) { return one.as_string() == said; });
      if (!is_known) list.push_back(Node(word));
      const std::size_t next = skip_any(end, {",", " or", " and", "|", " |", "/", "\n", ";"});
      if (next == end) return list;
      at = next;
    }
  }

  struct Word {
    std::string text;
    std::size_t end;
  };
  Word value_at(std::size_t at) const {
    if (at >= text_.size()) return {"", at};
    const char quote = text_[at];
    if (quote == '`' || quote == '"' || quote == '\'') {
      const std::size_t end = text_.find(quote, at + 1);
      if (end == std::string_view::npos || end == at + 1 || end - at > 64) return {"", at};
      return {std::string(text_.substr(at + 1, end - at - 1)), end + 1};
    }
    std::size_t end = at;
    while (end < text_.size() && (is_digit(text_[end]) || text_[end] == '_' || (text_[end] >= 'A' && text_[end] <= 'Z'))) ++end;
    const bool is_code = end - at >= 2 && !is_digit(text_[at]) && (end == text_.size() || !is_letter(text_[end]));
    return is_code ? Word{std::string(text_.substr(at, end - at)), end} : Word{"", at};
  }

  std::size_t skip_any(std::size_t at, std::initializer_list<std::string_view> parts) const {
    for (bool has_moved = true; has_moved;) {
      has_moved = false;
      for (const std::string_view part : parts) {
        if (!std::string_view(lower_).substr(std::min(at, lower_.size())).starts_with(part)) continue;
        at += part.size();
        has_moved = true;
      }
    }
    return at;
  }

  std::optional<std::int64_t> number_at(std::size_t at) const {
    while (at < text_.size() && !is_digit(text_[at]) && (text_[at] == ' ' || text_[at] == ':' || text_[at] == '=')) ++at;
    std::int64_t value = 0;
    const auto read = std::from_chars(text_.data() + std::min(at, text_.size()), text_.data() + text_.size(), value);
    if (read.ec != std::errc{} || value < 0) return std::nullopt;
    return value;
  }

  void read_length(std::string_view phrase, bool needs_characters, std::string_view keyword) {
    if (schema_.has(keyword)) return;
    const std::size_t at = find_words(lower_, phrase);
    if (at == std::string::npos) return;
    const auto number = number_at(at + phrase.size());
    if (!number) return;
    const std::string_view rest = std::string_view(lower_).substr(at + phrase.size());
    const std::string_view near = rest.substr(0, 24);
    const bool says_characters = near.find("char") != std::string_view::npos;
    if (needs_characters && !says_characters) return;
    if (std::any_of(facts_.begin(), facts_.end(), [&](const ProseFact& one) { return one.update.has(keyword); })) return;
    add(object_of(keyword, *number), at);
  }

  void read_lengths() {
    if (!may_be_string(schema_)) return;
    for (const std::string_view phrase : {"max length of", "max length", "maximum length of", "maximum length is", "maximum length"}) {
      read_length(phrase, false, "maxLength");
    }
    for (const std::string_view phrase : {"up to", "at most", "no more than", "maximum of", "max", "cannot exceed", "must not exceed"}) {
      read_length(phrase, true, "maxLength");
    }
    for (const std::string_view phrase : {"min length of", "min length", "minimum length of", "minimum length"}) {
      read_length(phrase, false, "minLength");
    }
    for (const std::string_view phrase : {"at least", "minimum of"}) read_length(phrase, true, "minLength");
  }

  void read_range() {
    if (!(has_type(schema_, "integer") || has_type(schema_, "number")) || schema_.has("minimum") || schema_.has("maximum")) return;
    const std::size_t at = find_words(lower_, "between");
    if (at == std::string::npos) return;
    const auto least = number_at(at + 7);
    const std::size_t second = lower_.find(" and ", at);
    const auto most = least && second != std::string::npos && second < at + 32 ? number_at(second + 5) : std::nullopt;
    if (!most || *most < *least) return;
    Node update = object_of("minimum", *least);
    update.set("maximum", *most);
    add(std::move(update), at);
  }

  // The type says string, the sentence begins with a list.
  void read_array() {
    if (!has_type(schema_, "string")) return;
    const std::string_view start = base::trim(lower_);
    const bool is_list = start.starts_with("array of ") || start.starts_with("an array of ") || start.starts_with("a list of ") ||
                         start.starts_with("list of ");
    if (!is_list) return;
    Node update = object_of("type", "array");
    update.set("items", object_of("type", "string"));
    if (!breaks_an_example(schema_, update)) facts_.push_back({std::move(update), sentence(0), false});
  }

  void read_default() {
    if (schema_.has("default")) return;
    for (const std::string_view phrase : {"defaults to", "default value is", "default is", "default:"}) {
      const std::size_t at = lower_.find(phrase);
      if (at == std::string::npos) continue;
      if (const auto value = typed(at + phrase.size())) return add(object_of("default", *value), at);
    }
  }

  std::optional<Node> typed(std::size_t at) const {
    at = skip_any(at, {" ", "*"});
    if (const Word word = value_at(at); has_type(schema_, "string") && !word.text.empty()) return Node(word.text);
    const std::string_view rest = std::string_view(lower_).substr(std::min(at, lower_.size()));
    const std::string_view word = rest.substr(rest.starts_with('`') ? 1 : 0);
    if (has_type(schema_, "boolean")) {
      if (word.starts_with("true")) return Node(true);
      if (word.starts_with("false")) return Node(false);
    }
    if (has_type(schema_, "integer") || has_type(schema_, "number")) {
      if (const auto number = number_at(at + (rest.starts_with('`') ? 1 : 0))) return Node(*number);
    }
    return std::nullopt;
  }

  // "Required if type = card_switcher", "Required when `mode` is `live`".
  void read_requirement() {
    if (name_.empty()) return;
    for (const std::string_view phrase : {"required if", "required when"}) {
      const std::size_t at = lower_.find(phrase);
      if (at == std::string::npos) continue;
      const auto condition = equation_at(at + phrase.size());
      if (!condition) return;
      Node rule = object_of("if", condition_schema(condition->first, condition->second));
      rule.set("then", object_of("required", Node(Node::Array{Node(name_)})));
      Node list = Node::array();
      list.push_back(std::move(rule));
      facts_.push_back({object_of("allOf", std::move(list)), sentence(at), true});
      return;
    }
  }

  static Node condition_schema(const std::string& property, const std::string& value) {
    Node out = object_of("properties", object_of(property, object_of("const", value)));
    out.set("required", Node(Node::Array{Node(property)}));
    return out;
  }

  std::optional<std::pair<std::string, std::string>> equation_at(std::size_t at) const {
    at = skip_any(at, {" ", "the "});
    const Word property = plain_word(at);
    if (property.text.empty()) return std::nullopt;
    const std::size_t after = skip_any(property.end, {" = ", "=", " is ", " equals ", " is set to ", ": ", " "});
    if (after == property.end) return std::nullopt;
    const Word value = plain_word(after);
    const std::string_view rest = text_.substr(std::min(value.end, text_.size()));
    // The value must end the clause: "required if type is present" and "if country is AU or NZ" say something else.
    const bool is_end = rest.empty() || rest.front() == '.' || rest.front() == '*' || rest.front() == ',' || rest.front() == ')' ||
                        rest.front() == '\n';
    constexpr auto others = std::to_array<std::string_view>({"not", "present", "set", "provided", "given", "true", "false", "null"});
    const bool is_value = !value.text.empty() && std::find(others.begin(), others.end(), value.text) == others.end();
    if (!is_end || !is_value) return std::nullopt;
    return std::pair{property.text, value.text};
  }

  Word plain_word(std::size_t at) const {
    const Word quoted = value_at(at);
    if (!quoted.text.empty()) return quoted;
    std::size_t end = at;
    while (end < text_.size() && (is_word(text_[end]) || text_[end] == '-')) ++end;
    return {std::string(text_.substr(std::min(at, text_.size()), end - at)), end};
  }

  std::string_view text_;
  std::string lower_;
  std::string name_;
  const Node& schema_;
  std::vector<ProseFact> facts_;
};

}  // namespace

std::vector<ProseFact> prose_facts(std::string_view description, std::string_view name, const Node& schema) {
  constexpr std::size_t longest_description = 20'000;
  return Reader(description.substr(0, longest_description), name, schema).read();
}

}  // namespace concord::derive
