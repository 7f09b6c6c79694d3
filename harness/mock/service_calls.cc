// Callbacks and webhooks: planned while a request is answered, sent when it is known that the answer is a good one.
#include "problem_document.h"
#include "service.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::mock {

namespace {

bool is_of_a_mock(const http::ParsedRequest& request) {
  const std::string* agent = http::find_header(request.headers, "User-Agent");
  return agent && *agent == mock_agent;
}

}  // namespace

void Service::plan_calls(const Exchange& exchange, const http::Reply& reply) {
  if (reply.status >= 400 || is_of_a_mock(exchange.request)) return;
  const contract::Operation& operation = exchange.endpoint.operation();
  if (callbacks_.has(operation))
    planned_ = callbacks_.after(operation, {exchange.request, exchange.document.values, reply, scheme_}, clock_->now(),
                                random_);
  if (!exchange.endpoint.rules) return;
  for (const std::string& name : exchange.endpoint.rules->sends) plan_webhook(name);
}

void Service::plan_webhook(std::string_view name) {
  for (Call& one : callbacks_.webhook(name, webhooks_to_, clock_->now(), random_)) {
    if (webhooks_to_.empty() && one.why_not.empty()) one.why_not = "nothing says where webhooks are sent";
    planned_.push_back(std::move(one));
  }
}

// POST /.concord/webhooks/NAME sends it.
http::Reply Service::answer_webhook(const http::ParsedRequest& request, std::string_view encoded) {
  const std::string name = base::percent_decode(encoded);
  if (request.method != "POST") {
    http::Reply reply = problem_document(405, "a webhook is asked for by POST");
    reply.headers.push_back({"Allow", "POST"});
    return reply;
  }
  const auto known = callbacks_.webhook_names();
  if (std::find(known.begin(), known.end(), name) == known.end())
    return problem_document(404, "no contract has the webhook " + base::in_quotes(name) +
                                     (known.empty() ? "" : ", but " + base::join(known, ", ")));
  if (webhooks_to_.empty() || is_of_a_mock(request))
    return problem_document(409, webhooks_to_.empty() ? "nothing says where webhooks are sent"
                                                      : "a mock asks for it, which would not end");
  plan_webhook(name);
  Node body = Node::object();
  body.set("webhook", name);
  return {202, {{"Content-Type", "application/json"}}, document::write_json(body)};
}

void Service::send_planned(const http::Reply& reply) {
  for (Call& one : planned_) {
    if (reply.status < 400) caller_->take(std::move(one), reply.delay);
  }
  planned_.clear();
}

void Service::stop_calling() {
  if (caller_) caller_->stop();
}

}  // namespace concord::mock
