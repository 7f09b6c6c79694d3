// Which members of one object, or items of one array, keywords have evaluated so far (for unevaluatedProperties and
// unevaluatedItems). Up to 128 fit without allocation.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace concord::schema {

class Marks {
 public:
  explicit Marks(std::size_t size);
  void set(std::size_t index) { words()[index / 64] |= std::uint64_t{1} << (index % 64); }
  void set_all();
  bool has(std::size_t index) const { return (words()[index / 64] >> (index % 64)) & 1; }
  bool has_all() const;
  void add(const Marks& other);  // of the same size

 private:
  static constexpr std::size_t kInline = 2;
  std::size_t word_count() const { return (size_ + 63) / 64; }
  std::uint64_t* words() { return more_.empty() ? inline_.data() : more_.data(); }
  const std::uint64_t* words() const { return more_.empty() ? inline_.data() : more_.data(); }

  std::size_t size_;
  std::array<std::uint64_t, kInline> inline_{};
  std::vector<std::uint64_t> more_;
};

}  // namespace concord::schema
