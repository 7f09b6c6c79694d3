#include "instance_judge.h"

namespace concord::cli {

void InstanceCounter::cannot_read(const InstancePlace& place, const base::Diagnostics& why) {
  ++counts.unreadable;
  printer_.print_unreadable(place, why);
}

void InstanceCounter::is_over_bound(const InstancePlace& place, std::size_t bytes) {
  ++counts.unjudged;
  printer_.print_error(place, "the line is longer than " + std::to_string(bytes) + " bytes");
}

void InstanceCounter::complain(const InstanceText& instance, const base::Diagnostics& why) {
  ++(document::is_over_bound(why.back()) ? counts.unjudged : counts.unreadable);
  printer_.print_unreadable(instance.place, why);
}

// Only what is not valid or not well-formed is read a second time, into a tree that knows places.
void InstanceJudge::use(const InstanceText& instance) {
  if (instance.is_yaml || !compact_.read(instance.text)) return judge_tree(instance, std::nullopt);
  const schema::Verdict verdict = schema_.verdict(compact_);
  if (!printer_.is_enough(verdict)) return judge_tree(instance, verdict);
  counts.add(verdict);
  printer_.print_verdict(instance.place, verdict);
}

void InstanceJudge::judge_tree(const InstanceText& instance, std::optional<schema::Verdict> known) {
  const base::Source source(std::string(instance.place.path), std::string(instance.text));
  const auto root = instance.is_yaml ? document::parse_yaml(source) : document::parse_json(source);
  if (!root) return complain(instance, root.diagnostics());
  const schema::Verdict verdict = known ? *known : schema_.verdict(*root);
  counts.add(verdict);
  if (printer_.is_enough(verdict)) return printer_.print_verdict(instance.place, verdict);
  printer_.print_reasons(instance.place, verdict, schema_, *root);
}

}  // namespace concord::cli
