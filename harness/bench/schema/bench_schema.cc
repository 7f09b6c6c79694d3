// Times the verdict on a Compact and on a Node, Schema::failures and Schema::explain; parsing is not counted. Each
// argument is a folder of a data set (schema.json, data.jsonl); for each, one line of JSON is printed: the ns an
// instance, and the verdicts.
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/schema.h>
#include <concord/schema/failures.h>

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
struct Instance {
  document::Node node;
  document::Compact compact;
};
using Instances = std::vector<Instance>;

// A slice is so short that the scheduler seldom interrupts it, and the median leaves out the slices where it did.
constexpr int kRounds = 9;
constexpr double kSliceNanoseconds = 400e3;

// Results go here, so that no call can be left out.
volatile std::size_t sink = 0;

double nanoseconds_since(Clock::time_point start) {
  return static_cast<double>(std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - start).count());
}

template <typename Call>
double time_slice(const Instance& instance, std::size_t loops, const Call& call) {
  const auto start = Clock::now();
  for (std::size_t i = 0; i < loops; ++i) sink = sink + call(instance);
  return nanoseconds_since(start) / static_cast<double>(loops);
}

template <typename Call>
double median_time(const Instance& instance, const Call& call) {
  time_slice(instance, 1, call);  // caches
  const double once = std::max(1.0, time_slice(instance, 1, call));
  const auto loops = static_cast<std::size_t>(std::max(1.0, kSliceNanoseconds / once));
  std::vector<double> rounds;
  for (int i = 0; i < kRounds; ++i) rounds.push_back(time_slice(instance, loops, call));
  std::nth_element(rounds.begin(), rounds.begin() + kRounds / 2, rounds.end());
  return rounds[kRounds / 2];
}

// The mean of the instances' medians.
template <typename Call>
double mean_time(const Instances& instances, const Call& call) {
  double sum = 0;
  for (const Instance& instance : instances) sum += median_time(instance, call);
  return instances.empty() ? 0 : sum / static_cast<double>(instances.size());
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
    document::Compact compact;
    if (!parsed.root || !compact.read(line)) {
      std::cerr << "error: " << path.string() << ": " << parsed.faults.front().message << '\n';
      return false;
    }
    instances.push_back({std::move(*parsed.root), std::move(compact)});
  }
  return true;
}

// A digit for each instance. Says so when the four ways to judge differ.
std::string verdicts(const schema::Schema& compiled, const Instances& all, const std::string& name) {
  std::string verdicts;
  for (const Instance& instance : all) {
    const bool is_valid = compiled.accepts(instance.compact);
    const bool do_agree = is_valid == compiled.accepts(instance.node) &&
                          is_valid == compiled.explain(instance.node).violations.empty() &&
                          is_valid == (compiled.failures(instance.compact).size() == 0);
    if (!do_agree) std::cerr << "accepts, failures and explain differ: " << name << '\n';
    verdicts += is_valid ? '1' : '0';
  }
  return verdicts;
}

void measure(const schema::Schema& compiled, Instances& all, const std::string& name) {
  const std::string words = verdicts(compiled, all, name);
  const double compact = mean_time(all, [&](const auto& each) { return std::size_t{compiled.accepts(each.compact)}; });
  const double node = mean_time(all, [&](const auto& each) { return std::size_t{compiled.accepts(each.node)}; });
  std::erase_if(all, [&](const Instance& each) { return compiled.accepts(each.compact); });
  const double failures = mean_time(all, [&](const auto& each) { return compiled.failures(each.compact).size(); });
  const double explain =
      mean_time(all, [&](const auto& each) { return compiled.explain(each.node).violations.size(); });
  std::cout << "{\"set\": \"" << name << "\", \"verdict_ns\": " << compact << ", \"node_ns\": " << node
            << ", \"all_errors_ns\": " << failures << ", \"explain_ns\": " << explain << ", \"verdicts\": \"" << words
            << "\"}" << std::endl;
}

bool run(const std::filesystem::path& folder) {
  const auto text = base::read_file(folder / "schema.json");
  if (!text) return print_errors(text.diagnostics());
  const auto parsed = document::parse_answer_json(*text);
  if (!parsed.root) return print_errors({base::error("bench.schema", folder.string() + ": schema.json is no JSON")});
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
