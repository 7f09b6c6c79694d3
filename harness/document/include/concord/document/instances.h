// The instances in a file, one by one, in bounded memory.
#pragma once
#include <concord/base/result.h>

#include <functional>
#include <string>
#include <string_view>

namespace concord::document {

// Where an instance was found.
struct InstancePlace {
  std::string_view path;  // safe to print, on one line
  std::size_t line = 0;   // where it begins, of a file with several instances; 0 for a file that is one instance

  std::string text() const;  // "d.jsonl:3", "d.json"
};

struct InstanceText {
  InstancePlace place;
  std::string_view text;
  bool is_yaml = false;
};

// What is done with them. What is given is valid during the call.
class InstanceUser {
 public:
  virtual ~InstanceUser() = default;
  virtual void use(const InstanceText& instance) = 0;
  // The file cannot be opened, or not read on.
  virtual void cannot_read(const InstancePlace& place, const base::Diagnostics& why) = 0;
  // A line that is longer than we read: it may be valid.
  virtual void is_over_bound(const InstancePlace& place, std::size_t bytes) = 0;
  virtual bool wants_more() const { return true; }
};

// .jsonl and .ndjson have an instance a line, blank lines aside, and may be of any size; so may .sse, server-sent
// events whose data is one each (but for "[DONE]", which ends some streams); .yaml and .yml are YAML; all else is JSON.
void read_instances(const std::string& path, InstanceUser& user);

bool is_yaml_file(std::string_view path);  // by the end of its name

}  // namespace concord::document
