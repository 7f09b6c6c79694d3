// The one table of stories.
#include "stories.h"

#include "list_stories.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::explore {

using contract::ResourceUse;

namespace {

constexpr int accepted_later = 202;  // RFC 9110, 15.3.3: nothing is promised yet

bool is_done_at_once(const std::optional<ResourceUse>& use) { return use && use->status != accepted_later; }
bool is_json_object(const std::optional<ResourceUse>& use) {
  return use && use->request && !use->request->media_type.starts_with("application/json-patch");
}

bool reads(const contract::Resource& one) { return one.read.has_value(); }
bool reads_json(const contract::Resource& one) { return one.read && one.read->answer; }
bool replaces(const contract::Resource& one) {
  return reads_json(one) && is_done_at_once(one.replace) && is_json_object(one.replace);
}
bool merges(const contract::Resource& one) {
  return reads_json(one) && is_done_at_once(one.merge) && is_json_object(one.merge);
}
bool removes(const contract::Resource& one) { return is_done_at_once(one.remove); }
bool removes_what_is_read(const contract::Resource& one) { return reads(one) && removes(one); }
bool removes_what_is_listed(const contract::Resource& one) { return lists(one) && removes(one); }
bool sends_json(const contract::Resource& one) { return reads_json(one) && is_json_object(one.create); }
bool sends_json_to_list(const contract::Resource& one) { return lists(one) && is_json_object(one.create); }
bool has_location(const contract::Resource& one) { return reads(one) && one.create->has_location; }
bool has_key(const contract::Resource& one) { return one.create->idempotency_key && one.create->id; }
bool has_tags(const contract::Resource& one) { return reads_json(one) && one.read->etag; }
bool has_versions(const contract::Resource& one) { return replaces(one) && one.read->etag && one.replace->if_match; }
Node codes(std::initializer_list<int> statuses) {
  Node list = Node::array();
  for (const int one : statuses) list.push_back(one);
  return list;
}

// ---- creation

void tell_created_is_there(StoryWriter& writer) {
  writer.create(writer.new_body());
  writer.read(writer.state("created-is-there"));
}

void tell_read_your_writes(StoryWriter& writer) {
  const Node body = writer.new_body();
  writer.create(body);
  Node same = writer.shown_by(*writer.resource().read, *writer.resource().create, body);
  if (same.size() == 0) return writer.give_up("nothing that is sent is documented to be read again");
  writer.read(with(writer.state("read-your-writes"), "same", std::move(same)));
}

void tell_location(StoryWriter& writer) {
  writer.create(writer.new_body());
  writer.judge_too();  // the check `location` tells of another id than the body's
  Node state = writer.state("location-leads-there");
  const ResourceUse& read = *writer.resource().read;
  if (read.id && writer.resource().create->id) {
    Pointer at = read.thing;
    for (const std::string& token : read.id->tokens()) at = at / token;
    state = with(std::move(state), "same", with(Node::object(), at.text(), "{{made_1}}"));
  }
  writer.read_location(std::move(state));
}

void tell_idempotency_key(StoryWriter& writer) {
  const ResourceUse& use = *writer.resource().create;
  const Node body = writer.new_body();
  writer.create(body, 1, "same");
  writer.create(body, 2, "same");
  Pointer at = use.thing;
  for (const std::string& token : use.id->tokens()) at = at / token;
  writer.expect(with(writer.state("idempotency-key"), "same", with(Node::object(), at.text(), "{{made_1}}")));
}

void tell_refused_creation(StoryWriter& writer) {
  const ResourceUse& use = *writer.resource().create;
  const contract::SchemaView items = contract::described_items(
      contract::described_at(contract::view_of(writer.resource().list->answer->schema), writer.resource().list->thing));
  const contract::DescribedObject shown = contract::described_object(items);
  const Node body = writer.new_body();
  const SentThing sent = writer.sent_thing(use);
  const Node* thing = sent.thing(body);
  for (const document::Member& member : thing ? thing->members() : Node::Object()) {
    if (!member.value.is_string() || !shown.find(member.key)) continue;
    if (member.value.as_string().find(writer.mark()) == std::string::npos) continue;
    const auto broken = sent.broken(body, member.key);
    if (!broken) continue;
    writer.create(*broken);
    if (writer.has_given_up()) return;
    writer.must_be_refused();
    Node place = writer.list_place();
    place.set("id", (Pointer{} / member.key).text());
    place.set("lacks", member.value);
    writer.list(with(writer.state("no-trace"), "list", std::move(place)));
    return writer.follow_pages(false);
  }
  writer.give_up("no member of a refused request could be known again in the list");
}

// ---- changes

void tell_update(StoryWriter& writer, const ResourceUse& use) {
  writer.create(writer.new_body());
  std::vector<std::string> changed;
  const Node body = writer.changed_body(use, changed);
  if (writer.has_given_up()) return;
  writer.write(use, body, Node());
  Node same = writer.shown_by(*writer.resource().read, use, body);
  if (same.size() == 0) return writer.give_up("nothing that is sent is documented to be read again");
  writer.read(with(writer.state("update-is-kept"), "same", std::move(same)));
}
void tell_put_is_kept(StoryWriter& writer) { tell_update(writer, *writer.resource().replace); }
void tell_patch_is_kept(StoryWriter& writer) { tell_update(writer, *writer.resource().merge); }

// Whether a PUT must have all that a creation must have, and that is something.
bool asks_for_all(const contract::Resource& resource) {
  if (!resource.create->request || !resource.replace->request) return false;
  const SentThing created(*resource.create->request, resource.create->sent);
  const SentThing put(*resource.replace->request, resource.replace->sent);
  bool is_something = false;
  for (const contract::DescribedMember& member : created.object().members) {
    if (!member.is_required || member.is_read_only) continue;
    const contract::DescribedMember* same = put.object().find(member.name);
    if (!same || !same->is_required) return false;
    is_something = true;
  }
  return is_something;
}

// Where a PUT that merged would not be what the document says.
bool is_said_to_replace(const contract::Resource& resource) {
  const std::string summary = base::to_lower_ascii(resource.replace->operation->summary);
  return resource.merge || summary.find("replace") != std::string::npos || asks_for_all(resource);
}

void tell_put_replaces(StoryWriter& writer) {
  const contract::Resource& resource = writer.resource();
  const SentThing put = writer.sent_thing(*resource.replace);
  const Node body = writer.new_body();
  std::vector<std::string> changed;
  const Node new_state = writer.changed_body(*resource.replace, changed);
  const Node* created = resource.create->request ? writer.sent_thing(*resource.create).thing(body) : nullptr;
  if (!created) return writer.give_up("a creation sends no members");
  const Node shown = writer.shown_by(*resource.read, *resource.create, body);
  const contract::DescribedObject read = contract::described_object(
      contract::described_at(contract::view_of(resource.read->answer->schema), resource.read->thing));
  for (const document::Member& member : created->members()) {
    const contract::DescribedMember* asked = put.object().find(member.key);
    const contract::DescribedMember* told = read.find(member.key);
    const std::string at = (resource.read->thing / member.key).text();
    const bool may_be_left_out = asked && !asked->is_required && told && !told->is_required;
    if (!may_be_left_out || !shown.has(at) || member.value.is_null()) continue;
    const Node* preset = asked->schema.node->find("default");
    if (preset && document::equal(*preset, member.value)) continue;
    const bool is_sent = put.thing(new_state) && put.thing(new_state)->has(member.key);
    const auto without = is_sent ? put.without(new_state, member.key) : std::optional(new_state);
    if (!without) continue;
    writer.create(body);
    writer.write(*resource.replace, *without, Node());
    Node state = with(writer.state("put-replaces"), "unlike", with(Node::object(), at, member.value));
    if (!is_said_to_replace(resource)) state.set("level", "warn");
    return writer.read(std::move(state));
  }
  writer.give_up("no member that was created may be left out by a PUT, and seen to be");
}

Node unchanged(const ResourceUse& read, const std::string& kept) {
  Node same = Node::object();
  same.set("at", read.thing.text());
  same.set("as", "{{" + kept + "}}");
  return same;
}

void tell_put_twice(StoryWriter& writer) {
  const contract::Resource& resource = writer.resource();
  writer.create(writer.new_body());
  std::vector<std::string> changed;
  const Node body = writer.changed_body(*resource.replace, changed);
  writer.write(*resource.replace, body, Node());
  writer.read(Node(), "once");
  writer.write(*resource.replace, body, with(writer.state("put-idempotent"), "must_be_done", true));
  writer.read(with(writer.state("put-idempotent"), "unchanged", unchanged(*resource.read, "once")));
}

void tell_patch_merges(StoryWriter& writer) {
  const contract::Resource& resource = writer.resource();
  const ResourceUse& merge = *resource.merge;
  std::vector<std::string> changed;
  const SentThing patch = writer.sent_thing(merge);
  Node body = writer.changed_body(merge, changed);
  if (writer.has_given_up()) return;
  // One member is changed, as far as the schema lets the others be left out.
  const Node whole = body;
  for (const document::Member& member : patch.thing(whole)->members()) {
    if (member.key == changed.front()) continue;
    if (auto less = patch.without(body, member.key)) body = std::move(*less);
  }
  writer.create(writer.new_body());
  writer.read(Node(), "before");
  writer.write(merge, body, Node());
  Node same = unchanged(*resource.read, "before");
  Node only = Node::array(), except = Node::array();
  for (const contract::DescribedMember& member : patch.object().members) {
    if (!member.is_read_only) only.push_back(member.name);
  }
  for (const document::Member& member : patch.thing(body)->members()) except.push_back(member.key);
  same.set("only", std::move(only));
  same.set("except", std::move(except));
  writer.read(with(writer.state("patch-merges"), "unchanged", std::move(same)));
}

void tell_no_trace(StoryWriter& writer) {
  const contract::Resource& resource = writer.resource();
  const ResourceUse& use = replaces(resource) ? *resource.replace : *resource.merge;
  std::vector<std::string> changed;
  const Node body = writer.changed_body(use, changed);
  const auto broken = changed.empty() ? std::nullopt : writer.sent_thing(use).broken(body, changed.front());
  if (!broken) return writer.give_up("no request of " + use.operation->id() + " could be broken in one member");
  writer.create(writer.new_body());
  writer.read(Node(), "before");
  writer.write(use, *broken, Node());
  writer.must_be_refused();
  writer.read(with(writer.state("no-trace"), "unchanged", unchanged(*resource.read, "before")));
}

void tell_lost_update(StoryWriter& writer) {
  const contract::Resource& resource = writer.resource();
  std::vector<std::string> changed;
  const Node first = writer.changed_body(*resource.replace, changed, 1);
  const Node second = writer.changed_body(*resource.replace, changed, 2);
  const Node version = with(Node::object(), "If-Match", "{{entity}}");
  writer.create(writer.new_body());
  writer.read_tag("entity");
  writer.write(*resource.replace, first, Node(), version);
  Node refused = with(writer.state("lost-update"), "status", codes({412}));
  writer.write(*resource.replace, second, with(std::move(refused), "or_refused", true), version);
  writer.read(with(writer.state("lost-update"), "same", writer.shown_by(*resource.read, *resource.replace, first)));
}

// ---- what the client has already

Node if_none_match(const std::string& tag) { return with(Node::object(), "If-None-Match", "{{" + tag + "}}"); }

void tell_not_modified(StoryWriter& writer) {
  writer.create(writer.new_body());
  writer.read_tag("entity");
  Node state = with(writer.state("not-modified"), "status", codes({304}));
  state.set("level", "warn");
  state.set("or_refused", true);
  writer.read(std::move(state), "", 1, if_none_match("entity"));
  writer.set_level("status.documented", result::Level::Off);  // 304 is of HTTP, and hardly ever documented
}

void tell_tag_changes(StoryWriter& writer) {
  const contract::Resource& resource = writer.resource();
  std::vector<std::string> changed;
  const Node body = writer.changed_body(*resource.replace, changed);
  writer.create(writer.new_body());
  writer.read_tag("entity");
  writer.write(*resource.replace, body, Node());
  Node state = with(writer.state("tag-changes"), "status", codes({200}));
  state.set("or_refused", true);
  writer.read(std::move(state), "", 1, if_none_match("entity"));
  writer.set_level("status.documented", result::Level::Off);
}

// ---- deletion

bool tells_of_absence(const ResourceUse& use) {
  return use.operation->find_response(404) || use.operation->find_response(410);
}

void tell_deleted_is_gone(StoryWriter& writer) {
  const contract::Resource& resource = writer.resource();
  writer.create(writer.new_body());
  writer.write(*resource.remove, std::nullopt, Node());
  Node state = with(writer.state("delete-deletes"), "status", codes({404, 410}));
  state.set("or_marked", resource.read->thing.text());
  writer.read(std::move(state));
  if (!tells_of_absence(*resource.read)) writer.set_level("status.documented", result::Level::Warn);
}

void tell_deleted_is_not_listed(StoryWriter& writer) {
  writer.create(writer.new_body());
  writer.write(*writer.resource().remove, std::nullopt, Node());
  Node state = list_state(writer, "delete-deletes", "lacks", "{{made_1}}");
  state.set("or_marked", "");
  writer.list(std::move(state));
  writer.follow_pages(false);
}

void tell_delete_twice(StoryWriter& writer) {
  const contract::Resource& resource = writer.resource();
  writer.create(writer.new_body());
  writer.write(*resource.remove, std::nullopt, Node());
  Node state = with(writer.state("delete-twice"), "status", codes({404, 410}));
  state.set("or_refused", true);
  state.set("or_empty", true);
  writer.write(*resource.remove, std::nullopt, std::move(state));
  if (!tells_of_absence(*resource.remove)) writer.set_level("status.documented", result::Level::Warn);
}

constexpr StoryKind kinds[] = {
    {"what was created can be read", "created-is-there", reads, tell_created_is_there},
    {"what was sent is read", "read-your-writes", sends_json, tell_read_your_writes},
    {"Location leads to what was created", "location-leads-there", has_location, tell_location},
    {"the list has what was created", "list-contains", lists, tell_list_contains},
    {"the same idempotency key creates once", "idempotency-key", has_key, tell_idempotency_key},
    {"a refused creation leaves no trace", "no-trace", sends_json_to_list, tell_refused_creation},
    {"a PUT is kept", "update-is-kept", replaces, tell_put_is_kept},
    {"a PUT replaces all", "put-replaces", replaces, tell_put_replaces},
    {"a PUT again is as once", "put-idempotent", replaces, tell_put_twice},
    {"a PATCH is kept", "update-is-kept", merges, tell_patch_is_kept},
    {"a PATCH leaves the rest", "patch-merges", merges, tell_patch_merges},
    {"a refused change leaves no trace", "no-trace",
     [](const contract::Resource& one) { return replaces(one) || merges(one); }, tell_no_trace},
    {"another version is not overwritten", "lost-update", has_versions, tell_lost_update},
    {"what has not changed is not sent again", "not-modified", has_tags, tell_not_modified},
    {"what has changed is sent again", "tag-changes",
     [](const contract::Resource& one) { return has_tags(one) && replaces(one); }, tell_tag_changes},
    {"what was deleted cannot be read", "delete-deletes", removes_what_is_read, tell_deleted_is_gone},
    {"what was deleted is not listed", "delete-deletes", removes_what_is_listed, tell_deleted_is_not_listed},
    {"a second DELETE does no harm", "delete-twice", removes, tell_delete_twice},
    {"a page has no more than was asked for", "paging-limit", has_limit, tell_limit},
    {"all pages have all items", "paging-skips", is_led_to_next_page, tell_pages},
    {"pages by number are those of the list", "paging-skips", has_offset, tell_offsets},
    {"a filter lists what it names and nothing else", "filter-finds", has_filters, tell_filters},
    {"a filter by what is referred to lists that alone", "filter-finds", has_filters_by_reference,
     tell_filters_by_reference},
    {"a list is in the order that was asked for", "order", has_orders, tell_orders},
};

// Whether all that it stands below can be created.
bool can_be_created(const std::vector<contract::Resource>& resources, std::size_t which) {
  const contract::Resource& one = resources[which];
  if (!is_done_at_once(one.create) || one.is_put_first || !(one.create->id || one.create->has_location)) return false;
  return !one.parent || can_be_created(resources, *one.parent);
}

}  // namespace

std::span<const StoryKind> story_kinds() { return kinds; }

std::vector<const StoryKind*> stories_of(const std::vector<contract::Resource>& resources, std::size_t which) {
  std::vector<const StoryKind*> stories;
  if (!can_be_created(resources, which)) return stories;
  for (const StoryKind& kind : kinds) {
    if (kind.applies(resources[which])) stories.push_back(&kind);
  }
  return stories;
}

}  // namespace concord::explore
