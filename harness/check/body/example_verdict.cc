#include "example_verdict.h"

#include "provenance.h"

#include <algorithm>
#include <charconv>

namespace concord::check {

using document::Pointer;

namespace {

constexpr std::size_t most_examples = 5;  // that are looked at

// Where an example shows what the answer has at a place: lists have other lengths, and their elements are alike.
const Node* shown_at(const Node& example, const Pointer& location) {
  const Node* here = &example;
  for (const std::string& token : location.tokens()) {
    if (here->is_array()) here = here->items().empty() ? nullptr : &here->items().front();
    else here = here->find(token);
    if (!here) return nullptr;
  }
  return here;
}

// A rule that is about the very value: another value that breaks it too is no agreement.
bool is_about_value(std::string_view keyword) {
  return keyword == "enum" || keyword == "const" || keyword.starts_with("m");  // minimum, maxLength, multipleOf
}

bool is_same_place(const Pointer& a, const Pointer& b) {
  return result::folded_pointer(a.text()) == result::folded_pointer(b.text());
}

// Whether the example breaks the rule as the answer does.
bool breaks_alike(const schema::Violation& ours, const Node& value, const schema::Violation& other,
                  const Node& example) {
  if (other.keyword != ours.keyword || other.schema != ours.schema || !is_same_place(other.instance, ours.instance))
    return false;
  if (ours.keyword == "required") return other.message == ours.message;
  const Node* shown = document::resolve(example, other.instance);
  if (!shown || shown->kind() != value.kind()) return false;
  return !is_about_value(ours.keyword) || document::equal(*shown, value);
}

std::string line_of(const CheckContext& answer, const contract::Example& example, const Pointer& location) {
  contract::DocPlace place = example.place;
  const auto line = location.is_root() ? example.lines.end() : example.lines.find(location.tokens().front());
  if (line != example.lines.end()) place.line = line->second;
  return place.document.empty() ? answer.operation.place.document : place.text();
}

void blame_documentation(CheckFailure& failure, const std::string& line) {
  failure.at_fault = "documentation";
  const std::string where = line.empty() ? "" : " (" + line + ")";
  failure.hint += (failure.hint.empty() ? "" : "; ") + std::string("the example of the documentation") + where +
                  " is as the answer: the documentation contradicts itself";
}

// `example:` of the schema that is broken: of the value alone.
bool is_shown_so(const Node& schema, const std::string& keyword, const Node& value) {
  const auto is_alike = [&](const Node& shown) {
    return keyword == "type" ? shown.kind() == value.kind() : document::equal(shown, value);
  };
  const Node* one = schema.find("example");
  const Node* several = schema.find("examples");
  if (one && is_alike(*one)) return true;
  return several && std::any_of(several->items().begin(), several->items().end(), is_alike);
}

}  // namespace

void let_example_decide(const CheckContext& answer, const schema::Violation& violation, CheckFailure& failure) {
  const Node* value = document::resolve(*answer.body(), violation.instance);
  if (!value || !answer.schema) return;
  if (violation.schema && violation.keyword != "required" &&
      is_shown_so(*violation.schema, violation.keyword, *value))
    return blame_documentation(failure, documentation_of(answer, *violation.schema));
  if (!answer.content) return;
  bool is_kept = false;
  const auto& examples = answer.content->examples;
  for (std::size_t i = 0; i < std::min(examples.size(), most_examples); ++i) {
    const Node& example = examples[i].value;
    if (!shown_at(example, violation.instance)) continue;
    const auto explanation = answer.schema->explain(example);
    const auto alike =
        std::find_if(explanation.violations.begin(), explanation.violations.end(),
                     [&](const schema::Violation& other) { return breaks_alike(violation, *value, other, example); });
    if (alike != explanation.violations.end())
      return blame_documentation(failure, line_of(answer, examples[i], violation.instance));
    const auto is_there = [&](const schema::Violation& other) {
      return is_same_place(other.instance, violation.instance);
    };
    is_kept = is_kept || std::none_of(explanation.violations.begin(), explanation.violations.end(), is_there);
  }
  if (is_kept) failure.at_fault = "server";
}

}  // namespace concord::check
