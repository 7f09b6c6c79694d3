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

// .jsonl and .ndjson have an instance a line, blank lines aside, and may be of any size; .yaml and .yml are YAML; all
// else is JSON. Returns how many of them, or of files, could not be read; printed is why. What is given to `use` is
// valid during the call.
std::size_t read_instances(const std::string& path, VerdictPrinter& printer,
                           const std::function<void(const InstanceText&)>& use);

}  // namespace concord::cli
