// The instances in the files of the command line, one by one, in bounded memory.
#pragma once
#include "verdict_printer.h"

#include <functional>
#include <string>
#include <string_view>

namespace concord::cli {

struct InstanceText {
  InstancePlace place;
  std::string_view text;
  bool is_yaml = false;
};

// Instances, or files, that could not be read.
struct UnreadInstances {
  std::size_t unreadable = 0;
  std::size_t over_bound = 0;  // they may be valid, but are longer than we read
};

// .jsonl and .ndjson have an instance a line, blank lines aside, and may be of any size; .yaml and .yml are YAML; all
// else is JSON. Of what is not read, printed is why. What is given to `use` is valid during the call.
UnreadInstances read_instances(const std::string& path, VerdictPrinter& printer,
                           const std::function<void(const InstanceText&)>& use);

}  // namespace concord::cli
