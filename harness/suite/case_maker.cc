// One entry of `cases` to cases, row by row: rows filled in, names made, steps built. A row is made twice, when loading
// to find every mistake and again when it runs, so what the rows share (expectations without templates, captures) is
// made once.
#include "alike_rows.h"
#include "case_review.h"
#include "each.h"
#include "fields.h"
#include "known_issues.h"
#include "row_file.h"
#include "shared_fields.h"
#include "step_builder.h"
#include "suite_file.h"
#include "told_once.h"
#include "unfilled.h"

#include <concord/base/clock.h>
#include <concord/base/clean_text.h>
#include <concord/base/text.h>
#include <concord/suite/own_profile.h>
#include <concord/templates.h>

#include <map>
#include <set>
#include <utility>

namespace concord::suite {

using base::error;
using result::StepKind;

namespace {

constexpr std::size_t max_steps = 100;

// [a-z0-9_], one dot: report-consumers split names at dots.
std::string classname_of(const Provider& provider, const contract::Operation& operation) {
  return base::slug(provider.name) + "." + base::slug(operation.name);
}

// Names that are known only when an earlier step was answered.
std::vector<CapturedName> captures_of(const SuiteFile& suite, const Node& entry) {
  std::vector<CapturedName> names = suite.captured;
  for (const char* key : {"before", "steps", "after"}) collect_captures(entry.find(key), names);
  collect_captures(suite.after, names);
  if (const Node* capture = entry.find("capture")) {
    for (const auto& [name, value, span] : capture->members()) names.push_back({name, span});
  }
  return names;
}

// What is the same for every row of an entry, made once. `entry` is what has to be filled in for each.
struct Shared {
  std::shared_ptr<const SuiteFile> suite;
  Node entry;  // without `each`, and without the expectations that `parts` hold
  std::string classname;
  templates::RenderOptions later;
  std::map<std::string, std::vector<StepParts>, std::less<>> parts;  // by list: "before", "steps", "only", …

  Shared(std::shared_ptr<const SuiteFile> file, const Node& whole)
      : suite(std::move(file)),
        entry(whole),
        classname(suite->operation ? classname_of(*suite->provider, *suite->operation) : ""),
        later(known_later(*suite, captures_of(*suite, whole))) {
    if (!entry.is_object()) return;
    entry.remove("each");
    for (const char* name : {"before", "steps", "after"}) {
      Node* list = entry.find(name);
      if (!list || !list->is_array()) continue;
      for (Node& step : list->items()) parts[name].push_back(take_static_parts(step));
    }
    if (!entry.has("steps")) parts["only"].push_back(take_static_parts(entry));
  }

  static StepParts take_static_parts(Node& step) {
    StepParts made = static_parts(step);
    if (made.expectations) step.remove("expect");
    return made;
  }
};

// The first moment at which a skip no longer holds: the day behind `expires`, in UTC. Nothing when it is no date.
std::optional<base::SystemTime> end_of_skip(const Node& skip) {
  const Node* expires = skip.find("expires");
  const auto day = expires ? base::parse_rfc3339(std::string(expires->string_or_empty()) + "T00:00:00Z") : std::nullopt;
  return day ? std::optional(*day + std::chrono::hours(24)) : std::nullopt;
}

bool has_expired(const Node* skip) {
  const auto end = skip ? end_of_skip(*skip) : std::nullopt;
  return end && base::system_clock().now() >= *end;
}

// `skip: why`, or `skip: {reason: why, expires: 2026-12-31}`: from the next day on the case runs again.
std::optional<result::SkipReason> skip_reason(const Node& entry, Fields& fields, Diagnostics& problems) {
  const Node* skip = entry.find("skip");
  if (!skip || !skip->is_object()) {
    const auto text = fields.text("skip");
    return text ? std::optional(result::parse_skip_reason(*text, result::SkipKind::NotApplicable)) : std::nullopt;
  }
  Fields inner(*skip, "skip", {"reason", "expires"}, problems);
  const auto reason = inner.required_text("reason");
  if (skip->has("expires") && !end_of_skip(*skip)) {
    problems.push_back(
        error("suite.skip", "\"expires\" of a skip is a date", skip->find("expires")->span(), "e.g. 2026-12-31"));
  }
  if (!reason || has_expired(skip)) return std::nullopt;
  const auto until = inner.text("expires");
  return result::parse_skip_reason(until ? *reason + " (until " + *until + ")" : *reason,
                                   result::SkipKind::NotApplicable);
}

// A row may use the suite's constants itself. Most have no templates.
Node filled_row(const Shared& shared, Node row, Diagnostics& problems) {
  if (!templates::has_template(row)) return row;
  return fill_in_what_can_be(row, Node::object(), *shared.suite, shared.later, problems);
}

class CaseReader {
 public:
  CaseReader(const Shared& shared, Diagnostics& problems)
      : shared_(shared), suite_(*shared.suite), problems_(problems) {}

  std::optional<Case> read(Node given_row) {
    const std::size_t before = problems_.size();
    const Node row = filled_row(shared_, std::move(given_row), problems_);
    const Node filled = fill_in_what_can_be(shared_.entry, row, suite_, shared_.later, problems_);
    auto made = read_filled(filled, before, [&] { return read_entry(filled); });
    if (made) made->shared = shared_needed(*suite_.provider, *made, suite_.shared);
    return made;
  }

  // `list` is the suite's own.
  std::optional<Case> read_part(const Node& list, StepKind part) {
    const std::size_t before = problems_.size();
    const Node filled = fill_in_what_can_be(list, Node::object(), suite_, shared_.later, problems_);
    return read_filled(filled, before, [&] { return std::optional(read_list(filled, part)); });
  }

  // The same of one that has no templates.
  Case read_list(const Node& list, StepKind part) {
    Case made;
    made.suite = suite_.title;
    made.suite_file = suite_.path;
    made.provider = suite_.provider;
    made.operation = suite_.operation;
    made.classname = shared_.classname;
    made.name = name_of_part(list, part);
    made.tags = suite_.tags;
    made.levels = suite_.levels;
    made.known_issues = suite_.known_issues;
    made.group = suite_.group;
    made.part = part;
    made.keeps_cookies = suite_.keeps_cookies;
    made.needs_before = part == StepKind::After && suite_.before;
    made.span = list.span();
    const StepContext context{suite_, nullptr, nullptr, suite_.is_repeatable, suite_.timeouts, is_filled_in_};
    made.steps = steps(context, &list, part, "");
    made.shared = shared_needed(*suite_.provider, made, suite_.shared);
    return made;
  }

 private:
  // What `read` makes of `filled`; nothing after a mistake, be it in a template. `before`: how many there were when
  // filling in began.
  template <class Read>
  std::optional<Case> read_filled(const Node& filled, std::size_t before, const Read& read) {
    const std::size_t behind_templates = problems_.size();
    is_filled_in_ = suite_.is_filled_in && behind_templates == before;
    auto made = read();
    if (problems_.size() > before) made.reset();
    if (!is_filled_in_) drop_what_is_told_of_templates(filled, behind_templates, problems_);
    return made;
  }

  std::optional<Case> read_entry(const Node& filled) {
    Fields fields(filled, "case", {"name",  "skip",   "tags",  "request", "patch",      "expect",     "capture",
                                    "steps", "before", "after", "checks",  "repeatable", "cookie_jar", "lock",
                                    "each",  "until",  "every", "backoff", "within",     "stop_if", "known_issue",
                                    "timeouts", "operation", "follow"},
                  problems_);
    if (!fields.is_mapping()) return std::nullopt;
    reject_operation(filled);
    Case made = shell(filled, fields);
    made.span = shared_.entry.span();
    if (fields.any("steps")) reject_beside_steps(filled);
    const StepContext context{suite_, filled.find("steps") ? filled.find("request") : nullptr,
                              filled.find("steps") ? filled.find("patch") : nullptr,
                              fields.flag("repeatable").value_or(suite_.is_repeatable),
                              read_timeouts(fields.any("timeouts"), suite_.timeouts, problems_), is_filled_in_};
    made.before = steps(context, fields.any("before"), StepKind::Before, "before");
    made.after = steps(context, fields.any("after"), StepKind::After, "after");
    if (const Node* list = fields.any("steps")) made.steps = steps(context, list, StepKind::Step, "steps");
    else if (auto only = build_step(context, filled, made.name, StepKind::Step, parts("only", 0), problems_))
      made.steps.push_back(std::move(*only));
    return made;
  }

  // "before: log in, choose a customer"
  static std::string name_of_part(const Node& list, StepKind part) {
    std::vector<std::string> names;
    for (const Node& step : list.items()) {
      const Node* name = step.find("name");
      if (name && name->is_string()) names.push_back(name->as_string());
    }
    const std::string kind(result::step_kind_name(part));
    return names.empty() ? kind : kind + ": " + base::join(names, ", ");
  }

  const StepParts* parts(std::string_view list, std::size_t index) const {
    const auto found = shared_.parts.find(list);
    return found != shared_.parts.end() && index < found->second.size() ? &found->second[index] : nullptr;
  }

  Case shell(const Node& entry, Fields& fields) {
    Case made;
    made.suite = suite_.title;
    made.suite_file = suite_.path;
    made.provider = suite_.provider;
    made.operation = suite_.operation;
    made.classname = shared_.classname;
    made.group = suite_.group;
    made.needs_before = suite_.before != nullptr;
    made.name = fields.required_text("name").value_or("");
    made.tags = suite_.tags;
    for (std::string& tag : fields.texts("tags")) made.tags.push_back(std::move(tag));
    made.skip = skip_reason(entry, fields, problems_);
    made.known_issues =
        with_own_issue(entry, made.classname + " :: " + made.name, suite_.known_issues, problems_);
    made.lock = fields.text("lock");
    made.keeps_cookies = fields.flag("cookie_jar").value_or(suite_.keeps_cookies);
    made.levels = read_levels(fields.object("checks"), problems_);
    made.levels.insert(suite_.levels.begin(), suite_.levels.end());
    return made;
  }

  void reject_beside_steps(const Node& entry) {
    for (const char* key : {"expect", "capture", "until", "follow"}) {
      if (const document::Member* member = entry.find_member(key)) {
        problems_.push_back(error("suite.steps",
                                  "\"" + std::string(key) + "\" of a case with steps belongs into one of its steps",
                                  member->key_span));
      }
    }
  }

  void reject_operation(const Node& entry) {
    const document::Member* operation = entry.find_member("operation");
    if (!operation) return;
    problems_.push_back(error("suite.unknown-key", "a case has no \"operation\", its suite has", operation->key_span,
                              "for another one give it steps: {name: …, operation: …}"));
  }

  std::vector<Step> steps(const StepContext& context, const Node* list, StepKind kind, std::string_view where) {
    std::vector<Step> result;
    if (!list) return result;
    if (!list->is_array() || list->size() == 0 || list->size() > max_steps) {
      problems_.push_back(
          error("suite.steps", "steps are a list of 1 to " + std::to_string(max_steps) + " mappings", list->span()));
      return result;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
      const Node& step = list->items()[i];
      Fields fields(step, "step",
                    {"name", "operation", "request", "patch", "expect", "capture", "repeatable", "until", "every",
                     "backoff", "within", "stop_if", "needs", "when", "timeouts", "follow"},
                    problems_);
      fields.flag("repeatable");
      if (!fields.is_mapping()) continue;
      const std::string name = fields.text("name").value_or(std::string(result::step_kind_name(kind)) + " " +
                                                            std::to_string(result.size() + 1));
      if (auto built = build_step(context, step, name, kind, parts(where, i), problems_))
        result.push_back(std::move(*built));
    }
    return result;
  }

  const Shared& shared_;
  const SuiteFile& suite_;
  Diagnostics& problems_;
  bool is_filled_in_ = true;
};

struct RowCase {
  std::optional<Case> made;  // nothing after a mistake
  bool is_alike = false;     // to those of other rows, but for what AlikeRows says
};

// Made once a row to find its mistakes, and again when it runs.
class EntryMaker : public CaseMaker {
 public:
  EntryMaker(std::shared_ptr<const SuiteFile> suite, const Node& entry, Diagnostics& problems)
      : shared_(std::move(suite), entry),
        entry_(entry),
        rows_(Rows::read(entry.find("each"),
                         {shared_.suite->sources, shared_.suite->path, shared_.suite->provider->file}, problems)),
        names_(names_in(entry)),
        outline_(outline_of(entry)),
        common_(common_of(entry)) {
    if (rows_.size() > 1 && AlikeRows::fits(entry)) find_alike();
    const Node* skip = entry.find("skip");
    if (has_expired(skip)) {
      problems.push_back(base::warning("suite.skip", "this skip has expired: the case runs again",
                                       skip->find("expires")->span(), "take it out, or give it another date"));
    }
  }

  std::size_t rows() const { return rows_.size(); }
  std::optional<Case> try_make(std::size_t row, Diagnostics& problems) const {
    RowCase one;
    make_next(row, one, problems);
    return std::move(one.made);
  }
  // `one` of another row, or of none: where rows are alike, most of it stays.
  void make_next(std::size_t row, RowCase& one, Diagnostics& problems) const {
    Node given = rows_.at(row);
    if (alike_ && !templates::has_template(given)) {
      if (!std::exchange(one.is_alike, true)) one.made = alike_->made();
      if (alike_->fill(*one.made, given)) return;
    }
    one = {CaseReader(shared_, problems).read(std::move(given)), false};
  }
  void review_names(const Case& made, Diagnostics& problems) const {
    review(*shared_.suite, made, rows_.at(0), shared_.suite->captured, problems);
    review_paths(entry_, made, problems);
  }
  Case make(std::size_t row) const override {
    Diagnostics none;
    return try_make(row, none).value();  // it could be made when it was checked, and nothing has changed
  }
  std::set<std::string> names_used() const override { return names_; }

  result::CasePlan outline(std::size_t row) const override {
    result::CasePlan plan = common_;
    Diagnostics none;
    const Node given = filled_row(shared_, rows_.at(row), none);
    if (auto name = alike_ ? alike_->name(given) : std::nullopt) {
      plan.name = std::move(*name);
      plan.tags = alike_->made().tags;
      plan.skip = alike_->made().skip;
      return plan;
    }
    const auto filled = fill_in(outline_, given, *shared_.suite, shared_.later, none);
    if (!filled) return plan;
    Fields fields(*filled, "case", {"name", "skip", "tags"}, none);
    plan.name = fields.required_text("name").value_or("");
    for (std::string& tag : fields.texts("tags")) plan.tags.push_back(std::move(tag));
    plan.skip = skip_reason(*filled, fields, none);
    return plan;
  }

 private:
  void find_alike() {
    Diagnostics mistakes;
    const Node first = rows_.at(0);
    auto made = CaseReader(shared_, mistakes).read(first);
    if (made && mistakes.empty()) alike_.emplace(*shared_.suite, entry_, shared_.later, first, std::move(*made));
  }

  Node outline_of(const Node& entry) const {
    Node outline = Node::object();
    for (const char* key : {"name", "skip", "tags"}) {
      if (const Node* value = entry.find(key)) outline.set(key, *value);
    }
    return outline;
  }

  result::CasePlan common_of(const Node& entry) const {
    const SuiteFile& suite = *shared_.suite;
    result::CasePlan plan;
    plan.suite = suite.title;
    plan.suite_file = suite.path;
    plan.classname = shared_.classname;
    plan.provider = suite.provider->name;
    plan.tags = suite.tags;
    plan.place = result::place_of(entry.span());
    plan.documentation = suite.operation->place.text();
    Diagnostics none;
    const Node* own = entry.find("checks");
    check::Levels levels = read_levels(own && own->is_object() ? own : nullptr, none);
    levels.insert(suite.levels.begin(), suite.levels.end());
    plan.drift_levels = drift_levels_of(levels, suite.provider->levels);
    return plan;
  }

  std::set<std::string> names_in(const Node& entry) const {
    std::set<std::string> names;
    const SuiteFile& suite = *shared_.suite;
    for (const Node* node : {&entry, &suite.request, &suite.variables, &suite.provider->request}) {
      for (std::string& name : templates::names_used(*node)) names.insert(std::move(name));
    }
    names.merge(names_in_profiles(*suite.provider));
    return names;
  }

  Shared shared_;
  const Node& entry_;  // as it is written, in the suite's root
  Rows rows_;
  std::set<std::string> names_;
  Node outline_;             // what of the entry is told beforehand
  result::CasePlan common_;  // the same for all rows
  std::optional<AlikeRows> alike_;  // nothing where they are not
};

// The rows of one entry make the same mistake many times; once is enough.
class NewOnly {
 public:
  explicit NewOnly(Diagnostics& to) : to_(to) {}
  void append(Diagnostics from) {
    for (base::Diagnostic& one : from) {
      if (told_.is_new(one)) to_.push_back(std::move(one));
    }
  }

 private:
  Diagnostics& to_;
  ToldOnce told_;
};

}  // namespace

std::optional<Case> read_part(const std::shared_ptr<const SuiteFile>& suite, StepKind part, Diagnostics& problems) {
  const Node* list = part == StepKind::Before ? suite->before : suite->after;
  if (!list) return std::nullopt;
  const Shared shared(suite, Node());
  auto made = CaseReader(shared, problems).read_part(*list, part);
  if (!made) return std::nullopt;
  std::vector<CapturedName> known;
  add_shared_captures(suite->shared, known);
  review(*suite, *made, Node::object(), part == StepKind::Before ? known : suite->captured, problems);
  return made;
}

std::optional<Case> read_shared_case(const std::shared_ptr<const SuiteFile>& suite, const std::string& name,
                                     const Node& steps, std::size_t group, Diagnostics& problems) {
  const Shared shared(suite, Node());
  auto made = CaseReader(shared, problems).read_part(steps, StepKind::Before);
  if (!made || made->steps.empty()) return std::nullopt;
  made->name = "shared: " + name;
  made->group = group;
  made->operation = made->steps.front().operation;
  made->classname = classname_of(*suite->provider, *made->operation);
  return made;
}

std::optional<Case> latency_case(const std::shared_ptr<const SuiteFile>& suite) {
  if (suite->latency.empty()) return std::nullopt;
  Diagnostics none;
  Case made = CaseReader(Shared(suite, Node()), none).read_list(Node::array(), StepKind::After);
  made.name = "latency";
  made.latency = suite->latency;
  made.span = made.latency.front().span;
  made.needs_before = false;
  made.shared.clear();
  return made;
}

void read_cases(std::shared_ptr<const SuiteFile> suite, const Node& entry, Diagnostics& problems,
                const TakeCase& take) {
  const auto maker = std::make_shared<EntryMaker>(std::move(suite), entry, problems);
  NewOnly found(problems);
  RowCase one;
  for (std::size_t row = 0; row < maker->rows(); ++row) {
    Diagnostics mistakes;
    maker->make_next(row, one, mistakes);
    if (const auto& made = one.made) {
      if (row == 0) maker->review_names(*made, problems);  // rows differ in values, not in names
      take(maker, row, *made);
    }
    if (!mistakes.empty()) found.append(std::move(mistakes));
  }
}

}  // namespace concord::suite
