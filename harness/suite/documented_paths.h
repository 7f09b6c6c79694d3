// Paths into answers, held against what the contract says is there.
#pragma once
#include <concord/contract.h>

#include <optional>
#include <string>

namespace concord::suite {

struct MisspeltName {
  std::string name, meant;
};
// The first name of a JSONPath that no documented answer of the operation has at that place, and that is nearly one
// that they have. Nothing where the path may well be right: no schema, members of any name, filters and descendants.
std::optional<MisspeltName> misspelt_name(const contract::Operation& operation, const std::string& path);

}  // namespace concord::suite
