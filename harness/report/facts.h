// Facts of a result in the words that all reports share. Text from outside is not escaped here.
#pragma once
#include <concord/result.h>

#include <array>
#include <string>
#include <string_view>

namespace concord::report {

// "file:57" apart; line 0 when the text has none.
result::Place parse_place(std::string_view text);
// "knot-create-session.md, line 57": a place that no tool takes for an annotation.
std::string in_words(const result::Place& place);

// "1 byte", "118 bytes".
std::string count_bytes(std::uint64_t count);
// "1 case", "2 cases".

// The step whose exchange explains the case: that of the first failure, else the last one that was sent. Null: none
// was.
const result::StepResult* telling_step(const result::CaseResult& result);
// "201 Created, application/json, 118 bytes, 391 ms", or "no answer after 5 s".
std::string describe_response(const result::ExchangeRecord& exchange);
result::Milliseconds total_time(const result::ExchangeRecord& exchange);
std::string status_text(const result::ExchangeRecord& exchange);

// How long each part of an exchange took; zero for what did not happen.
struct Phase {
  std::string_view name;
  http::Microseconds time;
};
// Name lookup, connect, TLS, send, wait, receive.
std::array<Phase, 6> phases_of(const http::Timing& timing);

// The line of the documentation behind a case: its first failure's, else the operation's.
std::string documentation_of(const result::CaseResult& result);
// Where the suite says so: the first failure's or the error's place, else that of the case.
result::Place place_of(const result::CaseResult& result);
std::size_t attempts_of(const result::CaseResult& result);

// "the answer breaks the contract" in a word or two.
std::string_view verdict_words(result::Verdict verdict);
// "127 passed, 2 failed, 1 could not be judged"; what is zero is left out, but for passed.
std::string describe_totals(const result::Totals& totals);
// "0.81 s", "2 min 3 s".
std::string describe_wall_time(result::Milliseconds duration);

// Where in the answer: "response body /session/expiresAt", "header Content-Type", "".
std::string where_in_answer(const result::CheckFailure& failure);

}  // namespace concord::report
