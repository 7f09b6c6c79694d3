#include "checks.h"
#include "shown.h"

#include <algorithm>

namespace concord::check {

void check_server_error(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  // 502, 503 and 504 are a gateway's: the run tells whether they can be judged at all.
  if (status < 500 || (status >= 502 && status <= 504)) return;
  const auto& expected = answer.expected_statuses;
  if (std::find(expected.begin(), expected.end(), status) != expected.end()) return;
  auto& failure = findings.add("contract.status", status_text(status) + ": the server failed on this request");
  failure.expected = "no server error";
  failure.actual = failure.found_kind = std::to_string(status);
}

}  // namespace concord::check
