// All that is wrong with an instance, at nearly the speed of a verdict: which keyword fails where. For sentences, hints
// and the nearest alternative there is Schema::explain.
#pragma once
#include <concord/schema.h>

#include <memory>

namespace concord::schema {

// One keyword that a value breaks. Of anyOf and oneOf without a match, all alternatives are listed with what they
// refuse.
struct Failure {
  Pointer instance;     // the value; of an unknown member, that member
  std::string keyword;  // "required", "false" (a boolean schema), …; "limit" when the value could not be judged
  // JSON Pointer, dynamic: through $ref. Where several ways lead to the keyword, the first in the order of the schema.
  std::string keyword_location;
  std::string schema_location;   // absolute, as of Violation
  std::string missing;           // the name that `required` misses, or ""
  const Node* schema = nullptr;  // the schema object that holds the keyword; owned by the Schema
  bool is_unjudged = false;      // not known to be broken: a bound of ours was reached
};

class Failures {
 public:
  Failures();
  Failures(Failures&&) noexcept;
  Failures& operator=(Failures&&) noexcept;
  ~Failures();

  // At most Options::max_violations, and one more ("limit") where a bound ended the search. 0 exactly when the instance
  // is valid.
  std::size_t size() const;
  Verdict verdict() const;         // as of Schema::verdict
  std::size_t not_listed() const;  // how many more there are
  // In the order of evaluation, which is always the same for the same schema and instance. Both must be alive.
  Failure operator[](std::size_t index) const;

  struct Record;
  struct Store;

 private:
  friend class Schema;
  struct Spare;
  template <class V>
  static Failures collect(const Schema::Program& program, const V& instance);
  std::unique_ptr<Store> store_;
};

}  // namespace concord::schema
