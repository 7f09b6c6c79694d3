// Secrets cannot be printed, and a Redactor takes them out of whatever is.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace concord::base {

// A credential. Has no conversion to text and no output operator; reveal() is for the bytes that are sent.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}
  const std::string& reveal() const { return value_; }
  bool empty() const { return value_.empty(); }

 private:
  std::string value_;
};

// Replaces every known secret by "[name]" (e.g. "[KNOT_SECRET]"), whatever its encoding: as it is, JSON-escaped,
// percent-encoded, base64 and base64url (at any of the three alignments), hex, HTML-escaped.
// Values under 4 bytes are not replaced (they would tear text apart). Const use is thread-safe.
class Redactor {
 public:
  void add(std::string name, const Secret& secret);
  std::string redact(std::string_view text) const;
  // The name of a secret that occurs in `text` in any encoding, or "".
  std::string find(std::string_view text) const;
  bool empty() const { return forms_.empty(); }

 private:
  struct Form {
    std::string text;
    std::string name;
  };
  struct Match {
    const Form* form = nullptr;  // nothing matches when null
    std::size_t length = 0;
  };
  // The longest match at the start of `text`, which is not empty.
  Match match(std::string_view text) const;
  Match match_forms(std::string_view text, char first) const;

  std::vector<std::vector<Form>> forms_;  // by first byte, each longest first; no element at all before the first add()
};

}  // namespace concord::base
