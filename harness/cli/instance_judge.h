// Verdicts on instances, printed and counted.
#pragma once
#include "instance_reader.h"

#include <concord/document/compact.h>

namespace concord::cli {

struct VerdictCounts {
  std::size_t valid = 0, invalid = 0, unjudged = 0, unreadable = 0;
  void add(schema::Verdict verdict) {
    ++(verdict == schema::Verdict::Valid ? valid : verdict == schema::Verdict::Invalid ? invalid : unjudged);
  }
  void add(const UnreadInstances& unread) {
    unjudged += unread.over_bound;
    unreadable += unread.unreadable;
  }
};

class InstanceJudge {
 public:
  // Both must outlive this.
  InstanceJudge(const schema::Schema& schema, VerdictPrinter& printer) : schema_(schema), printer_(printer) {}

  void judge(const InstanceText& instance);
  VerdictCounts counts;

 private:
  void judge_tree(const InstanceText& instance, std::optional<schema::Verdict> verdict);

  const schema::Schema& schema_;
  VerdictPrinter& printer_;
  document::Compact compact_;
};

}  // namespace concord::cli
