// What happened as members of objects: one list of names and their order, for the journal and for reports, however each
// writes JSON.
//
// `Members` leaves out what says nothing ("", 0, no items) and has text(key, value), number(key, value), flag(key,
// value), time(key, value), texts(key, values), headers(key, headers), body(key, body), timing(key, timing) and
// place(key, place).
#pragma once
#include <concord/result.h>

namespace concord::result {

template <class Members>
void tell_members(const Members& to, const Place& place) {
  to.text("file", place.file);
  to.number("line", place.line);
  to.number("column", place.column);
}

template <class Members>
void tell_members(const Members& to, const CheckFailure& failure) {
  to.text("check", failure.check);
  to.text("type", failure.type);
  if (failure.level != Level::Fail) to.text("level", level_name(failure.level));
  to.text("message", failure.message);
  to.text("expected", failure.expected);
  to.text("actual", failure.actual);
  to.text("pointer", failure.pointer);
  to.text("keyword", failure.keyword);
  to.text("found_kind", failure.found_kind);
  to.text("schema_location", failure.schema_location);
  to.text("basis", failure.basis);
  to.text("documentation", failure.documentation);
  to.text("hint", failure.hint);
  to.text("fingerprint", failure.fingerprint);
  to.text("known_issue", failure.known_issue);
  to.text("at_fault", failure.at_fault);
  to.place("place", failure.place);
  to.number("step", failure.step);
}

template <class Members>
void tell_members(const Members& to, const RunError& error) {
  to.text("type", run_error_kind_name(error.kind));
  to.text("message", error.message);
  to.text("phase", error.phase);
  to.place("place", error.place);
}

// But for its text, which is there when it is empty too: no body and an empty body differ.
template <class Members>
void tell_members(const Members& to, const Body& body) {
  to.flag("base64", body.is_base64);
  to.number("size", body.size);
  to.flag("cut", body.is_cut);
  to.flag("redacted", body.is_redacted);
}

// In microseconds.
template <class Members>
void tell_members(const Members& to, const http::Timing& timing) {
  to.number("name_lookup", timing.name_lookup.count());
  to.number("connect", timing.connect.count());
  to.number("tls", timing.tls.count());
  to.number("sent", timing.sent.count());
  to.number("first_byte", timing.first_byte.count());
  to.number("total", timing.total.count());
}

template <class Members>
void tell_members(const Members& to, const ExchangeRecord& exchange) {
  to.text("method", exchange.method);
  to.text("url", exchange.url);
  to.headers("request_headers", exchange.request_headers);
  to.body("request_body", exchange.request_body);
  to.number("status", exchange.status);
  to.text("reason", exchange.reason);
  to.text("http_version", exchange.http_version);
  to.headers("response_headers", exchange.response_headers);
  to.body("response_body", exchange.response_body);
  to.timing("timing_us", exchange.timing);
  to.time("started_at", exchange.started_at);
  to.text("remote_address", exchange.remote_address);
  to.text("curl", exchange.curl);
  to.texts("redacted", exchange.redacted);
}

}  // namespace concord::result
