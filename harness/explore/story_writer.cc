#include "story_writer.h"

#include <concord/base/fnv.h>
#include <concord/base/random.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::explore {

using contract::ResourceUse;

namespace {

std::string braces(const std::string& name) { return "{{" + name + "}}"; }

// "/data/id" → "$['data']['id']".
std::string json_path(const Pointer& at) {
  std::string path = "$";
  for (const std::string& token : at.tokens())
    path += "['" + base::replace_all(base::replace_all(token, "\\", "\\\\"), "'", "\\'") + "']";
  return path;
}

Pointer joined(const Pointer& outer, const Pointer& inner) {
  Pointer whole = outer;
  for (const std::string& token : inner.tokens()) whole = whole / token;
  return whole;
}

std::optional<suite::Capture> capture_at(const std::string& name, const Pointer& at) {
  suite::Capture capture;
  capture.name = name;
  auto path = document::JsonPath::compile(json_path(at));
  if (!path) return std::nullopt;
  capture.path = std::move(path).value();
  return capture;
}

std::optional<suite::Capture> capture_header(const std::string& name, const std::string& header,
                                             const std::string& regex) {
  suite::Capture capture;
  capture.name = name;
  capture.part = suite::Capture::Part::Header;
  capture.header = header;
  if (regex.empty()) return capture;
  auto compiled = pattern::Regex::compile(regex);
  if (!compiled) return std::nullopt;
  capture.regex = std::move(compiled).value();
  capture.group = 1;
  return capture;
}

void set_captures(suite::Step& step, std::vector<suite::Capture> captures) {
  step.captures = std::make_shared<const std::vector<suite::Capture>>(std::move(captures));
}

Node& part(Node& request, std::string_view name) {
  Node* found = request.find(name);
  return found && found->is_object() ? *found : request.set(name, Node::object());
}

void merge(Node& request, std::string_view name, const Node& more) {
  for (const document::Member& member : more.members()) part(request, name).set(member.key, member.value);
}

bool has_template(const Node& node) { return document::write_json(node).find("{{") != std::string::npos; }

std::shared_ptr<const std::vector<suite::Need>> need(std::string about, std::initializer_list<const char*> unless) {
  Node expect = Node::object();
  Node statuses = Node::array();
  for (const char* range : unless) statuses.push_back(range);
  expect.set("status", std::move(statuses));
  auto parsed = check::parse_expectations(expect);
  if (!parsed) return nullptr;
  return std::make_shared<const std::vector<suite::Need>>(
      std::vector<suite::Need>{{std::move(about), std::move(parsed).value()}});
}

// Nothing is asked of the answer but that it is done: what is wrong with it, other phases tell.
std::shared_ptr<const std::vector<suite::Need>> must_be_done(const contract::Operation& operation) {
  return need(operation.method + ' ' + operation.path + " is done", {"3xx", "4xx", "5xx"});
}

std::shared_ptr<const std::vector<suite::Need>> nothing_at_all() {
  return std::make_shared<const std::vector<suite::Need>>();
}

std::string words_of(const contract::Operation& operation) { return operation.method + ' ' + operation.path; }

}  // namespace

StoryWriter::StoryWriter(const StoryFacts& facts) : facts_(facts), resource_(facts.resources[facts.which]) {}

void StoryWriter::give_up(std::string why) {
  if (story_.not_told.empty()) story_.not_told = std::move(why);
}

std::string StoryWriter::told_so_far() const { return base::join(told_, ", "); }

Node StoryWriter::state(std::string_view rule) const {
  Node state = Node::object();
  state.set("rule", rule);
  state.set("after", told_so_far());
  return state;
}

Node StoryWriter::list_place() const {
  Node place = Node::object();
  place.set("items", resource_.list->thing.text());
  place.set("id", resource_.list->id->text());
  if (resource_.paging.next) place.set("next", resource_.paging.next->text());
  if (resource_.paging.has_link_header) place.set("link", true);
  return place;
}

Node StoryWriter::new_body(const std::string& more) {
  const ResourceUse& use = *resource_.create;
  const auto request = facts_.request_of(*use.operation);
  const Node* body = request ? request->find("body") : nullptr;
  if (!request) give_up("no request of " + use.operation->id() + " is known that is accepted");
  if (!body || !use.request) return {};
  return sent_thing(use).fresh(*body, facts_.mark + more);
}

Node StoryWriter::changed_body(const ResourceUse& use, std::vector<std::string>& changed, int turns) {
  const auto request = use.request ? facts_.request_of(*use.operation) : std::nullopt;
  const Node* body = request ? request->find("body") : nullptr;
  if (!body || !body->is_object()) {
    give_up("no request of " + use.operation->id() + " is known that changes something");
    return {};
  }
  const SentThing sent = sent_thing(use);
  std::vector<std::string> fixed;
  if (resource_.chosen) fixed.push_back(resource_.chosen->tokens().front());
  Node other = sent.fresh(*body, facts_.mark);
  for (int turn = 0; turn < turns; ++turn) {
    changed.clear();
    other = sent.other(std::move(other), fixed, changed);
  }
  if (changed.empty()) give_up("a request of " + use.operation->id() + " has no member that may have another value");
  return other;
}

Node StoryWriter::shown_by(const ResourceUse& reading, const ResourceUse& sending, const Node& body) const {
  Node same = Node::object();
  if (!reading.answer || !sending.request) return same;
  const SentThing sent = sent_thing(sending);
  const Node* thing = sent.thing(body);
  if (!thing) return same;
  const contract::SchemaView answer = contract::described_at(contract::view_of(reading.answer->schema), reading.thing);
  const Node members = readable(*thing, sent.view(), answer);
  for (const document::Member& member : members.members())
    same.set((reading.thing / member.key).text(), member.value);
  return same;
}

// ---- requests

void StoryWriter::set_outer(Node& request, const contract::Resource& resource) const {
  for (const std::string& name : resource.outer) {
    const auto known = above_.find(name);
    if (known != above_.end()) part(request, "path").set(name, braces(known->second));
  }
}

std::optional<Node> StoryWriter::request_for(const ResourceUse& use, const std::string& id) {
  auto request = facts_.request_of(*use.operation);
  if (!request) {
    give_up("no request of " + use.operation->id() + " is known");
    return std::nullopt;
  }
  set_outer(*request, resource_);
  if (!id.empty()) part(*request, "path").set(resource_.parameter, braces(id));
  return request;
}

void StoryWriter::expect(Node state) {
  if (has_given_up() || story_.steps.empty()) return;
  suite::Step& step = last();
  step.needs = nullptr;
  step.expectations = nullptr;
  step.expect = Node::object();
  step.expect.set("resource", std::move(state));
  if (has_template(step.expect)) return;
  auto parsed = check::parse_expectations(step.expect);
  if (parsed) step.expectations = std::make_shared<const check::Expectations>(std::move(parsed).value());
  else give_up(parsed.diagnostics().front().message);
}

void StoryWriter::must_be_accepted(std::string why) {
  if (has_given_up()) return;
  suite::Step& step = last();
  step.needs = nullptr;
  step.expect = Node::object();
  step.expect.set("accepted", std::move(why));
  auto parsed = check::parse_expectations(step.expect);
  if (parsed) step.expectations = std::make_shared<const check::Expectations>(std::move(parsed).value());
  else give_up(parsed.diagnostics().front().message);
}

void StoryWriter::judge_too() {
  if (!has_given_up() && !story_.steps.empty()) last().is_judged_too = true;
}

void StoryWriter::must_be_refused() {
  if (has_given_up()) return;
  const contract::Operation& operation = *last().operation;
  const std::string about = operation.method + ' ' + operation.path + " refuses what is not documented";
  last().needs = need(about, {"2xx", "3xx", "5xx"});
  last().captures = std::make_shared<const std::vector<suite::Capture>>();
  // What was refused need not be taken away.
  const bool is_creation = &operation == resource_.create->operation;
  if (is_creation && resource_.remove) story_.after.erase(story_.after.begin());
}

suite::Step& StoryWriter::add(const ResourceUse& use, std::string name, Node request, Node state) {
  suite::Step step;
  step.name = std::move(name);
  step.operation = use.operation;
  step.request = std::move(request);
  story_.steps.push_back(std::move(step));
  if (state.is_null()) {
    last().needs = must_be_done(*use.operation);
    last().expectations = std::make_shared<const check::Expectations>();
  } else {
    expect(std::move(state));
  }
  told_.push_back(words_of(*use.operation));
  return last();
}

// ---- steps

void StoryWriter::add_removal(const contract::Resource& resource, const std::string& id_name) {
  if (!resource.remove) return;
  auto request = facts_.request_of(*resource.remove->operation);
  Node asked = request ? std::move(*request) : Node::object();
  asked.remove("body");
  if (Node* headers = asked.find("headers")) headers->remove("If-Match");
  if (resource.remove->if_match && resource.remove->if_match->is_required)
    part(asked, "headers").set(resource.remove->if_match->name, "*");
  set_outer(asked, resource);
  part(asked, "path").set(resource.parameter, braces(id_name));
  suite::Step step;
  step.name = "take away what was created";
  step.kind = result::StepKind::After;
  step.operation = resource.remove->operation;
  step.request = std::move(asked);
  step.needs = nothing_at_all();
  step.expectations = std::make_shared<const check::Expectations>();
  // What was not created need not be taken away.
  step.when = {{Node(braces(id_name)), Node(), false, {}}};
  story_.after.insert(story_.after.begin(), std::move(step));
}

void StoryWriter::add_create_step(const contract::Resource& resource, Node request, const std::string& id_name) {
  const ResourceUse& use = *resource.create;
  add(use, "create " + resource.name, std::move(request), Node());
  std::optional<suite::Capture> capture =
      use.id ? capture_at(id_name, joined(use.thing, *use.id))
             : capture_header(id_name, "Location", "([^/?#]+)/?(?:[?#].*)?$");
  if (!capture) return give_up("the place of the id cannot be written as a JSONPath");
  set_captures(last(), {std::move(*capture)});
  add_removal(resource, id_name);
}

void StoryWriter::create_other(std::size_t which, const std::string& id_name) {
  const contract::Resource& resource = facts_.resources[which];
  auto request = facts_.request_of(*resource.create->operation);
  if (!request) return give_up("no request of " + resource.create->operation->id() + " is known that is accepted");
  if (const Node* body = request->find("body"); body && resource.create->request) {
    const SentThing sent(*resource.create->request, resource.create->sent);
    request->set("body", sent.fresh(*body, facts_.mark + id_name.substr(id_name.rfind('_') + 1)));
  }
  set_outer(*request, resource);
  set_key(*request, *resource.create, id_name + '-' + std::to_string(which));
  add_create_step(resource, std::move(*request), id_name);
}

// What it stands below is created first, the outermost before all.
void StoryWriter::create_above(std::size_t which) {
  const contract::Resource& resource = facts_.resources[which];
  if (resource.parent) create_above(*resource.parent);
  const std::string name = "above_" + std::to_string(above_.size() + 1);
  create_other(which, name);
  above_[resource.parameter] = name;
}

void StoryWriter::create_referred(std::size_t which, const std::string& id_name) {
  if (has_given_up()) return;
  if (facts_.resources[which].create) create_other(which, id_name);
  else give_up("the operation that creates " + facts_.resources[which].collection + " is not selected");
}

// What was accepted once under its key would be answered with that again.
void StoryWriter::set_key(Node& request, const ResourceUse& use, const std::string& key) const {
  if (!use.idempotency_key) return;
  const std::string text = "concord-" + facts_.mark + '-' + key;
  const contract::Parameter& parameter = *use.idempotency_key;
  const auto schema = parameter.schema ? std::optional(contract::compile(parameter.schema, schema::Direction::Request))
                                       : std::nullopt;
  base::Fnv1a seed;
  seed.add(text);
  const bool is_taken = !schema || !*schema || (*schema)->accepts(Node(text));
  part(request, "headers").set(parameter.name, is_taken ? text : base::Random(seed.value()).uuid());
}

void StoryWriter::create(const Node& body, int number, const std::string& key) {
  if (!has_above_ && resource_.parent) create_above(*resource_.parent);
  has_above_ = true;
  auto request = facts_.request_of(*resource_.create->operation);
  if (!request) return give_up("no request of " + resource_.create->operation->id() + " is known that is accepted");
  set_outer(*request, resource_);
  if (!body.is_null()) request->set("body", body);
  set_key(*request, *resource_.create, key.empty() ? std::to_string(number) : key);
  const std::string id_name = "made_" + std::to_string(number);
  add_create_step(resource_, std::move(*request), id_name);
}

void StoryWriter::read(Node state, const std::string& keep_as, int number, const Node& headers) {
  const ResourceUse& use = *resource_.read;
  auto request = request_for(use, "made_" + std::to_string(number));
  if (!request) return;
  merge(*request, "headers", headers);
  add(use, "read it", std::move(*request), std::move(state));
  if (keep_as.empty()) return;
  auto capture = capture_at(keep_as, use.thing);
  if (!capture) return give_up("the place of the thing cannot be written as a JSONPath");
  set_captures(last(), {std::move(*capture)});
}

void StoryWriter::read_tag(const std::string& name) {
  read(Node());
  if (auto capture = capture_header(name, "ETag", ""); capture && !has_given_up())
    set_captures(last(), {std::move(*capture)});
}

void StoryWriter::write(const ResourceUse& use, std::optional<Node> body, Node state, Node headers, int number) {
  auto request = request_for(use, "made_" + std::to_string(number));
  if (!request) return;
  if (body) request->set("body", std::move(*body));
  if (Node* given = request->find("headers")) given->remove("If-Match");
  if (use.if_match && use.if_match->is_required && !headers.has("If-Match")) headers.set(use.if_match->name, "*");
  merge(*request, "headers", headers);
  const std::string name = use.operation->method == "DELETE" ? "delete it"
                           : use.operation->method == "PATCH" ? "change it"
                                                              : "replace it";
  add(use, name, std::move(*request), std::move(state));
}

void StoryWriter::list(Node state, Node query, const std::string& keep_as) {
  const ResourceUse& use = *resource_.list;
  auto request = request_for(use, "");
  if (!request) return;
  // Filters and an order of its own could hide what is looked for.
  Node asked = Node::object();
  for (const contract::Parameter& one : use.operation->parameters) {
    const Node* given = one.in == contract::ParameterIn::Query && one.is_required && request->find("query")
                            ? request->find("query")->find(one.name)
                            : nullptr;
    if (given) asked.set(one.name, *given);
  }
  for (const document::Member& member : query.members()) asked.set(member.key, member.value);
  request->set("query", std::move(asked));
  add(use, "list", std::move(*request), std::move(state));
  if (keep_as.empty()) return;
  auto capture = capture_at(keep_as, use.thing);
  if (capture) set_captures(last(), {std::move(*capture)});
}

void StoryWriter::read_location(Node state) {
  if (has_given_up()) return;
  // As many segments as the member's path has, so that a base URL of its own does not matter.
  std::size_t count = 0;
  for (const char c : resource_.member) count += c == '/' ? 1 : 0;
  if (resource_.member.ends_with('/')) --count;
  std::string path;
  std::vector<suite::Capture> captures = *last().captures;
  auto request = request_for(*resource_.read, "");
  if (!request) return;
  request->remove("path");
  for (std::size_t i = 1; i <= count; ++i) {
    const std::string name = "location_" + std::to_string(i);
    std::string rest;
    for (std::size_t behind = i; behind < count; ++behind) rest += "/[^/?#]+";
    auto capture = capture_header(name, "Location", "([^/?#]+)" + rest + "/?(?:[?#].*)?$");
    if (!capture) return give_up("the header Location cannot be taken apart");
    captures.push_back(std::move(*capture));
    path += "/{" + name + '}';
    part(*request, "path").set(name, braces(name));
  }
  set_captures(last(), std::move(captures));
  ResourceUse use = *resource_.read;
  use.operation = &facts_.made_operation("GET", path);
  add(use, "read what Location leads to", std::move(*request), std::move(state));
}

namespace {

std::optional<document::JsonPath> compiled(const std::string& path) {
  auto made = document::JsonPath::compile(path);
  return made ? std::optional(std::move(made).value()) : std::nullopt;
}

// {"$['items']": no item has the id}, in the suite language.
Node none_has(const Pointer& items, const Pointer& id, const std::string& id_name) {
  Node item = Node::object();
  item.set("const", braces(id_name));
  for (auto token = id.tokens().rbegin(); token != id.tokens().rend(); ++token) {
    Node holder = Node::object(), properties = Node::object(), required = Node::array();
    required.push_back(*token);
    properties.set(*token, std::move(item));
    holder.set("required", std::move(required));
    holder.set("properties", std::move(properties));
    item = std::move(holder);
  }
  Node contains = Node::object(), unlike = Node::object(), body = Node::object(), expect = Node::object();
  contains.set("contains", std::move(item));
  unlike.set("not", std::move(contains));
  body.set(json_path(items), std::move(unlike));
  expect.set("body", std::move(body));
  return expect;
}

}  // namespace

// How an answer leads to the next page; nothing where none does.
std::optional<suite::Follow> StoryWriter::leading_on() const {
  const contract::Paging& paging = resource_.paging;
  if (has_given_up() || !(paging.next || paging.has_link_header)) return std::nullopt;
  constexpr std::size_t most_pages = 25;
  suite::Follow follow;
  follow.at_most = most_pages;
  if (paging.next) follow.next = compiled(json_path(*paging.next));
  if (paging.next && paging.cursor && !paging.is_next_link) follow.query = paging.cursor->name;
  return follow;
}

void StoryWriter::follow_pages(bool without_repeats) {
  auto follow = leading_on();
  if (!follow) return;
  if (without_repeats) {
    follow->items = compiled(json_path(resource_.list->thing) + "[*]");
    follow->no_repeats = compiled(json_path(*resource_.list->id));
  }
  last().follow = std::make_shared<const suite::Follow>(std::move(*follow));
}

void StoryWriter::follow_pages_to(const std::string& id_name) {
  auto follow = leading_on();
  if (!follow) return;
  follow->while_so = none_has(resource_.list->thing, *resource_.list->id, id_name);
  last().follow = std::make_shared<const suite::Follow>(std::move(*follow));
}

void StoryWriter::only_where_full(const std::vector<std::string>& names, std::int64_t items) {
  if (has_given_up()) return;
  Node full = Node::object();
  full.set("minItems", items);
  for (const std::string& name : names) last().when.push_back({Node(braces(name)), full, true, {}});
}

}  // namespace concord::explore
