// XML that came from outside, and XPath 1.0 over it. Nothing is fetched: neither external entities nor DTDs.
#pragma once
#include <concord/document.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::document {

// A well-formed document (XML 1.0, namespaces). Immutable, cheap to copy; for one thread at a time.
class Xml {
 public:
  // Null when it is none; then `problem` is a sentence with line and column. At most 16 MB, elements nested 256 deep,
  // and no document type declaration, whose entities could make much of little: that is no fault of the document.
  // `charset`: what was said beside the text, which counts more than what the text says (RFC 7303, 3); or "".
  static std::shared_ptr<const Xml> parse(std::string_view text, std::string& problem, bool& is_over_bound,
                                          std::string_view charset = {});
  ~Xml();
  Xml(const Xml&) = delete;
  Xml& operator=(const Xml&) = delete;

 private:
  friend class XPath;
  struct Tree;
  explicit Xml(std::unique_ptr<Tree> tree);
  std::unique_ptr<Tree> tree_;
};

struct XmlFault {
  std::string message;         // `line 3, column 12: Opening and ending tag mismatch: to line 1 and letter`
  bool is_over_bound = false;  // past a bound of ours, or in a charset that is not known: no fault that is known
};
// Why a text is no well-formed document, or nothing. Bounds and `charset` as for Xml::parse(), but a document may have
// a document type declaration: what is within it is judged, nothing is fetched.
std::optional<XmlFault> find_xml_fault(std::string_view text, std::string_view charset = {});

// A compiled expression. Immutable, cheap to copy, thread-safe.
class XPath {
 public:
  // Or a Diagnostic "xpath.syntax".
  static Result<XPath> compile(std::string_view text, Span span = {});

  struct Selected {
    std::vector<Node> values;    // texts of the nodes in document order; of other expressions a number, boolean or text
    std::string problem;         // why there is no value: "the prefix \"s\" is not declared in the answer"
    bool is_over_bound = false;  // it would take too many steps: not known
  };
  // Prefixes mean what they mean in the document, at their first declaration; `_` is its default namespace. At most
  // `limit` values, within 10 million steps.
  Selected select(const Xml& document, std::size_t limit = 10'000) const;
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace concord::document
