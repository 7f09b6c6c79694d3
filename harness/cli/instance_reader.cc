#include "instance_reader.h"

#include "line_reader.h"
#include "schema_files.h"

#include <concord/base/clean_text.h>
#include <concord/base/file.h>
#include <concord/base/text.h>

namespace concord::cli {
namespace {

constexpr std::size_t kLongest = document::ParseLimits{}.bytes;

bool is_lines(std::string_view path) { return path.ends_with(".jsonl") || path.ends_with(".ndjson"); }

UnreadInstances read_lines(LineReader& reader, std::string_view path, VerdictPrinter& printer,
                       const std::function<void(const InstanceText&)>& use) {
  UnreadInstances unread;
  while (const auto line = reader.next()) {
    const InstancePlace place{path, line->number};
    if (line->is_too_long) {
      ++unread.over_bound;
      printer.print_error(place, "the line is longer than " + std::to_string(kLongest) + " bytes");
    } else if (!base::trim(line->text).empty()) {
      use({place, line->text});
    }
    if (printer.has_failed()) return unread;  // nobody reads on
  }
  if (reader.failure().empty()) return unread;
  printer.print_error({path}, "cannot read on: " + reader.failure());
  ++unread.unreadable;
  return unread;
}

}  // namespace

UnreadInstances read_instances(const std::string& path, VerdictPrinter& printer,
                           const std::function<void(const InstanceText&)>& use) {
  const std::string shown = base::clean_line(path);
  if (is_lines(path)) {
    auto reader = LineReader::open(path, kLongest);
    if (reader) return read_lines(*reader, shown, printer, use);
    printer.print_unreadable({shown}, reader.diagnostics());
    return {1, 0};
  }
  const auto text = base::read_file(path);
  if (text) {
    use({{shown}, *text, is_yaml(path)});
    return {};
  }
  printer.print_unreadable({shown}, text.diagnostics());
  return {1, 0};
}

}  // namespace concord::cli
