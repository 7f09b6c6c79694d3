#include "secret_search.h"

#include <algorithm>
#include <map>
#include <vector>

namespace concord::check {

namespace {

constexpr std::size_t shortest_anywhere = 8;
constexpr std::size_t longest_word = 11;
constexpr std::size_t most_kept = 64;

bool is_found_by_chance(std::string_view value) {
  if (value.size() < shortest_anywhere) return true;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return value.size() <= longest_word && std::all_of(value.begin(), value.end(), is_letter);
}

bool is_same(const SentSecret& a, const SentSecret& b) {
  return a.name == b.name && a.value.reveal() == b.value.reveal();
}

// One text for all names and values, which no other ones make.
std::string key_of(const std::vector<SentSecret>& secrets) {
  std::string key;
  for (const SentSecret& one : secrets) {
    for (const std::string* text : {&one.name, &one.value.reveal()}) {
      key += std::to_string(text->size()).append(1, ':').append(*text);
    }
  }
  return key;
}

}  // namespace

SecretSearch::SecretSearch(const std::vector<SentSecret>& secrets) {
  for (const SentSecret& one : secrets) {
    if (!is_found_by_chance(one.value.reveal())) anywhere_.add(one.name, one.value);
    else if (!one.value.empty()) whole_.push_back(one);
  }
}

base::Redactor::Names SecretSearch::find(std::string_view text) const {
  base::Redactor::Names names = anywhere_.names_in(text);
  for (const SentSecret& one : whole_) {
    if (text == one.value.reveal()) names.insert(one.name);
  }
  return names;
}

const SecretSearch& search_for(const std::vector<SentSecret>& secrets) {
  static thread_local std::map<std::string, SecretSearch> searches;
  static thread_local std::vector<SentSecret> last_secrets;
  static thread_local const SecretSearch* last = nullptr;  // of these
  if (last && std::equal(secrets.begin(), secrets.end(), last_secrets.begin(), last_secrets.end(), is_same))
    return *last;
  const std::string key = key_of(secrets);
  auto known = searches.find(key);
  if (known == searches.end()) {
    last = nullptr;
    if (searches.size() >= most_kept) searches.clear();
    known = searches.emplace(key, SecretSearch(secrets)).first;
  }
  last_secrets = secrets;
  return *(last = &known->second);
}

}  // namespace concord::check
