#include <concord/document/compact.h>

#include "compact_reader.h"

namespace concord::document {

Compact::Compact() : memory_(std::make_unique<Memory>()) {}
Compact::Compact(Compact&&) noexcept = default;
Compact& Compact::operator=(Compact&&) noexcept = default;
Compact::~Compact() = default;

bool Compact::read(std::string_view text, const ParseLimits& limits) {
  if (!memory_) memory_ = std::make_unique<Memory>();
  return CompactReader(*this, limits).read(text);
}

namespace {

Node scalar_node(const CompactValue& value) {
  switch (value.type()) {
    case CompactValue::Type::Boolean: return Node(value.as_boolean());
    case CompactValue::Type::Integer: return value.is_int64() ? Node(value.as_int64()) : Node(value.as_uint64());
    case CompactValue::Type::Real:
      return value.is_double() ? Node(value.as_double()) : Node(Decimal{std::string(value.lexeme())});
    case CompactValue::Type::String: return Node(value.text());
    case CompactValue::Type::Array: return Node::array();
    case CompactValue::Type::Object: return Node::object();
    case CompactValue::Type::Null: break;
  }
  return Node();
}

// A container whose parts are still to be made. The vectors have their final size already, so that `to` stays valid.
struct Open {
  const CompactValue* from;
  Node* to;
};

void reserve_parts(const Open& open) {
  if (open.from->type() == CompactValue::Type::Array) open.to->items().reserve(open.from->size());
  if (open.from->type() == CompactValue::Type::Object) open.to->members().reserve(open.from->size());
}

Node* add_part(const Open& open, std::size_t index) {
  if (open.from->type() == CompactValue::Type::Array) {
    return &open.to->items().emplace_back(scalar_node(open.from->items()[index]));
  }
  const CompactMember& member = open.from->members()[index];
  return &open.to->members().emplace_back(Member{std::string(member.key.view()), scalar_node(member.value), {}}).value;
}

const CompactValue& part_at(const CompactValue& value, std::size_t index) {
  return value.type() == CompactValue::Type::Array ? value.items()[index] : value.members()[index].value;
}

bool is_container(const CompactValue& value) {
  return value.type() == CompactValue::Type::Array || value.type() == CompactValue::Type::Object;
}

}  // namespace

Node to_node(const CompactValue& value) {
  Node root = scalar_node(value);
  std::vector<Open> waiting;
  if (is_container(value)) waiting.push_back({&value, &root});
  while (!waiting.empty()) {
    const Open open = waiting.back();
    waiting.pop_back();
    reserve_parts(open);
    for (std::size_t i = 0; i < open.from->size(); ++i) {
      const CompactValue& part = part_at(*open.from, i);
      Node* made = add_part(open, i);
      if (is_container(part)) waiting.push_back({&part, made});
    }
  }
  return root;
}

}  // namespace concord::document
