#include "record.h"

namespace concord::run {

namespace {

http::Headers redacted(const http::Headers& headers, const base::Redactor& redactor) {
  http::Headers result;
  for (const http::Header& header : headers) {
    result.push_back({redactor.redact(header.name), redactor.redact(header.value)});
  }
  return result;
}

}  // namespace

result::ExchangeRecord record_exchange(const http::Exchange& exchange, const base::Redactor& redactor) {
  http::Request request = exchange.request;
  request.url = redactor.redact(request.url);
  request.headers = redacted(request.headers, redactor);
  if (request.body) request.body = redactor.redact(*request.body);

  result::ExchangeRecord record;
  record.method = request.method;
  record.url = request.url;
  record.curl = http::to_curl(request);
  record.request_headers = request.headers;
  if (request.body) record.request_body = result::make_body(*request.body);
  if (exchange.response) {
    record.status = exchange.response->status;
    record.reason = redactor.redact(exchange.response->reason);
    record.http_version = exchange.response->http_version;
    record.response_headers = redacted(exchange.response->headers, redactor);
    record.response_body = result::make_body(redactor.redact(exchange.response->body));
  }
  record.timing = exchange.timing;
  record.started_at = exchange.started_at;
  record.remote_address = exchange.remote_address;
  return record;
}

void redact(result::CheckFailure& failure, const base::Redactor& redactor) {
  if (redactor.empty()) return;
  for (std::string* text : {&failure.message, &failure.expected, &failure.actual, &failure.pointer, &failure.hint}) {
    *text = redactor.redact(*text);
  }
}

void redact(result::RunError& run_error, const base::Redactor& redactor) {
  run_error.message = redactor.redact(run_error.message);
}

}  // namespace concord::run
