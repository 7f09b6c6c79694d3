// One mutant at work.
#pragma once
#include "mutants/operators.h"

#include <concord/message/conformance.h>

#include <atomic>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace concord::mock {

class Mutation {
 public:
  // A Diagnostic when none of the contracts has it. They must outlive it.
  static base::Result<std::unique_ptr<Mutation>> make(std::span<const contract::Contract* const> contracts,
                                                      std::string_view name);

  // To be asked for each answer before it is sent. `operation`: null when the request found none.
  void apply(http::Reply& reply, const http::ParsedRequest& request, const contract::Operation* operation);

  // Gates. Each counts as applied when it says yes.
  bool opens_auth(const contract::Operation& operation) { return opens(open_auth, operation); }
  bool ignores(const contract::Operation& operation, const message::Problem& problem);
  // Not counted: whether something was lost, the service knows.
  bool loses_write(const contract::Operation& operation) const;
  // The operation that answers whatever the method is; null.
  const contract::Operation* opens_method() const;
  void note() { ++applied_; }

  // To how many answers it was applied. From any thread.
  std::size_t applied() const { return applied_; }

 private:
  Mutation(const Operator& row, Site site, std::vector<Site> members);
  bool opens(std::string_view gate, const contract::Operation& operation);
  bool is_here(const http::Reply& reply, const contract::Operation* operation) const;
  bool change(const Answered& answered) const;

  const Operator& operator_;
  Site site_;
  std::vector<Site> members_;  // of the same answer
  std::atomic<std::size_t> applied_ = 0;
};

}  // namespace concord::mock
