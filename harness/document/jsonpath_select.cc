#include "jsonpath_select.h"

#include <concord/base/patience.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::document {
namespace {

// A path such as $..*..*..* visits more values than any document has. A check must end.
constexpr std::size_t max_steps = 200'000'000;
constexpr std::size_t steps_between_looks = 1u << 16;  // steps, whether there is still patience
constexpr std::size_t bytes_a_step = 4;       // of a text that is looked at as a whole
constexpr std::size_t steps_a_value = 4;      // that is compared
constexpr std::size_t compiling = 500;        // steps that the shortest pattern of the document costs
constexpr std::size_t members_a_step = 4;     // of an object that is searched for a name

// The place of a value, as a chain over the stack of the walk: most values that are visited are not selected.
struct Step {
  const Step* parent;
  const std::string* key;  // null for an index
  std::size_t index;
};

Pointer to_pointer(const Step* step) {
  std::vector<std::string> tokens;
  for (; step; step = step->parent) tokens.push_back(step->key ? *step->key : std::to_string(step->index));
  std::reverse(tokens.begin(), tokens.end());
  return Pointer(std::move(tokens));
}

// Section 2.3.4.2.2.
struct Bounds {
  std::int64_t lower;
  std::int64_t upper;
};

Bounds slice_bounds(const Selector& slice, std::int64_t size) {
  const auto normalized = [&](std::int64_t index) { return index >= 0 ? index : size + index; };
  const bool is_forward = slice.step >= 0;
  const std::int64_t start = normalized(slice.start.value_or(is_forward ? 0 : size - 1));
  const std::int64_t end = slice.end ? normalized(*slice.end) : is_forward ? size : -1;
  if (is_forward) return {std::clamp<std::int64_t>(start, 0, size), std::clamp<std::int64_t>(end, 0, size)};
  return {std::clamp<std::int64_t>(end, -1, size - 1), std::clamp<std::int64_t>(start, -1, size - 1)};
}

class Walk {
 public:
  // Called for a selected value; false ends the walk.
  using Visit = std::function<bool(const Node&, const Step*)>;

  explicit Walk(const Node& root) : root_(root) {}

  // All of these return false when the walk has ended.
  bool run(const PathQuery& query, const Node& start, const Visit& visit) {
    return go({&query, 0, visit}, start, nullptr);
  }
  bool gave_up() const { return steps_ > max_steps; }

 private:
  struct Stage {
    const PathQuery* query;
    std::size_t segment;
    const Visit& visit;

    Stage next() const { return {query, segment + 1, visit}; }
  };

  bool may_step(std::size_t count = 1) {
    steps_ += count;
    if (steps_ >= next_look_) look();
    return steps_ <= max_steps;
  }

  void look() {
    const bool is_patient = base::Patience::spend(steps_ - looked_at_);
    looked_at_ = steps_;
    next_look_ = steps_ + steps_between_looks;
    if (!is_patient) give_up();
  }

  void give_up() { steps_ = std::max(steps_, max_steps + 1); }

  bool go(const Stage& stage, const Node& node, const Step* place) {
    if (!may_step()) return false;
    if (stage.segment == stage.query->segments.size()) return stage.visit(node, place);
    const Segment& segment = stage.query->segments[stage.segment];
    return segment.is_descendant ? descend(stage, segment, node, place) : select_all(stage, segment, node, place);
  }

  bool descend(const Stage& stage, const Segment& segment, const Node& node, const Step* place) {
    if (!may_step() || !select_all(stage, segment, node, place)) return false;
    return each_child(node, place,
                      [&](const Node& child, const Step* step) { return descend(stage, segment, child, step); });
  }

  bool select_all(const Stage& stage, const Segment& segment, const Node& node, const Step* place) {
    return std::all_of(segment.selectors.begin(), segment.selectors.end(),
                       [&](const Selector& selector) { return select(stage.next(), selector, node, place); });
  }

  bool select(const Stage& stage, const Selector& selector, const Node& node, const Step* place) {
    switch (selector.kind) {
      case Selector::Kind::Name: return select_name(stage, selector, node, place);
      case Selector::Kind::Index: return select_index(stage, selector.index, node, place);
      case Selector::Kind::Slice: return select_slice(stage, selector, node, place);
      case Selector::Kind::Wildcard:
        return each_child(node, place, [&](const Node& child, const Step* step) { return go(stage, child, step); });
      case Selector::Kind::Filter:
        return each_child(node, place, [&](const Node& child, const Step* step) {
          return !holds(*selector.filter, child) || go(stage, child, step);
        });
    }
    return true;
  }

  template <class Action>
  bool each_child(const Node& node, const Step* place, const Action& action) {
    std::size_t index = 0;
    for (const Node& item : node.items()) {
      const Step step{place, nullptr, index++};
      if (!action(item, &step)) return false;
    }
    for (const Member& member : node.members()) {
      const Step step{place, &member.key, 0};
      if (!action(member.value, &step)) return false;
    }
    return true;
  }

  bool select_name(const Stage& stage, const Selector& selector, const Node& node, const Step* place) {
    if (!may_step(node.members().size() / members_a_step)) return false;
    const Member* member = node.find_member(selector.name);
    if (!member) return true;
    const Step step{place, &member->key, 0};
    return go(stage, member->value, &step);
  }

  bool select_index(const Stage& stage, std::int64_t index, const Node& node, const Step* place) {
    const auto size = static_cast<std::int64_t>(node.items().size());
    if (index < 0) index += size;
    if (index < 0 || index >= size) return true;
    const Step step{place, nullptr, static_cast<std::size_t>(index)};
    return go(stage, node.items()[step.index], &step);
  }

  bool select_slice(const Stage& stage, const Selector& slice, const Node& node, const Step* place) {
    if (slice.step == 0 || node.items().empty()) return true;
    const auto [lower, upper] = slice_bounds(slice, static_cast<std::int64_t>(node.items().size()));
    if (slice.step > 0) {
      for (std::int64_t i = lower; i < upper; i += slice.step) {
        if (!select_index(stage, i, node, place)) return false;
      }
    } else {
      for (std::int64_t i = upper; i > lower; i += slice.step) {
        if (!select_index(stage, i, node, place)) return false;
      }
    }
    return true;
  }

  const Node& start_of(const PathQuery& query, const Node& current) const {
    return query.is_relative ? current : root_;
  }

  bool holds(const Expression& expression, const Node& current) {
    const auto is_true = [&](const Expression& operand) { return holds(operand, current); };
    switch (expression.kind) {
      case Expression::Kind::Or: return std::any_of(expression.operands.begin(), expression.operands.end(), is_true);
      case Expression::Kind::And: return std::all_of(expression.operands.begin(), expression.operands.end(), is_true);
      case Expression::Kind::Not: return !holds(expression.operands[0], current);
      case Expression::Kind::Compare: return compare(expression, current);
      case Expression::Kind::Exists: return exists(expression.operands[0].query, current);
      case Expression::Kind::Call: return match(expression, current);
      default: return false;
    }
  }

  bool exists(const PathQuery& query, const Node& current) {
    bool found = false;
    run(query, start_of(query, current), [&](const Node&, const Step*) {
      found = true;
      return false;
    });
    return found;
  }

  // Null is the special result Nothing. `made` keeps what a function computes.
  const Node* evaluate(const Expression& expression, const Node& current, Node& made) {
    if (expression.kind == Expression::Kind::Literal) return &expression.literal;
    if (expression.kind == Expression::Kind::Query) return single(expression.query, current);
    const Expression& argument = expression.operands[0];
    switch (expression.function) {
      case Function::Length: return length(argument, current, made);
      case Function::Count: made = Node(count(argument.query, current)); return &made;
      case Function::Value: return single(argument.query, current);
      default: return nullptr;
    }
  }

  // The only value that the query selects; null for none or several.
  const Node* single(const PathQuery& query, const Node& current) {
    const Node* found = nullptr;
    bool is_only = true;
    run(query, start_of(query, current), [&](const Node& node, const Step*) {
      is_only = found == nullptr;
      found = &node;
      return is_only;
    });
    return is_only ? found : nullptr;
  }

  std::int64_t count(const PathQuery& query, const Node& current) {
    std::int64_t total = 0;
    run(query, start_of(query, current), [&](const Node&, const Step*) { return ++total > 0; });
    return total;
  }

  const Node* length(const Expression& argument, const Node& current, Node& made) {
    Node inner;
    const Node* value = evaluate(argument, current, inner);
    if (!value || value->is_null() || value->is_boolean() || value->is_number()) return nullptr;
    if (value->is_string() && !may_step(value->as_string().size() / bytes_a_step)) return nullptr;
    const std::size_t size = value->is_string() ? base::count_code_points(value->as_string()) : value->size();
    made = Node(static_cast<std::int64_t>(size));
    return &made;
  }

  bool match(const Expression& call, const Node& current) {
    Node made_text;
    Node made_pattern;
    const Node* text = evaluate(call.operands[0], current, made_text);
    const Node* pattern = evaluate(call.operands[1], current, made_pattern);
    if (!text || !pattern || !text->is_string() || !pattern->is_string()) return false;
    const IRegexp* regexp = call.pattern ? &*call.pattern : compiled(pattern->as_string());
    if (!regexp || !may_step(1 + text->as_string().size() / 2)) return false;
    const std::uint64_t allowed = max_steps - steps_;
    std::uint64_t left = allowed;
    const auto found = call.function == Function::Match ? regexp->matches(text->as_string(), left)
                                                        : regexp->is_found_in(text->as_string(), left);
    if (!may_step(allowed - left) || !found) return give_up(), false;
    return *found;
  }

  // A pattern from the document is mostly the same for all values of a walk.
  const IRegexp* compiled(const std::string& pattern) {
    if (!last_pattern_ || *last_pattern_ != pattern) {
      may_step(compiling * (1 + pattern.size() / 32));
      last_pattern_ = pattern;
      last_regexp_ = IRegexp::compile(pattern);
    }
    return last_regexp_ ? &*last_regexp_ : nullptr;
  }

  bool compare(const Expression& expression, const Node& current) {
    Node made_left;
    Node made_right;
    const Node* left = evaluate(expression.operands[0], current, made_left);
    const Node* right = evaluate(expression.operands[1], current, made_right);
    if (!may_step(cost_of_comparing(left, right))) return false;
    switch (expression.comparison) {
      case Comparison::Equal: return are_equal(left, right);
      case Comparison::NotEqual: return !are_equal(left, right);
      case Comparison::Less: return is_less(left, right);
      case Comparison::LessOrEqual: return is_less(left, right) || are_equal(left, right);
      case Comparison::Greater: return is_less(right, left);
      case Comparison::GreaterOrEqual: return is_less(right, left) || are_equal(left, right);
    }
    return false;
  }

  static std::size_t cost_of_comparing(const Node* a, const Node* b) {
    const bool end_at_once = !a || !b || a->kind() != b->kind() || a->size() != b->size();
    return end_at_once ? 0 : weight(*a);
  }
  // Of what has no members, none: that is a step of its own already.
  static std::size_t weight(const Node& node) {
    std::size_t sum = node.is_string() ? node.as_string().size() / bytes_a_step : steps_a_value * node.size();
    for (const Node& item : node.items()) sum += weight(item);
    for (const Member& member : node.members()) sum += weight(member.value);
    return sum;
  }

  static bool are_equal(const Node* a, const Node* b) { return a && b ? equal(*a, *b) : a == b; }

  static bool is_less(const Node* a, const Node* b) {
    if (!a || !b) return false;
    if (a->is_number() && b->is_number()) return compare_numbers(*a, *b) < 0;
    return a->is_string() && b->is_string() && a->as_string() < b->as_string();
  }

  const Node& root_;
  std::size_t steps_ = 0;
  std::size_t looked_at_ = 0, next_look_ = steps_between_looks;
  std::optional<std::string> last_pattern_;
  std::optional<IRegexp> last_regexp_;
};

}  // namespace

std::vector<JsonPath::Match> select_matches(const PathQuery& query, const Node& root, std::size_t limit,
                                            bool* is_complete) {
  std::vector<JsonPath::Match> matches;
  if (limit == 0) return matches;
  Walk walk(root);
  walk.run(query, root, [&](const Node& node, const Step* place) {
    matches.push_back({to_pointer(place), &node});
    return matches.size() < limit;
  });
  if (is_complete) *is_complete = !walk.gave_up();
  return matches;
}

}  // namespace concord::document
