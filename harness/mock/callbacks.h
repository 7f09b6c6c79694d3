// What the API sends by itself, as the contract has it: made up, and not sent yet.
#pragma once
#include "callback_url.h"
#include "specimen.h"

#include <concord/contract/callbacks.h>
#include <concord/mock/calls.h>

#include <list>
#include <string>
#include <unordered_map>
#include <vector>

namespace concord::mock {

// Addresses of what it gives away stay valid. Not thread-safe.
class Callbacks {
 public:
  explicit Callbacks(Specimens& specimens) : specimens_(specimens) {}

  void add(const contract::Contract& contract);
  bool has(const contract::Operation& operation) const { return by_operation_.contains(&operation); }
  // Of an operation that has answered. One that cannot be sent says why.
  std::vector<Call> after(const contract::Operation& operation, const Exchanged& exchanged, base::SystemTime now,
                          base::Random& random);
  // A request for each method of the webhook; none where no contract has it.
  std::vector<Call> webhook(std::string_view name, const std::string& to, base::SystemTime now, base::Random& random);
  std::vector<std::string> webhook_names() const;

 private:
  struct Sent {
    std::string what;
    std::string written{};  // its key
    std::optional<std::vector<contract::ExpressionPiece>> to{};
    contract::Operation operation;  // without a path
  };
  static base::Result<std::string> url_of(const Sent& sent, const Exchanged& exchanged);
  Call make(const Sent& sent, const std::string& url, base::SystemTime now, base::Random& random);
  document::Node request_values(const contract::Operation& operation, base::SystemTime now, base::Random& random);

  Specimens& specimens_;
  std::list<Sent> sent_;  // addresses are kept: specimens know by them what they are of
  std::unordered_map<const contract::Operation*, std::vector<const Sent*>> by_operation_;
  std::vector<std::pair<std::string, const Sent*>> webhooks_;
};

}  // namespace concord::mock
