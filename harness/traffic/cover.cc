#include "cover.h"

#include <concord/base/secret_names.h>
#include <concord/base/text.h>
#include <concord/message/credentials.h>
#include <concord/traffic.h>

#include <algorithm>
#include <functional>

namespace concord::traffic {

using document::Node;

bool Hidden::is_in(std::string_view text) const {
  return is_usual_mark(text) || std::any_of(marks_.begin(), marks_.end(), [text](const std::string& mark) {
           return text.find(mark) != std::string_view::npos;
         });
}

bool Hidden::is_in(const Node& value) const {
  if (value.is_string()) return is_in(std::string_view(value.as_string()));
  return std::any_of(value.items().begin(), value.items().end(), [this](const Node& item) { return is_in(item); }) ||
         std::any_of(value.members().begin(), value.members().end(),
                     [this](const document::Member& one) { return is_in(one.value); });
}

std::vector<check::SentSecret> secrets_of(const contract::Operation* operation, const message::RequestView& view,
                                          const Node* body, const Hidden& hidden) {
  std::vector<check::SentSecret> secrets;
  const auto add = [&](const std::string& name, std::string_view value) {
    if (!value.empty() && !hidden.is_in(value)) secrets.push_back({name, base::Secret(std::string(value))});
  };
  static const std::vector<std::vector<contract::SecurityScheme>> none;
  for (const auto& alternative : operation == nullptr ? none : operation->security) {
    for (const contract::SecurityScheme& scheme : alternative) {
      const message::Credential credential = message::read_credential(scheme, view);
      add(scheme.name, credential.value);
      add(scheme.name, credential.password);
    }
  }
  for (const http::Header& header : view.headers) {
    if (!base::names_credential(header.name)) continue;
    add(header.name, header.value);
    add(header.name, std::string_view(header.value).substr(header.value.find(' ') + 1));
  }
  for (const std::string_view pair : base::split(message::query_of(view.target), '&')) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string name = base::percent_decode(pair.substr(0, equals));
    if (base::names_credential(name)) add(name, base::percent_decode(pair.substr(std::min(equals + 1, pair.size()))));
  }
  if (body != nullptr) {
    run::Passwords found = run::find_passwords(*body, *body);
    std::move(found.sent.begin(), found.sent.end(), std::back_inserter(secrets));
  }
  return secrets;
}

Cover::Own Cover::gather(const http::Exchange& exchange, const Reading& reading, const Hidden& hidden) {
  Own own;
  for (const check::SentSecret& one : reading.secrets) own.push_back({one.name, one.value.reveal()});
  run::find_sent(exchange.request, reading.sent, own);
  if (reading.sent) {
    run::Passwords found = run::find_passwords(*reading.sent, *reading.sent);
    std::move(found.hidden.begin(), found.hidden.end(), std::back_inserter(own));
  }
  if (exchange.response) run::find_handed_out(*exchange.response, reading.answered, own);
  std::unordered_set<std::string_view> seen;
  std::erase_if(own, [&hidden](const run::HandedOut& one) { return hidden.is_in(std::string_view(one.value)); });
  for (const run::HandedOut& one : own) {
    if (!seen.insert(one.value).second) continue;
    if (!known_.insert(std::hash<std::string>()(one.value)).second) continue;
    if (known_.size() > most) {
      known_.erase(std::hash<std::string>()(one.value));
      ++left_out_;
    } else {
      all_.add(one.name, base::Secret(one.value));
    }
  }
  return own;
}

Covered::Covered(const Cover& cover, const Cover::Own& own) : all_(cover.all()) {
  for (const run::HandedOut& one : own) own_.add(one.name, base::Secret(one.value));
}

namespace {

std::string command_of(const result::ExchangeRecord& record, std::optional<std::string> body,
                       const std::vector<std::string>& hidden) {
  std::vector<std::string> names = record.redacted;
  for (const std::string& mark : hidden) {
    if (mark.size() > 2 && mark.front() == '[') names.push_back(mark.substr(1, mark.size() - 2));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const http::Request request{record.method, record.url, record.request_headers, std::move(body)};
  return run::with_variables(http::to_curl(request, {names}), names);
}

}  // namespace

result::ExchangeRecord record_of(const Kept& kept, const Cover& cover) {
  const Covered covered(cover, kept.own);
  result::ExchangeRecord record = run::record_of(run::KeptExchange(kept.exchange), covered.secrets(), std::nullopt);
  const std::optional<std::string>& body = kept.exchange.exchange.request.body;
  if (body && body->size() != kept.exchange.request_size) return record;  // half a body is none
  record.curl = command_of(record, body ? std::optional(covered.secrets().redact(*body)) : std::nullopt, kept.hidden);
  return record;
}

}  // namespace concord::traffic
