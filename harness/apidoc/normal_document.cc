#include "normal_document.h"

#include "normal_examples.h"
#include "schema_walk.h"

#include <concord/base/digest.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::apidoc {
namespace {

using document::Member;

constexpr auto methods =
    std::to_array<std::string_view>({"get", "put", "post", "delete", "options", "head", "patch", "trace"});

bool is_method(std::string_view word) { return std::find(methods.begin(), methods.end(), word) != methods.end(); }


class DocumentNormaliser {
 public:
  DocumentNormaliser(const Document& document, DocumentSet& documents, SpecVersion version, Diagnostics& findings)
      : document_(document.root), page_(*document.source), schemas_(document, documents, version, findings) {}

  Node run(const Selection& only) {
    Node paths = normal_paths(only);
    if (is_empty_) return Node();
    Node out = Node::object();
    out.set("openapi", std::string(contract_version));
    out.set("info", info());
    out.set("servers", servers());
    out.set("paths", std::move(paths));
    Node components = Node::object();
    if (Node used = schemas_.take_components(); used.size() != 0) components.set("schemas", std::move(used));
    if (schemes_.size() != 0) components.set("securitySchemes", std::move(schemes_));
    if (components.size() != 0) out.set("components", std::move(components));
    report_unread();
    report_statuses(*out.find("paths"));
    return out;
  }

 private:
  Node info() const {
    Node info = Node::object();
    const Node* stated = document_.find("info");
    for (const std::string_view key : {"title", "version"}) {
      const Node* value = stated == nullptr ? nullptr : stated->find(key);
      if (value != nullptr && !value->is_null())
        info.set(key, value->is_string() ? *value : Node(document::write_json(*value)));
    }
    Node page = Node::object();
    page.set("name", page_.label());
    page.set("sha256", base::sha256_hex(page_.text()));
    Node pages = Node::array();
    pages.push_back(std::move(page));
    info.set("x-concord-documents", std::move(pages));
    return info;
  }

  Node servers() {
    Node list = Node::array();
    const Node* stated = document_.find("servers");
    if (stated == nullptr) return list;
    for (const Node& server : stated->items()) {
      const Node* url = server.find("url");
      if (url == nullptr || !url->is_string()) continue;
      Node kept = Node::object().with_span(server.span());
      kept.set("url", with_defaults(url->as_string(), server.find("variables")));
      list.push_back(std::move(kept));
    }
    return list;
  }

  static std::string with_defaults(std::string url, const Node* variables) {
    if (variables == nullptr) return url;
    for (const Member& variable : variables->members()) {
      if (const Node* preset = variable.value.find("default")) {
        url = base::replace_all(std::move(url), "{" + variable.key + "}", preset->string_or_empty());
      }
    }
    return url;
  }

  Node normal_paths(const Selection& only) {
    Node out = Node::object();
    const Node* paths = document_.find("paths");
    if (paths == nullptr) return out;
    for (const Member& path : paths->members()) {
      if (path.key.starts_with("x-") || (!only.path.empty() && path.key != only.path)) continue;
      const Node* item = schemas_.resolve(path.value);
      if (item == nullptr) continue;
      Node kept = normal_item(path.key, *item, only);
      if (kept.size() != 0) out.set(path.key, std::move(kept));
    }
    return out;
  }

  Node normal_item(const std::string& path, const Node& item, const Selection& only) {
    Node kept = Node::object();
    for (const Member& member : item.members()) {
      const std::string method = base::to_lower_ascii(member.key);
      if (!is_method(method) || !member.value.is_object() || (!only.method.empty() && method != only.method)) continue;
      kept.set(method, operation(path, item, member));
      is_empty_ = false;
    }
    return kept;
  }

  Node operation(const std::string& path, const Node& item, const Member& member) {
    const Node& stated = member.value;
    Node out = Node::object().with_span(stated.span());
    for (const std::string_view key :
         {"operationId", "x-concord-operation", "deprecated", "x-sunset", "x-stability-level"}) {
      const Node* value = stated.find(key);
      const bool is_said = value != nullptr && !(value->is_boolean() && !value->as_boolean());
      if (is_said) out.set(key, *value);
    }
    out.set("x-concord-source", place_text(place_of(member)));
    const Node* requirements = stated.has("security") ? stated.find("security") : document_.find("security");
    Node security = normal_security(requirements);
    if (Node parameters = normal_parameters(path, item, stated, security); parameters.size() != 0) {
      out.set("parameters", std::move(parameters));
    }
    if (const Member* body = stated.find_member("requestBody")) add_body(out, *body);
    out.set("responses", responses(stated));
    out.set("security", std::move(security));
    for (const std::string_view key : {"callbacks"}) {
      if (const Member* unread = stated.find_member(key)) unread_part(*unread);
    }
    return out;
  }

  void unread_part(const Member& part) {
    if (part.value.size() == 0) return;
    schemas_.report("apidoc.unread", base::in_quotes(part.key) + " is not read", place_of(part));
  }

  void report_unread() {
    for (const std::string_view key : {"webhooks", "x-webhooks"}) {
      if (const Member* part = document_.find_member(key)) unread_part(*part);
    }
  }

  // Examples that are named like a status that nothing answers with.
  void report_statuses(const Node& paths) {
    for (const auto& [status, place] : schemas_.example_statuses()) {
      bool is_answered = false;
      for (const Member& path : paths.members()) {
        for (const Member& method : path.value.members()) {
          const Node& responses = *method.value.find("responses");
          is_answered = is_answered || responses.has(status) || responses.has(status.substr(0, 1) + "XX");
        }
      }
      if (is_answered) continue;
      schemas_.report("apidoc.status", "there is an example for " + status + ", which no operation here answers with",
                      place);
    }
  }

  // --- parameters ---

  Node normal_parameters(const std::string& path, const Node& item, const Node& operation, Node& security) {
    Node list = Node::array();
    for (const Node* holder : {&operation, &item}) {
      const Node* stated = holder->find("parameters");
      if (stated == nullptr) continue;
      for (const Node& one : stated->items()) add_parameter(list, one, security);
    }
    check_path(path, list, operation);
    return list;
  }

  void add_parameter(Node& list, const Node& stated, Node& security) {
    const Node* parameter = schemas_.resolve(stated);
    if (parameter == nullptr) return;
    const Node* name = parameter->find("name");
    const Node* in = parameter->find("in");
    if (name == nullptr || in == nullptr || !name->is_string() || !in->is_string()) {
      schemas_.report("apidoc.parameter", "a parameter must have a \"name\" and \"in\"", parameter->span(), "left out");
      return;
    }
    const bool is_known = std::any_of(list.items().begin(), list.items().end(), [&](const Node& other) {
      return other.find("name")->as_string() == name->as_string() && other.find("in")->as_string() == in->as_string();
    });
    if (is_known || is_security(*parameter, *name, *in, security) || is_reserved(*name, *in, security)) return;
    list.push_back(normal_parameter(*parameter, *name, *in));
  }

  Node normal_parameter(const Node& parameter, const Node& name, const Node& in) {
    Node out = Node::object().with_span(parameter.span());
    out.set("name", name);
    out.set("in", in);
    const Node* required = parameter.find("required");
    const bool is_required = required != nullptr && required->is_boolean() && required->as_boolean();
    if (in.as_string() == "path" && !is_required) {
      schemas_.report("apidoc.parameter", "path parameter " + base::in_quotes(name.as_string()) + " is not marked as required",
                      name.span(), "read as required");
    }
    out.set("required", is_required || in.as_string() == "path");
    for (const std::string_view key : {"deprecated", "x-sunset", "style", "explode", "allowReserved"}) {
      if (const Node* value = parameter.find(key)) out.set(key, *value);
    }
    out.set("x-concord-source", place_text(parameter.span()));
    const Node* schema = parameter_schema(parameter);
    if (schema != nullptr) {
      if (const Node* target = schemas_.resolve(*schema); target != nullptr && is_read_only(*target)) {
        schemas_.report(
            "apidoc.read-only-parameter",
            "the schema of parameter " + base::in_quotes(name.as_string()) + " is readOnly, which means nothing here",
            schema->span());
      }
      out.set("schema", schemas_.normalise(*schema, schema->span()));
    }
    if (Node examples = normal_examples(parameter, schema, false, schemas_); examples.size() != 0) {
      out.set("examples", std::move(examples));
    }
    return out;
  }

  static bool is_read_only(const Node& schema) {
    const Node* mark = schema.find("readOnly");
    return mark != nullptr && mark->is_boolean() && mark->as_boolean();
  }

  static const Node* parameter_schema(const Node& parameter) {
    if (const Node* schema = parameter.find("schema")) return schema;
    const Node* content = parameter.find("content");
    return content == nullptr || content->size() == 0 ? nullptr : content->members().front().value.find("schema");
  }

  // A parameter that says what a security scheme of the operation says already.
  bool is_security(const Node& parameter, const Node& name, const Node& in, const Node& security) {
    for (const Member& scheme : schemes_.members()) {
      const bool applies = std::any_of(security.items().begin(), security.items().end(),
                                       [&](const Node& alternative) { return alternative.has(scheme.key); });
      if (!applies) continue;
      const Node* key = scheme.value.find("name");
      const Node* where = scheme.value.find("in");
      if (key == nullptr || where == nullptr || where->string_or_empty() != in.as_string()) continue;
      const bool is_header = in.as_string() == "header";
      const bool is_same = is_header ? base::equals_ignoring_case(key->string_or_empty(), name.as_string())
                                     : key->string_or_empty() == name.as_string();
      if (!is_same) continue;
      schemas_.report("apidoc.parameter-is-security",
                      in.as_string() + " parameter " + base::in_quotes(name.as_string()) + " is also the security scheme " +
                          base::in_quotes(scheme.key),
                      name.span(), "kept as security only");
      check_alternatives(parameter, name, scheme.key, security);
      return true;
    }
    return false;
  }

  // `required: true` contradicts an alternative that does without the scheme.
  void check_alternatives(const Node& parameter, const Node& name, const std::string& scheme, const Node& security) {
    const Node* required = parameter.find("required");
    if (required == nullptr || !required->is_boolean() || !required->as_boolean()) return;
    for (const Node& alternative : security.items()) {
      if (alternative.has(scheme) || alternative.size() == 0) continue;
      schemas_.report("apidoc.parameter-is-security",
                      base::in_quotes(name.as_string()) + " is required as a parameter, but security " +
                          base::in_quotes(alternative.members().front().key) + " does without it",
                      required->span(), "kept as an alternative");
    }
  }

  // OpenAPI: header parameters with these names are ignored. A credential is never dropped because of it.
  bool is_reserved(const Node& name, const Node& in, Node& security) {
    if (in.as_string() != "header") return false;
    const std::string lower = base::to_lower_ascii(name.as_string());
    if (lower != "authorization" && lower != "content-type" && lower != "accept") return false;
    const bool becomes_security = lower == "authorization" && security.size() == 0;
    schemas_.report("apidoc.reserved-header", "OpenAPI ignores a header parameter called " + base::in_quotes(name.as_string()),
                    name.span(), becomes_security ? "read as an apiKey security scheme" : "left out");
    if (becomes_security) add_authorization(name, security);
    return true;
  }

  void add_authorization(const Node& name, Node& security) {
    Node scheme = Node::object();
    scheme.set("type", "apiKey");
    scheme.set("in", "header");
    scheme.set("name", name);
    scheme.set("x-concord-source", place_text(name.span()));
    schemes_.set("Authorization", std::move(scheme));
    Node requirement = Node::object();
    requirement.set("Authorization", Node::array());
    security = Node::array();
    security.push_back(std::move(requirement));
  }

  void check_path(const std::string& path, Node& list, const Node& operation) {
    for (std::size_t open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1)) {
      const std::size_t close = path.find('}', open);
      if (close == std::string::npos) return;
      const std::string name = path.substr(open + 1, close - open - 1);
      const bool is_described = std::any_of(list.items().begin(), list.items().end(), [&](const Node& one) {
        return one.find("in")->as_string() == "path" && one.find("name")->as_string() == name;
      });
      if (is_described) continue;
      schemas_.report("apidoc.parameter", "no parameter describes {" + name + "} of the path", operation.span(),
                      "added as a string");
      Node added = Node::object();
      added.set("name", name);
      added.set("in", "path");
      added.set("required", true);
      added.set("x-concord-source", place_text(operation.span()));
      Node schema = Node::object();
      schema.set("type", "string");
      added.set("schema", std::move(schema));
      list.push_back(std::move(added));
    }
  }

  // --- security ---

  Node normal_security(const Node* requirements) {
    Node out = Node::array();
    if (requirements == nullptr) return out;
    for (const Node& alternative : requirements->items()) {
      Node kept = Node::object().with_span(alternative.span());
      bool is_whole = true;
      for (const Member& scheme : alternative.members()) is_whole = add_scheme(kept, scheme) && is_whole;
      if (is_whole) out.push_back(std::move(kept));
    }
    return out;
  }

  bool add_scheme(Node& requirement, const Member& named) {
    const Node* components = document_.find("components");
    const Node* known = components == nullptr ? nullptr : components->find("securitySchemes");
    const Member* stated = known == nullptr ? nullptr : known->find_member(named.key);
    const Node* scheme = stated == nullptr ? nullptr : schemas_.resolve(stated->value);
    if (scheme == nullptr) {
      schemas_.report("apidoc.security",
                      "security names " + base::in_quotes(named.key) + ", which is no scheme of this document", named.key_span,
                      "the alternative is left out");
      return false;
    }
    requirement.set(named.key, named.value.is_array() ? named.value : Node::array());
    if (!schemes_.has(named.key)) schemes_.set(named.key, normal_scheme(*scheme, place_of(*stated)));
    return true;
  }

  static Node normal_scheme(const Node& scheme, base::Span place) {
    Node out = Node::object();
    for (const std::string_view key : {"type", "in", "name", "scheme", "bearerFormat", "flows", "openIdConnectUrl"}) {
      if (const Node* value = scheme.find(key)) out.set(key, *value);
    }
    if (const Node* http = out.find("scheme")) out.set("scheme", base::to_lower_ascii(http->string_or_empty()));
    out.set("x-concord-source", place_text(place));
    return out;
  }

  // --- bodies ---

  void add_body(Node& out, const Member& member) {
    const Node* body = schemas_.resolve(member.value);
    if (body == nullptr) return;
    Node content = normal_content(*body);
    if (content.size() == 0) return;
    Node kept = Node::object();
    const Node* required = body->find("required");
    kept.set("required", required != nullptr && required->is_boolean() && required->as_boolean());
    kept.set("content", std::move(content));
    kept.set("x-concord-source", place_text(place_of(member)));
    out.set("requestBody", std::move(kept));
  }

  Node normal_content(const Node& holder) {
    Node out = Node::object();
    const Node* content = holder.find("content");
    if (content == nullptr) return out;
    if (content->has("$ref")) {
      schemas_.report("apidoc.reference", "$ref is not allowed as \"content\"", content->span(),
                      "followed all the same");
      content = schemas_.resolve(*content);
      if (content == nullptr) return out;
    }
    for (const Member& media : content->members()) {
      if (!media.key.starts_with("x-")) out.set(media.key, normal_media(media));
    }
    return out;
  }

  Node normal_media(const Member& media) {
    Node out = Node::object().with_span(media.value.span());
    const Member* schema = media.value.find_member("schema");
    if (schema != nullptr) out.set("schema", schemas_.normalise(schema->value, place_of(*schema)));
    const Node* raw = schema == nullptr ? nullptr : &schema->value;
    if (Node examples = normal_examples(media.value, raw, is_json_media_type(media.key), schemas_);
        examples.size() != 0) {
      out.set("examples", std::move(examples));
    }
    return out;
  }

  Node responses(const Node& operation) {
    Node out = Node::object();
    const Node* stated = operation.find("responses");
    if (stated == nullptr) return out;
    for (const Member& member : stated->members()) {
      if (member.key.starts_with("x-")) continue;
      const Node* response = schemas_.resolve(member.value);
      if (response == nullptr) continue;
      out.set(member.key, normal_response(member, *response));
    }
    return out;
  }

  Node normal_response(const Member& member, const Node& response) {
    Node out = Node::object().with_span(member.value.span());
    out.set("description", "Status " + member.key);
    out.set("x-concord-source", place_text(place_of(member)));
    if (Node headers = normal_headers(response); headers.size() != 0) out.set("headers", std::move(headers));
    if (Node content = normal_content(response); content.size() != 0) out.set("content", std::move(content));
    if (const Member* links = response.find_member("links")) unread_part(*links);
    return out;
  }

  Node normal_headers(const Node& response) {
    Node out = Node::object();
    const Node* stated = response.find("headers");
    if (stated == nullptr) return out;
    for (const Member& member : stated->members()) {
      const Node* header = schemas_.resolve(member.value);
      if (header == nullptr || base::equals_ignoring_case(member.key, "content-type")) continue;
      Node kept = Node::object();
      const Node* required = header->find("required");
      if (required != nullptr) kept.set("required", *required);
      if (const Node* schema = parameter_schema(*header))
        kept.set("schema", schemas_.normalise(*schema, schema->span()));
      kept.set("x-concord-source", place_text(place_of(member)));
      out.set(member.key, std::move(kept));
    }
    return out;
  }

  const Node& document_;
  const Source& page_;
  SchemaNormaliser schemas_;
  Node schemes_ = Node::object();
  bool is_empty_ = true;
};

std::vector<std::string> known_operations(const Node& document) {
  std::vector<std::string> known;
  const Node* paths = document.find("paths");
  if (paths == nullptr) return known;
  for (const Member& path : paths->members()) {
    for (const Member& member : path.value.members()) {
      if (is_method(base::to_lower_ascii(member.key)))
        known.push_back(base::to_lower_ascii(member.key) + " " + path.key);
    }
  }
  return known;
}

}  // namespace

std::optional<SpecVersion> spec_version(const Node& document) {
  const Node* version = document.find("openapi");
  if (version == nullptr || !(version->is_string() || version->is_number())) return std::nullopt;
  const std::string text = version->is_string() ? version->as_string() : version->number_text();
  if (text.starts_with("3.0")) return SpecVersion::OpenApi30;
  if (text.starts_with("3.1")) return SpecVersion::OpenApi31;
  return std::nullopt;
}

Result<Imported> normalise_document(const Document& read, DocumentSet& documents, const Selection& only,
                                    base::Span wanted_at) {
  const Node& document = read.root;
  const auto version = spec_version(document);
  if (!version) {
    const Member* stated = document.find_member("openapi");
    const Member* swagger = document.find_member("swagger");
    if (swagger != nullptr) {
      return base::error("apidoc.version", "Swagger 2.0 is not read", place_of(*swagger),
                         "convert it to OpenAPI 3.0 or 3.1");
    }
    if (stated == nullptr) return base::error("apidoc.version", "\"openapi\" is missing", document.span());
    return base::error("apidoc.version", "this version of OpenAPI is not read", stated->value.span(),
                       "3.0 and 3.1 are");
  }
  Imported imported;
  DocumentNormaliser normaliser(read, documents, *version, imported.findings);
  imported.openapi = normaliser.run(only);
  if (!imported.openapi.is_null()) return imported;
  if (only.path.empty()) return base::error("apidoc.empty", "the document has no operation", document.span());
  const std::string wanted = only.method + " " + only.path;
  return base::error("apidoc.operation", "the document has no operation " + base::in_quotes(wanted), wanted_at,
                     base::did_you_mean(wanted, known_operations(document)));
}

}  // namespace concord::apidoc
