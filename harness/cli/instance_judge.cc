#include "instance_judge.h"

namespace concord::cli {

// Only what is not valid or not well-formed is read a second time, into a tree that knows places.
void InstanceJudge::judge(const InstanceText& instance) {
  if (instance.is_yaml || !compact_.read(instance.text)) return judge_tree(instance, std::nullopt);
  const bool is_valid = schema_.accepts(compact_);
  if (!printer_.is_enough(is_valid)) return judge_tree(instance, is_valid);
  counts.add(is_valid);
  printer_.print_verdict(instance.place, is_valid);
}

void InstanceJudge::judge_tree(const InstanceText& instance, std::optional<bool> verdict) {
  const base::Source source(std::string(instance.place.path), std::string(instance.text));
  const auto root = instance.is_yaml ? document::parse_yaml(source) : document::parse_json(source);
  if (!root) {
    ++counts.unreadable;
    return printer_.print_unreadable(instance.place, root.diagnostics());
  }
  const bool is_valid = verdict ? *verdict : schema_.accepts(*root);
  counts.add(is_valid);
  if (printer_.is_enough(is_valid)) return printer_.print_verdict(instance.place, is_valid);
  printer_.print_reasons(instance.place, is_valid, schema_, *root);
}

}  // namespace concord::cli
