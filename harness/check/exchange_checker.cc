#include <concord/check/exchange_checker.h>

#include "answer_reading.h"
#include "body/stream.h"

#include <concord/base/patience.h>
#include <concord/check/observe.h>
#include <concord/message/content_choice.h>

#include <algorithm>
#include <utility>

namespace concord::check {

namespace {

bool claims_json(const std::optional<http::MediaType>& type, const contract::Content* content) {
  if (type && type->is_json()) return true;
  if (!content) return false;
  const auto documented = http::parse_media_type(content->media_type);
  return documented && documented->is_json();
}

// Unless the schema is of a list, which all items together are.
void judge_items(CheckContext& context, StreamKind kind) {
  const Node* schema = context.content && context.schema ? context.content->schema.node : nullptr;
  const Node* type = schema ? schema->find("type") : nullptr;
  if (!context.schema || (kind == StreamKind::JsonLines && type && type->string_or_empty() == "array")) return;
  context.item_schema = std::exchange(context.schema, nullptr);
  context.judged_of_item = [kind, schema](const Node& item, bool& is_data) -> const Node& {
    return judged_of_item(item, kind, schema, is_data);
  };
}

// An answer as documented, to a case that wants what is not: the suite is wrong, if nothing else is.
std::optional<result::RunError> contradiction(const CheckContext& context, Outcome& outcome) {
  if (!context.documented || !contradicts(context.operation, context.expected_statuses)) return std::nullopt;
  auto& failures = outcome.failures;
  const auto status =
      std::find_if(failures.begin(), failures.end(), [](const auto& one) { return one.check == "status"; });
  if (status == failures.end()) return std::nullopt;
  result::RunError error{result::RunErrorKind::Config,
                         "the suite contradicts the contract: it expects " + status->expected +
                             ", which is not documented for " + context.operation.id() + "; the answer is " +
                             status->actual + ", which is",
                         "checking",
                         {}};
  failures.erase(status);
  if (!failures.empty()) return std::nullopt;
  return error;
}

}  // namespace

const Diagnostics& ResponseSchemas::add(const contract::Operation& operation) {
  const auto [entry, is_new] = added_.try_emplace(&operation);
  if (!is_new) return entry->second;
  entry->second = contract::unresolved_in(operation);
  for (base::Diagnostic& missing : entry->second) missing.message += ", and " + operation.id() + " needs it";
  compile(operation, entry->second);
  return entry->second;
}

void ResponseSchemas::compile(const contract::Operation& operation, Diagnostics& problems) {
  for (const contract::Response& answer : operation.responses) {
    for (const contract::Content& content : answer.contents) {
      if (!content.schema) continue;
      auto compiled = contract::compile(content.schema, schema::Direction::Response);
      auto& kept = schemas_[&content];
      if (compiled) kept = std::move(compiled).value();
      else base::append(problems, std::move(compiled).diagnostics());
    }
    for (const contract::DocumentedHeader& header : answer.headers) {
      if (!header.schema) continue;
      auto compiled = contract::compile(header.schema, schema::Direction::Response);
      if (!compiled) base::append(problems, std::move(compiled).diagnostics());
    }
  }
}

const schema::Schema* ResponseSchemas::find(const contract::Content& content) const {
  const auto found = schemas_.find(&content);
  return found != schemas_.end() && found->second ? &*found->second : nullptr;
}

bool ResponseSchemas::is_broken(const contract::Content& content) const {
  const auto found = schemas_.find(&content);
  return found != schemas_.end() && !found->second;
}

ExchangeOutcome ExchangeChecker::check(const ExchangeQuestion& question) const {
  ExchangeOutcome result;
  const http::Response& response = *question.exchange.response;
  CheckContext context{.operation = question.operation,
                       .exchange = question.exchange,
                       .response = response,
                       .request = question.request,
                       .expected_statuses = question.expectations.statuses};
  context.documented = question.operation.find_response(response.status);
  if (context.documented) context.content = message::content_for(*context.documented, response);
  if (context.content && question.schemas.is_broken(*context.content)) {
    result.not_judged = result::RunError{
        result::RunErrorKind::Config, "the documented schema of this answer does not compile", "checking", {}};
    return result;
  }
  if (context.content) context.schema = question.schemas.find(*context.content);
  const auto type = response.body.empty() ? std::nullopt : media_type_of(context);
  if (const StreamKind kind = type ? stream_kind(*type) : StreamKind::None; kind != StreamKind::None) {
    result.json = read_stream(response.body, kind);
    context.json = &result.json;
    judge_items(context, kind);
  } else if (!response.body.empty() && claims_json(type, context.content)) {
    result.json = document::parse_answer_json(response.body);
    context.json = &result.json;
  }
  context.secrets = &question.secrets;
  context.now = clock_.now();
  context.is_body_known = question.is_body_known;
  if (question.is_observed && !base::Patience::is_over()) result.observations = observe(context);
  result.outcome = evaluate(context, question.expectations, question.levels);
  if (base::Patience::is_over()) result.observations.reset();
  if (base::Patience::is_over() && result.outcome.failures.empty()) {
    result.not_judged =
        result::RunError{result::RunErrorKind::Interrupted, "interrupted while the answer was judged", "checking", {}};
    return result;
  }
  result.not_judged = contradiction(context, result.outcome);
  if (result.not_judged) return result;
  // What is broken is broken, however much could not be looked at.
  if (!result.outcome.not_judged.empty() && result.outcome.failures.empty()) {
    result.not_judged = result::RunError{result::RunErrorKind::Bound, result.outcome.not_judged, "checking", {}};
  }
  return result;
}

}  // namespace concord::check
