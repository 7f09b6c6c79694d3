#include <concord/http/repeatable.h>

#include <concord/base/http_method.h>
#include <concord/http/retry_after.h>

namespace concord::http {

bool is_idempotent(std::string_view method) {
  const base::HttpMethod* known = base::find_http_method(method);
  return known != nullptr && known->is_repeatable;
}

std::optional<RepeatReason> may_repeat(const Exchange& exchange, bool is_declared_repeatable) {
  if (exchange.error && exchange.error->delivery == Delivery::NotSent) return RepeatReason::NotSent;
  if (exchange.error && exchange.error->delivery == Delivery::NotProcessed) return RepeatReason::NotProcessed;
  if (!exchange.error && exchange.response) {
    const int status = exchange.response->status;
    const bool may_ask = status == 429 || status == 503;
    const std::string* after = find_header(exchange.response->headers, "Retry-After");
    // What says no time asks for nothing, so it is no proof that nothing was done.
    if (may_ask && after && retry_after(*after, {})) return RepeatReason::AskedToWait;
  }
  if (is_idempotent(exchange.request.method)) return RepeatReason::Idempotent;
  const bool is_keyed = find_header(exchange.request.headers, "Idempotency-Key") != nullptr;
  if (is_declared_repeatable || is_keyed) return RepeatReason::Declared;
  return std::nullopt;
}

std::string repeat_reason_text(RepeatReason reason, std::string_view method) {
  switch (reason) {
    case RepeatReason::NotSent: return "no byte of it was sent";
    case RepeatReason::NotProcessed: return "the server did not process it";
    case RepeatReason::AskedToWait: return "the server asked to wait";
    case RepeatReason::Idempotent: return std::string(method) + " is idempotent";
    case RepeatReason::Declared: return "it is declared repeatable";
  }
  return "";
}

}  // namespace concord::http
