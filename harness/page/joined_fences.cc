#include "joined_fences.h"

#include <concord/base/http_method.h>
#include <concord/base/text.h>

#include <algorithm>
#include <map>

namespace concord::page {
namespace {

using document::Member;

bool has_operations(const Node& document) {
  for (const std::string_view holder : {"paths", "webhooks"}) {
    const Node* items = document.find(holder);
    if (items != nullptr && items->size() != 0) return true;
  }
  return false;
}

// Data may hold a member $ref of its own.
bool is_data(std::string_view key) {
  return key == "example" || key == "examples" || key == "default" || key == "enum" || key == "const" ||
         key.starts_with("x-");
}

// "#/components/schemas/Old" and what is below it → "New", for each pair.
void rename_references(Node& node, const std::map<std::string, std::string>& names) {
  if (node.is_array()) {
    for (Node& item : node.items()) rename_references(item, names);
  }
  if (!node.is_object()) return;
  for (Member& member : node.members()) {
    if (member.key != "$ref" || !member.value.is_string()) {
      if (!is_data(member.key)) rename_references(member.value, names);
      continue;
    }
    const std::string& reference = member.value.as_string();
    for (const auto& [from, to] : names) {
      if (reference != from && !reference.starts_with(from + "/")) continue;
      member.value = Node(to + reference.substr(from.size())).with_span(member.value.span());
      break;
    }
  }
}

class Joiner {
 public:
  explicit Joiner(Diagnostics& findings) : findings_(findings) {}

  void add(Node document, const MintlifyFence& fence) {
    const std::string version = version_of(document);
    if (!version_.empty() && version.substr(0, 3) != version_.substr(0, 3)) {
      findings_.push_back(base::warning("apidoc.unread",
                                        "this fence is OpenAPI " + base::in_quotes(base::ellipsize(version, 20)) +
                                            ", the one before it " + base::in_quotes(version_),
                                        fence.block.span, "its operation is not read"));
      return;
    }
    if (version_.empty()) start(document, version);
    cut_down(document, fence.about);
    rename_components(document);
    add_operations(document);
    add_components(document);
  }

  Node take() { return std::move(whole_); }

 private:
  static std::string version_of(const Node& document) {
    for (const std::string_view key : {"openapi", "swagger"}) {
      const Node* stated = document.find(key);
      if (stated != nullptr) return stated->is_string() ? stated->as_string() : document::write_json(*stated);
    }
    return "3.1.0";
  }

  void start(const Node& document, const std::string& version) {
    version_ = version;
    whole_ = Node::object().with_span(document.span());
    for (const Member& member : document.members()) {
      if (member.key != "paths" && member.key != "webhooks" && member.key != "components")
        whole_.members().push_back(member);
    }
  }

  // Only what the fence says it is about, when it is there.
  static void cut_down(Node& document, const openapi::Selection& about) {
    Node* paths = document.find("paths");
    Node* item = paths == nullptr || about.path.empty() ? nullptr : paths->find(about.path);
    if (item == nullptr || !item->is_object() || !item->has(about.method)) return;
    std::erase_if(paths->members(), [&](const Member& path) { return path.key != about.path; });
    Node& kept = paths->members().front().value;
    std::erase_if(kept.members(), [&](const Member& member) {
      return member.key != about.method && base::find_http_method_key(member.key) != nullptr;
    });
  }

  void rename_components(Node& document) {
    Node* added = document.find("components");
    const Node* known = whole_.find("components");
    if (added == nullptr || known == nullptr) return;
    std::map<std::string, std::string> names;
    if (!added->is_object()) return;
    for (Member& kind : added->members()) {
      const Node* others = known->find(kind.key);
      if (others == nullptr || !others->is_object() || !kind.value.is_object()) continue;
      for (Member& one : kind.value.members()) {
        const Node* other = others->find(one.key);
        if (other == nullptr || document::equal(*other, one.value)) continue;
        const std::string place = "#/components/" + kind.key + "/";
        std::string free;
        for (int n = 2; free.empty() || others->has(free) || kind.value.has(free); ++n)
          free = one.key + "-" + std::to_string(n);
        names.emplace(place + one.key, place + free);
        one.key = free;
      }
    }
    if (!names.empty()) rename_references(document, names);
  }

  // What a document says for all its operations is said of each, where the whole says something else.
  void add_operations(Node& document) {
    for (const std::string_view holder : {"paths", "webhooks"}) {
      Node* items = document.find(holder);
      if (items == nullptr || !items->is_object()) continue;
      for (Member& item : items->members()) add_item(holder, item, document);
    }
  }

  void add_item(std::string_view holder, Member& item, const Node& document) {
    if (!item.value.is_object()) return;
    for (Member& member : item.value.members()) {
      if (base::find_http_method_key(member.key) == nullptr) continue;
      for (const std::string_view key : {"servers", "security"}) {
        const Node* own = document.find(key);
        const Node* general = whole_.find(key);
        const bool is_same =
            own == general || (own != nullptr && general != nullptr && document::equal(*own, *general));
        if (!is_same && own != nullptr && !member.value.has(key)) member.value.set(key, *own);
      }
    }
    if (!whole_.has(holder)) whole_.set(holder, Node::object());
    Node& items = *whole_.find(holder);
    Node* known = items.find(item.key);
    if (known == nullptr) return items.members().push_back(std::move(item));
    for (Member& member : item.value.members()) {
      if (!known->has(member.key)) known->members().push_back(std::move(member));
    }
  }

  void add_components(Node& document) {
    Node* added = document.find("components");
    if (added == nullptr || !added->is_object()) return;
    if (!whole_.has("components")) whole_.set("components", Node::object());
    Node& components = *whole_.find("components");
    for (Member& kind : added->members()) {
      Node* known = components.find(kind.key);
      if (known == nullptr) {
        components.members().push_back(std::move(kind));
        continue;
      }
      if (!known->is_object() || !kind.value.is_object()) continue;
      for (Member& one : kind.value.members()) {
        if (!known->has(one.key)) known->members().push_back(std::move(one));
      }
    }
  }

  Diagnostics& findings_;
  std::string version_;
  Node whole_;
};

}  // namespace

Result<Node> join_fences(const Source& page, const std::vector<MintlifyFence>& fences, Diagnostics& findings) {
  std::vector<std::pair<Node, const MintlifyFence*>> documents;
  Diagnostics mistakes;
  for (const MintlifyFence& fence : fences) {
    auto document = document::parse_yaml_part(page, fence.block.begin, fence.block.end);
    if (document) documents.emplace_back(std::move(*document), &fence);
    else base::append(mistakes, std::move(document).diagnostics());
  }
  if (documents.empty()) return mistakes;
  base::append(findings, std::move(mistakes));
  // What is said for all comes from the first that has an operation.
  std::stable_partition(documents.begin(), documents.end(), [](const auto& one) { return has_operations(one.first); });
  Joiner joiner(findings);
  for (auto& [document, fence] : documents) joiner.add(std::move(document), *fence);
  return joiner.take();
}

}  // namespace concord::page
