#include "shown.h"

#include <concord/check.h>

namespace concord::check {

namespace {

std::string default_documentation(const Answer& answer) {
  if (answer.documented) {
    if (auto text = answer.documented->place.text(); !text.empty()) return text;
  }
  return answer.operation.place.text();
}

}  // namespace

CheckFailure& Findings::add(std::string_view type, std::string message) {
  CheckFailure failure;
  failure.check = check_;
  failure.type = type;
  failure.level = level_;
  failure.message = std::move(message);
  if (++added_ > max_listed) return spare_ = std::move(failure);
  failure.documentation = default_documentation(answer_);
  return out_.emplace_back(std::move(failure));
}

std::string RunMemory::remember(const std::string& kind, const std::string& value, const std::string& where) {
  const std::lock_guard lock(mutex_);
  const auto [entry, is_new] = seen_.try_emplace({kind, value}, where);
  return is_new ? std::string() : entry->second;
}

}  // namespace concord::check
