// Result<T>: a value, or why there is none. g++ 12 has no std::expected.
#pragma once
#include <concord/base/diagnostic.h>

#include <utility>
#include <variant>

namespace concord::base {

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit by design
  Result(Diagnostics why) : state_(std::in_place_index<1>, std::move(why)) {}
  Result(Diagnostic why) : state_(std::in_place_index<1>, Diagnostics{std::move(why)}) {}

  explicit operator bool() const { return state_.index() == 0; }
  bool has_value() const { return state_.index() == 0; }
  // Only when has_value(); otherwise std::bad_variant_access, which marks a bug.
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  // Only when !has_value().
  const Diagnostics& diagnostics() const& { return std::get<1>(state_); }
  Diagnostics&& diagnostics() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Diagnostics> state_;
};

}  // namespace concord::base
