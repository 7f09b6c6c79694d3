// Which line of the documentation stands behind a place in an answer.
#pragma once
#include <concord/check.h>

namespace concord::check {

// The line about the value at `location`: of its schema, else of the nearest enclosing one that has a line; else "".
std::string documentation_at(const CheckContext& answer, const document::Pointer& location);
// The line of a schema object, as the page of the operation has it; "" when it has none.
std::string documentation_of(const CheckContext& answer, const Node& schema);
// The same for a broken rule: the schema object that states it, else its nearest ancestor.
std::string documentation_of(const CheckContext& answer, const schema::Violation& violation);
// The line of an example of this status that shows just this value there, or "".
std::string documentation_of_example(const CheckContext& answer, const document::Pointer& location, const Node& value);
// Whether the contract's schema speaks about a value there.
bool is_described(const CheckContext& answer, const document::Pointer& location);
// Whether the contract itself shows or allows this very value there: const, enum, or an example of this status.
bool is_shown_value(const CheckContext& answer, const document::Pointer& location, const Node& value);
// The same in two: what of the schema says so of a value there, which is the same for each answer, and the question.
std::vector<const Node*> showing_schemas(const CheckContext& answer, const document::Pointer& location);
bool is_shown_value(const CheckContext& answer, const document::Pointer& location,
                    const std::vector<const Node*>& showing, const Node& value);

}  // namespace concord::check
