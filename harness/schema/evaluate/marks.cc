#include "marks.h"

#include <algorithm>

namespace concord::schema {

Marks::Marks(std::size_t size) : size_(size) {
  if (word_count() > kInline) more_.resize(word_count());
}

void Marks::set_all() { std::fill_n(words(), word_count(), ~std::uint64_t{0}); }

bool Marks::has_all() const {
  for (std::size_t i = 0; i < size_; ++i) {
    if (!has(i)) return false;
  }
  return true;
}

void Marks::add(const Marks& other) {
  for (std::size_t i = 0; i < word_count(); ++i) words()[i] |= other.words()[i];
}

}  // namespace concord::schema
