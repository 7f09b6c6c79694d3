// What is written once for several rows or cases is wrong once, however many have it.
#pragma once
#include <concord/base/diagnostic.h>

#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace concord::suite {

class ToldOnce {
 public:
  // Whether none before had the same words about the same places.
  bool is_new(const base::Diagnostic& one) {
    const Place beside = one.related.empty() ? Place() : place_of(one.related.front().span);
    return known_.emplace(one.message, place_of(one.span), beside).second;
  }

 private:
  using Place = std::pair<const base::Source*, std::uint32_t>;
  static Place place_of(const base::Span& span) { return {span.source, span.begin}; }

  std::set<std::tuple<std::string, Place, Place>> known_;
};

}  // namespace concord::suite
