// A file descriptor of the system that is closed by its owner.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace concord::base {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      close();
      number_ = std::exchange(other.number_, -1);
    }
    return *this;
  }

  bool is_open() const { return number_ >= 0; }
  int get() const { return number_; }
  // False, with errno, when the system only now finds that something was not written.
  bool close();

 private:
  int number_ = -1;
};

// A new file in the system's folder for such, of which only the descriptor is left: it goes with that. Not open when
// there is no place for it.
Descriptor open_unnamed_file();

// All of `content`. A descriptor that does not block is waited for, at most ten seconds each time it takes nothing.
// 0, or an errno: ETIMEDOUT when nobody reads what is written.
int write_all(int descriptor, std::string_view content);

// What pread() gives, which is tried again when a signal interrupts it: at the end less than `size`; -1 with errno.
ssize_t read_at(int descriptor, char* to, std::size_t size, std::uint64_t offset);

// Pieces of a file that has them at places. Of those that are asked for nearly in the order of the file many are
// read at once; what was read is not read again, so a piece must not change, though others may be added behind it.
class PieceReader {
 public:
  // Shorter than `size` where the file ends before, or, with `error`, where it cannot be read. Valid until the next
  // call.
  std::string_view read(int descriptor, std::uint64_t offset, std::size_t size);
  int error() const { return error_; }  // an errno, of the last call; 0: none

 private:
  std::string_view known(std::uint64_t offset, std::size_t size) const;
  void fill(int descriptor, std::size_t least);

  std::string bytes_;
  std::uint64_t begin_ = 0;   // of bytes_ in the file
  std::uint64_t behind_ = 0;  // where the last piece ended
  int error_ = 0;
};

}  // namespace concord::base
