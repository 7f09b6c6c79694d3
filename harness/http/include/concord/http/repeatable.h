// May a request be sent again? The one rule, for the transport and for whoever makes a further attempt.
#pragma once
#include <concord/http.h>

namespace concord::http {

// GET, HEAD, OPTIONS, PUT, TRACE and QUERY (RFC 9110, 9.2.2). Not DELETE: its second answer is another than its first.
bool is_idempotent(std::string_view method);

// Why the request of a finished exchange may be sent again, or nothing when it may have had an effect that a second
// would double. In this order: no byte of it was sent; the server said that it did not process it; it answered 429 or
// 503 with Retry-After; the method is idempotent; the request is declared repeatable, by its suite or by an
// Idempotency-Key.
std::optional<RepeatReason> may_repeat(const Exchange& exchange, bool is_declared_repeatable);

// "no byte of it was sent", "the server did not process it", "the server asked to wait", "PUT is idempotent",
// "it is declared repeatable"
std::string repeat_reason_text(RepeatReason reason, std::string_view method);

}  // namespace concord::http
