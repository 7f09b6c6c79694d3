// `--tags 'smoke and not slow'`.
#pragma once
#include <concord/base/result.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace concord::suite {

// Words, `and`, `or`, `not`, parentheses; `not` binds tightest, then `and`. Immutable.
class TagExpression {
 public:
  // "" selects everything. A Diagnostic "tags.syntax" says what was expected and where.
  static base::Result<TagExpression> parse(std::string_view text);
  bool matches(const std::vector<std::string>& tags) const;

  struct Term;

 private:
  std::shared_ptr<const Term> root_;
};

}  // namespace concord::suite
