// Source texts and places in them.
#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace concord::base {

// 1-based; `column` counts code points, as editors show them.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

// What may stand in a text: people write passwords into their own suites and provider.yaml, whatever they are advised.
enum class Holds { Documentation, Credentials };

// One text that was read: a suite, a page, a schema. Immutable.
// A line ends with LF or CR LF. A byte order mark is part of the text, but of no line.
class Source {
 public:
  // Without a label: the last part of the name.
  Source(std::string name, std::string text, std::string label = {}, Holds holds = Holds::Documentation);

  // As it is shown to people: the path given by the user, with '/' separators.
  const std::string& name() const { return name_; }
  // As files that are made from it name it: the same wherever the user has put it.
  const std::string& label() const { return label_; }
  const std::string& text() const { return text_; }
  // Whether values that are named like credentials are hidden where a line of it is shown.
  bool may_hold_credentials() const { return holds_ == Holds::Credentials; }
  // `offset` in bytes; past the end it is the position of the end.
  Position position(std::size_t offset) const;
  // 1-based; as position(), but without the time that a column takes.
  std::uint32_t line_number(std::size_t offset) const;
  // Line `number` (1-based) without its line ending; empty outside the text.
  std::string_view line(std::uint32_t number) const;
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }
  // Byte offset of the first character of line `number` (1-based); the size of the text outside of it.
  std::size_t line_offset(std::uint32_t number) const;

 private:
  std::size_t continuations_before(std::size_t offset) const;
  std::size_t count_in_valid(std::size_t start, std::size_t length) const;

  std::string name_;
  std::string text_;
  std::string label_;
  Holds holds_;
  bool is_utf8_;
  std::vector<std::size_t> line_starts_;
  std::vector<std::uint32_t> continuations_;  // of UTF-8, before each block: minified JSON is one line of megabytes
};

// A half-open range of bytes of a source. `source` is not owned: it must outlive the span.
// A default Span belongs to no source (a value made by the program, an answer from a server).
struct Span {
  const Source* source = nullptr;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool is_known() const { return source != nullptr; }
  Position position() const { return source ? source->position(begin) : Position{}; }
  // "file:line:column", or "" when unknown.
  std::string place() const;
};

// Owns sources for as long as spans point into them. Addresses are stable. Not thread-safe while adding.
class SourceSet {
 public:
  const Source& add(std::string name, std::string text, std::string label = {}, Holds holds = Holds::Documentation) {
    return sources_.emplace_back(std::move(name), std::move(text), std::move(label), holds);
  }
  const std::deque<Source>& all() const { return sources_; }

 private:
  std::deque<Source> sources_;
};

}  // namespace concord::base
