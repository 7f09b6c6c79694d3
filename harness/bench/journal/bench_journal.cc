// What the record of a run costs: writing it case by case, and making reports of it again, each in a process of its
// own, with the most memory. Seconds are those of the processor, so that a machine with other work measures the same.
//   concord_bench_journal          100,000 cases with answers of 300 bytes; 10,000 with answers of 60 KB
//   concord_bench_journal CASES BYTES
//   concord_bench_journal formats  10,000 cases with answers of 300 bytes in every format, and the search for secrets
#include <concord/base/file.h>
#include <concord/base/out_file.h>
#include <concord/base/named_secret.h>
#include <concord/journal.h>
#include <concord/leak.h>
#include <concord/report.h>

#include <fmt/format.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>

namespace {

using namespace concord;
namespace fs = std::filesystem;

struct Cost {
  double seconds = 0;
  long megabytes = 0;
};

double seconds_of(const rusage& usage) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Cost in_process(const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    work();
    ::_exit(0);
  }
  int status = 0;
  rusage usage{};
  if (::wait4(child, &status, 0, &usage) != child || status != 0) std::exit(1);
  return {seconds_of(usage), usage.ru_maxrss / 1024};
}

// Of a hundred cases one fails, one has a warning; the body is JSON, so full of quotes.
result::CaseResult case_of(std::size_t index, std::size_t body_bytes) {
  result::CaseResult one;
  one.index = index;
  one.suite = fmt::format("Orders {}", index / 1'000);
  one.suite_file = fmt::format("suites/shop/orders-{}.suite.yaml", index / 1'000);
  one.classname = fmt::format("shop.orders_{}", index / 1'000);
  one.provider = "shop";
  one.name = fmt::format("an order of {} pieces is created and read back as it was", index);
  one.place = {one.suite_file, 14, 9};
  one.documentation = "docs/orders.md:9";
  one.verdict = index % 100 == 7 ? result::Verdict::Failed : result::Verdict::Passed;
  one.duration = result::Milliseconds(3);
  one.started_at = result::SystemTime(result::Milliseconds(1'772'359'200'000 + static_cast<std::int64_t>(index)));
  result::CheckFailure failure;
  failure.check = "schema";
  failure.type = "contract.response_schema";
  failure.message = fmt::format("/items/{}/price: \"12.50\" is a string, a number is documented", index);
  failure.pointer = fmt::format("/items/{}/price", index);
  if (one.verdict == result::Verdict::Failed) one.failures.push_back(failure);
  if (index % 100 == 8) one.warnings.push_back(failure);
  result::ExchangeRecord exchange;
  exchange.method = "POST";
  exchange.url = "http://127.0.0.1:8080/v1/orders";
  exchange.request_headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer [SHOP_SECRET]"}};
  exchange.request_body = result::make_body(R"({"product":"card","quantity":3,"reference":"concord-17"})");
  exchange.status = 201;
  exchange.reason = "Created";
  exchange.http_version = "1.1";
  exchange.response_headers = {{"Content-Type", "application/json"}, {"Date", "Sun, 01 Mar 2026 10:00:00 GMT"}};
  std::string body = "{\"items\":[";
  while (body.size() < body_bytes) body += R"({"id":"fb5aa994","price":12.5,"name":"a \"thing\""},)";
  exchange.response_body = result::make_body(body + "{}]}");
  exchange.timing.total = http::Microseconds(391'200);
  exchange.curl =
      "curl -X POST 'http://127.0.0.1:8080/v1/orders' -H 'Content-Type: application/json' -d '{\"product\":\"card\"}'";
  one.steps.push_back({"create", "shop/create-order", result::StepKind::Step, exchange});
  one.checks = {"status", "schema", "content-type", "headers", "latency"};
  return one;
}

void write_journal(const fs::path& path, std::size_t cases, std::size_t body_bytes) {
  auto writer = result::JournalWriter::create(path, "01RUN");
  if (!writer) ::_exit(1);
  (*writer)->run_planned({}, cases);
  for (std::size_t i = 0; i < cases; ++i) (*writer)->case_planned(case_of(i, 0));
  for (std::size_t i = 0; i < cases; ++i) (*writer)->case_finished(case_of(i, body_bytes));
  (*writer)->run_ended({});
}

void make_cases(std::size_t cases, std::size_t body_bytes) {
  for (std::size_t i = 0; i < cases; ++i) static_cast<void>(case_of(i, 0));
  for (std::size_t i = 0; i < cases; ++i) static_cast<void>(case_of(i, body_bytes));
}

void write_reports(const fs::path& folder) {
  const auto run = result::RunReader::open((folder / "journal.jsonl").string());
  if (!run) ::_exit(1);
  for (const char* name : {"junit", "html"}) {
    const auto* format = report::find_format(name);
    auto file = base::OutFile::create(folder / format->file_name);
    if (!file) ::_exit(1);
    format->write(*run, {}, file->stream());
    if (!file->commit().empty()) ::_exit(1);
  }
}

void measure(const fs::path& folder, std::size_t cases, std::size_t body_bytes) {
  const fs::path journal = folder / "journal.jsonl";
  const Cost making = in_process([&] { make_cases(cases, body_bytes); });
  const Cost writing = in_process([&] { write_journal(journal, cases, body_bytes); });
  const Cost scanning = in_process([&] {
    if (!result::RunReader::open(journal.string())) ::_exit(1);
  });
  const Cost reporting = in_process([&] { write_reports(folder); });
  fmt::print("| {} | {} | {} | {:.1f} | {} | {:.2f} | {} | {:.2f} | {} |\n", cases, body_bytes,
             fs::file_size(journal) >> 20, 1e6 * (writing.seconds - making.seconds) / static_cast<double>(cases),
             writing.megabytes, scanning.seconds, scanning.megabytes, reporting.seconds, reporting.megabytes);
}

using Kinds = std::vector<const report::FormatKind*>;

void write_formats(const fs::path& folder, const Kinds& kinds) {
  const auto run = result::RunReader::open((folder / "journal.jsonl").string());
  if (!run) ::_exit(1);
  std::vector<base::OutFile> files;
  for (const auto* kind : kinds) files.push_back(base::OutFile::create(folder / kind->file_name).value());
  std::vector<report::Output> outputs;
  for (std::size_t i = 0; i < kinds.size(); ++i) outputs.push_back({kinds[i], &files[i].stream()});
  report::write_all(*run, {}, outputs);
  for (auto& file : files) {
    if (!file.commit().empty()) ::_exit(1);
  }
}

// Ten secrets of 32 characters.
void search(const fs::path& folder, const Kinds& kinds) {
  base::Redactor redactor;
  for (int i = 0; i < 10; ++i)
    redactor.add(fmt::format("SECRET_{}", i), base::Secret(fmt::format("sk_live_{:024x}", 0x5EC4E7F00D * (i + 7))));
  const leak::Search secrets(base::secrets_of(redactor));
  for (const auto* kind : kinds) {
    const auto leaks = secrets.in_file(folder / kind->file_name);
    if (!leaks || !leaks->empty()) ::_exit(1);
  }
}

void measure_formats(const fs::path& folder, std::size_t cases) {
  in_process([&] { write_journal(folder / "journal.jsonl", cases, 300); });
  Kinds all;
  for (const auto& kind : report::format_kinds()) all.push_back(&kind);
  std::puts("| format | s | MB of memory | MB written |\n|---|--:|--:|--:|");
  const auto row = [](std::string_view name, const Cost& cost, std::uintmax_t bytes) {
    const double written = static_cast<double>(bytes) / (1 << 20);
    fmt::print("| {} | {:.2f} | {} | {:.1f} |\n", name, cost.seconds, cost.megabytes, written);
  };
  std::uintmax_t bytes = 0;
  for (const auto* kind : all) {
    const Cost cost = in_process([&] { write_formats(folder, {kind}); });
    row(kind->name, cost, fs::file_size(folder / kind->file_name));
    bytes += fs::file_size(folder / kind->file_name);
  }
  row("all of them", in_process([&] { write_formats(folder, all); }), bytes);
  row("the search for secrets in them", in_process([&] { search(folder, all); }), bytes);
}

}  // namespace

int main(int argc, char* argv[]) {
  std::string name = (fs::temp_directory_path() / "concord-bench-XXXXXX").string();
  if (!::mkdtemp(name.data())) return 1;
  if (argc == 2 && argv[1] == std::string_view("formats")) {
    measure_formats(name, 10'000);
    fs::remove_all(name);
    return 0;
  }
  std::puts(
      "| cases | bytes of an answer | journal, MB | writing, µs a case | MB | reading, s | MB | with JUnit and HTML, s "
      "| MB |");
  std::puts("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
  std::fflush(stdout);
  if (argc == 3) {
    measure(name, std::strtoul(argv[1], nullptr, 10), std::strtoul(argv[2], nullptr, 10));
  } else {
    measure(name, 100'000, 300);
    measure(name, 10'000, 60'000);
  }
  fs::remove_all(name);
  return 0;
}
