// The form of all operations is checked first, and its mistakes are told at once. Then they are done on a copy of the
// document, which takes its place when all of them have held. Only `copy` can make more than the patch itself holds, a
// few copies of copies without end, so what it adds is counted against the bounds that parsers have.
#include <concord/base/text.h>
#include <concord/document/patch.h>
#include <concord/document/pointer.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace concord::document {
namespace {

using base::error;

// Operations can double a document each; these bounds are those of the parsers.
constexpr ParseLimits bounds;

struct Extent {
  std::size_t nodes = 1;
  std::size_t bytes = 0;
  std::size_t height = 0;
};

Extent measure(const Node& node) {
  Extent total;
  const auto add = [&](const Node& child) {
    const Extent extent = measure(child);
    total.nodes += extent.nodes;
    total.bytes += extent.bytes;
    total.height = std::max(total.height, extent.height + 1);
  };
  for (const Node& item : node.items()) add(item);
  for (const Member& member : node.members()) {
    add(member.value);
    total.bytes += member.key.size();
  }
  total.bytes += node.string_or_empty().size();
  return total;
}

// One operation that is well-formed.
struct Operation {
  std::string_view name;
  Pointer path;
  Pointer from;
  const Node* value = nullptr;
  Span path_span;
  Span from_span;
};

struct Kind6902 {
  std::string_view name;
  bool needs_value;
  bool needs_from;
};
constexpr std::array kinds = {Kind6902{"add", true, false},     Kind6902{"remove", false, false},
                              Kind6902{"replace", true, false}, Kind6902{"move", false, true},
                              Kind6902{"copy", false, true},    Kind6902{"test", true, false}};

const Kind6902* find_kind(std::string_view name) {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const Kind6902& kind) { return kind.name == name; });
  return found == kinds.end() ? nullptr : &*found;
}

std::string shown(std::string_view text) { return base::ellipsize(base::escape_line(text), 80); }

Diagnostic unknown_operation(const Node& op) {
  std::vector<std::string> names;
  for (const Kind6902& kind : kinds) names.emplace_back(kind.name);
  const std::string hint = base::did_you_mean(op.as_string(), names);
  return error("patch.unknown-op", fmt::format("unknown operation \"{}\"", shown(op.as_string())), op.span(),
               hint.empty() ? "one of " + base::join(names, ", ") : hint);
}

class FormChecker {
 public:
  explicit FormChecker(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  std::optional<Operation> check(const Node& node) {
    const std::size_t before = diagnostics_.size();
    if (!node.is_object()) {
      report("patch.form", fmt::format("an operation must be an object, not {}", with_article(node)), node.span());
      return std::nullopt;
    }
    const Node* op = find_string(node, "op");
    const Kind6902* kind = op ? find_kind(op->as_string()) : nullptr;
    if (op && !kind) diagnostics_.push_back(unknown_operation(*op));
    Operation operation;
    operation.path = read_pointer(node, "path", operation.path_span);
    if (kind) {
      operation.name = kind->name;
      if (kind->needs_from) operation.from = read_pointer(node, "from", operation.from_span);
      operation.value = node.find("value");
      if (kind->needs_value && !operation.value) {
        report("patch.form", fmt::format("the operation \"{}\" needs \"value\"", kind->name), node.span());
      }
      check_move(operation);
    }
    return diagnostics_.size() == before ? std::optional(std::move(operation)) : std::nullopt;
  }

 private:
  static std::string with_article(const Node& node) { return kind_with_article(node.kind()); }

  const Node* find_string(const Node& node, std::string_view key) {
    const Node* found = node.find(key);
    if (!found) {
      report("patch.form", fmt::format("an operation needs \"{}\"", key), node.span());
    } else if (!found->is_string()) {
      report("patch.form", fmt::format("\"{}\" must be a string, not {}", key, with_article(*found)), found->span());
      return nullptr;
    }
    return found;
  }

  Pointer read_pointer(const Node& node, std::string_view key, Span& span) {
    const Node* text = find_string(node, key);
    if (!text) return {};
    span = text->span();
    auto pointer = Pointer::parse(text->as_string());
    if (pointer) return *std::move(pointer);
    const bool has_slash = text->as_string().starts_with('/');
    report("patch.pointer", fmt::format("\"{}\" is not a JSON Pointer", shown(text->as_string())), span,
           has_slash ? "'~' is written ~0" : "a pointer begins with '/'");
    return {};
  }

  // RFC 6902, 4.4: nothing can be moved into itself.
  void check_move(const Operation& operation) {
    const auto& from = operation.from.tokens();
    const auto& path = operation.path.tokens();
    if (operation.name != "move" || from.size() >= path.size() || !std::equal(from.begin(), from.end(), path.begin()))
      return;
    report("patch.form", "a value cannot be moved into itself", operation.path_span);
  }

  void report(std::string kind, std::string message, Span span, std::string hint = {}) {
    diagnostics_.push_back(error(std::move(kind), std::move(message), span, std::move(hint)));
  }

  Diagnostics& diagnostics_;
};

// The way there with names that are spelt nearly the same, or nothing.
std::optional<Pointer> nearest_pointer(const Node& root, const Pointer& path) {
  Pointer nearest;
  const Node* at = &root;
  for (const std::string& token : path.tokens()) {
    std::optional<std::string> name = token;
    if (!resolve(*at, Pointer({token}))) {
      std::vector<std::string> names;
      for (const Member& member : at->members()) names.push_back(member.key);
      name = base::nearest_word(token, names);
    }
    if (!name) return std::nullopt;
    nearest = nearest / *name;
    at = resolve(*at, Pointer({*name}));
  }
  return nearest;
}

class Patcher {
 public:
  Patcher(Node& root, Diagnostics& diagnostics) : root_(root), diagnostics_(diagnostics) {}

  bool apply(const Operation& operation) {
    if (operation.name == "add") return add(operation, *operation.value);
    if (operation.name == "remove") return take(operation.path, operation.path_span).has_value();
    if (operation.name == "replace") return replace(operation);
    if (operation.name == "test") return test(operation);
    if (operation.name == "move") return move(operation);
    return copy(operation);
  }

 private:
  bool fail(std::string kind, std::string message, Span span, std::string hint = {}) {
    diagnostics_.push_back(error(std::move(kind), std::move(message), span, std::move(hint)));
    return false;
  }

  bool fail_missing(const Pointer& path, Span span) {
    const auto nearest = nearest_pointer(root_, path);
    return fail("patch.no-value", fmt::format("there is no value at \"{}\"", shown(path.text())), span,
                nearest ? fmt::format("did you mean \"{}\"?", shown(nearest->text())) : "");
  }

  bool replace(const Operation& operation) {
    Node* target = resolve(root_, operation.path);
    if (!target) return fail_missing(operation.path, operation.path_span);
    *target = *operation.value;
    return true;
  }

  bool test(const Operation& operation) {
    const Node* actual = resolve(std::as_const(root_), operation.path);
    if (!actual) return fail_missing(operation.path, operation.path_span);
    if (equal(*actual, *operation.value)) return true;
    return fail("patch.test",
                fmt::format("the value at \"{}\" is {}, not {}", shown(operation.path.text()),
                            shown(write_json(*actual)), shown(write_json(*operation.value))),
                operation.value->span().is_known() ? operation.value->span() : operation.path_span);
  }

  bool move(const Operation& operation) {
    if (operation.from == operation.path) {
      return resolve(root_, operation.from) != nullptr || fail_missing(operation.from, operation.from_span);
    }
    auto value = take(operation.from, operation.from_span);
    return value && add(operation, *std::move(value));
  }

  bool copy(const Operation& operation) {
    const Node* found = resolve(std::as_const(root_), operation.from);
    return found ? add(operation, *found) : fail_missing(operation.from, operation.from_span);
  }

  // `value` is a copy, since what it was may lie in the document that changes.
  bool add(const Operation& operation, Node value) {
    if (!has_room(operation, value)) return false;
    if (operation.path.is_root()) {
      root_ = std::move(value);
      return true;
    }
    const Pointer parent_path = operation.path.parent();
    Node* parent = resolve(root_, parent_path);
    if (!parent) return fail_missing(parent_path, operation.path_span);
    const std::string& token = operation.path.tokens().back();
    if (parent->is_object()) {
      parent->set(token, std::move(value));
      return true;
    }
    if (parent->is_array()) return insert(*parent, operation, std::move(value));
    return fail("patch.no-container",
                fmt::format("the value at \"{}\" is neither an object nor an array", shown(parent_path.text())),
                operation.path_span);
  }

  bool insert(Node& array, const Operation& operation, Node value) {
    const std::string& token = operation.path.tokens().back();
    const auto index = token == "-" ? array.size() : read_index(token);
    if (!index)
      return fail("patch.index", fmt::format("\"{}\" is not an array index", shown(token)), operation.path_span);
    if (*index > array.size()) {
      return fail("patch.index", fmt::format("index {} is behind the end of an array of {}", *index, array.size()),
                  operation.path_span);
    }
    array.items().insert(array.items().begin() + static_cast<std::ptrdiff_t>(*index), std::move(value));
    return true;
  }

  static std::optional<std::size_t> read_index(std::string_view token) {
    std::size_t index = 0;
    const auto [end, code] = std::from_chars(token.data(), token.data() + token.size(), index);
    const bool is_whole = code == std::errc{} && end == token.data() + token.size();
    return is_whole && (token.size() == 1 || token[0] != '0') ? std::optional(index) : std::nullopt;
  }

  bool has_room(const Operation& operation, const Node& value) {
    if (operation.name != "copy") return true;
    const Extent extent = measure(value);
    if (!size_) size_ = measure(root_);
    size_->nodes += extent.nodes;
    size_->bytes += extent.bytes;
    const bool is_small = size_->nodes <= bounds.nodes && size_->bytes <= bounds.bytes;
    if (is_small && operation.path.tokens().size() + extent.height <= bounds.depth) return true;
    return fail("patch.size", "the document would grow too large", operation.path_span);
  }

  std::optional<Node> take(const Pointer& path, Span span) {
    Node* found = resolve(root_, path);
    if (!found) {
      fail_missing(path, span);
      return std::nullopt;
    }
    Node value = std::move(*found);
    if (path.is_root()) {
      root_ = Node();
      return value;
    }
    Node& parent = *resolve(root_, path.parent());
    if (parent.is_object()) {
      parent.remove(path.tokens().back());
    } else {
      parent.items().erase(parent.items().begin() + (found - parent.items().data()));
    }
    return value;
  }

  Node& root_;
  Diagnostics& diagnostics_;
  std::optional<Extent> size_;  // what copying has made of root_, once something was copied
};

std::optional<std::vector<Operation>> read_operations(const Node& patch, Diagnostics& diagnostics) {
  if (!patch.is_array()) {
    diagnostics.push_back(error("patch.form", "a JSON Patch is an array of operations", patch.span()));
    return std::nullopt;
  }
  std::vector<Operation> operations;
  FormChecker checker(diagnostics);
  for (const Node& item : patch.items()) {
    if (auto operation = checker.check(item)) operations.push_back(*std::move(operation));
  }
  if (!diagnostics.empty()) return std::nullopt;
  return operations;
}

}  // namespace

void merge_patch(Node& target, const Node& patch) {
  if (!patch.is_object()) {
    target = patch;
    return;
  }
  if (!target.is_object()) target = Node::object().with_span(patch.span());
  for (const Member& member : patch.members()) {
    if (member.value.is_null()) {
      target.remove(member.key);
      continue;
    }
    Node* old = target.find(member.key);
    if (!old) {
      target.members().push_back({member.key, Node(), member.key_span});
      old = &target.members().back().value;
    }
    merge_patch(*old, member.value);
  }
}

Diagnostics json_patch(Node& target, const Node& patch) {
  Diagnostics diagnostics;
  const auto operations = read_operations(patch, diagnostics);
  if (!operations) return diagnostics;
  Node changed = target;
  Patcher patcher(changed, diagnostics);
  for (const Operation& operation : *operations) {
    if (!patcher.apply(operation)) return diagnostics;
  }
  target = std::move(changed);
  return diagnostics;
}

Diagnostics check_json_patch(const Node& patch) {
  Diagnostics diagnostics;
  read_operations(patch, diagnostics);
  return diagnostics;
}

}  // namespace concord::document
