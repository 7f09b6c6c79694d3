#include <concord/openapi/merge.h>

#include <concord/base/text.h>
#include <concord/openapi/place.h>
#include <concord/openapi/schema_walk.h>
#include <concord/openapi/servers.h>

#include <algorithm>
#include <map>
#include <set>

namespace concord::openapi {
namespace {

using document::Member;

Node& object_in(Node& holder, std::string_view key) {
  Node* known = holder.find(key);
  return known == nullptr ? holder.set(key, Node::object()) : *known;
}

// Components of `page` whose name the contract uses for something else, also through what they refer to.
std::set<std::string> differing_schemas(const Node& known, const Node& added, std::set<std::string>& at_first) {
  std::set<std::string> differing;
  for (const Member& member : added.members()) {
    const Node* other = known.find(member.key);
    if (other != nullptr && !document::equal(facts_only(*other), facts_only(member.value)))
      differing.insert(member.key);
  }
  at_first = differing;
  for (bool has_grown = true; has_grown;) {
    has_grown = false;
    for (const Member& member : added.members()) {
      if (!known.has(member.key) || differing.contains(member.key)) continue;
      bool refers = false;
      for_each_schema(member.value, Pointer{}, [&](const Node& inner, const Pointer&) {
        for_each_reference(inner, [&](const Node& reference) {
          refers = refers || differing.contains(component_name(reference.string_or_empty()));
        });
      });
      has_grown = (refers && differing.insert(member.key).second) || has_grown;
    }
  }
  return differing;
}

using Names = std::map<std::string, std::string>;

Names new_names(const std::set<std::string>& differing, const Node& known, const Node& added,
                const std::string& operation) {
  Names names;
  for (const std::string& name : differing) {
    std::string candidate = name + "-" + operation;
    for (int n = 2; known.has(candidate) || added.has(candidate); ++n)
      candidate = name + "-" + operation + "-" + std::to_string(n);
    names.emplace(name, candidate);
  }
  return names;
}

void rename_references(Node& page, const Names& names) {
  for_each_root_schema(page, [&](Node& root) {
    for_each_schema(root, [&](Node& schema) {
      for_each_reference(schema, [&](Node& reference) {
        const auto renamed = names.find(component_name(reference.string_or_empty()));
        if (renamed != names.end()) reference = Node(component_reference(renamed->second)).with_span(reference.span());
      });
    });
  });
}

// What a page says of an operation, whatever page that is: pages in several languages say the same of one.
Node without_places(Node node) {
  if (node.is_array()) {
    for (Node& item : node.items()) item = without_places(std::move(item));
  }
  if (!node.is_object()) return node;
  std::erase_if(node.members(), [](const Member& member) {
    return member.key == "x-concord-source" || member.key == "x-concord-also" || member.key == "x-concord-operation" ||
           member.key == "x-concord-token" || member.key == "x-concord-no-equality";
  });
  for (Member& member : node.members()) member.value = without_places(std::move(member.value));
  return node;
}

// Of an operation: each page may put it under a heading of its own.
Node what_is_said(Node operation) {
  operation.remove("tags");
  return without_places(std::move(operation));
}

std::string_view document_of(const Node& source) {
  const std::string_view text = source.string_or_empty();
  return text.substr(0, text.rfind(':'));
}

// Two pages say the same of `known`: the lines of the second one are kept beside those of the first, for whoever reads
// an operation of the second page.
void note_other_places(Node& known, const Node& added) {
  if (known.is_array()) {
    for (std::size_t i = 0; i < known.size() && i < added.size(); ++i) {
      note_other_places(known.items()[i], added.items()[i]);
    }
  }
  if (!known.is_object()) return;
  for (Member& member : known.members()) {
    const Node* other = member.key.starts_with("x-") ? nullptr : added.find(member.key);
    if (other != nullptr) note_other_places(member.value, *other);
  }
  const Node* first = known.find("x-concord-source");
  const Node* second = added.find("x-concord-source");
  if (first == nullptr || second == nullptr || document_of(*first) == document_of(*second)) return;
  if (!known.has("x-concord-also")) known.set("x-concord-also", Node::array());
  Node& also = *known.find("x-concord-also");
  const auto& places = also.items();
  const bool is_known = std::any_of(places.begin(), places.end(),
                                    [&](const Node& place) { return document_of(place) == document_of(*second); });
  if (!is_known) also.push_back(*second);
}

class Merger {
 public:
  Merger(Node& contract, Node page, const std::string& operation, Diagnostics& findings)
      : contract_(contract), page_(std::move(page)), operation_(operation), findings_(findings) {}

  void merge() {
    rename_schemas();
    merge_schemes();
    merge_info();
    merge_servers();
    merge_schemas();
    merge_paths("paths");
    if (page_.has("webhooks")) merge_paths("webhooks");
  }

 private:
  void report(std::string kind, std::string message, base::Span span, std::string hint, base::Span first = {}) {
    base::Diagnostic finding = base::warning(std::move(kind), std::move(message), span, std::move(hint));
    if (first.is_known()) finding.related.push_back({"the other one", first});
    findings_.push_back(std::move(finding));
  }

  void rename_schemas() {
    Node& known = object_in(object_in(contract_, "components"), "schemas");
    const Node* components = page_.find("components");
    if (components == nullptr || !components->has("schemas")) return;
    const Node& added = *components->find("schemas");
    std::set<std::string> at_first;
    names_ = new_names(differing_schemas(known, added, at_first), known, added, operation_);
    for (const std::string& name : at_first) {
      report("apidoc.component-name", "schema \"" + name + "\" says something else on another page",
             added.find(name)->span(), "kept apart as \"" + names_[name] + "\"", known.find(name)->span());
    }
    rename_references(page_, names_);
  }

  void merge_schemas() {
    Node& known = object_in(object_in(contract_, "components"), "schemas");
    const Node* components = page_.find("components");
    const Node* added = components == nullptr ? nullptr : components->find("schemas");
    if (added == nullptr) return;
    for (const Member& member : added->members()) {
      const auto renamed = names_.find(member.key);
      const std::string& name = renamed == names_.end() ? member.key : renamed->second;
      if (Node* same = known.find(name)) note_other_places(*same, member.value);
      else known.set(name, member.value);
    }
  }

  // Schemes with the same name are the same or get another name in all requirements of the page.
  void merge_schemes() {
    const Node* components = page_.find("components");
    const Node* added = components == nullptr ? nullptr : components->find("securitySchemes");
    if (added == nullptr) return;
    Node& known = object_in(object_in(contract_, "components"), "securitySchemes");
    for (const Member& member : added->members()) {
      const Node* other = known.find(member.key);
      if (other == nullptr) {
        known.set(member.key, member.value);
      } else if (!document::equal(facts_only(*other), facts_only(member.value))) {
        const std::string name = member.key + "-" + operation_;
        report("apidoc.component-name", "security scheme \"" + member.key + "\" says something else on another page",
               member.value.span(), "kept apart as \"" + name + "\"");
        known.set(name, member.value);
        rename_scheme(member.key, name);
      }
    }
  }

  void rename_scheme(const std::string& from, const std::string& to) {
    for (Member& path : page_.find("paths")->members()) {
      for (Member& method : path.value.members()) {
        Node* security = method.value.find("security");
        if (security == nullptr) continue;
        for (Node& alternative : security->items()) {
          for (Member& named : alternative.members()) {
            if (named.key == from) named.key = to;
          }
        }
      }
    }
  }

  void merge_info() {
    Node& info = object_in(contract_, "info");
    const Node* added = page_.find("info");
    for (const std::string_view key : {"title", "version"}) {
      const Node* value = added == nullptr ? nullptr : added->find(key);
      if (value == nullptr || !value->is_string()) continue;
      const Node* known = info.find(key);
      if (known == nullptr) {
        info.set(key, *value);
      } else if (!names_already(known->as_string(), value->as_string())) {
        info.set(key, Node(known->as_string() + ", " + value->as_string()));
      }
    }
    const Node* pages = added == nullptr ? nullptr : added->find("x-concord-documents");
    if (pages == nullptr) return;
    if (!info.has("x-concord-documents")) info.set("x-concord-documents", Node::array());
    Node& known = *info.find("x-concord-documents");
    for (const Node& page : pages->items()) {  // several pages may share one specification
      const bool is_known = std::any_of(known.items().begin(), known.items().end(),
                                        [&](const Node& other) { return document::equal(other, page); });
      if (!is_known) known.push_back(page);
    }
  }

  static bool names_already(std::string_view list, std::string_view name) {
    const std::string both = base::replace_all(std::string(list), ", ", "\n");
    const auto parts = base::split(both, '\n');
    return std::find(parts.begin(), parts.end(), name) != parts.end();
  }

  void merge_servers() {
    const Node* added = page_.find("servers");
    if (added == nullptr) return;
    if (!contract_.has("servers")) contract_.set("servers", Node::array());
    Node& known = *contract_.find("servers");
    const bool is_first = known.size() == 0;
    for (const Node& server : added->items()) {
      const bool is_known = std::any_of(known.items().begin(), known.items().end(),
                                        [&](const Node& other) { return server_url(other) == server_url(server); });
      if (is_known) continue;
      if (!is_first) {
        report("apidoc.servers", "server " + document::write_json(*server.find("url")) + " is on this page only",
               server.span(), "listed for the whole contract");
      }
      known.push_back(server);
    }
  }

  void merge_paths(std::string_view part) {
    Node& known = object_in(contract_, part);
    const Node* added = page_.find(part);
    if (added == nullptr) return;
    for (const Member& path : added->members()) {
      Node& item = object_in(known, path.key);
      for (const Member& method : path.value.members()) {
        if (const Node* other = item.find(method.key)) {
          if (document::equal(what_is_said(*other), what_is_said(method.value))) continue;
          report("apidoc.operation", "\"" + method.key + " " + path.key + "\" is described on another page too",
                 method.value.span(), "this page is not used for it", other->span());
        } else {
          item.set(method.key, method.value);
        }
      }
    }
  }

  Node& contract_;
  Node page_;
  const std::string& operation_;
  Diagnostics& findings_;
  Names names_;
};

// All of the first page is new: nothing is compared, and nothing copied of what may be large.
void start(Node& contract, Node page) {
  contract = Node::object();
  for (const std::string_view key : {"openapi", "info", "servers", "paths", "webhooks", "components"}) {
    Node* part = page.find(key);
    if (part == nullptr && key == "webhooks") continue;
    contract.set(key, part != nullptr ? std::move(*part) : key == "servers" ? Node::array() : Node::object());
  }
  Node& components = *contract.find("components");
  if (!components.has("schemas")) {  // they go first, whatever later pages bring
    components.members().insert(components.members().begin(), Member{"schemas", Node::object(), {}});
  }
}

}  // namespace

void merge_document(Node& contract, Node page, const std::string& operation, Diagnostics& findings) {
  if (contract.is_null()) return start(contract, std::move(page));
  Merger(contract, std::move(page), operation, findings).merge();
}

}  // namespace concord::openapi
