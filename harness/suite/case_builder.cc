// One entry of `cases` to cases: rows filled in, names made, steps built.
#include "each.h"
#include "fields.h"
#include "shape.h"
#include "step_builder.h"
#include "suite_file.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::suite {

using base::error;
using result::StepKind;

namespace {

constexpr std::size_t max_steps = 100;

// [a-z0-9_], one dot: report-consumers split names at dots.
std::string slug(std::string_view text) {
  std::string result;
  for (const char c : base::to_lower_ascii(text)) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    result += is_plain ? c : '_';
  }
  return result;
}

void collect_captures(const Node* steps, std::vector<std::string>& names) {
  if (!steps) return;
  for (const Node& step : steps->items()) {
    if (const Node* capture = step.find("capture")) {
      for (const auto& [name, value, span] : capture->members()) names.push_back(name);
    }
  }
}

class CaseReader {
 public:
  CaseReader(const SuiteFile& suite, const Node& row, Diagnostics& problems)
      : suite_(suite), row_(row), problems_(problems) {}

  std::optional<Case> read(const Node& entry) {
    const std::size_t before = problems_.size();
    // A row may use the suite's constants itself.
    const auto row = fill_in(row_, Node::object(), suite_, captures(entry), problems_);
    if (!row) return std::nullopt;
    auto filled = fill_in(without_each(entry), *row, suite_, captures(entry), problems_);
    if (!filled) return std::nullopt;
    Fields fields(*filled, "case", {"name", "skip", "tags", "request", "patch", "expect", "capture", "steps", "before",
                                    "after", "checks", "lock", "each"}, problems_);
    if (!fields.is_mapping()) return std::nullopt;
    Case made = shell(fields);
    made.span = entry.span();
    if (fields.any("steps")) reject_beside_steps(*filled);
    const StepContext context{suite_, filled->find("steps") ? filled->find("request") : nullptr,
                              filled->find("steps") ? filled->find("patch") : nullptr};
    made.before = steps(context, suite_.before, StepKind::Before);
    append(made.before, steps(context, fields.any("before"), StepKind::Before));
    made.after = steps(context, fields.any("after"), StepKind::After);
    append(made.after, steps(context, suite_.after, StepKind::After));
    if (const Node* list = fields.any("steps")) made.steps = steps(context, list, StepKind::Step);
    else if (auto only = build_step(context, *filled, made.name, StepKind::Step, problems_)) made.steps.push_back(std::move(*only));
    if (problems_.size() > before) return std::nullopt;
    return made;
  }

 private:
  static Node without_each(const Node& entry) {
    Node copy = entry;
    if (copy.is_object()) copy.remove("each");
    return copy;
  }

  std::vector<std::string> captures(const Node& entry) const {
    std::vector<std::string> names;
    collect_captures(suite_.before, names);
    for (const char* key : {"before", "steps", "after"}) collect_captures(entry.find(key), names);
    if (const Node* capture = entry.find("capture")) {
      for (const auto& [name, value, span] : capture->members()) names.push_back(name);
    }
    return names;
  }

  Case shell(Fields& fields) {
    Case made;
    made.suite = suite_.title;
    made.suite_file = suite_.path;
    made.provider = suite_.provider;
    made.operation = suite_.operation;
    made.classname = slug(suite_.provider->name) + "." + slug(suite_.operation->name);
    made.name = fields.required_text("name").value_or("");
    made.tags = suite_.tags;
    for (std::string& tag : fields.texts("tags")) made.tags.push_back(std::move(tag));
    if (const auto why = fields.text("skip")) made.skip = result::parse_skip_reason(*why, result::SkipKind::NotApplicable);
    made.lock = fields.text("lock");
    made.levels = read_levels(fields.object("checks"), problems_);
    made.levels.insert(suite_.levels.begin(), suite_.levels.end());
    return made;
  }

  void reject_beside_steps(const Node& entry) {
    for (const char* key : {"expect", "capture"}) {
      if (const document::Member* member = entry.find_member(key)) {
        problems_.push_back(error("suite.steps", "\"" + std::string(key) + "\" of a case with steps belongs into one of its steps",
                                  member->key_span));
      }
    }
  }

  std::vector<Step> steps(const StepContext& context, const Node* list, StepKind kind) {
    std::vector<Step> result;
    if (!list) return result;
    if (!list->is_array() || list->size() == 0 || list->size() > max_steps) {
      problems_.push_back(error("suite.steps", "steps are a list of 1 to " + std::to_string(max_steps) + " mappings", list->span()));
      return result;
    }
    for (const Node& step : list->items()) {
      Fields fields(step, "step", {"name", "operation", "request", "patch", "expect", "capture"}, problems_);
      if (!fields.is_mapping()) continue;
      const std::string name = fields.text("name").value_or(std::string(result::step_kind_name(kind)) + " " + std::to_string(result.size() + 1));
      if (auto built = build_step(context, step, name, kind, problems_)) result.push_back(std::move(*built));
    }
    return result;
  }

  static void append(std::vector<Step>& to, std::vector<Step> from) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
  }

  const SuiteFile& suite_;
  const Node& row_;
  Diagnostics& problems_;
};

// The rows of one entry make the same mistake many times; once is enough.
void append_new(Diagnostics& to, Diagnostics from) {
  for (base::Diagnostic& one : from) {
    const bool is_known = std::any_of(to.begin(), to.end(), [&](const base::Diagnostic& other) {
      return other.message == one.message && other.span.source == one.span.source && other.span.begin == one.span.begin;
    });
    if (!is_known) to.push_back(std::move(one));
  }
}

}  // namespace

std::vector<Case> build_cases(const SuiteFile& suite, const Node& entry, Diagnostics& problems) {
  std::vector<Case> cases;
  Diagnostics found;
  for (const Node& row : expand_rows(entry.find("each"), found)) {
    if (auto made = CaseReader(suite, row, found).read(entry)) cases.push_back(std::move(*made));
  }
  append_new(problems, std::move(found));
  return cases;
}

}  // namespace concord::suite
