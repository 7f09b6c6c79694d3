#include "workshop.h"

#include <algorithm>

namespace concord::generate {

std::optional<Node> Workshop::received(const Node& value) const {
  return options_.on_wire ? options_.on_wire(value) : std::optional(value);
}

bool Workshop::is_valid(const Node& value) const {
  if (!options_.on_wire) return schema_.accepts(value);
  const auto read = received(value);
  return read && schema_.accepts(*read);
}

std::string Workshop::refusal(const Node& value) const {
  const auto read = received(value);
  if (!read) return "it cannot be written so that it is read again";
  const schema::Explanation why = schema_.explain(*read);
  if (why.violations.empty()) return "the schema accepts it";
  const schema::Violation& first = why.violations.front();
  return first.instance.is_root() ? first.message : first.instance.text() + ": " + first.message;
}

std::optional<Node> Workshop::value(Shape shape, base::Random& random, bool is_random) {
  Maker making = maker(random);
  making.set_mood(shape, is_random);
  auto made = making.make({.must = {outline_.entry()}});
  if (!made) {
    miss(making.fault().at, "a value", making.fault().reason);
    return std::nullopt;
  }
  if (is_valid(*made)) return made;
  if (auto other = writable_value(making, *made)) return other;
  miss({}, "a value", refusal(*made));
  return std::nullopt;
}

// Not every value can be written: an empty list in a query is nothing. Of the types, the first that can.
std::optional<Node> Workshop::writable_value(Maker& making, const Node& unwritable) const {
  if (!options_.on_wire) return std::nullopt;
  for (const std::uint32_t type : {schema::kStringType, schema::kIntegerType, schema::kNumberType, schema::kBooleanType,
                                   schema::kArrayType, schema::kObjectType}) {
    for (const std::optional<std::size_t> count : {std::optional<std::size_t>(), std::optional<std::size_t>(1)}) {
      if (count && type != schema::kArrayType && type != schema::kObjectType) continue;
      auto made = making.make({.must = {outline_.entry()}, .avoid = {&unwritable}, .types = type, .count = count});
      if (made && is_valid(*made)) return made;
    }
  }
  return std::nullopt;
}

std::optional<Node> Workshop::part(const Want& want, const Pointer& at, base::Random& random,
                                   std::string* fault) const {
  Maker making = maker(random);
  making.set_place(at);
  auto made = making.make(want);
  if (!made && fault) *fault = making.fault().reason;
  return made;
}

void Workshop::miss(Pointer at, std::string what, std::string reason) {
  const auto is_same = [&](const Unmade& one) { return one.at == at && one.what == what && one.reason == reason; };
  if (std::any_of(unmade_.begin(), unmade_.end(), is_same)) return;
  unmade_.push_back({std::move(at), std::move(what), std::move(reason)});
}

std::size_t bytes_of(const Node& value) {
  std::size_t bytes = 2 + (value.is_string() ? value.as_string().size() : 6);
  for (const Node& item : value.items()) bytes += 1 + bytes_of(item);
  for (const document::Member& member : value.members()) bytes += 4 + member.key.size() + bytes_of(member.value);
  return bytes;
}

Node with_part(const Node& root, const Pointer& at, Node part) {
  Node out = root;
  if (Node* place = document::resolve(out, at)) *place = std::move(part);
  return out;
}

}  // namespace concord::generate
