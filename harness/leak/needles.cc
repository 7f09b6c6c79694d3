#include "needles.h"

#include <concord/base/ascii.h>

#include <algorithm>

namespace concord::leak {

void Needles::add(const Wanted& one, std::uint32_t secret) {
  if (one.text.size() < sizeof(std::uint32_t)) return;
  needles_.push_back({gram_at(one.text.data()), secret, static_cast<std::uint32_t>(texts_.size()),
                      static_cast<std::uint32_t>(one.text.size()), one.form, one.is_apart});
  texts_ += one.text;
  longest_ = std::max(longest_, one.text.size());
}

void Needles::sort() {
  std::stable_sort(needles_.begin(), needles_.end(),
                   [](const Needle& a, const Needle& b) { return hash(a.gram) < hash(b.gram); });
  first_.assign(may_begin_.size(), 0);
  for (std::size_t i = needles_.size(); i-- > 0;) {
    pairs_[pair_of(needles_[i].gram)] = 1;
    may_begin_[hash(needles_[i].gram)] = true;
    first_[hash(needles_[i].gram)] = static_cast<std::uint32_t>(i);
  }
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
