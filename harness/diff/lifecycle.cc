#include "lifecycle.h"

#include <concord/base/clock.h>

#include <algorithm>

namespace concord::diff {
namespace {

constexpr std::array<std::string_view, 4> stability_levels{"draft", "alpha", "beta", "stable"};

// How far from the bottom; what is not said is stable. Nothing for a word that is no level.
std::optional<std::ptrdiff_t> stability_rank(const Node* level) {
  if (level == nullptr) return 3;
  const auto found = std::find(stability_levels.begin(), stability_levels.end(), level->string_or_empty());
  if (found == stability_levels.end()) return std::nullopt;
  return found - stability_levels.begin();
}

std::string text_or(const Node* value, std::string_view otherwise = "") {
  return value == nullptr ? std::string(otherwise) : shown(*value);
}

class LifecycleComparison {
 public:
  LifecycleComparison(const Lifecycle& before, const Lifecycle& after) : old_(before), new_(after) {}

  std::vector<Change> run(const LifecycleKinds& kinds, std::chrono::sys_days earliest_sunset) {
    compare_deprecation(kinds);
    if (new_.is_deprecated) compare_sunsets(earliest_sunset);
    compare_stability();
    return std::move(changes_);
  }

 private:
  void add(Kind kind, const Node* old_site, const Node* new_site, std::string old_text = {},
           std::string new_text = {}) {
    changes_.push_back({kind, {}, std::move(old_text), std::move(new_text), old_site ? old_site : old_.site,
                        new_site ? new_site : new_.site});
  }

  void compare_deprecation(const LifecycleKinds& kinds) {
    if (new_.is_deprecated == old_.is_deprecated) return;
    if (!new_.is_deprecated) return add(kinds.reactivated, old_.deprecated_site, nullptr);
    if (new_.sunset == nullptr) add(kinds.deprecated_without_sunset, nullptr, new_.deprecated_site);
    else if (parse_sunset(*new_.sunset))
      add(kinds.deprecated, nullptr, new_.deprecated_site, {}, text_or(new_.sunset));
  }

  void compare_sunsets(std::chrono::sys_days earliest) {
    const auto before = sunset_of(old_), after = sunset_of(new_);
    const bool is_said_before = old_.sunset != nullptr && text_or(old_.sunset) == text_or(new_.sunset);
    if (new_.sunset != nullptr && !after && !is_said_before)
      add(Kind::SunsetUnreadable, nullptr, new_.sunset, text_or(old_.sunset), text_or(new_.sunset));
    if (before && !after) return add(Kind::SunsetRemoved, old_.sunset, new_.sunset, text_or(old_.sunset));
    if (!before && after && *after < earliest) add(Kind::SunsetTooSoon, nullptr, new_.sunset, {}, text_or(new_.sunset));
    if (before && after && *before != *after)
      add(*after < *before ? Kind::SunsetEarlier : Kind::SunsetLater, old_.sunset, new_.sunset, text_or(old_.sunset),
          text_or(new_.sunset));
  }

  void compare_stability() {
    const auto was = stability_rank(old_.stability), is = stability_rank(new_.stability);
    const std::string old_text = text_or(old_.stability, "\"stable\""),
                      new_text = text_or(new_.stability, "\"stable\"");
    if (!is && old_text != new_text) add(Kind::StabilityUnreadable, old_.stability, new_.stability, old_text, new_text);
    if (!was || !is || *was == *is) return;
    add(*is < *was ? Kind::StabilityDecreased : Kind::StabilityIncreased, old_.stability, new_.stability, old_text,
        new_text);
  }

  const Lifecycle& old_;
  const Lifecycle& new_;
  std::vector<Change> changes_;
};

}  // namespace

Lifecycle lifecycle_of(const Node& object) {
  const Node* deprecated = object.find("deprecated");
  const bool is_deprecated = deprecated != nullptr && deprecated->is_boolean() && deprecated->as_boolean();
  return {is_deprecated, deprecated, object.find("x-sunset"), object.find("x-stability-level"), &object};
}

Lifecycle lifecycle_of(const Shape& shape) {
  return {shape.is_deprecated, shape.deprecated_site, shape.sunset, shape.stability, shape.site};
}

std::vector<Change> compare_lifecycles(const Lifecycle& before, const Lifecycle& after, const LifecycleKinds& kinds,
                                       std::chrono::sys_days earliest_sunset) {
  return LifecycleComparison(before, after).run(kinds, earliest_sunset);
}

std::optional<std::chrono::sys_days> sunset_of(const Lifecycle& one) {
  return one.is_deprecated && one.sunset != nullptr ? parse_sunset(*one.sunset) : std::nullopt;
}

std::optional<std::chrono::sys_days> parse_sunset(const Node& value) {
  const std::string_view text = value.string_or_empty();
  const bool has_time = text.size() > 10 && (text[10] == 'T' || text[10] == ' ');
  return base::parse_date(has_time ? text.substr(0, 10) : text);
}

}  // namespace concord::diff
