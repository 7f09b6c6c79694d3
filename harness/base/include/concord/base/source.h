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

// One text that was read: a suite, a page, a schema. Immutable.
// A line ends with LF or CR LF. A byte order mark is part of the text, but of no line.
class Source {
 public:
  Source(std::string name, std::string text);

  // As it is shown to people: the path given by the user, with '/' separators.
  const std::string& name() const { return name_; }
  const std::string& text() const { return text_; }
  // `offset` in bytes; past the end it is the position of the end.
  Position position(std::size_t offset) const;
  // Line `number` (1-based) without its line ending; empty outside the text.
  std::string_view line(std::uint32_t number) const;
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }
  // Byte offset of the first character of line `number` (1-based); the size of the text outside of it.
  std::size_t line_offset(std::uint32_t number) const;

 private:
  std::string name_;
  std::string text_;
  bool is_utf8_;
  std::vector<std::size_t> line_starts_;
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
  const Source& add(std::string name, std::string text) {
    return sources_.emplace_back(std::move(name), std::move(text));
  }

 private:
  std::deque<Source> sources_;
};

}  // namespace concord::base
