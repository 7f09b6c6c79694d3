// Values for answers that the contract documents, made once for each schema and renewed for each answer.
#pragma once
#include <concord/contract.h>
#include <concord/base/clock.h>
#include <concord/base/random.h>
#include <concord/generate.h>

#include <functional>
#include <string>
#include <unordered_map>

namespace concord::mock {

// Keyed by the address of what documents them, which must outlive it. Not thread-safe.
class Specimens {
 public:
  // `on_unmade` is told, once each, for what nothing could be made that conforms, and why.
  explicit Specimens(std::function<void(const std::string& why)> on_unmade = {}) : on_unmade_(std::move(on_unmade)) {}

  // The first documented example that the schema accepts, else a value made from the schema; ids and times in that are
  // new each time. Without a schema, something small.
  document::Node body(const contract::Content& content, base::SystemTime now, base::Random& random);
  // The same of an answer of that status: a problem document has it as its `status` (RFC 9457, 3.1.2), where it has one
  // and the schema takes it.
  document::Node answer(const contract::Content& content, int status, base::SystemTime now, base::Random& random);
  document::Node header(const contract::DocumentedHeader& header, base::SystemTime now, base::Random& random);
  document::Node parameter(const contract::Parameter& parameter, base::SystemTime now, base::Random& random);

 private:
  struct Kept {
    document::Node value;  // when there is no specimen
    std::optional<generate::Specimen> specimen;
  };
  Kept make_body(const contract::Content& content, base::SystemTime now) const;
  Kept make_header(const contract::DocumentedHeader& header, base::SystemTime now) const;
  Kept make_parameter(const contract::Parameter& parameter, base::SystemTime now) const;
  Kept make_any_header(const contract::DocumentedHeader& header, base::SystemTime now) const;
  // In quotes where it has none, as far as its schema takes that.
  static Kept make_entity_tag(const contract::DocumentedHeader& header, Kept made);
  Kept make(const contract::SchemaRef& schema, generate::Options options,
            const std::vector<contract::Example>& examples, const std::string& what) const;
  bool accepts(const contract::Content& content, const document::Node& problem);
  static document::Node renewed(const Kept& kept, base::SystemTime now, base::Random& random);

  std::function<void(const std::string&)> on_unmade_;
  std::unordered_map<const void*, Kept> kept_;
  std::unordered_map<const void*, std::optional<schema::Schema>> problem_schemas_;  // nothing: not to be judged by
};

}  // namespace concord::mock
