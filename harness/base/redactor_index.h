// Which of many known texts stand in a text: by hashes of its parts, so that each place costs a few steps, whatever the
// known texts are and however alike. See redactor_search.cc for how it is used.
#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace concord::base::redaction {

constexpr std::size_t longest_form = 4'096;  // of a text of the index; longer ones are added in parts

// Hashes of all parts of a text in constant time each, made as far as they are asked for.
class PartHashes {
 public:
  void start(std::string_view text) {
    text_ = text;
    done_ = 0;
    if (sums_.empty()) sums_.push_back(0);
  }
  // `length` at most longest_form.
  std::uint64_t of(std::size_t begin, std::size_t length);
  void release();

 private:
  void reach(std::size_t end);

  std::string_view text_;
  std::size_t done_ = 0;             // sums_[0..done_] are right
  std::vector<std::uint64_t> sums_;  // of all bytes before
};

// What a text of the index is of: a secret, and in which run of characters it stands, which is then hidden whole.
struct Form {
  enum Flag : std::uint8_t {
    Base64 = 1,
    Hex = 2,
    SharesFirst = 4,  // base64: the character before this holds some bits of the secret too
    SharesLast = 8,   // and so does the one behind
  };
  std::uint32_t secret = 0;
  std::uint8_t flags = 0;
  std::uint8_t lead = 0;   // characters that searching leaves out, before the first that it does not
  std::uint8_t trail = 0;  // and behind the last
  bool has(Flag flag) const { return (flags & flag) != 0; }
};

// A set of groups of four bytes, with some more that it takes for members.
class FourBytes {
 public:
  void add(const char* at);
  bool empty() const { return known_.empty(); }
  bool has(const char* at) const {
    const std::uint32_t bit = bit_of(read(at));
    return (bits_[bit >> 6] >> (bit & 63)) & 1u;
  }

 private:
  static std::uint32_t read(const char* at) {
    std::uint32_t four = 0;
    std::memcpy(&four, at, sizeof four);
    return four;
  }
  std::uint32_t bit_of(std::uint32_t four) const { return (four * 0x9E3779B1u) >> shift_; }
  void set(std::uint32_t four);

  std::vector<std::uint64_t> bits_ = std::vector<std::uint64_t>(512);
  unsigned shift_ = 17;
  std::vector<std::uint32_t> known_;  // some more than once, until they are too many
};

class FormIndex {
 public:
  // `text` has 4 to longest_form bytes.
  void add(std::string_view text, const Form& form);
  // No text of the index that begins so is there, but what begins so passes the filter.
  void add_beginning(std::string_view text);
  bool empty() const { return first_bytes_.empty(); }
  std::size_t longest() const { return longest_; }
  std::size_t shortest() const { return shortest_; }  // of its texts; the greatest number when there is none
  // Whether a text of the index may begin with the four bytes at `at`.
  bool may_begin(const char* at) const { return first_bytes_.has(at); }
  // Whether they may be the first to fourth, second to fifth, third to sixth or fourth to seventh of one.
  bool may_hold(const char* at) const { return early_bytes_.has(at); }

  struct Match {
    Form form;
    std::size_t length = 0;
  };
  // All texts of the index at `at` of a text of `size` bytes, appended to `out`. Counts its steps.
  void find_at(PartHashes& hashes, std::size_t at, std::size_t size, std::vector<Match>& out,
               std::uint64_t& steps) const;

 private:
  // A known text is found in two steps: by its beginning of 2^n bytes, at least half of it, which says how long it may
  // be, and by the whole. More than `most_lengths` lengths for one beginning would be made by an adversary: from then
  // on all that begins so is hidden to the greatest length.
  struct Beginning {
    std::uint64_t key = 0;     // 0: free
    std::uint32_t secret = 0;  // the first
    std::uint16_t length = 0;
    std::uint16_t hidden = 0;  // not 0: hide so much without a further look
  };
  struct Whole {
    std::uint64_t key = 0;
    Form form;
  };
  void add_beginning_of(std::uint64_t key, std::size_t length, std::uint32_t secret);
  const Whole* find_whole(std::uint64_t key) const;

  FourBytes first_bytes_;  // the filters that let hardly any place pass
  FourBytes early_bytes_;
  std::vector<Beginning> beginnings_;   // open addressing, a power of two
  std::vector<Whole> wholes_;
  std::size_t beginnings_used_ = 0, wholes_used_ = 0;
  std::uint32_t sizes_ = 0;  // bit n: there are beginnings of 2^n bytes
  std::size_t longest_ = 0;
  std::size_t shortest_ = static_cast<std::size_t>(-1);
};

}  // namespace concord::base::redaction
