#include <concord/derive/suggest.h>

#include "prose_facts.h"
#include "proven_suggestions.h"

#include <concord/base/text.h>
#include <concord/openapi/place.h>
#include <concord/openapi/schema_walk.h>
#include <concord/page.h>

#include <algorithm>
#include <string>
#include <unordered_map>

namespace concord::derive {
namespace {

using document::Member;

// A schema of the contract: where it stands, and what it is called there.
struct Described {
  const Node* node;
  Pointer at;
  std::string name;  // of the property, component or parameter
  bool is_property = false;
};

// Schemas of the contract by the line that they come from. Many may share a line, so the name is compared too.
using Index = std::unordered_map<std::string, std::unordered_map<std::string, std::vector<Described>>>;

// More schemas of one name on one line, as in a file without line feeds, are not told from each other.
constexpr std::size_t most_alike = 100;

void add_to(Index& index, const std::string& source, Described schema) {
  std::vector<Described>& alike = index[source][schema.name];
  if (alike.size() <= most_alike) alike.push_back(std::move(schema));
}

std::string source_of(const Node& object) {
  const Node* source = object.find("x-concord-source");
  return source == nullptr ? std::string() : std::string(source->string_or_empty());
}

bool is_property(const Pointer& at) {
  const auto& tokens = at.tokens();
  return tokens.size() >= 2 && tokens[tokens.size() - 2] == "properties";
}

void index_parameters(const Node& contract, Index& index) {
  const Node* paths = contract.find("paths");
  if (paths == nullptr) return;
  for (const Member& path : paths->members()) {
    for (const Member& method : path.value.members()) {
      const Node* parameters = method.value.find("parameters");
      for (std::size_t i = 0; parameters != nullptr && i < parameters->items().size(); ++i) {
        const Node& parameter = parameters->items()[i];
        const Node* name = parameter.find("name");
        if (name == nullptr || !parameter.has("schema")) continue;
        const Pointer at = Pointer{} / "paths" / path.key / method.key / "parameters" / i / "schema";
        add_to(index, source_of(parameter),
               {parameter.find("schema"), at, std::string(name->string_or_empty()), false});
      }
    }
  }
}

Index index_of(const Node& contract) {
  Index index;
  openapi::for_each_root_schema(contract, [&](const Node& root, const Pointer& at) {
    openapi::for_each_schema(root, at, [&](const Node& schema, const Pointer& place) {
      if (!schema.is_object()) return;
      const std::string name = place.is_root() ? "" : place.tokens().back();
      add_to(index, source_of(schema), {&schema, place, name, is_property(place)});
    });
  });
  index_parameters(contract, index);
  return index;
}

// $.components.schemas['IDV-Token-Request'].properties.country
std::string json_path(const Pointer& at, const Node& root) {
  std::string out = "$";
  const Node* here = &root;
  for (const std::string& token : at.tokens()) {
    const bool is_index = here != nullptr && here->is_array();
    const bool is_plain =
        !token.empty() && !(token[0] >= '0' && token[0] <= '9') && std::all_of(token.begin(), token.end(), [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        });
    if (is_index) {
      out += "[" + token + "]";
    } else if (is_plain) {
      out += "." + token;
    } else {
      std::string quoted;
      for (const char c : token) quoted += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
      out += "['" + quoted + "']";
    }
    here = here == nullptr ? nullptr : document::resolve(*here, Pointer({token}));
  }
  return out;
}

class Collector {
 public:
  Collector(const Node& contract, std::size_t limit) : contract_(contract), index_(index_of(contract)), limit_(limit) {}

  void read(const Node& document) {
    std::vector<Open> open{{&document, "", document.span()}};
    while (!open.empty()) {
      const Open here = open.back();
      open.pop_back();
      look_at(here);
      const auto& members = here.node->members();
      for (auto member = members.rbegin(); member != members.rend(); ++member) {
        open.push_back({&member->value, member->key, openapi::place_of(*member)});
      }
      for (const Node& item : here.node->items()) open.push_back({&item, "", item.span()});
    }
  }

  std::vector<Suggestion> take() && {
    std::stable_sort(found_.begin(), found_.end(), [](const Proposal& a, const Proposal& b) { return a.at < b.at; });
    std::vector<Suggestion> out;
    for (Proposal& one : proven(std::move(found_), contract_)) out.push_back(std::move(one.suggestion));
    return out;
  }

 private:
  struct Open {
    const Node* node;
    std::string_view name;
    base::Span place;
  };

  void look_at(const Open& here) {
    const Node* description = here.node->find("description");
    if (description == nullptr || !description->is_string()) return;
    const Node* given = here.node->find("in") != nullptr ? here.node->find("name") : nullptr;  // a parameter's
    const std::string name(given != nullptr ? given->string_or_empty() : here.name);
    for (const base::Span& span : {here.place, here.node->span()}) {
      const auto line = index_.find(openapi::place_text(span));
      if (line == index_.end()) continue;
      const auto alike = line->second.find(name);
      if (alike == line->second.end() || alike->second.size() > most_alike) return;
      for (const Described& schema : alike->second) propose(schema, *description);
      return;
    }
  }

  void propose(const Described& schema, const Node& description) {
    if (!schema.node->is_object() || found_.size() >= limit_) return;
    const std::string holder = schema.is_property ? holder_of(schema.at) : "";
    for (ProseFact& fact :
         prose_facts(description.as_string(), schema.is_property ? schema.name : "", *schema.node, holder)) {
      const Pointer at = fact.on_parent ? schema.at.parent().parent() : schema.at;
      if (fact.on_parent && is_settled(at, schema.name)) continue;
      add(at, std::move(fact), description);
    }
  }

  // The property whose value is the object, or the items, that a property is in: "retry"; "" for a component's.
  static std::string holder_of(const Pointer& at) {
    Pointer object = at.parent().parent();
    while (!object.is_root() && object.tokens().back() == "items") object = object.parent();
    return is_property(object) ? object.tokens().back() : "";
  }

  // A condition that requires the property stands there already, in whatever form.
  bool is_settled(const Pointer& at, const std::string& property) const {
    const Node* parent = document::resolve(contract_, at);
    if (parent == nullptr) return true;
    std::vector<const Node*> open;
    for (const char* key : {"then", "else", "allOf", "anyOf", "oneOf", "dependentRequired", "required"}) {
      if (const Node* part = parent->find(key)) open.push_back(part);
    }
    while (!open.empty()) {
      const Node* node = open.back();
      open.pop_back();
      if (node->string_or_empty() == property) return true;
      for (const Member& member : node->members()) {
        if (member.key != "properties") open.push_back(&member.value);
      }
      for (const Node& item : node->items()) open.push_back(&item);
    }
    return false;
  }

  void add(const Pointer& at, ProseFact fact, const Node& description) {
    if (found_.size() >= limit_) return;
    const bool is_known = std::any_of(found_.begin(), found_.end(), [&](const Proposal& one) {
      return one.at == at && document::equal(one.suggestion.update, fact.update);
    });
    if (is_known) return;
    Suggestion suggestion{
        json_path(at, contract_), std::move(fact.update), std::move(fact.text), description.span(), {}};
    const std::string text = openapi::place_text(description.span());
    Node holder = Node::object();
    holder.set("x-concord-source", text);
    suggestion.place = contract::doc_place(holder);
    found_.push_back({at, std::move(suggestion)});
  }

  const Node& contract_;
  Index index_;
  std::size_t limit_;
  std::vector<Proposal> found_;
};

// ---- writing

std::string upper(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return out;
}

// One past the largest number in ids such as "KNOT-6".
std::size_t next_number(const Node& actions, const std::string& prefix) {
  std::size_t next = 1;
  for (const Node& action : actions.items()) {
    const Node* id = action.find("x-concord-id");
    const std::string_view text = id == nullptr ? "" : id->string_or_empty();
    if (!text.starts_with(prefix) || text.size() > prefix.size() + 6) continue;
    std::size_t number = 0;
    for (const char c : text.substr(prefix.size()))
      number = c >= '0' && c <= '9' ? number * 10 + static_cast<std::size_t>(c - '0') : 0;
    next = std::max(next, number + 1);
  }
  return next;
}

std::string action_text(const Suggestion& one, const std::string& id, const std::string& indent) {
  Node action = Node::object();
  action.set("x-concord-id", id);
  action.set("x-reason",
             "Proposed by concord derive --suggest from the words at " + one.place.text() + "; to be confirmed.");
  action.set("target", one.target);
  action.set("update", one.update);
  Node list = Node::array();
  list.push_back(std::move(action));
  std::string out;
  const std::string text = document::write_yaml(list);
  for (const std::string_view line : base::split(text, '\n')) {
    if (!line.empty()) out += indent + std::string(line) + '\n';
  }
  return out;
}

std::string new_overlay(std::string_view provider) {
  return "overlay: 1.0.0\ninfo:\n  title: Decisions about the documentation of " + std::string(provider) +
         "\n  version: 1.0.0\nactions:\n";
}

}  // namespace

std::vector<Suggestion> suggestions(const Node& contract, std::span<const Source* const> pages, std::size_t limit) {
  Collector collector(contract, limit);
  for (const Source* page : pages) {
    const page::ImporterKind* kind = page::find_importer(*page);
    if (kind == nullptr) continue;
    if (auto read = kind->read(*page)) collector.read(read->openapi);
  }
  return std::move(collector).take();
}

namespace {

base::Diagnostic not_at_the_end(const Source& overlay) {
  return base::error("suggest.overlay",
                     "suggestions are added at the end, so \"actions\" must come last, as a list in block style",
                     {&overlay, 0, 0});
}

std::size_t count_actions(const Node& overlay) {
  const Node* actions = overlay.find("actions");
  return actions == nullptr ? 0 : actions->size();
}

}  // namespace

Result<std::string> with_suggestions(const Source& overlay, std::string_view provider,
                                     std::span<const Suggestion> added) {
  std::string text = overlay.text().empty() ? new_overlay(provider) : overlay.text();
  if (!text.ends_with('\n')) text += '\n';
  Node actions = Node::array();
  std::string indent = "  ";
  if (!overlay.text().empty()) {
    auto parsed = document::parse_yaml(overlay);
    if (!parsed) return std::move(parsed).diagnostics();
    const Node& root = *parsed;  // may be no object
    const auto& members = root.members();
    const bool is_last = !members.empty() && members.back().key == "actions" && members.back().value.is_array();
    if (!is_last || members.back().value.size() == 0 || members.back().value.items()[0].span().position().column < 3)
      return not_at_the_end(overlay);
    actions = members.back().value;
    indent.assign(actions.items()[0].span().position().column - 3, ' ');
  }
  const std::string prefix = upper(provider) + "-";
  std::size_t number = next_number(actions, prefix);
  for (const Suggestion& one : added) text += action_text(one, prefix + std::to_string(number++), indent);
  // A list in brackets, a marker of the document's end…: what people wrote may have any form that only looks like ours.
  const Source result(overlay.name(), text);
  const auto read = document::parse_yaml(result);
  if (!read || count_actions(*read) != actions.size() + added.size()) return not_at_the_end(overlay);
  return text;
}

}  // namespace concord::derive
