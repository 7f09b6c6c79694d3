// Which part of a run this is: as the flag says, or as the system that runs it says; and how the parts are cut.
#include <concord/base/text.h>
#include <concord/result/run_reader.h>
#include <concord/session.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace concord::session {

using base::error;

namespace {

// Where a system says which of how many parallel jobs this is.
struct ParallelJobs {
  const char* system;
  const char* index;
  const char* count;
  unsigned long first;  // number of the first job
};
// GitHub exports nothing of a matrix: its recipe passes --shard. Kubernetes does not export how many completions an
// Indexed Job has: its manifest passes that in a variable of ours.
constexpr std::array<ParallelJobs, 5> known_systems{
    {{"GitLab", "CI_NODE_INDEX", "CI_NODE_TOTAL", 1},
     {"CircleCI", "CIRCLE_NODE_INDEX", "CIRCLE_NODE_TOTAL", 0},
     {"Buildkite", "BUILDKITE_PARALLEL_JOB", "BUILDKITE_PARALLEL_JOB_COUNT", 0},
     {"Kubernetes", "JOB_COMPLETION_INDEX", "CONCORD_SHARD_COUNT", 0},
     {"CONCORD_SHARD_INDEX", "CONCORD_SHARD_INDEX", "CONCORD_SHARD_COUNT", 1}}};

std::optional<unsigned long> number_in(const char* variable) {
  const char* text = std::getenv(variable);
  unsigned long number = 0;
  char rest = 0;
  if (!text || std::sscanf(text, "%lu%c", &number, &rest) != 1) return std::nullopt;
  return number;
}

base::Result<run::Shard> shard_of_environment() {
  for (const ParallelJobs& one : known_systems) {
    if (!std::getenv(one.index)) continue;
    const auto index = number_in(one.index), count = number_in(one.count);
    if (index && count && *index >= one.first && *index - one.first < *count && *count <= run::max_shards)
      return run::Shard{*index - one.first + 1, *count};
    const auto shown = [](const char* variable) {
      const char* text = std::getenv(variable);
      return text ? std::string(variable) + "=" + base::in_quotes(text) : std::string(variable) + " is not set";
    };
    return error("shard.environment",
                 "--shard auto: " + std::string(one.system) + " does not say which part this is: " + shown(one.index) +
                     ", " + shown(one.count));
  }
  return error("shard.environment", "--shard auto: no variable says which part this is", {},
               "known are those of GitLab, CircleCI, Buildkite and Kubernetes; elsewhere --shard I/N");
}

}  // namespace

base::Result<run::Shard> parse_shard(const std::string& text) {
  if (text.empty()) return run::Shard{};
  if (text == "auto") return shard_of_environment();
  unsigned long index = 0, count = 0;
  char rest = 0;
  const bool is_read = std::sscanf(text.c_str(), "%lu/%lu%c", &index, &count, &rest) == 2;
  if (!is_read || index == 0 || index > count || count > run::max_shards) {
    return error("shard.form", "--shard takes I/N with I from 1 to N, or auto, this is \"" + text + "\"", {},
                 "e.g. 2/8");
  }
  return run::Shard{index, count};
}

base::Result<run::Timings> read_timings(const std::string& journal) {
  std::error_code failure;
  if (journal.empty() || !std::filesystem::exists(journal, failure)) return run::Timings{};
  auto run = result::RunReader::open(journal);
  if (!run) return std::move(run).diagnostics();
  run::Timings timings;
  for (std::size_t i = 0; i < run->size(); ++i) {
    const result::CaseFacts facts = run->facts(i);
    if (facts.duration.count() == 0) continue;
    const result::CasePlan plan = run->plan(i);
    timings[result::full_name(plan)] = facts.duration;
  }
  return timings;
}

}  // namespace concord::session
