// Many schemas of one document, such as those of all examples of a contract.
#pragma once
#include <concord/schema.h>

#include <functional>
#include <span>

namespace concord::schema {

// Gets what compile_at would return for the place of that number.
using TakeSchema = std::function<void(std::size_t number, const Result<Schema>& compiled)>;

// Calls `take` once for each of `places` in `root`, in their order. What several of them lead to is compiled once, so
// that the time grows with the document, not with how much its schemas share. A schema that does not compile does not
// keep the others from it; should thousands of large ones not compile, the last of them are refused unseen, with
// "schema.too-large".
void compile_each(const std::shared_ptr<const Node>& root, std::span<const Pointer> places, const Options& options,
                  const TakeSchema& take);

}  // namespace concord::schema
