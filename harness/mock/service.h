// What the mock answers, without sockets.
#pragma once
#include "callbacks.h"
#include "caller.h"
#include "endpoint.h"
#include "memory.h"
#include "mutants/mutation.h"
#include "resources.h"
#include "specimen.h"

#include <concord/http/server.h>
#include <concord/message/router.h>
#include <concord/mock.h>

#include <list>

namespace concord::mock {

inline constexpr std::string_view webhooks_path = "/.concord/webhooks/";  // POST sends the one whose name follows

// Not thread-safe: answers have state.
class Service {
 public:
  // Diagnostics when two contracts have the same method and path, or a schema does not compile. A path that cannot be
  // served is told to ServerOptions::on_warning. Pointers in `served` must outlive the service.
  static Result<std::unique_ptr<Service>> create(std::vector<Served> served, const ServerOptions& options);

  http::Reply handle(const http::ParsedRequest& request);
  std::size_t mutated() const { return mutation_ ? mutation_->applied() : 0; }
  // What is kept, into the file of ServerOptions: each second at most, and now. Nothing where there is no such file.
  Diagnostics save_state();
  CallCounts calls() const { return caller_ ? caller_->counts() : CallCounts(); }
  // What waits to be sent is, within 2 s; nothing is after that.
  void stop_calling();
  // For requests that cannot be handled at all: no HTTP, too large, too many.
  http::Reply refuse(const http::ParsedRequest& request, int status, const std::string& why);

 private:
  struct Provider {
    std::shared_ptr<const Rules> rules;
    Node variables = Node::object();
    std::unique_ptr<templates::ObjectScope> scope;
    KnownCredentials credentials;
  };
  // One request on its way to an answer.
  struct Exchange {
    const Endpoint& endpoint;
    const http::ParsedRequest& request;
    ServedRequest& served;
    Node auth;
    message::ReadRequest document;
  };

  explicit Service(const ServerOptions& options);
  Diagnostics add(const Served& one);
  Diagnostics mutate(const std::vector<Served>& served, const std::string& mutant);
  Diagnostics add_credentials(Provider& provider);
  Diagnostics add_endpoint(const Served& one, const contract::Operation& operation, const Provider& provider);
  Diagnostics add_routes(const Endpoint& endpoint, std::size_t index);
  http::Reply route(const http::ParsedRequest& request, ServedRequest& served);
  http::Reply route_unmatched(const http::ParsedRequest& request, const std::vector<std::string>& methods,
                              ServedRequest& served) const;
  http::Reply not_found() const;
  message::Router::Found find(const http::ParsedRequest& request, std::string_view path) const;
  const contract::Operation* operation_called(const std::string& id) const;
  base::Diagnostic no_operation(const Fault& fault) const;
  http::Reply answer(const http::ParsedRequest& request, const message::Router::Found& found, ServedRequest& served);
  http::Reply answer(Exchange& exchange, const std::optional<Problem>& auth);
  void plan_calls(const Exchange& exchange, const http::Reply& reply);
  void plan_webhook(std::string_view name);
  http::Reply answer_webhook(const http::ParsedRequest& request, std::string_view name);
  void send_planned(const http::Reply& reply);
  http::Reply answer_problems(Exchange& exchange, const std::vector<Problem>& problems);
  http::Reply answer_success(Exchange& exchange);
  std::optional<http::Reply> preferred(const Exchange& exchange);
  void hurt(http::Reply& reply, ServedRequest& served);
  Diagnostics load_state();
  Diagnostics claim_state() const;
  http::Reply respond(Exchange& exchange, const Respond& respond, const Node& extras);
  Result<Node> remember(Exchange& exchange, const Remember& rule);
  http::Reply default_failure(Exchange& exchange, const std::vector<Problem>& problems);
  http::Reply default_success(Exchange& exchange);
  http::Reply failed(Exchange& exchange, const Diagnostics& why) const;
  http::Reply finished(http::Reply reply, const http::ParsedRequest& request, ServedRequest served);
  templates::Environment environment() { return {clock_, &random_}; }

  const base::Clock* clock_;
  std::map<std::string, std::string> given_;
  std::function<void(const ServedRequest&)> on_request_;
  decltype(ServerOptions::on_answer) on_answer_;
  base::Random random_;
  TokenEndpoint tokens_;
  Memory memory_;
  Specimens specimens_;
  Resources resources_{*clock_, random_, specimens_};
  std::unique_ptr<Mutation> mutation_;  // null: answers are right
  std::list<Provider> providers_;    // addresses are kept
  std::vector<Endpoint> endpoints_;
  message::Router router_;
  std::vector<Fault> faults_;
  Latency latency_;
  bool is_open_to_pages_, validates_;
  std::string state_file_;
  std::string_view scheme_;  // of its own URL
  std::string webhooks_to_;
  Callbacks callbacks_{specimens_};
  std::vector<Call> planned_;  // because of the request that is being answered
  std::unique_ptr<Caller> caller_;  // null: nothing is sent
  bool has_changed_ = false;  // since the state was saved
  std::chrono::steady_clock::time_point saved_at_{};
  base::Random dice_;  // of faults and latencies: answers stay the same with and without them
  std::vector<std::string> routes_;  // "GET /a/{b}", in the order of the contracts
  std::function<void(const base::Diagnostic&)> on_warning_;
};

}  // namespace concord::mock
