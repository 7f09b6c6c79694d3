// A file descriptor of the system that is closed by its owner.
#pragma once
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

}  // namespace concord::base
