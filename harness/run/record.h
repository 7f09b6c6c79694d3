// What is kept of an exchange: bounded when it arrives, redacted when its case ends.
#pragma once
#include <concord/base/secret.h>
#include <concord/http.h>
#include <concord/result.h>

namespace concord::run {

// An exchange until its case ends: the beginning of its bodies, as much as a record keeps and a secret at the cut may need.
struct KeptExchange {
  explicit KeptExchange(const http::Exchange& whole);
  http::Exchange exchange;
  std::uint64_t request_size = 0;   // of the whole bodies, in bytes
  std::uint64_t response_size = 0;
};

// The record of it, secrets replaced. `with_curl`: with a command line that repeats it.
result::ExchangeRecord record_of(const KeptExchange& kept, const base::Redactor& redactor, bool with_curl);
// Every text of the failure goes through the redactor: answers echo secrets.
void redact(result::CheckFailure& failure, const base::Redactor& redactor);
void redact(result::RunError& run_error, const base::Redactor& redactor);

}  // namespace concord::run
