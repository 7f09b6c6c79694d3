// Contracts: what the documentation of a provider says, in one normal form, and the model that the other modules read.
//
// A contract is an OpenAPI 3.1 document with these extensions (all optional when a plain OpenAPI document is loaded):
//   info.x-concord-documents   [{name, sha256}]: the pages it was made from
//   x-concord-operation        on an operation: its short name ("create-session")
//   x-concord-source           on an operation, parameter, response, schema object, example: "page.md:57", where it is
//                              said
//   x-concord-also             on the same: ["other.md:57"], where further pages say the same
//   x-concord-lines            on an example: {member: line}, in the document of its source
//   x-concord-basis            on a schema object: {keyword: prose | example}, for constraints that no schema of the
//                              page states
//   x-concord-decisions        [id]: the overlay actions that changed this object
//   x-concord-unresolved       on an operation or schema object: [{reason, hint}], references in it that lead nowhere
#pragma once
#include <concord/contract/provenance.h>
#include <concord/openapi/document_set.h>
#include <concord/schema.h>

#include <functional>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::contract {

using base::Diagnostics;
using base::Result;
using base::Source;
using base::SourceSet;
using document::Node;
using document::Pointer;

// Where a schema stands: `at` within `root`. Shared, immutable.
struct SchemaRef {
  std::shared_ptr<const Node> root;
  Pointer at;
  std::string uri;  // shown to people: "schemas/knot/create-session/response-200.schema.json", or the contract's path
  const Node* node = nullptr;  // what is there, when that is known; in `root`
  explicit operator bool() const { return root != nullptr; }
};
// Compiles with the dialect of OpenAPI 3.1 / JSON Schema 2020-12, formats asserted; schema locations begin with `uri`.
Result<schema::Schema> compile(const SchemaRef& ref, schema::Direction direction);

struct Example {
  std::string name;
  Node value;
  DocPlace place;
  std::map<std::string, std::uint32_t> lines;  // of its members, in the document of `place`, where they are known
};

// How one property of a form or multipart body is written.
struct Encoding {
  std::string property;
  std::string content_type;  // media types or ranges, with commas; "" when it says none
  std::string style;         // "" when neither `style` nor `explode` nor `allowReserved` is stated
  bool explode = true;       // of `style`
  bool allow_reserved = false;
};

struct Content {
  std::string media_type;  // "application/json"
  SchemaRef schema;        // may be empty
  std::vector<Example> examples;
  std::vector<Encoding> encoding{};
  std::string schema_file =
      {};  // of its derived schema, below the folder of the contract: "get-item/response-200.schema.json"
};

enum class ParameterIn { Path, Query, Header, Cookie };
std::string_view parameter_in_name(ParameterIn in);

struct Parameter {
  std::string name;
  ParameterIn in = ParameterIn::Query;
  bool is_required = false;
  SchemaRef schema;
  DocPlace place;
  std::string media_type;  // in which the text of the value is written; "" when `style` says how
  std::string style;       // "form", "simple", …: what the document says or the default of `in`
  bool explode = true;     // of `style`
  bool allow_reserved = false;
  bool allow_empty_value = false;  // "" stands for no value, whatever the schema says
};

struct DocumentedHeader {
  std::string name;
  bool is_required = false;
  SchemaRef schema;
  DocPlace place;
  std::string media_type{};  // in which the value is written; "" for the style "simple"
  bool explode = false;
};

struct Response {
  std::string status;  // "200", "4XX", "default"
  std::vector<Content> contents;  // empty: no body is documented
  std::vector<DocumentedHeader> headers;
  DocPlace place;
  bool matches(int code) const;
};

// One scheme that must be satisfied. `type`: "apiKey", "http", …
struct SecurityScheme {
  std::string name;
  std::string type;
  std::string scheme;  // of http: "basic", "bearer"
  ParameterIn in = ParameterIn::Header;  // of apiKey
  std::string key;     // of apiKey: the parameter's name
  DocPlace place;
};

struct ServerVariable {
  std::string name;
  std::string preset;                // its default
  std::vector<std::string> values;   // of its enum; empty: any
};

struct Server {
  std::string url;  // as written: with {variables}, maybe relative
  std::string description;
  std::vector<ServerVariable> variables{};
};

struct Operation {
  std::string provider;  // "knot"
  std::string name;      // "create-session"
  std::string id() const { return provider + "/" + name; }
  std::string summary;
  std::string method;    // upper case
  std::string path;      // with {parameters}, as the document writes it: behind the URL of a server
  std::vector<Parameter>
      parameters;  // without the headers Accept, Content-Type and Authorization, which OpenAPI ignores
  bool body_required = false;
  std::vector<Content> request_body;  // empty: takes no body
  std::vector<Response> responses;
  std::vector<std::vector<SecurityScheme>> security;  // OR of ANDs; empty: none needed
  DocPlace place;

  std::vector<Server> servers;  // of its own or of its path; empty: those of the contract

  // References to nowhere in what is no schema: parameters, bodies, responses and headers that are not in this model.
  base::Diagnostics unresolved;

  // The response documented for `status`: exact, then "4XX", then "default"; null when there is none.
  const Response* find_response(int status) const;
};

struct Contract {
  std::string provider;
  std::string title;
  std::string file;  // path as given
  std::vector<Server> servers;
  std::vector<Operation> operations;
  std::vector<Operation> webhooks;  // what the API sends; `path` is the name of the webhook
  std::vector<DocPlace> documents;  // line 0
  std::vector<std::string> document_digests;  // SHA-256 of each
  std::shared_ptr<const Node> root;  // the OpenAPI document
  const Operation* find(std::string_view name) const;
};

// Why messages of `operation` cannot be judged by its contract: references to nowhere among its parts, its responses
// and their headers, and in the schemas of the latter. Errors, each at the reference.
base::Diagnostics unresolved_in(const Operation& operation);

// Makes a document in normal form of a text that is no OpenAPI document.
using ReadPage = std::function<Result<Node>(const Source& page, openapi::DocumentSet& documents)>;

// Reads a contract or an OpenAPI document. `provider` is the folder's name for schemas/<provider>/openapi.yaml, else
// the given one. Where the derived files `<folder>/<operation>/*.schema.json` exist beside it, SchemaRefs point into
// those. `options` say what its references may lead to. What is no such document is an error unless `read_page` reads
// it: derive::load_contract (derive.h) reads pages too.
Result<Contract> load_contract(SourceSet& sources, const std::string& path, std::string_view provider = {},
                               const openapi::DocumentOptions& options = {}, const ReadPage& read_page = {});

}  // namespace concord::contract
