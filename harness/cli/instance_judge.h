// Verdicts on instances, printed and counted.
#pragma once
#include "verdict_printer.h"

#include <concord/document/compact.h>

namespace concord::cli {

using document::InstanceText;

struct VerdictCounts {
  std::size_t valid = 0, invalid = 0, unjudged = 0, unreadable = 0;
  void add(schema::Verdict verdict) {
    ++(verdict == schema::Verdict::Valid ? valid : verdict == schema::Verdict::Invalid ? invalid : unjudged);
  }
};

// Counts and says what cannot be read; what can be is for those who derive from this.
class InstanceCounter : public document::InstanceUser {
 public:
  // Must outlive this.
  explicit InstanceCounter(VerdictPrinter& printer) : printer_(printer) {}

  void cannot_read(const InstancePlace& place, const base::Diagnostics& why) override;
  void is_over_bound(const InstancePlace& place, std::size_t bytes) override;
  bool wants_more() const override { return !printer_.has_failed(); }
  VerdictCounts counts;

 protected:
  // Of a text that was read and is no instance.
  void complain(const InstanceText& instance, const base::Diagnostics& why);

  VerdictPrinter& printer_;
};

class InstanceJudge final : public InstanceCounter {
 public:
  // Both must outlive this.
  InstanceJudge(const schema::Schema& schema, VerdictPrinter& printer) : InstanceCounter(printer), schema_(schema) {}

  void use(const InstanceText& instance) override;

 private:
  void judge_tree(const InstanceText& instance, std::optional<schema::Verdict> verdict);

  const schema::Schema& schema_;
  document::Compact compact_;
};

}  // namespace concord::cli
