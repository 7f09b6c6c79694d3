#include "reaching.h"

#include "credentials.h"
#include "known_values.h"

#include <concord/base/text.h>
#include <concord/check/error_words.h>
#include <concord/contract/names.h>
#include <concord/contract/resources.h>
#include <concord/http.h>
#include <concord/openapi/template_names.h>

#include <algorithm>
#include <set>

namespace concord::explore {

namespace {

using result::CheckFailure;
using result::Verdict;

std::string named(int status) {
  if (status == 0) return "no answer";
  const std::string_view phrase = http::reason_phrase(status);
  return std::to_string(status) + (phrase.empty() ? "" : " " + std::string(phrase));
}

std::string all_of(const std::vector<int>& statuses) {
  std::vector<std::string> words;
  for (const int status : std::set<int>(statuses.begin(), statuses.end())) words.push_back(named(status));
  return base::join(words, ", ");
}

bool has(const std::vector<int>& statuses, std::initializer_list<int> wanted) {
  return std::any_of(statuses.begin(), statuses.end(), [&](int status) {
    return std::find(wanted.begin(), wanted.end(), status) != wanted.end();
  });
}

void collect_references(const document::Node& node, std::vector<std::string>& names) {
  for (const document::Member& member : node.members()) {
    if (contract::plain_name(member.key).ends_with("id") && !member.value.is_object()) names.push_back(member.key);
    collect_references(member.value, names);
  }
  for (const document::Node& item : node.items()) collect_references(item, names);
}

// What stands for something on the other side: in the path, else in the request that was sent.
std::vector<std::string> references_in(const contract::Operation& operation, const document::Node* request) {
  std::vector<std::string> names = openapi::template_names(operation.path);
  for (const char* part : {"query", "headers", "body"}) {
    const document::Node* values = request ? request->find(part) : nullptr;
    if (values) collect_references(*values, names);
  }
  return names;
}

std::string values_to_give(const std::vector<std::string>& references) {
  const std::string name = references.empty() ? std::string("NAME") : references.back();
  return "--variable " + name + "=…, or data: {" + name + ": …} in provider.yaml";
}

// Which of them must be unique, only the other side knows.
std::string other_values(const document::Node* request) {
  constexpr std::size_t most_named = 3;
  std::vector<std::string> names;
  const document::Node* body = request ? request->find("body") : nullptr;
  if (body && body->is_object()) {
    for (const auto& [name, value, span] : body->members()) {
      if ((value.is_string() || value.is_number()) && names.size() < most_named) names.push_back(name);
    }
  }
  const std::string such = names.empty() ? "" : " (" + base::join(names, ", ") + ")";
  return "other values by another --seed would help, or --variable NAME=… of what must be unique" + such;
}

std::string what_would_help(const std::vector<int>& statuses, const suite::Provider& provider,
                            const contract::Operation& operation, const document::Node* request) {
  if (has(statuses, {401, 402, 403})) {
    const std::string how = how_to_give(provider, operation);
    return "credentials that may do this would help" + (how.empty() ? "" : ": " + how);
  }
  const std::vector<std::string> references = references_in(operation, request);
  if (!references.empty() && has(statuses, {404, 410}))
    return "the id of something that is there would help: " + values_to_give(references);
  if (has(statuses, {404, 410})) return "a base URL under which the path is found would help";
  if (has(statuses, {412, 428}) && contract::header_parameter(operation, "If-Match"))
    return "a condition that holds would help: --variable 'If-Match=*'";
  if (has(statuses, {409})) return other_values(request);
  if (has(statuses, {412, 423, 428})) return "another state of the other side would help";
  return "values that it takes would help: " + values_to_give(references);
}

// What the other side says of its refusal.
std::string said(const result::CaseResult& result) {
  if (status_of(result) == 0) return {};
  const auto& body = result.steps.back().exchange->response_body;
  if (!body || body->is_base64 || body->is_cut) return {};
  const document::ParsedJson json = document::parse_answer_json(body->text);
  const std::string words = json.root ? check::explanation_in(&*json.root) : std::string();
  return words.empty() ? "" : "; " + words;
}

}  // namespace

int status_of(const result::CaseResult& result) {
  if (result.steps.empty() || !result.steps.back().exchange) return 0;
  return result.steps.back().exchange->status;
}

void set_never_reached(result::CaseResult& result, const std::vector<int>& statuses, const suite::Provider& provider,
                       const contract::Operation& operation, const document::Node* request) {
  if (result.verdict == Verdict::Failed || result.error) return;  // that says more
  result.verdict = Verdict::Unjudged;
  const std::string tried = statuses.size() == 1 ? "the valid request that was tried got "
                                                 : "none of the " + std::to_string(statuses.size()) +
                                                       " valid requests that were tried was accepted: ";
  result.error = result::RunError{result::RunErrorKind::NeverReached,
                                  "never reached: " + tried + all_of(statuses) + "; " +
                                      what_would_help(statuses, provider, operation, request) + said(result),
                                  "checking", result.place};
  std::erase_if(result.warnings, [](const CheckFailure& one) { return one.check == "accepted"; });
}

void set_undecided(result::CaseResult& result) {
  std::erase_if(result.warnings, [](const CheckFailure& one) { return one.check == "accepted"; });
  if (result.verdict == Verdict::Failed || result.error) return;  // that is so whatever comes
  result.verdict = Verdict::NotRun;
  result.reason = {result::SkipKind::NotSelected,
                   "the run ended before it was known whether any request is accepted"};
}

std::string part_of_place(const std::string& at) { return at.substr(0, at.find(' ')); }

namespace {

constexpr std::size_t fewest_of_a_gate = 5;
constexpr std::string_view in_request = "request ";

CheckFailure* let_in_failure(result::CaseResult& result) {
  const auto found = std::find_if(result.failures.begin(), result.failures.end(), [](const CheckFailure& one) {
    return one.check == "refused" && one.pointer.starts_with(in_request);
  });
  return found == result.failures.end() ? nullptr : &*found;
}

std::string part_of_failure(const CheckFailure& failure) {
  return part_of_place(failure.pointer.substr(in_request.size()));
}

}  // namespace

void join_open_gates(std::vector<result::CaseResult>& let_in, const std::map<std::string, std::size_t>& broken) {
  std::map<std::string, std::size_t> accepted;
  for (result::CaseResult& result : let_in) {
    if (const CheckFailure* failure = let_in_failure(result)) ++accepted[part_of_failure(*failure)];
  }
  for (result::CaseResult& result : let_in) {
    CheckFailure* failure = let_in_failure(result);
    if (!failure) continue;
    const std::string part = part_of_failure(*failure);
    const std::size_t all = broken.contains(part) ? broken.at(part) : 0, count = accepted[part];
    if (count < fewest_of_a_gate || count * 4 < all * 3) continue;
    failure->pointer = std::string(in_request) + part;
    failure->hint = std::to_string(count) + " of " + std::to_string(all) + " requests with a broken " + part +
                    " were accepted, as if nobody looked at it";
    failure->keyword.clear();
    if (!result.steps.empty())
      failure->fingerprint = result::fingerprint(result.provider, result.steps.back().operation, *failure);
  }
}

std::string beside(const std::string& accepted, const std::vector<std::string>& differences) {
  if (differences.empty()) return {};
  return "it differs from what was accepted (" + accepted + ") in " + base::join(differences, ", ");
}

void set_refused(result::CaseResult& result, const std::string& accepted,
                 const std::vector<std::string>& differences) {
  for (CheckFailure& one : result.warnings) {
    if (one.check != "accepted") continue;
    one.level = result::Level::Fail;
    const std::string pair = beside(accepted, differences);
    if (!pair.empty()) one.message += "; " + pair;
    result.failures.push_back(one);
  }
  std::erase_if(result.warnings, [](const CheckFailure& one) { return one.check == "accepted"; });
  if (!result.failures.empty()) result.verdict = Verdict::Failed;
}

}  // namespace concord::explore
