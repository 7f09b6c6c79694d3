// The values of `type` in JUnit: documented and stable, never free text. GitLab casts the text of a failure by its
// type, so that a `date` or `yaml` there loses the file.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace concord::report {

struct JunitType {
  std::string_view name;     // "contract.status"
  std::string_view summary;  // what failed, in a few words; "" for the names of errors, which have their own
};

std::span<const JunitType> junit_types();
// `type` when it is known, else the general one of its family: "contract.other", "infra.other", "harness.internal".
std::string known_junit_type(std::string_view type);

}  // namespace concord::report
