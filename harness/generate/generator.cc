#include <concord/generate.h>

#include "plain_value.h"

#include <array>

namespace concord::generate {

namespace {

// A value of each type but integer, which is a number.
struct OfType {
  std::string_view phrase;
  Node value;
};
const std::array<OfType, 6>& of_each_type() {
  static const std::array<OfType, 6> all = {OfType{"a text", "text"},        OfType{"a number", 12.5},
                                            OfType{"a boolean", true},       OfType{"an object", Node::object()},
                                            OfType{"a list", Node::array()}, OfType{"null", Node()}};
  return all;
}

}  // namespace

struct Generator::State {
  contract::SchemaRef ref;
  schema::Schema schema;
  Options options;
  std::vector<Unmade> unmade;

  std::optional<Node> received(const Node& value) const {
    return options.on_wire ? options.on_wire(value) : std::optional(value);
  }

  bool is_valid(const Node& value) const {
    const auto read = received(value);
    return read && schema.accepts(*read);
  }

  void miss(Unmade one) {
    for (const Unmade& known : unmade) {
      if (known.at == one.at && known.what == one.what && known.reason == one.reason) return;
    }
    unmade.push_back(std::move(one));
  }

  // The violation of `keyword` at `at` that the engine finds in what is read of the value.
  std::optional<schema::Violation> refusal(const Node& value, const Pointer& at, std::string_view keyword) const {
    const auto read = received(value);
    if (!read) return std::nullopt;
    const schema::Explanation why = schema.explain(*read);
    if (why.verdict != schema::Verdict::Invalid) return std::nullopt;
    for (const schema::Violation& one : why.violations) {
      if (one.keyword == keyword && one.instance == at) return one;
    }
    return std::nullopt;
  }

  void break_required(const Node& good, std::vector<Invalid>& found) const {
    for (const document::Member& member : good.members()) {
      Node value = good;
      value.remove(member.key);
      if (auto refused = refusal(value, {}, "required")) {
        found.push_back({std::move(value), Pointer() / member.key, "required", refused->schema_location, member.value,
                         std::nullopt, "without " + (Pointer() / member.key).text()});
      }
    }
  }

  void break_type(const Node& good, const Pointer& at, std::vector<Invalid>& found) const {
    for (const OfType& other : of_each_type()) {
      Node value = good;
      Node* place = document::resolve(value, at);
      Node before = std::exchange(*place, other.value);
      if (auto refused = refusal(value, at, "type")) {
        found.push_back({std::move(value), at, "type", refused->schema_location, std::move(before), other.value,
                         (at.is_root() ? std::string() : at.text() + ' ') + std::string(other.phrase)});
      }
    }
  }
};

base::Result<Generator> Generator::make(const contract::SchemaRef& schema, Options options) {
  contract::SchemaRef ref = schema;
  if (!ref) ref.root = std::make_shared<const Node>(true);
  auto compiled = contract::compile(ref, options.direction);
  if (!compiled) return std::move(compiled).diagnostics();
  return Generator(std::make_shared<State>(State{ref, std::move(compiled).value(), std::move(options), {}}));
}

std::optional<Node> Generator::value(Shape) const {
  base::Random random(state_->options.seed);
  Node value = make_plain_value(state_->ref, state_->options.now, random);
  if (state_->is_valid(value)) return value;
  state_->miss({{}, "a value", "the value that was tried does not conform"});
  return std::nullopt;
}

std::vector<Valid> Generator::valid() const {
  std::vector<Valid> all;
  if (auto one = value(Shape::Typical)) all.push_back({std::move(*one), "everything", {}, "properties"});
  return all;
}

std::vector<Invalid> Generator::invalid() const {
  std::vector<Invalid> all;
  const auto good = value(Shape::Typical);
  if (!good) return all;
  state_->break_required(*good, all);
  state_->break_type(*good, {}, all);
  for (const document::Member& member : good->members()) state_->break_type(*good, Pointer() / member.key, all);
  return all;
}

std::optional<Node> Generator::random(base::Random&) const { return value(Shape::Typical); }

std::optional<Invalid> Generator::random_invalid(base::Random& random) const {
  std::vector<Invalid> all = invalid();
  if (all.empty()) return std::nullopt;
  return std::move(all[random.below(all.size())]);
}

const std::vector<Unmade>& Generator::unmade() const { return state_->unmade; }

const schema::Schema& Generator::schema() const { return state_->schema; }

}  // namespace concord::generate
