// What the mock answers, without sockets.
#pragma once
#include "endpoint.h"
#include "incoming.h"
#include "memory.h"

#include <concord/mock.h>

#include <list>

namespace concord::mock {

// Not thread-safe: answers have state.
class Service {
 public:
  // Diagnostics when two contracts have the same method and path, or a schema does not compile. Pointers in `served`
  // must outlive the service.
  static Result<std::unique_ptr<Service>> create(std::vector<Served> served, const ServerOptions& options);

  Reply handle(const Incoming& request);
  // For requests that cannot be handled at all: no HTTP, too large, too many.
  Reply refuse(const Incoming& request, int status, const std::string& why);

 private:
  struct Provider {
    std::shared_ptr<const Rules> rules;
    Node variables = Node::object();
    std::unique_ptr<templates::ObjectScope> scope;
    KnownCredentials credentials;
  };
  struct Match {
    const Endpoint* endpoint = nullptr;
    PathValues values;
    std::vector<std::string> methods;  // that the path has
  };
  struct Exchange;

  explicit Service(const ServerOptions& options);
  Diagnostics add(const Served& one);
  Diagnostics add_credentials(Provider& provider);
  Diagnostics add_endpoint(const contract::Operation& operation, const Provider& provider);
  Match find(const std::string& method, std::string_view path) const;
  Reply route(const Incoming& request, Seen& seen);
  Reply route_unmatched(const Incoming& request, const Match& match, Seen& seen) const;
  Reply not_found() const;
  Reply answer(const Incoming& request, const Match& match, Seen& seen);
  Reply answer_problems(Exchange& exchange, const std::vector<Problem>& problems);
  Reply answer_success(Exchange& exchange);
  Reply respond(Exchange& exchange, const Respond& respond, const Node& extras);
  Result<Node> remember(Exchange& exchange, const Remember& rule);
  Reply default_failure(const Exchange& exchange, const std::vector<Problem>& problems);
  Reply default_success(const Exchange& exchange);
  Reply documented(const contract::Response& answer, int status);
  Reply failed(Exchange& exchange, const Diagnostics& why) const;
  Reply finished(Reply reply, const Incoming& request, Seen seen) const;
  templates::Environment environment() { return {clock_, &random_}; }

  const base::Clock* clock_;
  std::map<std::string, std::string> given_;
  std::function<void(const Seen&)> on_request_;
  base::Random random_;
  Memory memory_;
  std::list<Provider> providers_;    // addresses are kept
  std::vector<Endpoint> endpoints_;  // the more specific path first
};

}  // namespace concord::mock
