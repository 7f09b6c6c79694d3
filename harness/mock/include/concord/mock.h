// A server that answers from contracts: validates requests, answers as documented, keeps state.
#pragma once
#include <concord/contract.h>
#include <concord/base/clock.h>
#include <concord/http/server.h>
#include <concord/mock/calls.h>
#include <concord/mock/faults.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace concord::mock {

using base::Diagnostics;
using base::Result;
using base::SourceSet;
using document::Node;

// Rules beside a contract (schemas/<provider>/mock.yaml), checked against it. Immutable.
class Rules;
Result<std::shared_ptr<const Rules>> load_rules(SourceSet& sources, const std::string& path,
                                                const contract::Contract& contract);
// What the rules accept when ServerOptions::variables does not say: `defaults` of mock.yaml. Obviously fake values.
std::map<std::string, std::string> default_variables(const Rules& rules);

struct Served {
  const contract::Contract* contract = nullptr;  // must outlive the server
  std::shared_ptr<const Rules> rules;          // may be null: the contract alone
};

// One request as the mock saw it, for --verbose and tests.
struct ServedRequest {
  std::string method;
  std::string target;
  int status = 0;
  std::string operation;  // "" when none matched
  std::string why;        // "problem /body/type enum", "success", "no route"
  bool is_refusal = false;  // of the mock itself: no answer that the contract has
};

struct ServerOptions : http::ServerOptions {
  std::map<std::string, std::string> variables;  // KNOT_SECRET → the value the mock accepts
  std::uint64_t seed = 0;        // of tokens and ids; 0: random
  std::string mutant;            // answers are broken so: see <concord/mock/mutants.h>; "" for none
  std::vector<Fault> faults;     // the first that hits counts
  Latency latency;               // of every answer
  bool is_open_to_pages = false;  // CORS: pages of any origin may ask
  bool validates = true;         // false: a request is answered as if it conformed, with credentials or without
  std::string state_file;        // what is kept of requests stands there over a restart; "": nowhere
  const base::Clock* clock = nullptr;                    // null: the system's
  std::function<void(const ServedRequest&)> on_request;  // called from the server's thread
  // With what was answered, and the operation, or null; called from the server's thread.
  std::function<void(const http::ParsedRequest&, const http::Reply&, const contract::Operation*, const ServedRequest&)>
      on_answer;
  std::optional<CallOptions> calls;          // callbacks and webhooks; none: nothing is sent
  std::function<void(const Call&)> on_call;  // called from a thread of its own, or from the server's
  std::function<void(const base::Diagnostic&)>
      on_warning;  // of a path that cannot be served; called from within start()
};

// Runs in a thread of its own from start() to stop() or destruction.
class Server {
 public:
  // Diagnostics when two contracts have the same method and path, no contract has the mutant, or the port cannot be
  // had.
  static Result<std::unique_ptr<Server>> start(std::vector<Served> served, const ServerOptions& options);
  ~Server();
  std::uint16_t port() const;
  std::string base_url() const;  // of the address that was bound: "http://127.0.0.1:41234", "http://[::1]:41234"
  std::string token_url() const;  // where it gives out access tokens (RFC 6749) that it accepts
  std::size_t mutated() const;    // to how many answers the mutant was applied, until now
  CallCounts calls() const;       // what became of callbacks and webhooks, until now; after stop() of all
  void stop();                    // as http::Server::stop(); what waits to be sent is, within 2 s

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace concord::mock
