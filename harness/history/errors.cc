// Codes and messages of answers that are no success. Codes are kept as they are, since they are words of the API; of a
// message only a digest is, without what varies in it: numbers, names in quotes, ids, addresses.
//
// A success says so too, in its envelope. There a "code" may be one that somebody has been sent, so only what cannot be
// that is kept: words, and numbers of three digits.
#include "night.h"

#include <concord/base/ascii.h>
#include <concord/base/fnv.h>
#include <concord/base/text.h>
#include <concord/contract/names.h>
#include <concord/document/pointer.h>

#include <algorithm>
#include <array>
#include <cmath>

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

bool names_code(std::string_view key) {
  static constexpr std::array<std::string_view, 12> names{"code",   "errorcode", "error",     "type",      "errortype",
                                                          "reason", "status",    "name",      "faultcode", "errorname",
                                                          "subcode", "kind"};
  return is_one_of(contract::plain_name(key), names);
}

bool names_message(std::string_view key) {
  static constexpr std::array<std::string_view, 8> names{"message",     "errormessage", "errordescription", "detail",
                                                         "description", "title",        "msg",              "details"};
  return is_one_of(contract::plain_name(key), names);
}

bool is_of_code(char c) { return base::is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == ':' || c == '/'; }

// A word of the API, and not a name or an id: letters and few digits, no blanks.
bool is_code(std::string_view text) {
  if (text.empty() || text.size() > most_code || !std::all_of(text.begin(), text.end(), is_of_code)) return false;
  return std::count_if(text.begin(), text.end(), base::is_digit) <= 6;
}

// 401.0 is 401.
std::string text_of(const Node& value) {
  if (!value.is_number()) return std::string(value.string_or_empty());
  const double number = value.to_double();
  const bool is_whole = std::fabs(number) < 1e15 && std::floor(number) == number;
  return is_whole ? std::to_string(static_cast<std::int64_t>(number)) : value.number_text();
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

// Of a success: what says how it went, by its name alone.
bool names_outcome(std::string_view key) {
  static constexpr std::array<std::string_view, 9> names{"resultcode", "returncode", "responsecode", "statuscode",
                                                         "retcode",    "errorcode",  "errcode",      "resultstatus",
                                                         "responsestatus"};
  return is_one_of(contract::plain_name(key), names);
}

// The parts of an answer that hold such members.
bool is_envelope(std::string_view key) {
  static constexpr std::array<std::string_view, 7> names{"meta", "result", "response", "header", "status", "error",
                                                         "outcome"};
  return is_one_of(contract::plain_name(key), names);
}

// "SUCCESS", "0", "200", "PAY-001"; never a code that somebody was sent.
bool is_outcome(std::string_view text) {
  const auto digits = std::count_if(text.begin(), text.end(), base::is_digit);
  return is_code(text) && digits <= 3 && text.size() <= 30;
}

class Envelope {
 public:
  Envelope(const result::StepResult& step, std::vector<ErrorFact>& to) : step_(step), to_(to) {}

  void visit(const Node& value, const std::string& pointer, bool is_top) {
    const bool has_message = std::any_of(value.members().begin(), value.members().end(),
                                         [](const document::Member& one) { return names_message(one.key); });
    for (const document::Member& member : value.members()) {
      const std::string place = pointer + '/' + document::escape_token(member.key);
      const bool is_named = names_outcome(member.key) || (has_message && contract::plain_name(member.key) == "code");
      const std::string text = text_of(member.value);
      if (is_named && is_outcome(text) && to_.size() < most_facts)
        to_.push_back({step_.operation, step_.exchange->status, place, text, 0});
      if (is_top && is_envelope(member.key)) visit(member.value, place, false);
    }
  }

 private:
  const result::StepResult& step_;
  std::vector<ErrorFact>& to_;
};

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
    const std::string text = text_of(value);
    ErrorFact fact{step_.operation, step_.exchange->status, place, "", 0};
    if (names_code(key) && is_code(text)) {
      fact.code = text;
    } else if (value.is_string()) {
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

// Most successes have no such member: they are not read for it.
bool may_have_outcome(std::string_view body) {
  if (body.find("ode\"") != std::string_view::npos) return true;
  constexpr std::string_view end = "tatus\"";
  for (std::size_t at = body.find(end); at != std::string_view::npos; at = body.find(end, at + end.size())) {
    const std::string_view before = body.substr(0, at);
    for (const std::string_view begin : {"esult_s", "esultS", "esponse_s", "esponseS"}) {
      if (before.ends_with(begin)) return true;
    }
  }
  return false;
}

}  // namespace

void add_errors(const result::StepResult& step, std::vector<ErrorFact>& to) {
  const auto& body = step.exchange->response_body;
  if (!body || body->is_base64 || body->is_cut || body->size > largest_body) return;
  const bool is_error = step.exchange->status >= 400;
  if (!is_error && !may_have_outcome(body->text)) return;
  const document::ParsedJson parsed = document::parse_answer_json(body->text, {.depth = 32, .nodes = 10'000});
  if (!parsed.root || !parsed.faults.empty()) return;
  if (is_error) Search(step, to).visit(*parsed.root, "", 0);
  else Envelope(step, to).visit(*parsed.root, "", true);
}

}  // namespace concord::history
