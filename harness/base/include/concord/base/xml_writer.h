// XML 1.0 written as it comes, with no tree of it: the one place that knows how it is escaped.
//
//     XmlWriter xml(text);
//     xml.open("testsuites");
//     xml.attribute("name", "a <b>");
//     xml.element("system-out", "one line");
//     xml.close();
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace concord::base {

// Elements on lines of their own, two blanks for each level; an element with text is on one line. Names are the
// caller's and must be names of XML. In values, what XML cannot hold becomes U+FFFD; "]]>" is escaped everywhere.
class XmlWriter {
 public:
  // Appends to `to`, which must outlive it; `depth`: of the elements that are open already, for the indentation.
  explicit XmlWriter(std::string& to, std::size_t depth = 0) : to_(to), depth_(depth) {}

  void declaration();
  void open(std::string_view name);
  // Of the element that was opened last, before anything is in it.
  void attribute(std::string_view name, std::string_view value);
  // The whole content of the element that was opened last.
  void text(std::string_view value);
  void close();
  // An element with text and no attributes.
  void element(std::string_view name, std::string_view value);

 private:
  enum class Content : unsigned char { None, Text, Elements };
  struct Open {
    std::string name;
    Content content = Content::None;
  };
  void start_line();

  std::string& to_;
  std::size_t depth_;
  std::vector<Open> open_;
};

}  // namespace concord::base
