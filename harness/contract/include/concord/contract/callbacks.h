// Callbacks: what the API sends because of an operation. Read by who sends them; all others need not pay for them.
#pragma once
#include <concord/contract.h>

#include <string>
#include <vector>

namespace concord::contract {

// One request of a callback.
struct Callback {
  std::string name;  // of the callback
  std::string to;    // where it is sent, with runtime expressions: see runtime_expression.h
  Operation sent;    // without a path
};

// Of an operation of the contract, in the order of the document. Callbacks of callbacks are not read.
std::vector<Callback> callbacks_of(const Contract& contract, const Operation& operation);

}  // namespace concord::contract
