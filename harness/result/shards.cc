#include "shards.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace concord::result {
namespace {

using base::error;

// Merged by what they say: shards number their suites by themselves.
class SuiteTable {
 public:
  explicit SuiteTable(std::vector<SuiteFacts>& suites) : suites_(suites) {}
  std::uint32_t number_of(const SuiteFacts& suite) {
    std::vector<std::string> key{suite.suite, suite.suite_file, suite.classname, suite.provider, suite.documentation};
    const auto [known, is_new] = numbers_.emplace(std::move(key), static_cast<std::uint32_t>(suites_.size()));
    if (is_new) suites_.push_back(suite);
    return known->second;
  }

 private:
  std::vector<SuiteFacts>& suites_;
  std::map<std::vector<std::string>, std::uint32_t> numbers_;
};

class Merge {
 public:
  Merge(std::vector<JournalIndex> parts, const std::vector<JournalFile>& files, base::Diagnostics& problems)
      : parts_(std::move(parts)), files_(files), problems_(problems), suites_(whole_.suites) {}

  base::Result<JournalIndex> run() {
    base::Diagnostics refused = look_for_strangers();
    if (!refused.empty()) return refused;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < parts_.size(); ++i) order.push_back(i);
    std::sort(order.begin(), order.end(),
              [this](std::size_t a, std::size_t b) { return info(a).shard_index < info(b).shard_index; });
    whole_.info = info(order.front());
    whole_.is_complete = true;
    if (parts_.size() == 1) whole_.comparison = std::move(parts_.front().comparison);
    for (const std::size_t part : order) add(part);
    if (auto doubled = sort_cases(); !doubled.empty()) return doubled;
    look_for_missing();
    look_for_lost_lines();
    whole_.info.shard_index = whole_.info.shard_count = 1;
    return std::move(whole_);
  }

 private:
  const RunInfo& info(std::size_t part) const { return parts_[part].info; }

  // Why two shards are not of one run, or "".
  static std::string difference(const RunInfo& one, const RunInfo& other) {
    if (one.shard_count != other.shard_count)
      return fmt::format("one is of {} shards, the other of {}", one.shard_count, other.shard_count);
    if (one.planned != other.planned)
      return fmt::format("one planned {} cases, the other {}", one.planned, other.planned);
    return one.plan_hash == other.plan_hash ? "" : "their suites, provider.yaml or contracts are not the same";
  }

  base::Diagnostics look_for_strangers() const {
    std::map<std::size_t, std::size_t> shards;  // shard → part
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const RunInfo &one = info(i), &first = info(0);
      if (const std::string why = difference(first, one); !why.empty()) {
        return {error("journal.other-plan", fmt::format("\"{}\" and \"{}\" are journals of different runs: {}",
                                                        files_[0].name(), files_[i].name(), why))};
      }
      if (one.shard_index == 0 || one.shard_index > one.shard_count) {
        return {error("journal.shard", fmt::format("\"{}\" says it is shard {} of {}", files_[i].name(),
                                                   one.shard_index, one.shard_count))};
      }
      const auto [other, is_new] = shards.emplace(one.shard_index, i);
      if (is_new) continue;
      return {error("journal.shard-twice",
                    fmt::format("\"{}\" and \"{}\" are both shard {} of {}", files_[other->second].name(),
                                files_[i].name(), one.shard_index, one.shard_count))};
    }
    return {};
  }

  void add(std::size_t part) {
    JournalIndex& index = parts_[part];
    std::vector<std::uint32_t> numbers;
    for (const SuiteFacts& suite : index.suites) numbers.push_back(suites_.number_of(suite));
    for (CaseEntry one : index.cases) {
      one.set_suite(numbers.at(one.suite()));
      one.set_file(part);
      whole_.cases.push_back(one);
    }
    for (SeenEntry one : index.seen) {
      one.file = static_cast<std::uint16_t>(part);
      whole_.seen.push_back(one);
    }
    whole_.check_lists.resize(parts_.size());
    whole_.check_lists[part] = std::move(index.check_lists.front());
    has_lost_lines_ = has_lost_lines_ || index.has_lost_lines;
    add_info(index.info);
    result::merge(whole_.coverage, index.coverage);
    whole_.is_complete = whole_.is_complete && index.is_complete;
    whole_.end.wall_time = std::max(whole_.end.wall_time, index.end.wall_time);
    add_reason(index.end.aborted);
    index = JournalIndex();
  }

  // As plans have them.
  static bool is_before(const ProviderInfo& a, const ProviderInfo& b) { return a.name < b.name; }

  void add_info(const RunInfo& other) {
    whole_.info.started_at = std::min(whole_.info.started_at, other.started_at);
    for (const auto& provider : other.providers) {
      const auto is_same = [&provider](const ProviderInfo& known) { return known.name == provider.name; };
      auto& all = whole_.info.providers;
      if (std::none_of(all.begin(), all.end(), is_same)) all.push_back(provider);
    }
    if (parts_.size() > 1) std::sort(whole_.info.providers.begin(), whole_.info.providers.end(), is_before);
    shards_.insert(other.shard_index);
  }

  void add_reason(const Aborted& other) {
    Aborted& whole = whole_.end.aborted;
    if (other.empty()) return;
    if (whole.empty()) whole.kind = other.kind;
    // Shards that end for the same reason say it once.
    if (!reasons_.insert(other.text).second) return;
    if (!whole.text.empty()) whole.text += "; ";
    whole.text += other.text;
  }

  base::Diagnostics sort_cases() {
    auto& cases = whole_.cases;
    std::sort(cases.begin(), cases.end(), [](const CaseEntry& a, const CaseEntry& b) {
      return a.index() != b.index() ? a.index() < b.index() : weight_of(a.verdict()) > weight_of(b.verdict());
    });
    // What a suite does once a run, each shard does for its own cases: the worst of them counts.
    const auto same_part = [](const CaseEntry& a, const CaseEntry& b) {
      return a.index() == b.index() && b.part() != StepKind::Step;
    };
    cases.erase(std::unique(cases.begin(), cases.end(), same_part), cases.end());
    const auto is_same = [](const CaseEntry& a, const CaseEntry& b) { return a.index() == b.index(); };
    const auto twice = std::adjacent_find(cases.begin(), cases.end(), is_same);
    if (twice == cases.end()) return {};
    return {error("journal.case-twice",
                  fmt::format("\"{}\" and \"{}\" both have case {} of the plan", files_[twice->file()].name(),
                              files_[std::next(twice)->file()].name(), twice->index()))};
  }

  // Whether a value came twice is known only where all that were seen are.
  void look_for_lost_lines() {
    if (parts_.size() < 2 || !has_lost_lines_) return;
    const std::string message =
        "lines of a journal are left out, so what must not come twice in all shards is not judged";
    problems_.push_back(error("journal.not-judged", message));
    add_reason({AbortKind::Config, message});
  }

  void look_for_missing() {
    const std::size_t count = whole_.info.shard_count;
    constexpr std::size_t most_named = 20;
    std::vector<std::string> missing;
    for (std::size_t shard = 1; shard <= count && missing.size() < most_named; ++shard) {
      if (!shards_.contains(shard)) missing.push_back(std::to_string(shard));
    }
    if (missing.empty()) return;
    const std::size_t number = count - shards_.size();
    std::string which = base::join(missing, ", ");
    if (number > missing.size()) which += fmt::format(" and {} more", number - missing.size());
    const std::string message = fmt::format("{} {} of {} {} missing", number == 1 ? "shard" : "shards", which, count,
                                            number == 1 ? "is" : "are");
    problems_.push_back(error("journal.shard-missing", message));
    add_reason({AbortKind::Config, message});
  }

  std::vector<JournalIndex> parts_;
  const std::vector<JournalFile>& files_;
  base::Diagnostics& problems_;
  JournalIndex whole_;
  bool has_lost_lines_ = false;
  SuiteTable suites_;
  std::set<std::size_t> shards_;
  std::set<std::string> reasons_;
};

}  // namespace

base::Result<JournalIndex> merge(std::vector<JournalIndex> parts, const std::vector<JournalFile>& files,
                                 base::Diagnostics& problems) {
  return Merge(std::move(parts), files, problems).run();
}

}  // namespace concord::result
