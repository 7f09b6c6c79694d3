// Values from the environment, files and flags.
#pragma once
#include <concord/suite.h>

#include <map>
#include <string>
#include <vector>

namespace concord::cli {

struct VariableFlags {
  std::vector<std::string> variables;       // NAME=value
  std::vector<std::string> secrets;         // NAME=value
  std::string variables_file, secrets_file; // lines NAME=value, # comments
};

struct Variables {
  std::map<std::string, std::string> values;
  std::vector<std::string> secret_names;  // those that came as secrets, whatever provider.yaml says
  base::Diagnostics problems;
};

// Later wins: fallbacks, environment (only names that a provider declares), variables file, secrets file, flags.
Variables gather_variables(const suite::Plan& plan, const VariableFlags& flags, bool use_environment);

// <PROVIDER>_BASE_URL of the environment, or "".
std::string base_url_from_environment(const std::string& provider);

}  // namespace concord::cli
