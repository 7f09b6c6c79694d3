// Whether a value that was read is the one that was written, as far as servers may write it in another way.
#pragma once
#include <concord/document.h>

#include <optional>
#include <string>

namespace concord::check {

using document::Node;

// Where they differ, below `at`, and what stands there; nothing when they are the same. Numbers by value, times as
// moments, UUIDs without case; null is the same as nothing; an object may have more than was written.
struct Difference {
  std::string at;      // JSON Pointer
  std::string wanted;  // shown to people
  std::string found;   // the same, or "nothing"
};
std::optional<Difference> difference(const Node& written, const Node* read, const std::string& at);

// Whether a member tells of the request rather than of the thing: a time, a version. Such may change at any time.
bool is_of_the_request(std::string_view name, const Node& value);

}  // namespace concord::check
