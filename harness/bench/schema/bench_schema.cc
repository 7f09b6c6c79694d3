// Times Schema::accepts and Schema::explain; parsing is not counted. Each argument is a folder of a data set
// (schema.json, data.jsonl); for each, one line of JSON is printed: the median ns an instance, and the verdicts.
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/schema.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <vector>

namespace {

namespace base = concord::base;
namespace document = concord::document;
namespace schema = concord::schema;

using Clock = std::chrono::steady_clock;
using Instances = std::vector<document::Node>;

constexpr int kRounds = 5;
constexpr double kRoundNanoseconds = 60e6;

// Results go here, so that no call can be left out.
volatile std::size_t sink = 0;

double nanoseconds_since(Clock::time_point start) {
  return static_cast<double>(std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - start).count());
}

// ns a call over `instances`, each looped `loops` times before the next.
template <typename Call>
double time_round(const Instances& instances, std::size_t loops, const Call& call) {
  const auto start = Clock::now();
  for (const document::Node& instance : instances) {
    for (std::size_t i = 0; i < loops; ++i) sink = sink + call(instance);
  }
  return nanoseconds_since(start) / static_cast<double>(loops * instances.size());
}

template <typename Call>
double median_time(const Instances& instances, const Call& call) {
  if (instances.empty()) return 0;
  const double first = time_round(instances, 1, call) * static_cast<double>(instances.size());
  const auto loops = static_cast<std::size_t>(std::max(1.0, kRoundNanoseconds / first));
  time_round(instances, std::max<std::size_t>(1, loops / 4), call);  // caches and branch predictors
  std::vector<double> rounds;
  for (int i = 0; i < kRounds; ++i) rounds.push_back(time_round(instances, loops, call));
  std::nth_element(rounds.begin(), rounds.begin() + kRounds / 2, rounds.end());
  return rounds[kRounds / 2];
}

bool print_errors(const base::Diagnostics& problems) {
  for (const auto& problem : problems) std::cerr << "error: " << problem.message << '\n';
  return false;
}

bool read_instances(const std::filesystem::path& path, Instances& instances) {
  const auto text = base::read_file(path);
  if (!text) return print_errors(text.diagnostics());
  for (const auto line : base::split(*text, '\n')) {
    if (line.empty()) continue;
    auto parsed = document::parse_answer_json(line);
    if (!parsed.root) {
      std::cerr << "error: " << path.string() << ": " << parsed.faults.front().message << '\n';
      return false;
    }
    instances.push_back(std::move(*parsed.root));
  }
  return true;
}

void measure(const schema::Schema& compiled, const Instances& all, const std::string& name) {
  std::string verdicts;
  Instances invalid;
  for (const document::Node& instance : all) {
    const bool is_valid = compiled.accepts(instance);
    if (is_valid != compiled.explain(instance).violations.empty()) std::cerr << "accepts and explain differ: " << name << '\n';
    verdicts += is_valid ? '1' : '0';
    if (!is_valid) invalid.push_back(instance);
  }
  const double accepts = median_time(all, [&](const auto& each) { return std::size_t{compiled.accepts(each)}; });
  const double explain = median_time(invalid, [&](const auto& each) { return compiled.explain(each).violations.size(); });
  std::cout << "{\"set\": \"" << name << "\", \"verdict_ns\": " << accepts << ", \"explain_ns\": " << explain
            << ", \"verdicts\": \"" << verdicts << "\"}" << std::endl;
}

bool run(const std::filesystem::path& folder) {
  const auto text = base::read_file(folder / "schema.json");
  if (!text) return print_errors(text.diagnostics());
  const auto parsed = document::parse_answer_json(*text);
  if (!parsed.root) return print_errors({base::error("bench.schema", (folder / "schema.json").string() + " is no JSON")});
  const auto compiled = schema::compile(*parsed.root);
  if (!compiled) return print_errors(compiled.diagnostics());
  Instances instances;
  if (!read_instances(folder / "data.jsonl", instances)) return false;
  measure(*compiled, instances, folder.filename().string());
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  bool is_good = count > 1;
  if (!is_good) std::cerr << "usage: concord_bench_schema FOLDER…\n";
  for (int i = 1; i < count; ++i) is_good = run(arguments[i]) && is_good;
  return is_good ? 0 : 1;
}
