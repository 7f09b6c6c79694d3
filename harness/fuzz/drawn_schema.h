// Schemas drawn from the bytes of a fuzzer: always well-formed, so that every input comes to what is meant to be tried.
#pragma once
#include <concord/document.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace concord::fuzz {

class SchemaDrawer {
 public:
  explicit SchemaDrawer(std::string_view bytes) : bytes_(bytes) {}

  document::Node draw() {
    document::Node root = schema(0);
    if (!root.is_object()) return root;
    document::Node shared = document::Node::object();
    for (const char* name : {"a", "b"}) shared.set(name, schema(1));
    root.set("$defs", std::move(shared));
    return root;
  }

 private:
  using Node = document::Node;

  unsigned byte() {
    if (bytes_.empty()) return 0;
    const auto drawn = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return drawn;
  }
  unsigned below(unsigned bound) { return byte() % bound; }
  Node number() {
    if (below(3) == 0) return static_cast<double>(below(40)) / 4 - 5;
    return std::int64_t{below(12)} - 3;
  }
  std::string name() { return std::string(1, static_cast<char>('a' + below(4))); }

  Node value() {
    switch (below(7)) {
      case 0: return number();
      case 1: return name();
      case 2: return below(2) == 0;
      case 3: return Node();
      case 4: return Node(Node::Array{number()});
      case 5: return Node(Node::Object{{name(), number(), {}}});
      default: return "text";
    }
  }

  Node several(int depth) {
    Node list = Node::array();
    for (unsigned i = 0, count = 1 + below(3); i < count; ++i) list.push_back(schema(depth + 1));
    return list;
  }

  Node named(int depth) {
    Node map = Node::object();
    for (unsigned i = 0, count = 1 + below(3); i < count; ++i) map.set(name(), schema(depth + 1));
    return map;
  }

  Node names() {
    Node list = Node::array();
    for (unsigned i = 0, count = 1 + below(2); i < count; ++i) {
      const std::string one = name();
      if (i == 0 || list.items().front().as_string() != one) list.push_back(one);
    }
    return list;
  }

  Node schema(int depth) {
    const unsigned kind = byte();
    if (kind % 16 == 15) return kind % 32 < 24;
    if (depth > 4 || kind % 16 == 14)
      return Node(Node::Object{{"$ref", kind % 3 == 0 ? "#" : kind % 3 == 1 ? "#/$defs/a" : "#/$defs/b", {}}});
    Node out = Node::object();
    for (unsigned i = 0, count = below(depth == 0 ? 9 : 5); i < count; ++i) add_keyword(out, depth);
    return out;
  }

  void add_keyword(Node& out, int depth) {
    static constexpr const char* kTypes[] = {"object", "array", "string", "integer", "number", "boolean", "null"};
    static constexpr const char* kFormats[] = {"date", "email", "uuid", "int32", "ipv4", "uri"};
    static constexpr const char* kPatterns[] = {"^[a-c]+$", "^a", "[0-9]{2}", "^(ab|cd)*$", "^.{2,3}$", "^(?!a).*b"};
    switch (below(32)) {
      case 0: case 1: case 2: out.set("type", kTypes[below(7)]); return;
      case 3: out.set("type", Node(Node::Array{kTypes[below(3)], kTypes[3 + below(4)]})); return;
      case 4: out.set("enum", Node(Node::Array{value(), value()})); return;
      case 5: out.set("const", value()); return;
      case 6: out.set("minimum", number()); return;
      case 7: out.set("exclusiveMaximum", number()); return;
      case 8: out.set("multipleOf", Node(static_cast<double>(1 + below(12)) / 4)); return;
      case 9: out.set("minLength", std::int64_t{below(6)}); return;
      case 10: out.set("maxLength", std::int64_t{below(6)}); return;
      case 11: out.set("pattern", kPatterns[below(6)]); return;
      case 12: out.set("format", kFormats[below(6)]); return;
      case 13: out.set("items", schema(depth + 1)); return;
      case 14: out.set("prefixItems", several(depth)); return;
      case 15: out.set("contains", schema(depth + 1)); return;
      case 16: out.set("minItems", std::int64_t{below(4)}); return;
      case 17: out.set("maxItems", std::int64_t{below(4)}); return;
      case 18: out.set("uniqueItems", true); return;
      case 19: case 20: out.set("properties", named(depth)); return;
      case 21: out.set("required", names()); return;
      case 22: out.set("additionalProperties", schema(depth + 1)); return;
      case 23: out.set("propertyNames", schema(depth + 1)); return;
      case 24: out.set("patternProperties", Node(Node::Object{{kPatterns[below(6)], schema(depth + 1), {}}})); return;
      case 25: out.set(below(2) == 0 ? "minProperties" : "maxProperties", std::int64_t{below(3)}); return;
      case 26: out.set("dependentRequired", Node(Node::Object{{name(), names(), {}}})); return;
      case 27: out.set("dependentSchemas", named(depth)); return;
      case 28: out.set("not", schema(depth + 1)); return;
      case 29:
        out.set("if", schema(depth + 1));
        out.set("then", schema(depth + 1));
        out.set("else", schema(depth + 1));
        return;
      case 30: out.set("unevaluatedProperties", schema(depth + 1)); return;
      default: out.set(below(3) == 0 ? "allOf" : below(2) == 0 ? "anyOf" : "oneOf", several(depth)); return;
    }
  }

  std::string_view bytes_;
};

}  // namespace concord::fuzz
