// Rules that a page states in a sentence only, as actions for an overlay. Never applied by themselves: a person
// decides.
#pragma once
#include <concord/derive.h>

#include <span>

namespace concord::derive {

struct Suggestion {
  std::string target;  // JSONPath into the contract
  Node update;         // what an overlay action would merge there
  std::string text;    // the words of the page, cut to a line
  base::Span span;     // of the description in the page
  contract::DocPlace place;      // the same as people write it: "page.md:59"
};

// For every description in `pages` whose schema is in `contract` (an OpenAPI document that derive made, overlay
// applied) and does not state what the sentence does. In the order of the contract, at most `limit`.
std::vector<Suggestion> suggestions(const Node& contract, std::span<const Source* const> pages,
                                    std::size_t limit = 1'000);

// The text of `overlay` with an action a suggestion at its end; `overlay` is a file of `actions:` in block style, or
// empty, which starts a new one. Ids go on from those that are there: "KNOT-7". An error when the file has another
// form.
Result<std::string> with_suggestions(const Source& overlay, std::string_view provider,
                                     std::span<const Suggestion> added);

}  // namespace concord::derive
