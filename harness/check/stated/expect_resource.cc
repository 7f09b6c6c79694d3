// What an answer must say of a thing after what was done to it before: see state_rules.h.
#include "checks.h"
#include "stated/same_value.h"
#include "shown.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/check/state_rules.h>
#include <concord/document/pointer.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::check {

namespace {

using document::Pointer;

bool is_success(int status) { return status >= 200 && status < 300; }

// The value at `text`, a JSON Pointer.
const Node* value_at(const Node& root, std::string_view text) {
  const auto pointer = Pointer::parse(text);
  return pointer ? document::resolve(root, *pointer) : nullptr;
}

// Of a thing that is kept for the record: {"deleted": true}, {"status": "cancelled"}.
bool says_deleted(const Node* thing) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"deleted", "removed", "archived", "cancelled", "canceled", "revoked", "terminated", "inactive", "disabled"});
  const auto is_word = [&](const std::string& text) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view one) { return text.ends_with(one); });
  };
  if (!thing) return false;
  return std::any_of(thing->members().begin(), thing->members().end(), [&](const document::Member& member) {
    const std::string name = base::to_lower_ascii(member.key);
    const Node& value = member.value;
    if (value.is_string() && is_word(base::to_lower_ascii(value.as_string()))) return true;
    if (value.is_boolean()) return value.as_boolean() ? is_word(name) : name == "active" || name == "enabled";
    return value.is_string() && (name.starts_with("deleted") || name.starts_with("archived"));
  });
}

std::string plain_id(const Node& id) { return id.is_string() ? id.as_string() : document::write_json(id); }

class ResourceExpectation : public Expectation {
 public:
  ResourceExpectation(const StateRule& rule, Node stated, const base::Span& span)
      : rule_(rule), stated_(std::move(stated)), span_(span) {}

  void evaluate(const CheckContext& answer, Findings& findings) const override {
    const Node* level = stated_.find("level");
    if (level && level->string_or_empty() == "warn" && findings.level() == Level::Fail) findings.set_level(Level::Warn);
    if (!is_as_stated(answer, findings) || !answer.body()) return;
    const Node& body = *answer.body();
    if (!is_success(answer.response.status)) return;
    if (const Node* same = stated_.find("same")) compare(*same, body, findings);
    if (const Node* unlike = stated_.find("unlike")) find_kept(*unlike, body, findings);
    if (const Node* before = stated_.find("unchanged")) compare_with(*before, body, findings);
    if (const Node* list = stated_.find("list")) look_at_list(*list, answer, body, findings);
  }

 private:
  // What is said of a thing that is not there, whatever was to be seen of it: so that is one finding.
  const StateRule& absence() const {
    const bool is_of_its_own = rule_.id == "location-leads-there" || stated_.has("must_be_done");
    return is_of_its_own ? rule_ : *find_state_rule("created-is-there");
  }

  CheckFailure& add(Findings& findings, const std::string& what, std::string expected, std::string actual) const {
    return add(findings, what, std::move(expected), std::move(actual), rule_);
  }
  CheckFailure& add(Findings& findings, const std::string& what, std::string expected, std::string actual,
                    const StateRule& rule) const {
    const std::string after = text_of("after");
    auto& failure = findings.add("contract.state", fmt::format("{}: {}{}", rule.breach, what,
                                                               after.empty() ? "" : " (" + after + ")"));
    failure.keyword = rule.id;
    failure.expected = std::move(expected);
    failure.actual = std::move(actual);
    failure.basis = "documented";
    failure.hint = fmt::format("concord explain {}", rule.id);
    failure.place = result::place_of(span_);
    return failure;
  }

  std::string text_of(std::string_view name) const {
    const Node* found = stated_.find(name);
    return std::string(found ? found->string_or_empty() : "");
  }

  // Whether more is to be said of the answer. 5xx are told by server-error.
  bool is_as_stated(const CheckContext& answer, Findings& findings) const {
    const int status = answer.response.status;
    if (status >= 500) return false;
    const Node* wanted = stated_.find("status");
    if (!wanted) return may_be_read(answer, findings);
    const auto is_it = [&](const Node& one) { return one.to_int64() == status; };
    const bool is_refusal = status >= 400 && stated_.has("or_refused");
    const bool is_empty = is_success(status) && stated_.has("or_empty") && answer.response.body.empty();
    const bool is_marked = is_success(status) && answer.body() && stated_.has("or_marked") &&
                           says_deleted(value_at(*answer.body(), text_of("or_marked")));
    const bool is_listed = std::any_of(wanted->items().begin(), wanted->items().end(), is_it);
    if (is_listed || is_refusal || is_empty || is_marked) return true;
    std::vector<std::string> words;
    for (const Node& one : wanted->items()) words.push_back(document::write_json(one));
    const bool has_body = stated_.has("or_empty") && !answer.response.body.empty();
    add(findings, status_text(status) + (has_body ? " with a body" : ""), alternatives(words), status_text(status))
        .found_kind = std::to_string(status);
    return false;
  }

  // A thing that must be there is. Who may not ask, or too often, has not been told of it.
  bool may_be_read(const CheckContext& answer, Findings& findings) const {
    const int status = answer.response.status;
    if (status < 400) return true;
    const bool is_none = status == 404 || status == 410 || stated_.has("must_be_done");
    if (is_none && status != 401 && status != 403 && status != 429)
      add(findings, status_text(status), "2xx", status_text(status), absence()).found_kind = std::to_string(status);
    else
      findings.cannot_judge(status_text(status) + " tells nothing of what was done before");
    return false;
  }

  void compare(const Node& same, const Node& body, Findings& findings) const {
    for (const document::Member& member : same.members()) {
      const auto found = difference(member.value, value_at(body, member.key), member.key);
      if (found) add_difference(*found, findings);
    }
  }

  void add_difference(const Difference& one, Findings& findings) const {
    auto& failure = add(findings, fmt::format("{}: {} in place of {}", one.at, one.found, one.wanted), one.wanted,
                        one.found);
    failure.pointer = one.at;
    failure.found_kind = one.found == "nothing" ? "absent" : "other";
  }

  void find_kept(const Node& unlike, const Node& body, Findings& findings) const {
    for (const document::Member& member : unlike.members()) {
      const Node* now = value_at(body, member.key);
      if (!now || difference(member.value, now, member.key)) continue;
      auto& failure = add(findings, fmt::format("{}: still {}", member.key, shown(*now)),
                          "nothing, null or a default", shown(*now));
      failure.pointer = member.key;
      failure.found_kind = "kept";
    }
  }

  // {at: /data, as: {…}, only: [names], except: [names]}
  void compare_with(const Node& before, const Node& body, Findings& findings) const {
    const std::string at = text_member(before, "at");
    const Node* now = value_at(body, at);
    const Node* then = before.find("as");
    if (!now || !then) return;
    for (const document::Member& member : then->members()) {
      if (is_left_out(before, member) || is_of_the_request(member.key, member.value)) continue;
      const std::string place = at + '/' + document::escape_token(member.key);
      const Node* value = now->find(member.key);
      auto found = difference(member.value, value, place);
      if (!found && value) found = difference(*value, &member.value, place);
      if (found && value) found->found = shown(*value), found->wanted = shown(member.value), found->at = place;
      if (found) add_difference(*found, findings);
    }
  }

  static bool is_left_out(const Node& before, const document::Member& member) {
    const auto names = [&](const char* list) {
      const Node* found = before.find(list);
      return found && std::any_of(found->items().begin(), found->items().end(), [&](const Node& one) {
               return one.string_or_empty() == member.key;
             });
    };
    return names("except") || (before.has("only") && !names("only"));
  }

  // {items: /items, id: /id, has: …, lacks: …, at_most: 2, seen: [lists], next: /next, link: true, total: /total,
  // least: 3}
  void look_at_list(const Node& list, const CheckContext& answer, const Node& body, Findings& findings) const {
    const Node* items = value_at(body, text_member(list, "items"));
    if (!items || !items->is_array()) return;
    const std::string id = text_member(list, "id");
    look_for(list, id, *items, answer, body, findings);
    const Node* most = list.find("at_most");
    if (most && most->to_int64() && static_cast<std::int64_t>(items->size()) > *most->to_int64()) {
      add(findings, fmt::format("{} in place of {} at most", base::counted(items->size(), "item"), plain_id(*most)),
          plain_id(*most) + " at most", base::counted(items->size(), "item"))
          .pointer = text_member(list, "items");
    }
    if (const Node* whole = list.find("from")) compare_order(*whole, list, id, *items, findings);
    if (list.has("total")) look_at_total(list, *items, answer, body, findings);
  }

  void look_for(const Node& list, const std::string& id, const Node& items, const CheckContext& answer,
                const Node& body, Findings& findings) const {
    for (const char* which : {"has", "lacks"}) {
      const Node* wanted = list.find(which);
      if (!wanted) continue;
      const bool is_there = std::any_of(items.items().begin(), items.items().end(), [&](const Node& item) {
        const Node* one = value_at(item, id);
        const bool may_be_marked = stated_.has("or_marked") && says_deleted(&item);
        return one && plain_id(*one) == plain_id(*wanted) && !may_be_marked;
      });
      const bool must_be_there = std::string_view(which) == "has";
      if (is_there == must_be_there || (must_be_there && has_more(list, answer, body))) continue;
      add(findings, fmt::format("{} with {} {}", is_there ? "an item" : "no item", id, shown(*wanted)),
          must_be_there ? "an item with it" : "no such item", is_there ? "an item with it" : "none")
          .pointer = text_member(list, "items");
    }
  }

  // Whether there is another page, as the answer tells it.
  static bool has_more(const Node& list, const CheckContext& answer, const Node& body) {
    const Node* next = list.has("next") ? value_at(body, text_member(list, "next")) : nullptr;
    if (next && !next->is_null() && !(next->is_string() && next->as_string().empty())) return true;
    if (list.has("full") && list.find("full")->to_int64()) {
      const Node* items = value_at(body, text_member(list, "items"));
      return items && static_cast<std::int64_t>(items->size()) >= *list.find("full")->to_int64();
    }
    const std::string* link = list.has("link") ? http::find_header(answer.response.headers, "Link") : nullptr;
    return link && link->find("next") != std::string::npos;
  }

  // A page is a part of the list that was asked for as a whole before.
  void compare_order(const Node& whole, const Node& list, const std::string& id, const Node& items,
                     Findings& findings) const {
    const auto start = static_cast<std::size_t>(list.find("start")->to_int64().value_or(0));
    for (std::size_t i = 0; i < items.size() && start + i < whole.size(); ++i) {
      const Node* wanted = value_at(whole.items()[start + i], id);
      const Node* found = value_at(items.items()[i], id);
      if (!wanted || !found || document::equal(*wanted, *found)) continue;
      add(findings, fmt::format("no item with {} {}: in its place {} {}", id, shown(*wanted), id, shown(*found)),
          shown(*wanted), shown(*found))
          .pointer = text_member(list, "items") + '/' + std::to_string(i);
      return;
    }
    if (items.size() > 0 || start >= whole.size()) return;
    const Node* wanted = value_at(whole.items()[start], id);
    if (wanted) add(findings, fmt::format("no item with {} {}", id, shown(*wanted)), shown(*wanted), "no item");
  }

  // Of a whole list so many as it has; else no fewer than are on this page, and than are known to be there.
  void look_at_total(const Node& list, const Node& items, const CheckContext& answer, const Node& body,
                     Findings& findings) const {
    const Node* total = value_at(body, text_member(list, "total"));
    const auto number = total && total->is_number() ? total->to_int64() : std::nullopt;
    if (!number) return;
    const bool is_whole = !has_more(list, answer, body) && list.has("whole");
    const std::int64_t known = list.has("least") ? list.find("least")->to_int64().value_or(0) : 0;
    const auto count = std::max(static_cast<std::int64_t>(items.size()), is_whole ? 0 : known);
    if (is_whole ? *number == count : *number >= count) return;
    add(findings, fmt::format("{} for a list of {}", *number, base::counted(static_cast<std::size_t>(count), "item")),
        std::to_string(count), std::to_string(*number))
        .pointer = text_member(list, "total");
  }

  const StateRule& rule_;
  Node stated_;
  base::Span span_;
};

}  // namespace

ParsedExpectation parse_resource(const Node& value) {
  const std::string id = value.is_object() ? text_member(value, "rule") : "";
  if (const StateRule* rule = find_state_rule(id))
    return std::unique_ptr<Expectation>(std::make_unique<ResourceExpectation>(*rule, value, value.span()));
  std::vector<std::string> known;
  for (const StateRule& rule : state_rules()) known.emplace_back(rule.id);
  const std::string hint = base::did_you_mean(id, known);
  return base::error("expect.resource", "\"resource\" names a rule that is known, in \"rule\"", value.span(),
                     hint.empty() ? "known: " + base::join(known, ", ") : hint);
}

}  // namespace concord::check
