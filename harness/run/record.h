// What is kept of an exchange: redacted and bounded.
#pragma once
#include <concord/base/secret.h>
#include <concord/http.h>
#include <concord/result.h>

namespace concord::run {

result::ExchangeRecord record_exchange(const http::Exchange& exchange, const base::Redactor& redactor);
// Every text of the failure goes through the redactor: answers echo secrets.
void redact(result::CheckFailure& failure, const base::Redactor& redactor);
void redact(result::RunError& run_error, const base::Redactor& redactor);

}  // namespace concord::run
