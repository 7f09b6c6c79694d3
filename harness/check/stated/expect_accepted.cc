// A request that the documentation allows must be accepted, but for what the state of the other side may forbid.
#include "checks.h"
#include "shown.h"

#include <concord/check/error_words.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::check {

namespace {

// Who asks, what is there, and in which state it is: a request alone does not tell.
constexpr std::array of_state{401, 402, 403, 404, 409, 410, 412, 423, 428, 429};

class AcceptedExpectation : public Expectation {
 public:
  AcceptedExpectation(std::string why, std::string beside, StatedStatuses stated, const base::Span& span)
      : why_(std::move(why)), beside_(std::move(beside)), stated_(std::move(stated)), span_(span) {}

  void evaluate(const CheckContext& answer, Findings& findings) const override {
    const int status = answer.response.status;
    if (is_right(status) || is_explained(answer) || status >= 500) return;  // server-error tells of those
    const std::string why = why_.empty() ? std::string() : ": " + why_;
    const std::string pair = beside_.empty() ? std::string() : "; " + beside_;
    auto& failure = findings.add("contract.request_refused",
                                 fmt::format("{} to a request as documented{}{}", status_text(status), why, pair));
    failure.pointer = "request";  // refusals of one sort are one finding
    failure.expected = expected(answer.operation);
    failure.actual = status_text(status);
    failure.found_kind = std::to_string(status);
    failure.basis = "documented";
    failure.hint = explanation_in(answer.body());
    failure.place = result::place_of(span_);
  }

 private:
  bool is_right(int status) const {
    if (status < 400) return true;
    return std::find(stated_.codes.begin(), stated_.codes.end(), status) != stated_.codes.end();
  }
  static bool is_explained(const CheckContext& answer) {
    return answer.documented &&
           std::find(of_state.begin(), of_state.end(), answer.response.status) != of_state.end();
  }
  std::string expected(const contract::Operation& operation) const {
    std::vector<std::string> words = stated_.words;
    for (const contract::Response& one : operation.responses) {
      const bool is_new = std::find(words.begin(), words.end(), one.status) == words.end();
      if (!one.status.empty() && one.status[0] < '4' && is_new) words.push_back(one.status);
    }
    return words.empty() ? "a status below 400" : alternatives(words);
  }

  std::string why_, beside_;
  StatedStatuses stated_;
  base::Span span_;
};

}  // namespace

ParsedExpectation parse_accepted(const Node& value) {
  if (!value.is_object() && !value.is_string()) {
    return base::error("expect.accepted", "\"accepted\" is what is special of the request, or a mapping", value.span(),
                       "accepted: only what is required");
  }
  Diagnostics mistakes;
  for (const auto& member : value.members()) {
    if (member.key == "why" || member.key == "beside" || member.key == "status") continue;
    mistakes.push_back(base::error("expect.unknown-key",
                                   fmt::format("unknown member {} of accepted", in_quotes(member.key)),
                                   member.key_span, "known: why, beside, status"));
  }
  const Node* status = value.find("status");
  StatedStatuses stated = status ? read_statuses(*status, mistakes) : StatedStatuses{};
  if (!mistakes.empty()) return mistakes;
  std::string why = value.is_string() ? value.as_string() : text_member(value, "why");
  return std::unique_ptr<Expectation>(std::make_unique<AcceptedExpectation>(
      std::move(why), text_member(value, "beside"), std::move(stated), value.span()));
}

}  // namespace concord::check
