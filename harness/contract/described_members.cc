#include <concord/contract/described_members.h>

#include <algorithm>

namespace concord::contract {

using document::Kind;

namespace {

constexpr std::size_t most_schemas = 500;
constexpr std::size_t most_members = 2'000;
constexpr int most_hops = 20;

bool says(const Node& schema, std::string_view keyword) {
  const Node* value = schema.find(keyword);
  return value && value->is_boolean() && value->as_boolean();
}

const Node* target_of(const SchemaView& schema) {
  const Node* reference = schema.node->find("$ref");
  const std::string_view text = reference ? reference->string_or_empty() : std::string_view();
  if (!text.starts_with('#')) return nullptr;
  const auto pointer = Pointer::parse_fragment(text.substr(1));
  return pointer ? document::resolve(*schema.root, *pointer) : nullptr;
}

// Every schema object that speaks of the same value for certain: what it refers to and its `allOf`. `branches` are
// told each list of alternatives.
class Layers {
 public:
  explicit Layers(const Node& root) : root_(root) {}

  void collect(const Node* node, int depth = 0) {
    if (!node || !node->is_object()) return;
    if (depth > most_hops || found.size() >= most_schemas) {
      is_whole = false;
      return;
    }
    if (std::find(found.begin(), found.end(), node) != found.end()) return;
    found.push_back(node);
    collect(target_of({&root_, node}), depth + 1);
    if (const Node* parts = node->find("allOf")) {
      for (const Node& part : parts->items()) collect(&part, depth + 1);
    }
  }

  std::vector<const Node*> found;
  bool is_whole = true;

 private:
  const Node& root_;
};

Layers layers_of(const SchemaView& schema) {
  Layers layers(*schema.root);
  layers.collect(schema.node);
  return layers;
}

bool is_null_only(const Node& branch) {
  const Node* type = branch.find("type");
  return type && type->string_or_empty() == "null";
}

// The alternatives that are not null alone.
std::vector<const Node*> alternatives_of(const Node& layer, std::string_view keyword) {
  std::vector<const Node*> alternatives;
  const Node* stated = layer.find(keyword);
  if (!stated) return alternatives;
  for (const Node& branch : stated->items()) {
    if (!is_null_only(branch)) alternatives.push_back(&branch);
  }
  return alternatives;
}

class ObjectReader {
 public:
  explicit ObjectReader(const Node& root) : root_(root) {}

  DescribedObject read(const Node* schema, int depth) {
    DescribedObject object;
    const Layers layers = layers_of({&root_, schema});
    object.is_whole = layers.is_whole;
    for (const Node* layer : layers.found) add_properties(*layer, object);
    for (const Node* layer : layers.found) {
      for (const std::string_view keyword : {"oneOf", "anyOf"}) add_alternatives(*layer, keyword, object, depth);
    }
    for (const Node* layer : layers.found) note_required(*layer, object);
    return object;
  }

 private:
  void add_properties(const Node& layer, DescribedObject& object) {
    const Node* properties = layer.find("properties");
    if (!properties) return;
    for (const document::Member& property : properties->members()) {
      if (object.members.size() >= most_members) object.is_whole = false;
      if (!object.is_whole || object.find(property.key)) continue;
      DescribedMember member{property.key, {&root_, &property.value}};
      for (const Node* each : layers_of(member.schema).found) {
        member.is_read_only = member.is_read_only || says(*each, "readOnly");
        member.is_write_only = member.is_write_only || says(*each, "writeOnly");
      }
      object.members.push_back(std::move(member));
    }
  }

  void add_alternatives(const Node& layer, std::string_view keyword, DescribedObject& object, int depth) {
    const std::vector<const Node*> alternatives = alternatives_of(layer, keyword);
    if (alternatives.empty()) return;
    if (depth > most_hops || (visited_ += alternatives.size()) > most_schemas) {
      object.is_whole = false;
      return;
    }
    std::vector<DescribedObject> read;
    for (const Node* one : alternatives) read.push_back(this->read(one, depth + 1));
    for (const DescribedObject& one : read) {
      object.is_whole = object.is_whole && one.is_whole;
      for (const DescribedMember& member : one.members) add_member(member, read, object);
    }
  }

  static void add_member(DescribedMember member, const std::vector<DescribedObject>& all, DescribedObject& object) {
    if (object.find(member.name)) return;
    for (const DescribedObject& one : all) {
      const DescribedMember* there = one.find(member.name);
      member.is_sure = member.is_sure && there && there->is_sure;
      member.is_required = member.is_required && there && there->is_required;
    }
    object.members.push_back(std::move(member));
  }

  static void note_required(const Node& layer, DescribedObject& object) {
    const Node* required = layer.find("required");
    if (!required) return;
    for (const Node& name : required->items()) {
      for (DescribedMember& member : object.members) {
        if (member.name == name.string_or_empty()) member.is_required = true;
      }
    }
  }

  const Node& root_;
  std::size_t visited_ = 0;
};

std::optional<Kind> kind_named(std::string_view type) {
  if (type == "integer") return Kind::Number;
  for (const Kind kind : {Kind::Null, Kind::Boolean, Kind::Number, Kind::String, Kind::Array, Kind::Object}) {
    if (document::kind_name(kind) == type) return kind;
  }
  return std::nullopt;
}

void add_kinds(const Node& layer, std::set<Kind>& kinds) {
  const Node* type = layer.find("type");
  const auto add = [&](const Node& name) {
    if (const auto kind = kind_named(name.string_or_empty())) kinds.insert(*kind);
  };
  if (type && type->is_array()) std::for_each(type->items().begin(), type->items().end(), add);
  else if (type) add(*type);
  if (type) return;
  if (layer.has("properties")) kinds.insert(Kind::Object);
  if (layer.has("items")) kinds.insert(Kind::Array);
  if (const Node* value = layer.find("const")) kinds.insert(value->kind());
  if (const Node* values = layer.find("enum")) {
    for (const Node& value : values->items()) kinds.insert(value.kind());
  }
}

}  // namespace

SchemaView view_of(const SchemaRef& schema) {
  if (!schema) return {};
  return {schema.root.get(), schema.node ? schema.node : document::resolve(*schema.root, schema.at)};
}

const DescribedMember* DescribedObject::find(std::string_view name) const {
  const auto found = std::find_if(members.begin(), members.end(), [&](const auto& one) { return one.name == name; });
  return found == members.end() ? nullptr : &*found;
}

DescribedObject described_object(const SchemaView& schema) {
  return schema ? ObjectReader(*schema.root).read(schema.node, 0) : DescribedObject();
}

SchemaView described_items(const SchemaView& schema) {
  if (!schema) return {};
  SchemaView items;
  std::vector<const Node*> layers = layers_of(schema).found;
  for (std::size_t i = 0; i < layers.size() && i < most_schemas; ++i) {
    for (const std::string_view keyword : {"oneOf", "anyOf"}) {
      const auto alternatives = alternatives_of(*layers[i], keyword);
      if (alternatives.size() == 1) layers.push_back(alternatives.front());
    }
    const Node* stated = layers[i]->find("items");
    if (!stated || !stated->is_object()) continue;
    if (items && items.node != stated) return {};
    items = {schema.root, stated};
  }
  return items;
}

SchemaView described_at(const SchemaView& schema, const Pointer& at) {
  SchemaView view = schema;
  for (const std::string& token : at.tokens()) {
    const DescribedObject object = described_object(view);
    const DescribedMember* member = object.find(token);
    if (!member) return {};
    view = member->schema;
  }
  return view;
}

std::set<Kind> described_kinds(const SchemaView& schema) {
  std::set<Kind> kinds;
  if (!schema) return kinds;
  Layers layers = layers_of(schema);
  for (std::size_t i = 0; i < layers.found.size(); ++i) {
    const Node* layer = layers.found[i];
    add_kinds(*layer, kinds);
    for (const std::string_view keyword : {"oneOf", "anyOf"}) {
      const Node* branches = layer->find(keyword);
      if (!branches) continue;
      for (const Node& branch : branches->items()) layers.collect(&branch);
    }
  }
  return kinds;
}

}  // namespace concord::contract
