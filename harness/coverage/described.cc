// Everything that contracts describe, each once.
#include "places.h"

#include <concord/coverage.h>

#include <concord/contract/described_members.h>

#include <algorithm>
#include <set>

namespace concord::coverage {

using document::Node;
using document::Pointer;
using result::Coverage;
using result::CoverageKind;

namespace {

constexpr std::size_t most_items = 100'000, deepest = 12;

class Describing {
 public:
  void add(const contract::Operation& operation) {
    operation_ = operation.id();
    add(CoverageKind::Operation, "");
    for (const auto& parameter : operation.parameters)
      add(CoverageKind::Parameter, parameter_name(parameter.in, parameter.name));
    for (const auto& content : operation.request_body) {
      if (content.schema) walk(contract::view_of(content.schema), "", "", 0);
    }
    for (const auto& response : operation.responses) add_response(response);
  }

  Coverage finish() {
    std::stable_sort(coverage.items.begin(), coverage.items.end(),
                     [](const auto& a, const auto& b) { return a.kind < b.kind; });
    return std::move(coverage);
  }

 private:
  void add(CoverageKind kind, const std::string& name) {
    if (coverage.items.size() >= most_items) return void(coverage.is_cut = true);
    if (known_.emplace(kind, operation_, name).second) coverage.items.push_back({kind, operation_, name});
  }

  void add_response(const contract::Response& response) {
    add(CoverageKind::Status, response.status);
    for (const auto& content : response.contents) {
      add(CoverageKind::MediaType, response.status + ' ' + base::documented_media_type(content.media_type).essence());
      if (!content.schema) continue;
      walk(contract::view_of(content.schema), response.status + ' ', "", 0);
      for (const auto& branch : branches_of(*content.schema.root, content.schema.at))
        add(CoverageKind::Branch, response.status + ' ' + branch);
    }
  }

  // `before`: the status of a response and a blank; "" of a request.
  void walk(const contract::SchemaView& schema, const std::string& before, const std::string& at, std::size_t depth) {
    if (!schema) return;
    if (depth > deepest) return void(coverage.is_cut = true);
    add_values(schema, before, at);
    const contract::DescribedObject object = contract::described_object(schema);
    coverage.is_cut = coverage.is_cut || !object.is_whole;
    for (const contract::DescribedMember& member : object.members) {
      if (before.empty() ? member.is_read_only : member.is_write_only) continue;
      const std::string place = at + '/' + document::escape_token(member.name);
      add(before.empty() ? CoverageKind::RequestMember : CoverageKind::ResponseMember, before + place);
      if (!is_below_itself(member.schema.node))
        walk_within(member.schema, before, place, depth + 1);
    }
    if (const auto items = contract::described_items(schema); items && !is_below_itself(items.node))
      walk_within(items, before, at + "/*", depth + 1);
  }

  // A tree of itself is described once.
  void walk_within(const contract::SchemaView& schema, const std::string& before, const std::string& at,
                   std::size_t depth) {
    above_.push_back(schema.node);
    walk(schema, before, at, depth);
    above_.pop_back();
  }
  bool is_below_itself(const Node* schema) const {
    return std::find(above_.begin(), above_.end(), schema) != above_.end();
  }

  void add_values(const contract::SchemaView& schema, const std::string& before, const std::string& at) {
    if (before.empty()) return;  // what was sent is not looked at value by value
    const Node* list = enum_of(schema);
    for (std::size_t i = 0; list && i < list->items().size(); ++i)
      add(CoverageKind::EnumMember, before + at + ' ' + document::write_json(list->items()[i]));
  }

  static const Node* enum_of(const contract::SchemaView& schema) {
    const Node* at = schema.node;
    for (int hops = 0; at && hops < 12; ++hops) {
      if (const Node* list = at->find("enum")) return list;
      const Node* reference = at->find("$ref");
      const auto text = reference ? reference->string_or_empty() : std::string_view();
      const auto pointer = text.starts_with('#') ? Pointer::parse_fragment(text.substr(1)) : std::nullopt;
      at = pointer ? document::resolve(*schema.root, *pointer) : nullptr;
    }
    return nullptr;
  }

  Coverage coverage;
  std::string operation_;
  std::set<std::tuple<CoverageKind, std::string, std::string>> known_;
  std::vector<const Node*> above_;
};

}  // namespace

Coverage described(const std::vector<const contract::Operation*>& operations) {
  Describing describing;
  for (const contract::Operation* operation : operations) describing.add(*operation);
  return describing.finish();
}

}  // namespace concord::coverage
