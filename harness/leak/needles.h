// Many texts looked for at once: a table of their first two bytes, then one of their first four, hashed, tells where
// one may begin.
#pragma once
#include "forms.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace concord::leak {

class Needles {
 public:
  void add(const Wanted& one, std::uint32_t secret);
  // After the last was added.
  void sort();

  std::size_t size() const { return needles_.size(); }
  std::size_t longest() const { return longest_; }
  std::size_t bytes() const { return texts_.size() + needles_.size() * sizeof(Needle); }

  struct Found {
    std::uint32_t secret;
    Form form;
  };
  // What begins in text[from, …) and ends in `text`. What has to stand apart must not touch the end of `text`, unless
  // that is `the_end`.
  template <class Take>
  void find(std::string_view text, std::size_t from, bool the_end, Take take) const;

 private:
  struct Needle {
    std::uint32_t gram = 0;  // its first bytes
    std::uint32_t secret = 0;
    std::uint32_t begin = 0;  // in texts_
    std::uint32_t length = 0;
    Form form = Form::AsItIs;
    bool is_apart = false;
  };
  static constexpr std::size_t hash_bits = 18;
  static std::uint32_t gram_at(const char* text);
  static std::size_t pair_of(std::uint32_t gram) {
    std::uint16_t pair = 0;
    __builtin_memcpy(&pair, &gram, sizeof pair);
    return pair;
  }
  static std::size_t hash(std::uint32_t gram) { return (gram * 2654435761u) >> (32 - hash_bits); }
  bool stands_there(const Needle& needle, std::string_view text, std::size_t at, bool the_end) const;

  std::string texts_;
  std::vector<Needle> needles_;
  std::vector<std::uint8_t> pairs_ = std::vector<std::uint8_t>(std::size_t(1) << 16);  // of first bytes
  std::vector<bool> may_begin_ = std::vector<bool>(std::size_t(1) << hash_bits);
  std::vector<std::uint32_t> first_;  // of needles_, by hash
  std::size_t longest_ = 0;
};

inline std::uint32_t Needles::gram_at(const char* text) {
  std::uint32_t gram = 0;
  __builtin_memcpy(&gram, text, sizeof gram);
  return gram;
}

template <class Take>
void Needles::find(std::string_view text, std::size_t from, bool the_end, Take take) const {
  if (needles_.empty()) return;
  for (std::size_t at = from; at + sizeof(std::uint32_t) <= text.size(); ++at) {
    const std::uint32_t gram = gram_at(text.data() + at);
    if (pairs_[pair_of(gram)] == 0) continue;
    const std::size_t place = hash(gram);
    if (!may_begin_[place]) continue;
    for (std::size_t i = first_[place]; i < needles_.size() && hash(needles_[i].gram) == place; ++i) {
      const Needle& needle = needles_[i];
      if (needle.gram == gram && stands_there(needle, text, at, the_end)) take(Found{needle.secret, needle.form});
    }
  }
}

}  // namespace concord::leak
