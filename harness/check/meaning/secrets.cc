// What was sent as a secret must not come back, and no answer hands out a password. Findings never show a secret.
#include "body_walk.h"
#include "checks.h"
#include "provenance.h"
#include "secret_search.h"
#include "shown.h"
#include "walk.h"

#include <concord/base/counted.h>
#include <concord/base/secret_names.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::check {

namespace {

// Where a walk stands. Texts are made only for what is reported.
class Trail {
 public:
  void push(std::string token) { tokens_.push_back(std::move(token)); }
  void pop() { tokens_.pop_back(); }
  document::Pointer pointer() const { return document::Pointer(tokens_); }
  std::string text() const { return pointer().text(); }

 private:
  std::vector<std::string> tokens_;
};

class Echoes {
 public:
  Echoes(const CheckContext& answer, const SecretSearch& search, Findings& findings)
      : answer_(answer), search_(search), findings_(findings) {}

  // Most answers echo nothing, and one look at their bytes says so.
  void look() {
    const base::Redactor::Names within = search_.find(answer_.response.body);
    if (!within.empty() || search_.has_whole_values()) {
      if (answer_.body()) look_at(*answer_.body());
      report_all(within, Node());
    }
    std::string values;
    values.reserve(longest_usual);
    for (const auto& header : answer_.response.headers) values.append(header.value).append("\n");
    if (!search_.occur_within(values) && !search_.has_whole_values()) return;
    for (const auto& header : answer_.response.headers) {
      for (const std::string& name : search_.find(header.value)) report("header " + header.name, name);
    }
  }

 private:
  // Where a secret is: a string of the body, or the key of a member.
  void look_at(const Node& node) {
    if (!may_enter(node)) return;
    if (node.is_string()) report_all(search_.find(node.as_string()), node);
    for (const auto& member : node.members()) {
      if (search_.occur_within(member.key)) report_all(search_.find(member.key), Node());
      trail_.push(member.key);
      look_at(member.value);
      trail_.pop();
    }
    for (std::size_t i = 0; i < node.items().size(); ++i) {
      trail_.push(std::to_string(i));
      look_at(node.items()[i]);
      trail_.pop();
    }
  }

  // The first place of each is enough.
  void report_all(const base::Redactor::Names& names, const Node& text) {
    if (names.empty()) return;
    const bool is_promised = text.is_string() && is_documented_token(text.as_string());
    for (const std::string& name : names) {
      if (reported_.insert(name).second && !is_promised) report(trail_.text(), name);
    }
  }

  // "GET /session" tells the token that it was asked with, where the contract says so.
  bool is_documented_token(const std::string& text) const {
    const auto place = trail_.pointer();
    const bool is_named = !place.is_root() && base::names_token(place.tokens().back());
    return is_named && text.find(' ') == std::string::npos && is_described(answer_, place);
  }

  void report(const std::string& place, const std::string& name) {
    auto& failure = findings_.add("contract.secret",
                                  at(place, fmt::format("holds the secret {} that was sent", in_quotes(name))));
    failure.expected = "no secret of the request";
    failure.pointer = place;
  }

  static constexpr std::size_t longest_usual = 256;  // all values of headers

  const CheckContext& answer_;
  const SecretSearch& search_;
  Findings& findings_;
  Trail trail_;
  base::Redactor::Names reported_;
};

bool is_masked(std::string_view value) {
  static constexpr std::array<std::string_view, 4> masks{"***", "••", "[REDACTED]", "[redacted]"};
  return std::any_of(masks.begin(), masks.end(), [&](auto mask) { return value.find(mask) != std::string_view::npos; });
}

// {"password": "is too short"} in an error tells about the member, it does not hold one.
bool reads_as_message(std::string_view value) {
  const auto is_of_a_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '-';
  };
  return value.find(' ') != std::string_view::npos || std::all_of(value.begin(), value.end(), is_of_a_word);
}

// Of a member whose name says password.
bool is_handed_out(const CheckContext& answer, const document::Member& member) {
  if (!member.value.is_string()) return false;
  const auto& value = member.value.as_string();
  if (base::trim(value).empty() || is_masked(value)) return false;
  return answer.response.status < 400 || !reads_as_message(value);
}

void search_names(const CheckContext& answer, Findings& findings) {
  const auto look_at = [&](const BodyWalk::Place& object, const document::Member& member) {
    if (!is_handed_out(answer, member)) return;
    const auto place = object.pointer() / member.key;
    // The contract may say so: then it is what was promised.
    if (is_described(answer, place)) return;
    const auto length = base::count_code_points(member.value.as_string());
    const auto message = at(place.text(), "a secret by its name, handed out in the answer");
    auto& failure = findings.add("contract.secret", message);
    failure.expected = "no password or secret in an answer";
    failure.actual = "a string of " + base::counted(length, "character");
    failure.pointer = place.text();
  };
  walk_of(answer).for_each_member(meaning::password, look_at);
}

}  // namespace

void check_secrets(const CheckContext& answer, Findings& findings) {
  if (answer.secrets) Echoes(answer, search_for(*answer.secrets), findings).look();
  if (answer.body()) search_names(answer, findings);
}

}  // namespace concord::check
