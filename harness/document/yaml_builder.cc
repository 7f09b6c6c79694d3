// yaml-cpp checks the syntax and resolves indentation, quotes and anchors' names; what values mean, where they end and
// how much aliases may copy is decided here. Aliases are copies that keep the spans of their anchor's value, since that
// is the text to correct. Every copy is counted before it is made, so an alias bomb ends at the limit.
#include "yaml_builder.h"

#include "json_text.h"
#include "yaml_text.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <set>

namespace concord::document {
namespace {

constexpr std::size_t max_diagnostics = 100;
constexpr std::string_view core_tag = "tag:yaml.org,2002:";

bool is_null_word(std::string_view text) {
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (!text.starts_with(word)) continue;
    const std::string_view rest = text.substr(word.size());
    return rest.empty() || std::string_view(" \t\r\n,]}:").find(rest[0]) != std::string_view::npos;
  }
  return false;
}

// yaml-cpp reads the escapes \_ (a blank that does not break) and \N (next line) as single bytes, which are no UTF-8.
std::string with_code_points(std::string_view value) {
  std::string out;
  while (!value.empty()) {
    const std::size_t length = base::utf8_sequence_length(value);
    if (length == 0) base::append_utf8(out, static_cast<unsigned char>(value.front()));
    out.append(value.substr(0, length));
    value.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

std::size_t count_bytes(const std::string& text) { return sizeof(Node) + text.size(); }

}  // namespace

std::optional<TextRange> YamlBuilder::open_collection() const {
  if (open_.empty()) return std::nullopt;
  return TextRange{open_.back().begin, open_.back().begin + 1};
}

std::optional<TextRange> YamlBuilder::open_bracket() const {
  return open_.empty() || !open_.back().is_flow ? std::nullopt : open_collection();
}

// The word, or for a value that is left out, the empty place where it would stand.
TextRange YamlBuilder::null_range(std::size_t mark) const {
  const std::size_t word = skip_properties(text_.text, mark);
  if (is_null_word(text_.text.substr(word))) return {word, text_.text[word] == '~' ? word + 1 : word + 4};
  std::size_t at = last_end_;
  for (;;) {
    const std::size_t next = skip_blanks_and_comments(text_.text, at);
    if (next >= mark || std::string_view(":-?,[{").find(text_.text[next]) == std::string_view::npos) return {at, at};
    at = next + 1;
  }
}

void YamlBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const TextRange range = null_range(text_.offset(mark));
  last_end_ = std::max(last_end_, range.end);
  const Weight weight{1, sizeof(Node)};
  count(total_, weight, range);
  deliver({Node().with_span(text_.span(range)), std::nullopt, weight}, anchor);
}

void YamlBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const std::size_t begin = text_.offset(mark);
  const TextRange range{begin, std::min(text_.text.find_first_of(" \t\r\n,[]{}", begin), text_.text.size())};
  last_end_ = range.end;
  const auto found = anchored_.find(anchor);
  if (found == anchored_.end()) {
    report("yaml.alias", "this alias stands within the value that it names", text_.span(range));
    return deliver({Node().with_span(text_.span(range)), "", {}}, 0);
  }
  check_depth(open_.size() + found->second.height, range);
  count(total_, found->second.weight, range);
  deliver(found->second, 0);
}

Node YamlBuilder::resolve_scalar(const std::string& tag, const std::string& value, TextRange range) {
  const char first = range.begin < text_.text.size() ? text_.text[range.begin] : '\0';
  const bool is_plain = range.begin == range.end || std::string_view("\"'|>").find(first) == std::string_view::npos;
  auto resolved = resolve_tagged(tag, value);
  // "!" is the tag of a quoted scalar, or asks for a string where it is written.
  if (!resolved) resolved = is_plain && tag != "!" ? resolve_plain(value) : ScalarValue(Node(value));
  if (auto* node = std::get_if<Node>(&*resolved)) return std::move(*node);
  auto& why = std::get<NoValue>(*resolved);
  const bool is_tagged = tag.starts_with(core_tag);
  report(is_tagged ? "yaml.tag" : "yaml.no-json-value", std::move(why.message), text_.span(range), std::move(why.hint));
  return Node(value);
}

std::size_t YamlBuilder::find_scalar_end(std::size_t begin, const std::string& value) {
  if (const auto end = scalar_end(text_.text, begin, value)) return *end;
  // yaml-cpp 0.7 takes the end of the text for the missing quote.
  abandon("yaml.syntax", "this quoted text is not closed", {begin, begin + 1});
}

void YamlBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& read) {
  const std::size_t begin = skip_properties(text_.text, text_.offset(mark));
  const bool is_escaped = begin < text_.text.size() && text_.text[begin] == '"' && !base::is_utf8(read);
  const std::string mended = is_escaped ? with_code_points(read) : std::string{};
  const std::string& value = is_escaped ? mended : read;
  const TextRange range{begin, find_scalar_end(begin, value)};
  last_end_ = range.end;
  const Weight weight{1, count_bytes(value)};
  count(total_, weight, range);
  const bool is_key = !open_.empty() && open_.back().is_object && !open_.back().awaits_value;
  // A key stays as it is written: 1.0 and .nan are names there.
  Node node = is_key && !tag.starts_with(core_tag) ? Node(value) : resolve_scalar(tag, value, range);
  node.set_span(text_.span(range));
  deliver({std::move(node), value, weight, 0, tag == "?" && value == "<<"}, anchor);
}

void YamlBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value) {
  open(mark, tag, anchor, false);
}

void YamlBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value) {
  open(mark, tag, anchor, true);
}

void YamlBuilder::open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, bool is_object) {
  Collection collection;
  collection.is_object = is_object;
  collection.begin = skip_properties(text_.text, text_.offset(mark));
  const std::string_view rest = text_.text.substr(collection.begin);
  collection.is_flow = rest.starts_with(is_object ? '{' : '[');
  collection.anchor = anchor;
  collection.before = total_;
  const TextRange range{collection.begin, collection.begin + std::min<std::size_t>(rest.size(), 1)};
  check_depth(open_.size() + 1, range);
  count(total_, {1, sizeof(Node)}, range);
  for (const std::string_view name : {"str", "int", "float", "bool", "null", "seq", "map"}) {
    if (!tag.starts_with(core_tag) || tag.substr(core_tag.size()) != name || name == (is_object ? "map" : "seq"))
      continue;
    report("yaml.tag", fmt::format("a {} is not of the type !!{}", is_object ? "mapping" : "list", name),
           text_.span(range));
  }
  if (collection.is_flow) last_end_ = collection.begin + 1;
  open_.push_back(std::move(collection));
}

void YamlBuilder::close() {
  Collection collection = std::move(open_.back());
  open_.pop_back();
  if (collection.is_flow) last_end_ = flow_end(text_.text, last_end_);
  const TextRange range{collection.begin, std::max(collection.begin, last_end_)};
  if (collection.is_object) finish_object(collection);
  Node node = collection.is_object ? Node(std::move(collection.members)) : Node(std::move(collection.items));
  node.set_span(text_.span(range));
  const Weight weight{total_.nodes - collection.before.nodes, total_.bytes - collection.before.bytes};
  deliver({std::move(node), std::nullopt, weight, collection.height}, collection.anchor);
}

void YamlBuilder::deliver(Value value, YAML::anchor_t anchor) {
  if (anchor != 0) {
    count(copied_, value.weight, {value.node.span().begin - text_.shift, value.node.span().end - text_.shift});
    anchored_[anchor] = value;
  }
  if (open_.empty()) {
    root_ = std::move(value.node);
    return;
  }
  Collection& parent = open_.back();
  parent.height = std::max(parent.height, value.height + 1);
  if (!parent.is_object) {
    parent.items.push_back(std::move(value.node));
  } else if (!parent.awaits_value) {
    add_key(parent, std::move(value));
  } else {
    parent.awaits_value = false;
    parent.members.back().value = std::move(value.node);
    if (parent.is_key_refused) parent.members.pop_back();
  }
}

void YamlBuilder::add_key(Collection& collection, Value value) {
  Member member;
  member.key_span = value.node.span();
  collection.is_key_refused = !value.key || value.node.is_null();
  if (value.node.is_array() || value.node.is_object()) {
    report("yaml.complex-key", fmt::format("a key cannot be {}", value.node.is_array() ? "a list" : "a mapping"),
           member.key_span, "quote the text when no collection is meant");
  } else if (!value.key) {
    report("yaml.null-key", "a key cannot be null", member.key_span, "quote it when the text is meant");
  } else {
    member.key = *std::move(value.key);
  }
  if (value.is_merge_key) collection.merges.push_back(collection.members.size());
  collection.members.push_back(std::move(member));
  collection.awaits_value = true;
}

void YamlBuilder::finish_object(Collection& collection) {
  const auto duplicates = find_duplicate_keys(collection.members);
  for (const auto& [first, second] : duplicates) {
    const Member& member = collection.members[second];
    report("yaml.duplicate-key", fmt::format("duplicate key \"{}\"", shown_key(member.key)), member.key_span);
    diagnostics_.back().related.push_back({"first defined here", collection.members[first].key_span});
  }
  if (!duplicates.empty()) return drop_duplicates(collection.members, duplicates);
  if (!collection.merges.empty()) merge(collection);
}

bool YamlBuilder::is_mergeable(const Member& member) {
  if (member.value.is_object()) return true;
  const auto& items = member.value.items();
  const bool is_list = member.value.is_array() &&
                       std::all_of(items.begin(), items.end(), [](const Node& item) { return item.is_object(); });
  if (!is_list) report("yaml.merge", "'<<' merges a mapping or a list of mappings", member.value.span());
  return is_list;
}

// What the mapping says itself goes first, then earlier merged mappings before later ones.
void YamlBuilder::merge(Collection& collection) {
  std::set<std::string, std::less<>> keys;
  for (const Member& member : collection.members) keys.insert(member.key);
  Node::Object merged;
  const auto take = [&](const Node& mapping) {
    for (const Member& member : mapping.members()) {
      if (keys.insert(member.key).second) merged.push_back(member);
    }
  };
  for (std::size_t i = 0; i < collection.members.size(); ++i) {
    Member& member = collection.members[i];
    if (std::find(collection.merges.begin(), collection.merges.end(), i) == collection.merges.end()) {
      merged.push_back(std::move(member));
    } else if (is_mergeable(member)) {
      take(member.value);
      for (const Node& item : std::as_const(member.value).items()) take(item);
    }
  }
  collection.members = std::move(merged);
}

void YamlBuilder::count(Weight& total, Weight added, TextRange range) {
  total.nodes += added.nodes;
  total.bytes += added.bytes;
  if (total.nodes > limits_.nodes) {
    abandon("yaml.size", fmt::format("more than {} values, counting what aliases copy", limits_.nodes), range);
  }
  // A small text may have more nodes than bytes, so the bound on bytes has room for the nodes that are allowed.
  if (total.bytes > limits_.bytes + limits_.nodes * sizeof(Node)) {
    abandon("yaml.size", "aliases copy too much text", range);
  }
}

void YamlBuilder::check_depth(std::size_t depth, TextRange range) {
  if (depth > limits_.depth) abandon("yaml.depth", fmt::format("nested deeper than {} levels", limits_.depth), range);
}

void YamlBuilder::report(std::string kind, std::string message, Span span, std::string hint) {
  if (diagnostics_.size() >= max_diagnostics) throw Abandoned{};
  diagnostics_.push_back(base::error(std::move(kind), std::move(message), span, std::move(hint)));
}

void YamlBuilder::abandon(std::string kind, std::string message, TextRange range) {
  diagnostics_.push_back(base::error(std::move(kind), std::move(message), text_.span(range)));
  throw Abandoned{};
}

}  // namespace concord::document
