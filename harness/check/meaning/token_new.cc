// A token that an operation creates is another each time, where the documentation says so: by its name, its summary or
// its description (prose/readings.h), and no text of it speaks of one that is there already.
#include "checks.h"
#include "provenance.h"
#include "walk.h"

#include <concord/base/secret_names.h>
#include <concord/base/text.h>
#include <concord/prose/readings.h>

#include <algorithm>

namespace concord::check {

namespace {

constexpr std::size_t shortest = 16;  // bytes; shorter ones are words, and numbers in a row
constexpr std::size_t most_depth = 2;  // further down it is of something else: {"user": {"api": {"token": …}}}

// What the document says of the operation beside its model; null when it is not known.
const Node* stated_operation(const CheckContext& answer) {
  const Node* root = answer.content ? answer.content->schema.root.get() : nullptr;
  const auto at = document::Pointer{} / "paths" / answer.operation.path / base::to_lower_ascii(answer.operation.method);
  return root ? document::resolve(*root, at) : nullptr;
}

// "new", "existing", or "": the document's words are read when it is brought into its normal form.
std::string said_of_tokens(const CheckContext& answer) {
  const Node* stated = stated_operation(answer);
  const Node* said = stated ? stated->find("x-concord-token") : nullptr;
  return std::string(said ? said->string_or_empty() : "");
}

bool is_promised(const CheckContext& answer) {
  const std::string said = said_of_tokens(answer);
  if (!said.empty()) return said == "new";
  const std::string title = answer.operation.name + ' ' + answer.operation.summary;
  return prose::makes_token(title) && !prose::speaks_of_existing(title);
}

// 201 says that something was created (RFC 9110, 15.3.2): "POST /sessions" without a word about it.
bool is_hinted_at(const CheckContext& answer) {
  const std::string_view path = answer.operation.path;
  const std::string_view last = path.substr(path.rfind('/') + 1);
  const bool is_of_such = last == "sessions" || last == "session" || last == "tokens" || last == "token";
  return answer.response.status == 201 && is_of_such && said_of_tokens(answer).empty();
}

bool holds(const Node& node, const std::string& text) {
  if (node.is_string()) return node.as_string() == text;
  return std::any_of(node.items().begin(), node.items().end(), [&](const Node& one) { return holds(one, text); }) ||
         std::any_of(node.members().begin(), node.members().end(),
                     [&](const auto& one) { return holds(one.value, text); });
}

// A token server may hand out the same refresh token again (RFC 6749, 6); a session has one of its own.
bool is_kept_refresh_token(const CheckContext& answer, std::string_view name) {
  const contract::Operation& operation = answer.operation;
  const std::string said = base::to_lower_ascii(operation.name + operation.summary + operation.path);
  return base::to_lower_ascii(name).find("refresh") != std::string::npos && said.find("session") == std::string::npos;
}

// What was sent comes back as it was, and a page that shows the answer itself promises no other.
bool may_come_again(const CheckContext& answer, const document::Pointer& place, const Node& value) {
  return is_kept_refresh_token(answer, place.tokens().back()) || holds(answer.request, value.as_string()) ||
         is_shown_value(answer, place, value);
}

}  // namespace

void check_token_new(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  const bool may_create = answer.exchange.request.method == "POST" && status >= 200 && status <= 299;
  if (!may_create || !answer.body() || http::find_header(answer.exchange.request.headers, "Idempotency-Key")) return;
  std::optional<bool> is_said;
  for_each_object(*answer.body(), [&](const Node& object, const Trail& trail, bool in_array) {
    for (const auto& member : object.members()) {
      if (in_array || !member.value.is_string() || member.value.as_string().size() < shortest) continue;
      if (!base::names_token(member.key)) continue;
      const document::Pointer place = trail.pointer() / member.key;
      if (!is_said) is_said = is_promised(answer);
      if (place.tokens().size() > most_depth || (!*is_said && !is_hinted_at(answer))) return;
      if (may_come_again(answer, place, member.value)) continue;
      if (!*is_said) findings.set_level(std::max(findings.level(), Level::Warn));
      auto& failure = findings.must_be_unique(answer.operation.id() + " new " + place.text(), member.value.as_string(),
                                              "contract.token", place.text() + ": the same value");
      failure.expected = "another value for each that is created";
      failure.actual = "the same value";
      failure.pointer = place.text();
      if (auto line = documentation_at(answer, place); !line.empty()) failure.documentation = std::move(line);
    }
  });
}

}  // namespace concord::check
