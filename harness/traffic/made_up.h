// Values in place of those that a recording must not have: of the same form, and nobody's.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace concord::traffic {

// What is known of a value without knowing it.
struct ValueForm {
  std::string begins = {};   // what says of which kind it is, and is the same for all: "cs_test_", "https://pay.test/"
  std::string of = {};       // "uuid4", "ulid", "jwt", "digits", "hex", "HEX", "lower", "letters", "lower+digits", …
  std::size_t length = 0;    // of what follows `begins`, in bytes
  std::string shape = {};    // of short ones with signs in them: "AA-000"
  std::size_t padding = 0;   // '=' at the end
};

ValueForm form_of(std::string_view value);
// The same for the same form and seed; another seed, another value.
std::string made_up(const ValueForm& form, std::string_view seed);

}  // namespace concord::traffic
