#include "needles.h"

#include <concord/base/ascii.h>

#include <algorithm>
#include <bit>

namespace concord::leak {

void Needles::add(const Wanted& one, std::uint32_t secret) {
  if (one.text.size() < gram_bytes) return;
  needles_.push_back({0, secret, static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(one.text.size()),
                      one.form, one.is_apart});
  texts_ += one.text;
  window_ = std::min(window_, one.text.size());
  longest_ = std::max(longest_, one.text.size());
}

// A table has so many places that most of them are of no needle.
void Needles::size_tables() {
  const std::size_t grams = needles_.size() * (window_ - gram_bytes + 1);
  bits_ = std::clamp(static_cast<unsigned>(std::bit_width(grams * 16)), fewest_bits, most_bits);
  skip_.assign(std::size_t(1) << bits_, static_cast<std::uint8_t>(window_ - gram_bytes + 1));
  first_.assign(skip_.size(), 0);
}

void Needles::sort() {
  size_tables();
  for (Needle& needle : needles_) {
    const char* text = texts_.data() + needle.begin;
    needle.gram = gram_at(text + window_ - gram_bytes);
    for (std::size_t end = gram_bytes; end <= window_; ++end) {
      std::uint8_t& skip = skip_[hash(gram_at(text + end - gram_bytes))];
      skip = std::min(skip, static_cast<std::uint8_t>(window_ - end));
    }
  }
  std::stable_sort(needles_.begin(), needles_.end(),
                   [this](const Needle& a, const Needle& b) { return hash(a.gram) < hash(b.gram); });
  for (std::size_t i = needles_.size(); i-- > 0;) first_[hash(needles_[i].gram)] = static_cast<std::uint32_t>(i);
}

bool Needles::stands_there(const Needle& needle, std::string_view text, std::size_t at, bool the_end) const {
  const std::string_view wanted = std::string_view(texts_).substr(needle.begin, needle.length);
  if (text.compare(at, wanted.size(), wanted) != 0) return false;
  if (!needle.is_apart) return true;
  const std::size_t end = at + wanted.size();
  if (end == text.size() && !the_end) return false;
  const bool touches_before = at > 0 && base::is_alphanumeric(text[at - 1]);
  return !touches_before && (end == text.size() || !base::is_alphanumeric(text[end]));
}

}  // namespace concord::leak
