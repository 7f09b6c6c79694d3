// Mintlify pages in the older dialect: `paths: {path, method, servers, request, response}`, one list of alternatives
// (schemaArray) a media type, every property wrapped in an allOf of one. Rewritten as OpenAPI 3.1, places kept, then
// read like any other document.
#include "importers.h"
#include "mintlify_page.h"

#include <concord/base/text.h>
#include <concord/openapi/place.h>
#include <concord/openapi/schema_walk.h>

#include <algorithm>

namespace concord::page {
namespace {

using document::Member;

constexpr std::string_view placeholder_media_type = "_mintlify/placeholder";

void set_member(Node& object, const Member& like, std::string_view key, Node value) {
  object.set(key, std::move(value));
  object.members().back().key_span = like.key_span;
}

// The dialect does not say its version. `nullable`, and bounds that are true or false, are those of OpenAPI 3.0.
bool speaks_older_openapi(const Node& node) {
  for (const Node& item : node.items()) {
    if (speaks_older_openapi(item)) return true;
  }
  return std::any_of(node.members().begin(), node.members().end(), [](const Member& member) {
    const bool is_older =
        member.key == "nullable" || member.key == "exclusiveMinimum" || member.key == "exclusiveMaximum";
    return (is_older && member.value.is_boolean()) || speaks_older_openapi(member.value);
  });
}

class PathsReader {
 public:
  PathsReader(const Node& document, Diagnostics& findings) : document_(document), findings_(findings) {
    if (const Node* components = document.find("components")) {
      if (const Node* schemas = components->find("schemas"); schemas != nullptr && schemas->is_object())
        schemas_ = *schemas;
    }
  }

  Node read(const Node& paths) {
    Node operation = read_operation(paths);
    Node item = Node::object();
    item.set(base::to_lower_ascii(text_of(paths, "method")), std::move(operation));
    item.members().back().key_span = paths.find_member("path")->key_span;
    Node path = Node::object();
    path.set(text_of(paths, "path"), std::move(item));
    Node out = Node::object();
    out.set("openapi", speaks_older_openapi(document_) ? "3.0.3" : "3.1.0");
    report_unread(document_, {"paths", "components", "info", "openapi"}, "");
    report_unread(paths, {"path", "method", "servers", "request", "response", "deprecated", "type", "title", "x-mint"},
                  "paths.");
    if (const Node* info = document_.find("info")) out.set("info", *info);
    if (const Node* servers = paths.find("servers")) out.set("servers", *servers);
    out.set("paths", std::move(path));
    Node components = Node::object();
    components.set("schemas", std::move(schemas_));
    components.set("securitySchemes", std::move(schemes_));
    out.set("components", std::move(components));
    return out;
  }

 private:
  static std::string text_of(const Node& object, std::string_view key) {
    const Node* value = object.find(key);
    return value == nullptr ? std::string{} : std::string(value->string_or_empty());
  }

  void report(std::string kind, std::string message, base::Span span, std::string hint = {}) {
    findings_.push_back(base::warning(std::move(kind), std::move(message), span, std::move(hint)));
  }

  // What is in the document and not read.
  void report_unread(const Node& holder, std::initializer_list<std::string_view> known, const std::string& where) {
    for (const Member& member : holder.members()) {
      const bool is_known = std::find(known.begin(), known.end(), member.key) != known.end();
      if (is_known || (member.value.size() == 0 && !member.value.is_string() && !member.value.is_number())) continue;
      report("apidoc.unread", base::in_quotes(where + member.key) + " is not read", openapi::place_of(member));
    }
  }

  Node read_operation(const Node& paths) {
    Node operation = Node::object().with_span(paths.span());
    if (const Node* deprecated = paths.find("deprecated")) operation.set("deprecated", *deprecated);
    if (const Node* request = paths.find("request")) {
      report_unread(*request, {"security", "parameters", "body"}, "request.");
      operation.set("security", read_security(request->find("security")));
      operation.set("parameters", read_parameters(request->find("parameters")));
      if (const Member* body = request->find_member("body")) add_body(operation, *body);
    }
    Node responses = Node::object();
    if (const Node* stated = paths.find("response")) {
      for (const Member& member : stated->members()) {
        Node response = Node::object().with_span(member.value.span());
        response.set("content", read_content(member.value));
        set_member(responses, member, member.key, std::move(response));
      }
    }
    operation.set("responses", std::move(responses));
    return operation;
  }

  void add_body(Node& operation, const Member& stated) {
    Node content = read_content(stated.value);
    if (content.size() == 0) return;
    Node body = Node::object();
    body.set("required", is_demanded(stated.value));
    body.set("content", std::move(content));
    set_member(operation, stated, "requestBody", std::move(body));
  }

  // A body is demanded where its schema says so, or demands members.
  static bool is_demanded(const Node& content) {
    return std::any_of(content.members().begin(), content.members().end(), [](const Member& media) {
      const Node* list = media.value.find("schemaArray");
      return list != nullptr && std::any_of(list->items().begin(), list->items().end(), [](const Node& schema) {
               const Node* names = schema.find("requiredProperties");
               return says_required(schema) || (names != nullptr && names->size() != 0);
             });
    });
  }

  static bool says_required(const Node& schema) {
    const Node* required = schema.find("required");
    return required != nullptr && required->is_boolean() && required->as_boolean();
  }

  // --- security: one entry an alternative; `title: a & b` wants both ---

  Node read_security(const Node* stated) {
    Node out = Node::array();
    if (stated == nullptr) return out;
    for (const Node& entry : stated->items()) {
      Node requirement = Node::object().with_span(entry.span());
      std::vector<std::string> names;
      const std::string title = base::replace_all(text_of(entry, "title"), " & ", "\n");
      for (const std::string_view name : base::split(title, '\n')) names.emplace_back(base::trim(name));
      std::size_t next = 0;
      const Node* parameters = entry.find("parameters");
      for (const std::string_view in : {"query", "header", "cookie"}) {
        const Node* group = parameters == nullptr ? nullptr : parameters->find(in);
        if (group == nullptr) continue;
        for (const Member& member : group->members()) {
          const std::string name = next < names.size() && !names[next].empty() ? names[next] : member.key;
          ++next;
          add_scheme(requirement, name, in, member);
        }
      }
      out.push_back(std::move(requirement));
    }
    return out;
  }

  void add_scheme(Node& requirement, const std::string& name, std::string_view in, const Member& stated) {
    const std::string type = text_of(stated.value, "type");
    Node scheme = Node::object();
    if (type == "http") {
      scheme.set("type", "http");
      scheme.set("scheme", text_of(stated.value, "scheme"));
    } else if (type == "oauth2") {
      report("apidoc.security", "the flows of security " + base::in_quotes(name) + " are not on the page",
             openapi::place_of(stated), "read as a bearer token");
      scheme.set("type", "http");
      scheme.set("scheme", "bearer");
    } else {
      if (type != "apiKey") {
        report("apidoc.security", "unknown type \"" + type + "\" of security \"" + name + "\"",
               openapi::place_of(stated), "read as apiKey");
      }
      scheme.set("type", "apiKey");
      scheme.set("in", in);
      scheme.set("name", stated.key);
    }
    scheme.set_span(openapi::place_of(stated));
    set_member(schemes_, stated, name, std::move(scheme));
    requirement.set(name, Node::array());
  }

  // --- parameters ---

  Node read_parameters(const Node* stated) {
    Node out = Node::array();
    if (stated == nullptr) return out;
    for (const std::string_view in : {"path", "query", "header", "cookie"}) {
      const Node* group = stated->find(in);
      if (group == nullptr) continue;
      for (const Member& member : group->members()) out.push_back(read_parameter(in, member));
    }
    return out;
  }

  Node read_parameter(std::string_view in, const Member& member) {
    Node schema = alternatives(member.value.find("schema"));
    Node parameter = Node::object().with_span(openapi::place_of(member));
    parameter.set("name", Node(member.key).with_span(member.key_span));
    parameter.set("in", in);
    parameter.set("required", is_demanded_parameter(member.value) || in == "path");
    for (const std::string_view key : {"deprecated", "style", "explode", "allowReserved", "example", "examples"}) {
      if (const Member* stated = member.value.find_member(key)) set_member(parameter, *stated, key, stated->value);
    }
    report_unread(member.value,
                  {"schema", "deprecated", "style", "explode", "allowReserved", "example", "examples", "description",
                   "required", "x-mint"},
                  member.key + ".");
    schema.set_span(openapi::place_of(member));
    parameter.set("schema", std::move(schema));
    return parameter;
  }

  static bool is_demanded_parameter(const Node& stated) {
    const Node* schemas = stated.find("schema");
    if (schemas == nullptr) return false;
    if (!schemas->is_array()) return says_required(*schemas);
    return std::any_of(schemas->items().begin(), schemas->items().end(), says_required);
  }

  // --- bodies ---

  Node read_content(const Node& stated) {
    Node out = Node::object();
    for (const Member& member : stated.members()) {
      if (member.key == placeholder_media_type || !member.value.is_object()) continue;
      Node media = Node::object().with_span(member.value.span());
      if (const Member* list = member.value.find_member("schemaArray")) {
        set_member(media, *list, "schema", alternatives(&list->value));
      }
      if (const Member* examples = member.value.find_member("examples")) {
        if (is_said(examples->value)) set_member(media, *examples, "examples", examples->value);
      }
      report_unread(member.value, {"schemaArray", "examples", "description", "x-mint"}, member.key + ".");
      set_member(out, member, member.key, std::move(media));
    }
    return out;
  }

  // The generator of these pages writes {example: {value: {}}} when it has none.
  static bool is_said(const Node& examples) { return examples.is_object() && examples.size() != 0; }

  Node alternatives(const Node* stated) {
    if (stated == nullptr) return Node::object();
    if (!stated->is_array()) return schema(*stated);
    if (stated->size() == 1) return schema(stated->items().front());
    Node list = Node::array().with_span(stated->span());
    for (const Node& one : stated->items()) list.push_back(schema(one));
    Node out = Node::object().with_span(stated->span());
    out.set("anyOf", std::move(list));
    return out;
  }

  Node schema(const Node& stated) {
    if (!stated.is_object()) return stated;
    Node out = Node::object().with_span(stated.span());
    for (const Member& member : stated.members()) add_keyword(out, member);
    unwrap(out);
    const Node* identifier = stated.find("refIdentifier");
    return identifier == nullptr ? out : as_component(std::move(out), *identifier);
  }

  void add_keyword(Node& out, const Member& member) {
    if (member.key == "refIdentifier") return;
    if (member.key == "requiredProperties") return set_member(out, member, "required", member.value);
    if (member.key == "type") return add_type(out, member);
    // `required: true` says that the value itself is; which members are, stands in requiredProperties.
    if (member.key == "required" && member.value.is_boolean()) return;
    if (member.key == "isOneOf" || member.key == "x-mint") return;
    set_member(out, member, member.key, subschemas(member));
  }

  Node subschemas(const Member& member) {
    const openapi::SubschemaForm form = openapi::subschema_form(member.key);
    if (form == openapi::SubschemaForm::One) return schema(member.value);
    if (form == openapi::SubschemaForm::None) return member.value;
    Node value = member.value;
    if (form == openapi::SubschemaForm::Map && value.is_object()) {
      for (Member& inner : value.members()) inner.value = schema(inner.value);
    }
    if (form == openapi::SubschemaForm::List && value.is_array()) {
      for (Node& inner : value.items()) inner = schema(inner);
    }
    return value;
  }

  // "enum<string>" is the type of the members, "array<string>" that of the items; "file" is a string of bytes, "any"
  // says nothing.
  static void add_type(Node& out, const Member& member) {
    const std::string_view type = member.value.string_or_empty();
    const auto inner = [&](std::size_t begin) {
      return Node(type.substr(begin, type.size() - begin - 1)).with_span(member.value.span());
    };
    if (type.starts_with("enum<") && type.ends_with('>')) return set_member(out, member, "type", inner(5));
    if (type == "any") return;
    if (type == "file") {
      set_member(out, member, "type", Node("string").with_span(member.value.span()));
      out.set("format", Node("binary").with_span(member.value.span()));
    } else if (type.starts_with("array<") && type.ends_with('>')) {
      Node items = Node::object().with_span(member.value.span());
      items.set("type", inner(6));
      set_member(out, member, "type", Node("array").with_span(member.value.span()));
      out.set("items", std::move(items));
    } else {
      set_member(out, member, "type", member.value);
    }
  }

  // {allOf: [X]} is X; what stands beside it is added where X does not say it.
  static void unwrap(Node& out) {
    const Node* list = out.find("allOf");
    if (list == nullptr || !list->is_array() || list->size() != 1 || !list->items().front().is_object()) return;
    Node inner = list->items().front();
    if (inner.has("$ref") && out.size() > 1) return;
    for (const Member& member : out.members()) {
      if (member.key != "allOf" && !inner.has(member.key)) set_member(inner, member, member.key, member.value);
    }
    out = std::move(inner);
  }

  // The pages repeat a component wherever it is used and say its name.
  Node as_component(Node schema, const Node& identifier) {
    const std::string name = openapi::component_name(identifier.string_or_empty());
    if (name.empty()) return schema;
    Node reference = Node::object().with_span(schema.span());
    const Node* known = schemas_.find(name);
    if (known == nullptr) {
      schemas_.set(name, std::move(schema));
      schemas_.members().back().key_span = schemas_.members().back().value.span();
    } else if (!document::equal(openapi::facts_only(*known), openapi::facts_only(schema))) {
      report("apidoc.component-name", "\"" + name + "\" is described differently than before", identifier.span(),
             "kept in place, under no name");
      return schema;
    }
    reference.set("$ref", openapi::component_reference(name));
    return reference;
  }

  const Node& document_;
  Diagnostics& findings_;
  Node schemas_ = Node::object();
  Node schemes_ = Node::object();
};

const Node* paths_of(const Node& document) {
  const Node* paths = document.find("paths");
  const bool is_older = paths != nullptr && paths->find("path") != nullptr && paths->find("path")->is_string() &&
                        paths->find("method") != nullptr && paths->find("method")->is_string();
  return is_older ? paths : nullptr;
}

}  // namespace

bool is_mintlify_paths(const Source& page) {
  return !find_fence(page, "openapi") && find_fence(page, "paths").has_value();
}

Result<PageDocument> read_mintlify_paths(const Source& page) {
  const auto fence = find_fence(page, "paths");
  if (!fence) return base::error("apidoc.page", "the page has no fence with \"paths\"", span_of(page, 0, 0));
  auto document = document::parse_yaml_part(page, fence->block.begin, fence->block.end);
  if (!document) return std::move(document).diagnostics();
  const Node* paths = paths_of(*document);
  if (paths == nullptr) {
    return base::error("apidoc.page", "\"paths\" must have a \"path\" and a \"method\"", fence->block.span);
  }
  PageDocument read;
  read.openapi = PathsReader(*document, read.findings).read(*paths);
  return read;
}

Result<Imported> import_mintlify_paths(const Source& page, DocumentSet& documents) {
  auto read = read_mintlify_paths(page);
  if (!read) return std::move(read).diagnostics();
  const auto fence = find_fence(page, "paths");
  auto imported =
      openapi::normalise_document(documents.add(page, std::move(read->openapi)), documents, {}, fence->block.span);
  if (!imported) return imported;
  base::append(read->findings, std::move(imported->findings));
  imported->findings = std::move(read->findings);
  add_curl_examples(imported->openapi, page, fence->block.end, imported->findings);
  return imported;
}

}  // namespace concord::page
