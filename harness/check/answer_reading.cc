#include "answer_reading.h"

#include <concord/message/content_choice.h>

#include <memory>

namespace concord::check {

namespace {

AnswerReading& reading_of(const CheckContext& answer) {
  if (!answer.reading) answer.reading = std::make_shared<AnswerReading>(answer);
  return *answer.reading;
}

}  // namespace

AnswerReading::AnswerReading(const CheckContext& answer)
    : media_type_(message::media_type_of(answer.response.headers)) {}

const BodyWalk& AnswerReading::walk(const Node& body) {
  if (!walk_) walk_.emplace(body);
  return *walk_;
}

const std::optional<http::MediaType>& media_type_of(const CheckContext& answer) {
  return reading_of(answer).media_type();
}

const BodyWalk& walk_of(const CheckContext& answer) { return reading_of(answer).walk(*answer.body()); }

}  // namespace concord::check
