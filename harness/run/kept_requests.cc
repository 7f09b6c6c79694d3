#include "kept_requests.h"

#include <algorithm>

namespace concord::run {

using document::Node;

namespace {

constexpr std::size_t largest_body = 16u << 10;

bool is_same(const base::Span& a, const base::Span& b) {
  return a.source == b.source && a.begin == b.begin && a.end == b.end;
}

bool is_same(const Node& a, const Node& b);

bool is_same(const document::Member& a, const document::Member& b) {
  return a.key == b.key && is_same(a.key_span, b.key_span) && is_same(a.value, b.value);
}

// Their places too: messages show them.
bool is_same(const Node& a, const Node& b) {
  if (a.value().index() != b.value().index() || a.size() != b.size() || !is_same(a.span(), b.span())) return false;
  if (a.is_string()) return a.as_string() == b.as_string();
  if (a.is_number()) return a.number_text() == b.number_text();
  if (a.is_boolean()) return a.as_boolean() == b.as_boolean();
  const auto are_same = [](const auto& one, const auto& other) { return is_same(one, other); };
  return std::equal(a.items().begin(), a.items().end(), b.items().begin(), are_same) &&
         std::equal(a.members().begin(), a.members().end(), b.members().begin(), are_same);
}

}  // namespace

KeptRequests::Slot* KeptRequests::slot_of(const RequestSource& source) {
  const auto found = std::find_if(slots_.begin(), slots_.end(), [&source](const Slot& one) {
    return one.operation == &source.operation && one.provider == source.provider && one.base_url == source.base_url &&
           is_same(one.written, source.written);
  });
  return found == slots_.end() ? nullptr : &*found;
}

std::shared_ptr<const MadeRequest> KeptRequests::find(const RequestSource& source) {
  Slot* slot = slot_of(source);
  if (!slot) return nullptr;
  slot->used = ++turn_;
  if (!slot->made || slot->texts.are_those_of(source.names)) return slot->made;
  slot->made.reset();
  slot->varies = true;
  return nullptr;
}

void KeptRequests::keep(const RequestSource& source, const Node& rendered, const http::Request& built) {
  if (built.body && built.body->size() > largest_body) return;
  if (Slot* slot = slot_of(source)) {
    auto texts = slot->varies ? std::nullopt : NamedTexts::of(source.written, source.names);
    slot->varies = !texts;
    if (!texts) return;
    slot->texts = std::move(*texts);
    slot->made = std::make_shared<const MadeRequest>(MadeRequest{rendered, built});
    return;
  }
  Slot& oldest = *std::min_element(slots_.begin(), slots_.end(),
                                   [](const Slot& a, const Slot& b) { return a.used < b.used; });
  oldest = {source.provider, &source.operation, source.written, source.base_url, {}, nullptr, false, ++turn_};
}

}  // namespace concord::run
