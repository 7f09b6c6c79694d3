// Parts of Swagger 2.0 documents → the same parts as OpenAPI 3.0 writes them. Schemas stay as they are:
// SchemaNormaliser knows their dialect. What is made here keeps the spans of what it was made from.
#pragma once
#include "normal_schema.h"

namespace concord::openapi {

// The servers that `host`, `basePath` and `schemes` mean; `schemes` of the operation, when given, go first. Null when
// the document says none of these.
Node swagger_servers(const Node& document, const Node* schemes, SchemaNormaliser& schemas);

Node swagger_scheme(const Node& stated);

class SwaggerOperation {
 public:
  // `document` says `consumes` and `produces` for operations that do not.
  SwaggerOperation(const Node& document, const Node& item, const Node& operation, SchemaNormaliser& schemas)
      : document_(document), item_(item), operation_(operation), schemas_(schemas) {}

  // With all parameters of the path item in it.
  Node read();

 private:
  void read_parameters();
  void sort_parameter(const Node& parameter);
  void add_body(Node& out);
  Node body_of(const document::Member& body) const;
  Node form() const;
  std::string form_type() const;
  Node responses();
  Node response(const Node& stated);

  struct StatedType {  // a media type, as it is written
    std::string text;
    base::Span span;
  };
  std::vector<StatedType> media_types(std::string_view key) const;
  std::vector<StatedType> example_types(const Node* examples) const;
  static void add_content(Node& content, const StatedType& type, Node media);

  const Node& document_;
  const Node& item_;
  const Node& operation_;
  SchemaNormaliser& schemas_;
  Node parameters_ = Node::array();
  const Node* body_ = nullptr;
  std::vector<const Node*> fields_;  // in formData
};

}  // namespace concord::openapi
