#include "secret_search.h"

#include <algorithm>
#include <map>

namespace concord::check {

namespace {

constexpr std::size_t shortest_anywhere = 8;
constexpr std::size_t longest_word = 11;
constexpr std::size_t most_holders = 100;
constexpr std::string_view ellipsis = "…";

bool is_found_by_chance(std::string_view value) {
  if (value.size() < shortest_anywhere) return true;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return value.size() <= longest_word && std::all_of(value.begin(), value.end(), is_letter);
}

// The length of the longest end of `piece` that is somewhere in `text`. Every shorter end is then in it too.
std::size_t longest_end_within(std::string_view piece, std::string_view text) {
  std::size_t known = 0;
  std::size_t beyond = piece.size() + 1;
  while (beyond - known > 1) {
    const auto middle = known + (beyond - known) / 2;
    if (text.find(piece.substr(piece.size() - middle)) == std::string_view::npos) beyond = middle;
    else known = middle;
  }
  return known;
}

}  // namespace

SecretSearch::SecretSearch(const SentSecret& secret)
    : secret_(secret), is_anywhere_(!is_found_by_chance(secret.value.reveal())) {
  if (is_anywhere_) redactor_.add(secret_.name, secret_.value);
}

bool SecretSearch::occurs_in(std::string_view text) const {
  if (is_anywhere_) return !redactor_.find(text).empty();
  return !secret_.value.empty() && text == secret_.value.reveal();
}

const SecretSearch& search_for(const SentSecret& secret) {
  static thread_local std::map<std::pair<std::string, std::string>, SecretSearch> searches;
  if (searches.size() >= 256) searches.clear();
  return searches.try_emplace({secret.name, secret.value.reveal()}, secret).first->second;
}

CutSecrets::CutSecrets(const CheckContext& answer) {
  if (!answer.secrets) return;
  for (const auto& secret : *answer.secrets) {
    const auto& search = search_for(secret);
    if (!search.is_anywhere()) continue;
    if (const auto* body = answer.body()) collect(*body, search);
    add(answer.response.body, search);
    for (const auto& header : answer.response.headers) add(header.value, search);
  }
}

void CutSecrets::collect(const Node& node, const SecretSearch& search) {
  if (node.is_string()) add(node.as_string(), search);
  for (const auto& member : node.members()) {
    add(member.key, search);
    collect(member.value, search);
  }
  for (const auto& item : node.items()) collect(item, search);
}

void CutSecrets::add(std::string_view text, const SecretSearch& search) {
  if (holders_.size() >= most_holders || !search.occurs_in(text)) return;
  holders_.push_back({std::string(text), search.name()});
  // As it stands within quotes.
  holders_.push_back({document::write_json(Node(text)), search.name()});
}

void CutSecrets::cover(std::string& text) const {
  constexpr std::size_t shortest_piece = 4;
  for (auto end = text.find(ellipsis); end != std::string::npos; end = text.find(ellipsis, end + ellipsis.size())) {
    for (const auto& holder : holders_) {
      auto length = longest_end_within(std::string_view(text).substr(0, end), holder.text);
      // The quote that opens a JSON text is no part of the value.
      if (length > 0 && text[end - length] == '"' && holder.text.front() == '"') --length;
      if (length < shortest_piece) continue;
      const auto cover = "[" + holder.name + "]";
      text.replace(end - length, length, cover);
      end = end - length + cover.size();
      break;
    }
  }
}

}  // namespace concord::check
