// A request that the documentation does not allow must be refused.
#include "checks.h"
#include "shown.h"

#include <concord/check/error_words.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::check {

namespace {

// What is wrong with the request, as far as the case says it.
struct Breach {
  std::string why;
  std::string at;       // "body /amount"
  std::string keyword;
  std::string by;       // the schema location of the keyword
  std::string documented;
};

class RefusedExpectation : public Expectation {
 public:
  RefusedExpectation(Breach breach, StatedStatuses stated, const base::Span& span)
      : breach_(std::move(breach)), stated_(std::move(stated)), span_(span) {}
  const std::vector<int>& codes() const { return stated_.codes; }

  void evaluate(const CheckContext& answer, Findings& findings) const override {
    const int status = answer.response.status;
    if (is_right(status) || (status >= 500 && stated_.codes.empty())) return;  // server-error tells of those
    auto& failure = findings.add("contract.request_accepted", message(status));
    // Which one is of no account where there is none: cases of one open gate are one finding.
    failure.expected = status < 400 ? "a refusal" : alternatives(stated_.words);
    failure.actual = status_text(status);
    failure.found_kind = status < 400 ? "accepted" : std::to_string(status);
    failure.pointer = breach_.at.empty() ? "" : "request " + breach_.at;
    failure.keyword = breach_.keyword;
    failure.schema_location = breach_.by;
    failure.basis = breach_.by.empty() ? "protocol" : "documented";
    failure.place = result::place_of(span_);
    if (!breach_.documented.empty()) failure.documentation = breach_.documented;
    if (status >= 400) failure.hint = explanation_in(answer.body());
  }

 private:
  bool is_right(int status) const {
    if (stated_.is_unrendered) return false;
    if (stated_.codes.empty()) return status >= 400 && status < 500;
    return std::find(stated_.codes.begin(), stated_.codes.end(), status) != stated_.codes.end();
  }
  std::string message(int status) const {
    const std::string why = breach_.why.empty() ? std::string() : ": " + breach_.why;
    if (status < 400) return fmt::format("{} to a request that must be refused{}", status_text(status), why);
    return fmt::format("refused with {}, not with {}{}", status_text(status), alternatives(stated_.words), why);
  }

  Breach breach_;
  StatedStatuses stated_;
  base::Span span_;
};

}  // namespace

ParsedExpectation parse_refused(const Node& value) {
  if (!value.is_object() && !value.is_string()) {
    return base::error("expect.refused", "\"refused\" is why, or a mapping", value.span(),
                       "refused: an amount above its maximum");
  }
  static const std::vector<std::string> known{"why", "at", "keyword", "by", "documented", "status"};
  Diagnostics mistakes;
  for (const auto& member : value.members()) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    mistakes.push_back(base::error("expect.unknown-key",
                                   fmt::format("unknown member {} of refused", in_quotes(member.key)), member.key_span,
                                   "known: why, at, keyword, by, documented, status"));
  }
  Breach breach{value.is_string() ? value.as_string() : text_member(value, "why"), text_member(value, "at"),
                text_member(value, "keyword"), text_member(value, "by"), text_member(value, "documented")};
  const Node* status = value.find("status");
  StatedStatuses stated = status ? read_statuses(*status, mistakes) : StatedStatuses{};
  if (!mistakes.empty()) return mistakes;
  return std::unique_ptr<Expectation>(
      std::make_unique<RefusedExpectation>(std::move(breach), std::move(stated), value.span()));
}

const std::vector<int>* refused_statuses(const Expectation& expectation) {
  const auto* refused = dynamic_cast<const RefusedExpectation*>(&expectation);
  return refused && !refused->codes().empty() ? &refused->codes() : nullptr;
}

}  // namespace concord::check
