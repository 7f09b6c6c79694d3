// JSON Schema: compile once to plain data, evaluate many times.
//
//     auto compiled = schema::compile(root, options);          // Result: mistakes in the schema are Diagnostics
//     if (!compiled->accepts(instance))                        // the verdict only: stops at the first violation
//       for (auto& v : compiled->explain(instance).violations) // every violation, in a stable order
//
// Drafts 2020-12, 2019-09, 7, 6 and 4 of json-schema.org, and the schemas of OpenAPI 3.1 and 3.0. `$schema` says which,
// or the OpenAPI document around it by `openapi` and `jsonSchemaDialect`; Options::default_dialect where both are
// absent.
#pragma once
#include <concord/document.h>
#include <concord/document/compact.h>
#include <concord/document/pointer.h>
#include <concord/pattern.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace concord::schema {

using base::Diagnostics;
using base::Result;
using document::Node;
using document::Pointer;

enum class Dialect { Draft2020_12, Draft2019_09, Draft7, Draft6, Draft4, OpenApi31, OpenApi30 };

// Which side of an exchange a message is on: readOnly members must not be demanded of a request, nor writeOnly of a
// response.
enum class Direction { None, Request, Response };

// Documents that `$ref` may name, by absolute URI without fragment. The metaschemas are always known.
class Registry {
 public:
  void add(std::string uri, Node document);
  const Node* find(std::string_view uri) const;
  std::shared_ptr<const Node> share(std::string_view uri) const;  // as find, and kept alive by the caller
  std::vector<std::string> uris() const;

 private:
  std::map<std::string, std::shared_ptr<const Node>, std::less<>> documents_;
};

struct Options {
  Dialect default_dialect = Dialect::Draft2020_12;  // for schemas without $schema
  std::string base_uri;                             // where the schema itself is found; "" for none
  bool assert_formats = true;   // formats of the specification and of the OpenAPI format registry
  bool metaschema_decides_formats =
      false;                    // annotations where $schema names a metaschema of one's own without format-assertion
  bool assert_content = false;  // contentEncoding / contentMediaType
  Direction direction = Direction::None;
  const Registry* registry = nullptr;  // only read while compiling
  std::size_t max_violations = 100;
  std::uint64_t most_pattern_steps = pattern::kMostSteps;  // of one search
};

// Unjudged: whether the instance is valid is not known, since a bound of ours was reached (nesting, work, steps of a
// pattern), and nothing else is wrong with it for certain.
enum class Verdict { Valid, Invalid, Unjudged };

// One broken rule.
struct Violation {
  Pointer instance;              // where in the instance
  std::string keyword;           // "required", "format", "false" (a boolean schema), …
  std::string keyword_location;  // JSON Pointer, dynamic: through $ref
  std::string schema_location;   // absolute: URI#pointer, or "#pointer" without a base URI
  std::string message;           // `"root" is not one of "owner", "admin"`; without the instance location
  std::string expected;          // `one of "owner", "admin"`
  std::string actual;            // `"root" (string)`; values are cut to 60 code points
  std::string hint;              // `did you mean "owner"?`, `a number in quotes?`, or ""
  const Node* schema =
      nullptr;  // the schema object that holds the keyword (its x- members carry provenance); owned by the Schema
  std::size_t equal_elsewhere = 0;  // how many more items of the same array fail alike (folded into this one)
  bool is_unjudged = false;         // not known to be broken: a bound of ours was reached
  // Several alternatives of a oneOf match, and a discriminator names one of them: refused all the same (OpenAPI 3.1.1,
  // Discriminator Object), but the schema is what is to be mended.
  bool is_told_apart = false;
};

struct Explanation {
  std::vector<Violation> violations;  // empty exactly when the instance is valid
  std::size_t not_listed = 0;         // how many more there are past Options::max_violations
  Verdict verdict = Verdict::Valid;   // as of Schema::verdict
};

// A member that no keyword of the schema describes, seen through allOf, anyOf, oneOf, if, $ref, dependentSchemas
// (as if every described object had `unevaluatedProperties: false`).
struct Undocumented {
  Pointer instance;            // of the member
  std::vector<std::string> known;  // names that are described there, for a did-you-mean
  const Node* schema = nullptr;    // the schema object that describes the enclosing object
};

class Failures;

// Compiled. Immutable, cheap to copy and to share between threads.
class Schema {
 public:
  // To stop at the first violation: over a Compact sooner than over Nodes.
  Verdict verdict(const Node& instance) const;
  Verdict verdict(const document::Compact& instance) const;
  bool accepts(const Node& instance) const;  // whether the verdict is Valid
  bool accepts(const document::Compact& instance) const;
  Explanation explain(const Node& instance) const;
  // Which keywords fail, without words: see schema/failures.h. Schema and instance must outlive them.
  Failures failures(const Node& instance) const;
  Failures failures(const document::Compact& instance) const;
  // Objects whose schema says nothing of members (no properties, patterns, additionalProperties…) are open: not listed.
  // Where additionalProperties or unevaluatedProperties is given, its word stands. At most `limit` entries.
  // `is_complete`, when given, is false when a bound of ours ended the search.
  std::vector<Undocumented> undocumented(const Node& instance, std::size_t limit = 100,
                                         bool* is_complete = nullptr) const;
  std::vector<Undocumented> undocumented(const document::Compact& instance, std::size_t limit = 100,
                                         bool* is_complete = nullptr) const;
  // The subschemas that apply to the value at `location` in a valid instance: reached through properties,
  // patternProperties, additionalProperties, items, prefixItems, and $ref/allOf/anyOf/oneOf in place. Outermost first.
  std::vector<const Node*> subschemas_at(const Pointer& location) const;
  const Node& root() const;  // the schema text it was made from

  struct Program;
  explicit Schema(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
  const Program& program() const { return *program_; }  // for what else is said of instances: see schema/output.h

 private:
  std::shared_ptr<const Program> program_;
};

// All mistakes of the schema at once: a keyword of the wrong type, an unresolvable $ref (with a did-you-mean), a bad
// regular expression (with its position), in-place reference cycles, an unknown $schema. Unknown keywords that do not
// start with x- are warnings, given in `warnings` when not null. Nothing is fetched. Work is bounded.
Result<Schema> compile(const Node& root, const Options& options = {}, Diagnostics* warnings = nullptr);
// As above, but the schema is the value at `at` within `root` (e.g. an OpenAPI document): `$ref: '#/…'` is resolved in
// `root`.
Result<Schema> compile_at(const Node& root, const Pointer& at, const Options& options = {},
                          Diagnostics* warnings = nullptr);
// The same without a copy of the document, for many schemas of one: the Schema shares its ownership.
Result<Schema> compile_at(std::shared_ptr<const Node> root, const Pointer& at, const Options& options = {},
                          Diagnostics* warnings = nullptr);

// What `root`, and the documents of the registry that it leads to, refer to without anybody knowing it: absolute URIs
// without fragment, sorted. To be looked for, added to the registry, and asked again until nothing new is found.
// `at` is the schema within `root`, as of compile_at.
std::vector<std::string> missing_documents(std::shared_ptr<const Node> root, const Options& options,
                                           const Pointer& at = {});

// Of the metaschema that describes schemas of the dialect.
std::string_view metaschema_uri(Dialect dialect);
// Of the metaschema for the schemas of a document: named by $schema, in an OpenAPI document by jsonSchemaDialect or its
// version, else that of `default_dialect`.
std::string metaschema_of(const Node& root, Dialect default_dialect);

// Formats of JSON Schema ("date-time", "uri", "regex" ...) and of the OpenAPI Format Registry ("int8" to "uint64",
// "float", "double", "double-int", "decimal", "decimal128", "byte", "base64url", "char", "http-date",
// "date-time-local", "time-local", "media-range", "sf-boolean" ...), and "ulid", "iso-3166-alpha-3" and "e164".
// "binary", "password", "html" and "commonmark" are known and accept everything, as do unknown formats.
bool is_known_format(std::string_view name);
// True when `value` conforms or the format is unknown or does not speak about this type.
bool conforms_to_format(std::string_view name, const Node& value);
std::vector<std::string> known_formats();  // those that can be broken

}  // namespace concord::schema
