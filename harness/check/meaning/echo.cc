// The ids of a request come back in its answer. An id has a meaning: whose it is. It is compared where the answer
// speaks of the same thing, nearest to the top: a counterparty's account is another account.
#include "body_walk.h"
#include "checks.h"
#include "names.h"
#include "provenance.h"
#include "shown.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>
#include <concord/check/observe.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

namespace concord::check {

using document::Pointer;

namespace {

constexpr std::size_t deepest = 3;  // members of the body, of its objects, and of theirs
constexpr std::size_t most_operations = 1'000;
using WordSet = std::set<std::string, std::less<>>;

struct Sent {
  std::string name;   // plain: "customerid"; "" for what is called `id` alone
  std::string owner;  // plain, whose id it is: "customer"; "" when that is not known
  std::string text;
  std::string_view where;   // "path parameter ", "request body /"
  std::string from;         // "customerId", "tenantId"
  bool is_of_resource = false;  // the path ends with it: the answer is that resource
};

// Words that stand for an id of which the server knows which it is.
bool is_alias(std::string_view text) {
  static constexpr auto aliases = std::to_array<std::string_view>(
      {"me", "@me", "~", "self", "current", "my", "mine", "own", "default", "latest", "last", "primary", "-", "_"});
  constexpr std::size_t longest = 7;
  static_assert(std::all_of(aliases.begin(), aliases.end(), [](auto one) { return one.size() <= longest; }));
  if (text.size() > longest) return false;
  return std::any_of(aliases.begin(), aliases.end(),
                     [text](std::string_view one) { return base::equals_ignoring_case(text, one); });
}

std::optional<std::string> id_text(const Node& value) {
  if (value.is_string() && !value.as_string().empty()) return value.as_string();
  if (!value.is_integer()) return std::nullopt;
  const auto number = value.to_int64();  // 17.0 is 17
  return number ? std::to_string(*number) : value.number_text();
}

// Words that the path and the operation are named for: "customer", "session". Kept from one answer to the next.
const WordSet& entities_of(const contract::Operation& operation) {
  static thread_local std::map<std::string, WordSet, std::less<>> kept;
  const std::string key = operation.path + ' ' + operation.name;
  if (const auto known = kept.find(key); known != kept.end()) return known->second;
  if (kept.size() == most_operations) kept.clear();
  WordSet& words = kept[key];
  const auto add = [&words](std::string_view word) {
    if (const PlainName plain(word); !plain.view().empty()) words.insert(singular(plain.view()));
  };
  for (const auto segment : base::split(operation.path, '/')) {
    if (!segment.starts_with('{')) add(segment);
  }
  for (const auto word : base::split(operation.name, '-')) add(word);
  return words;
}

std::string_view owner_in(std::string_view plain) {
  return plain.size() > 2 && plain.ends_with("id") ? plain.substr(0, plain.size() - 2) : std::string_view();
}

// What an answer may wrap its result in, whatever it is about.
bool is_wrapper(std::string_view plain) {
  static constexpr auto wrappers = std::to_array<std::string_view>(
      {"data", "result", "results", "response", "payload", "attributes", "item", "resource", "object", "body",
       "content", "record", "entity", "meta", "request"});
  return std::find(wrappers.begin(), wrappers.end(), plain) != wrappers.end();
}

class Echo {
 public:
  Echo(const CheckContext& answer, Findings& findings) : answer_(answer), findings_(findings) {}

  void look() {
    for (const auto& sent : sent_in_path()) compare(sent);
    if (const auto* body = answer_.request.find("body")) {
      for (const auto& sent : sent_in_body(*body)) compare(sent);
    }
  }

 private:
  // That is looked at, and where it stands.
  struct Object {
    const Node* node;
    const document::Member* member;  // whose value it is; null for the body
    std::size_t above;               // in looked_at_
    bool is_result;                  // nothing but what wraps it stands before
  };
  struct Place {
    std::size_t object;  // in looked_at_
    const document::Member* member;
  };

  std::vector<Sent> sent_in_path() const {
    std::vector<Sent> ids;
    const Node* values = answer_.request.find("path");
    if (!values || values->size() == 0) return ids;
    const auto segments = base::split(answer_.operation.path, '/');
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const auto segment = segments[i];
      if (!segment.starts_with('{') || !segment.ends_with('}')) continue;
      const std::string name(segment.substr(1, segment.size() - 2));
      const auto* value = values->find(name);
      const auto text = value ? id_text(*value) : std::nullopt;
      const auto plain = plain_name(name);
      if (!text || is_alias(*text) || (plain != "id" && !names_identifier(name))) continue;
      const std::string before = i > 0 ? singular(plain_name(segments[i - 1])) : std::string();
      const std::string owner(plain == "id" ? std::string_view(before) : owner_in(plain));
      ids.push_back({plain == "id" ? "" : plain, owner, *text, "path parameter ", name,
                     i + 1 == segments.size() && reads_or_replaces() && (plain == "id" || owner == before)});
    }
    return ids;
  }

  bool reads_or_replaces() const {
    const auto& method = answer_.exchange.request.method;
    return method == "GET" || method == "PUT" || method == "PATCH" || method == "DELETE";
  }

  // Members at the top, or in what wraps them; and ids within an object of the request, whose name says whose they are.
  std::vector<Sent> sent_in_body(const Node& body) const {
    std::vector<Sent> ids;
    for (const auto& member : body.members()) {
      if (names_identifier(member.key)) {
        const PlainName plain_key(member.key);
        const std::string_view plain = plain_key.view(), owner = owner_in(plain);
        auto text = may_be_found(plain, owner) ? id_text(member.value) : std::nullopt;
        if (text && !is_alias(*text))
          ids.push_back({std::string(plain), std::string(owner), *std::move(text), "request body /", member.key});
      }
      const Node* id = member.value.is_object() ? member.value.find("id") : nullptr;
      if (const std::string plain = id ? plain_name(member.key) : std::string(); id && !is_wrapper(plain)) {
        if (const auto text = id_text(*id); text && !is_alias(*text))
          ids.push_back({plain + "id", plain, *text, "request body /", member.key + "/id"});
      }
    }
    return ids;
  }

  // Whether the answer has a member at all, wherever it stands, that nearest() would take for one that was sent by this
  // name: mostly none.
  bool may_be_found(std::string_view name, std::string_view owner) const {
    bool is_found = false;
    walk_of(answer_).for_each_member(meaning::id, [&](const BodyWalk::Place& object, const document::Member& member) {
      if (is_found || object.is_in_list()) return;
      const PlainName plain_key(member.key);
      const std::string_view plain = plain_key.view();
      is_found = plain == name || is_owners_id(owner, object.key(), plain);
    });
    return is_found;
  }

  // Whether an object of that name is about the request, or about whose id it is.
  bool is_about(const Sent& sent, std::string_view plain) const {
    if (plain.empty()) return false;
    return is_wrapper(plain) || plain == sent.owner || (sent.owner.ends_with(plain) && plain.size() > 3) ||
           entities().contains(plain);
  }

  const WordSet& entities() const {
    if (!entities_) entities_ = &entities_of(answer_.operation);
    return *entities_;
  }

  // `{"customer": {"id": …}}` for customerId.
  static bool is_owners_id(std::string_view owner, std::string_view object, std::string_view plain) {
    return plain == "id" && !owner.empty() && PlainName(object).view() == owner;
  }

  // `customerId` for what the path calls `id` alone.
  static bool is_own(const Sent& sent, std::string_view plain) {
    return sent.name.empty() && !sent.owner.empty() && plain.ends_with("id") && plain.starts_with(sent.owner) &&
           plain.size() == sent.owner.size() + 2;
  }

  // Level by level, as far as it is about the same thing; those found first are all of one level.
  std::vector<Place> nearest(const Sent& sent) {
    looked_at_.assign(1, {answer_.body(), nullptr, 0, true});
    std::vector<Place> found;
    std::size_t begin = 0;
    for (std::size_t depth = 0; depth < deepest && found.empty(); ++depth) {
      const std::size_t end = looked_at_.size();
      for (std::size_t i = begin; i < end; ++i) look_in(sent, i, found);
      std::erase_if(found, [](const Place& place) { return !id_text(place.member->value); });
      if (found.empty() && sent.is_of_resource) found = own_ids(sent, begin, end);
      begin = end;
    }
    return found;
  }

  void look_in(const Sent& sent, std::size_t number, std::vector<Place>& found) {
    const Object at = looked_at_[number];
    const std::string_view key = at.member ? std::string_view(at.member->key) : std::string_view();
    for (const auto& member : at.node->members()) {
      const bool is_object = member.value.is_object();
      if (!is_object && !may_end_as_id(member.key)) continue;
      const PlainName plain_key(member.key);
      const std::string_view plain = plain_key.view();
      const bool has_name = !sent.name.empty() && plain == sent.name;
      if (has_name || is_own(sent, plain) || is_owners_id(sent.owner, key, plain))
        found.push_back({number, &member});
      else if (is_object && is_about(sent, plain))
        looked_at_.push_back(
            {&member.value, &member, number, at.is_result && (is_wrapper(plain) || plain == sent.owner)});
    }
  }

  // Of the names that something is found by all end so, with a separator behind it perhaps.
  static bool may_end_as_id(std::string_view name) {
    while (!name.empty() && (name.back() == '_' || name.back() == '-')) name.remove_suffix(1);
    return !name.empty() && base::to_lower(name.back()) == 'd';
  }

  // The `id` of the resource that the path names, if it is of the same sort: a slug may lead to a number.
  std::vector<Place> own_ids(const Sent& sent, std::size_t begin, std::size_t end) const {
    std::vector<Place> found;
    for (std::size_t i = begin; i < end; ++i) {
      if (!looked_at_[i].is_result) continue;
      const document::Member* id = looked_at_[i].node->find_member("id");
      const auto text = id ? id_text(id->value) : std::nullopt;
      if (text && is_alike(sent.text, *text)) found.push_back({i, id});
    }
    return found;
  }

  Pointer pointer_of(const Place& place) const {
    std::vector<std::string> tokens{place.member->key};
    for (std::size_t at = place.object; looked_at_[at].member; at = looked_at_[at].above)
      tokens.push_back(looked_at_[at].member->key);
    std::reverse(tokens.begin(), tokens.end());
    return Pointer(std::move(tokens));
  }

  // Two ids of one sort: of one form, or with the same words before the last separator ("cus_1" and "cus_2").
  static bool is_alike(const std::string& a, const std::string& b) {
    const auto form = form_of(a);
    if (form != form_of(b)) return false;
    if (!form.empty()) return true;
    const auto before = [](const std::string& text) {
      const auto end = text.find_last_of("_-:");
      return end == std::string::npos ? std::string() : text.substr(0, end);
    };
    const auto has_digit = [](const std::string& text) { return text.find_first_of("0123456789") < text.size(); };
    return before(a) == before(b) && (!before(a).empty() || (a.size() == b.size() && has_digit(a) == has_digit(b)));
  }

  // RFC 9562, section 4: a UUID is read without regard to case.
  static bool is_same_id(const std::string& sent, const std::string& answered) {
    if (sent == answered) return true;
    return base::equals_ignoring_case(sent, answered) && schema::conforms_to_format("uuid", Node(sent));
  }

  void compare(const Sent& sent) {
    const auto places = nearest(sent);
    if (places.empty()) return;
    for (const auto& place : places) {
      if (is_same_id(sent.text, *id_text(place.member->value))) return;
    }
    const Pointer pointer = pointer_of(places.front());
    const Node* value = &places.front().member->value;
    const auto message =
        fmt::format("{}, the request said {} ({})", shown(*value), in_quotes(sent.text),
                    cut(std::string(sent.where) + sent.from));
    auto& failure = findings_.add("contract.echo", at(pointer.text(), message));
    failure.expected = in_quotes(sent.text);
    failure.actual = shown_with_kind(*value);
    failure.pointer = pointer.text();
    if (auto line = documentation_at(answer_, pointer); !line.empty()) failure.documentation = std::move(line);
  }

  const CheckContext& answer_;
  Findings& findings_;
  mutable const WordSet* entities_ = nullptr;  // once it was asked for
  std::vector<Object> looked_at_;              // for the id that is compared now, outer before inner
};

}  // namespace

void check_echo(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  if (!answer.body() || !answer.body()->is_object() || status < 200 || status > 299) return;
  if ((walk_of(answer).names() & meaning::id) == 0) return;  // nothing that could be compared
  Echo(answer, findings).look();
}

}  // namespace concord::check
