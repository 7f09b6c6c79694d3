#include "plain_value.h"

#include <algorithm>
#include <cstdint>

namespace concord::generate {

using document::Node;

namespace {

constexpr int max_depth = 12;
constexpr std::size_t max_members = 2000;
constexpr std::size_t max_visits = 50'000;

class Maker {
 public:
  Maker(const Node& root, base::SystemTime now, base::Random& random) : root_(root), now_(now), random_(random) {}

  Node make(const Node& schema, int depth) {
    if (depth > max_depth + 1 || ++visits_ > max_visits) return {};
    if (const Node* target = follow(schema)) return make_plain(*target, depth);
    return {};
  }

 private:
  // Through `$ref`; null when it leads nowhere, in circles, or the schema is no object.
  const Node* follow(const Node& schema) const {
    const Node* at = &schema;
    for (int hops = 0; hops < max_depth && at && at->is_object(); ++hops) {
      const Node* reference = at->find("$ref");
      if (!reference) return at;
      const std::string_view text = reference->string_or_empty();
      const auto pointer = text.starts_with('#') ? document::Pointer::parse_fragment(text.substr(1)) : std::nullopt;
      at = pointer ? document::resolve(root_, *pointer) : nullptr;
    }
    return nullptr;
  }

  Node make_plain(const Node& schema, int depth) {
    if (const Node* stated = stated_value(schema)) return *stated;
    for (const std::string_view key : {"oneOf", "anyOf"}) {
      const Node* choices = schema.find(key);
      if (choices && choices->size() > 0 && !schema.has("properties")) return make(choices->items().front(), depth + 1);
    }
    const std::string type = type_of(schema);
    if (type == "object") return make_object(schema, depth);
    if (type == "array") return make_array(schema, depth);
    if (type == "boolean") return true;
    if (type == "integer" || type == "number") return make_number(schema);
    if (type == "null") return {};
    if (type == "string") return make_string(schema);
    return first_part(schema, depth);
  }

  static const Node* stated_value(const Node& schema) {
    for (const std::string_view key : {"const", "example", "default"}) {
      if (const Node* value = schema.find(key)) return value;
    }
    for (const std::string_view key : {"examples", "enum"}) {
      const Node* values = schema.find(key);
      if (values && !values->items().empty()) return &values->items().front();
    }
    return nullptr;
  }

  static std::string type_of(const Node& schema) {
    const Node* type = schema.find("type");
    if (type && type->is_string()) return type->as_string();
    if (type && !type->items().empty()) return std::string(type->items().front().string_or_empty());
    if (schema.has("properties")) return "object";
    if (schema.has("items")) return "array";
    return schema.has("format") ? "string" : "";
  }

  Node first_part(const Node& schema, int depth) {
    const Node* parts = schema.find("allOf");
    if (!parts || depth > max_depth) return Node::object();
    if (parts->size() == 1) return make(parts->items().front(), depth + 1);
    return make_object(schema, depth);
  }

  Node make_object(const Node& schema, int depth) {
    Node object = Node::object();
    add_members(object, schema, depth);
    return object;
  }

  void add_members(Node& object, const Node& schema, int depth) {
    if (depth > max_depth || ++visits_ > max_visits) return;
    if (const Node* parts = schema.find("allOf")) {
      for (const Node& part : parts->items()) {
        if (const Node* target = follow(part)) add_members(object, *target, depth + 1);
      }
    }
    const Node* properties = schema.find("properties");
    if (!properties) return;
    for (const document::Member& member : properties->members()) {
      if (members_ >= max_members || is_left_out(schema, member, depth)) continue;
      ++members_;
      object.set(member.key, make(member.value, depth + 1));
    }
  }

  bool is_left_out(const Node& schema, const document::Member& member, int depth) const {
    const Node* target = follow(member.value);
    if (!target) return true;
    const Node* write_only = target->find("writeOnly");
    if (write_only && write_only->is_boolean() && write_only->as_boolean()) return true;
    if (depth < max_depth / 2) return false;
    const Node* required = schema.find("required");
    if (!required) return true;
    const auto& names = required->items();
    return std::none_of(names.begin(), names.end(),
                        [&](const Node& name) { return name.string_or_empty() == member.key; });
  }

  Node make_array(const Node& schema, int depth) {
    Node array = Node::array();
    const Node* items = schema.find("items");
    const Node* least = schema.find("minItems");
    const std::int64_t wanted = std::clamp<std::int64_t>(least ? least->to_int64().value_or(1) : 1, 1, 20);
    if (!items || depth > max_depth) return array;
    for (std::int64_t i = 0; i < wanted && members_ < max_members; ++i, ++members_) {
      array.push_back(make(*items, depth + 1));
    }
    return array;
  }

  static Node make_number(const Node& schema) {
    if (const Node* least = schema.find("minimum")) return *least;
    if (const Node* step = schema.find("multipleOf")) return *step;
    if (const Node* above = schema.find("exclusiveMinimum");
        above && above->to_int64().value_or(INT64_MAX) < INT64_MAX) {
      return *above->to_int64() + 1;
    }
    if (const Node* most = schema.find("maximum"); most && most->to_double() < 1) return *most;
    return 1;
  }

  Node make_string(const Node& schema) {
    const Node* stated = schema.find("format");
    const std::string_view format = stated ? stated->string_or_empty() : std::string_view();
    if (format == "uuid") return random_.uuid();
    if (format == "ulid") return random_.ulid(now_);
    if (format == "date-time") return base::format_rfc3339(now_);
    if (format == "date") return base::format_date(now_);
    if (format == "time") return base::format_rfc3339(now_).substr(11);
    if (format == "email") return "person@example.test";
    if (format == "uri" || format == "url" || format == "uri-reference") return "https://example.test/";
    if (format == "hostname") return "example.test";
    if (format == "ipv4") return "192.0.2.1";
    if (format == "ipv6") return "2001:db8::1";
    return fitting_text(schema);
  }

  static Node fitting_text(const Node& schema) {
    const Node* least = schema.find("minLength");
    const Node* most = schema.find("maxLength");
    std::string text = "text";
    const auto at_least = static_cast<std::size_t>(
        std::clamp<std::int64_t>(least ? least->to_int64().value_or(0) : 0, 0, 10'000));
    const auto at_most = static_cast<std::size_t>(
        std::clamp<std::int64_t>(most ? most->to_int64().value_or(10'000) : 10'000, 0, 10'000));
    while (text.size() < at_least) text += 'x';
    if (text.size() > at_most) text.resize(at_most);
    return text;
  }

  const Node& root_;
  base::SystemTime now_;
  base::Random& random_;
  std::size_t members_ = 0;
  std::size_t visits_ = 0;
};

}  // namespace

Node make_plain_value(const contract::SchemaRef& schema, base::SystemTime now, base::Random& random) {
  const Node* at = schema ? document::resolve(*schema.root, schema.at) : nullptr;
  return at ? Maker(*schema.root, now, random).make(*at, 0) : Node();
}

}  // namespace concord::generate
