// What JSON Schema 2020-12, section 12, calls output: the outcome of every keyword as one JSON value; and annotations.
//
//     auto result = schema::output(compiled, instance, schema::OutputForm::Basic);
//     if (result) std::cout << document::write_json(*result);
//
// Every keyword is followed, so this costs more than accepts and explain. The verdict is that of accepts.
#pragma once
#include <concord/schema.h>

namespace concord::schema {

enum class OutputForm {
  Flag,      // {"valid": …} and nothing else
  Basic,     // a flat list: of errors, or of annotations when valid
  Detailed,  // as a tree, without what says nothing; a unit with one child is replaced by it, except the root
  Verbose,   // as a tree, with every keyword that was met
};

// The members of a unit are those of the specification. absoluteKeywordLocation is left out where no URI is known,
// unless a reference leads there. Errors: "output.too-large" when it would take more than 256 MiB, too much work or
// too much depth; Flag has none.
Result<Node> output(const Schema& schema, const Node& instance, OutputForm form);

// What one keyword says about one place of a valid instance: `title`, `format`, a keyword that nobody knows, or which
// members `properties` has evaluated.
struct Annotation {
  Pointer instance;
  std::string keyword;
  std::string keyword_location;  // JSON Pointer, dynamic: through $ref
  std::string schema_location;   // of the keyword, URI#pointer; the pointer is percent-encoded
  const Node* schema = nullptr;  // the schema object that holds the keyword; owned by the Schema
  Node value;
};

// In the order of the schema; empty when the instance is not valid. Those of propertyNames have no place in the
// instance and are left out. Errors as of output.
Result<std::vector<Annotation>> annotations(const Schema& schema, const Node& instance);

}  // namespace concord::schema
