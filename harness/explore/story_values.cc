#include "story_values.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::explore {

using contract::DescribedMember;
using contract::DescribedObject;
using contract::SchemaView;

namespace {

std::string plain(std::string_view name) {
  return base::replace_all(base::replace_all(base::to_lower_ascii(name), "_", ""), "-", "");
}

template <std::size_t N>
bool holds_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// What is often wanted only once.
bool is_often_unique(std::string_view name) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"name", "title", "label", "code", "slug", "key", "reference", "external", "login", "handle", "number", "sku",
       "phone", "mobile", "serial", "barcode", "isbn", "plate"});
  return holds_one_of(plain(name), words);
}

// Another of the same form: each letter and digit behind the first two is one of the mark, where it is of its kind.
std::string of_same_form(std::string text, const std::string& mark) {
  constexpr std::size_t kept = 2;
  for (std::size_t i = kept; i < text.size() && !mark.empty(); ++i) {
    const auto number = static_cast<unsigned char>(mark[(i - kept) % mark.size()]) + i;
    char& c = text[i];
    if (c >= '0' && c <= '9') c = static_cast<char>('0' + number % 10);
    else if (c >= 'a' && c <= 'z') c = static_cast<char>('a' + number % 26);
    else if (c >= 'A' && c <= 'Z') c = static_cast<char>('A' + number % 26);
  }
  return text;
}

// What is of a list that the schema need not show.
bool is_of_a_list(std::string_view name) {
  static constexpr auto words =
      std::to_array<std::string_view>({"country", "currency", "locale", "language", "zip", "post", "type", "status"});
  return holds_one_of(plain(name), words);
}

// What belongs to others, or follows rules of its own.
bool is_decided_elsewhere(std::string_view name) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"status", "state", "kind", "type", "currency", "country", "locale", "password", "secret", "token", "version"});
  const std::string text = plain(name);
  return text.ends_with("id") || text.ends_with("ids") || text.ends_with("ref") || holds_one_of(text, words);
}

const Node* keyword(const SchemaView& schema, std::string_view name) {
  return schema ? schema.node->find(name) : nullptr;
}

// Whether the schema leaves the text open.
bool is_free_text(const SchemaView& schema) {
  for (const std::string_view name : {"enum", "const", "pattern", "format", "$ref", "oneOf", "anyOf", "allOf"}) {
    if (keyword(schema, name)) return false;
  }
  return true;
}

std::string_view format_of(const SchemaView& schema) {
  const Node* format = keyword(schema, "format");
  return format ? format->string_or_empty() : std::string_view();
}

// Values that may stand in the place of this one, the best first.
std::vector<Node> others_of(const Node& value, const SchemaView& schema) {
  if (value.is_boolean()) return {Node(!value.as_boolean())};
  if (const Node* values = keyword(schema, "enum")) {
    std::vector<Node> others;
    for (const Node& one : values->items()) {
      if (!document::equal(one, value) && one.kind() == value.kind()) others.push_back(one);
    }
    return others;
  }
  if (value.is_number() && value.to_int64()) {
    const std::int64_t number = *value.to_int64();
    const std::int64_t far = number < 1'000'000'000 && number > -1'000'000'000 ? 1 : 0;
    return {Node(number + far), Node(number - far)};
  }
  if (value.is_number()) return {Node(value.to_double() + 1), Node(value.to_double() - 1), Node(value.to_double() / 2)};
  if (!value.is_string() || !is_free_text(schema)) return {};
  const std::string& text = value.as_string();
  std::string turned = text;
  if (!turned.empty()) turned.back() = turned.back() == 'q' ? 'w' : 'q';
  return {Node(text + " changed"), Node(text + "2"), Node(turned)};
}

}  // namespace

SentThing::SentThing(const contract::Content& content, Pointer at) : at_(std::move(at)) {
  view_ = contract::described_at(contract::view_of(content.schema), at_);
  object_ = contract::described_object(view_);
  auto schema = contract::compile(content.schema, schema::Direction::Request);
  if (schema) schema_ = std::move(schema).value();
}

const Node* SentThing::thing(const Node& body) const {
  const Node* found = document::resolve(body, at_);
  return found && found->is_object() ? found : nullptr;
}

Node* SentThing::thing(Node& body) const {
  Node* found = document::resolve(body, at_);
  return found && found->is_object() ? found : nullptr;
}

Node SentThing::fresh(Node body, const std::string& mark) const {
  const Node* there = thing(body);
  if (!there) return body;
  const Node given = *there;
  for (const document::Member& member : given.members()) {
    const DescribedMember* known = object_.find(member.key);
    if (!known || !member.value.is_string()) continue;
    const bool is_mail = format_of(known->schema) == "email";
    const bool is_free = is_free_text(known->schema), has_pattern = keyword(known->schema, "pattern");
    if (!is_mail && ((!is_free && !has_pattern) || !is_often_unique(member.key))) continue;
    if (is_of_a_list(member.key)) continue;
    const std::string same_form = of_same_form(member.value.as_string(), mark);
    std::vector<std::string> texts{member.value.as_string() + '-' + mark, "c-" + mark, mark, same_form};
    if (has_pattern) texts = {same_form};
    if (is_mail) texts = {"concord-" + mark + "@example.com"};
    for (const std::string& text : texts) {
      Node changed = body;
      thing(changed)->set(member.key, text);
      if (!accepts(changed)) continue;
      body = std::move(changed);
      break;
    }
  }
  return body;
}

Node SentThing::other(Node body, const std::vector<std::string>& fixed, std::vector<std::string>& changed) const {
  const Node* there = thing(body);
  if (!there) return body;
  const Node given = *there;
  for (const document::Member& member : given.members()) {
    const DescribedMember* known = object_.find(member.key);
    const bool is_fixed = std::find(fixed.begin(), fixed.end(), member.key) != fixed.end();
    if (!known || known->is_read_only || is_fixed || is_decided_elsewhere(member.key)) continue;
    auto other = with_other(body, member.key);
    if (!other) continue;
    body = std::move(*other);
    changed.push_back(member.key);
  }
  return body;
}

std::optional<Node> SentThing::with_other(const Node& body, const std::string& name) const {
  const Node* there = thing(body);
  const Node* now = there ? there->find(name) : nullptr;
  const DescribedMember* known = object_.find(name);
  if (!now || !known) return std::nullopt;
  for (const Node& value : others_of(*now, known->schema)) {
    Node tried = body;
    thing(tried)->set(name, value);
    if (!document::equal(value, *now) && accepts(tried)) return tried;
  }
  return std::nullopt;
}

std::optional<Node> SentThing::broken(const Node& body, const std::string& kept) const {
  const Node* there = thing(body);
  if (!there || !schema_) return std::nullopt;
  for (auto member = there->members().rbegin(); member != there->members().rend(); ++member) {
    if (member->key == kept || !object_.find(member->key)) continue;
    Node wrong = Node::object();
    wrong.set("wrong", true);
    Node tried = body;
    thing(tried)->set(member->key, member->value.is_object() ? Node("wrong") : std::move(wrong));
    if (schema_->verdict(tried) == schema::Verdict::Invalid) return tried;
  }
  return std::nullopt;
}

std::optional<Node> SentThing::without(Node body, const std::string& name) const {
  Node* there = thing(body);
  if (!there || !there->remove(name) || !accepts(body)) return std::nullopt;
  return body;
}

namespace {

// What is written in one way and read in another.
bool may_be_read_otherwise(const SchemaView& schema) {
  const std::string_view format = format_of(schema);
  return format == "password" || format == "binary" || format == "byte" || format == "html" || format == "uri";
}

Node readable_below(const Node& sent, const SchemaView& request, const SchemaView& answer, int depth) {
  constexpr int most_depth = 8;
  Node kept = Node::object();
  const DescribedObject asked = contract::described_object(request), told = contract::described_object(answer);
  for (const document::Member& member : sent.members()) {
    const DescribedMember* there = asked.find(member.key);
    const DescribedMember* here = told.find(member.key);
    if (!there || !here || !here->is_sure || depth > most_depth) continue;
    if (there->is_read_only || there->is_write_only || here->is_write_only || here->is_read_only) continue;
    if (may_be_read_otherwise(there->schema) || may_be_read_otherwise(here->schema)) continue;
    if (!member.value.is_object()) kept.set(member.key, member.value);
    else kept.set(member.key, readable_below(member.value, there->schema, here->schema, depth + 1));
  }
  return kept;
}

}  // namespace

Node readable(const Node& sent, const SchemaView& request, const SchemaView& answer) {
  return readable_below(sent, request, answer, 0);
}

}  // namespace concord::explore
