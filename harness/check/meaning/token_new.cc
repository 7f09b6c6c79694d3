// A token that an operation creates is another each time, where the documentation says so: by its name, its summary or
// its description (prose/readings.h), and no text of it speaks of one that is there already.
#include "body_walk.h"
#include "checks.h"
#include "provenance.h"

#include <concord/base/text.h>
#include <concord/prose/readings.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

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

bool is_promised(const contract::Operation& operation, const std::string& said) {
  if (!said.empty()) return said == "new";
  const std::string title = operation.name + ' ' + operation.summary;
  return prose::makes_token(title) && !prose::speaks_of_existing(title);
}

// "POST /sessions" without a word about it.
bool is_of_tokens(std::string_view path) {
  const std::string_view last = path.substr(path.rfind('/') + 1);
  return last == "sessions" || last == "session" || last == "tokens" || last == "token";
}

// A token server may hand out the same refresh token again (RFC 6749, 6); a session has one of its own.
bool is_kept_refresh_token(const contract::Operation& operation, std::string_view name) {
  const std::string said = base::to_lower_ascii(operation.name + operation.summary + operation.path);
  return base::to_lower_ascii(name).find("refresh") != std::string::npos && said.find("session") == std::string::npos;
}

// A place where answers have a token, and what the contract says of it.
struct TokenPlace {
  document::Pointer object;
  std::string name, text;  // of the member, and the whole place
  std::string kind;        // of the values there: see Findings::must_be_unique()
  bool is_kept_refresh_token = false;
  std::vector<const Node*> showing;  // see showing_schemas()
  std::string documentation;
};

// What an operation says of the tokens that one of its answers has: the same for each answer.
class Promise {
 public:
  explicit Promise(const CheckContext& answer)
      : root_(answer.content ? answer.content->schema.root : nullptr), provider_(answer.operation.provider),
        name_(answer.operation.name), summary_(answer.operation.summary), method_(answer.operation.method),
        path_(answer.operation.path), document_(answer.operation.place.document) {
    if (answer.schema) schema_ = *answer.schema;
    const std::string said = said_of_tokens(answer);
    is_stated_ = is_promised(answer.operation, said);
    is_hint_ = said.empty() && is_of_tokens(path_);
  }

  // Whether it was read from what the answer has: what is kept may stand where another operation stood.
  bool is_of(const CheckContext& answer) const {
    const contract::Operation& operation = answer.operation;
    const Node* root = answer.content ? answer.content->schema.root.get() : nullptr;
    const auto* program = answer.schema ? &answer.schema->program() : nullptr;
    return root == root_.get() && program == (schema_ ? &schema_->program() : nullptr) &&
           operation.provider == provider_ && operation.name == name_ && operation.summary == summary_ &&
           operation.method == method_ && operation.path == path_ &&
           operation.place.document == document_;
  }

  bool is_stated() const { return is_stated_; }
  // 201 says that something was created (RFC 9110, 15.3.2).
  bool is_hinted_at(int status) const { return status == 201 && is_hint_; }

  // Valid until the next call.
  const TokenPlace& place(const CheckContext& answer, const BodyWalk::Place& object, const std::string& name) {
    const auto is_same = [&](const TokenPlace& one) { return one.name == name && object.is_at(one.object); };
    const auto known = std::find_if(places_.begin(), places_.end(), is_same);
    if (known != places_.end()) return *known;
    if (places_.size() == most_places) places_.clear();
    document::Pointer above = object.pointer();
    const document::Pointer place = above / name;
    return places_.emplace_back(TokenPlace{std::move(above), name, place.text(),
                                           answer.operation.id() + " new " + place.text(),
                                           is_kept_refresh_token(answer.operation, name),
                                           showing_schemas(answer, place), documentation_at(answer, place)});
  }

 private:
  static constexpr std::size_t most_places = 16;

  std::shared_ptr<const Node> root_;
  std::optional<schema::Schema> schema_;  // kept, so that none after it has its address
  std::string provider_, name_, summary_, method_, path_, document_;
  bool is_stated_ = false, is_hint_ = false;
  std::vector<TokenPlace> places_;
};

// Kept in each thread. Valid until its next call.
Promise& promise_of(const CheckContext& answer) {
  constexpr std::size_t most_kept = 1'000;
  static thread_local std::map<std::pair<const void*, const void*>, Promise> kept;
  const auto key = std::pair<const void*, const void*>(&answer.operation, answer.content);
  const auto known = kept.find(key);
  if (known != kept.end() && known->second.is_of(answer)) return known->second;
  if (kept.size() == most_kept) kept.clear();
  return kept.insert_or_assign(key, Promise(answer)).first->second;
}

bool holds(const Node& node, const std::string& text) {
  if (node.is_string()) return node.as_string() == text;
  return std::any_of(node.items().begin(), node.items().end(), [&](const Node& one) { return holds(one, text); }) ||
         std::any_of(node.members().begin(), node.members().end(),
                     [&](const auto& one) { return holds(one.value, text); });
}

// What was sent comes back as it was, and a page that shows the answer itself promises no other.
bool may_come_again(const CheckContext& answer, const TokenPlace& place, const Node& value) {
  return place.is_kept_refresh_token || holds(answer.request, value.as_string()) ||
         is_shown_value(answer, place.object / place.name, place.showing, value);
}

void demand_another(const TokenPlace& place, const Node& value, Findings& findings) {
  auto& failure = findings.must_be_unique(place.kind, value.as_string(), "contract.token",
                                          place.text + ": the same value");
  failure.expected = "another value for each that is created";
  failure.actual = "the same value";
  failure.pointer = place.text;
  failure.found_kind = document::kind_name(value.kind());
  if (!place.documentation.empty()) failure.documentation = place.documentation;
}

}  // namespace

void check_token_new(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  const bool may_create = answer.exchange.request.method == "POST" && status >= 200 && status <= 299;
  if (!may_create || !answer.body() || http::find_header(answer.exchange.request.headers, "Idempotency-Key")) return;
  Promise* promise = nullptr;
  walk_of(answer).for_each_member(meaning::token, [&](const BodyWalk::Place& object, const document::Member& member) {
    if (object.is_in_list() || !member.value.is_string() || member.value.as_string().size() < shortest) return;
    if (object.depth() >= most_depth) return;
    if (!promise) promise = &promise_of(answer);
    if (!promise->is_stated() && !promise->is_hinted_at(status)) return;
    const TokenPlace& place = promise->place(answer, object, member.key);
    if (may_come_again(answer, place, member.value)) return;
    if (!promise->is_stated()) findings.set_level(std::max(findings.level(), Level::Warn));
    demand_another(place, member.value, findings);
  });
}

}  // namespace concord::check
