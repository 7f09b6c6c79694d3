#include "instance_benchmark.h"

#include <concord/base/timing.h>

#include <fmt/format.h>

namespace concord::cli {
namespace {

// Results go here, so that no call can be left out.
volatile std::size_t sink = 0;

}  // namespace

void InstanceBenchmark::use(const InstanceText& instance) {
  const auto parse_ns = instance.is_yaml ? read_yaml(instance) : read(instance);
  if (!parse_ns) return;
  const schema::Verdict verdict = schema_.verdict(compact_);
  const bool is_valid = verdict == schema::Verdict::Valid;
  counts.add(verdict);
  Figures figures{base::median_nanoseconds([&] { sink = sink + schema_.accepts(compact_); }), 0, *parse_ns};
  if (!is_valid && with_reasons_) {
    const document::Node tree = document::to_node(compact_.root());
    figures.reasons_ns = base::median_nanoseconds([&] { sink = sink + schema_.explain(tree).violations.size(); });
  }
  const auto bytes = static_cast<double>(instance.text.size());
  const char* const said = is_valid                              ? ": valid"
                           : verdict == schema::Verdict::Invalid ? ": not valid"
                                                                 : ": cannot be judged";
  print(instance.place.text() + said, figures, bytes);
  sums_.verdict_ns += figures.verdict_ns;
  sums_.reasons_ns += figures.reasons_ns;
  sums_.parse_ns += figures.parse_ns;
  bytes_ += bytes;
}

// Leaves it in compact_; the ns of that, or nothing when it cannot be read.
std::optional<double> InstanceBenchmark::read(const InstanceText& instance) {
  if (compact_.read(instance.text)) {
    return base::median_nanoseconds([&] { sink = sink + compact_.read(instance.text); });
  }
  const base::Source source(std::string(instance.place.path), std::string(instance.text));
  complain(instance, document::parse_json(source).diagnostics());
  return std::nullopt;
}

std::optional<double> InstanceBenchmark::read_yaml(const InstanceText& instance) {
  const base::Source source(std::string(instance.place.path), std::string(instance.text));
  const auto root = document::parse_yaml(source);
  if (!root) {
    complain(instance, root.diagnostics());
    return std::nullopt;
  }
  compact_.read(document::write_json(*root));
  return base::median_nanoseconds([&] { sink = sink + document::parse_yaml(source).has_value(); });
}

void InstanceBenchmark::print(const std::string& name, const Figures& figures, double bytes) {
  std::string line = fmt::format("{}: {:.0f} ns", name, figures.verdict_ns);
  if (figures.reasons_ns > 0) line += fmt::format(", with reasons {:.0f} ns", figures.reasons_ns);
  const double megabytes_a_second = figures.parse_ns > 0 ? bytes * 1e3 / figures.parse_ns : 0;
  output_.add(line + fmt::format(", parse {:.0f} ns ({:.0f} bytes, {:.0f} MB/s)\n", figures.parse_ns, bytes,
                                 megabytes_a_second));
}

void InstanceBenchmark::print_sum() {
  print(fmt::format("all: {} valid, {} not valid", counts.valid, counts.invalid), sums_, bytes_);
}

}  // namespace concord::cli
