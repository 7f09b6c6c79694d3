#include "checks.h"
#include "provenance.h"
#include "shown.h"

#include <concord/check/error_words.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::check {

namespace {

bool is_templated(std::string_view text) { return text.find("{{") != std::string_view::npos; }

// "4xx" and "4XX" stand for 400 to 499.
bool is_range(std::string_view text) {
  return text.size() == 3 && text[0] >= '1' && text[0] <= '5' && base::equals_ignoring_case(text.substr(1), "xx");
}

std::optional<int> status_code(const Node& value) {
  if (value.is_number()) {
    const auto code = value.to_int64();
    return code && *code >= 100 && *code <= 599 ? std::optional(static_cast<int>(*code)) : std::nullopt;
  }
  const auto text = value.string_or_empty();
  const bool is_code = text.size() == 3 && text[0] >= '1' && text[0] <= '5' &&
                       std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_code ? std::optional(std::stoi(std::string(text))) : std::nullopt;
}

}  // namespace

std::string explanation_in(const Node* body) {
  if (!body) return {};
  static constexpr std::array<std::string_view, 9> names{
      "message", "error_message", "errorMessage", "errorMsg", "error",
      "detail",  "title",         "reason",       "error_description"};
  const auto* inner = body->find("error");
  for (const auto* object : {body, inner}) {
    for (const auto name : names) {
      const auto* text = object ? object->find(name) : nullptr;
      const auto words = text ? text->string_or_empty() : std::string_view();
      if (!words.empty()) return "the answer says " + in_quotes(words);
    }
  }
  return {};
}

namespace {

void add_status(const Node& value, StatedStatuses& stated, Diagnostics& mistakes) {
  const auto text = value.string_or_empty();
  if (const auto code = status_code(value)) {
    stated.codes.push_back(*code);
    stated.words.push_back(std::to_string(*code));
  } else if (is_range(text)) {
    const int first = (text[0] - '0') * 100;
    for (int status = first; status < first + 100; ++status) stated.codes.push_back(status);
    stated.words.push_back(base::to_lower_ascii(text));
  } else if (is_templated(text)) {
    stated.is_unrendered = true;
    stated.words.push_back(cut(text));
  } else {
    mistakes.push_back(base::error("expect.status", fmt::format("{} is no HTTP status", shown(value)), value.span(),
                                   "a code such as 200, a range such as 4xx, or a list of them"));
  }
}

class StatusExpectation : public Expectation {
 public:
  explicit StatusExpectation(StatedStatuses stated) : stated_(std::move(stated)) {}
  const std::vector<int>& codes() const { return stated_.codes; }

  void evaluate(const CheckContext& answer, Findings& findings) const override {
    const int status = answer.response.status;
    const auto& [codes, words, is_unrendered] = stated_;
    if (!is_unrendered && std::find(codes.begin(), codes.end(), status) != codes.end()) return;
    const auto message = fmt::format("status is {}, the case expects {}", status_text(status), alternatives(words));
    auto& failure = findings.add("contract.status", message);
    failure.expected = alternatives(words);
    failure.actual = status_text(status);
    failure.found_kind = std::to_string(status);
    failure.hint = reason_for(answer);
    if (codes.empty()) return;
    const auto* wanted = answer.operation.find_response(codes.front());
    auto line = wanted ? wanted->place.text() : std::string();
    if (!line.empty()) failure.documentation = std::move(line);
  }

 private:
  // What the request is to blame for comes first: the answer mostly says it in other words.
  std::string reason_for(const CheckContext& answer) const {
    static constexpr std::array of_the_request{400, 413, 415, 422};
    const int status = answer.response.status;
    const bool is_refused = std::find(of_the_request.begin(), of_the_request.end(), status) != of_the_request.end();
    const bool is_meant_well = !stated_.codes.empty() && stated_.codes.front() < 400;
    const std::string said = explanation_in(answer.body());
    const std::string fault =
        is_refused && is_meant_well ? fault_of_request(answer.operation, answer.request) : std::string();
    return fault.empty() || said.empty() ? fault + said : fault + "; " + said;
  }

  StatedStatuses stated_;
};

}  // namespace

StatedStatuses read_statuses(const Node& value, Diagnostics& mistakes) {
  StatedStatuses stated;
  if (value.is_array() && value.size() > 0) {
    for (const auto& item : value.items()) add_status(item, stated, mistakes);
  } else {
    add_status(value, stated, mistakes);
  }
  return stated;
}

ParsedExpectation parse_status(const Node& value) {
  Diagnostics mistakes;
  auto expectation = std::make_unique<StatusExpectation>(read_statuses(value, mistakes));
  if (!mistakes.empty()) return mistakes;
  return std::unique_ptr<Expectation>(std::move(expectation));
}

const std::vector<int>* allowed_statuses(const Expectation& expectation) {
  const auto* status = dynamic_cast<const StatusExpectation*>(&expectation);
  return status ? &status->codes() : refused_statuses(expectation);
}

}  // namespace concord::check
