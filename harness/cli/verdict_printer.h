// How verdicts look: text for people, or the output forms of JSON Schema.
#pragma once
#include "buffered_output.h"
#include "validate_flags.h"

#include <concord/document/instances.h>

#include <string>
#include <string_view>

namespace concord::cli {

using document::InstancePlace;

class VerdictPrinter {
 public:
  // All must outlive this.
  VerdictPrinter(const ValidateFlags& flags, const schema::SchemaLoader& loader, BufferedOutput& output)
      : flags_(flags), loader_(loader), output_(output) {}

  // Whether print_verdict says all that there is to say, so that nobody need read the instance into a tree.
  bool is_enough(schema::Verdict verdict) const;
  void print_verdict(const InstancePlace& place, schema::Verdict verdict);
  // The verdict with its reasons. The tree has spans where it comes from a file; they are said.
  void print_reasons(const InstancePlace& place, schema::Verdict verdict, const schema::Schema& schema,
                     const document::Node& instance);
  void print_error(const InstancePlace& place, std::string_view message);
  // What is wrong with a text; of a file with an instance a line, the line is that of the file.
  void print_unreadable(const InstancePlace& place, const base::Diagnostics& diagnostics);
  bool has_failed() const { return output_.has_failed(); }

 private:
  void print_flag(schema::Verdict verdict);
  void print_document(const InstancePlace& place, schema::Verdict verdict, const schema::Schema& schema,
                      const document::Node& instance);
  std::string describe(const InstancePlace& place, const document::Node& instance, const schema::Violation& violation);

  const ValidateFlags& flags_;
  const schema::SchemaLoader& loader_;
  BufferedOutput& output_;
};

}  // namespace concord::cli
