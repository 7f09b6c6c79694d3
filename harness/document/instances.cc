#include <concord/document/instances.h>

#include <concord/base/clean_text.h>
#include <concord/base/file.h>
#include <concord/base/line_reader.h>
#include <concord/base/text.h>
#include <concord/document.h>
#include <concord/document/event_stream.h>

#include <algorithm>
#include <utility>

namespace concord::document {
namespace {

constexpr std::size_t longest_line = ParseLimits{}.bytes;

bool has_events(std::string_view path) { return path.ends_with(".sse"); }

bool has_lines(std::string_view path) { return path.ends_with(".jsonl") || path.ends_with(".ndjson"); }

void read_lines(base::LineReader& reader, std::string_view path, InstanceUser& user) {
  while (const auto line = reader.next()) {
    const InstancePlace place{path, line->number};
    if (line->is_too_long) {
      user.is_over_bound(place, longest_line);
    } else if (!base::trim(line->text).empty()) {
      user.use({place, line->text});
    }
    if (!user.wants_more()) return;
  }
  if (!reader.failure().empty())
    user.cannot_read({path}, {base::error("file.cannot-read", "cannot read on: " + reader.failure())});
}

// The lines of one event in the place of their own: what is no data is white space, so that columns are those of the
// file.
class EventLines {
 public:
  void take(std::size_t number, std::string_view line) {
    const std::string_view field = line.substr(0, line.find(':'));
    if (field == "data" && first_ == 0) first_ = number;
    if (first_ == 0) return;
    const std::size_t begin = field != "data" ? line.size() : std::min(line.size(), field.size() + 1);
    text_ += std::string(begin, ' ') + std::string(line.substr(begin)) + '\n';
  }
  // Of the event that ended; the next one begins.
  std::pair<std::size_t, std::string> end() { return {std::exchange(first_, 0), std::exchange(text_, {})}; }

 private:
  std::size_t first_ = 0;  // the line where its data begins
  std::string text_;
};

void read_events(base::LineReader& reader, std::string_view path, InstanceUser& user) {
  EventReader events;
  EventLines lines;
  while (const auto line = reader.next()) {
    if (line->is_too_long) user.is_over_bound({path, line->number}, longest_line);
    std::string_view text = line->text;
    if (text.ends_with('\r')) text.remove_suffix(1);
    const auto event = events.take_line(text);
    if (!text.empty()) lines.take(line->number, text);
    if (!text.empty()) continue;
    const auto [number, own] = lines.end();
    if (event && event->data != "[DONE]") user.use({{path, number}, own});
    if (!user.wants_more()) return;
  }
  if (events.is_within_event())
    user.cannot_read({path, lines.end().first},
                     {base::error("file.cut", "no empty line ends this event, so it is none")});
  if (!reader.failure().empty())
    user.cannot_read({path}, {base::error("file.cannot-read", "cannot read on: " + reader.failure())});
}

}  // namespace

std::string InstancePlace::text() const {
  std::string text(path);
  return line > 0 ? text + ':' + std::to_string(line) : text;
}

bool is_yaml_file(std::string_view path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

void read_instances(const std::string& path, InstanceUser& user) {
  const std::string shown = base::clean_line(path);
  if (has_lines(path) || has_events(path)) {
    auto reader = base::LineReader::open(path, longest_line);
    if (!reader) return user.cannot_read({shown}, reader.diagnostics());
    return has_events(path) ? read_events(*reader, shown, user) : read_lines(*reader, shown, user);
  }
  const auto text = base::read_file(path);
  if (!text) return user.cannot_read({shown}, text.diagnostics());
  user.use({{shown}, *text, is_yaml_file(path)});
}

}  // namespace concord::document
