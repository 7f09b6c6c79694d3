// One walk over an OpenAPI document, by what the specification says stands where: names of properties, examples,
// defaults and extensions are never taken for schemas or references, whatever they look like.
#pragma once
#include "sites.h"

#include <concord/openapi/document_set.h>

#include <deque>
#include <optional>
#include <set>

namespace concord::lint {

class SiteWalk {
 public:
  SiteWalk(Sites& sites, openapi::DocumentSet& documents) : sites_(sites), documents_(documents) {}

  // Nothing is walked when the document states no version.
  void walk(const openapi::Document& document);

 private:
  struct Here {
    TrailId at = none;
    std::uint32_t operation = none;
    std::uint8_t context = 0;
  };
  enum class Role : std::uint8_t {
    Schema, Parameter, Response, RequestBody, Header, Example, PathItem, Callback, Content };
  // An object that a $ref leads to, to be walked where it stands.
  struct Pending {
    const Node* node;
    Here here;
    Role role;
  };
  struct Waiting {
    SiteId site;  // whose $ref leads to
    openapi::Target target;
  };

  Here child(const Here& here, std::string_view key) const;
  Here child(const Here& here, std::size_t index) const;
  // The object, or what its $ref leads to; null and a fault when it leads nowhere. `here` becomes its place.
  const Node* object_at(const Node& node, Here& here, Role role);
  bool is_first_visit(const Node& node, Role role) { return visited_.emplace(&node, role).second; }

  void components(const Node& root, const Here& here);
  void visit(const Member& member, const Here& here, Role role);
  void revisit(const Node& node, const Here& here, Role role);
  void path_item(const Member& path, const Here& here, bool is_called);
  void operation(const Member& method, const Member& path, const Node& item, const Here& here, bool is_called);
  void parameters(const Node& list, const Here& here);
  void parameter(const Node& node, Here here);
  void request_body(const Node& node, Here here);
  void responses(const Node& map, const Here& here);
  void response(const Node& node, Here here);
  void headers(const Node& map, const Here& here);
  void header(const Node& node, Here here);
  void content(const Node& map, Here here, ValueKind kind);
  void media_type(const Member& media, Here here, ValueKind kind);
  void callbacks(const Node& map, const Here& here);
  void callback(const Node& node, Here here);
  void examples_of(const Node& holder, const Here& here, SiteId schema, ValueKind kind, BodyForm form);
  void named_example(const Member& member, Here here, SiteId schema, ValueKind kind, BodyForm form);
  void swagger_examples(const Node& map, const Here& here, SiteId schema);
  void add_value(ValueKind kind, const Node& value, const Here& at, base::Span place, std::string_view name,
                 SiteId schema, BodyForm form);

  SiteId schema(const Node& node, const Here& here, SiteId parent = none, bool is_parameter = false);
  void schema_keyword(const Member& member, const Here& here, SiteId site);
  void schema_values(const Member& member, const Here& here, SiteId site);
  void reference(const Node& node, const Node& ref, const Here& here, SiteId site);
  void fault(const Node& ref, const Here& here, const base::Diagnostic& why);
  void misplaced(const Node& ref, const Here& here, std::string_view where);
  void finish_references();
  void collect_operation(std::size_t number, const Node& item, const Here& here);

  Sites& sites_;
  openapi::DocumentSet& documents_;
  SpecVersion version_ = SpecVersion::OpenApi31;
  std::deque<Pending> pending_;
  std::vector<Waiting> waiting_;
  std::set<std::pair<const Node*, Role>> visited_;
};

// When all documents are walked: tells schemas in which messages they are used.
void finish(Sites& sites);

}  // namespace concord::lint
