#include <concord/run/record.h>

#include <concord/base/ascii.h>
#include <concord/base/secret_names.h>
#include <concord/base/text.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace concord::run {

namespace {

constexpr std::size_t usual_texts = 1'024, usual_body = 4'096;

bool is_usual(const std::optional<std::string>& body) { return body && body->size() <= usual_body; }

// What is not expected to hold a secret, all together: what stands in one of the texts stands in this.
std::string harmless_texts(const http::Exchange& exchange) {
  std::string all;
  all.reserve(usual_texts);
  const auto add = [&all](std::string_view text) { (all += text) += CaseSecrets::between; };
  const auto add_headers = [&add](const http::Headers& headers) {
    for (const http::Header& header : headers) {
      add(header.name);
      if (!base::names_credential(header.name)) add(header.value);
    }
  };
  add(exchange.request.url);
  if (is_usual(exchange.request.body)) add(*exchange.request.body);
  add_headers(exchange.request.headers);
  if (exchange.response) add(exchange.response->reason), add_headers(exchange.response->headers);
  return all;
}

class Redaction {
 public:
  Redaction(const http::Exchange& exchange, const CaseSecrets& secrets)
      : secrets_(secrets), is_harmless_(!secrets.occur_in(harmless_texts(exchange))) {}

  const CaseSecrets::Names& names() const { return names_; }

  std::string text(std::string_view from) { return secrets_.redact(from, &names_); }

  // Of harmless_texts(): most hold nothing, which one look at all of them has said.
  std::string harmless(std::string from) { return is_harmless_ ? std::move(from) : text(from); }

  http::Headers headers(http::Headers from) {
    for (http::Header& header : from) {
      if (!is_harmless_ || base::names_credential(header.name)) header.value = text(header.value);
      if (!is_harmless_) header.name = text(header.name);
    }
    return from;
  }

  result::Body request_body(const std::optional<std::string>& whole, std::uint64_t size) {
    return is_harmless_ && is_usual(whole) ? result::make_body(*whole, kept_bytes) : body(*whole, size);
  }

  // `size` is that of the whole body, of which `bytes` are the beginning.
  result::Body body(std::string_view bytes, std::uint64_t size) {
    CaseSecrets::Names found;
    const bool was_cut = size > bytes.size();
    const std::string kept =
        was_cut ? secrets_.redact_cut(bytes, &found) : secrets_.redact_prefix(bytes, kept_bytes, &found);
    result::Body body = result::make_body(kept, kept_bytes);
    body.is_cut = body.is_cut || size > kept_bytes;
    body.size = size;
    body.is_redacted = !found.empty();
    names_.merge(found);
    return body;
  }

 private:
  const CaseSecrets& secrets_;
  const bool is_harmless_;
  CaseSecrets::Names names_;
};

constexpr std::string_view cut_mark = "\u2026";
constexpr std::size_t shortest_beginning = 16;

// Messages show long values cut: their beginning, with the mark of the cut behind it, is replaced too.
bool replace_beginnings(std::string& text, const std::string& value, const std::string& by) {
  if (value.size() <= shortest_beginning) return false;
  const std::string_view beginning = std::string_view(value).substr(0, shortest_beginning);
  bool has_found = false;
  for (std::size_t at = 0; (at = text.find(beginning, at)) != std::string::npos;) {
    std::size_t end = shortest_beginning;
    while (end < value.size() && at + end < text.size() && text[at + end] == value[end]) ++end;
    if (std::string_view(text).substr(at + end).starts_with(cut_mark)) {
      text.replace(at, end + cut_mark.size(), by);
      has_found = true;
      at += by.size();
    } else {
      at += end;
    }
  }
  return has_found;
}

// Where one of them stands in a text.
struct Place {
  std::size_t begin = 0, end = 0;
  const std::string* name = nullptr;
};

// By where they begin, the longest first.
std::vector<Place> places_of(const std::vector<HandedOut>& handed_out, std::string_view text) {
  std::vector<Place> places;
  for (const auto& [name, value] : handed_out) {
    if (value.empty()) continue;
    for (std::size_t at = text.find(value); at != text.npos; at = text.find(value, at + 1))
      places.push_back({at, at + value.size(), &name});
  }
  std::ranges::sort(places, {}, [](const Place& one) { return std::pair(one.begin, ~one.end); });
  return places;
}

// Of two that overlap, or of which one is a part of the other, nothing is left.
std::string without_whole(std::string text, const std::vector<HandedOut>& handed_out, CaseSecrets::Names* names) {
  const std::vector<Place> places = places_of(handed_out, text);
  if (places.empty()) return text;
  std::string rest;
  std::size_t done = 0;
  for (const Place& one : places) {
    if (one.end <= done) continue;
    if (one.begin >= done) rest.append(text, done, one.begin - done).append("[").append(*one.name).append("]");
    if (names) names->insert(*one.name);
    done = one.end;
  }
  return rest.append(text, done);
}

std::vector<std::string_view> values_of(const std::vector<HandedOut>& handed_out) {
  std::vector<std::string_view> values;
  values.reserve(handed_out.size());
  for (const HandedOut& one : handed_out) values.emplace_back(one.value);
  return values;
}

}  // namespace

CaseSecrets::CaseSecrets(const base::Redactor& run, const base::Redactor& own, const std::vector<HandedOut>& handed_out)
    : run_(run), own_(own), handed_out_(handed_out), encoded_(values_of(handed_out)) {}

// To look for what was handed out in every form costs more than to judge the answer, so it is done where one may be
// there in another than its own: from such a text on, for all of the case.
const base::Redactor& CaseSecrets::own_for(std::string_view text) const {
  if (all_of_case_) return *all_of_case_;
  if (!encoded_.may_find(text)) return own_;
  all_of_case_.emplace(own_);
  for (const auto& [name, value] : handed_out_) all_of_case_->add(name, base::Secret(value));
  return *all_of_case_;
}

std::string CaseSecrets::without_handed_out(std::string text, Names* names) const {
  text = without_whole(std::move(text), handed_out_, names);
  for (const auto& [name, value] : handed_out_) {
    if (replace_beginnings(text, value, '[' + name + ']') && names) names->insert(name);
  }
  const base::Redactor& own = own_for(text);
  return own.empty() ? text : own.redact(text, names);
}

std::string CaseSecrets::redact(std::string_view text, Names* names) const {
  if (own_.empty() && handed_out_.empty()) return run_.redact(text, names);
  return run_.redact(without_handed_out(std::string(text), names), names);
}

std::string CaseSecrets::redact_prefix(std::string_view text, std::size_t keep, Names* names) const {
  if (own_.empty() && handed_out_.empty()) return run_.redact_prefix(text, keep, names);
  return run_.redact_prefix(without_handed_out(std::string(text), names), keep, names);
}

// What the first two replace moves what is behind it towards the beginning, and half a secret with it.
std::string CaseSecrets::redact_cut(std::string_view text, Names* names) const {
  const std::string whole = without_handed_out(std::string(text), names);
  const std::string left = own_for(whole).redact_cut(whole, names);
  return run_.redact_cut(left, names, left.size() - std::min(left.size(), behind_the_cut));
}

bool CaseSecrets::occur_in(std::string_view text) const {
  const auto is_in = [text](const HandedOut& one) { return text.find(one.value) != std::string_view::npos; };
  // A beginning of one with the mark behind it would be replaced too.
  if (!handed_out_.empty() && text.find(cut_mark) != std::string_view::npos) return true;
  return !run_.find(text).empty() || std::any_of(handed_out_.begin(), handed_out_.end(), is_in) ||
         !own_for(text).find(text).empty();
}

KeptExchange::KeptExchange(const http::Exchange& whole) {
  exchange.request.method = whole.request.method;
  exchange.request.url = whole.request.url;
  exchange.request.headers = whole.request.headers;
  if (whole.request.body) {
    exchange.request.body = whole.request.body->substr(0, kept_bytes + behind_the_cut);
    request_size = whole.request.body->size();
  }
  exchange.timing = whole.timing;
  exchange.started_at = whole.started_at;
  exchange.remote_address = whole.remote_address;
  if (!whole.response) return;
  exchange.response.emplace();
  exchange.response->status = whole.response->status;
  exchange.response->http_version = whole.response->http_version;
  exchange.response->reason = whole.response->reason;
  exchange.response->headers = whole.response->headers;
  exchange.response->body = whole.response->body.substr(0, kept_bytes + behind_the_cut);
  response_size = whole.response->body.size();
}

std::string with_variables(const std::string& command, const std::vector<std::string>& names) {
  std::string sets;
  for (const std::string& name : names) {
    const std::string variable = http::shell_word("{{" + name + "}}");  // "$NAME" in quotes
    if (command.find(variable) != std::string::npos) sets += variable.substr(2, variable.size() - 3) + "='…' ";
  }
  return sets.empty() ? command : std::string(base::trim(sets)) + "; " + command;
}

namespace {

// "token", "auth_value": made up here, and nobody's variable.
std::vector<std::string> made_up(const CaseSecrets::Names& names) {
  std::vector<std::string> all;
  std::copy_if(names.begin(), names.end(), std::back_inserter(all), [](const std::string& name) {
    return std::any_of(name.begin(), name.end(), [](char c) { return base::is_lower(c); });
  });
  return all;
}

}  // namespace

result::ExchangeRecord record_of(KeptExchange&& kept, const CaseSecrets& secrets,
                                 const std::optional<std::string>& curl_options) {
  http::Exchange& exchange = kept.exchange;
  Redaction redaction(exchange, secrets);
  result::ExchangeRecord record;
  record.method = std::move(exchange.request.method);
  record.url = redaction.harmless(std::move(exchange.request.url));
  record.request_headers = redaction.headers(std::move(exchange.request.headers));
  if (exchange.request.body) record.request_body = redaction.request_body(exchange.request.body, kept.request_size);
  const bool is_whole = !exchange.request.body || exchange.request.body->size() == kept.request_size;
  if (curl_options && is_whole) {  // half a body is none
    http::Request request{record.method, record.url, record.request_headers, {}};
    if (exchange.request.body) request.body = redaction.text(*exchange.request.body);
    const std::string options = redaction.text(*curl_options);
    record.curl = with_variables(
        http::to_curl(request, {{redaction.names().begin(), redaction.names().end()}, kept.user, options}),
        made_up(redaction.names()));
  }
  if (exchange.response) {
    record.status = exchange.response->status;
    record.reason = redaction.harmless(std::move(exchange.response->reason));
    record.http_version = std::move(exchange.response->http_version);
    record.response_headers = redaction.headers(std::move(exchange.response->headers));
    record.response_body = redaction.body(exchange.response->body, kept.response_size);
  }
  record.timing = exchange.timing;
  record.started_at = exchange.started_at;
  record.remote_address = std::move(exchange.remote_address);
  record.redacted.assign(redaction.names().begin(), redaction.names().end());
  return record;
}

void redact(result::CheckFailure& failure, const CaseSecrets& secrets) {
  if (secrets.empty()) return;
  const auto texts = {&failure.message, &failure.expected, &failure.actual,
                      &failure.pointer, &failure.hint,     &failure.found_kind};
  // Most have nothing to hide, which one search of all tells.
  std::string all;
  for (const std::string* text : texts) (all += *text) += CaseSecrets::between;
  if (!secrets.occur_in(all)) return;
  for (std::string* text : texts) *text = secrets.redact(*text);  // what was cut has an ellipsis
}

void redact(result::RunError& run_error, const CaseSecrets& secrets) {
  run_error.message = secrets.redact(run_error.message);
}

}  // namespace concord::run
