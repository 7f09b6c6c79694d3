// The table of functions.
#pragma once
#include <concord/templates.h>

#include <optional>
#include <span>

namespace concord::templates {

struct Call {
  const Environment& environment;
  const std::vector<Node>& arguments;  // as many as the function takes
  base::Milliseconds offset{0};
};
struct FunctionResult {
  Node value;
  std::string problem;  // why there is no value; "" when there is one
};

struct Function {
  FunctionSummary summary;
  std::size_t argument_count;
  bool needs_environment;  // else the same arguments always give the same value
  bool takes_offset;       // now+30m
  FunctionResult (*call)(const Call&);
};

std::span<const Function> all_functions();

// What a word calls: "now-1h" is now with an offset. The offset is null when it cannot be read.
struct Callee {
  const Function* function = nullptr;  // null when the word is no function
  std::optional<base::Milliseconds> offset = base::Milliseconds(0);
  std::string_view offset_text;
};
Callee find_function(std::string_view word);

// A value within text: strings as they are, others as JSON.
std::string as_text(const Node& value);

}  // namespace concord::templates
