#include "checks.h"
#include "stated/paths.h"
#include "shown.h"

#include <fmt/format.h>

namespace concord::check {

namespace {

class UniqueExpectation : public Expectation {
 public:
  explicit UniqueExpectation(std::vector<StatedPath> paths) : paths_(std::move(paths)) {}

  void evaluate(const CheckContext& answer, Findings& findings) const override {
    for (const auto& stated : paths_) {
      const auto matches = select(stated, answer, findings);
      if (matches.empty() && stated.path) report_nothing(stated, answer, findings);
      for (const auto& match : matches) check(stated, match, answer, findings);
    }
  }

 private:
  static void check(const StatedPath& stated, const document::JsonPath::Match& match, const CheckContext& answer,
                    Findings& findings) {
    // Which case had it first is known only over the run: the message is completed there.
    auto& failure =
        findings.must_be_unique(answer.operation.id() + " " + stated.text, document::write_json(*match.node),
                                "contract.expectation", at(match.location.text(), shown(*match.node)));
    failure.expected = "a value not seen before in this run";
    say_what_was_found(failure, stated, match, answer);
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
