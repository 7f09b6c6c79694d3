#include "redactor_index.h"

#include <algorithm>
#include <array>
#include <bit>

namespace concord::base::redaction {
namespace {

constexpr std::uint64_t base = 0x9E3779B97F4A7C15u | 1u;
constexpr std::size_t most_lengths = 16;

std::uint64_t next(std::uint64_t hash, char c) { return hash * base + static_cast<unsigned char>(c) + 1; }

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0;
  for (const char c : text) hash = next(hash, c);
  return hash;
}

const std::array<std::uint64_t, longest_form + 1>& powers() {
  static const auto table = [] {
    std::array<std::uint64_t, longest_form + 1> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * base;
    return powers;
  }();
  return table;
}

// Never 0.
std::uint64_t key_of(std::uint64_t hash, std::size_t length) {
  std::uint64_t key = (hash ^ (length * 0xD6E8FEB86659FD93u)) * 0xBF58476D1CE4E5B9u;
  key ^= key >> 32;
  return key | 1u;
}

// Room for one more in a table that is at most 5/8 full.
template <class Slot>
void make_room(std::vector<Slot>& slots, std::size_t used) {
  if (!slots.empty() && used * 8 < slots.size() * 5) return;
  std::vector<Slot> larger(std::max<std::size_t>(64, slots.size() * 2));
  for (const Slot& slot : slots) {
    if (slot.key == 0) continue;
    std::size_t at = slot.key >> 1;
    while (larger[at & (larger.size() - 1)].key != 0) ++at;
    larger[at & (larger.size() - 1)] = slot;
  }
  slots = std::move(larger);
}

}  // namespace

void PartHashes::reach(std::size_t end) {
  if (sums_.size() <= end) sums_.resize(std::max(end + 1, std::min(text_.size() + 1, 2 * end)));
  for (; done_ < end; ++done_) sums_[done_ + 1] = next(sums_[done_], text_[done_]);
}

std::uint64_t PartHashes::of(std::size_t begin, std::size_t length) {
  if (begin + length > done_) reach(begin + length);
  return sums_[begin + length] - sums_[begin] * powers()[length];
}

void PartHashes::release() { std::vector<std::uint64_t>().swap(sums_); }

void FourBytes::set(std::uint32_t four) {
  const std::uint32_t bit = bit_of(four);
  bits_[bit >> 6] |= std::uint64_t{1} << (bit & 63);
}

// has() is no reason to leave four bytes out: it takes some for members that are none, and will not after growing.
void FourBytes::add(const char* at) {
  const std::uint32_t four = read(at);
  known_.push_back(four);
  set(four);
  if (known_.size() * 32 <= bits_.size() * 64) return;
  std::sort(known_.begin(), known_.end());
  known_.erase(std::unique(known_.begin(), known_.end()), known_.end());
  if (known_.size() * 64 <= bits_.size() * 64) return;
  bits_.assign(bits_.size() * 4, 0);
  shift_ -= 2;
  for (const std::uint32_t one : known_) set(one);
}

void FormIndex::add_beginning(std::string_view text) { first_bytes_.add(text.data()); }

void FormIndex::add_beginning_of(std::uint64_t key, std::size_t length, std::uint32_t secret) {
  make_room(beginnings_, beginnings_used_);
  const std::size_t mask = beginnings_.size() - 1;
  Beginning* first = nullptr;
  std::size_t lengths = 0, at = key >> 1;
  for (; beginnings_[at & mask].key != 0; ++at) {
    Beginning& other = beginnings_[at & mask];
    if (other.key != key) continue;
    if (!first) first = &other;
    if (other.length == length) return;
    ++lengths;
  }
  if (first && lengths >= most_lengths) {
    first->hidden = static_cast<std::uint16_t>(std::max<std::size_t>(first->hidden, length));
    return;
  }
  beginnings_[at & mask] = {key, secret, static_cast<std::uint16_t>(length), 0};
  ++beginnings_used_;
}

void FormIndex::add(std::string_view text, const Form& form) {
  const std::size_t beginning = std::bit_floor(text.size());
  first_bytes_.add(text.data());
  for (std::size_t i = 0; i < 4 && i + 4 <= text.size(); ++i) early_bytes_.add(text.data() + i);
  const std::uint64_t key = key_of(hash_of(text), text.size());
  make_room(wholes_, wholes_used_);
  std::size_t at = key >> 1;
  const std::size_t mask = wholes_.size() - 1;
  for (; wholes_[at & mask].key != 0; ++at) {
    Form& known = wholes_[at & mask].form;
    if (wholes_[at & mask].key != key) continue;
    known.flags |= form.flags;
    known.lead = std::max(known.lead, form.lead);
    known.trail = std::max(known.trail, form.trail);
    return;
  }
  wholes_[at & mask] = {key, form};
  ++wholes_used_;
  sizes_ |= static_cast<std::uint32_t>(beginning);
  longest_ = std::max(longest_, text.size());
  shortest_ = std::min(shortest_, text.size());
  add_beginning_of(key_of(hash_of(text.substr(0, beginning)), beginning), text.size(), form.secret);
}

const FormIndex::Whole* FormIndex::find_whole(std::uint64_t key) const {
  const std::size_t mask = wholes_.size() - 1;
  for (std::size_t at = key >> 1; wholes_[at & mask].key != 0; ++at) {
    if (wholes_[at & mask].key == key) return &wholes_[at & mask];
  }
  return nullptr;
}

void FormIndex::find_at(PartHashes& hashes, std::size_t at, std::size_t size, std::vector<Match>& out,
                        std::uint64_t& steps) const {
  const std::size_t mask = beginnings_.size() - 1;
  for (std::uint32_t sizes = sizes_; sizes != 0; sizes &= sizes - 1) {
    const std::size_t beginning = std::size_t{1} << std::countr_zero(sizes);
    ++steps;
    if (beginning > size - at) return;
    const std::uint64_t key = key_of(hashes.of(at, beginning), beginning);
    for (std::size_t slot = key >> 1; beginnings_[slot & mask].key != 0; ++slot) {
      const Beginning& one = beginnings_[slot & mask];
      ++steps;
      if (one.key != key) continue;
      if (one.hidden > 0) out.push_back({{one.secret, 0, 0, 0}, std::min<std::size_t>(one.hidden, size - at)});
      if (one.length > size - at) continue;
      if (const Whole* whole = find_whole(key_of(hashes.of(at, one.length), one.length))) {
        out.push_back({whole->form, one.length});
      }
    }
  }
}

}  // namespace concord::base::redaction
