// FNV-1a, 64 bits: stable from run to run and machine to machine, and enough to tell apart what nobody forges.
#pragma once
#include <cstdint>
#include <string_view>

namespace concord::base {

class Fnv1a {
 public:
  void add_bytes(std::string_view text) {
    for (const char c : text) value_ = (value_ ^ static_cast<unsigned char>(c)) * 1099511628211u;
  }
  // With its end: what is added next is another text.
  void add(std::string_view text) {
    add_bytes(text);
    add_bytes({"", 1});
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 14695981039346656037u;
};

}  // namespace concord::base
