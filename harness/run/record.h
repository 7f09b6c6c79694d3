// What is kept of an exchange: bounded when it arrives, redacted when its case ends.
#pragma once
#include <concord/base/secret.h>
#include <concord/http.h>
#include <concord/result.h>

#include <optional>
#include <string>

namespace concord::run {

// An exchange until its case ends: the beginning of its bodies, as much as a record keeps and a secret at the cut may need.
struct KeptExchange {
  explicit KeptExchange(const http::Exchange& whole);
  http::Exchange exchange;
  std::uint64_t request_size = 0;   // of the whole bodies, in bytes
  std::uint64_t response_size = 0;
  std::string user;  // of Basic credentials, as templates: "{{NAME}}:{{SECRET}}"; or ""
};

// The record of it, secrets replaced. With `curl_options` (see http::CurlWords) it has a command line that repeats it.
result::ExchangeRecord record_of(const KeptExchange& kept, const base::Redactor& redactor,
                                 const std::optional<std::string>& curl_options);
// Every text of the failure goes through the redactor: answers echo secrets.
void redact(result::CheckFailure& failure, const base::Redactor& redactor);
void redact(result::RunError& run_error, const base::Redactor& redactor);

}  // namespace concord::run
