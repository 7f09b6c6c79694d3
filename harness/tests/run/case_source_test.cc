// What a run does with a source of cases that does not keep its word.
#include "plan_fixture.h"

using namespace concord;

namespace {

// It has one more case, and waits for a result that nobody is asked for.
class Starving : public run::CaseSource {
 public:
  explicit Starving(std::shared_ptr<const suite::Case> one) : one_(std::move(one)) {}
  void describe(result::RunInfo& info) const override { info.planned = 1; }
  void announce(const std::function<void(result::CasePlan&&)>& plan) const override {
    plan(suite::plan_of(*one_));
  }
  std::size_t announced() const override { return 1; }
  std::string name_of(std::size_t) const override { return one_->name; }
  Next next() override {
    if (!is_stopped_) return {State::NoneYet, 0, nullptr};
    return std::exchange(is_given_, true) ? Next{} : Next{State::Ready, 0, one_};
  }
  void stop() override { is_stopped_ = true; }

 private:
  std::shared_ptr<const suite::Case> one_;
  bool is_stopped_ = false, is_given_ = false;
};

}  // namespace

TEST_CASE("a source that waits while nothing is under way ends the run, and its cases are told as not run") {
  run::PlanFixture fixture;
  Starving source(std::make_shared<const suite::Case>(fixture.add_case("one")));
  support::FakeTransport transport(fixture.clock, [](const http::Request&) { return http::Exchange(); });
  support::CollectedRun collected;
  fixture.options.clock = &fixture.clock;
  fixture.options.redactor = &fixture.redactor;
  const result::RunEnd end = run::run(source, fixture.options, transport, collected);
  CHECK(end.aborted.kind == result::AbortKind::Internal);
  CHECK(end.aborted.text == "a fault of concord: cases wait for results, and nothing is under way");
  const result::Run run = collected.take();
  REQUIRE(run.cases.size() == 1);
  CHECK(run.cases[0].verdict == result::Verdict::NotRun);
  CHECK(run.cases[0].reason.text == "it waits for the result of another");
  CHECK(transport.sent.empty());
}
