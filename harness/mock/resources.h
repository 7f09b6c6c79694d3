// What requests create is kept, and answers tell of it: from the contract alone, where no rules of a provider tell of
// successes of any operation of the resource. What nobody created is as the contract has it: always there, whatever
// requests do to it, so that cases that use examples or made-up ids need no order. Only an id that says so ("unknown",
// 0) is none.
#pragma once
#include "kept_things.h"
#include "list_pages.h"
#include "new_ids.h"
#include "specimen.h"
#include "thing_forms.h"

#include <concord/base/clock.h>
#include <concord/base/random.h>
#include <concord/http/server.h>
#include <concord/message/conformance.h>

#include <functional>
#include <list>
#include <unordered_map>

namespace concord::mock {

// A request that conforms to its operation.
struct ResourceRequest {
  const contract::Operation& operation;
  const http::ParsedRequest& http;
  const message::ReadRequest& read;
};
struct ResourceAnswer {
  http::Reply reply;
  std::string why;  // "created order 1001", "no order 7"
};

class Resources {
 public:
  Resources(const base::Clock& clock, base::Random& random, Specimens& specimens, KeptThings things = KeptThings())
      : clock_(clock), random_(random), specimens_(specimens), things_(std::move(things)) {}

  // The contract must outlive this.
  void add(const contract::Contract& contract, const std::function<bool(const contract::Operation&)>& is_told_by_rules);
  // Nothing: nothing is kept for this operation, or the contract has no way to say it.
  std::optional<ResourceAnswer> answer(const ResourceRequest& request);
  const KeptThings& things() const { return things_; }
  // What is kept, by the paths of collections, as JSON; and back again, after all contracts were added. What belongs to
  // no collection any more is left out, and counted.
  Node state() const;
  static bool is_state(const Node& node);  // it says that it is one
  std::size_t restore(const Node& state);
  // As things were: whoever was told of a change was told of nothing.
  void put_back(KeptThings things) { things_ = std::move(things); }

 private:
  struct Kept {
    std::size_t number = 0;
    contract::Resource resource;
    Kept* parent = nullptr;
    std::map<contract::Role, ThingForm> forms;
    std::map<contract::Role, SentForm> sent;
    std::set<std::string> examples;  // ids, as texts
    Node example;                    // the first of them, or null
    NewIds ids;
    std::optional<schema::Schema> path_schema;  // of the id in the path
  };
  struct Place {
    Kept* kept;
    contract::Role role;
  };

  using Answered = std::optional<ResourceAnswer>;
  using Forms = std::vector<const ThingForm*>;

  static bool prepare(Kept& kept);
  static void find_examples(Kept& kept);
  Answered create(Kept& kept, const ResourceRequest& request, std::optional<Node> id);
  Answered create_once(Kept& kept, const ResourceRequest& request);
  Answered list(Kept& kept, const ResourceRequest& request);
  Answered read(Kept& kept, const ResourceRequest& request);
  Answered change(Kept& kept, const ResourceRequest& request, contract::Role role);
  Answered remove(Kept& kept, const ResourceRequest& request);
  // The thing as all its answers will show it, named by `id` or a new one, which `name` then has.
  std::optional<Node> make_thing(Kept& kept, const Node& sent, std::optional<Node> id, ThingName& name);
  std::optional<Node> change_thing(Kept& kept, contract::Role role, const ResourceRequest& request, const Node& old);
  Answered tell(const Kept& kept, contract::Role role, const ThingName& name, std::string why);
  // Of a thing that nobody created: the contract's own answer, with the id that was asked for and what was sent.
  Answered imagine(Kept& kept, contract::Role role, const ResourceRequest& request, const ThingName& name);
  bool is_none(const ThingName& name) const;  // it was deleted, or its id says that there is none
  // Where the contract has a way to say it: that there is no such thing, none above it, or another than the client
  // knows.
  Answered missing(const Kept& kept, const contract::Operation& operation, const ThingName& name);
  Answered missing_above(const Kept& kept, const ResourceRequest& request);
  Answered stale(const contract::ResourceUse& use, const ResourceRequest& request, const Thing& thing);
  Answered refused(const contract::Operation& operation, const std::vector<int>& statuses, const std::string& why);
  http::Reply documented(const contract::ResourceUse& use);
  static const Node& example_of(const Kept& kept, const Forms& forms, const Node& typical);
  static Forms forms_of(const Kept& kept);
  std::vector<Node> answers_of(const Forms& forms);

  const base::Clock& clock_;
  base::Random& random_;
  Specimens& specimens_;
  KeptThings things_;
  std::set<ThingName> given_;  // ids that were made here: what is not kept of them is gone
  std::list<Kept> kept_;  // addresses are kept
  std::unordered_map<const contract::Operation*, Place> places_;
  std::map<std::string, ResourceAnswer> by_key_;  // of idempotency keys, with their operation
};

}  // namespace concord::mock
