#include "instance_judge.h"

namespace concord::cli {

// Only what is not valid or not well-formed is read a second time, into a tree that knows places.
void InstanceJudge::judge(const InstanceText& instance) {
  if (instance.is_yaml || !compact_.read(instance.text)) return judge_tree(instance, std::nullopt);
  const schema::Verdict verdict = schema_.verdict(compact_);
  if (!printer_.is_enough(verdict)) return judge_tree(instance, verdict);
  counts.add(verdict);
  printer_.print_verdict(instance.place, verdict);
}

void InstanceJudge::judge_tree(const InstanceText& instance, std::optional<schema::Verdict> known) {
  const base::Source source(std::string(instance.place.path), std::string(instance.text));
  const auto root = instance.is_yaml ? document::parse_yaml(source) : document::parse_json(source);
  if (!root) {
    ++(document::is_over_bound(root.diagnostics().back()) ? counts.unjudged : counts.unreadable);
    return printer_.print_unreadable(instance.place, root.diagnostics());
  }
  const schema::Verdict verdict = known ? *known : schema_.verdict(*root);
  counts.add(verdict);
  if (printer_.is_enough(verdict)) return printer_.print_verdict(instance.place, verdict);
  printer_.print_reasons(instance.place, verdict, schema_, *root);
}

}  // namespace concord::cli
