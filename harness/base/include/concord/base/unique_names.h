// Names for consumers that overwrite or merge what is called the same.
#pragma once
#include <concord/base/digest_map.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace concord::base {

// Holds some 10 bytes a name, since there may be a million: hashes of 64 bits. Two names of one hash, which hardly ever
// come, are taken for the same.
class UniqueNames {
 public:
  // `wanted` as clean_name makes it, with " (2)" and so on when it was taken before.
  std::string take(std::string_view wanted, std::size_t limit);

 private:
  struct Nothing {};
  bool is_new(std::string_view name);  // and taken from then on

  DigestMap<Nothing> taken_;  // by hash
  std::unordered_map<std::uint64_t, std::uint32_t> again_;  // by hash: how often it was wanted after the first time
};

}  // namespace concord::base
