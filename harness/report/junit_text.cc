#include "junit_text.h"

#include "facts.h"

#include <concord/base/clean_text.h>
#include <concord/base/clock.h>
#include <concord/base/text.h>
#include <concord/report/junit_types.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::report {
namespace {

using result::CaseResult;
using result::CheckFailure;
using result::ExchangeRecord;
using result::RunError;
using result::SkipKind;
using result::Verdict;

constexpr std::size_t junit_line_limit = 2000;     // characters
constexpr std::size_t body_limit = 4 << 10;  // bytes shown of one body
constexpr std::size_t max_listed = 100;      // failures or warnings written out

std::string junit_line(std::string_view text) { return base::ellipsize(base::clean_line(text), junit_line_limit); }

std::string short_line(std::string_view text) { return base::ellipsize(base::clean_line(text), junit_message_limit); }

void add_junit_fact(std::string& text, std::string_view label, std::string_view value) {
  if (!value.empty()) text += fmt::format("   {:<10}: {}\n", label, junit_line(value));
}

std::string documented_fact(const CheckFailure& failure) {
  if (failure.documentation.empty()) return "";
  const std::string where = in_words(parse_place(failure.documentation));
  const bool is_plain = failure.basis.empty() || failure.basis == "documented";
  return is_plain ? where : fmt::format("{} ({})", where, failure.basis);
}

std::string numbered_failure(const CheckFailure& failure, const Memory& memory, std::size_t number) {
  std::string text = fmt::format("{}) {}\n", number, junit_line(failure.message));
  add_junit_fact(text, "check", failure.check);
  add_junit_fact(text, "where", where_in_answer(failure));
  add_junit_fact(text, "expected", failure.expected);
  add_junit_fact(text, "actual", failure.actual);
  add_junit_fact(text, "schema", failure.schema_location);
  add_junit_fact(text, "documented", documented_fact(failure));
  if (failure.documentation.empty()) add_junit_fact(text, "basis", failure.basis);
  add_junit_fact(text, "hint", failure.hint);
  add_junit_fact(text, "failing", memory.since(failure));
  return text;
}

std::string exchange_lines(const CaseResult& result) {
  std::string text;
  const auto* step = telling_step(result);
  if (step && result.steps.size() > 1) {
    const auto number = static_cast<std::size_t>(step - result.steps.data()) + 1;
    text += fmt::format("step    : {} ({} of {})\n", junit_line(step->name), number, result.steps.size());
  }
  if (!step) return text;
  const ExchangeRecord& exchange = *step->exchange;
  text += fmt::format("request : {} {} (attempt {} of {})\n", junit_line(exchange.method), junit_line(exchange.url),
                      attempts_of(result), attempts_of(result));
  text += fmt::format("response: {}\n", junit_line(describe_response(exchange)));
  if (!exchange.curl.empty()) text += fmt::format("again   : {}\n", junit_line(exchange.curl));
  return text;
}

std::string suite_line(const CaseResult& result) {
  const auto place = place_of(result);
  return place.file.empty() ? "" : fmt::format("suite   : {}\n", junit_line(in_words(place)));
}

// The place is what annotations hang on: it stays whatever has to be cut before it.
std::string with_place(std::string body, const CaseResult& result) {
  const std::string place = place_line(result);
  body = base::cut_middle(std::move(body), junit_text_limit - place.size() - 1);
  if (place.empty()) return body;
  if (!body.empty() && body.back() != '\n') body += '\n';
  return body + place;
}

std::string header_lines(const http::Headers& headers, std::string_view prefix) {
  std::string text;
  for (const auto& header : headers)
    text += fmt::format("{}{}: {}\n", prefix, junit_line(header.name), junit_line(header.value));
  return text;
}

std::string body_lines(const std::optional<result::Body>& body) {
  if (!body || body->size == 0) return "";
  if (body->is_base64) return fmt::format("| ({}, not text)\n", count_bytes(body->size));
  std::string text = base::prefix_lines(base::clean_block(std::string_view(body->text).substr(0, body_limit)), "| ");
  if (body->is_cut || body->text.size() > body_limit)
    text += fmt::format("| (cut, {} in all)\n", count_bytes(body->size));
  return text;
}

std::string exchange_text(const ExchangeRecord& exchange) {
  std::string text = fmt::format("> {} {}\n", junit_line(exchange.method), junit_line(exchange.url));
  text += header_lines(exchange.request_headers, "> ") + body_lines(exchange.request_body);
  text += fmt::format("< {}\n", junit_line(describe_response(exchange)));
  return text + header_lines(exchange.response_headers, "< ") + body_lines(exchange.response_body);
}

std::string exchanges_text(const CaseResult& result) {
  std::string text;
  std::size_t number = 0;
  for (const auto& step : result.steps) {
    ++number;
    if (!step.exchange) continue;
    if (result.steps.size() > 1)
      text += fmt::format("step {} of {}: {}\n", number, result.steps.size(), junit_line(step.name));
    text += exchange_text(*step.exchange);
    if (text.size() > 8 * junit_output_limit) break;
  }
  return text;
}

std::string warning_lines(const CaseResult& result) {
  std::string text;
  for (std::size_t i = 0; i < std::min(result.warnings.size(), max_listed); ++i) {
    const auto& warning = result.warnings[i];
    text += fmt::format("warning [{}]: {}\n", junit_line(warning.check), junit_line(warning.message));
  }
  if (result.warnings.size() > max_listed)
    text += fmt::format("and {} more warnings\n", result.warnings.size() - max_listed);
  return text;
}

}  // namespace

std::string failure_message(const CaseResult& result) {
  if (result.failures.empty()) return "failed, and no check says why";
  const std::size_t others = result.failures.size() - 1;
  const std::string suffix = others == 0 ? "" : fmt::format(" (+{} more)", others);
  return base::ellipsize(base::clean_line(result.failures.front().message), junit_message_limit - suffix.size()) +
         suffix;
}

std::string failure_text(const CaseResult& result, const Memory& memory) {
  std::string text = failure_message(result) + "\n\n";
  const std::size_t shown = std::min(result.failures.size(), max_listed);
  for (std::size_t i = 0; i < shown; ++i) text += numbered_failure(result.failures[i], memory, i + 1);
  if (shown < result.failures.size()) text += fmt::format("and {} more\n", result.failures.size() - shown);
  const std::string history = memory.of(result);
  const std::string facts = '\n' + suite_line(result) + exchange_lines(result) +
                            (history.empty() ? "" : fmt::format("history : {}\n", junit_line(history)));
  const std::size_t room = junit_text_limit - std::min(junit_text_limit / 2, facts.size() + 1024);
  return with_place(base::cut_end(std::move(text), room) + facts, result);
}

std::string error_message(const RunError& error) {
  return error.message.empty() ? "could not be judged, and nothing says why" : short_line(error.message);
}

std::string error_text(const CaseResult& result) {
  const RunError& error = result.retried.empty() ? result.error.value_or(RunError{}) : result.retried.front().error;
  std::string text = error_message(error);
  if (attempts_of(result) > 1) text += fmt::format(" (attempt 1 of {})", attempts_of(result));
  text += '\n';
  if (!error.phase.empty()) text += fmt::format("phase   : {}\n", junit_line(error.phase));
  return with_place(text + suite_line(result) + exchange_lines(result), result);
}

std::string attempt_text(const RunError& error, std::size_t number, std::size_t of) {
  std::string text = fmt::format("attempt {} of {}: {}", number, of, error_message(error));
  if (!error.phase.empty()) text += fmt::format(" ({})", junit_line(error.phase));
  return text;
}

std::string flaky_text(const CaseResult& result) {
  std::string text;
  for (std::size_t i = 0; i < std::min(result.retried.size(), max_listed); ++i) {
    text += attempt_text(result.retried[i].error, i + 1, attempts_of(result)) + "; ";
  }
  return base::cut_middle(text + fmt::format("attempt {} of {}: passed", attempts_of(result), attempts_of(result)),
                    junit_text_limit);
}

std::string skip_message(const CaseResult& result) {
  result::SkipReason reason = result.reason;
  const bool is_not_run = result.verdict == Verdict::NotRun;
  if (reason.text.empty()) reason.text = is_not_run ? "the run ended before it" : "no reason was given";
  if (reason.kind != SkipKind::None) return short_line(reason.line());
  reason.kind = result.verdict == Verdict::Skipped ? SkipKind::NotApplicable : SkipKind::Blocked;
  if (is_not_run) reason.text.insert(0, "not run: ");
  return short_line(reason.line());
}

std::string skip_text(const CaseResult& result) {
  std::string text = skip_message(result);
  for (const auto& failure : result.failures) {
    text += fmt::format("\n{}: {}", known_junit_type(failure.type), junit_line(failure.message));
    if (text.size() > junit_text_limit) break;
  }
  return base::cut_middle(std::move(text), junit_text_limit);
}

std::string system_out(const CaseResult& result, const Options& options) {
  const bool is_broken = result.verdict == Verdict::Failed || result.verdict == Verdict::Unjudged;
  std::string attachment;
  // Consumers find no path with these characters.
  const bool can_attach =
      !options.attachments.empty() && options.attachments.find_first_of("[]|\r\n") == std::string::npos;
  if (is_broken && can_attach && telling_step(result)) {
    attachment = fmt::format("[[ATTACHMENT|{}/{}]]\n", base::escape_line(options.attachments), attachment_name(result));
  }
  std::string text = warning_lines(result);
  if (is_broken) text += exchanges_text(result);
  return attachment +
         base::cut_middle(std::move(text), junit_output_limit - std::min(junit_output_limit, attachment.size()));
}

std::string place_line(const CaseResult& result) {
  const auto documented = parse_place(documentation_of(result));
  const auto place = documented.line != 0 ? documented : place_of(result);
  if (place.file.empty() || place.line == 0) return "";
  return fmt::format("  at {}:{}", base::ellipsize(base::clean_line(place.file), junit_message_limit), place.line);
}

}  // namespace concord::report
