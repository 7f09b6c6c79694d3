// The steps of a story, written one after the other. What it creates, and what that must stand below, it deletes at the
// end.
#pragma once
#include "story_values.h"

#include <concord/contract/resources.h>
#include <concord/suite.h>

#include <functional>

namespace concord::explore {

// A request of the operation in the suite language: one that was accepted, or as the document has it; nothing when none
// can be made. With all that provider.yaml says of requests.
using RequestOf = std::function<std::optional<Node>(const contract::Operation&)>;

struct StoryFacts {
  const std::vector<contract::Resource>& resources;  // of the contract
  std::size_t which = 0;
  RequestOf request_of;
  std::string mark;  // letters and digits that no other story and no other run has
  // An operation of this method and path that the contract has not; it must outlive the steps.
  std::function<const contract::Operation&(std::string_view method, const std::string& path)> made_operation;
};

struct StorySteps {
  std::vector<suite::Step> steps, after;
  check::Levels levels;
  std::string not_told;  // why there are none
};

class StoryWriter {
 public:
  // All that `facts` refers to must outlive it.
  explicit StoryWriter(const StoryFacts& facts);

  const contract::Resource& resource() const { return resource_; }
  const std::string& mark() const { return facts_.mark; }
  // The end of the story: nothing of it is sent.
  void give_up(std::string why);
  bool has_given_up() const { return !story_.not_told.empty(); }
  StorySteps take() { return std::move(story_); }

  // ---- bodies

  // Of `create`, with texts of its own.
  Node new_body(const std::string& more = "");
  // Of a request that changes, with other values in as many members as may have them; `changed` are their names.
  Node changed_body(const contract::ResourceUse& use, std::vector<std::string>& changed, int turns = 1);
  SentThing sent_thing(const contract::ResourceUse& use) const { return {*use.request, use.sent}; }
  // What a read shows of a body that was sent, as `same` of a state has it: pointer → value.
  Node shown_by(const contract::ResourceUse& reading, const contract::ResourceUse& sending, const Node& body) const;

  // ---- steps. `number`: of the thing, where a story has several; its id is then known as "made_2".

  // `key` names it for whoever makes the same twice: an idempotency key, where the contract documents one; else each
  // has a key of its own.
  void create(const Node& body, int number = 1, const std::string& key = "");
  // A thing of another resource, one that `resource()` refers to; its id is then known by this name.
  void create_referred(std::size_t which, const std::string& id_name);
  // With the state `state` of the answer; `keep_as`: a name for the thing that it shows, or "".
  void read(Node state, const std::string& keep_as = "", int number = 1, const Node& headers = Node::object());
  // The ETag of a read, as "{{tag}}".
  void read_tag(const std::string& name);
  // A state that is null: nothing is asked but that it is done.
  void write(const contract::ResourceUse& use, std::optional<Node> body, Node state, Node headers = Node::object(),
             int number = 1);
  void list(Node state, Node query = Node::object(), const std::string& keep_as = "");
  // A GET of where the Location of the creation leads, which must be the last step.
  void read_location(Node state);
  // What is expected of the last step after all.
  void expect(Node state);
  // The last step must be accepted, and is judged by every automatic check.
  void must_be_accepted(std::string why);
  // The last step is judged by every automatic check, which else other phases do: what these tell of it is the cause of
  // what would be found later.
  void judge_too();
  // The last step must be refused, else there is no verdict: other phases tell of that.
  void must_be_refused();
  // The last step asks for page after page of the list, where answers lead to the next: for all of them, or until one
  // has the thing of this id, a name of what was captured.
  void follow_pages(bool without_repeats);
  void follow_pages_to(const std::string& id_name);
  // The last step is sent only where the list that was kept under this name has so many items.
  void only_where_full(const std::vector<std::string>& names, std::int64_t items);
  void set_level(const std::string& check, result::Level level) { story_.levels[check] = level; }
  suite::Step& last() { return story_.steps.back(); }

  // What was done, in a few words: "POST /orders, PUT /orders/{orderId}".
  std::string told_so_far() const;
  // {rule, after, …}
  Node state(std::string_view rule) const;
  Node list_place() const;  // {items, id, next, link}

 private:
  void create_above(std::size_t which);
  void create_other(std::size_t which, const std::string& id_name);
  void set_key(Node& request, const contract::ResourceUse& use, const std::string& key) const;
  std::optional<Node> request_for(const contract::ResourceUse& use, const std::string& id);
  void set_outer(Node& request, const contract::Resource& resource) const;
  void add_create_step(const contract::Resource& resource, Node request, const std::string& id_name);
  void add_removal(const contract::Resource& resource, const std::string& id_name);
  std::optional<suite::Follow> leading_on() const;
  suite::Step& add(const contract::ResourceUse& use, std::string name, Node request, Node state);

  const StoryFacts& facts_;
  const contract::Resource& resource_;
  StorySteps story_;
  std::map<std::string, std::string> above_;  // parameter → the name of its value
  bool has_above_ = false;
  std::vector<std::string> told_;
};

}  // namespace concord::explore
