// How a kept thing looks in the answers of one operation, and what requests say of it. Every answer is judged by its
// documented schema; what that does not take is left as the contract's own example or specimen has it.
#pragma once
#include <concord/contract/resources.h>
#include <concord/schema.h>

#include <map>
#include <set>

namespace concord::mock {

using document::Node;
using document::Pointer;

class ThingForm {
 public:
  // Nothing when the schema of the answer does not compile. The use must outlive it; it has an answer.
  static std::optional<ThingForm> make(const contract::ResourceUse& use, bool is_list);

  const contract::ResourceUse& use() const { return *use_; }
  bool must_show(std::string_view name) const;
  // What `answer` says of a thing, of a list: of its first item; null when it has none there.
  const Node* thing_in(const Node& answer) const;
  // `answer` with `thing` in the place of its own; of a list: with that alone.
  Node with(Node answer, const Node& thing) const;
  Node with_list(Node answer, Node::Array items) const;
  // `thing` without what is not documented here, in the order of the document.
  Node shown(const Node& thing) const;
  bool accepts(const Node& answer) const { return schema_.accepts(answer); }
  // The members of things that break the schema; nothing when more is broken than that.
  std::optional<std::set<std::string>> refused(const Node& answer) const;

 private:
  ThingForm(const contract::ResourceUse& use, schema::Schema schema, bool is_list);

  const contract::ResourceUse* use_;
  schema::Schema schema_;
  bool is_list_;
  contract::DescribedObject object_;  // of a thing
};

// What requests of one operation say of a thing.
struct SentForm {
  std::set<std::string> own;           // members that are the client's to say
  std::set<std::string> not_own;       // readOnly ones
  std::map<std::string, Node> presets;  // by `default`
};
SentForm sent_form(const contract::ResourceUse& use);

// A value for each member of a thing: what is wanted, and what else it may be.
struct WantedThing {
  Node wanted = Node::object();
  Node typical = Node::object();  // of the contract, where `wanted` is not taken
};
// The thing as all forms take it, each in its answer of `answers`: as wanted, or where a member is refused with what
// the typical one has beside it, or as the typical one, or without it. Nothing when there is no way.
std::optional<Node> settle(const std::vector<const ThingForm*>& forms, const std::vector<Node>& answers,
                           const WantedThing& thing);

}  // namespace concord::mock
