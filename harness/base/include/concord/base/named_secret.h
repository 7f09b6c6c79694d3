// What a Redactor was told, for those who prove that it was taken out.
#pragma once
#include <concord/base/secret.h>

#include <string>
#include <vector>

namespace concord::base {

struct NamedSecret {
  std::string name;  // as it stands in brackets
  Secret value;
};

// All that was added, each value once, in that order; not what was only found.
std::vector<NamedSecret> secrets_of(const Redactor& redactor);

}  // namespace concord::base
