// Very many short texts that live as long as all of them.
#pragma once
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace concord::history {

// One behind the other, with nothing between: an allocator would add half as much to each.
class KeptBytes {
 public:
  // Valid as long as this is.
  const char* keep(std::string_view bytes) {
    if (bytes.size() > left_) begin_chunk(bytes.size());
    char* const copy = free_;
    bytes.copy(copy, bytes.size());
    free_ += bytes.size();
    left_ -= bytes.size();
    return copy;
  }

 private:
  static constexpr std::size_t chunk = 64u << 10;

  void begin_chunk(std::size_t least) {
    left_ = least > chunk ? least : chunk;
    free_ = chunks_.emplace_back(std::make_unique_for_overwrite<char[]>(left_)).get();
  }

  std::vector<std::unique_ptr<char[]>> chunks_;
  char* free_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace concord::history
