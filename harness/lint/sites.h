// What there is in the documents to be judged, each with its place. Made by one walk (site_walk.h).
#pragma once
#include "trail.h"

#include <concord/openapi/version.h>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace concord::lint {

using document::Member;
using document::Node;

using openapi::SpecVersion;

using SiteId = std::uint32_t;

// In which messages a schema is used, as bits.
inline constexpr std::uint8_t in_request = 1, in_response = 2;

// A schema, wherever it stands. A parameter or header of Swagger 2.0 without a schema is one by itself.
struct SchemaSite {
  const Node* node = nullptr;
  TrailId at = none;
  SiteId root = none;    // the outermost schema around it; itself when there is none
  SiteId parent = none;  // the schema directly around it
  SiteId target = none;  // of its $ref
  std::uint32_t operation = none;
  std::uint8_t context = 0;  // bits; 0 for components that nobody uses
  SpecVersion version = SpecVersion::OpenApi31;
  bool is_composed = false;   // stands in an allOf, anyOf or oneOf, itself or by a $ref that does
  bool is_parameter = false;  // of Swagger 2.0: `required` is a boolean there, `name` and `in` are no keywords
};

enum class ValueKind : std::uint8_t {
  SchemaExample,
  MediaExample,
  ParameterExample,
  HeaderExample,
  Extension,
  Default
};

// What a string in an example of a media type is: JSON, a text, or the writing of something else.
enum class BodyForm : std::uint8_t { Json, Text, Markup };

// An example or a default with the schema that it must satisfy.
struct ValueSite {
  ValueKind kind = ValueKind::SchemaExample;
  const Node* value = nullptr;
  TrailId at = none;
  base::Span place;       // of its key where it has one
  std::string_view name;  // of a named example
  SiteId schema = none;
  std::uint32_t operation = none;
  std::uint8_t context = 0;
  BodyForm form = BodyForm::Json;
};

struct ResponseSite {
  std::string_view status;
  base::Span place;
  const Node* node = nullptr;  // what a $ref leads to
  TrailId at = none;
};

struct ParameterSite {
  const Node* node = nullptr;  // what a $ref leads to
  TrailId at = none;
  std::string_view name, in;
  bool is_required = false;
};

struct OperationSite {
  const Node* node = nullptr;
  TrailId at = none;
  std::string method;     // upper case
  std::string_view path;  // as the document has it; the name of a webhook
  base::Span place;       // of the method
  base::Span path_place;
  const openapi::Document* document = nullptr;
  std::vector<ParameterSite> parameters;  // of the path, too
  std::vector<ResponseSite> responses;
  SpecVersion version = SpecVersion::OpenApi31;
  bool has_unread_parameters = false;  // a reference among them leads nowhere
  bool is_called_by_clients = true;  // neither webhook nor callback
  std::string name() const { return method + " " + std::string(path); }
};

// A reference that leads nowhere, or that stands where none may.
struct ReferenceFault {
  enum class Kind : std::uint8_t { Broken, Misplaced } kind = Kind::Broken;
  const Node* reference = nullptr;
  TrailId at = none;
  std::string message, hint;
};

// A keyword beside `$ref` that does not apply.
struct SiblingFault {
  const Member* member = nullptr;
  const Node* reference = nullptr;
  TrailId at = none;
};

struct Sites {
  Trails trails;
  std::vector<SchemaSite> schemas;
  std::vector<ValueSite> values;
  std::vector<OperationSite> operations;
  std::vector<ReferenceFault> reference_faults;
  std::vector<SiblingFault> sibling_faults;
  std::unordered_map<const Node*, SiteId> schema_of;

  // Follows $ref while there is one; `site` itself when there is none or it leads in a circle.
  SiteId resolve(SiteId site) const;
};

}  // namespace concord::lint
