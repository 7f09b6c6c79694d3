// What the mock remembers between requests, each for a while.
#pragma once
#include <concord/base/clock.h>
#include <concord/document.h>

#include <map>
#include <string>

namespace concord::mock {

class Memory {
 public:
  explicit Memory(std::size_t capacity = 10'000) : capacity_(capacity) {}

  // Null when nothing is remembered under `key`, or no longer. Lives until the next call.
  const document::Node* find(const std::string& key, base::SystemTime now) const;
  // When full, what expires first is forgotten.
  const document::Node& keep(const std::string& key, document::Node values, base::SystemTime until);

 private:
  struct Entry {
    document::Node values;
    base::SystemTime until;
  };
  void make_room();

  std::size_t capacity_;
  std::map<std::string, Entry> entries_;
};

}  // namespace concord::mock
