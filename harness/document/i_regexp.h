// I-Regexp, RFC 9485: the regular expressions of JSONPath.
#pragma once
#include <concord/base/result.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace concord::document {

// Immutable, cheap to copy, thread-safe.
class IRegexp {
 public:
  // Nothing when `pattern` does not follow RFC 9485; then `why`, unless null, says what is wrong with it.
  static std::optional<IRegexp> compile(std::string_view pattern, std::string* why = nullptr);

  // In time that is linear in the text. False also for a very large pattern and text: see pattern::kMostSteps.
  bool matches(std::string_view text) const;   // all of it
  bool is_found_in(std::string_view text) const;  // some part of it

 private:
  struct Code;
  std::shared_ptr<const Code> code_;
};

}  // namespace concord::document
