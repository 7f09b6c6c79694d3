// What the command line of `concord validate` says.
#pragma once
#include <concord/schema/output.h>
#include <concord/schema/schema_loader.h>

#include <optional>
#include <string>
#include <vector>

namespace concord::cli {

struct ValidateFlags {
  std::string schema;
  std::vector<std::string> data;
  std::vector<std::string> roots;  // URL=DIR
  schema::LoadOptions loading;
  std::optional<schema::OutputForm> output;  // text when absent
  std::string operation, status, media_type;  // of a message of an OpenAPI document
  bool fast = false;                         // verdicts only
  bool benchmark = false;
  bool schema_only = false;
};

}  // namespace concord::cli
