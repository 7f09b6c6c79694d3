// What a history of many nights takes: its size, what a night adds, and how long questions take. Seconds are those of
// the processor, so that a machine with other work measures the same.
//   concord_bench_history                  365 nights of 1,000 cases
//   concord_bench_history NIGHTS CASES
#include <concord/base/clock.h>
#include <concord/history/questions.h>

#include <fmt/format.h>

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>

namespace {

using namespace concord;
namespace fs = std::filesystem;

double seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

double timed(const std::function<void()>& work) {
  const double begun = seconds();
  work();
  return seconds() - begun;
}

std::string operation_of(std::size_t index) { return fmt::format("shop/operation-{}", index % 40); }

// Thirty places; every fifth answer of a lively operation lacks one.
result::Observations observations(std::size_t index, std::size_t night) {
  result::Observations seen;
  seen.operation = operation_of(index);
  seen.status = index % 4 == 3 ? 404 : 200;
  seen.media_type = "application/json";
  seen.headers = {"cache-control", "content-type", "x-request-id"};
  for (std::size_t place = 0; place < 30; ++place) {
    if (place == 20 && index % 40 < 8 && (index / 40 + night) % 5 == 0) continue;
    result::PlaceSeen one;
    one.pointer = place == 0 ? "" : fmt::format("/member{:02}", place);
    one.add(place == 0 ? result::SeenType::Object : result::SeenType::String);
    if (place == 1) one.form = "uuid";
    seen.places.push_back(std::move(one));
  }
  return seen;
}

// Of a hundred cases two fail for ten nights in twenty, and one comes and goes.
result::CaseResult case_of(std::size_t index, std::size_t night) {
  result::CaseResult one;
  one.index = index;
  one.provider = "shop";
  one.classname = fmt::format("shop.operation_{}", index % 40);
  one.name = fmt::format("an order of {} pieces is created and read back as it was", index);
  one.verdict = result::Verdict::Passed;
  one.duration = result::Milliseconds(20 + (index * 7 + night * 3) % 30);
  result::StepResult step{"step", operation_of(index), result::StepKind::Step, result::ExchangeRecord{}};
  step.exchange->method = "GET";
  step.exchange->url = fmt::format("http://shop.test/orders/{}", index);
  step.exchange->status = index % 4 == 3 ? 404 : 200;
  step.exchange->timing.total = one.duration;
  step.exchange->response_body =
      result::make_body(index % 4 == 3 ? R"({"code":"not_found","message":"there is no such order"})" : "{}");
  one.steps.push_back(std::move(step));
  const bool is_failing = (index % 100 < 2 && (night + index) % 20 < 10) || (index % 100 == 5 && night % 3 == 0);
  if (!is_failing) return one;
  one.verdict = result::Verdict::Failed;
  result::CheckFailure failure;
  failure.check = "schema";
  failure.message = fmt::format("/member{:02}: 17 is a number, a string is documented", index % 30);
  failure.pointer = fmt::format("/member{:02}", index % 30);
  failure.keyword = "type";
  failure.fingerprint = result::fingerprint("shop", operation_of(index), failure);
  one.failures.push_back(std::move(failure));
  return one;
}

void play(history::Store& store, std::size_t night, std::size_t cases) {
  result::Sinks nobody;
  history::Recorder recorder(store, {}, nobody);
  result::RunInfo info;
  info.id = fmt::format("01NIGHT{:019}", night);
  info.target = "sandbox";
  info.started_at = *base::parse_rfc3339("2026-01-01T03:00:00Z") + std::chrono::days(night);
  info.providers = {{"shop", "http://shop.test", {}, fmt::format("{:012}", night / 60)}};
  recorder.run_planned(info, cases);
  for (std::size_t index = 0; index < cases; ++index) {
    recorder.observed(index, observations(index, night));
    recorder.case_finished(case_of(index, night));
  }
  recorder.run_ended({});
  if (!recorder.problems().empty()) std::exit(1);
}

void ask(const char* what, const std::function<bool()>& question) {
  bool is_answered = false;
  const double taken = timed([&] { is_answered = question(); });
  if (!is_answered) std::exit(1);
  std::puts(fmt::format("  {:<36} {:>7.1f} ms", what, taken * 1000).c_str());
}

}  // namespace

int main(int count, char** words) {
  const std::size_t nights = count > 1 ? std::strtoul(words[1], nullptr, 10) : 365;
  const std::size_t cases = count > 2 ? std::strtoul(words[2], nullptr, 10) : 1'000;
  const fs::path path = fs::temp_directory_path() / "concord-bench-history.sqlite";
  for (const char* more : {"", "-wal", "-shm"}) fs::remove(path.string() + more);
  double all = 0, last = 0;
  {
    auto store = history::Store::open(path.string());
    if (!store) return 1;
    for (std::size_t night = 0; night < nights; ++night) {
      last = timed([&] { play(*store, night, cases); });
      all += last;
    }
  }
  const double begun = seconds();
  auto store = history::Store::open(path.string());
  if (!store) return 1;
  std::puts(fmt::format("{} nights of {} cases: {:.1f} MB, {:.2f} s a night ({:.2f} s the last)", nights, cases,
                        static_cast<double>(fs::file_size(path)) / 1e6, all / static_cast<double>(nights), last)
                .c_str());
  std::puts(fmt::format("  {:<36} {:>7.1f} ms", "open", (seconds() - begun) * 1000).c_str());
  ask("history", [&] { return history::failing(*store, base::system_clock().now()).has_value(); });
  ask("history show CASE", [&] {
    return history::show(*store, "shop.operation_5 :: an order of 5 pieces is created and read back as it was")
        .has_value();
  });
  ask("history flaky", [&] { return history::flaky(*store).has_value(); });
  ask("history latency", [&] { return history::latency(*store).has_value(); });
  ask("history compare last-1 last", [&] { return history::compare_runs(*store, "last-1", "last").has_value(); });
  for (const char* more : {"", "-wal", "-shm"}) fs::remove(path.string() + more);
  return 0;
}
