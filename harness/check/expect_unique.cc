#include "checks.h"
#include "paths.h"
#include "provenance.h"
#include "shown.h"

#include <concord/base/digest.h>

#include <fmt/format.h>

namespace concord::check {

namespace {

class UniqueExpectation : public Expectation {
 public:
  explicit UniqueExpectation(std::vector<StatedPath> paths) : paths_(std::move(paths)) {}

  void evaluate(const Answer& answer, Findings& findings) const override {
    for (const auto& stated : paths_) {
      const auto matches = select(stated, answer, findings);
      if (matches.empty() && stated.path) report_nothing(stated, answer, findings);
      for (const auto& match : matches) check(stated, match, answer, findings);
    }
  }

 private:
  static void check(const StatedPath& stated, const document::JsonPath::Match& match, const Answer& answer,
                    Findings& findings) {
    if (!answer.memory) return;
    // Values may be tokens, and many: the memory keeps what is too long for it as a digest.
    auto value = document::write_json(*match.node);
    if (value.size() > 64) value = base::sha256_hex(value);
    const auto first = answer.memory->remember(answer.operation.id() + " " + stated.text, value, answer.case_id);
    if (first.empty()) return;
    const auto where = first == answer.case_id ? "this case" : cut(first, 120);
    const auto message = fmt::format("{} came before, in {}", shown(*match.node), where);
    auto& failure = findings.add("contract.expectation", at(match.location.text(), message));
    failure.expected = "a value not seen before in this run";
    failure.actual = shown_with_kind(*match.node);
    failure.pointer = match.location.text();
    failure.place = result::place_of(stated.span);
    if (auto line = documentation_at(answer, match.location); !line.empty()) failure.documentation = std::move(line);
  }

  std::vector<StatedPath> paths_;
};

}  // namespace

ParsedExpectation parse_unique(const Node& value) {
  Diagnostics mistakes;
  auto paths = compile_paths("unique", value, mistakes);
  if (!mistakes.empty()) return mistakes;
  return std::unique_ptr<Expectation>(std::make_unique<UniqueExpectation>(std::move(paths)));
}

}  // namespace concord::check
