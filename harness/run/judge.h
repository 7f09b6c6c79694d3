// Applies the checks to one exchange. Compiles each documented answer's schema once a run.
#pragma once
#include <concord/check.h>
#include <concord/suite.h>

#include <map>
#include <string>
#include <vector>

namespace concord::run {

// Not thread-safe.
class Judge {
 public:
  explicit Judge(const base::Clock& clock) : clock_(clock) {}

  struct Question {
    const apidoc::Operation& operation;
    const http::Exchange& exchange;  // with a response
    const document::Node& request;   // rendered
    const check::Expectations& expectations;
    const std::vector<check::SentSecret>& secrets;
    const check::Levels& levels;
    std::string case_id;
  };
  struct Verdict {
    check::Outcome outcome;
    document::ParsedJson json;  // of the body, for captures
    base::Diagnostics problems;  // the documented schema does not compile: nothing was judged
  };
  Verdict judge(const Question& question);

 private:
  const schema::Schema* compiled(const apidoc::Content& content, base::Diagnostics& problems);

  const base::Clock& clock_;
  check::RunMemory memory_;
  std::map<const apidoc::Content*, schema::Schema> schemas_;
};

// The content documented for the media type of the answer; the only one there is when the answer names none that is documented.
const apidoc::Content* content_for(const apidoc::Answer& documented, const http::Response& response);

}  // namespace concord::run
