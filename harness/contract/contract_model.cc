// The model is a view of the document in normal form, and shares it: a schema is a place in the document, or in a
// derived file where there is one, never a copy. The normal form has everything in place (no references to parameters
// or answers, security on each operation), so that nothing is looked up here but security schemes, by name. Defaults
// that depend on where something stands (style, explode) are filled in here, once for all who write and read messages.
#include <concord/contract/contract_model.h>

#include <concord/base/file_slug.h>
#include <concord/base/text.h>
#include <concord/contract/callbacks.h>
#include <concord/openapi/ignored_header.h>
#include <concord/openapi/schema_walk.h>
#include <concord/openapi/servers.h>
#include <concord/openapi/unresolved.h>

#include <algorithm>
#include <array>
#include <set>

namespace concord::contract {
namespace {

using document::Member;

// x-concord-lines of an example.
std::map<std::string, std::uint32_t> lines_of(const Node& example) {
  std::map<std::string, std::uint32_t> lines;
  const Node* stated = example.find("x-concord-lines");
  if (stated == nullptr) return lines;
  for (const Member& member : stated->members()) {
    const auto line = member.value.to_int64();
    if (line && *line > 0) lines.emplace(member.key, static_cast<std::uint32_t>(*line));
  }
  return lines;
}

bool is_true(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  return value != nullptr && value->is_boolean() && value->as_boolean();
}

std::string text_of(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  return value == nullptr ? std::string{} : std::string(value->string_or_empty());
}

ParameterIn parameter_in(std::string_view word) {
  if (word == "path") return ParameterIn::Path;
  if (word == "header") return ParameterIn::Header;
  return word == "cookie" ? ParameterIn::Cookie : ParameterIn::Query;
}

constexpr std::string_view schema_suffix = ".schema.json";

std::string with_media_type(std::string stem, std::string_view media_type, bool is_first) {
  if (!is_first) stem += "-" + base::file_slug(media_type);
  return stem + std::string(schema_suffix);
}

// "request.schema.json", "response-200.schema.json"; from the second media type on with its name:
// "response-200-application-xml.schema.json".
std::string request_file(std::string_view media_type, bool is_first) {
  return with_media_type("request", media_type, is_first);
}

std::string response_file(std::string_view status, std::string_view media_type, bool is_first) {
  return with_media_type("response-" + base::file_slug(base::to_lower_ascii(status)), media_type, is_first);
}

class ModelReader {
 public:
  ModelReader(std::shared_ptr<const Node> root, std::string provider, std::string file, const FindSchemaFile& find_file)
      : find_file_(find_file) {
    contract_.provider = std::move(provider);
    contract_.file = std::move(file);
    contract_.root = std::move(root);
  }

  Contract read() {
    const Node& root = *contract_.root;
    if (const Node* info = root.find("info")) read_info(*info);
    contract_.servers = read_servers(root.find("servers"));
    read_operations("paths", contract_.operations);
    read_operations("webhooks", contract_.webhooks);
    return std::move(contract_);
  }

  // Of the operation that stands at `at`.
  std::vector<Callback> read_callbacks(const Node& stated, const Pointer& at) {
    std::vector<Callback> read;
    for (const Member& callback : stated.members()) {
      for (const Member& to : callback.value.members()) {
        for (const Member& member : to.value.members()) {
          if (!member.value.is_object()) continue;
          const Pointer there = at / "callbacks" / callback.key / to.key / member.key;
          read.push_back({callback.key, to.key, read_operation(there, "", member)});
        }
      }
    }
    return read;
  }

 private:
  void read_operations(std::string_view part, std::vector<Operation>& to) {
    const Node* paths = contract_.root->find(part);
    if (paths == nullptr) return;
    for (const Member& path : paths->members()) {
      for (const Member& member : path.value.members()) {
        if (!member.value.is_object()) continue;
        to.push_back(read_operation(Pointer{} / part / path.key / member.key, path.key, member));
      }
    }
  }

  void read_info(const Node& info) {
    contract_.title = text_of(info, "title");
    const Node* pages = info.find("x-concord-documents");
    if (pages == nullptr) return;
    for (const Node& page : pages->items()) {
      contract_.documents.push_back({text_of(page, "name"), 0});
      contract_.document_digests.push_back(text_of(page, "sha256"));
    }
  }

  static std::vector<Server> read_servers(const Node* servers) {
    std::vector<Server> read;
    if (servers == nullptr) return read;
    for (const Node& stated : servers->items()) {
      Server server{text_of(stated, "url"), text_of(stated, "description")};
      if (const Node* variables = stated.find("variables")) {
        for (const Member& variable : variables->members()) server.variables.push_back(read_variable(variable));
      }
      read.push_back(std::move(server));
    }
    return read;
  }

  static ServerVariable read_variable(const Member& variable) {
    ServerVariable read{variable.key, text_of(variable.value, "default"), {}};
    if (const Node* values = variable.value.find("enum")) {
      for (const Node& value : values->items()) read.values.emplace_back(value.string_or_empty());
    }
    return read;
  }

  std::string name_of(const Node& operation, const std::string& method, const std::string& path) {
    std::string name = base::file_slug(text_of(operation, "x-concord-operation"));  // it becomes the name of a folder
    if (name.empty()) name = base::file_slug(text_of(operation, "operationId"));
    if (name.empty()) name = base::file_slug(method + " " + path);
    std::string unique = name;
    for (int n = 2; !names_.insert(unique).second; ++n) unique = name + "-" + std::to_string(n);
    return unique;
  }

  Operation read_operation(const Pointer& at, const std::string& path, const Member& member) {
    const Node& stated = member.value;
    Operation operation;
    operation.provider = contract_.provider;
    operation.method = member.key;
    std::transform(operation.method.begin(), operation.method.end(), operation.method.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    operation.name = name_of(stated, member.key, path);
    operation.summary = text_of(stated, "summary");
    operation.servers = read_servers(stated.find("servers"));
    operation.path = path;
    operation.place = doc_place(stated);
    operation.unresolved = openapi::unresolved_at(stated);
    read_parameters(operation, stated, at);
    if (const Node* body = stated.find("requestBody")) read_request(operation, *body, at / "requestBody");
    if (const Node* responses = stated.find("responses")) read_answers(operation, *responses, at / "responses");
    read_security(operation, stated.find("security"));
    return operation;
  }

  SchemaRef reference(const Node& holder, const Pointer& at) const {
    const Node* schema = holder.find("schema");
    if (schema == nullptr) return {};
    return {contract_.root, at / "schema", contract_.file, schema};
  }

  void read_parameters(Operation& operation, const Node& stated, const Pointer& at) {
    const Node* parameters = stated.find("parameters");
    if (parameters == nullptr) return;
    for (std::size_t i = 0; i < parameters->items().size(); ++i) {
      const Node& one = parameters->items()[i];
      if (!is_ignored(one)) operation.parameters.push_back(read_parameter(one, at / "parameters" / i));
    }
  }

  static bool is_ignored(const Node& parameter) {
    return text_of(parameter, "in") == "header" && openapi::is_ignored_header(text_of(parameter, "name"));
  }

  Parameter read_parameter(const Node& stated, const Pointer& at) const {
    Parameter parameter;
    parameter.name = text_of(stated, "name");
    parameter.in = parameter_in(text_of(stated, "in"));
    parameter.is_required = is_true(stated, "required");
    parameter.schema = reference(stated, at);
    parameter.place = doc_place(stated);
    const bool is_form = parameter.in == ParameterIn::Query || parameter.in == ParameterIn::Cookie;
    parameter.style = stated.has("style") ? text_of(stated, "style") : is_form ? "form" : "simple";
    parameter.explode = stated.has("explode") ? is_true(stated, "explode") : parameter.style == "form";
    parameter.allow_reserved = is_true(stated, "allowReserved");
    parameter.allow_empty_value = is_true(stated, "allowEmptyValue");
    read_written_as(parameter, stated, at);
    return parameter;
  }

  // `content` of a parameter or header: its one media type.
  template <class Value>
  void read_written_as(Value& value, const Node& stated, const Pointer& at) const {
    const Node* content = stated.find("content");
    if (content == nullptr || content->members().empty()) return;
    const Member& media = content->members().front();
    value.media_type = media.key;
    value.schema = reference(media.value, at / "content" / media.key);
  }

  static std::vector<Encoding> read_encoding(const Node* stated) {
    std::vector<Encoding> read;
    if (stated == nullptr) return read;
    for (const Member& member : stated->members()) {
      Encoding encoding{member.key, text_of(member.value, "contentType"), text_of(member.value, "style")};
      encoding.allow_reserved = is_true(member.value, "allowReserved");
      const bool is_styled =
          member.value.has("style") || member.value.has("explode") || member.value.has("allowReserved");
      if (is_styled && encoding.style.empty()) encoding.style = "form";
      encoding.explode = member.value.has("explode") ? is_true(member.value, "explode") : encoding.style == "form";
      read.push_back(std::move(encoding));
    }
    return read;
  }

  std::vector<Content> read_contents(const Node& holder, const Pointer& at, const std::string& folder,
                                     const std::function<std::string(std::string_view, bool)>& file_name) {
    std::vector<Content> contents;
    const Node* stated = holder.find("content");
    if (stated == nullptr) return contents;
    for (const Member& media : stated->members()) {
      Content content{media.key, reference(media.value, at / "content" / media.key), {}};
      content.schema_file = unique_file(folder + "/" + file_name(media.key, contents.empty()));
      if (content.schema && find_file_) {
        if (SchemaRef file = find_file_(content.schema_file)) content.schema = std::move(file);
      }
      if (const Node* examples = media.value.find("examples")) {
        for (const Member& example : examples->members()) {
          const Node* value = example.value.find("value");
          if (value == nullptr) continue;
          content.examples.push_back({example.key, *value, doc_place(example.value), lines_of(example.value)});
        }
      }
      content.encoding = read_encoding(media.value.find("encoding"));
      contents.push_back(std::move(content));
    }
    return contents;
  }

  // Media types and statuses may differ in signs only.
  std::string unique_file(const std::string& wanted) {
    const std::size_t end = wanted.size() - schema_suffix.size();
    std::string file = wanted;
    for (int n = 2; !files_.insert(file).second; ++n)
      file = wanted.substr(0, end) + "-" + std::to_string(n) + std::string(schema_suffix);
    return file;
  }

  void read_request(Operation& operation, const Node& body, const Pointer& at) {
    operation.body_required = is_true(body, "required");
    operation.request_body = read_contents(body, at, operation.name, request_file);
  }

  void read_answers(Operation& operation, const Node& responses, const Pointer& at) {
    for (const Member& member : responses.members()) {
      if (member.key.starts_with("x-")) continue;
      Response answer;
      answer.status = member.key;
      answer.place = doc_place(member.value);
      answer.contents = read_contents(
          member.value, at / member.key, operation.name,
          [&](std::string_view media, bool is_first) { return response_file(member.key, media, is_first); });
      if (const Node* headers = member.value.find("headers")) {
        for (const Member& header : headers->members()) {
          answer.headers.push_back(read_header(header, at / member.key / "headers" / header.key));
        }
      }
      operation.responses.push_back(std::move(answer));
    }
  }

  DocumentedHeader read_header(const Member& header, const Pointer& at) const {
    DocumentedHeader read{header.key, is_true(header.value, "required"), reference(header.value, at),
                          doc_place(header.value)};
    read.explode = is_true(header.value, "explode");
    read_written_as(read, header.value, at);
    return read;
  }

  void read_security(Operation& operation, const Node* stated) {
    if (stated == nullptr) return;
    for (const Node& alternative : stated->items()) {
      std::vector<SecurityScheme> schemes;
      for (const Member& named : alternative.members()) schemes.push_back(scheme(named.key));
      operation.security.push_back(std::move(schemes));
    }
  }

  SecurityScheme scheme(const std::string& name) const {
    SecurityScheme scheme;
    scheme.name = name;
    const Node* stated = document::resolve(*contract_.root, Pointer{} / "components" / "securitySchemes" / name);
    if (stated == nullptr) return scheme;
    scheme.type = text_of(*stated, "type");
    scheme.scheme = base::to_lower_ascii(text_of(*stated, "scheme"));
    scheme.key = text_of(*stated, "name");
    if (stated->has("in")) scheme.in = parameter_in(text_of(*stated, "in"));
    scheme.place = doc_place(*stated);
    return scheme;
  }

  const FindSchemaFile& find_file_;
  Contract contract_;
  std::set<std::string> names_;
  std::set<std::string> files_;
};

}  // namespace

Contract contract_model(std::shared_ptr<const Node> root, std::string provider, std::string file,
                        const FindSchemaFile& find_file) {
  return ModelReader(std::move(root), std::move(provider), std::move(file), find_file).read();
}

std::vector<Callback> callbacks_of(const Contract& contract, const Operation& operation) {
  const Pointer at = Pointer{} / "paths" / operation.path / base::to_lower_ascii(operation.method);
  const Node* stated = document::resolve(*contract.root, at / "callbacks");
  if (stated == nullptr) return {};
  return ModelReader(contract.root, contract.provider, contract.file, {}).read_callbacks(*stated, at);
}

std::string_view parameter_in_name(ParameterIn in) {
  static constexpr std::array<std::string_view, 4> names{"path", "query", "header", "cookie"};
  return names[static_cast<std::size_t>(in)];
}

bool Response::matches(int code) const {
  if (status == "default") return true;
  if (status.size() != 3) return false;
  const std::string digits = std::to_string(code);
  if (digits.size() != 3) return false;
  return std::equal(status.begin(), status.end(), digits.begin(),
                    [](char want, char got) { return want == got || want == 'X' || want == 'x'; });
}

const Response* Operation::find_response(int status) const {
  const auto is_exact = [&](const Response& answer) { return answer.status == std::to_string(status); };
  const auto is_class = [&](const Response& answer) { return answer.status != "default" && answer.matches(status); };
  auto found = std::find_if(responses.begin(), responses.end(), is_exact);
  if (found == responses.end()) found = std::find_if(responses.begin(), responses.end(), is_class);
  if (found == responses.end()) {
    found = std::find_if(responses.begin(), responses.end(),
                         [](const Response& answer) { return answer.status == "default"; });
  }
  return found == responses.end() ? nullptr : &*found;
}

const Operation* Contract::find(std::string_view name) const {
  const auto found =
      std::find_if(operations.begin(), operations.end(), [&](const Operation& one) { return one.name == name; });
  return found == operations.end() ? nullptr : &*found;
}

base::Diagnostics unresolved_in(const Operation& operation) {
  base::Diagnostics found;
  std::set<std::pair<const Source*, std::uint32_t>> known;  // responses share schemas
  const auto take = [&](Diagnostics missing) {
    for (base::Diagnostic& one : missing)
      if (known.insert({one.span.source, one.span.begin}).second) found.push_back(std::move(one));
  };
  const auto add = [&](const SchemaRef& schema) {
    if (schema.node) take(openapi::unresolved_from(*schema.root, *schema.node));
  };
  take(operation.unresolved);
  for (const Response& response : operation.responses) {
    for (const Content& content : response.contents) add(content.schema);
    for (const DocumentedHeader& header : response.headers) add(header.schema);
  }
  return found;
}

Result<schema::Schema> compile(const SchemaRef& ref, schema::Direction direction) {
  if (!ref) return base::error("apidoc.schema", "there is no schema to compile");
  schema::Options options;
  options.default_dialect = schema::Dialect::OpenApi31;
  options.base_uri = ref.uri;
  options.direction = direction;
  return schema::compile_at(ref.root, ref.at, options);
}

}  // namespace concord::contract
