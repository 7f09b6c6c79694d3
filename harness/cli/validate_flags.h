// What the command line of `concord validate` says.
#pragma once
#include <concord/schema.h>
#include <concord/schema/output.h>

#include <optional>
#include <string>
#include <vector>

namespace concord::cli {

enum class FormatsRule { ByMetaschema, Assert, Annotate };

struct ValidateFlags {
  std::string schema;
  std::vector<std::string> data;
  schema::Dialect dialect = schema::Dialect::Draft2020_12;
  std::vector<std::string> roots;
  FormatsRule formats = FormatsRule::ByMetaschema;
  bool assert_content = false;
  std::optional<schema::OutputForm> output;  // text when absent
  bool fast = false;                         // verdicts only
  bool benchmark = false;
  bool schema_only = false;
};

}  // namespace concord::cli
