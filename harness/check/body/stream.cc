// Lines end with LF or CR LF (NDJSON); those of events also with CR (HTML, 9.2.5).
#include "body/stream.h"

#include <concord/base/text.h>
#include <concord/document/event_stream.h>

#include <algorithm>
#include <array>

namespace concord::check {

using document::Node;

namespace {

constexpr std::size_t most_items = 100'000;

// Takes a line off `rest`, without its end.
std::string_view take_line(std::string_view& rest, bool ends_with_cr) {
  const std::size_t end = rest.find_first_of(ends_with_cr ? "\r\n" : "\n");
  std::string_view line = rest.substr(0, end);
  std::size_t taken = end == std::string_view::npos ? rest.size() : end + 1;
  if (ends_with_cr && taken < rest.size() && rest[taken - 1] == '\r' && rest[taken] == '\n') ++taken;
  rest.remove_prefix(taken);
  if (!ends_with_cr && line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// A comment, or one of the fields that there are (HTML, 9.2.6).
bool is_line_of_event(std::string_view line) {
  const std::string_view field = line.substr(0, line.find(':'));
  if (field.empty()) return line.starts_with(':');
  return field == "data" || field == "event" || field == "id" || field == "retry";
}

class StreamReader {
 public:
  explicit StreamReader(StreamKind kind) : kind_(kind) { read_.root = Node::array(); }

  document::ParsedJson read(std::string_view body) {
    ends_within_line_ = !body.ends_with('\n') && !body.ends_with('\r');
    if (body.starts_with("\xEF\xBB\xBF") && kind_ == StreamKind::Events) body.remove_prefix(3);
    while (!body.empty() && read_.root->size() < most_items) {
      ++number_;
      const std::string_view line = take_line(body, kind_ == StreamKind::Events);
      if (kind_ == StreamKind::Events) {
        note(line);
        if (auto event = events_.take_line(line)) take_event(std::move(*event));
      } else if (!base::trim(line).empty()) {
        take_json(line);
      }
    }
    if (!body.empty()) read_.faults.push_back({"size", "more than " + std::to_string(most_items) + " items", 0});
    else if (kind_ == StreamKind::Events) end_events();
    return std::move(read_);
  }

 private:
  void note(std::string_view line) {
    if (line.empty()) begin_ = 0;
    else if (begin_ == 0 && !line.starts_with(':')) begin_ = number_;
    has_content_ = has_content_ || !line.empty();
    is_of_events_ = is_of_events_ || is_line_of_event(line);
  }

  // What is cut within a line may have become anything, a line that is whole but no data is no event yet.
  void end_events() {
    if (has_content_ && !is_of_events_) {
      read_.faults.push_back({std::string(no_events_rule), "no server-sent events in it", 0});
    } else if (begin_ != 0 && (events_.is_within_event() || ends_within_line_)) {
      std::string message = "no empty line ends the event that begins at line " + std::to_string(begin_);
      read_.faults.push_back({std::string(cut_rule), std::move(message), 0});
    }
    if (ends_with_done()) read_.root->items().pop_back();
  }

  bool ends_with_done() const {
    const Node* data = read_.root->size() > 0 ? read_.root->items().back().find("data") : nullptr;
    return data && data->string_or_empty() == "[DONE]";
  }

  void take_json(std::string_view line) {
    auto parsed = document::parse_answer_json(line);
    for (document::JsonFault& fault : parsed.faults) {
      fault.message.insert(0, "line " + std::to_string(number_) + " of the stream: ");
      read_.faults.push_back(std::move(fault));
    }
    if (parsed.root) read_.root->push_back(std::move(*parsed.root));
  }

  void take_event(document::ServerSentEvent taken) {
    Node event = Node::object();
    event.set("event", std::move(taken.type));
    if (!taken.id.empty()) event.set("id", std::move(taken.id));
    auto parsed = document::parse_answer_json(taken.data);
    const bool is_json = parsed.root && parsed.faults.empty();
    event.set("data", is_json ? std::move(*parsed.root) : Node(std::move(taken.data)));
    read_.root->push_back(std::move(event));
  }

  StreamKind kind_;
  document::ParsedJson read_;
  std::size_t number_ = 0, begin_ = 0;  // of the line, of the first field since an empty line; from 1, or 0: none
  bool has_content_ = false, is_of_events_ = false, ends_within_line_ = false;
  document::EventReader events_;
};

}  // namespace

StreamKind stream_kind(const http::MediaType& type) {
  static constexpr auto lines = std::to_array<std::string_view>(
      {"x-ndjson", "ndjson", "jsonl", "x-jsonlines", "json-lines", "stream+json"});
  if (type.type == "application" && std::find(lines.begin(), lines.end(), type.subtype) != lines.end())
    return StreamKind::JsonLines;
  return type.type == "text" && type.subtype == "event-stream" ? StreamKind::Events : StreamKind::None;
}

document::ParsedJson read_stream(std::string_view body, StreamKind kind) { return StreamReader(kind).read(body); }

const Node& judged_of_item(const Node& item, StreamKind kind, const Node* schema, bool& is_data) {
  is_data = false;
  if (kind != StreamKind::Events) return item;
  const Node* properties = schema ? schema->find("properties") : nullptr;
  const Node* data = item.find("data");
  is_data = data && !(properties && properties->has("data"));
  return is_data ? *data : item;
}

}  // namespace concord::check
