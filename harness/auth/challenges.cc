#include "challenges.h"

#include <concord/base/text.h>

namespace concord::auth {

namespace {

constexpr std::string_view token_ends = " \t,=\"";

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::vector<Challenge> read() {
    for (skip(" \t,"); !rest_.empty(); skip(" \t,")) {
      const std::string word = base::to_lower_ascii(take_token());
      if (word.empty()) {
        rest_.remove_prefix(1);  // no token begins here
        continue;
      }
      skip(" \t");
      if (rest_.starts_with('=')) parameter(word);
      else found_.push_back({word, {}});
    }
    return std::move(found_);
  }

 private:
  void skip(std::string_view characters) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(characters), rest_.size()));
  }

  std::string_view take_token() {
    const std::string_view token = rest_.substr(0, rest_.find_first_of(token_ends));
    rest_.remove_prefix(token.size());
    return token;
  }

  // Where there is no value it was the padding of a token68, which has no name.
  void parameter(const std::string& name) {
    skip("=");
    skip(" \t");
    const std::string value = rest_.starts_with('"') ? take_quoted() : std::string(take_token());
    if (!found_.empty()) found_.back().parameters.emplace(name, value);
  }

  std::string take_quoted() {
    std::string value;
    std::size_t at = 1;
    for (; at < rest_.size() && rest_[at] != '"'; ++at) {
      if (rest_[at] == '\\' && at + 1 < rest_.size()) ++at;
      value += rest_[at];
    }
    rest_.remove_prefix(std::min(at + 1, rest_.size()));
    return value;
  }

  std::string_view rest_;
  std::vector<Challenge> found_;
};

}  // namespace

std::string Challenge::parameter(const std::string& name) const {
  const auto found = parameters.find(name);
  return found == parameters.end() ? "" : found->second;
}

std::vector<Challenge> parse_challenges(std::string_view value) { return Reader(value).read(); }

std::vector<Challenge> challenges_of(const http::Headers& headers) {
  std::vector<Challenge> all;
  for (const std::string_view value : http::header_values(headers, "WWW-Authenticate")) {
    for (Challenge& one : parse_challenges(value)) all.push_back(std::move(one));
  }
  return all;
}

std::string quoted_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace concord::auth
