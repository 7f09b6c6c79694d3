// Where schemas are: every document is indexed once by the table of keywords (never inside enum, const, default or
// keywords that the dialect does not know), which gives each schema its resource, its base URI, its dialect and its
// location. A JSON Pointer into a place that no keyword makes a schema is indexed when it is asked for.
#pragma once
#include "keywords.h"

#include <concord/schema.h>

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace concord::schema {

// Of the schemas in an OpenAPI document, by its version alone; nothing when it is none.
std::optional<Dialect> dialect_of_document(const Node& root);

// A schema document or a part of one with its own $id.
struct Resource {
  std::string uri;  // absolute, without fragment; "" when nobody said where it is
  const Node* root = nullptr;
  std::uint32_t document = 0;
  Dialect dialect = Dialect::Draft2020_12;
  std::uint8_t vocabularies = 0xFF;  // bits by Vocabulary
  bool asserts_formats = false;      // by a vocabulary, whatever the options say
  bool annotates_formats = false;    // its metaschema, which nobody published, lists no vocabulary that asserts them
  bool has_recursive_anchor = false;
  std::map<std::string, const Node*, std::less<>> anchors;
  std::map<std::string, const Node*, std::less<>> dynamic_anchors;

  bool has(Vocabulary vocabulary) const { return (vocabularies >> static_cast<unsigned>(vocabulary)) & 1; }
};

struct Place {
  std::uint32_t resource = 0;
  std::string pointer;  // from the root of the resource
};

class ResourceIndex {
 public:
  ResourceIndex(const Registry* registry, Dialect default_dialect)
      : registry_(registry), default_dialect_(default_dialect) {}

  // `is_schema` is false for documents that only contain schemas, such as OpenAPI's. Returns the number of its
  // resource.
  std::uint32_t add_document(std::shared_ptr<const Node> document, std::string uri, bool is_schema);

  struct Target {
    const Node* node = nullptr;      // null when it was not found; then
    std::string problem, hint;       // … says why
    bool is_dynamic_anchor = false;  // found by the name of a $dynamicAnchor
    std::string name;                // that name
  };
  Target resolve(std::uint32_t resource, std::string_view reference);
  // The value at `pointer` of the document of `resource`, made a schema when it was none.
  Target at(std::uint32_t resource, const Pointer& pointer);

  const Place& place(const Node* schema) const { return places_.at(schema); }
  bool is_place(const Node* node) const { return places_.contains(node); }
  const Resource& resource(std::uint32_t number) const { return resources_[number]; }
  const Resource& resource_of(const Node* schema) const { return resources_[place(schema).resource]; }
  // All schemas in the order they were found; grows while references are resolved.
  const std::vector<const Node*>& all() const { return order_; }
  std::vector<std::shared_ptr<const Node>> documents() const;

  Diagnostics take_diagnostics() { return std::move(diagnostics_); }
  std::size_t resource_count() const { return resources_.size(); }
  // URIs of documents that were asked for and that nobody knows.
  const std::set<std::string>& missing() const { return missing_; }

 private:
  struct Document {
    std::shared_ptr<const Node> root;
    bool is_schema = true;
    bool is_fully_indexed = true;
  };
  struct Walk {
    bool registers = true;  // whether $id and anchors name something
    std::size_t depth = 0;
  };

  void visit(const Node& schema, std::uint32_t resource, const std::string& pointer, Walk walk);
  void visit_children(const Node& schema, std::uint32_t resource, const std::string& pointer, Walk walk);
  void visit_value(const Node& value, Shape shape, std::uint32_t resource, const std::string& pointer, Walk walk);
  std::uint32_t enter(const Node& schema, std::uint32_t outer, bool registers);
  void read_anchors(const Node& schema, std::uint32_t resource);
  // `keyword` of `holder` names the metaschema.
  void read_dialect(Resource& resource, const Node& holder, std::string_view keyword);
  bool read_vocabularies(Resource& resource, const Node& metaschema);
  std::optional<std::uint32_t> find_resource(const std::string& uri);
  const Node* step_into(const Node& node, const std::string& token);
  Target find_anchor(std::uint32_t resource, std::string_view name);
  void index_components(std::uint32_t document);

  const Registry* registry_;
  Dialect default_dialect_;
  std::deque<Resource> resources_;
  std::vector<Document> documents_;
  std::map<std::string, std::uint32_t, std::less<>> by_uri_;
  std::unordered_map<const Node*, Place> places_;
  std::vector<const Node*> order_;
  struct Index {
    std::size_t looks = 0;
    std::unordered_map<std::string_view, const Node*> members;
  };
  std::unordered_map<const Node*, Index> indexes_;
  Diagnostics diagnostics_;
  std::set<std::string> missing_;
};

}  // namespace concord::schema
