// Whether examples and defaults satisfy their schemas. Schemas are compiled together, once for each direction, so that
// a document whose schemas all lead to each other costs no more than one of the same size whose schemas do not.
#pragma once
#include "bundled_schemas.h"

#include <unordered_map>

namespace concord::lint {

struct Verdict {
  bool is_judged = false;  // false: the schema cannot be compiled
  std::vector<schema::Violation> violations;
  std::size_t not_listed = 0;
};

class ExampleValidator {
 public:
  // `wanted`: the schemas that values will be judged by.
  ExampleValidator(const Sites& sites, const std::vector<SiteId>& wanted);

  // Instance locations start at the value. A value whose schema is used in both directions (or nobody knows where)
  // breaks it only when it breaks it in each of them; then the direction with fewer violations is told.
  Verdict validate(SiteId site, const Node& value, std::uint8_t context) const;
  // Members of the value that its schema does not describe; at most 100. None of objects whose discriminator names what
  // they are: others may describe them.
  std::vector<schema::Undocumented> undocumented(SiteId site, const Node& value, std::uint8_t context) const;
  // The JSON Pointer of the keyword that is broken, wherever a $ref led to it; "" when that is not known.
  std::string keyword_pointer(const schema::Violation& violation) const {
    return bundle_.original(violation.schema_location);
  }

 private:
  static bool is_of_subtype(const schema::Undocumented& one, const Node& value);
  void compile(const std::vector<SiteId>& group, SpecVersion version, schema::Direction direction);
  static Verdict validate_by(const schema::Schema& schema, const Node& value);

  BundledSchemas bundle_;
  bool has_directions_ = false;
  std::unordered_map<SiteId, std::vector<schema::Schema>> schemas_;  // for None, or for Request and Response
};

}  // namespace concord::lint
