// From a keyword of a derived schema, or a fact of a contract, back to the line of the page that says so.
#pragma once
#include <concord/derive.h>

#include <span>

namespace concord::derive {

// Where one keyword comes from.
struct KeywordOrigin {
  std::string keyword;
  std::string value;   // as JSON, cut to 60 code points
  contract::DocPlace place;      // of the keyword itself when its page is given, else of the object that holds it
  contract::Basis basis = contract::Basis::Documented;
  std::string text;    // what the page says there, cut to 100 code points; "" unless the page is given
  bool is_exact = false;  // whether `place` is that of the keyword itself
};

// An overlay action that changed the object.
struct Decision {
  std::string id;
  std::string reason;  // "" when the overlay is not given or does not know the id
  base::Span place;    // of the action in the overlay
  std::string target;  // JSONPath
  std::string change;  // "remove", or what is merged, as JSON cut to 100 code points
};

struct Trace {
  Pointer location;  // in the file, with references followed
  std::vector<KeywordOrigin> keywords;
  std::vector<Decision> decisions;
};

// What stands at `at` in a derived file: all keywords of an object, or the one keyword that `at` ends with. Tokens are
// also looked for behind $ref and in allOf, as a reader of the schema would. `pages` and `overlay` may be missing; they
// give texts and reasons. Errors: "trace.nothing-there" (with the names that are there), "trace.no-source" for a file
// that was not derived.
Result<Trace> trace(const Node& root, const Pointer& at, std::span<const Source* const> pages, const Source* overlay);

// The pages that a derived file or contract names, with the digests they had ("" when not said there).
struct NamedPage {
  std::string name;
  std::string sha256;
};
std::vector<NamedPage> named_pages(const Node& root);

}  // namespace concord::derive
