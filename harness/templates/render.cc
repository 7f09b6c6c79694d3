// Rendering walks the tree once. A template gives a value, or stays as it is because something in it is not known yet,
// or is left out (`absent`), or is a mistake; a mistake does not stop the walk, so that all are reported.
#include "expression.h"
#include "functions.h"
#include "lookup.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <algorithm>
#include <set>

namespace concord::templates {
namespace {

constexpr std::size_t max_depth = 1024;
constexpr std::size_t max_inserted_bytes = 64u << 20;
constexpr std::string_view absent_word = "absent";

struct Outcome {
  enum class Kind { Value, Missing, Deferred, Absent, Failed };
  Kind kind;
  Node value;  // of Kind::Value
};
Outcome found(Node value) { return {Outcome::Kind::Value, std::move(value)}; }

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const Function& function : all_functions()) names.emplace_back(function.summary.name);
  return names;
}

// About how much memory a copy takes.
std::size_t weigh(const Node& node) {
  std::size_t weight = sizeof(Node) + node.string_or_empty().size();
  for (const Node& item : node.items()) weight += weigh(item);
  for (const document::Member& member : node.members()) weight += member.key.size() + weigh(member.value);
  return weight;
}

// The place of [begin, end) of a string: within its span when that covers the text one to one, with or without quotes.
base::Span narrow(base::Span span, std::string_view text, const Piece& piece) {
  if (!span.is_known() || span.end < span.begin || span.end > span.source->text().size()) return span;
  const std::string_view covered = std::string_view(span.source->text()).substr(span.begin, span.end - span.begin);
  const bool is_quoted = covered.size() == text.size() + 2 && covered.substr(1, text.size()) == text;
  if (covered != text && !is_quoted) return span;
  const std::size_t first = span.begin + (is_quoted ? 1 : 0);
  return {span.source, static_cast<std::uint32_t>(first + piece.begin), static_cast<std::uint32_t>(first + piece.end)};
}

// What narrow() would be asked for a diagnostic, which most texts have none of.
struct Place {
  base::Span span;
  std::string_view text{};
  const Piece* piece = nullptr;  // null: the span itself

  base::Span found() const { return piece ? narrow(span, text, *piece) : span; }
};

std::string wrong_count(const Function& function, std::size_t count) {
  const std::string wanted(function.argument_count == 0 ? "no arguments" : function.summary.arguments);
  return "\"" + std::string(function.summary.name) + "\" takes " + wanted + ", got " +
         (count == 0 ? "none" : base::counted(count, "argument"));
}

std::string as_written(std::string_view text, const Piece& piece) {
  return std::string(text.substr(piece.begin, piece.end - piece.begin));
}

class Renderer {
 public:
  Renderer(const Scope& scope, const Environment& environment, const RenderOptions& options)
      : scope_(scope), environment_(environment), options_(options) {}

  // Whether `node` is not left out.
  bool node(const Node& node, std::size_t depth, Node& rendered);
  std::string text(std::string_view text, base::Span span);
  Diagnostics& diagnostics() { return diagnostics_; }

 private:
  void array(const Node& node, std::size_t depth, Node::Array& rendered);
  void object(const Node& node, std::size_t depth, Node::Object& rendered);
  bool string(const Node& node, Node& rendered);
  Outcome evaluate(const Template& one);
  Outcome first_alternative(const Alternative& alternative);
  Outcome other_alternative(const Alternative& alternative, bool is_last);
  Outcome name(const std::string& name);
  Outcome call(const Callee& callee, const Alternative& alternative);
  Outcome apply(const Callee& callee, const std::vector<Node>& arguments);
  std::string postponed(std::string_view text, const Piece& piece, const Template& one);
  std::string with_known_arguments(const Alternative& alternative);
  std::string value_text(std::string_view text, const Piece& piece);
  Outcome missing(const Template& one);
  Outcome fail(std::string kind, std::string message, std::string hint = {});
  bool is_deferred(std::string_view name) const;
  // Whether what is left over will be rendered again: then escapes must last until then.
  bool is_partial() const { return options_.defer_functions || !options_.deferred.empty(); }

  const Scope& scope_;
  const Environment& environment_;
  const RenderOptions& options_;
  Diagnostics diagnostics_;
  Place place_;                    // of the template being evaluated
  std::string_view missing_name_;  // the last that was not found
  std::size_t inserted_bytes_ = 0;
};

Outcome Renderer::fail(std::string kind, std::string message, std::string hint) {
  const base::Span span = place_.found();
  diagnostics_.push_back(base::error("template." + std::move(kind), std::move(message), span, std::move(hint)));
  return {Outcome::Kind::Failed, {}};
}

bool Renderer::is_deferred(std::string_view name) const {
  return std::any_of(options_.deferred.begin(), options_.deferred.end(),
                     [name](std::string_view known) { return may_mean(name, known); });
}

Outcome Renderer::name(const std::string& name) {
  if (is_deferred(name)) return {Outcome::Kind::Deferred, {}};
  const Node* value = look_up(scope_, name);
  if (value) return found(*value);
  missing_name_ = name;
  return {Outcome::Kind::Missing, {}};
}

Outcome Renderer::apply(const Callee& callee, const std::vector<Node>& arguments) {
  const Function& function = *callee.function;
  const bool lacks_environment = !environment_.clock || !environment_.random;
  if (function.needs_environment && lacks_environment) {
    return fail("arguments", "\"" + std::string(function.summary.name) + "\" has no value here");
  }
  FunctionResult answer = function.call({environment_, arguments, *callee.offset});
  if (!answer.problem.empty()) return fail("arguments", std::move(answer.problem));
  return found(std::move(answer.value));
}

Outcome Renderer::call(const Callee& callee, const Alternative& alternative) {
  const Function& function = *callee.function;
  const std::size_t count = alternative.terms.size() - 1;
  if (!callee.offset) {
    return fail("arguments", "\"" + std::string(function.summary.name) +
                                 "\" takes an offset such as +30m or -1h, not \"" + std::string(callee.offset_text) +
                                 "\"");
  }
  if (count != function.argument_count) return fail("arguments", wrong_count(function, count));
  std::vector<Node> arguments;
  bool is_postponed = options_.defer_functions && function.needs_environment;
  for (std::size_t i = 1; i <= count; ++i) {
    const Term& term = alternative.terms[i];
    Outcome argument = term.literal ? found(*term.literal) : name(term.name);
    if (argument.kind == Outcome::Kind::Missing) return argument;
    is_postponed = is_postponed || argument.kind == Outcome::Kind::Deferred;
    arguments.push_back(std::move(argument.value));
  }
  if (is_postponed) return {Outcome::Kind::Deferred, {}};
  return apply(callee, arguments);
}

Outcome Renderer::first_alternative(const Alternative& alternative) {
  const Term& head = alternative.terms.front();
  const bool is_alone = alternative.terms.size() == 1;
  if (head.literal) {
    if (is_alone) return found(*head.literal);
    return fail("syntax",
                "a template begins with a name or a function, not with " + document::write_json(*head.literal));
  }
  // A name of the scope is not hidden by a function.
  Outcome outcome = is_alone ? name(head.name) : Outcome{Outcome::Kind::Missing, {}};
  if (outcome.kind != Outcome::Kind::Missing) return outcome;
  const Callee callee = find_function(head.name);
  if (callee.function) return call(callee, alternative);
  if (is_alone) return outcome;
  return fail("unknown-function", "unknown function \"" + head.name + "\"",
              base::did_you_mean(head.name, function_names()));
}

// After a bar words may stand for themselves: {{theme | light}}.
Outcome Renderer::other_alternative(const Alternative& alternative, bool is_last) {
  const Term& head = alternative.terms.front();
  const bool is_alone = alternative.terms.size() == 1;
  if (is_alone && head.name == absent_word) return {Outcome::Kind::Absent, {}};
  if ((is_alone && head.literal) || (!head.literal && find_function(head.name).function))
    return first_alternative(alternative);
  if (is_alone) {
    Outcome outcome = name(head.name);
    if (outcome.kind != Outcome::Kind::Missing || !is_last) return outcome;
  }
  return found(Node(alternative.text));
}

Outcome Renderer::missing(const Template& one) {
  const bool is_bare = one.alternatives.front().terms.size() == 1;
  std::vector<std::string> others = is_bare ? function_names() : std::vector<std::string>();
  others.insert(others.end(), options_.deferred.begin(), options_.deferred.end());
  std::string hint = suggest(scope_, missing_name_, others);
  if (options_.hint_of_unknown) hint = options_.hint_of_unknown(missing_name_, hint);
  return fail("unknown-name", "unknown name \"" + std::string(missing_name_) + "\"", hint);
}

Outcome Renderer::evaluate(const Template& one) {
  Outcome outcome = first_alternative(one.alternatives.front());
  for (std::size_t i = 1; i < one.alternatives.size() && outcome.kind == Outcome::Kind::Missing; ++i) {
    outcome = other_alternative(one.alternatives[i], i + 1 == one.alternatives.size());
  }
  if (outcome.kind == Outcome::Kind::Missing) return missing(one);
  if (outcome.kind == Outcome::Kind::Value) inserted_bytes_ += weigh(outcome.value);
  if (inserted_bytes_ <= max_inserted_bytes) return outcome;
  inserted_bytes_ = 0;
  return fail("too-large", "the templates together insert more than 64 MB");
}

std::string Renderer::with_known_arguments(const Alternative& alternative) {
  if (alternative.terms.size() == 1) return alternative.text;
  std::string text = alternative.terms.front().name;
  for (std::size_t i = 1; i < alternative.terms.size(); ++i) {
    const Term& term = alternative.terms[i];
    const Node* known = term.literal ? &*term.literal : is_deferred(term.name) ? nullptr : look_up(scope_, term.name);
    const bool is_bare = known && (known->is_number() || known->is_boolean() || known->is_null());
    text += ' ';
    text += !known ? term.name : is_bare ? document::write_json(*known) : quote(as_text(*known));
  }
  return text;
}

// The template as it stays for a later rendering, whose scope need not know the names that are known now.
std::string Renderer::postponed(std::string_view text, const Piece& piece, const Template& one) {
  const Alternative& first = one.alternatives.front();
  if (first.terms.size() == 1) return as_written(text, piece);
  std::string written = "{{" + with_known_arguments(first);
  for (std::size_t i = 1; i < one.alternatives.size(); ++i) written += " | " + one.alternatives[i].text;
  return written + "}}";
}

std::string Renderer::value_text(std::string_view text, const Piece& piece) {
  if (const auto* plain = std::get_if<std::string_view>(&piece.content)) return std::string(*plain);
  if (std::holds_alternative<Escape>(piece.content)) return is_partial() ? "{{{{}}" : "{{";
  if (const auto* malformed = std::get_if<Malformed>(&piece.content)) {
    fail("syntax", malformed->message, malformed->hint);
    return as_written(text, piece);
  }
  const auto& one = std::get<Template>(piece.content);
  const Outcome outcome = evaluate(one);
  if (outcome.kind == Outcome::Kind::Deferred) return postponed(text, piece, one);
  if (outcome.kind == Outcome::Kind::Failed) return as_written(text, piece);
  return outcome.kind == Outcome::Kind::Value ? as_text(outcome.value) : std::string();
}

std::string Renderer::text(std::string_view text, base::Span span) {
  std::string rendered;
  const auto parts = cut_once(text);
  for (const Piece& piece : parts->pieces) {
    place_ = {span, text, &piece};
    rendered += value_text(text, piece);
    if (rendered.size() <= options_.max_bytes) continue;
    fail("too-large", "the text becomes longer than " + std::to_string(options_.max_bytes) + " bytes");
    break;
  }
  return rendered;
}

bool Renderer::string(const Node& node, Node& rendered) {
  const std::string& raw = node.as_string();
  if (raw.find("{{") == std::string::npos) {
    rendered = node;
    return true;
  }
  const auto parts = cut_once(raw);
  const std::vector<Piece>& pieces = parts->pieces;
  const auto* alone = pieces.size() == 1 ? std::get_if<Template>(&pieces.front().content) : nullptr;
  if (!alone) {
    rendered = Node(text(raw, node.span()));
    rendered.set_span(node.span());
    return true;
  }
  place_ = {node.span(), raw, &pieces.front()};
  Outcome outcome = evaluate(*alone);
  if (outcome.kind == Outcome::Kind::Absent) return false;
  if (outcome.kind == Outcome::Kind::Deferred) outcome.value = Node(postponed(raw, pieces.front(), *alone));
  if (outcome.kind == Outcome::Kind::Failed) outcome.value = Node(raw);
  rendered = std::move(outcome.value);
  rendered.set_span(node.span());
  if (rendered.string_or_empty().size() > options_.max_bytes) {
    fail("too-large", "the text becomes longer than " + std::to_string(options_.max_bytes) + " bytes");
  }
  return true;
}

// What is left out is made, and taken away again: most is not, and so is made where it stays.
void Renderer::array(const Node& node, std::size_t depth, Node::Array& rendered) {
  rendered.reserve(node.size());
  for (const Node& item : node.items()) {
    if (!this->node(item, depth + 1, rendered.emplace_back())) rendered.pop_back();
  }
}

void Renderer::object(const Node& node, std::size_t depth, Node::Object& rendered) {
  rendered.reserve(node.size());
  std::set<std::string, std::less<>> made;  // keys that a template made; others were unique before
  for (const document::Member& member : node.members()) {
    const bool is_made = member.key.find("{{") != std::string::npos;
    document::Member& one = rendered.emplace_back();
    one.key = is_made ? text(member.key, member.key_span) : member.key;
    one.key_span = member.key_span;
    const bool is_other = one.key != member.key;  // else it is for a later rendering, or a mistake
    if (is_made && ((is_other && node.has(one.key)) || made.contains(one.key))) {
      place_ = {member.key_span};
      const std::string shown = base::ellipsize(base::escape_line(one.key), 60);
      fail("duplicate-key", "two keys of the object become \"" + shown + "\"");
    }
    if (is_made) made.insert(one.key);
    if (!this->node(member.value, depth + 1, one.value)) rendered.pop_back();
  }
}

bool Renderer::node(const Node& node, std::size_t depth, Node& rendered) {
  if (node.is_string()) return string(node, rendered);
  if (!node.is_array() && !node.is_object()) {
    rendered = node;
    return true;
  }
  if (depth > max_depth) {
    place_ = {node.span()};
    fail("too-large", "the value is nested deeper than " + std::to_string(max_depth) + " levels");
    return true;
  }
  rendered = node.is_array() ? Node::array() : Node::object();
  if (node.is_array()) array(node, depth, rendered.items());
  else object(node, depth, rendered.members());
  rendered.set_span(node.span());
  return true;
}

// Calls `visit` with each string and key of `node` until it returns true; whether it did.
template <class Visit>
bool any_text(const Node& node, const Visit& visit) {
  if (node.is_string()) return visit(node.as_string());
  for (const Node& item : node.items()) {
    if (any_text(item, visit)) return true;
  }
  for (const document::Member& member : node.members()) {
    if (visit(member.key) || any_text(member.value, visit)) return true;
  }
  return false;
}

void add_name(const std::string& name, std::vector<std::string>& names) {
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

void add_names(const Alternative& alternative, std::vector<std::string>& names) {
  for (std::size_t i = 0; i < alternative.terms.size(); ++i) {
    const std::string& name = alternative.terms[i].name;
    const bool is_function = i == 0 && (alternative.terms.size() > 1 || find_function(name).function);
    if (!is_function) add_name(name, names);
  }
}

template <class Visit>
void for_each_template(const Node& node, const Visit& visit) {
  any_text(node, [&visit](std::string_view text) {
    for (const Piece& piece : cut(text)) {
      if (const auto* one = std::get_if<Template>(&piece.content)) visit(*one);
    }
    return false;
  });
}

}  // namespace

Result<Node> render(const Node& node, const Scope& scope, const Environment& environment,
                    const RenderOptions& options) {
  Diagnostics mistakes;
  Node rendered = render_what_can_be(node, scope, environment, options, mistakes);
  if (!mistakes.empty()) return mistakes;
  return rendered;
}

Node render_what_can_be(const Node& node, const Scope& scope, const Environment& environment,
                        const RenderOptions& options, Diagnostics& mistakes) {
  Renderer renderer(scope, environment, options);
  Node rendered;
  const bool is_there = renderer.node(node, 0, rendered);
  base::append(mistakes, std::move(renderer.diagnostics()));
  return is_there ? std::move(rendered) : Node();
}

Result<std::string> render_text(std::string_view text, const Scope& scope, const Environment& environment,
                                const RenderOptions& options) {
  Renderer renderer(scope, environment, options);
  std::string rendered = renderer.text(text, {});
  if (!renderer.diagnostics().empty()) return std::move(renderer.diagnostics());
  return rendered;
}

bool has_template(const Node& node) {
  return any_text(node, [](std::string_view text) { return text.find("{{") != std::string_view::npos; });
}

bool may_mean(std::string_view used, std::string_view name) {
  return used.starts_with(name) && (used.size() == name.size() || used[name.size()] == '.');
}

std::vector<std::string> names_used(const Node& node) {
  std::vector<std::string> names;
  for_each_template(node, [&names](const Template& one) { add_names(one.alternatives.front(), names); });
  return names;
}

std::vector<std::string> names_mentioned(const Node& node) {
  std::vector<std::string> names;
  for_each_template(node, [&names](const Template& one) {
    for (const Alternative& alternative : one.alternatives) {
      for (const Term& term : alternative.terms) add_name(term.name, names);
    }
  });
  return names;
}

}  // namespace concord::templates
