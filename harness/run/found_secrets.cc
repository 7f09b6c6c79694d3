#include <concord/run/found_secrets.h>

#include "secret_scan.h"

#include <concord/base/secret_names.h>

#include <algorithm>

namespace concord::run {

using document::Node;

namespace {

constexpr std::size_t shortest_answered = 8, shortest_sent = 4;  // passwords, in bytes

// Whether the text is also where nobody calls it a password.
bool is_said_openly(const Node& node, std::string_view text) {
  if (node.is_string()) return node.as_string().find(text) != std::string::npos;
  const auto says = [text](const Node& one) { return is_said_openly(one, text); };
  return std::any_of(node.items().begin(), node.items().end(), says) ||
         std::any_of(node.members().begin(), node.members().end(),
                     [&](const auto& one) { return !base::names_password(one.key) && says(one.value); });
}

std::string text_of(const Node& value) {
  return value.is_number() ? value.number_text() : std::string(value.string_or_empty());
}

// {"password": {"value": "…"}}: some of it may be said of the password only, so that nobody is blamed for it.
void hide_leaves(const std::string& name, const Node& value, std::vector<HandedOut>& hidden) {
  if (std::string text = text_of(value); text.size() >= shortest_sent) hidden.push_back({name, std::move(text)});
  for (const auto& member : value.members()) hide_leaves(name, member.value, hidden);
  for (const Node& item : value.items()) hide_leaves(name, item, hidden);
}

void find_passwords_in(const Node& node, const Node& request, Passwords& found) {
  for (const auto& [key, value, span] : node.members()) {
    const bool is_password = base::names_password(key);
    const std::string text = is_password ? text_of(value) : std::string();
    // An answer that repeats the open one would be blamed.
    if (!text.empty() && !is_said_openly(request, text)) found.sent.push_back({key, base::Secret(text)});
    if (is_password && text.empty()) hide_leaves(key, value, found.hidden);
    else find_passwords_in(value, request, found);
  }
  for (const Node& item : node.items()) find_passwords_in(item, request, found);
}

// Of a body as much as a record keeps.
std::string_view kept_part(std::string_view body) { return body.substr(0, kept_bytes + behind_the_cut); }

}  // namespace

Passwords find_passwords(const Node& part, const Node& request) {
  Passwords found;
  find_passwords_in(part, request, found);
  return found;
}

void find_handed_out(const http::Response& response, const Node* body, std::vector<HandedOut>& out) {
  SecretScan scan(out, shortest_answered);
  if (body) scan.json(*body);
  else scan.text(kept_part(response.body));
  scan.headers(response.headers);
}

void find_sent(const http::Request& request, const Node* body, std::vector<HandedOut>& out) {
  SecretScan scan(out, shortest_sent);
  scan.text(request.url);
  scan.headers(request.headers);
  if (body) scan.json(*body);
  if (!request.body) return;
  // Not all of the text may be in the tree: of two members of one name it has the last.
  if (body) scan.pieces(kept_part(*request.body));
  else scan.text(kept_part(*request.body));
}

}  // namespace concord::run
