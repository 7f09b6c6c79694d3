// Cases that went wrong in the same way are one thing to a reader: a server that is down is told once.
#pragma once
#include <concord/result/run_source.h>

#include <string>
#include <vector>

namespace concord::report {

struct Cause {
  std::string message;       // of the first case
  std::size_t position = 0;  // of the first case
  std::size_t cases = 0;
  std::vector<std::string> alike;  // names of the next few, those of another operation with its suite
  std::string classname;           // of the first case
  std::size_t with_more = 0;       // of the others: those with failures that the first case has not
};

struct Causes {
  std::vector<Cause> list;    // the most frequent first, then in the order of the run; at most 10,000
  std::size_t not_listed = 0;  // further causes
  std::size_t cases = 0;
};

// Of the cases with this verdict. `most_alike`: names that are kept of one cause.
Causes causes_of(const result::RunSource& run, result::Verdict verdict, std::size_t most_alike = 0);

}  // namespace concord::report
