// How long `derive` takes, by size, and the most memory, each document in a process of its own. Seconds are those of the
// processor, so that a machine with other work measures the same.
//   concord_bench_derive           made documents of 0.1, 1, 10 and 30 MB, as JSON and as YAML
//   concord_bench_derive FILE...   these documents, with the kinds of their findings
#include "made_document.h"

#include <concord/apidoc/derive.h>
#include <concord/base/file.h>

#include <fmt/format.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <map>

namespace {

using namespace concord;

struct Measured {
  double seconds = 0;
  double parse_seconds = 0;
  std::size_t operations = 0;
  std::size_t files = 0;
  std::map<std::string, std::size_t> findings;
  std::string mistake;
};

// Of this process so far.
double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::size_t count_operations(const std::map<std::string, std::string>& files) {
  std::size_t count = 0;
  for (const auto& [path, text] : files) {
    if (!path.ends_with("/openapi.yaml")) continue;
    for (std::size_t at = text.find("x-concord-operation:"); at != std::string::npos; at = text.find("x-concord-operation:", at + 1)) ++count;
  }
  return count;
}

// Reading the text is part of it, as it is for `concord derive`; writing the files is not.
Measured derive_once(const std::string& name, std::string text) {
  Measured out;
  base::SourceSet sources;
  const double start = processor_seconds();
  const base::Source& source = sources.add(name, std::move(text));
  apidoc::DocumentSet documents(sources);
  const bool is_read = documents.open(source).has_value();
  out.parse_seconds = processor_seconds() - start;
  const auto derived = apidoc::derive(std::vector<apidoc::DeriveInput>{{"bench", "", &source}}, {}, documents);
  out.seconds = processor_seconds() - start;
  if (!derived) {
    out.mistake = (is_read ? "" : "not read: ") + derived.diagnostics().front().span.place() + " " + derived.diagnostics().front().message;
    return out;
  }
  out.files = derived->files.size();
  out.operations = count_operations(derived->files);
  for (const base::Diagnostic& finding : derived->findings) ++out.findings[finding.kind];
  return out;
}

// In a process of its own, so that its memory is its own.
void measure(const std::string& shown, const std::string& name, std::string text) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    const double megabytes = static_cast<double>(text.size()) / 1e6;
    const Measured measured = derive_once(name, std::move(text));
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("| {} | {:.2f} | {} | {} | {:.3f} | {:.3f} | {:.1f} | {} |", shown, megabytes, measured.operations, measured.files,
               measured.parse_seconds, measured.seconds, megabytes / measured.seconds, usage.ru_maxrss / 1024);
    for (const auto& [kind, count] : measured.findings) fmt::print(" {} {}", kind, count);
    fmt::print("{}\n", measured.mistake);
    std::fflush(stdout);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFEXITED(status)) fmt::print("| {} | ended by signal {} |\n", shown, WTERMSIG(status));
}

void measure_made(double megabytes) {
  const std::size_t sample = 100;
  const double each = static_cast<double>(document::write_json(bench::made_document(sample)).size()) / sample;
  const document::Node made = bench::made_document(static_cast<std::size_t>(megabytes * 1e6 / each));
  measure(fmt::format("{} MB, JSON", megabytes), "made.json", document::write_json(made));
  measure(fmt::format("{} MB, JSON, indented", megabytes), "made.json", document::write_json(made, 2));
  measure(fmt::format("{} MB, YAML", megabytes), "made.yaml", document::write_yaml(made));
}

}  // namespace

int main(int argc, char** argv) {
  fmt::print("| document | MB | operations | files | read, s | all, s | MB/s | memory, MB | findings\n|---|--:|--:|--:|--:|--:|--:|--:|---\n");
  for (int i = 1; i < argc; ++i) {
    auto text = base::read_file(argv[i]);
    if (text) measure(argv[i], argv[i], std::move(*text));
  }
  if (argc > 1) return 0;
  measure("200 operations, JSON", "made.json", document::write_json(bench::made_document(50)));
  measure("200 operations, YAML", "made.yaml", document::write_yaml(bench::made_document(50)));
  for (const double megabytes : {0.1, 1.0, 10.0, 30.0}) measure_made(megabytes);
}
