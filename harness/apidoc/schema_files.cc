#include "schema_files.h"

#include "contract_model.h"
#include "schema_walk.h"

#include <concord/base/text.h>

#include <set>

namespace concord::apidoc {
namespace {

constexpr std::string_view dialect = "https://json-schema.org/draft/2020-12/schema";

class SchemaFile {
 public:
  explicit SchemaFile(const Contract& contract) : contract_(contract) {}

  std::string write(const SchemaRef& ref, const std::string& title, const DocPlace& place) {
    const Node* schema = document::resolve(*ref.root, ref.at);
    Node body = localised(schema == nullptr ? Node::object() : *schema);
    Node out = Node::object();
    out.set("$schema", dialect);
    out.set("title", title);
    out.set("x-concord-document", document_of(place));
    if (body.is_boolean() && !body.as_boolean()) out.set("not", Node::object());
    if (!body.is_object()) body = Node::object();
    for (document::Member& member : body.members()) out.set(member.key, std::move(member.value));
    if (Node definitions = take_definitions(); definitions.size() != 0) out.set("$defs", std::move(definitions));
    return document::write_json(out, 2) + "\n";
  }

 private:
  Node document_of(const DocPlace& place) const {
    Node out = Node::object();
    out.set("name", place.document);
    for (std::size_t i = 0; i < contract_.documents.size(); ++i) {
      if (contract_.documents[i].document == place.document) out.set("sha256", contract_.document_digests[i]);
    }
    out.set("line", static_cast<std::int64_t>(place.line));
    return out;
  }

  Node localised(Node schema) {
    for_each_schema(schema, [&](Node& inner) {
      Node* reference = inner.is_object() ? inner.find("$ref") : nullptr;
      if (reference == nullptr) return;
      const std::string name = component_name(reference->string_or_empty());
      if (name.empty()) return;
      *reference = Node("#/$defs/" + base::percent_encode(document::escape_token(name)));
      if (used_.insert(name).second) waiting_.push_back(name);
    });
    return schema;
  }

  Node take_definitions() {
    std::map<std::string, Node> found;
    while (!waiting_.empty()) {
      const std::string name = waiting_.back();
      waiting_.pop_back();
      const Node* schema = document::resolve(*contract_.root, Pointer{} / "components" / "schemas" / name);
      found[name] = localised(schema == nullptr ? Node::object() : *schema);
    }
    Node out = Node::object();
    for (auto& [name, schema] : found) out.set(name, std::move(schema));
    return out;
  }

  const Contract& contract_;
  std::set<std::string> used_;
  std::vector<std::string> waiting_;
};

}  // namespace

std::map<std::string, std::string> schema_files(const Contract& contract) {
  std::map<std::string, std::string> files;
  const auto add = [&](const std::string& path, const Content& content, const std::string& title,
                       const DocPlace& place) {
    if (content.schema) files[path] = SchemaFile(contract).write(content.schema, title, place);
  };
  for (const Operation& operation : contract.operations) {
    const std::string folder = operation.name + "/";
    for (const Content& content : operation.request) {
      const bool is_first = &content == &operation.request.front();
      const Node* schema = content.schema ? document::resolve(*contract.root, content.schema.at) : nullptr;
      const DocPlace place = schema == nullptr ? operation.place : doc_place(*schema);
      add(folder + request_file(content.media_type, is_first), content, operation.id() + " request", place);
    }
    for (const Answer& answer : operation.answers) {
      for (const Content& content : answer.contents) {
        const bool is_first = &content == &answer.contents.front();
        add(folder + response_file(answer.status, content.media_type, is_first), content,
            operation.id() + " response " + answer.status, answer.place);
      }
    }
  }
  return files;
}

}  // namespace concord::apidoc
