// Requests in the suite language, changed and written.
#pragma once
#include "operation_values.h"
#include "planned.h"

#include <optional>

namespace concord::explore {

// `at` within what stands at `root`.
Pointer below(const Pointer& root, const Pointer& at);

// Sets or takes out what stands at the place; parts of the request are made where they are not there. Whether it could
// be done: what is not there is taken out already.
bool apply(Node& request, const Edit& edit);

// Braces of values that a template would read stand for themselves.
Node escaped(Node value);

// The request with the change, whose body is judged as the change says; nothing where none can be made so.
// What is broken of the body is said in `planned`: why, where, by which line.
struct Changed {
  Node request;
  std::string why;
  std::string schema_location, documented;
};
std::optional<Changed> changed(const Node& request, const Planned& planned, const OperationValues& values);

// The members of one object, asked for in the order of another that is much like it: in a step where they stand alike,
// so that objects of many members are compared in time of their number. The object must outlive it.
class MembersInTurn {
 public:
  explicit MembersInTurn(const Node& object) : object_(object) {}
  const Node* find(std::string_view key);  // null when it has none

 private:
  const Node& object_;
  std::size_t next_ = 0;
};

// The line of the nearest schema object that broke, or "".
std::string documented_by(const Node* schema);

// In what two requests differ: `body /kind "gold" in place of "silver"`, up to `most` of them.
std::vector<std::string> differences(const Node& accepted, const Node& refused, std::size_t most);

}  // namespace concord::explore
