// Changes, each with all that was said around it: for every operation the pairs of schemas that changed are walked from
// where they stand, each once, and where else they stand is said beside.
#pragma once
#include "comparison.h"

namespace concord::diff {

// The sites in it become places at the end.
struct Reported {
  const OperationDiff* operation;
  Location at;
  std::string path, path_key;
  Change change;
  const Node* old_around = nullptr;
  const Node* new_around = nullptr;
  std::string also = {};
};

class Reporter {
 public:
  // The comparison and the pairs must outlive this.
  Reporter(const Comparison& comparison, SchemaPairs& pairs, std::size_t most_findings)
      : comparison_(comparison), pairs_(pairs), most_findings_(most_findings) {}

  void collect();
  std::vector<Reported>& reported() { return reported_; }
  // How many changes are left out, since there are more than `most_findings`.
  std::size_t left_out() const { return left_out_; }

 private:
  // Another place where the same pair stands.
  struct Alias {
    const SchemaRoot* root;
    std::string path;
  };
  struct Step {
    PairId pair = 0;
    std::size_t parent = 0;     // an index of steps_
    const Edge* edge = nullptr;  // that led here; null at a root
    const SchemaRoot* root = nullptr;
    bool is_muted = false;
    std::size_t begin = 0, end = 0;  // of its changes in reported_
    std::vector<Alias> aliases = {};
  };

  void add(Reported one);
  void walk(const OperationDiff& operation);
  void visit(const OperationDiff& operation, std::size_t index);
  void follow(const Edge& edge, std::size_t from);
  bool is_within(std::size_t step, std::size_t ancestor) const;
  void take_up_muted();
  void add_schema_change(Reported one, const SchemaPair& pair, bool is_muted);
  void name_aliases();
  std::string also(std::size_t step) const;
  std::string path_of(std::size_t step, std::string Edge::*text) const;
  std::vector<const SchemaRoot*> changed_roots(const OperationDiff& operation) const;
  std::vector<const Edge*> changed_edges(const SchemaPair& pair) const;

  const Comparison& comparison_;
  SchemaPairs& pairs_;
  const std::size_t most_findings_;
  std::vector<Reported> reported_;
  std::size_t left_out_ = 0;
  // Of one operation.
  std::vector<Step> steps_, muted_steps_;
  std::unordered_map<PairId, std::size_t> seen_;  // pair → the step that reports it
};

}  // namespace concord::diff
