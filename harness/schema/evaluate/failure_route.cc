// The way from the root of the schema to a keyword that failed, found when it is asked for: the first one, in the order
// of the text, that leads to the schema at that place of the instance.
#include "collector.h"

#include <concord/document/pointer.h>

#include <algorithm>
#include <set>

namespace concord::schema {
namespace {

class Route {
 public:
  Route(const Compilation& program, SchemaId entry, const std::vector<std::string>& tokens, SchemaId goal,
        std::size_t depth)
      : program_(program), entry_(entry), tokens_(tokens), goal_(goal), depth_(depth) {}

  std::optional<std::string> find();

 private:
  // A schema at a place; how it was reached.
  struct Stop {
    SchemaId id;
    std::size_t depth;
    std::string path;
  };

  void follow(const Stop& stop, const Step& step);
  void follow_in_place(const Stop& stop, const Step& step, const std::string& path);
  void follow_members(const Stop& stop, const Step& step, const std::string& path);
  void follow_items(const Stop& stop, const Step& step, const std::string& path);
  void add(SchemaId id, std::size_t depth, std::string path);
  bool has_pattern(const MemberTable& table, const std::string& name) const;
  std::optional<std::size_t> index(std::size_t depth) const;

  const Compilation& program_;
  const SchemaId entry_;
  const std::vector<std::string>& tokens_;
  SchemaId goal_;
  std::size_t depth_;
  std::set<std::pair<SchemaId, std::size_t>> seen_;
  std::vector<Stop> open_;  // the next one last
  std::vector<Stop> found_;
  mutable std::uint64_t pattern_steps_ = 100'000;  // that are left; names without a verdict lead nowhere
};

std::optional<std::string> Route::find() {
  constexpr std::size_t kMostSchemas = 100'000;
  open_.push_back({entry_, 0, ""});
  while (!open_.empty() && seen_.size() < kMostSchemas) {
    const Stop stop = std::move(open_.back());
    open_.pop_back();
    if (!seen_.emplace(stop.id, stop.depth).second) continue;
    if (stop.id == goal_ && stop.depth == depth_) return stop.path;
    const Range range = program_.schemas[stop.id].as_written;
    found_.clear();
    for (std::uint32_t i = range.begin; i < range.end; ++i) follow(stop, program_.steps[i]);
    std::move(found_.rbegin(), found_.rend(), std::back_inserter(open_));
  }
  return std::nullopt;
}

void Route::add(SchemaId id, std::size_t depth, std::string path) {
  if (id != kNone) found_.push_back({id, depth, std::move(path)});
}

void Route::follow(const Stop& stop, const Step& step) {
  const Node& schema = *program_.origins[stop.id].schema;
  if (!schema.is_object() || step.keyword >= schema.size()) return;
  const std::string path = stop.path + "/" + document::escape_token(schema.members()[step.keyword].key);
  follow_in_place(stop, step, path);
  if (stop.depth == depth_ || stop.depth >= tokens_.size()) return;
  follow_members(stop, step, path);
  follow_items(stop, step, path);
}

void Route::follow_in_place(const Stop& stop, const Step& step, const std::string& path) {
  switch (step.op) {
    case Op::Ref: return add(step.a, stop.depth, path);
    case Op::AllOf:
    case Op::AnyOf:
    case Op::OneOf:
      for (std::uint32_t i = step.a; i < step.b; ++i) {
        add(program_.edges[i], stop.depth, path + "/" + std::to_string(i - step.a));
      }
      return;
    case Op::If: add(step.b, stop.depth, stop.path + "/then"); return add(step.c, stop.depth, stop.path + "/else");
    case Op::DependentSchemas:
      for (std::uint32_t i = step.a; i < step.b; ++i) {
        const Dependent& rule = program_.dependents[i];
        add(rule.schema, stop.depth, path + "/" + document::escape_token(rule.name));
      }
      return;
    default: return;
  }
}

bool Route::has_pattern(const MemberTable& table, const std::string& name) const {
  return std::any_of(table.patterns.begin(), table.patterns.end(), [&](const MemberTable::PatternRule& rule) {
    return program_.regexes[rule.regex].search(name, pattern_steps_) == Regex::Match::Yes;
  });
}

void Route::follow_members(const Stop& stop, const Step& step, const std::string& path) {
  const std::string& name = tokens_[stop.depth];
  const auto known = [&](const MemberTable& table) {
    const auto found = table.find(name, 0);
    return found == kNone ? kNone : table.names[found].schema;
  };
  switch (step.op) {
    case Op::Properties:
      return add(known(program_.tables[step.a]), stop.depth + 1, path + "/" + document::escape_token(name));
    case Op::PatternProperties:
      for (const auto& rule : program_.tables[step.a].patterns) {
        if (program_.regexes[rule.regex].search(name, pattern_steps_) != Regex::Match::Yes) continue;
        add(rule.schema, stop.depth + 1, path + "/" + document::escape_token(rule.text));
      }
      return;
    case Op::AdditionalProperties: {
      const MemberTable& table = program_.tables[step.a];
      if (known(table) == kNone && !has_pattern(table, name)) add(table.additional, stop.depth + 1, path);
      return;
    }
    case Op::PropertyNames:
    case Op::UnevaluatedProperties: return add(step.a, stop.depth + 1, path);
    default: return;
  }
}

std::optional<std::size_t> Route::index(std::size_t depth) const {
  const std::string& token = tokens_[depth];
  const bool is_number = !token.empty() && token.size() < 10 &&
                         std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? std::optional<std::size_t>(std::stoul(token)) : std::nullopt;
}

void Route::follow_items(const Stop& stop, const Step& step, const std::string& path) {
  const auto item = index(stop.depth);
  if (!item) return;
  if (step.op == Op::PrefixItems && *item < step.b - step.a) {
    add(program_.edges[step.a + *item], stop.depth + 1, path + "/" + std::to_string(*item));
  }
  if ((step.op == Op::Items && *item >= step.b) || step.op == Op::UnevaluatedItems) {
    add(step.a, stop.depth + 1, path);
  }
}

// Keywords that refuse a member or an item themselves: its place is one below that of their schema.
bool refuses_parts(Op op) {
  return op == Op::AdditionalProperties || op == Op::UnevaluatedProperties || op == Op::PatternProperties ||
         op == Op::Items || op == Op::UnevaluatedItems;
}

}  // namespace

std::string route_to(const Compilation& program, SchemaId entry, const std::vector<std::string>& tokens,
                     const Cause& cause) {
  const bool is_above = refuses_parts(program.steps[cause.step].op) && !tokens.empty();
  return Route(program, entry, tokens, cause.schema, tokens.size() - (is_above ? 1 : 0)).find().value_or("");
}

}  // namespace concord::schema
