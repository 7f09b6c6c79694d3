// The ids of a request come back in its answer. An id has a meaning: whose it is. It is compared where the answer
// speaks of the same thing, nearest to the top: a counterparty's account is another account.
#include "checks.h"
#include "names.h"
#include "provenance.h"
#include "shown.h"

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

std::string owner_in(std::string_view plain) {
  return plain.size() > 2 && plain.ends_with("id") ? std::string(plain.substr(0, plain.size() - 2)) : std::string();
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
  struct Place {
    Pointer pointer;
    const Node* value;
  };

  std::vector<Sent> sent_in_path() const {
    std::vector<Sent> ids;
    const Node* values = answer_.request.find("path");
    const auto segments = base::split(answer_.operation.path, '/');
    for (std::size_t i = 0; values && i < segments.size(); ++i) {
      const auto segment = segments[i];
      if (!segment.starts_with('{') || !segment.ends_with('}')) continue;
      const std::string name(segment.substr(1, segment.size() - 2));
      const auto* value = values->find(name);
      const auto text = value ? id_text(*value) : std::nullopt;
      const auto plain = plain_name(name);
      if (!text || is_alias(*text) || (plain != "id" && !names_identifier(name))) continue;
      const std::string before = i > 0 ? singular(plain_name(segments[i - 1])) : std::string();
      const std::string owner = plain == "id" ? before : owner_in(plain);
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
        const std::string plain = plain_name(member.key);
        if (const auto text = id_text(member.value); text && !is_alias(*text))
          ids.push_back({plain, owner_in(plain), *text, "request body /", member.key});
      }
      const Node* id = member.value.is_object() ? member.value.find("id") : nullptr;
      if (const std::string plain = id ? plain_name(member.key) : std::string(); id && !is_wrapper(plain)) {
        if (const auto text = id_text(*id); text && !is_alias(*text))
          ids.push_back({plain + "id", plain, *text, "request body /", member.key + "/id"});
      }
    }
    return ids;
  }

  // Whether an object of that name is about the request, or about whose id it is.
  bool is_about(const Sent& sent, std::string_view plain) const {
    if (plain.empty()) return false;
    return is_wrapper(plain) || plain == sent.owner || (sent.owner.ends_with(plain) && plain.size() > 3) ||
           entities_of(answer_.operation).contains(plain);
  }

  // `{"customer": {"id": …}}` for customerId.
  static bool is_owners_id(const Sent& sent, const std::string& object, std::string_view plain) {
    return plain == "id" && !sent.owner.empty() && PlainName(object).view() == sent.owner;
  }

  // `customerId` for what the path calls `id` alone.
  static bool is_own(const Sent& sent, std::string_view plain) {
    return sent.name.empty() && !sent.owner.empty() && plain.ends_with("id") && plain.starts_with(sent.owner) &&
           plain.size() == sent.owner.size() + 2;
  }

  std::vector<Place> nearest(const Sent& sent) const {
    struct Level {
      Place place;
      std::string name;
      bool is_result;  // nothing but what wraps it stands before
    };
    std::vector<Level> level{{{Pointer(), answer_.body()}, "", true}};
    std::vector<Place> found;
    for (std::size_t depth = 0; depth < deepest && found.empty(); ++depth) {
      std::vector<Level> below;
      for (const auto& [place, name, is_result] : level) {
        for (const auto& member : place.value->members()) {
          const PlainName plain_key(member.key);
          const std::string_view plain = plain_key.view();
          const bool has_name = !sent.name.empty() && plain == sent.name;
          if (has_name || is_own(sent, plain) || is_owners_id(sent, name, plain))
            found.push_back({place.pointer / member.key, &member.value});
          else if (member.value.is_object() && is_about(sent, plain))
            below.push_back({{place.pointer / member.key, &member.value},
                             member.key,
                             is_result && (is_wrapper(plain) || plain == sent.owner)});
        }
      }
      std::erase_if(found, [](const Place& place) { return !id_text(*place.value); });
      if (found.empty() && sent.is_of_resource) found = own_ids(sent, level);
      level = std::move(below);
    }
    return found;
  }

  // The `id` of the resource that the path names, if it is of the same sort: a slug may lead to a number.
  template <class Levels>
  static std::vector<Place> own_ids(const Sent& sent, const Levels& level) {
    std::vector<Place> found;
    for (const auto& [place, name, is_result] : level) {
      if (!is_result) continue;
      const Node* id = place.value->find("id");
      const auto text = id ? id_text(*id) : std::nullopt;
      if (text && is_alike(sent.text, *text)) found.push_back({place.pointer / "id", id});
    }
    return found;
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
      if (is_same_id(sent.text, *id_text(*place.value))) return;
    }
    const auto& [pointer, value] = places.front();
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
};

}  // namespace

void check_echo(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  if (!answer.body() || !answer.body()->is_object() || status < 200 || status > 299) return;
  Echo(answer, findings).look();
}

}  // namespace concord::check
