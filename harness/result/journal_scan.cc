// One pass over a journal. Every line is read as strictly as later, when its case is asked for: what is counted here
// can be shown then.
#include "journal_index.h"
#include "read_result.h"

#include <concord/journal.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace concord::result {
namespace {

constexpr std::size_t max_cases = 1'000'000;
constexpr std::size_t max_suites = max_cases;
constexpr std::size_t max_complaints = 10;
constexpr document::ParseLimits line_limits{.depth = 64, .nodes = 5'000'000, .bytes = max_line_bytes};

class Scan {
 public:
  Scan(const JournalFile& file, base::Diagnostics& problems) : file_(file), lines_(file), problems_(problems) {}

  base::Result<JournalIndex> run() {
    constexpr std::string_view sqlite = "SQLite format 3";  // how each file of it begins
    if (file_.read({0, sqlite.size()}) == sqlite)
      return base::error("journal.history", fmt::format("\"{}\" is a history, not a journal", file_.name()), {},
                         "concord history asks it; the journal of a run is journal.jsonl beside it");
    for (;;) {
      const auto state = lines_.next();
      if (state == JournalLines::State::End || is_over_) break;
      if (state == JournalLines::State::TooLong) complain("more than 64 MiB");
      if (state == JournalLines::State::Line && !lines_.line().empty()) read_line();
      if (state == JournalLines::State::Cut)
        warn(fmt::format("\"{}\" ends in half a line, which is left out", file_.name()));
      if (refused_) return std::move(*refused_);
    }
    if (!has_run_ && index_.cases.empty()) return nothing();
    finish();
    return std::move(index_);
  }

 private:
  base::Diagnostic nothing() const {
    if (lines_.error_number() != 0) {
      return base::error("journal.cannot-read", fmt::format("cannot read \"{}\": {}", file_.name(),
                                                            std::generic_category().message(lines_.error_number())));
    }
    return base::error(has_line_ ? "journal.no-run" : "journal.empty",
                       fmt::format("nothing was recorded in \"{}\"", file_.name()));
  }

  void read_line() {
    has_line_ = true;
    if (!compact_.read(lines_.line(), line_limits)) return complain("not JSON");
    if (compact_.root().type() != document::CompactValue::Type::Object) return complain("not an event");
    std::string fault;
    const Fields fields(compact_.root(), "", fault);
    read_event(fields, fault);
    if (!fault.empty()) complain(fault);
  }

  void read_event(const Fields& fields, std::string& fault) {
    const std::string event = fields.text("event");
    if (is_complete_) return complain("the run has ended before");
    if (event == "run") read_run(fields, fault);
    else if (event == "suite") read_suite(fields, fault);
    else if (event == "planned") read_planned(fields, fault);
    else if (event == "started") read_started(fields);
    else if (event == "checks") read_checks(fields, fault);
    else if (event == "unique") uniques_[fields.number<std::uint32_t>("number")] = lines_.place();
    else if (event == "seen") read_seen(fields, fault);
    else if (event == "case") read_case(fields, fault);
    else if (event == "aborted") read_aborted_run(fields, fault);
    else if (event == "end") read_end(fields, fault);
    else if (event == "covered") read_covered(fields);
    else if (event == "compared") read_compared(fields);
    else if (event != "shape" && event != "observed")
      complain("unknown event \"" + base::escape_line(base::ellipsize(event, 40)) + '"');
  }

  void read_run(const Fields& fields, std::string& fault) {
    if (has_run_) {
      warn(fmt::format("another run begins at line {} of \"{}\"; it is left out, with all that follows",
                       lines_.number(), file_.name()));
      is_over_ = true;
      return;
    }
    const int format = fields.number<int>("format");
    if (format != journal_format) {
      refused_ = base::error(
          "journal.format",
          fmt::format("\"{}\" is a journal of format {}, which {} version of Concord wrote; this one reads format {}",
                      file_.name(), format, format < journal_format ? "an earlier" : "a later", journal_format));
      return;
    }
    if (fields.has("info")) index_.info = read_info(fields.object("info"));
    index_.announced = fields.number<std::size_t>("cases");
    has_run_ = fault.empty();
  }

  void read_suite(const Fields& fields, std::string& fault) {
    SuiteFacts suite{fields.text("suite"), fields.text("file"), fields.text("classname"), fields.text("provider"),
                     fields.text("documentation")};
    if (index_.suites.size() == max_suites) fields.note(fmt::format("more than {} suites", max_suites));
    if (!fault.empty()) return;
    suites_[fields.number<std::uint32_t>("number")] = index_.suites.size();
    index_.suites.push_back(std::move(suite));
  }

  void read_planned(const Fields& fields, std::string& fault) {
    const CasePlan plan = read_plan(fields);
    const auto suite = suites_.find(fields.number<std::uint32_t>("suite"));
    if (suite == suites_.end()) fields.note("its suite is not known");
    CaseEntry* entry = fault.empty() ? entry_of(plan.index) : nullptr;
    if (!entry) return;
    if (entry->is_planned()) return fields.note(fmt::format("case {} is planned twice", plan.index));
    entry->set_plan(lines_.place());
    entry->set_suite(suite->second);
    entry->set_part(plan.part);
    if (plan.skip && !entry->has_ended()) entry->set_verdict(Verdict::Skipped);
  }

  void read_started(const Fields& fields) {
    const auto known = positions_.find(fields.number<std::uint32_t>("index"));
    if (known != positions_.end()) index_.cases[known->second].set_started();
  }

  void read_case(const Fields& fields, std::string& fault) {
    const CaseResult result = read_outcome(fields);
    CaseEntry* entry = fault.empty() ? entry_of(result.index) : nullptr;
    if (!entry) return;
    if (entry->has_ended()) {
      fields.note(fmt::format("case {} has ended before, and the worse verdict counts", result.index));
      if (weight_of(result.verdict) <= weight_of(entry->verdict())) return;
    }
    entry->set_outcome(lines_.place());
    entry->note(result);
  }

  void read_checks(const Fields& fields, std::string& fault) {
    CheckLists& lists = index_.check_lists.front();
    std::vector<std::string> ids = fields.texts("ids");
    if (fields.number<std::size_t>("number") != lists.size()) fields.note("number is not the next one");
    if (lists.size() == max_check_lists) fields.note(fmt::format("more than {} lists", max_check_lists));
    if (fault.empty()) lists.push_back(std::move(ids));
  }

  void read_seen(const Fields& fields, std::string& fault) {
    if (!fields.has("index")) fields.note("index is missing");
    const std::string text = fields.required_text("digest");
    std::uint64_t digest = 0;
    const char* end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, digest, 16);
    if (failure != std::errc() || rest != end) fields.note("digest is no hexadecimal number");
    const auto unique = uniques_.find(fields.number<std::uint32_t>("unique"));
    if (unique == uniques_.end()) fields.note("what must be unique is not known");
    const auto index = fields.number<std::uint32_t>("index");
    if (fault.empty() && !positions_.contains(index)) fields.note(fmt::format("case {} is not known", index));
    if (fault.empty()) index_.seen.push_back({digest, index, 0, unique->second});
  }

  void read_aborted_run(const Fields& fields, std::string& fault) {
    Aborted aborted = read_aborted(fields);
    if (fault.empty()) index_.end.aborted = std::move(aborted);
  }

  void read_covered(const Fields& fields) {
    if (fields.has("what")) index_.coverage = read_coverage(document::to_node(*fields.find("what")));
  }

  void read_compared(const Fields& fields) {
    if (fields.has("what")) index_.comparison = read_comparison(document::to_node(*fields.find("what")));
  }

  void read_end(const Fields& fields, std::string& fault) {
    if (fields.has("aborted")) read_aborted_run(fields.object("aborted"), fault);
    index_.end.wall_time = Milliseconds(fields.number<std::int64_t>("wall_ms"));
    index_.is_complete = is_complete_ = fault.empty();
  }

  CaseEntry* entry_of(std::size_t index) {
    const auto small = static_cast<std::uint32_t>(index);
    if (small != index || index_.cases.size() == max_cases) {
      complain(index_.cases.size() == max_cases ? "more than 1,000,000 cases" : "a case with such an index");
      return nullptr;
    }
    const auto [position, is_new] = positions_.emplace(small, index_.cases.size());
    if (!is_new) return &index_.cases[position->second];
    return &index_.cases.emplace_back(small);
  }

  void finish() {
    if (!has_run_) {
      const std::string message =
          fmt::format("the first line of \"{}\", which says what run it is, is missing", file_.name());
      warn(message);
      // As many cases as may be are missing with it.
      index_.is_complete = false;
      if (index_.end.aborted.empty()) index_.end.aborted = {AbortKind::Config, message};
    }
    const auto by_index = [](const CaseEntry& a, const CaseEntry& b) { return a.index() < b.index(); };
    std::sort(index_.cases.begin(), index_.cases.end(), by_index);
    if (index_.cases.size() < index_.announced) {
      const std::string message = fmt::format("the plan of {} cases is missing in \"{}\"",
                                              index_.announced - index_.cases.size(), file_.name());
      warn(message);
      // A case that nobody knows of any more must not look like none.
      index_.is_complete = false;
      if (index_.end.aborted.empty()) index_.end.aborted = {AbortKind::Config, message};
    }
    const bool lacks_suite =
        std::any_of(index_.cases.begin(), index_.cases.end(), [](const auto& one) { return !one.is_planned(); });
    if (lacks_suite) add_unknown_suite();
    if (complaints_ > max_complaints)
      warn(fmt::format("{} more lines of \"{}\" are left out", complaints_ - max_complaints, file_.name()));
  }

  void add_unknown_suite() {
    const std::size_t number = index_.suites.size();
    index_.suites.push_back({"", "", "concord.unknown", "", ""});
    for (CaseEntry& one : index_.cases) {
      if (!one.is_planned()) one.set_suite(number);
    }
  }

  void complain(const std::string& why) {
    index_.has_lost_lines = true;
    if (++complaints_ > max_complaints) return;
    warn(fmt::format("line {} of \"{}\" is left out: {}", lines_.number(), file_.name(), why));
  }
  void warn(std::string message) { problems_.push_back(base::warning("journal.damaged", std::move(message))); }

  const JournalFile& file_;
  JournalLines lines_;
  base::Diagnostics& problems_;
  document::Compact compact_;
  JournalIndex index_;
  std::unordered_map<std::uint32_t, std::size_t> suites_;     // number in the file → place in index_
  std::unordered_map<std::uint32_t, LinePlace> uniques_;      // number in the file → where that is said
  std::unordered_map<std::uint32_t, std::size_t> positions_;  // of cases by index
  std::size_t complaints_ = 0;
  bool has_line_ = false;
  bool has_run_ = false, is_complete_ = false, is_over_ = false;
  std::optional<base::Diagnostic> refused_;
};

}  // namespace

base::Result<JournalIndex> scan(const JournalFile& file, base::Diagnostics& problems) {
  return Scan(file, problems).run();
}

}  // namespace concord::result
