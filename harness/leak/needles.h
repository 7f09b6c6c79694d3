// Many texts looked for at once, after Wu and Manber: four bytes of the text tell, by a table, how far it is at least
// to the next place where one of them may end its first bytes.
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
    std::uint32_t gram = 0;  // the last bytes of its window
    std::uint32_t secret = 0;
    std::uint32_t begin = 0;  // in texts_
    std::uint32_t length = 0;
    Form form = Form::AsItIs;
    bool is_apart = false;
  };
  static constexpr std::size_t gram_bytes = sizeof(std::uint32_t);
  static constexpr std::size_t longest_window = 64;
  static constexpr unsigned fewest_bits = 12, most_bits = 20;  // of the tables
  static std::uint32_t gram_at(const char* text);
  std::size_t hash(std::uint32_t gram) const { return (gram * 2654435761u) >> (32 - bits_); }
  void size_tables();
  bool stands_there(const Needle& needle, std::string_view text, std::size_t at, bool the_end) const;

  std::string texts_;
  std::vector<Needle> needles_;
  std::size_t window_ = longest_window;  // so many bytes of each needle are in the tables: all that the shortest has
  unsigned bits_ = fewest_bits;
  std::vector<std::uint8_t> skip_;    // by hash of a gram that ends a window: 0 where one of the needles may be
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
  for (std::size_t end = from + window_; end <= text.size();) {
    const std::uint32_t gram = gram_at(text.data() + end - gram_bytes);
    const std::size_t place = hash(gram);
    if (const std::size_t skip = skip_[place]; skip != 0) {
      end += skip;
      continue;
    }
    for (std::size_t i = first_[place]; i < needles_.size() && hash(needles_[i].gram) == place; ++i) {
      const Needle& needle = needles_[i];
      if (needle.gram == gram && stands_there(needle, text, end - window_, the_end))
        take(Found{needle.secret, needle.form});
    }
    ++end;
  }
}

}  // namespace concord::leak
