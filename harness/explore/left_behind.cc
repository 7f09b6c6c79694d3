#include "left_behind.h"

#include "request_change.h"

#include <concord/base/text.h>
#include <concord/http.h>
#include <concord/message/value_format.h>

#include <algorithm>

namespace concord::explore {

namespace {

using result::ExchangeRecord;
using result::StepKind;

constexpr std::size_t longest_id = 100;

const contract::Resource* created_by(const Work& work, const result::StepResult& step) {
  const auto& all = *work.resources;
  const auto found = std::find_if(all.begin(), all.end(), [&](const contract::Resource& one) {
    return one.create && one.create->operation->id() == step.operation;
  });
  return found == all.end() ? nullptr : &*found;
}

bool is_done(const ExchangeRecord& exchange) { return exchange.status >= 200 && exchange.status < 300; }
bool is_gone(const ExchangeRecord& exchange) {
  return (exchange.status >= 200 && exchange.status < 400) || exchange.status == 404 || exchange.status == 410;
}

std::string status_words(const ExchangeRecord& exchange) {
  if (exchange.status == 0) return "no answer";
  const std::string_view phrase = http::reason_phrase(exchange.status);
  return std::to_string(exchange.status) + (phrase.empty() ? "" : " " + std::string(phrase));
}

// What the answer says it is called.
std::string id_in(const ExchangeRecord& exchange, const contract::ResourceUse& use) {
  if (const std::string* location = http::find_header(exchange.response_headers, "Location"))
    return base::ellipsize(*location, longest_id);
  const auto& text = exchange.response_body;
  if (!use.id || !text || text->is_base64 || text->is_cut) return "something";
  const auto body = document::parse_answer_json(text->text).root;
  const Node* id = body ? document::resolve(*body, below(use.thing, *use.id)) : nullptr;
  return id ? base::ellipsize(message::plain_text(*id), longest_id) : "something";
}

// A creation that was stopped before its answer came: the other side may have done it.
std::string under_way(const Work& work, const result::StepResult& step, const result::CaseResult& result) {
  const bool is_stopped = result.verdict == result::Verdict::NotRun && step.kind == StepKind::Step;
  const contract::Resource* created = is_stopped ? created_by(work, step) : nullptr;
  if (!created) return {};
  const contract::Operation& operation = *created->create->operation;
  return operation.method + ' ' + operation.path + " of " + base::in_quotes(result.name) +
         " was under way when the run was stopped: what it may have made was not taken away";
}

}  // namespace

std::vector<std::string> left_behind(const Work& work, const result::CaseResult& result) {
  std::vector<std::string> lines, made;
  std::size_t asked = 0;  // to take something away
  for (const result::StepResult& step : result.steps) {
    if (!step.exchange || step.exchange->status == 0) {
      if (const std::string line = under_way(work, step, result); !line.empty()) lines.push_back(line);
    }
    if (!step.exchange) continue;
    const ExchangeRecord& exchange = *step.exchange;
    const contract::Resource* created = step.kind == StepKind::Step ? created_by(work, step) : nullptr;
    if (created && is_done(exchange)) {
      made.push_back(exchange.method + ' ' + base::ellipsize(exchange.url, longest_id * 4) + " made " +
                     id_in(exchange, *created->create) +
                     (created->remove ? ": it was not taken away" : ": nothing takes it away"));
    }
    if (step.kind != StepKind::After) continue;
    ++asked;
    if (!is_gone(exchange))
      lines.push_back(exchange.method + ' ' + base::ellipsize(exchange.url, longest_id * 4) + ": " +
                      status_words(exchange));
  }
  // What was made last is taken away first.
  const std::size_t left = made.size() - std::min(asked, made.size());
  lines.insert(lines.end(), made.begin(), made.begin() + static_cast<std::ptrdiff_t>(left));
  return lines;
}

}  // namespace concord::explore
