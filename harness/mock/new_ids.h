// Ids for what is created.
#pragma once
#include <concord/base/random.h>
#include <concord/document.h>

#include <functional>
#include <optional>

namespace concord::mock {

// Of the form of an example, a UUID, a number in a row, or another text: the first that is wanted.
class NewIds {
 public:
  // One that `is_wanted` says is free and as the contract has it; nothing when none of some twenty is.
  // `example`: a documented id, or null.
  std::optional<document::Node> next(const document::Node& example, base::Random& random, base::SystemTime now,
                                     const std::function<bool(const document::Node&)>& is_wanted);

 private:
  std::int64_t last_ = 1'000;
};

}  // namespace concord::mock
