#include "callbacks.h"

#include "documented_reply.h"

#include <concord/base/text.h>
#include <concord/message/build_request.h>

#include <algorithm>

namespace concord::mock {

using document::Node;

void Callbacks::add(const contract::Contract& contract) {
  for (const contract::Operation& operation : contract.operations) {
    for (contract::Callback& one : contract::callbacks_of(contract, operation)) {
      sent_.push_back({"callback " + one.name + " of " + operation.id(), one.to,
                       contract::parse_with_expressions(one.to), std::move(one.sent)});
      by_operation_[&operation].push_back(&sent_.back());
    }
  }
  for (const contract::Operation& webhook : contract.webhooks) {
    sent_.push_back({"webhook " + webhook.path + " of " + contract.provider, "", std::nullopt, webhook});
    sent_.back().operation.path.clear();
    webhooks_.emplace_back(webhook.path, &sent_.back());
  }
}

base::Result<std::string> Callbacks::url_of(const Sent& sent, const Exchanged& exchanged) {
  if (sent.to) return callback_url(*sent.to, exchanged);
  return base::error("mock.callback",
                     base::in_quotes(sent.written) + " has no runtime expression of OpenAPI in its braces");
}

std::vector<Call> Callbacks::after(const contract::Operation& operation, const Exchanged& exchanged,
                                   base::SystemTime now, base::Random& random) {
  std::vector<Call> calls;
  const auto found = by_operation_.find(&operation);
  if (found == by_operation_.end()) return calls;
  for (const Sent* one : found->second) {
    auto url = url_of(*one, exchanged);
    if (url) calls.push_back(make(*one, *url, now, random));
    else calls.push_back({one->what, {}, 0, url.diagnostics().front().message});
  }
  return calls;
}

std::vector<Call> Callbacks::webhook(std::string_view name, const std::string& to, base::SystemTime now,
                                     base::Random& random) {
  std::vector<Call> calls;
  for (const auto& [known, sent] : webhooks_) {
    if (known == name) calls.push_back(make(*sent, to, now, random));
  }
  return calls;
}

std::vector<std::string> Callbacks::webhook_names() const {
  std::vector<std::string> names;
  for (const auto& [name, sent] : webhooks_) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

// Only what must be there: what else may be there is in bodies.
Node Callbacks::request_values(const contract::Operation& operation, base::SystemTime now, base::Random& random) {
  Node query = Node::object(), headers = Node::object(), cookies = Node::object();
  for (const contract::Parameter& parameter : operation.parameters) {
    if (!parameter.is_required) continue;
    Node value = specimens_.parameter(parameter, now, random);
    if (parameter.in == contract::ParameterIn::Query) query.set(parameter.name, std::move(value));
    if (parameter.in == contract::ParameterIn::Header) headers.set(parameter.name, std::move(value));
    if (parameter.in == contract::ParameterIn::Cookie) cookies.set(parameter.name, std::move(value));
  }
  Node values = Node::object();
  values.set("query", std::move(query));
  values.set("headers", std::move(headers));
  values.set("cookies", std::move(cookies));
  return values;
}

Call Callbacks::make(const Sent& sent, const std::string& url, base::SystemTime now, base::Random& random) {
  constexpr std::string_view nowhere = "http://h";  // the URL is taken as it is, and gets the query
  Call call{sent.what, {}, 0};
  auto request = message::build_request(sent.operation, request_values(sent.operation, now, random), nowhere);
  if (!request) {
    call.why_not = request.diagnostics().front().message;
    return call;
  }
  const std::string query = request->url.substr(nowhere.size());
  call.request = std::move(request).value();
  call.request.url = url;
  if (!query.empty()) message::add_query(call.request.url, std::string_view(query).substr(1));
  if (sent.operation.request_body.empty()) return call;
  http::Reply content = documented_content(sent.operation.request_body.front(), specimens_, now, random);
  call.request.body = std::move(content.body);
  for (http::Header& header : content.headers) call.request.headers.push_back(std::move(header));
  return call;
}

}  // namespace concord::mock
