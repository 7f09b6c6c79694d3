#include <concord/base/text.h>
#include <concord/document/pointer.h>

#include <charconv>

namespace concord::document {
namespace {

// Nothing when a '~' is not followed by 0 or 1.
std::optional<std::string> unescape_token(std::string_view text) {
  std::string token;
  token.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '~') {
      token += text[i];
      continue;
    }
    if (++i == text.size() || (text[i] != '0' && text[i] != '1')) return std::nullopt;
    token += text[i] == '0' ? '~' : '/';
  }
  return token;
}

const Node* item_at(const Node& array, std::string_view token) {
  if (token.empty() || (token.size() > 1 && token[0] == '0')) return nullptr;
  std::size_t index = 0;
  const auto [end, code] = std::from_chars(token.data(), token.data() + token.size(), index);
  if (code != std::errc{} || end != token.data() + token.size()) return nullptr;
  return index < array.size() ? &array.items()[index] : nullptr;
}

}  // namespace

std::optional<Pointer> Pointer::parse(std::string_view text) {
  if (text.empty()) return Pointer();
  if (text[0] != '/') return std::nullopt;
  std::vector<std::string> tokens;
  for (const std::string_view part : base::split(text.substr(1), '/')) {
    auto token = unescape_token(part);
    if (!token) return std::nullopt;
    tokens.push_back(*std::move(token));
  }
  return Pointer(std::move(tokens));
}

std::optional<Pointer> Pointer::parse_fragment(std::string_view fragment) {
  return parse(base::percent_decode(fragment));
}

std::string Pointer::text() const {
  std::string text;
  for (const std::string& token : tokens_) text.append("/").append(escape_token(token));
  return text;
}

Pointer Pointer::operator/(std::string_view token) const {
  std::vector<std::string> tokens;
  tokens.reserve(tokens_.size() + 1);
  tokens = tokens_;
  tokens.emplace_back(token);
  return Pointer(std::move(tokens));
}

Pointer Pointer::operator/(std::size_t index) const { return *this / std::to_string(index); }

Pointer Pointer::parent() const {
  if (is_root()) return {};
  return Pointer(std::vector<std::string>(tokens_.begin(), tokens_.end() - 1));
}

std::string escape_token(std::string_view token) {
  std::string text;
  text.reserve(token.size());
  for (const char c : token) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

const Node* resolve(const Node& root, const Pointer& pointer) {
  const Node* node = &root;
  for (const std::string& token : pointer.tokens()) {
    node = node->is_array() ? item_at(*node, token) : node->find(token);
    if (!node) return nullptr;
  }
  return node;
}

Node* resolve(Node& root, const Pointer& pointer) {
  return const_cast<Node*>(resolve(std::as_const(root), pointer));
}

}  // namespace concord::document
