#include "judge.h"

namespace concord::run {

namespace {

std::optional<http::MediaType> media_type_of(const http::Response& response) {
  const std::string* value = http::find_header(response.headers, "Content-Type");
  return value ? http::parse_media_type(*value) : std::nullopt;
}

bool claims_json(const http::Response& response, const apidoc::Content* content) {
  if (const auto type = media_type_of(response); type && type->is_json()) return true;
  if (!content) return false;
  const auto documented = http::parse_media_type(content->media_type);
  return documented && documented->is_json();
}

}  // namespace

const apidoc::Content* content_for(const apidoc::Answer& documented, const http::Response& response) {
  if (const auto type = media_type_of(response)) {
    for (const apidoc::Content& content : documented.contents) {
      const auto candidate = http::parse_media_type(content.media_type);
      if (!candidate) continue;
      const bool same_type = candidate->type == "*" || candidate->type == type->type;
      if (same_type && (candidate->subtype == "*" || candidate->subtype == type->subtype)) return &content;
    }
  }
  return documented.contents.size() == 1 ? &documented.contents.front() : nullptr;
}

const schema::Schema* Judge::compiled(const apidoc::Content& content, base::Diagnostics& problems) {
  if (!content.schema) return nullptr;
  if (const auto found = schemas_.find(&content); found != schemas_.end()) return &found->second;
  auto schema = apidoc::compile(content.schema, schema::Direction::Response);
  if (!schema) {
    base::append(problems, std::move(schema).diagnostics());
    return nullptr;
  }
  return &schemas_.emplace(&content, std::move(schema).value()).first->second;
}

Judge::Verdict Judge::judge(const Question& question) {
  Verdict verdict;
  const http::Response& response = *question.exchange.response;
  check::Answer answer{.operation = question.operation,
                       .exchange = question.exchange,
                       .response = response,
                       .request = question.request,
                       .expected_statuses = question.expectations.statuses,
                       .case_id = question.case_id};
  answer.documented = question.operation.find_answer(response.status);
  if (answer.documented) answer.content = content_for(*answer.documented, response);
  if (answer.content) answer.schema = compiled(*answer.content, verdict.problems);
  if (!verdict.problems.empty()) return verdict;
  if (!response.body.empty() && claims_json(response, answer.content)) {
    verdict.json = document::parse_answer_json(response.body);
    answer.json = &verdict.json;
  }
  answer.secrets = &question.secrets;
  answer.now = clock_.now();
  answer.memory = &memory_;
  verdict.outcome = check::evaluate(answer, question.expectations, question.levels);
  return verdict;
}

}  // namespace concord::run
