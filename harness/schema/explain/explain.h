// Every violation, with its place in the instance and in the schema.
//
// It follows the keywords as they are written, but only into what the Evaluator refuses. Where a verdict decides what
// applies (anyOf, oneOf, not, if) it gives that too. Which alternative is nearest is seen from failures without words,
// so that only one of them is put into words. Members that a failed part did look at count as evaluated: otherwise
// unevaluatedProperties would blame each of them once more.
#pragma once
#include "findings.h"
#include "near_names.h"
#include "evaluate/leaf_evaluator.h"
#include "sentences.h"

#include <tuple>

namespace concord::schema {

// What an alternative refuses.
struct Survey {
  struct Entry {
    const Step* step;
    const Node* value;
    std::size_t depth;  // below the value that the alternative is for
    bool is_direct;     // not within further alternatives
  };
  std::vector<Entry> list;
  std::size_t count = 0;  // also those that are not listed

  int required = 0;       // see required_score

  // Less is nearer.
  using Rank = std::tuple<bool, bool, int, long long, std::size_t>;
  Rank rank() const;
};

class Explainer {
 public:
  Explainer(const Schema::Program& program, const Node& instance)
      : program_(*program.all),
        entry_(program.entry),
        instance_(instance),
        evaluator_(program_, instance, budget_),
        leaves_(program_, instance, budget_) {}

  Explanation explain();

 private:
  // One schema met at one place.
  struct Visit {
    SchemaId id;
    const Node& value;
    Where where;
    Marks* marks;
    Findings& out;
  };

  void schema(const Visit& visit);
  void step(const Visit& visit, const Step& step);
  void apply(const Visit& visit, const Step& step);
  void leaf(const Visit& visit, const Step& step);

  void properties(const Visit& visit, const Step& step);
  void pattern_properties(const Visit& visit, const Step& step);
  void additional_properties(const Visit& visit, const Step& step);
  void required(const Visit& visit, const Step& step);
  void property_names(const Visit& visit, const Step& step);
  void dependent_required(const Visit& visit, const Step& step);
  void dependent_schemas(const Visit& visit, const Step& step);
  void prefix_items(const Visit& visit, const Step& step);
  void items(const Visit& visit, const Step& step);
  void contains(const Visit& visit, const Step& step);
  void unevaluated(const Visit& visit, const Step& step);
  void reference(const Visit& visit, const Step& step);
  void all_of(const Visit& visit, const Step& step);
  void any_of(const Visit& visit, const Step& step);
  void one_of(const Visit& visit, const Step& step);
  void if_then_else(const Visit& visit, const Step& step);

  void several_match(const Visit& visit, const Step& step, const std::vector<std::size_t>& matching);
  // No branch matched: says so, then why the nearest does not.
  void no_branch(const Visit& visit, const Step& step);
  Survey survey(SchemaId id, const Visit& visit);
  bool merged(const Visit& visit, const Step& step, const std::vector<Survey>& branches);
  bool same_constant(const Visit& visit, const Step& step, const std::vector<Survey>& branches);
  void none_matches(const Visit& visit, const Step& step, std::size_t nearest);
  std::string branch_name(const Visit& visit, const Step& step, std::size_t branch) const;

  void extra_member(const Visit& visit, const Step& step, SchemaId extra, const Node& part, const InstanceLink& place);
  Sentence missing_member(std::string_view name, const Visit& visit);
  Sentence unknown_member(std::string_view name, const Visit& visit);
  bool accepts(SchemaId id, const Node& value, Marks* marks);
  // Since `before`, the number of unknowns: says so.
  bool is_unknown(const Visit& visit, const Step& step, std::uint32_t before);

  std::string_view keyword(const Visit& visit, const Step& step) const;
  Finding finding(const Visit& visit, const Step& step, Sentence sentence) const;
  void add(const Visit& visit, const Step& step, Sentence sentence, bool is_unjudged = false);
  void add_at(const Visit& visit, const Step& step, const InstanceLink* place, const Node& value, Sentence sentence,
              bool is_unjudged = false);

  const Compilation& program_;
  const SchemaId entry_;
  const Node& instance_;
  Budget budget_;
  Budget walk_;  // of the steps that are followed
  Evaluator<Node, false> evaluator_;
  LeafEvaluator leaves_;
  std::uint32_t depth_ = 0;
  std::optional<NearNames> last_names_;
  bool has_wrong_type_ = false;  // of the schema being explained: enum and const then say nothing new
};

}  // namespace concord::schema
