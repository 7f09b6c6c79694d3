// Each file is whole in itself, so that any validator can read it. In contracts where most messages lead to most
// components that would be megabytes a message; there, the components are one file, and all others refer to it.
#include "schema_files.h"

#include <concord/base/text.h>
#include <concord/contract/contract_model.h>
#include <concord/openapi/node_size.h>
#include <concord/openapi/schema_walk.h>

#include <set>
#include <unordered_map>
#include <unordered_set>

namespace concord::derive {
namespace {

constexpr std::string_view dialect = "https://json-schema.org/draft/2020-12/schema";
// How much larger than the contract's schemas, in nodes, all files together may be before they share.
constexpr std::size_t max_growth = 8;
constexpr std::size_t always_allowed = 300'000;

std::string definition(std::string_view name) {
  return "#/$defs/" + base::percent_encode(document::escape_token(name));
}

// The components of a contract, and which of them each refers to.
class Components {
 public:
  explicit Components(const Node& contract) {
    const Node* schemas = document::resolve(contract, Pointer{} / "components" / "schemas");
    if (schemas == nullptr) return;
    for (const document::Member& member : schemas->members()) {
      Component& component = components_[member.key];
      component.schema = &member.value;
      component.nodes = openapi::count_nodes(member.value);
      component.references = references_in(member.value);
      nodes_ += component.nodes;
    }
  }

  // Names of components that `schema` refers to, directly or not, sorted.
  std::set<std::string> reached_from(const Node& schema) const {
    std::set<std::string> reached;
    std::vector<std::string> waiting = references_in(schema);
    while (!waiting.empty()) {
      const std::string name = std::move(waiting.back());
      waiting.pop_back();
      const auto found = components_.find(name);
      if (!reached.insert(name).second || found == components_.end()) continue;
      waiting.insert(waiting.end(), found->second.references.begin(), found->second.references.end());
    }
    return reached;
  }

  const Node* find(const std::string& name) const {
    const auto found = components_.find(name);
    return found == components_.end() ? nullptr : found->second.schema;
  }
  std::size_t nodes(const std::string& name) const {
    const auto found = components_.find(name);
    return found == components_.end() ? 0 : found->second.nodes;
  }
  std::size_t nodes() const { return nodes_; }

 private:
  struct Component {
    const Node* schema = nullptr;
    std::size_t nodes = 0;
    std::vector<std::string> references;
  };

  static std::vector<std::string> references_in(const Node& schema) {
    std::set<std::string> names;
    openapi::for_each_schema(schema, Pointer{}, [&](const Node& inner, const Pointer&) {
      openapi::for_each_reference(inner, [&](const Node& reference) {
        const std::string name = openapi::component_name(reference.string_or_empty());
        if (!name.empty()) names.insert(name);
      });
    });
    return {names.begin(), names.end()};
  }

  std::unordered_map<std::string, Component> components_;
  std::size_t nodes_ = 0;
};

// A message whose schema gets a file.
struct Message {
  std::string path;
  const contract::Content* content;
  std::string title;
  contract::DocPlace place;
};

std::vector<Message> messages_of(const contract::Contract& contract) {
  std::vector<Message> messages;
  const auto add = [&](const contract::Operation& operation) {
    for (const contract::Content& content : operation.request_body) {
      const Node* schema = content.schema.node;
      const contract::DocPlace place = schema == nullptr ? operation.place : contract::doc_place(*schema);
      messages.push_back({content.schema_file, &content, operation.id() + " request", place});
    }
    for (const contract::Response& answer : operation.responses) {
      for (const contract::Content& content : answer.contents) {
        messages.push_back(
            {content.schema_file, &content, operation.id() + " response " + answer.status, answer.place});
      }
    }
  };
  for (const contract::Operation& operation : contract.operations) add(operation);
  for (const contract::Operation& webhook : contract.webhooks) add(webhook);
  std::erase_if(messages, [](const Message& message) { return !message.content->schema; });
  return messages;
}

class SchemaWriter {
 public:
  explicit SchemaWriter(const contract::Contract& contract) : contract_(contract), components_(*contract.root) {
    for (std::size_t i = 0; i < contract.documents.size(); ++i) {
      digests_.emplace(contract.documents[i].document, contract.document_digests[i]);
    }
  }

  std::map<std::string, std::string> write() {
    const std::vector<Message> messages = messages_of(contract_);
    is_shared_ = grow_too_large(messages);
    std::map<std::string, std::string> files;
    for (const Message& message : messages) files[message.path] = text_of(message);
    if (is_shared_) files[std::string(contract::components_file)] = shared_text();
    return files;
  }

 private:
  const Node& schema_of(const Message& message) const {
    static const Node everything = Node::object();
    const Node* schema = message.content->schema.node;  // not looked up by its pointer: there may be 100,000 paths
    return schema == nullptr ? everything : *schema;
  }

  bool grow_too_large(const std::vector<Message>& messages) const {
    const std::size_t allowed = always_allowed + max_growth * components_.nodes();
    std::size_t nodes = 0;
    for (const Message& message : messages) {
      for (const std::string& name : components_.reached_from(schema_of(message))) nodes += components_.nodes(name);
      if (nodes > allowed) return true;
    }
    return false;
  }

  std::string text_of(const Message& message) const {
    const std::string& page = message.place.document;
    Node body = localised(schema_of(message), is_shared_ ? "../" + std::string(contract::components_file) : "", page);
    Node out = Node::object();
    out.set("$schema", dialect);
    out.set("title", message.title);
    out.set("x-concord-document", document_of(message.place));
    if (body.is_boolean() && !body.as_boolean()) out.set("not", Node::object());
    if (!body.is_object()) body = Node::object();
    for (document::Member& member : body.members()) out.set(member.key, std::move(member.value));
    if (!is_shared_) add_definitions(out, components_.reached_from(schema_of(message)), page);
    return document::write_json(out, 2) + "\n";
  }

  std::string shared_text() const {
    Node out = Node::object();
    out.set("$schema", dialect);
    out.set("title", contract_.provider + " components");
    std::set<std::string> names;
    if (const Node* schemas = document::resolve(*contract_.root, Pointer{} / "components" / "schemas")) {
      for (const document::Member& member : schemas->members()) names.insert(member.key);
    }
    add_definitions(out, names, "");
    return document::write_json(out, 2) + "\n";
  }

  void add_definitions(Node& out, const std::set<std::string>& names, const std::string& page) const {
    if (names.empty()) return;
    Node definitions = Node::object();
    for (const std::string& name : names) {
      const Node* schema = components_.find(name);
      // Set would search thousands of others.
      definitions.members().push_back({name, schema == nullptr ? Node::object() : localised(*schema, "", page), {}});
    }
    out.set("$defs", std::move(definitions));
  }

  Node document_of(const contract::DocPlace& place) const {
    Node out = Node::object();
    out.set("name", place.document);
    if (const auto digest = digests_.find(place.document); digest != digests_.end()) out.set("sha256", digest->second);
    out.set("line", static_cast<std::int64_t>(place.line));
    return out;
  }

  // References to components become references into `file`, or into the same one; lines are those of `page`, where it
  // says the same as another one.
  static Node localised(Node schema, const std::string& file, const std::string& page) {
    openapi::for_each_schema(schema, [&](Node& inner) {
      if (!page.empty() && inner.has("x-concord-also")) {
        inner.set("x-concord-source", contract::doc_place(inner, page).text());
        inner.remove("x-concord-also");
      }
      openapi::for_each_reference(inner, [&](Node& reference) { localise(reference, file); });
    });
    return schema;
  }

  static void localise(Node& reference, const std::string& file) {
    const std::string name = openapi::component_name(reference.string_or_empty());
    if (!name.empty()) reference = Node(file + definition(name));
  }

  const contract::Contract& contract_;
  Components components_;
  std::unordered_map<std::string, std::string> digests_;
  bool is_shared_ = false;
};

}  // namespace

std::map<std::string, std::string> schema_files(const contract::Contract& contract) {
  return SchemaWriter(contract).write();
}

}  // namespace concord::derive
