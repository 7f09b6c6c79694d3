#include "cover.h"

#include <concord/base/secret_names.h>
#include <concord/base/text.h>
#include <concord/message/credentials.h>
#include <concord/run/found_secrets.h>
#include <concord/traffic.h>

#include <algorithm>

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
  for (const auto& alternative :
       operation == nullptr ? std::vector<std::vector<contract::SecurityScheme>>() : operation->security) {
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
  if (body != nullptr) run::find_passwords(*body, secrets);
  return secrets;
}

Cover::Cover(const http::Exchange& exchange, const std::vector<check::SentSecret>& secrets, const Node* body)
    : exchange_(exchange) {
  for (const check::SentSecret& one : secrets) own_.add(one.name, one.value);
  if (exchange.response) run::find_handed_out(*exchange.response, body, handed_out_);
}

result::ExchangeRecord Cover::record(const std::optional<std::string>& curl_options) const {
  return run::record_of(run::KeptExchange(exchange_), secrets(), curl_options);
}

}  // namespace concord::traffic
