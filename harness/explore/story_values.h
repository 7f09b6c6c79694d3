// Bodies for stories: valid ones that differ from others, and what of them can be read again.
#pragma once
#include <concord/contract/described_members.h>
#include <concord/schema.h>

#include <optional>
#include <string>
#include <vector>

namespace concord::explore {

using document::Node;
using document::Pointer;

// What requests of one operation send of a thing. The content must outlive it.
class SentThing {
 public:
  // `at`: of the thing in the body. Without a usable schema nothing is known of it.
  SentThing(const contract::Content& content, Pointer at);

  bool accepts(const Node& body) const { return schema_ && schema_->accepts(body); }
  const contract::DescribedObject& object() const { return object_; }
  const contract::SchemaView& view() const { return view_; }
  // The thing in a body; null: it has none there.
  const Node* thing(const Node& body) const;
  Node* thing(Node& body) const;

  // The body with texts that nobody else has: names, titles, codes, e-mail addresses. `mark`: letters and digits.
  Node fresh(Node body, const std::string& mark) const;
  // The body with another value of each member that may have one; `changed` are their names. Not those of `fixed`, nor
  // references, states and kinds, which others decide on.
  Node other(Node body, const std::vector<std::string>& fixed, std::vector<std::string>& changed) const;
  // With another value of this member, which the schema accepts, whoever decides on it; nothing when there is none.
  std::optional<Node> with_other(const Node& body, const std::string& name) const;
  // With a value of a wrong type in one member, which the schema refuses: the last that has one, and not `kept`.
  std::optional<Node> broken(const Node& body, const std::string& kept) const;
  // Valid without this member.
  std::optional<Node> without(Node body, const std::string& name) const;

 private:
  std::optional<schema::Schema> schema_;
  Pointer at_;
  contract::SchemaView view_;
  contract::DescribedObject object_;
};

// What of `sent` must be read again: the members that both schemas name, without those that only one side may say.
Node readable(const Node& sent, const contract::SchemaView& request, const contract::SchemaView& answer);

}  // namespace concord::explore
