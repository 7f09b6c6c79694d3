// How keywords about a scalar, and about the type, are broken.
#include "break_plans.h"

#include "formats.h"
#include "numbers.h"
#include "phrases.h"

#include <concord/base/text.h>
#include <concord/pattern/matching_text.h>

#include <algorithm>
#include <array>

namespace concord::generate {

namespace {

struct OtherType {
  std::uint32_t type;
  std::string_view phrase;
  Node value;
};

const std::array<OtherType, 7>& other_types() {
  static const std::array<OtherType, 7> all = {OtherType{schema::kStringType, "a text", "text"},
                                               OtherType{schema::kIntegerType, "a number", 7},
                                               OtherType{schema::kNumberType, "a fraction", 12.5},
                                               OtherType{schema::kBooleanType, "a boolean", true},
                                               OtherType{schema::kObjectType, "an object", Node::object()},
                                               OtherType{schema::kArrayType, "a list", Node::array()},
                                               OtherType{schema::kNullType, "null", Node()}};
  return all;
}

// "12" for 12 and "true" for true: what a careless client sends.
std::optional<Node> quoted(const Node& value) {
  if (value.is_number()) return Node(value.number_text());
  if (value.is_boolean()) return Node(value.as_boolean() ? "true" : "false");
  return std::nullopt;
}

std::string other_case(const std::string& text) {
  std::string out = text;
  bool has_upper = false;
  for (const char c : text) has_upper = has_upper || (c >= 'A' && c <= 'Z');
  for (char& c : out) {
    if (has_upper && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    else if (!has_upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string cut(const std::string& text, std::size_t count) {
  std::size_t at = 0;
  for (; count > 0 && at < text.size(); --count)
    at += std::max<std::size_t>(1, base::utf8_sequence_length(std::string_view(text).substr(at)));
  return text.substr(0, at);
}

std::string characters(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " character" : " characters");
}

}  // namespace

void BreakPlans::plan_type(const Ask& ask) {
  const std::uint32_t allowed = site_.demand.types;
  for (const OtherType& other : other_types()) {
    const bool is_one_number = other.type == schema::kNumberType && !(allowed & schema::kIntegerType);
    if ((allowed & other.type) || is_one_number) continue;
    Breach& breach = begin(ask, std::string(other.phrase));
    attempt(breach, other.value, std::string(other.phrase));
  }
  const auto text = allowed & schema::kStringType ? std::nullopt : quoted(*site_.value);
  if (text) attempt(begin(ask, "quoted"), *text, shown(*text) + " in quotes");
}

void BreakPlans::plan_values(const Ask& ask) {
  std::string said =
      ask.rule->keyword == "const" ? ", not " + shown(*ask.rule->values.front()) : ", not one of its values";
  Breach& breach = begin(ask, "");
  const Node& value = *site_.value;
  const auto add = [&](Node other) { attempt(breach, other, shown(other) + said); };
  if (value.is_string()) {
    add(value.as_string() + "x");
    add(value.as_string() + "-other");
    add("x");
  } else if (value.is_number()) {
    for (const std::int64_t other : {1, 2, 0, -1, 1'000'003}) add(other);
    if (const auto exact = Exact::of(value)) {
      for (const int step : {1, -1, 1000})
        if (const auto next = sum(*exact, {step, 0})) add(next->node());
    }
  } else if (value.is_boolean()) {
    add(!value.as_boolean());
  }
  for (const char* other : {"text", "other"}) add(other);
  add(Node::object());
  add(Node::array());
  if (!value.is_string()) return;
  const Node other = other_case(value.as_string());
  if (!document::equal(other, value)) attempt(begin(ask, "case"), other, shown(other) + said);
}

// Just past the bound, on the grid of the others where that can be.
void BreakPlans::plan_bound(const Ask& ask) {
  const Node& limit = *ask.rule->values.front();
  const auto bound = Exact::of(limit);
  if (!bound) return;
  const Asks asks = ask.rule->asks;
  const bool is_low = asks == Asks::Minimum || asks == Asks::ExclusiveMinimum;
  const bool is_open = asks == Asks::ExclusiveMinimum || asks == Asks::ExclusiveMaximum;
  const NumberDemand number = number_demand(site_.demand);
  const std::string said = std::string(is_open ? ", not " : ", ") + (is_low == is_open ? "above " : "below ") +
                           std::string(ask.rule->keyword) + ' ' + limit.number_text();
  Breach& breach = begin(ask, is_low ? "below" : "above");
  for (const Exact& grid : {number.grid(), Exact{1, 0}, Exact{1, 2}}) {
    auto past = floor_to(*bound, grid);
    const auto is_past = [&](const Exact& one) {
      const int order = compare(one, *bound);
      return is_low ? order < 0 || (is_open && order == 0) : order > 0 || (is_open && order == 0);
    };
    for (int i = 0; i < 3 && past && !is_past(*past); ++i) past = is_low ? negated_sum(*past, grid) : sum(*past, grid);
    if (past && is_past(*past)) attempt(breach, past->node(), past->node().number_text() + said);
  }
}

void BreakPlans::plan_multiple(const Ask& ask) {
  const auto step = Exact::of(*ask.rule->values.front());
  const auto value = Exact::of(*site_.value);
  if (!step || !value) return;
  Breach& breach = begin(ask, "");
  const std::string said = ", no multiple of " + ask.rule->values.front()->number_text();
  const Exact half{step->digits * 5, step->scale + 1};
  for (const Exact& offset : {Exact{1, 0}, Exact{-1, 0}, half, Exact{-half.digits, half.scale}}) {
    if (const auto other = sum(*value, offset)) attempt(breach, other->node(), other->node().number_text() + said);
  }
}

// Texts of that length that keep to all else, if there are such.
std::vector<std::string> BreakPlans::texts_of_length(std::size_t length) {
  std::vector<std::string> texts;
  for (const Ask& ask : site_.demand.asks) {
    if (ask.rule->asks == Asks::Format) {
      texts.push_back(long_text_of_format(ask.rule->text, length, {workshop_.options().now, random_}));
      for (std::string& text : texts_of_format(ask.rule->text, {workshop_.options().now, random_}))
        texts.push_back(text);
    }
    if (ask.rule->asks != Asks::Pattern) continue;
    const auto maker = pattern::MatchingText::of(ask.rule->text);
    if (!maker) continue;
    texts.push_back(maker->plain({length, length}));
    for (int i = 0; i < 8; ++i) texts.push_back(maker->any(random_, {length, length}));
  }
  const std::string& own = site_.value->as_string();
  const std::size_t size = base::count_code_points(own);
  texts.push_back(size >= length ? cut(own, length) : own + std::string(length - size, 'x'));
  texts.push_back(std::string(length, 'x'));
  std::erase_if(texts, [&](const std::string& text) { return base::count_code_points(text) != length; });
  return texts;
}

void BreakPlans::plan_length(const Ask& ask) {
  constexpr std::uint32_t kMost = 100'000;
  const bool is_low = ask.rule->asks == Asks::MinLength;
  if (!site_.value->is_string() || (is_low && ask.rule->count == 0) || ask.rule->count > kMost) return;
  const std::size_t length = is_low ? ask.rule->count - 1 : ask.rule->count + 1;
  const std::string said = characters(length) + (is_low ? ", below " : ", above ") + std::string(ask.rule->keyword) +
                           ' ' + std::to_string(ask.rule->count);
  Breach& breach = begin(ask, is_low ? "below" : "above");
  for (std::string& text : texts_of_length(length)) attempt(breach, Node(std::move(text)), said);
}

// Near what conforms: a character more, less, of another kind.
void BreakPlans::plan_pattern(const Ask& ask) {
  if (!site_.value->is_string()) return;
  const std::string own = site_.value->as_string();
  Breach& breach = begin(ask, "");
  const auto add = [&](std::string text) {
    const Node value(std::move(text));
    attempt(breach, value, shown(value) + ", against pattern " + base::ellipsize(ask.rule->text, 60));
  };
  if (!own.empty()) {
    for (const char other : {'!', ' ', '0', 'a', '_'}) {
      std::string text = own;
      text.back() = other;
      add(text);
      text = own;
      text.front() = other;
      add(text);
    }
    add(cut(own, base::count_code_points(own) - 1));
  }
  for (const char* more : {"!", " ", "x", "0", "\n"}) add(own + more);
  for (const char* more : {"!", " ", "x", "0"}) add(more + own);
  for (const char* text : {"!", "", " ", "x", "0", "??", "not like that", "\u00fc"}) add(text);
}

// Neither base64 nor JSON; JSON that is no base64, base64 that is no JSON.
void BreakPlans::plan_content(const Ask& ask) {
  Breach& breach = begin(ask, "");
  for (const char* text : {"{", "not base64!", "c2FtcGxl", "e30"})
    attempt(breach, text, shown(Node(text)) + ", against " + breach.keyword);
}

void BreakPlans::plan_format(const Ask& ask) {
  const std::string format(ask.rule->text);
  if (site_.value->is_string()) {
    Breach& breach = begin(ask, "");
    for (std::string& text : texts_against_format(format)) {
      const Node value(std::move(text));
      attempt(breach, value, shown(value) + ", not of format " + format);
    }
    const std::string& own = site_.value->as_string();
    for (const char* more : {"!", " "}) {
      const Node value(own + more);
      attempt(breach, value, shown(value) + ", not of format " + format);
    }
  }
  if (!site_.value->is_number()) return;
  const NumberRange range = range_of_format(format);
  for (const bool is_low : {true, false}) {
    const Node& limit = is_low ? range.least : range.most;
    const auto bound = limit.is_null() ? std::nullopt : Exact::of(limit);
    const auto past = bound ? sum(*bound, {is_low ? -1 : 1, 0}) : std::nullopt;
    if (past)
      attempt(begin(ask, is_low ? "below" : "above"), past->node(),
              past->node().number_text() + ", not of format " + format);
  }
}

}  // namespace concord::generate
