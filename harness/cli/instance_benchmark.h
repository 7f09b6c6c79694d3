// `concord validate --benchmark`: how long verdicts take, how long their reasons, and how long reading takes, apart.
#pragma once
#include "instance_judge.h"

namespace concord::cli {

class InstanceBenchmark final : public InstanceCounter {
 public:
  // With `with_reasons`, instances that are not valid are also timed until all that is wrong with them is known. All
  // must outlive this.
  InstanceBenchmark(const schema::Schema& schema, bool with_reasons, VerdictPrinter& printer, BufferedOutput& output)
      : InstanceCounter(printer), schema_(schema), with_reasons_(with_reasons), output_(output) {}

  // Prints a line. Loops the instance by itself, about 4 ms a figure.
  void use(const InstanceText& instance) override;
  // Prints a line for all of them.
  void print_sum();

 private:
  struct Figures {
    double verdict_ns = 0, reasons_ns = 0, parse_ns = 0;
  };
  std::optional<double> read(const InstanceText& instance);
  std::optional<double> read_yaml(const InstanceText& instance);
  void print(const std::string& name, const Figures& figures, double bytes);

  const schema::Schema& schema_;
  bool with_reasons_;
  BufferedOutput& output_;
  document::Compact compact_;
  Figures sums_;
  double bytes_ = 0;
};

}  // namespace concord::cli
