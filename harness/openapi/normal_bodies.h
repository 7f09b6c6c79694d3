// Request bodies, answers, and the links between operations.
#pragma once
#include "normal_parameters.h"

namespace concord::openapi {

class BodyReader {
 public:
  // Both must outlive this.
  BodyReader(SchemaNormaliser& schemas, ParameterReader& parameters) : schemas_(schemas), parameters_(parameters) {}

  // Adds `requestBody` to `out`; nothing when it has no content.
  void add_body(Node& out, const document::Member& stated);
  Node responses(const Node& operation);

 private:
  Node content(const Node& holder);
  // `type` is the media type that the key of `stated` means.
  Node media(const document::Member& stated, const std::string& type);
  void add_encoding(Node& out, const Node& media);
  void add(Node& out, const std::string& key, Node value);
  Node response(const document::Member& member, const Node& response);
  Node headers(const Node& response);
  Node links(const Node& response);

  SchemaNormaliser& schemas_;
  ParameterReader& parameters_;
};

}  // namespace concord::openapi
