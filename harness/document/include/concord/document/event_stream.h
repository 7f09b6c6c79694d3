// Server-sent events: HTML, Living Standard, section 9.2.6.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace concord::document {

struct ServerSentEvent {
  std::string type = "message";
  std::string id;    // the last one that was said, also by an event before; or ""
  std::string data;  // its lines, with LF between them
};

// Takes a stream line by line. Not thread-safe.
class EventReader {
 public:
  // `line` without its end. The event that it ends, when it is empty and there was data; what no empty line ends is no
  // event.
  std::optional<ServerSentEvent> take_line(std::string_view line);
  // Whether an event has begun that nothing has ended.
  bool is_within_event() const { return data_.has_value(); }

 private:
  std::optional<std::string> data_;
  std::string type_, id_;
};

}  // namespace concord::document
