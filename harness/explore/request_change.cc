#include "request_change.h"

#include <concord/base/text.h>
#include <concord/contract/provenance.h>

#include <algorithm>

namespace concord::explore {

namespace {

std::optional<Node> read_by_receiver(const PlannedContent& content, const Node& body) {
  return content.on_wire ? content.on_wire(body) : std::optional(body);
}

// Whether the body is as it must be; of one that is broken, by what: at the place that is meant, if it is there too.
struct Judged {
  bool is_right = false;
  std::string why, schema_location, documented;
};

Judged judge(const Node& body, const Planned& planned, const PlannedContent& content) {
  Judged judged;
  if (!content.generator) return {true, {}, {}, {}};
  const auto read = read_by_receiver(content, body);
  if (!read) return judged;
  const schema::Explanation told = content.generator->schema().explain(*read);
  if (told.verdict == schema::Verdict::Unjudged) return judged;
  judged.is_right = planned.change.breaks == (told.verdict == schema::Verdict::Invalid);
  if (told.violations.empty()) return judged;
  const auto meant = std::find_if(told.violations.begin(), told.violations.end(), [&](const auto& one) {
    return one.keyword == planned.keyword;
  });
  const schema::Violation& broken = meant == told.violations.end() ? told.violations.front() : *meant;
  judged.why = (broken.instance.is_root() ? std::string("body: ") : "body " + broken.instance.text() + ": ") +
               broken.message;
  judged.schema_location = broken.schema_location;
  judged.documented = documented_by(broken.schema);
  return judged;
}

std::string shown(const Node& value) { return base::ellipsize(document::write_json(value), 60); }

void compare(const Node& accepted, const Node& refused, const std::string& place, std::vector<std::string>& out) {
  if (document::equal(accepted, refused)) return;
  if (!accepted.is_object() || !refused.is_object()) {
    out.push_back(place + ' ' + shown(refused) + " in place of " + shown(accepted));
    return;
  }
  MembersInTurn before_in_turn(accepted), after_in_turn(refused);
  for (const auto& [key, value, span] : refused.members()) {
    const std::string at = place + '/' + document::escape_token(key);
    const Node* before = before_in_turn.find(key);
    if (before) compare(*before, value, at, out);
    else out.push_back(at + ' ' + shown(value) + " in place of nothing");
  }
  for (const auto& [key, value, span] : accepted.members()) {
    if (!after_in_turn.find(key)) out.push_back(place + '/' + document::escape_token(key) + " left out");
  }
}

}  // namespace

bool apply(Node& request, const Edit& edit) {
  const std::vector<std::string>& tokens = edit.at.tokens();
  if (tokens.empty()) return false;
  Node* holder = &request;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    Node* next = document::resolve(*holder, Pointer({tokens[i]}));
    if (!next && (!edit.value || !holder->is_object())) return !edit.value;
    if (!next) {
      if (i > 0) return false;  // only the parts of a request are made
      next = &holder->set(tokens[i], Node::object());
    }
    holder = next;
  }
  const std::string& last = tokens.back();
  if (holder->is_object()) {
    if (edit.value) holder->set(last, *edit.value);
    else holder->remove(last);
    return true;
  }
  if (!holder->is_array()) return false;
  Node* there = document::resolve(*holder, Pointer({last}));
  const bool is_end = last == "-" || last == std::to_string(holder->items().size());
  if (there && edit.value) *there = *edit.value;
  else if (there) holder->items().erase(holder->items().begin() + (there - holder->items().data()));
  else if (is_end && edit.value) holder->push_back(*edit.value);
  else return false;
  return true;
}

Pointer below(const Pointer& root, const Pointer& at) {
  Pointer place = root;
  for (const std::string& token : at.tokens()) place = place / token;
  return place;
}

const Node* MembersInTurn::find(std::string_view key) {
  constexpr std::size_t most_skipped = 2;  // what was left out, or is new
  const Node::Object& members = object_.members();
  for (std::size_t i = next_; i < std::min(next_ + most_skipped, members.size()); ++i) {
    if (members[i].key != key) continue;
    next_ = i + 1;
    return &members[i].value;
  }
  return object_.find(key);
}

std::string documented_by(const Node* schema) {
  return schema ? contract::doc_place(*schema).text() : std::string();
}

Node escaped(Node value) {
  if (value.is_string()) {
    std::string& text = value.as_string();
    if (text.find("{{") != std::string::npos) text = base::replace_all(text, "{{", "{{{{}}");
    return value;
  }
  if (value.is_array()) {
    for (Node& item : value.items()) item = escaped(std::move(item));
  } else if (value.is_object()) {
    for (document::Member& member : value.members()) {
      member.value = escaped(std::move(member.value));
      if (member.key.find("{{") != std::string::npos) member.key = base::replace_all(member.key, "{{", "{{{{}}");
    }
  }
  return value;
}

std::optional<Changed> changed(const Node& request, const Planned& planned, const OperationValues& values) {
  Changed result{request, planned.why, planned.schema_location, planned.documented};
  bool is_applied = true;
  for (const Edit& edit : planned.change.edits) is_applied = apply(result.request, edit) && is_applied;
  const PlannedContent* content = planned.change.content ? values.find(planned.change.content) : nullptr;
  if (!content) return is_applied ? std::optional(std::move(result)) : std::nullopt;
  const Node* body = result.request.find("body");
  Judged judged = is_applied && body ? judge(*body, planned, *content) : Judged{};
  if (!judged.is_right) {
    if (!planned.change.body) return std::nullopt;
    result.request.set("body", *planned.change.body);
    judged = judge(*planned.change.body, planned, *content);
    if (!judged.is_right) return std::nullopt;
  }
  if (planned.change.breaks && !judged.why.empty()) {
    result.why = judged.why;
    result.schema_location = judged.schema_location;
    result.documented = judged.documented;
  }
  return result;
}

std::vector<std::string> differences(const Node& accepted, const Node& refused, std::size_t most) {
  std::vector<std::string> all;
  for (const char* part : {"path", "query", "headers", "cookies", "body"}) {
    const Node nothing = std::string_view(part) == "body" ? Node() : Node::object();
    const Node* before = accepted.find(part);
    const Node* after = refused.find(part);
    std::vector<std::string> found;
    compare(before ? *before : nothing, after ? *after : nothing, "", found);
    for (const std::string& one : found) all.push_back(std::string(part) + (one.starts_with(' ') ? "" : " ") + one);
  }
  if (all.size() > most) {
    const std::size_t more = all.size() - most;
    all.resize(most);
    all.push_back("and " + std::to_string(more) + " more");
  }
  return all;
}

}  // namespace concord::explore
