// Where the facts of a contract come from, and what they rest on.
#pragma once
#include <concord/document.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace concord::contract {

using document::Node;

// What a constraint rests on: a schema of the page, a sentence of it, or an example only.
enum class Basis { Documented, Prose, Example };
std::string_view basis_name(Basis basis);  // "documented", "prose", "example"

// A line of a page. `line` 0: only the document is known.
struct DocPlace {
  std::string document;  // file name of the page
  std::uint32_t line = 0;
  std::string text() const;  // "page.md:57", "page.md", or ""
};
// x-concord-source of a schema object, parameter, …; empty when it has none.
DocPlace doc_place(const Node& object);
// The same as `document` has it, where several pages say the same (x-concord-also); else the first page's.
DocPlace doc_place(const Node& object, std::string_view document);
Basis basis_of(const Node& schema_object, std::string_view keyword);

}  // namespace concord::contract
