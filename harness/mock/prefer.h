// What a client prefers to be answered (RFC 7240), so that a test can have any answer that is documented.
#pragma once
#include <concord/http.h>

#include <optional>
#include <string>

namespace concord::mock {

// `Prefer: code=404, example=NoAccess`: the words of Prism. Others are left alone, as the RFC wants it.
struct Preference {
  std::optional<int> code;
  std::string example;  // its name; "": the first
  std::string wrong;    // what is none: `code=abc`
  bool is_empty() const { return !code && example.empty() && wrong.empty(); }
  std::string text() const;  // for Preference-Applied
};
// The first of several with one name counts.
Preference read_preference(const http::Headers& headers);

}  // namespace concord::mock
