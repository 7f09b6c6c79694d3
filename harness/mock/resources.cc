// A resource is kept when something creates it, its answers are JSON, and no rules tell of its successes. What is
// created is settled at once for every answer that will show it: a thing that one of them could not show is not kept,
// and the contract's own answer is given. So what is read later conforms, too.
#include "resources.h"

#include "documented_reply.h"
#include "problem_document.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/document/patch.h>
#include <concord/message/value_format.h>

#include <algorithm>
#include <array>

namespace concord::mock {

using contract::Operation;
using contract::Resource;
using contract::ResourceUse;
using contract::Role;

namespace {

constexpr Role roles[] = {Role::Create, Role::List, Role::Read, Role::Replace, Role::Merge, Role::Remove};

const Node& member_of(const Node& values, std::string_view part) {
  static const Node none = Node::object();
  const Node* found = values.find(part);
  return found ? *found : none;
}

std::string text_in_path(const ResourceRequest& request, const std::string& parameter) {
  return message::plain_text(member_of(member_of(request.read.values, "path"), parameter));
}

std::string joined_path(const ResourceRequest& request, const std::vector<std::string>& parameters) {
  std::string text;
  for (const std::string& one : parameters) text += base::percent_encode(text_in_path(request, one)) + '/';
  return text;
}

// Where the first content of an answer is what is answered, and is JSON or nothing.
bool is_answered_as_json(const ResourceUse& use) {
  return use.response->contents.empty() || use.answer == &use.response->contents.front();
}

const Node& sent_of(const ResourceUse& use, const ResourceRequest& request) {
  const Node* found = document::resolve(member_of(request.read.values, "body"), use.sent);
  static const Node none = Node::object();
  return found && found->is_object() ? *found : none;
}

bool is_id(const Node& value) { return value.is_string() || value.is_number(); }

ThingName name_in_path(std::size_t number, const Resource& resource, const ResourceRequest& request) {
  return {number, joined_path(request, resource.outer), text_in_path(request, resource.parameter)};
}

// An id that is meant to be nobody's: "unknown", "does-not-exist", 0, 9999, the nil UUID.
bool says_none(const std::string& id) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"unknown", "missing", "nonexist", "non-exist", "not-exist", "notexist", "not-found", "notfound", "no-such"});
  const std::string text = base::replace_all(base::to_lower_ascii(id), "_", "-");
  const auto holds = [&](std::string_view word) { return text.find(word) != std::string::npos; };
  if (std::any_of(words.begin(), words.end(), holds) || text == "404") return true;
  if (text.empty() || text.starts_with('-')) return !text.empty();
  const bool is_zero = text.find_first_not_of("0-") == std::string::npos;
  return is_zero || (text.size() >= 4 && text.find_first_not_of('9') == std::string::npos);
}

Node body_of(const http::Reply& reply) {
  auto parsed = document::parse_answer_json(reply.body);
  return parsed.root ? std::move(*parsed.root) : Node();
}

std::string etag_of(const Thing& thing) { return base::in_quotes(std::to_string(thing.version)); }

// Whether the documented header may have this text.
bool is_taken(const contract::DocumentedHeader& header, const std::string& text) {
  if (!header.schema) return true;
  const auto schema = contract::compile(header.schema, schema::Direction::Response);
  return schema && schema->accepts(Node(text));
}

// Of a path, as the client reaches this server.
std::string absolute_url(const http::ParsedRequest& request, const std::string& path) {
  const std::string* host = http::find_header(request.headers, "Host");
  return "http://" + (host ? *host : "localhost") + path;
}

// Below the path of the request, or that path itself without an id.
void set_location(const ResourceUse& use, const ResourceRequest& request, const std::string& id, http::Reply& reply) {
  const contract::DocumentedHeader& header = *contract::documented_header(*use.response, "Location");
  std::string path(message::path_of(request.http.target).value_or("/"));
  if (!id.empty() && path.ends_with('/')) path.pop_back();
  if (!id.empty()) path += '/' + base::percent_encode(id);
  for (const std::string& one : {path, absolute_url(request.http, path)}) {
    if (is_taken(header, one)) return http::set_header(reply.headers, "Location", one);
  }
}

const contract::Response* stated_response(const Operation& operation, int status) {
  const auto found = std::find_if(operation.responses.begin(), operation.responses.end(), [&](const auto& one) {
    return one.status != "default" && one.matches(status);
  });
  return found == operation.responses.end() ? nullptr : &*found;
}

}  // namespace

void Resources::add(const contract::Contract& contract, const std::function<bool(const Operation&)>& is_told_by_rules) {
  std::vector<Kept*> by_number;
  for (Resource& resource : contract::find_resources(contract)) {
    Kept& kept = kept_.emplace_back();
    kept.number = kept_.size();
    kept.resource = std::move(resource);
    const bool is_kept = kept.resource.create && std::none_of(std::begin(roles), std::end(roles), [&](Role role) {
      const auto& use = kept.resource.use(role);
      return use && (is_told_by_rules(*use->operation) || !is_answered_as_json(*use));
    });
    by_number.push_back(is_kept && prepare(kept) ? &kept : nullptr);
    if (!by_number.back()) kept_.pop_back();
  }
  for (Kept* kept : by_number) {
    if (!kept) continue;
    if (kept->resource.parent && by_number[*kept->resource.parent])
      kept->parent = by_number[*kept->resource.parent];
    for (const Role role : roles) {
      const auto& use = kept->resource.use(role);
      if (use) places_[use->operation] = {kept, role};
    }
  }
}

bool Resources::prepare(Kept& kept) {
  for (const Role role : roles) {
    const auto& use = kept.resource.use(role);
    if (!use) continue;
    kept.sent[role] = sent_form(*use);
    if (!use->answer) continue;
    auto form = ThingForm::make(*use, role == Role::List);
    if (!form) return false;
    kept.forms.emplace(role, std::move(*form));
  }
  const ResourceUse& named = kept.resource.read ? *kept.resource.read : *kept.resource.create;
  for (const contract::Parameter& one : named.operation->parameters) {
    if (one.in != contract::ParameterIn::Path || one.name != kept.resource.parameter || !one.schema) continue;
    auto schema = contract::compile(one.schema, schema::Direction::Request);
    if (schema) kept.path_schema = std::move(schema).value();
  }
  find_examples(kept);
  return true;
}

std::optional<ResourceAnswer> Resources::answer(const ResourceRequest& request) {
  const auto found = places_.find(&request.operation);
  if (found == places_.end()) return std::nullopt;
  Kept& kept = *found->second.kept;
  if (auto none = missing_above(kept, request)) return none;
  switch (found->second.role) {
    case Role::Create: return create_once(kept, request);
    case Role::List: return list(kept, request);
    case Role::Read: return read(kept, request);
    case Role::Replace:
    case Role::Merge: return change(kept, request, found->second.role);
    case Role::Remove: break;
  }
  return remove(kept, request);
}

// The same answer for the same key, where the contract documents one.
Resources::Answered Resources::create_once(Kept& kept, const ResourceRequest& request) {
  const ResourceUse& use = *kept.resource.create;
  const std::string header = use.idempotency_key ? base::to_lower_ascii(use.idempotency_key->name) : "";
  const Node& given = member_of(member_of(request.read.values, "headers"), header);
  if (!given.is_string()) return create(kept, request, std::nullopt);
  const std::string key = joined_path(request, kept.resource.outer) + use.operation->id() + ' ' + given.as_string();
  if (const auto known = by_key_.find(key); known != by_key_.end()) return known->second;
  auto answer = create(kept, request, std::nullopt);
  constexpr std::size_t most_keys = 1'000;
  if (by_key_.size() >= most_keys) by_key_.erase(by_key_.begin());
  if (answer) by_key_.emplace(key, *answer);
  return answer;
}

Resources::Answered Resources::create(Kept& kept, const ResourceRequest& request, std::optional<Node> id) {
  const ResourceUse& use = *kept.resource.create;
  const Node& sent = sent_of(use, request);
  const Node* chosen = kept.resource.chosen && !id ? document::resolve(sent, *kept.resource.chosen) : nullptr;
  if (chosen && is_id(*chosen)) id = *chosen;
  ThingName name{kept.number, joined_path(request, kept.resource.outer), id ? message::plain_text(*id) : ""};
  if (id && things_.find(name) && stated_response(*use.operation, 409))
    return refused(*use.operation, {409}, kept.resource.name + ' ' + name.id + " is there already");
  auto thing = make_thing(kept, sent, std::move(id), name);
  if (!thing) return std::nullopt;
  constexpr std::size_t most_given = 20'000;
  if (given_.size() >= most_given) given_.erase(given_.begin());
  given_.insert(name);
  const std::size_t thrown = things_.keep(name, std::move(*thing));
  std::string why = "created " + kept.resource.name + ' ' + name.id;
  if (thrown > 0) why += "; to keep it, " + base::counted(thrown, "thing") + " was thrown away, the oldest";
  auto answer = tell(kept, Role::Create, name, std::move(why));
  if (answer && use.has_location) set_location(use, request, kept.resource.is_put_first ? "" : name.id, answer->reply);
  return answer;
}

Resources::Answered Resources::read(Kept& kept, const ResourceRequest& request) {
  const ThingName name = name_in_path(kept.number, kept.resource, request);
  if (!things_.find(name)) return imagine(kept, Role::Read, request, name);
  auto answer = tell(kept, Role::Read, name, "read " + kept.resource.name + ' ' + name.id);
  const std::string* tag = answer ? http::find_header(answer->reply.headers, "ETag") : nullptr;
  const std::string* known = http::find_header(request.http.headers, "If-None-Match");
  if (tag && known && base::trim(*known) == *tag)  // RFC 9110, 13.1.2
    return ResourceAnswer{{304, {{"ETag", *tag}}, ""}, kept.resource.name + ' ' + name.id + " is as it was"};
  return answer;
}

Resources::Answered Resources::change(Kept& kept, const ResourceRequest& request, Role role) {
  const ResourceUse& use = *kept.resource.use(role);
  const ThingName name = name_in_path(kept.number, kept.resource, request);
  const Thing* old = things_.find(name);
  const bool is_new = !old && !kept.examples.contains(name.id);
  if (is_new && role == Role::Replace && kept.resource.is_put_first)
    return create(kept, request, member_of(member_of(request.read.values, "path"), kept.resource.parameter));
  if (!old) return imagine(kept, role, request, name);
  if (auto other = stale(use, request, *old)) return other;
  auto thing = change_thing(kept, role, request, old->value);
  if (!thing) return std::nullopt;
  things_.keep(name, std::move(*thing));
  return tell(kept, role, name, "changed " + kept.resource.name + ' ' + name.id);
}

Resources::Answered Resources::remove(Kept& kept, const ResourceRequest& request) {
  const ThingName name = name_in_path(kept.number, kept.resource, request);
  const Thing* thing = things_.find(name);
  if (!thing) return imagine(kept, Role::Remove, request, name);
  if (auto other = stale(*kept.resource.remove, request, *thing)) return other;
  auto answer = tell(kept, Role::Remove, name, "deleted " + kept.resource.name + ' ' + name.id);
  things_.remove(name);
  return answer;
}

Resources::Answered Resources::list(Kept& kept, const ResourceRequest& request) {
  const ResourceUse& use = *kept.resource.list;
  const auto form = kept.forms.find(Role::List);
  if (form == kept.forms.end()) return std::nullopt;
  ResourceAnswer answer{documented(use), "listed what is kept of " + kept.resource.name};
  const Node base = body_of(answer.reply);
  const Node* examples = use.answer->examples.empty() ? nullptr : document::resolve(base, use.thing);
  Node::Array items = examples ? examples->items() : Node::Array();
  for (const Thing* thing : things_.all(kept.number, joined_path(request, kept.resource.outer)))
    items.push_back(form->second.shown(thing->value));
  const ListPage page = cut_page(kept.resource, std::move(items), member_of(request.read.values, "query"));
  const std::string next = page.next ? next_target(page, request.http.target) : "";
  std::vector<Node> nexts{next, absolute_url(request.http, next)};
  const bool is_cursor = kept.resource.paging.cursor && !kept.resource.paging.is_next_link;
  if (is_cursor && page.next) nexts = {*page.next};
  const auto body = paged_answer(form->second, kept.resource.paging, base, page, nexts);
  if (!body) return std::nullopt;
  answer.reply.body = document::write_json(*body);
  if (kept.resource.paging.has_link_header) http::remove_header(answer.reply.headers, "Link");
  if (kept.resource.paging.has_link_header && page.next)
    http::set_header(answer.reply.headers, "Link", '<' + next + ">; rel=\"next\"");
  return answer;
}

Resources::Forms Resources::forms_of(const Kept& kept) {
  Forms forms;
  for (const Role role : {Role::Create, Role::Read, Role::Replace, Role::Merge, Role::List}) {
    const auto found = kept.forms.find(role);
    if (found != kept.forms.end()) forms.push_back(&found->second);
  }
  return forms;
}

http::Reply Resources::documented(const ResourceUse& use) {
  return documented_reply(*use.response, use.status, specimens_, clock_.now(), random_);
}

std::vector<Node> Resources::answers_of(const Forms& forms) {
  std::vector<Node> answers;
  for (const ThingForm* form : forms) answers.push_back(body_of(documented(form->use())));
  return answers;
}

namespace {

// The first word of each answer on each member, but for what clients say themselves and is not always there.
Node typical_thing(const std::vector<const ThingForm*>& forms, const std::vector<Node>& answers) {
  Node typical = Node::object();
  for (std::size_t i = 0; i < forms.size(); ++i) {
    const Node* thing = forms[i]->thing_in(answers[i]);
    for (const document::Member& member : thing ? thing->members() : Node::Object()) {
      if (!typical.has(member.key)) typical.set(member.key, member.value);
    }
  }
  return typical;
}

bool must_be_shown(const std::vector<const ThingForm*>& forms, std::string_view name) {
  return std::any_of(forms.begin(), forms.end(), [&](const ThingForm* form) { return form->must_show(name); });
}

void set_id(Node& thing, const Pointer& at, const Node& id) {
  Node* holder = &thing;
  for (std::size_t i = 0; i + 1 < at.tokens().size(); ++i) {
    Node* next = holder->find(at.tokens()[i]);
    holder = next && next->is_object() ? next : &holder->set(at.tokens()[i], Node::object());
  }
  if (!at.is_root()) holder->set(at.tokens().back(), id);
}

void set_ids(Node& thing, const std::vector<const ThingForm*>& forms, const Node& id) {
  for (const ThingForm* form : forms) {
    if (form->use().id) set_id(thing, *form->use().id, id);
  }
}

bool has_ids(const Node& thing, const std::vector<const ThingForm*>& forms, const Node& id) {
  return std::all_of(forms.begin(), forms.end(), [&](const ThingForm* form) {
    const Node* there = form->use().id ? document::resolve(thing, *form->use().id) : &id;
    return there && document::equal(*there, id);
  });
}

}  // namespace

// Of the document, else what is made of the schema.
const Node& Resources::example_of(const Kept& kept, const Forms& forms, const Node& typical) {
  for (const ThingForm* form : forms) {
    const Node* made = form->use().id ? document::resolve(typical, *form->use().id) : nullptr;
    if (kept.example.is_null() && made) return *made;
  }
  return kept.example;
}

std::optional<Node> Resources::make_thing(Kept& kept, const Node& sent, std::optional<Node> id, ThingName& name) {
  const Forms forms = forms_of(kept);
  const std::vector<Node> answers = answers_of(forms);
  const SentForm& form = kept.sent[Role::Create];
  WantedThing thing;
  thing.typical = typical_thing(forms, answers);
  for (const document::Member& member : thing.typical.members()) {
    const bool is_left_out = form.own.contains(member.key) && !must_be_shown(forms, member.key);
    if (!is_left_out) thing.wanted.set(member.key, member.value);
  }
  for (const auto& [member, value] : form.presets) thing.wanted.set(member, value);
  for (const document::Member& member : sent.members()) {
    if (!form.not_own.contains(member.key)) thing.wanted.set(member.key, member.value);
  }
  std::optional<Node> settled;
  const auto is_wanted = [&](const Node& one) {
    if (kept.path_schema && !kept.path_schema->accepts(one)) return false;
    if (!id && things_.find({kept.number, name.below, message::plain_text(one)})) return false;
    set_ids(thing.wanted, forms, one);
    settled = settle(forms, answers, thing);
    return settled && has_ids(*settled, forms, one);
  };
  if (!id) id = kept.ids.next(example_of(kept, forms, thing.typical), random_, clock_.now(), is_wanted);
  else if (!is_wanted(*id)) return std::nullopt;
  if (!id) return std::nullopt;
  name.id = message::plain_text(*id);
  return settled;
}

namespace {

bool is_json_patch(const message::ReadRequest& read) {
  return read.content && read.content->media_type.starts_with("application/json-patch+json");
}

// What a whole new version says: what it leaves out is gone, unless an answer must show it.
Node replaced(const Node& old, const Node& sent, const SentForm& form, const std::vector<const ThingForm*>& forms) {
  Node thing = old;
  for (const document::Member& member : old.members()) {
    if (form.own.contains(member.key) && !must_be_shown(forms, member.key)) thing.remove(member.key);
  }
  for (const auto& [member, value] : form.presets) thing.set(member, value);
  for (const document::Member& member : sent.members()) {
    if (!form.not_own.contains(member.key)) thing.set(member.key, member.value);
  }
  return thing;
}

Node merged(const Node& old, const Node& sent, const SentForm& form) {
  Node patch = sent;
  for (const std::string& name : form.not_own) patch.remove(name);
  Node thing = old;
  document::merge_patch(thing, patch);
  return thing;
}

}  // namespace

std::optional<Node> Resources::change_thing(Kept& kept, Role role, const ResourceRequest& request, const Node& old) {
  const ResourceUse& use = *kept.resource.use(role);
  const Forms forms = forms_of(kept);
  WantedThing thing;
  thing.typical = old;
  if (is_json_patch(request.read)) {
    thing.wanted = old;
    const auto failed = document::json_patch(thing.wanted, member_of(request.read.values, "body"));
    if (!failed.empty() || !thing.wanted.is_object()) return std::nullopt;
  } else {
    const Node& sent = sent_of(use, request);
    thing.wanted = role == Role::Replace ? replaced(old, sent, kept.sent[role], forms)
                                         : merged(old, sent, kept.sent[role]);
  }
  for (const ThingForm* form : forms) {
    const Node* id = form->use().id ? document::resolve(old, *form->use().id) : nullptr;
    if (id) set_id(thing.wanted, *form->use().id, *id);
  }
  return settle(forms, answers_of(forms), thing);
}

Resources::Answered Resources::tell(const Kept& kept, Role role, const ThingName& name, std::string why) {
  const ResourceUse& use = *kept.resource.use(role);
  const Thing& thing = *things_.find(name);
  ResourceAnswer answer{documented(use), std::move(why)};
  if (use.etag && is_taken(*use.etag, etag_of(thing))) http::set_header(answer.reply.headers, "ETag", etag_of(thing));
  const auto form = kept.forms.find(role);
  if (form == kept.forms.end()) return answer;
  const Node base = body_of(answer.reply);
  Node shown = thing.value;
  // What is said of a deletion is not all of the thing: {"deleted": true}.
  const Node* said = role == Role::Remove ? form->second.thing_in(base) : nullptr;
  for (const document::Member& member : said ? said->members() : Node::Object()) {
    if (!shown.has(member.key)) shown.set(member.key, member.value);
  }
  const Node whole = form->second.with(base, shown);
  if (form->second.accepts(whole)) answer.reply.body = document::write_json(whole);
  else if (role != Role::Remove) return std::nullopt;
  return answer;
}

bool Resources::is_none(const ThingName& name) const {
  return !things_.find(name) && (things_.was_deleted(name) || given_.contains(name) || says_none(name.id));
}

Resources::Answered Resources::imagine(Kept& kept, Role role, const ResourceRequest& request, const ThingName& name) {
  if (is_none(name)) {
    if (auto none = missing(kept, request.operation, name)) return none;
  }
  const ResourceUse& use = *kept.resource.use(role);
  ResourceAnswer answer{documented(use), "as the contract has " + kept.resource.name + ' ' + name.id};
  const auto form = kept.forms.find(role);
  if (form == kept.forms.end() || role == Role::Remove || !use.id) return answer;
  const Node base = body_of(answer.reply);
  const Node* typical = form->second.thing_in(base);
  WantedThing thing;
  thing.typical = thing.wanted = typical ? *typical : Node::object();
  if (!is_json_patch(request.read)) {
    for (const document::Member& member : sent_of(use, request).members()) thing.wanted.set(member.key, member.value);
  }
  // A path has texts where a body may have a number.
  std::vector<Node> ids{member_of(member_of(request.read.values, "path"), kept.resource.parameter), Node(name.id)};
  if (auto number = document::parse_answer_json(name.id).root) ids.push_back(std::move(*number));
  for (const Node& id : ids) {
    set_id(thing.wanted, *use.id, id);
    const auto settled = settle({&form->second}, {base}, thing);
    if (!settled || !has_ids(*settled, {&form->second}, id)) continue;
    answer.reply.body = document::write_json(form->second.with(base, *settled));
    break;
  }
  return answer;
}

Resources::Answered Resources::missing(const Kept& kept, const Operation& operation, const ThingName& name) {
  const std::string why = "no " + kept.resource.name + ' ' + name.id;
  const bool was_there = things_.was_deleted(name);
  for (const int status : {404, 410}) {
    if (stated_response(operation, status) && (status == 404 || was_there)) return refused(operation, {status}, why);
  }
  if (!operation.find_response(404) && !was_there) return std::nullopt;
  return refused(operation, {404}, why);
}

Resources::Answered Resources::missing_above(const Kept& kept, const ResourceRequest& request) {
  for (const Kept* above = kept.parent; above; above = above->parent) {
    const ThingName name = name_in_path(above->number, above->resource, request);
    if (is_none(name)) return missing(*above, request.operation, name);
  }
  return std::nullopt;
}

Resources::Answered Resources::stale(const ResourceUse& use, const ResourceRequest& request, const Thing& thing) {
  if (!use.if_match) return std::nullopt;
  const std::string* given = http::find_header(request.http.headers, "If-Match");
  if (!given || base::trim(*given) == "*") return std::nullopt;
  for (const std::string_view one : base::split(*given, ',')) {
    if (base::trim(one) == etag_of(thing)) return std::nullopt;
  }
  return refused(*use.operation, {412}, "it is another than " + *given);
}

Resources::Answered Resources::refused(const Operation& operation, const std::vector<int>& statuses,
                                       const std::string& why) {
  for (const int status : statuses) {
    const contract::Response* found = operation.find_response(status);
    if (found) return ResourceAnswer{documented_reply(*found, status, specimens_, clock_.now(), random_), why};
  }
  return ResourceAnswer{problem_document(statuses.front(), why), why};
}

}  // namespace concord::mock
