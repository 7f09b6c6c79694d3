// The ids of a request come back in its answer. Only the occurrences nearest to the top are compared: deeper ones often
// belong to another object.
#include "checks.h"
#include "names.h"
#include "provenance.h"
#include "shown.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <optional>

namespace concord::check {

using document::Pointer;

namespace {

constexpr std::size_t deepest = 3;  // members of the body, of its objects, and of theirs

struct Sent {
  std::string name;
  std::string text;
  std::string from;  // "path parameter customerId", "request body /tenantId"
};

std::optional<std::string> id_text(const Node& value) {
  if (value.is_string() && !value.as_string().empty()) return value.as_string();
  if (value.is_integer()) return value.number_text();
  return std::nullopt;
}

std::vector<Sent> sent_ids(const Node& request) {
  std::vector<Sent> ids;
  const auto take = [&](const Node* members, std::string_view from) {
    if (!members) return;
    for (const auto& member : members->members()) {
      const auto text = id_text(member.value);
      if (text && names_identifier(member.key)) ids.push_back({member.key, *text, std::string(from) + member.key});
    }
  };
  take(request.find("path"), "path parameter ");
  take(request.find("body"), "request body /");
  return ids;
}

struct Place {
  Pointer pointer;
  const Node* value;
};

std::vector<Place> nearest(const Node& body, const std::string& name) {
  std::vector<Place> level{{Pointer(), &body}};
  std::vector<Place> found;
  for (std::size_t depth = 0; depth < deepest && found.empty(); ++depth) {
    std::vector<Place> below;
    for (const auto& [pointer, object] : level) {
      if (const auto* value = object->find(name)) found.push_back({pointer / name, value});
      for (const auto& member : object->members()) {
        if (member.value.is_object()) below.push_back({pointer / member.key, &member.value});
      }
    }
    level = std::move(below);
  }
  return found;
}

// RFC 9562, section 4: a UUID is read without regard to case.
bool is_same_id(const std::string& sent, const std::string& answered) {
  if (sent == answered) return true;
  return base::equals_ignoring_case(sent, answered) && schema::conforms_to_format("uuid", Node(sent));
}

void compare(const CheckContext& answer, const Sent& sent, Findings& findings) {
  auto places = nearest(*answer.body(), sent.name);
  std::erase_if(places, [](const Place& place) { return !id_text(*place.value); });
  if (places.empty()) return;
  for (const auto& place : places) {
    if (is_same_id(sent.text, *id_text(*place.value))) return;
  }
  const auto& [pointer, value] = places.front();
  const auto message = fmt::format("{}, the request said {} ({})", shown(*value), in_quotes(sent.text), cut(sent.from));
  auto& failure = findings.add("contract.echo", at(pointer.text(), message));
  failure.expected = in_quotes(sent.text);
  failure.actual = shown_with_kind(*value);
  failure.pointer = pointer.text();
  if (auto line = documentation_at(answer, pointer); !line.empty()) failure.documentation = std::move(line);
}

}  // namespace

void check_echo(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  if (!answer.body() || !answer.body()->is_object() || status < 200 || status > 299) return;
  for (const auto& sent : sent_ids(answer.request)) compare(answer, sent, findings);
}

}  // namespace concord::check
