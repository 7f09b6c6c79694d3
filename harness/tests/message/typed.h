// Schemas and values from JSON texts.
#pragma once
#include <concord/message/value_type.h>

#include <support/catch.h>

namespace concord::message {

inline Node json(std::string_view text) {
  const auto parsed = document::parse_answer_json(text);
  CAPTURE(text);
  REQUIRE(parsed.root.has_value());
  return *parsed.root;
}

inline ValueType type_of(std::string_view schema) {
  const auto compiled = schema::compile(json(schema));
  CAPTURE(schema);
  REQUIRE(compiled.has_value());
  return ValueType(*compiled);
}

}  // namespace concord::message
