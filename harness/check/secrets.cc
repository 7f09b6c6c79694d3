// What was sent as a secret must not come back, and no answer hands out a password. Findings never show a secret.
#include "checks.h"
#include "names.h"
#include "provenance.h"
#include "secret_search.h"
#include "shown.h"
#include "walk.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::check {

namespace {

// Where the secret is: a string of the body, or the key of a member.
std::optional<std::string> locate(const Node& node, Trail& trail, const SecretSearch& search) {
  if (node.is_string() && search.occurs_in(node.as_string())) return trail.text();
  for (const auto& member : node.members()) {
    if (search.is_anywhere() && search.occurs_in(member.key)) return trail.text();
    trail.push(member.key);
    if (auto place = locate(member.value, trail, search)) return place;
    trail.pop();
  }
  for (std::size_t i = 0; i < node.items().size(); ++i) {
    trail.push(std::to_string(i));
    if (auto place = locate(node.items()[i], trail, search)) return place;
    trail.pop();
  }
  return std::nullopt;
}

void report(const std::string& place, const SecretSearch& search, Findings& findings) {
  auto& failure = findings.add("contract.secret",
                               at(place, fmt::format("holds the secret {} that was sent", in_quotes(search.name()))));
  failure.expected = "no secret of the request";
  failure.pointer = place;
}

void search_body(const CheckContext& answer, const SecretSearch& search, Findings& findings) {
  if (const auto* body = answer.body()) {
    Trail trail;
    if (const auto place = locate(*body, trail, search)) return report(*place, search, findings);
  }
  if (search.occurs_in(answer.response.body)) report("", search, findings);
}

void search_headers(const CheckContext& answer, const SecretSearch& search, Findings& findings) {
  for (const auto& header : answer.response.headers) {
    if (search.occurs_in(header.value)) report("header " + header.name, search, findings);
  }
}

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

bool is_handed_out(const CheckContext& answer, const document::Member& member) {
  if (!member.value.is_string() || !names_secret(plain_name(member.key))) return false;
  const auto& value = member.value.as_string();
  if (base::trim(value).empty() || is_masked(value)) return false;
  return answer.response.status < 400 || !reads_as_message(value);
}

void search_names(const CheckContext& answer, Findings& findings) {
  for_each_object(*answer.body(), [&](const Node& object, const Trail& trail, bool) {
    for (const auto& member : object.members()) {
      if (!is_handed_out(answer, member)) continue;
      const auto place = trail.pointer() / member.key;
      // The contract may say so: then it is what was promised.
      if (is_described(answer, place)) continue;
      const auto length = base::count_code_points(member.value.as_string());
      const auto message = at(place.text(), "a secret by its name, handed out in the answer");
      auto& failure = findings.add("contract.secret", message);
      failure.expected = "no password or secret in an answer";
      failure.actual = "a string of " + count_of(length, "character");
      failure.pointer = place.text();
    }
  });
}

}  // namespace

void check_secrets(const CheckContext& answer, Findings& findings) {
  if (answer.secrets) {
    for (const auto& secret : *answer.secrets) {
      const auto& search = search_for(secret);
      search_body(answer, search, findings);
      search_headers(answer, search, findings);
    }
  }
  if (answer.body()) search_names(answer, findings);
}

}  // namespace concord::check
