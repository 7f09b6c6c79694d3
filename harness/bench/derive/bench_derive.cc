// How long `derive` takes, by size, and the most memory, each document in a process of its own. Seconds are those of
// the processor, so that a machine with other work measures the same.
//   concord_bench_derive           made documents of 1 to 30 MB, as JSON and as YAML; "growth" is the time a MB takes
//                                  beside that of the smallest of the form: 1 throughout when time grows linearly
//   concord_bench_derive FILE...   these documents, with the kinds of their findings
#include "made_document.h"

#include <concord/derive.h>
#include <concord/base/file.h>

#include <fmt/format.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
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
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::size_t count_operations(const std::map<std::string, std::string>& files) {
  std::size_t count = 0;
  for (const auto& [path, text] : files) {
    if (!path.ends_with("/openapi.yaml")) continue;
    for (std::size_t at = text.find("x-concord-operation:"); at != std::string::npos;
         at = text.find("x-concord-operation:", at + 1))
      ++count;
  }
  return count;
}

// Reading the text is part of it, as it is for `concord derive`; writing the files is not.
Measured derive_once(const std::string& name, std::string text) {
  Measured out;
  base::SourceSet sources;
  const double start = processor_seconds();
  const base::Source& source = sources.add(name, std::move(text));
  openapi::DocumentSet documents(sources);
  const bool is_read = documents.open(source).has_value();
  out.parse_seconds = processor_seconds() - start;
  const auto derived = derive::derive(std::vector<derive::DeriveInput>{{"bench", "", &source}}, {}, documents);
  out.seconds = processor_seconds() - start;
  if (!derived) {
    out.mistake = (is_read ? "" : "not read: ") + derived.diagnostics().front().span.place() + " " +
                  derived.diagnostics().front().message;
    return out;
  }
  out.files = derived->files.size();
  out.operations = count_operations(derived->files);
  for (const base::Diagnostic& finding : derived->findings) ++out.findings[finding.kind];
  return out;
}

// Prints a row and returns the seconds a MB. `smallest`: those of the smallest of the form, or 0.
double print_row(const std::string& shown, double megabytes, const Measured& measured, double smallest) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double each = measured.seconds / megabytes;
  fmt::print("| {} | {:.2f} | {} | {} | {:.3f} | {:.3f} | {:.1f} | {} | {} |", shown, megabytes, measured.operations,
             measured.files, measured.parse_seconds, measured.seconds, 1 / each,
             smallest == 0 ? "" : fmt::format("{:.2f}", each / smallest), usage.ru_maxrss / 1024);
  for (const auto& [kind, count] : measured.findings) fmt::print(" {} {}", kind, count);
  fmt::print("{}\n", measured.mistake);
  std::fflush(stdout);
  return each;
}

// In a process of its own, so that its memory is its own. Returns as print_row, 0 when the process did not end well.
double measure(const std::string& shown, const std::string& name, std::string text, double smallest = 0) {
  std::fflush(stdout);
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return 0;
  const pid_t child = fork();
  if (child == 0) {
    const double megabytes = static_cast<double>(text.size()) / 1e6;
    const double each = print_row(shown, megabytes, derive_once(name, std::move(text)), smallest);
    _exit(write(ends[1], &each, sizeof each) == sizeof each ? 0 : 1);
  }
  close(ends[1]);
  double each = 0;
  if (read(ends[0], &each, sizeof each) != sizeof each) each = 0;
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFEXITED(status)) fmt::print("| {} | ended by signal {} |\n", shown, WTERMSIG(status));
  return each;
}

struct Form {
  const char* shown;
  const char* file;
  std::string (*write)(const document::Node& made);
  double smallest = 0;  // seconds a MB of the smallest document
};

void measure_made(double megabytes, Form& form) {
  const std::size_t sample = 100;
  const double each = static_cast<double>(form.write(bench::made_document(sample)).size()) / sample;
  std::string text = form.write(bench::made_document(static_cast<std::size_t>(megabytes * 1e6 / each)));
  const double seconds =
      measure(fmt::format("{} MB, {}", megabytes, form.shown), form.file, std::move(text), form.smallest);
  if (form.smallest == 0) form.smallest = seconds;
}

void print_load() {
  std::array<double, 1> load{};
  if (getloadavg(load.data(), 1) == 1) fmt::print("load of the machine: {:.1f}\n", load[0]);
}

}  // namespace

int main(int argc, char** argv) {
  fmt::print(
      "| document | MB | operations | files | read, s | all, s | MB/s | growth | memory, MB | findings\n"
      "|---|--:|--:|--:|--:|--:|--:|--:|--:|---\n");
  for (int i = 1; i < argc; ++i) {
    auto text = base::read_file(argv[i]);
    if (text) measure(argv[i], argv[i], std::move(*text));
  }
  if (argc > 1) return 0;
  measure("200 operations, JSON", "made.json", document::write_json(bench::made_document(50)));
  measure("200 operations, YAML", "made.yaml", document::write_yaml(bench::made_document(50)));
  std::array<Form, 3> forms{{
      {"JSON", "made.json", [](const document::Node& made) { return document::write_json(made); }},
      {"JSON, indented", "made.json", [](const document::Node& made) { return document::write_json(made, 2); }},
      {"YAML", "made.yaml", document::write_yaml},
  }};
  for (const double megabytes : {1.0, 3.0, 10.0, 30.0}) {
    for (Form& form : forms) measure_made(megabytes, form);
  }
  print_load();
}
