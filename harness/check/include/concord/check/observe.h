// What an answer looked like, for coverage and memory: taken before redaction, free of values.
#pragma once
#include <concord/check.h>
#include <concord/result/observations.h>

namespace concord::check {

// Status, media type, names of headers, and of each place of a JSON body its types, the form of strings, the members of
// the contract's enums that were seen, and the branches of its schema that were taken: the alternatives of oneOf and
// anyOf, `then` and `else`, by their places ("#/components/schemas/Pet/oneOf/1"). Positions in arrays are "*", and so
// are keys of maps and keys that look like ids; a member that only some elements of a list have is marked
// (seen_sometimes.h). At most 2,000 places, then `is_cut`, which also tells that a bound of ours ended the search for
// branches.
result::Observations observe(const CheckContext& answer);

// The form of a string: "uuid", "ulid", "date-time", "date", "url", "email", "jwt", "digits", "hex", "prefix-digits"
// ("ord_12345"), "constant" ("CARD_SWITCHER"), "opaque" (16 characters and more without a blank); "" for any other.
// Hexadecimal of 16 characters and more counts, so that words such as "face" do not.
std::string_view form_of(std::string_view text);

}  // namespace concord::check
