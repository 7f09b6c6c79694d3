// The one table of report formats. A new one is a file and a row.
#include "ctrf.h"
#include "github.h"
#include "har.h"
#include "html.h"
#include "json.h"
#include "junit.h"
#include "markdown.h"
#include "prometheus.h"
#include "reproducible.h"
#include "tap.h"

#include <array>

namespace concord::report {
namespace {

const std::array<FormatKind, 9> kinds{{
    {"junit", "junit.xml", "JUnit XML, valid for Jenkins, GitLab, GitHub actions and Surefire's schema", write_junit,
     nullptr},
    {"html", "report.html", "one HTML page for people that needs nothing else", write_html, nullptr},
    {"json", "report.json", "the whole run as one JSON document", nullptr, begin_json},
    {"har", "run.har", "all requests and answers as HAR 1.2, for browsers and HTTP tools", nullptr, begin_har},
    {"markdown", "report.md", "a short summary, e.g. for GitHub's step summary or a merge request", write_markdown,
     nullptr},
    {"ctrf", "ctrf.json", "Common Test Report Format, for dashboards and chat bots that read it", nullptr, begin_ctrf},
    {"tap", "report.tap", "Test Anything Protocol 14, a line a case, for pipes and small tools", nullptr, begin_tap},
    {"github", "github.txt", "commands that annotate lines on GitHub, for standard output of a step", write_github,
     nullptr},
    {"prometheus", "concord.prom", "totals as metrics, for the textfile collector of node_exporter", write_prometheus,
     nullptr},
}};

}  // namespace

std::span<const FormatKind> format_kinds() { return kinds; }

const FormatKind* find_format(std::string_view name) {
  for (const auto& kind : kinds) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

void FormatKind::write(const result::RunSource& run, const Options& options, std::ostream& to) const {
  const Output one{this, &to};
  write_all(run, options, {&one, 1});
}

void write_all(const result::RunSource& run, const Options& options, std::span<const Output> outputs) {
  if (options.reproducible) {
    Options varying = options;
    varying.reproducible = false;
    return write_all(Reproducible(run), varying, outputs);
  }
  std::vector<std::unique_ptr<CaseWriter>> writers;
  for (const Output& output : outputs) {
    if (output.kind->whole) output.kind->whole(run, options, *output.to);
    else writers.push_back(output.kind->begin(run, options, *output.to));
  }
  for (std::size_t i = 0; i < run.size() && !writers.empty(); ++i) {
    const result::CaseResult one = run.read(i);
    for (const auto& writer : writers) writer->add(one);
  }
  for (const auto& writer : writers) writer->end();
}

}  // namespace concord::report
