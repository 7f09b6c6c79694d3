#include "shown.h"

#include <concord/check.h>

namespace concord::check {

namespace {

std::string default_documentation(const CheckContext& answer) {
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
  if (++added_ > max_listed) return *(spare_ = std::make_unique<CheckFailure>(std::move(failure)));
  failure.documentation = default_documentation(answer_);
  return out_.emplace_back(std::move(failure));
}

CheckFailure& Findings::must_be_unique(std::string kind, std::string_view value, std::string_view type,
                                       std::string message) {
  result::ValueSeen& seen = values_.emplace_back();
  seen.digest = result::digest_of_value("", kind, value);
  seen.kind = std::move(kind);
  seen.otherwise.check = check_;
  seen.otherwise.type = type;
  seen.otherwise.level = level_;
  seen.otherwise.message = std::move(message);
  seen.otherwise.documentation = default_documentation(answer_);
  return seen.otherwise;
}

}  // namespace concord::check
