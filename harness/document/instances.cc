#include <concord/document/instances.h>

#include <concord/base/clean_text.h>
#include <concord/base/file.h>
#include <concord/base/line_reader.h>
#include <concord/base/text.h>
#include <concord/document.h>

namespace concord::document {
namespace {

constexpr std::size_t longest_line = ParseLimits{}.bytes;

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

}  // namespace

std::string InstancePlace::text() const {
  std::string text(path);
  return line > 0 ? text + ':' + std::to_string(line) : text;
}

bool is_yaml_file(std::string_view path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

void read_instances(const std::string& path, InstanceUser& user) {
  const std::string shown = base::clean_line(path);
  if (has_lines(path)) {
    auto reader = base::LineReader::open(path, longest_line);
    return reader ? read_lines(*reader, shown, user) : user.cannot_read({shown}, reader.diagnostics());
  }
  const auto text = base::read_file(path);
  if (!text) return user.cannot_read({shown}, text.diagnostics());
  user.use({{shown}, *text, is_yaml_file(path)});
}

}  // namespace concord::document
