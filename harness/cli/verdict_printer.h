// How verdicts look: text for people, or the output forms of JSON Schema.
#pragma once
#include "buffered_output.h"
#include "schema_loader.h"
#include "validate_flags.h"

#include <string>
#include <string_view>

namespace concord::cli {

// Where an instance was found.
struct InstancePlace {
  std::string_view path;  // safe to print
  std::size_t line = 0;   // of a file with one instance a line; 0 for a file that is one instance

  std::string text() const;  // "d.jsonl:3", "d.json"
};

class VerdictPrinter {
 public:
  // All must outlive this.
  VerdictPrinter(const ValidateFlags& flags, const SchemaLoader& loader, BufferedOutput& output)
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
  const SchemaLoader& loader_;
  BufferedOutput& output_;
};

}  // namespace concord::cli
