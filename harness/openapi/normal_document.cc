#include <concord/openapi/normal_document.h>

#include "normal_bodies.h"
#include "normal_parts.h"
#include "swagger.h"

#include <concord/base/digest.h>
#include <concord/base/http_method.h>
#include <concord/base/text.h>
#include <concord/openapi/ambiguous_scalars.h>
#include <concord/openapi/unresolved.h>
#include <concord/prose/readings.h>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace concord::openapi {
namespace {

using document::Member;

bool is_method(std::string_view word) { return base::find_http_method_key(word) != nullptr; }

class DocumentNormaliser {
 public:
  DocumentNormaliser(const Document& document, DocumentSet& documents, SpecVersion version, Diagnostics& findings)
      : document_(document.root),
        page_(*document.source),
        documents_(documents),
        version_(version),
        findings_(findings),
        schemas_(document, documents, version, findings),
        security_(document.root, version, schemas_),
        parameters_(schemas_, security_),
        bodies_(schemas_, parameters_) {}

  // Nothing when the contract can be held; else what it may hold.
  std::optional<std::size_t> bound_passed() const {
    return schemas_.is_exhausted() ? std::optional(schemas_.most_values()) : std::nullopt;
  }

  Node run(const Selection& only) {
    Node paths = normal_paths(only);
    const bool is_webhook = only.method == "webhook";
    Node webhooks = only.path.empty() || is_webhook ? normal_webhooks(only.path) : Node::object();
    if (is_empty_) return Node();
    Node out = Node::object();
    out.set("openapi", std::string(contract_version));
    out.set("info", Node::object());  // below, when all documents are read
    out.set("servers", is_swagger() ? swagger_servers(document_, nullptr, schemas_)
                                    : normal_servers(document_.find("servers"), schemas_));
    out.set("paths", std::move(paths));
    if (webhooks.size() != 0) out.set("webhooks", std::move(webhooks));
    Node components = Node::object();
    if (Node used = schemas_.take_components(); used.size() != 0) components.set("schemas", std::move(used));
    if (Node used = security_.take_schemes(); used.size() != 0) components.set("securitySchemes", std::move(used));
    if (components.size() != 0) out.set("components", std::move(components));
    out.set("info", info());
    report_statuses(*out.find("paths"));
    return out;
  }

 private:
  bool is_swagger() const { return version_ == SpecVersion::Swagger20; }

  Node info() const {
    Node info = Node::object();
    const Node* stated = document_.find("info");
    for (const std::string_view key : {"title", "version"}) {
      const Node* value = stated == nullptr ? nullptr : stated->find(key);
      if (value != nullptr && !value->is_null())
        info.set(key, value->is_string() ? *value : Node(document::write_json(*value)));
    }
    info.set("x-concord-documents", pages());
    return info;
  }

  // The page, then the files that it leads to, by name.
  Node pages() const {
    std::vector<const Source*> sources{&page_};
    for (const Document* other : documents_.led_to_by(page_)) sources.push_back(other->source);
    std::sort(sources.begin() + 1, sources.end(), [](const auto* a, const auto* b) { return a->label() < b->label(); });
    Node list = Node::array();
    for (const Source* source : sources) {
      Node page = Node::object();
      page.set("name", source->label());
      page.set("sha256", base::sha256_hex(source->text()));
      list.push_back(std::move(page));
    }
    return list;
  }

  Node normal_paths(const Selection& only) {
    Node out = Node::object();
    const Node* paths = followed(document_.find("paths"), "paths", schemas_);
    if (paths == nullptr) return out;
    for (const Member& path : paths->members()) {
      if (path.key.starts_with("x-") || (!only.path.empty() && path.key != only.path)) continue;
      Node kept = normal_item(path.key, path.value, only);
      if (kept.size() != 0) append(out, path.key, std::move(kept));
    }
    return out;
  }

  // The one called `only`, or all when that is empty.
  Node normal_webhooks(const std::string& only) {
    Node out = Node::object();
    for (const std::string_view key : {"webhooks", "x-webhooks"}) {
      const Node* stated = followed(document_.find(key), key, schemas_);
      if (stated == nullptr) continue;
      for (const Member& hook : stated->members()) {
        if (!only.empty() && hook.key != only) continue;
        Node kept = normal_item("", hook.value, {});
        if (kept.size() != 0) out.set(hook.key, std::move(kept));
      }
    }
    return out;
  }

  // `path` is empty where no path with {parameters} leads there: webhooks and callbacks.
  Node normal_item(const std::string& path, const Node& stated, const Selection& only) {
    Node kept = Node::object();
    const Node* target = schemas_.resolve(stated);
    if (target == nullptr) return kept;
    if (target != &stated) add_operations(kept, path, *target, *target, only);
    add_operations(kept, path, stated, *target, only);
    return kept;
  }

  // `item` has what holds for all operations of the path.
  void add_operations(Node& kept, const std::string& path, const Node& holder, const Node& item,
                      const Selection& only) {
    for (const Member& member : holder.members()) {
      const std::string method = base::to_lower_ascii(member.key);
      if (is_method(method)) add_operation(kept, path, item, method, member, only);
    }
    const Node* more = holder.find("additionalOperations");
    if (more == nullptr) return;
    for (const Member& member : more->members()) {
      add_operation(kept, path, item, base::to_lower_ascii(member.key), member, only);
    }
  }

  void add_operation(Node& kept, const std::string& path, const Node& item, const std::string& method,
                     const Member& member, const Selection& only) {
    if (!member.value.is_object() || (!only.method.empty() && method != only.method)) return;
    schemas_.spend(1);
    if (schemas_.is_exhausted()) return;
    const Node* stated = followed(&member.value, member.key, schemas_);
    if (stated == nullptr) return;
    Diagnostics outer = schemas_.take_missing();  // of the operation that calls back
    Node read = read_operation(path, item, *stated, place_of(member));
    mark_unresolved(read, schemas_.take_missing(std::move(outer)));
    kept.set(method, std::move(read));
    is_empty_ = false;
  }

  Node read_operation(const std::string& path, const Node& item, const Node& stated, base::Span place) {
    if (!is_swagger()) return operation(path, item, stated, place);
    const Node converted = SwaggerOperation(document_, item, stated, schemas_).read();
    return operation(path, Node::object(), converted, place);
  }

  Node operation(const std::string& path, const Node& item, const Node& stated, base::Span place) {
    Node out = Node::object().with_span(stated.span());
    for (const std::string_view key :
         {"operationId", "x-concord-operation", "tags", "deprecated", "x-sunset", "x-stability-level"}) {
      const Node* value = stated.find(key);
      const bool is_said = value != nullptr && !(value->is_boolean() && !value->as_boolean());
      if (is_said) out.set(key, *value);
    }
    note_id(stated);
    if (const std::string_view token = said_of_tokens(stated); !token.empty()) out.set("x-concord-token", token);
    out.set("x-concord-source", place_text(place));
    add_servers(out, item, stated);
    const Node* requirements = stated.has("security") ? stated.find("security") : document_.find("security");
    Node security = security_.requirements(requirements);
    Node parameters = parameters_.read(item, stated, security);
    parameters_.complete(parameters, path, stated.span());
    if (parameters.size() != 0) out.set("parameters", std::move(parameters));
    if (const Member* body = stated.find_member("requestBody")) bodies_.add_body(out, *body);
    out.set("responses", bodies_.responses(stated));
    out.set("security", std::move(security));
    if (Node kept = callbacks(stated); kept.size() != 0) out.set("callbacks", std::move(kept));
    return out;
  }

  // "new", "existing" or "": whether a token that it hands out is another each time. The words themselves are not kept.
  static std::string_view said_of_tokens(const Node& stated) {
    if (const Node* known = stated.find("x-concord-token")) return known->string_or_empty();
    std::string title, text;
    for (const std::string_view key : {"operationId", "x-concord-operation", "summary"}) {
      if (const Node* said = stated.find(key)) title.append(said->string_or_empty()).append(" ");
    }
    if (!prose::makes_token(title)) return "";
    if (const Node* said = stated.find("description")) text = said->string_or_empty();
    return prose::speaks_of_existing(title + text) ? "existing" : "new";
  }

  // Links, suites and generated clients call an operation by its id. An operation that a reference brings to a second
  // path is the same one.
  void note_id(const Node& stated) {
    const Node* id = stated.find("operationId");
    if (id == nullptr || !id->is_string() || id->as_string().empty()) return;
    const Node*& first = ids_[id->as_string()];
    if (first == nullptr) first = id;
    const base::Span known = first->span(), added = id->span();
    if (known.source == added.source && known.begin == added.begin) return;
    base::Diagnostic finding =
        base::warning("apidoc.operation-id", "two operations are called " + base::in_quotes(id->as_string()), added,
                      "numbered to tell them apart");
    finding.related.push_back({"the other one", known});
    findings_.push_back(std::move(finding));
  }

  void add_servers(Node& out, const Node& item, const Node& stated) {
    Node servers = Node::array();
    if (is_swagger()) {
      if (stated.has("schemes")) servers = swagger_servers(document_, stated.find("schemes"), schemas_);
    } else {
      servers = normal_servers(stated.has("servers") ? stated.find("servers") : item.find("servers"), schemas_);
    }
    if (servers.size() != 0) out.set("servers", std::move(servers));
  }

  // Callbacks of callbacks: as deep as the document nests them, but references do not lead around in circles.
  Node callbacks(const Node& operation) {
    Node out = Node::object();
    const Node* stated = followed(operation.find("callbacks"), "callbacks", schemas_);
    if (stated == nullptr || callback_depth_ == max_callback_depth) return out;
    ++callback_depth_;
    for (const Member& member : stated->members()) {
      const Node* callback = member.key.starts_with("x-") ? nullptr : schemas_.resolve(member.value);
      if (callback == nullptr) continue;
      Node kept = Node::object();
      for (const Member& expression : callback->members()) {
        if (expression.key.starts_with("x-")) continue;
        if (Node item = normal_item("", expression.value, {}); item.size() != 0)
          kept.set(expression.key, std::move(item));
      }
      if (kept.size() != 0) out.set(member.key, std::move(kept));
    }
    --callback_depth_;
    return out;
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

  static constexpr int max_callback_depth = 4;

  const Node& document_;
  const Source& page_;
  DocumentSet& documents_;
  SpecVersion version_;
  Diagnostics& findings_;
  SchemaNormaliser schemas_;
  SecurityReader security_;
  ParameterReader parameters_;
  BodyReader bodies_;
  std::unordered_map<std::string, const Node*> ids_;  // operationId → where it stands first
  int callback_depth_ = 0;
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

Result<Imported> normalise_document(const Document& read, DocumentSet& documents, const Selection& only,
                                    base::Span wanted_at) {
  const Node& document = read.root;
  const auto version = spec_version(document);
  if (!version) {
    const Member* stated = document.find_member("openapi");
    if (stated == nullptr) stated = document.find_member("swagger");
    if (stated == nullptr) return base::error("apidoc.version", "\"openapi\" is missing", document.span());
    return base::error("apidoc.version", "this version of OpenAPI is not read", stated->value.span(),
                       "2.0 and 3.0 to 3.2 are");
  }
  Imported imported;
  DocumentNormaliser normaliser(read, documents, *version, imported.findings);
  imported.openapi = normaliser.run(only);
  if (const auto bound = normaliser.bound_passed()) {
    return base::error("apidoc.size", "the contract would hold more than " + std::to_string(*bound) + " values",
                       {read.source, 0, 0}, "what many references lead to is repeated unless it is a schema");
  }
  if (!imported.openapi.is_null()) {
    base::append(imported.findings, ambiguous_scalar_notes(document));
    return imported;
  }
  if (only.path.empty()) return base::error("apidoc.empty", "the document has no operation", document.span());
  const std::string wanted = only.method + " " + only.path;
  return base::error("apidoc.operation", "the document has no operation " + base::in_quotes(wanted), wanted_at,
                     base::did_you_mean(wanted, known_operations(document)));
}

}  // namespace concord::openapi
