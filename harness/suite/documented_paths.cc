#include "documented_paths.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>
#include <concord/document/pointer.h>

#include <algorithm>
#include <set>
#include <vector>

namespace concord::suite {

using document::Node;

namespace {

constexpr std::size_t most_schemas = 5'000;  // that are looked at for one step of a path

// A step of a path: a name, or an index or `*`.
struct Segment {
  std::string name;
  bool is_item = false;
};

bool is_name_character(char c) {
  return base::is_alphanumeric(c) || c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

// "$.a['b c'][*][0].d"; nothing for any other path.
std::optional<std::vector<Segment>> segments_of(std::string_view path) {
  if (!path.starts_with('$')) return std::nullopt;
  path.remove_prefix(1);
  std::vector<Segment> segments;
  while (!path.empty()) {
    std::size_t end = 1;
    if (path.starts_with('.')) {
      while (end < path.size() && is_name_character(path[end])) ++end;
      if (end == 1) return std::nullopt;
      segments.push_back({std::string(path.substr(1, end - 1)), false});
    } else if (path.starts_with("['") || path.starts_with("[\"")) {
      const std::size_t close = path.find(path[1], 2);
      if (close == path.npos || path.substr(close + 1, 1) != "]") return std::nullopt;
      segments.push_back({std::string(path.substr(2, close - 2)), false});
      end = close + 2;
    } else {
      end = path.find(']');
      if (!path.starts_with('[') || end == path.npos) return std::nullopt;
      const std::string_view inner = path.substr(1, end - 1);
      if (inner != "*" && inner.find_first_not_of("0123456789") != inner.npos) return std::nullopt;
      segments.push_back({"", true});
      ++end;
    }
    path.remove_prefix(end);
  }
  return segments;
}

struct Place {
  const Node* root;  // of the document that references are in
  const Node* schema;
  auto operator<=>(const Place&) const = default;
};

// All schemas that may say something of one value.
class Schemas {
 public:
  // What is there by references and by keywords that judge the same value is added.
  void add(Place place) {
    std::vector<Place> waiting{place};
    while (!waiting.empty() && !is_unknown_) {
      const Place next = waiting.back();
      waiting.pop_back();
      if (!places_.insert(next).second) continue;
      if (places_.size() > most_schemas) is_unknown_ = true;
      add_around(next, waiting);
    }
  }

  // Whether not all that can be there is known.
  bool is_unknown() const { return is_unknown_ || places_.empty(); }

  Schemas items() const {
    Schemas out;
    for (const auto& [root, schema] : places_) {
      if (const Node* items = schema->find("items")) out.add({root, items});
      out.is_unknown_ = out.is_unknown_ || schema->has("prefixItems");
    }
    return out;
  }

  Schemas member(const std::string& name) const {
    Schemas out;
    for (const auto& [root, schema] : places_) {
      const Node* properties = schema->find("properties");
      if (const Node* found = properties == nullptr ? nullptr : properties->find(name)) out.add({root, found});
    }
    return out;
  }

  // Nothing when members may have any name.
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& [root, schema] : places_) {
      const Node* more = schema->find("additionalProperties");
      if ((more != nullptr && more->is_object() && more->size() != 0) || schema->has("patternProperties")) return {};
      const Node* properties = schema->find("properties");
      if (properties == nullptr) continue;
      for (const document::Member& member : properties->members()) names.push_back(member.key);
    }
    return names;
  }

 private:
  void add_around(const Place& place, std::vector<Place>& waiting) {
    const Node& schema = *place.schema;
    if (!schema.is_object()) is_unknown_ = is_unknown_ || (schema.is_boolean() && schema.as_boolean());
    if (const Node* reference = schema.find("$ref")) {
      const std::string_view text = reference->string_or_empty();
      const auto pointer = text.starts_with('#') ? document::Pointer::parse_fragment(text.substr(1)) : std::nullopt;
      const Node* target = pointer ? document::resolve(*place.root, *pointer) : nullptr;
      if (target == nullptr) is_unknown_ = true;
      else waiting.push_back({place.root, target});
    }
    for (const char* list : {"allOf", "anyOf", "oneOf"}) {
      const Node* parts = schema.find(list);
      if (parts == nullptr) continue;
      for (const Node& part : parts->items()) waiting.push_back({place.root, &part});
    }
    for (const char* one : {"then", "else"}) {
      if (const Node* part = schema.find(one)) waiting.push_back({place.root, part});
    }
  }

  std::set<Place> places_;
  bool is_unknown_ = false;
};

Schemas answers_of(const contract::Operation& operation) {
  Schemas schemas;
  for (const contract::Response& answer : operation.responses) {
    for (const contract::Content& content : answer.contents) {
      if (content.schema && content.schema.node != nullptr)
        schemas.add({content.schema.root.get(), content.schema.node});
    }
  }
  return schemas;
}

}  // namespace

std::optional<MisspeltName> misspelt_name(const contract::Operation& operation, const std::string& path) {
  const auto segments = segments_of(path);
  if (!segments) return std::nullopt;
  Schemas here = answers_of(operation);
  for (const Segment& segment : *segments) {
    if (here.is_unknown()) return std::nullopt;
    Schemas next = segment.is_item ? here.items() : here.member(segment.name);
    if (!segment.is_item && next.is_unknown()) {
      const std::vector<std::string> names = here.names();
      const bool is_there = std::find(names.begin(), names.end(), segment.name) != names.end();
      const auto near = is_there ? std::nullopt : base::nearest_word(segment.name, names);
      if (!near || near->front() != segment.name.front()) return std::nullopt;
      return MisspeltName{segment.name, *near};
    }
    here = std::move(next);
  }
  return std::nullopt;
}

}  // namespace concord::suite
