// One pass over a text that ends in zeros, so that no byte needs a check for the end: a zero is no part of any JSON.
// Open containers collect their parts on two stacks; closing one moves its part to the arena, where parts lie side by
// side. Strings stay where they are in the text, unless they hold escapes: those are replaced in place.
#pragma once
#include <concord/document/compact.h>

#include <array>
#include <vector>

namespace concord::document {

// Blocks whose addresses stay. clear() keeps one block of the size that was needed.
class CompactArena {
 public:
  void clear();
  void* take(std::size_t bytes) {  // aligned for any value; bytes is a multiple of 16
    if (bytes > static_cast<std::size_t>(end_ - at_)) grow(bytes);
    void* taken = at_;
    at_ += bytes;
    return taken;
  }

 private:
  struct alignas(16) Unit {
    std::array<char, 16> bytes;
  };
  void grow(std::size_t bytes);

  std::vector<std::unique_ptr<Unit[]>> blocks_;
  std::size_t size_ = 0;  // of all blocks, in bytes
  char* at_ = nullptr;
  char* end_ = nullptr;
};

struct Compact::Memory {
  struct Container {
    bool is_object;
    std::size_t first;  // of its parts on their stack
  };
  std::unique_ptr<char[]> text;
  std::size_t text_capacity = 0;
  CompactArena arena;
  std::vector<Container> open;
  std::vector<CompactValue> items;
  std::vector<CompactMember> members;
  std::vector<const CompactMember*> sorted;
};

class CompactReader {
 public:
  CompactReader(Compact& compact, const ParseLimits& limits)
      : compact_(compact), memory_(*compact.memory_), limits_(limits) {}

  bool read(std::string_view text);

 private:
  using Type = CompactValue::Type;
  enum class Next { Value, Separator, Wrong };

  void keep(std::string_view text);
  bool document();
  void skip_blanks();
  Next value();
  bool separators();
  bool key();
  Next open(bool is_object);
  bool close();
  Next word(std::string_view word, Type type, bool is_true);
  Next number();
  Next number_at_length(const char* begin);
  bool digits();
  bool string(CompactValue& to);
  bool rest_of_string(const char* begin, CompactValue& to);
  bool multi_byte(char*& out);
  bool escape(char*& out);
  bool unicode_escape(char*& out);
  bool put(const CompactValue& value);
  Next put_number(const CompactValue& value, const char* end);
  bool has_duplicates(std::span<const CompactMember> members);
  bool has_duplicates_among_many(std::span<const CompactMember> members);

  Compact& compact_;
  Compact::Memory& memory_;
  const ParseLimits& limits_;
  char* at_ = nullptr;
  char* end_ = nullptr;
  std::size_t nodes_ = 0;
};

}  // namespace concord::document
