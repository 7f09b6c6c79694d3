// What several checks ask of one answer, read when the first does.
#pragma once
#include "body_walk.h"

#include <concord/http.h>

#include <optional>

namespace concord::check {

class AnswerReading {
 public:
  explicit AnswerReading(const CheckContext& answer);

  const BodyWalk& walk(const Node& body);
  const std::optional<http::MediaType>& media_type() const { return media_type_; }

 private:
  std::optional<http::MediaType> media_type_;
  std::optional<BodyWalk> walk_;
};

// Of the header Content-Type; nothing when it is none, or malformed.
const std::optional<http::MediaType>& media_type_of(const CheckContext& answer);

}  // namespace concord::check
