// Several schemas of one document in one run of the compiler.
#pragma once
#include <concord/schema.h>

#include <span>

namespace concord::schema {

struct CompiledTogether {
  std::vector<Schema> schemas;  // one for each place that was asked for; none when there are errors
  Diagnostics errors, warnings;
  bool is_too_large = false;
  std::size_t count = 0;  // of the schemas that were compiled: those and what they lead to
};

// `at`: at least one.
CompiledTogether compile_together(const std::shared_ptr<const Node>& root, std::span<const Pointer> at,
                                  const Options& options);

}  // namespace concord::schema
