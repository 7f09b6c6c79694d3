// JSONPath, RFC 9535, whole: filters, functions (length, count, match, search, value), slices, descendants.
#pragma once
#include <concord/document.h>
#include <concord/document/pointer.h>

#include <memory>
#include <string_view>
#include <vector>

namespace concord::document {

// A compiled query. Immutable, cheap to copy, thread-safe.
class JsonPath {
 public:
  // Well-formed and valid (section 2.1), or a Diagnostic "jsonpath.…" whose span is `span` narrowed to the character
  // when `span` covers the text, with or without quotes; the message says the column within the text otherwise.
  // A regular expression that is a literal must follow RFC 9485 (the RFC lets a wrong one match nothing).
  static Result<JsonPath> compile(std::string_view text, Span span = {});

  struct Match {
    Pointer location;  // the normalized path as a pointer
    const Node* node;  // lives as long as the root
  };
  // In document order, duplicates kept (section 2.1.2). At most `limit` matches, and those found
  // within 200 million steps (queries such as $..*..*..* visit more values than a document has) and while
  // base::Patience lasts; `is_complete`, when given, is false when one of the two ended the search.
  std::vector<Match> select(const Node& root, std::size_t limit = 1'000'000, bool* is_complete = nullptr) const;
  // Whether it can select at most one node (section 2.3.5.1, singular query).
  bool is_singular() const;
  const std::string& text() const;

 private:
  struct Query;
  std::shared_ptr<const Query> query_;
};

}  // namespace concord::document
