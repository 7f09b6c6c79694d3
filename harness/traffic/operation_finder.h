// Which operation a recorded request was for, of all contracts: the server first, then the most specific path.
#pragma once
#include <concord/base/result.h>
#include <concord/contract.h>
#include <concord/message/conformance.h>
#include <concord/message/router.h>

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace concord::traffic {

// An operation that can be judged.
struct Target {
  const contract::Operation* operation = nullptr;
  message::RequestReader reader;
};

struct FoundTarget {
  const Target* target = nullptr;
  message::PathValues values;
  bool is_elsewhere = false;  // at a host that is no server of any contract
};

// A request belongs to a server of a contract when its origin is that of the server, whose variables stand for any
// text; to a base URL that was given; or to any server by its path alone where it went to this machine, or where a
// contract names no server with a host. Const use is thread-safe.
class OperationFinder {
 public:
  // What cannot be judged, or not be found by its path, is a diagnostic.
  base::Diagnostics add(const contract::Contract& contract);
  void add_base_url(const std::string& url) { base_urls_.push_back(url); }
  // After all contracts: makes the base URLs ready.
  base::Diagnostics finish();

  FoundTarget find(std::string_view method, std::string_view url, const std::string& operation) const;
  const std::deque<Target>& targets() const { return targets_; }

 private:
  struct Server {
    std::string origin;  // a glob; "": any
    message::Router router;
  };
  Server& server_at(const std::string& origin);
  base::Diagnostics add_route(const std::string& origin, const std::string& base, std::size_t target);

  std::deque<Target> targets_;
  std::map<std::string, std::size_t> by_id_;
  std::vector<Server> servers_;
  std::vector<std::string> base_urls_;
  bool is_anywhere_ = false;  // a contract names no server with a host
};

}  // namespace concord::traffic
