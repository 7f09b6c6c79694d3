#include <concord/run/found_secrets.h>

#include <concord/base/secret_names.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::run {

using document::Node;

namespace {

constexpr std::size_t shortest_token = 8, shortest_cookie = 12;  // bytes; shorter ones are words such as "none"
constexpr std::size_t shortest_link_secret = 40;                 // longer than a UUID

std::string shown_name(std::string_view name) {
  std::string shown(name.substr(0, 40));
  for (char& c : shown) {
    const bool is_plain =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.';
    if (!is_plain) c = '_';
  }
  return shown;
}

// The last part of a URL's path where it is long: whoever has such a link has what is behind it.
std::string_view secret_of_link(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme == std::string_view::npos) return {};
  const std::string_view path = text.substr(0, text.find_first_of("?#"));
  const std::string_view last = path.substr(path.rfind('/') + 1);
  return last.size() >= shortest_link_secret && scheme + 3 < path.rfind('/') ? last : std::string_view();
}

void find_tokens(const Node& node, std::vector<HandedOut>& out) {
  for (const auto& [key, value, span] : node.members()) {
    if (value.is_string() && value.as_string().size() >= shortest_token &&
        (base::names_token(key) || base::names_password(key))) {
      out.push_back({shown_name(key), value.as_string()});
    } else if (const auto secret = secret_of_link(value.string_or_empty()); !secret.empty()) {
      out.push_back({shown_name(key), std::string(secret)});
    }
    find_tokens(value, out);
  }
  for (const Node& item : node.items()) find_tokens(item, out);
}

// Of the quote that ends the string of JSON which begins at `begin`, or of the end of the text.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
  std::size_t at = begin + 1;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
  return std::min(at, text.size());
}

// In what is no whole JSON, or was not read: as a reader of the record would see them.
void find_tokens(std::string_view text, std::vector<HandedOut>& out) {
  const auto behind_blanks = [text](std::size_t from) {
    return std::min(text.find_first_not_of(" \t\r\n", from), text.size());
  };
  for (std::size_t at = text.find('"'); at < text.size();) {
    const std::size_t key_end = end_of_string(text, at);
    const std::string_view key = text.substr(at + 1, key_end - at - 1);
    const std::size_t colon = behind_blanks(key_end + 1);
    const std::size_t begin = colon < text.size() && text[colon] == ':' ? behind_blanks(colon + 1) : text.size();
    if (begin >= text.size() || text[begin] != '"') {
      at = text.find('"', key_end + 1);
      continue;
    }
    const std::size_t end = end_of_string(text, begin);
    const std::string_view value = text.substr(begin + 1, end - begin - 1);
    const bool is_token = base::names_token(key) || base::names_password(key);
    if (is_token && value.size() >= shortest_token) out.push_back({shown_name(key), std::string(value)});
    at = text.find('"', end + 1);
  }
}

// Whether the text is also where nobody calls it a password.
bool is_said_openly(const Node& node, std::string_view text) {
  if (node.is_string()) return node.as_string().find(text) != std::string::npos;
  const auto says = [text](const Node& one) { return is_said_openly(one, text); };
  return std::any_of(node.items().begin(), node.items().end(), says) ||
         std::any_of(node.members().begin(), node.members().end(),
                     [&](const auto& one) { return !base::names_password(one.key) && says(one.value); });
}

void find_passwords_in(const Node& node, const Node& body, std::vector<check::SentSecret>& out) {
  for (const auto& [key, value, span] : node.members()) {
    const std::string text = value.is_number() ? value.number_text() : std::string(value.string_or_empty());
    // An answer that repeats the open one would be blamed.
    if (!text.empty() && base::names_password(key) && !is_said_openly(body, text))
      out.push_back({key, base::Secret(text)});
    find_passwords_in(value, body, out);
  }
  for (const Node& item : node.items()) find_passwords_in(item, body, out);
}

}  // namespace

void find_passwords(const Node& body, std::vector<check::SentSecret>& out) { find_passwords_in(body, body, out); }

void find_handed_out(const http::Response& response, const Node* body, std::vector<HandedOut>& out) {
  if (body) find_tokens(*body, out);
  else find_tokens(std::string_view(response.body).substr(0, kept_bytes + behind_the_cut), out);
  for (const http::Header& header : response.headers) {
    if (!base::equals_ignoring_case(header.name, "Set-Cookie")) continue;
    const std::string_view pair = std::string_view(header.value).substr(0, header.value.find(';'));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = base::trim(pair.substr(std::min(equals + 1, pair.size())));
    if (value.size() >= shortest_cookie)
      out.push_back({"cookie." + shown_name(base::trim(pair.substr(0, equals))), std::string(value)});
  }
}

}  // namespace concord::run
