#include <concord/check.h>

#include <charconv>

namespace concord::check {

namespace {

// The digest is of kind and value already: its first 64 bits.
std::uint64_t key_of(const result::ValueSeen& seen) {
  std::uint64_t key = 0;
  std::from_chars(seen.digest.data(), seen.digest.data() + std::min<std::size_t>(16, seen.digest.size()), key, 16);
  return key;
}

}  // namespace

void RunMemory::judge(Outcome& outcome, std::size_t index, const NameOf& name_of) {
  for (result::ValueSeen& seen : outcome.values) {
    seen.index = index;
    const auto [first, is_new] = first_.try_emplace(key_of(seen), index);
    if (is_new) continue;
    const std::string where = *first == index ? "this case" : name_of(*first);
    CheckFailure failure = result::repeated_value(seen.otherwise, where);
    auto& list = failure.level == Level::Warn ? outcome.warnings : outcome.failures;
    if (failure.level != Level::Off) list.push_back(std::move(failure));
    seen.kind.clear();
  }
  // Those that came before have been told.
  std::erase_if(outcome.values, [](const result::ValueSeen& seen) { return seen.kind.empty(); });
}

}  // namespace concord::check
