#include "json.h"

#include "json_case.h"
#include "json_stream.h"

#include <concord/base/counted.h>
#include <concord/document/nlohmann.h>

namespace concord::report {
namespace {

// Beyond so many bytes cases have no steps; beyond the second they are left out. Both are said at the end.
constexpr std::size_t json_bytes_with_steps = 256u << 20;
constexpr std::size_t max_json_bytes = 512u << 20;

Json totals_of(const result::Totals& totals) {
  return {{"cases", totals.cases()},
          {"passed", totals.passed},
          {"failed", totals.failed},
          {"unjudged", totals.unjudged},
          {"flaky", totals.flaky},
          {"known-issues", totals.known_issues},
          {"skipped", totals.skipped},
          {"blocked", totals.blocked},
          {"not-run", totals.not_run},
          {"warnings", totals.warnings}};
}

class JsonReport : public CaseWriter {
 public:
  JsonReport(const result::RunSource& run, std::ostream& to) : json_(to) {
    json_.member("format", "concord.report/1");
    json_.member("complete", run.is_complete());
    if (!run.end().aborted.empty()) json_.member("aborted", run.end().aborted.text);
    json_.member("wall_ms", run.end().wall_time.count());
    json_.member("info", json_of(run.info()));
    json_.member("totals", totals_of(run.totals()));
    if (!run.coverage().empty()) json_.member("coverage", document::to_ordered_nlohmann(to_node(run.coverage())));
    // As the journal has it: what was known of the run when it ended.
    if (!run.comparison().says_nothing())
      json_.member("history", document::to_ordered_nlohmann(to_node(run.comparison())));
    json_.begin_list("cases");
  }

  void add(const result::CaseResult& one) override {
    const bool has_room = json_.written() < json_bytes_with_steps;
    if (json_.written() > max_json_bytes) return void(++left_out_);
    without_steps_ += !has_room;
    json_.item(json_of(one, has_room));
  }

  void end() override {
    json_.end_list();
    if (without_steps_ != 0)
      json_.member("cut", base::counted(without_steps_, "case") + " without steps, " +
                              base::counted(left_out_, "case") + " left out: the report would be too long");
    json_.end();
  }

 private:
  JsonStream json_;
  std::size_t without_steps_ = 0, left_out_ = 0;
};

}  // namespace

std::unique_ptr<CaseWriter> begin_json(const result::RunSource& run, const Options&, std::ostream& to) {
  return std::make_unique<JsonReport>(run, to);
}

}  // namespace concord::report
