#include "thing_forms.h"

#include <algorithm>

namespace concord::mock {

namespace {

contract::SchemaView schema_of_thing(const contract::ResourceUse& use, bool is_list) {
  const contract::SchemaView at = contract::described_at(contract::view_of(use.answer->schema), use.thing);
  return is_list ? contract::described_items(at) : at;
}

// The value at `at`, made of objects where there is none.
Node& place_in(Node& root, const Pointer& at) {
  Node* place = &root;
  for (const std::string& token : at.tokens()) {
    if (!place->is_object()) *place = Node::object();
    Node* next = place->find(token);
    place = next ? next : &place->set(token, Node::object());
  }
  return *place;
}

}  // namespace

ThingForm::ThingForm(const contract::ResourceUse& use, schema::Schema schema, bool is_list)
    : use_(&use),
      schema_(std::move(schema)),
      is_list_(is_list),
      object_(contract::described_object(schema_of_thing(use, is_list))) {}

std::optional<ThingForm> ThingForm::make(const contract::ResourceUse& use, bool is_list) {
  auto schema = contract::compile(use.answer->schema, schema::Direction::Response);
  if (!schema) return std::nullopt;
  return ThingForm(use, std::move(schema).value(), is_list);
}

bool ThingForm::must_show(std::string_view name) const {
  const contract::DescribedMember* member = object_.find(name);
  return member && member->is_required;
}

const Node* ThingForm::thing_in(const Node& answer) const {
  const Node* at = document::resolve(answer, use_->thing);
  if (is_list_) at = at && at->size() > 0 && at->is_array() ? &at->items().front() : nullptr;
  return at && at->is_object() ? at : nullptr;
}

Node ThingForm::with(Node answer, const Node& thing) const {
  if (is_list_) return with_list(std::move(answer), {shown(thing)});
  place_in(answer, use_->thing) = shown(thing);
  return answer;
}

Node ThingForm::with_list(Node answer, Node::Array items) const {
  place_in(answer, use_->thing) = Node(std::move(items));
  return answer;
}

Node ThingForm::shown(const Node& thing) const {
  if (object_.members.empty()) return thing;
  Node shown = Node::object();
  for (const contract::DescribedMember& member : object_.members) {
    const Node* value = member.is_write_only ? nullptr : thing.find(member.name);
    if (value) shown.set(member.name, *value);
  }
  return shown;
}

std::optional<std::set<std::string>> ThingForm::refused(const Node& answer) const {
  std::set<std::string> names;
  const auto& outer = use_->thing.tokens();
  const std::size_t depth = outer.size() + (is_list_ ? 1 : 0);
  for (const schema::Violation& one : schema_.explain(answer).violations) {
    const auto& tokens = one.instance.tokens();
    if (tokens.size() <= depth || !std::equal(outer.begin(), outer.end(), tokens.begin())) return std::nullopt;
    names.insert(tokens[depth]);
  }
  return names;
}

SentForm sent_form(const contract::ResourceUse& use) {
  SentForm form;
  if (!use.request) return form;
  const auto object = contract::described_object(
      contract::described_at(contract::view_of(use.request->schema), use.sent));
  for (const contract::DescribedMember& member : object.members) {
    (member.is_read_only ? form.not_own : form.own).insert(member.name);
    const Node* preset = member.schema ? member.schema.node->find("default") : nullptr;
    if (preset && !member.is_read_only) form.presets.emplace(member.name, *preset);
  }
  return form;
}

namespace {

// What the server has beside what it was sent.
Node filled(const Node& sent, const Node* typical) {
  if (!typical) return sent;
  if (sent.is_object() && typical->is_object()) {
    Node both = *typical;
    for (const document::Member& member : sent.members())
      both.set(member.key, filled(member.value, typical->find(member.key)));
    return both;
  }
  if (!sent.is_array() || typical->items().empty()) return sent;
  Node items = Node::array();
  for (const Node& item : sent.items()) items.push_back(filled(item, &typical->items().front()));
  return items;
}

class Settling {
 public:
  explicit Settling(const WantedThing& thing) : given_(thing), now(thing.wanted) {}

  // Takes the next that a member may be; false when it has been all.
  bool change(const std::string& name) {
    const Node* wanted = given_.wanted.find(name);
    const Node* typical = given_.typical.find(name);
    switch (stages_[name]++) {
      case 0:
        if (wanted && typical && !wanted->is_null()) return now.set(name, filled(*wanted, typical)), true;
        [[fallthrough]];
      case 1:
        if (typical && !(wanted && wanted->is_null())) return now.set(name, *typical), true;
        [[fallthrough]];
      case 2: return now.remove(name);
      default: return false;
    }
  }

 private:
  const WantedThing& given_;
  std::map<std::string, int> stages_;

 public:
  Node now;
};

// Whether this form takes it now, after what changes that needs.
bool settle_one(const ThingForm& form, const Node& answer, Settling& settling, bool& has_changed) {
  constexpr int most_rounds = 50;
  for (int round = 0; round < most_rounds; ++round) {
    const Node whole = form.with(answer, settling.now);
    if (form.accepts(whole)) return true;
    const auto refused = form.refused(whole);
    if (!refused || refused->empty()) return false;
    has_changed = true;
    for (const std::string& name : *refused) {
      if (!settling.change(name)) return false;
    }
  }
  return false;
}

}  // namespace

std::optional<Node> settle(const std::vector<const ThingForm*>& forms, const std::vector<Node>& answers,
                           const WantedThing& thing) {
  Settling settling(thing);
  constexpr int most_turns = 5;
  for (int turn = 0; turn < most_turns; ++turn) {
    bool has_changed = false;
    for (std::size_t i = 0; i < forms.size(); ++i) {
      if (!settle_one(*forms[i], answers[i], settling, has_changed)) return std::nullopt;
    }
    if (!has_changed) return std::move(settling.now);
  }
  return std::nullopt;
}

}  // namespace concord::mock
