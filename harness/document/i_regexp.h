// I-Regexp, RFC 9485: the regular expressions of JSONPath.
#pragma once
#include <concord/base/result.h>

#include <cstdint>
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

  // In time that is linear in the text, within `steps`, from which they take what they need; see pattern::kMostSteps.
  // Nothing when they do not suffice.
  std::optional<bool> matches(std::string_view text, std::uint64_t& steps) const;      // all of it
  std::optional<bool> is_found_in(std::string_view text, std::uint64_t& steps) const;  // some part of it

 private:
  struct Code;
  std::shared_ptr<const Code> code_;
};

}  // namespace concord::document
