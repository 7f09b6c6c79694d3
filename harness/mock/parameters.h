// Parameters of a request as typed values.
#pragma once
#include "incoming.h"

#include <concord/document.h>
#include <concord/schema.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace concord::mock {

// Of a target such as "/a?b=c&d": in order, decoded, '+' is a blank.
std::vector<std::pair<std::string, std::string>> query_parameters(std::string_view target);
std::optional<std::string> query_value(std::string_view target, std::string_view name);
std::optional<std::string> cookie_value(const http::Headers& headers, std::string_view name);

// A parameter is text; where its schema speaks of numbers, booleans or arrays and the text is one, that is its value.
class ParameterType {
 public:
  ParameterType() = default;  // text stays text
  explicit ParameterType(const schema::Schema& schema);
  document::Node read(std::string_view text) const;
  bool is_array() const { return is_array_; }

 private:
  bool is_number_ = false;
  bool is_boolean_ = false;
  bool is_array_ = false;
};

}  // namespace concord::mock
