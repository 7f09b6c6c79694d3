#include "checks.h"
#include "stated/paths.h"
#include "shown.h"

#include <fmt/format.h>

namespace concord::check {

namespace {

class AbsentExpectation : public Expectation {
 public:
  explicit AbsentExpectation(std::vector<StatedPath> paths) : paths_(std::move(paths)) {}

  void evaluate(const CheckContext& answer, Findings& findings) const override {
    for (const auto& stated : paths_) {
      for (const auto& match : select(stated, answer, findings)) report(stated, match, answer, findings);
    }
  }

 private:
  static void report(const StatedPath& stated, const document::JsonPath::Match& match, const CheckContext& answer,
                     Findings& findings) {
    const auto path = cut(stated.text, 120);
    const auto message = fmt::format("{} is there, the case expects nothing at {}", shown(*match.node), path);
    auto& failure = findings.add("contract.expectation", at(match.location.text(), message));
    failure.expected = "nothing at " + path;
    say_what_was_found(failure, stated, match, answer);
  }

  std::vector<StatedPath> paths_;
};

}  // namespace

ParsedExpectation parse_absent(const Node& value) {
  Diagnostics mistakes;
  auto paths = compile_paths("absent", value, mistakes);
  if (!mistakes.empty()) return mistakes;
  return std::unique_ptr<Expectation>(std::make_unique<AbsentExpectation>(std::move(paths)));
}

}  // namespace concord::check
