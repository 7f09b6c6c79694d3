#include "seen_case.h"

#include <algorithm>

namespace concord::history {

using result::Verdict;

namespace {

// Seven bits a byte, the lowest first; all but the last have the eighth.
void put(std::string& to, std::uint32_t number) {
  for (; number >= 0x80; number >>= 7) to += static_cast<char>(number | 0x80);
  to += static_cast<char>(number);
}

// What put() wrote; `at` is then behind it.
std::uint32_t take(const char*& at) {
  std::uint32_t number = 0;
  for (int shift = 0;; shift += 7) {
    const auto byte = static_cast<std::uint8_t>(*at++);
    number |= static_cast<std::uint32_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return number;
  }
}

std::string_view take_name(const char*& at) {
  const std::uint32_t size = take(at);
  const std::string_view name(at, size);
  at += size;
  return name;
}

std::uint32_t clamped(std::int64_t value) {
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(value, 0, UINT32_MAX));
}

}  // namespace

SeenCase::SeenCase(std::size_t index, base::Milliseconds duration, const SeenCommon& common, const char* own)
    : index_(static_cast<std::uint32_t>(index)),
      milliseconds_(clamped(duration.count())),
      common_(&common),
      own_(own) {}

std::string SeenCase::own_bytes(std::string_view name, std::span<const std::uint32_t> times,
                                std::span<const std::uint32_t> sizes) {
  std::string bytes;
  put(bytes, static_cast<std::uint32_t>(name.size()));
  bytes += name;
  for (const std::uint32_t time : times) put(bytes, time);
  for (const std::uint32_t size : sizes) put(bytes, size);
  return bytes;
}

std::string SeenCase::name() const {
  const char* at = own_;
  return common_->suite->classname + std::string(take_name(at));
}

SeenCase::Measures SeenCase::measures() const {
  const char* at = own_;
  take_name(at);
  Measures measures;
  for (auto* list : {&measures.times, &measures.sizes}) {
    list->resize(answers().list.size());
    for (std::uint32_t& one : *list) one = take(at);
  }
  return measures;
}

bool SeenCase::is_judged() const {
  return verdict() == Verdict::Passed || verdict() == Verdict::Failed || verdict() == Verdict::Flaky ||
         verdict() == Verdict::KnownIssue;
}

}  // namespace concord::history
