// Codes and messages of answers that are no success. Codes are kept as they are, since they are words of the API; of a
// message only a digest is, without what varies in it: numbers, names in quotes, ids, addresses.
#include "night.h"

#include <concord/base/ascii.h>
#include <concord/base/fnv.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::history {

using document::Node;

namespace {

constexpr std::size_t most_facts = 20;
constexpr std::size_t most_code = 60;       // characters
constexpr std::size_t most_depth = 5;
constexpr std::size_t largest_body = 32u << 10;

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "errorCode" and "error_code" are one.
std::string plain_name(std::string_view key) {
  std::string name;
  for (const char c : key) {
    if (c != '_' && c != '-') name += c;
  }
  return base::to_lower_ascii(name);
}

bool names_code(std::string_view key) {
  static constexpr std::array<std::string_view, 12> names{"code",   "errorcode", "error",     "type",      "errortype",
                                                          "reason", "status",    "name",      "faultcode", "errorname",
                                                          "subcode", "kind"};
  return is_one_of(plain_name(key), names);
}

bool names_message(std::string_view key) {
  static constexpr std::array<std::string_view, 8> names{"message",     "errormessage", "errordescription", "detail",
                                                         "description", "title",        "msg",              "details"};
  return is_one_of(plain_name(key), names);
}

bool is_of_code(char c) { return base::is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == ':' || c == '/'; }

// A word of the API, and not a name or an id: letters and few digits, no blanks.
bool is_code(std::string_view text) {
  if (text.empty() || text.size() > most_code || !std::all_of(text.begin(), text.end(), is_of_code)) return false;
  return std::count_if(text.begin(), text.end(), base::is_digit) <= 6;
}

// What is left of a message when all that varies from case to case is taken out.
std::string without_values(std::string_view text) {
  std::string rest;
  char quote = 0;
  for (const std::string_view word : base::split(text, ' ')) {
    if (word.empty()) continue;
    const bool opens = quote == 0 && (word.front() == '"' || word.front() == '\'' || word.front() == '`');
    const bool is_value = quote != 0 || opens || word.find_first_of("0123456789@/") != std::string_view::npos;
    if (opens) quote = word.front();
    if (quote != 0 && word.find_last_of(quote) != std::string_view::npos && (!opens || word.find_last_of(quote) != 0))
      quote = 0;
    rest += is_value ? "* " : std::string(word) + ' ';
  }
  return rest;
}

class Search {
 public:
  Search(const result::StepResult& step, std::vector<ErrorFact>& to) : step_(step), to_(to) {}

  void visit(const Node& value, const std::string& pointer, std::size_t depth) {
    if (depth > most_depth) return;
    for (const document::Member& member : value.members()) {
      const std::string place = pointer + '/' + member.key;
      if (member.value.is_string() || member.value.is_number()) note(member.key, member.value, place);
      else visit(member.value, place, depth + 1);
    }
    if (!value.items().empty()) visit(value.items().front(), pointer + "/*", depth + 1);
  }

 private:
  void note(const std::string& key, const Node& value, const std::string& place) {
    if (to_.size() >= most_facts) return;
    const std::string text = value.is_string() ? value.as_string() : value.number_text();
    ErrorFact fact{step_.operation, step_.exchange->status, place, "", 0};
    if (names_code(key) && is_code(text)) {
      fact.code = text;
    } else if (names_message(key) && value.is_string()) {
      base::Fnv1a digest;
      digest.add(without_values(text));
      fact.digest = (digest.value() >> 1) | 1;
    } else {
      return;
    }
    to_.push_back(std::move(fact));
  }

  const result::StepResult& step_;
  std::vector<ErrorFact>& to_;
};

}  // namespace

void add_errors(const result::StepResult& step, std::vector<ErrorFact>& to) {
  const auto& body = step.exchange->response_body;
  if (step.exchange->status < 400 || !body || body->is_base64 || body->is_cut || body->size > largest_body) return;
  const document::ParsedJson parsed = document::parse_answer_json(body->text, {.depth = 32, .nodes = 10'000});
  if (parsed.root && parsed.faults.empty()) Search(step, to).visit(*parsed.root, "", 0);
}

}  // namespace concord::history
