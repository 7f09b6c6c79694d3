// JSON Pointer, RFC 6901.
#pragma once
#include <concord/document.h>

#include <string>
#include <string_view>
#include <vector>

namespace concord::document {

class Pointer {
 public:
  Pointer() = default;  // the root
  explicit Pointer(std::vector<std::string> tokens) : tokens_(std::move(tokens)) {}
  // Nothing when the text is neither empty nor starts with '/', or has a '~' not followed by 0 or 1.
  static std::optional<Pointer> parse(std::string_view text);
  // The fragment form, section 6, without the '#': percent-decoded first.
  static std::optional<Pointer> parse_fragment(std::string_view fragment);

  const std::vector<std::string>& tokens() const { return tokens_; }
  bool is_root() const { return tokens_.empty(); }
  std::string text() const;
  Pointer operator/(std::string_view token) const;
  Pointer operator/(std::size_t index) const;
  Pointer parent() const;  // of the root: the root
  friend bool operator==(const Pointer&, const Pointer&) = default;
  friend auto operator<=>(const Pointer&, const Pointer&) = default;

 private:
  std::vector<std::string> tokens_;
};

std::string escape_token(std::string_view token);  // '~' to "~0", '/' to "~1"
// The value there, or null. An array index is decimal without leading zeros.
const Node* resolve(const Node& root, const Pointer& pointer);
Node* resolve(Node& root, const Pointer& pointer);

}  // namespace concord::document
