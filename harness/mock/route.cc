#include "route.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::mock {

std::vector<std::string_view> path_segments(std::string_view path) {
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  return base::split(path, '/');
}

std::optional<PathPattern::Segment> PathPattern::parse_segment(std::string_view text) {
  const std::size_t open = text.find('{');
  if (open == std::string_view::npos) {
    if (text.find('}') != std::string_view::npos) return std::nullopt;
    return Segment{base::percent_decode(text), "", ""};
  }
  const std::size_t close = text.find('}', open);
  if (close == std::string_view::npos || close == open + 1) return std::nullopt;
  const std::string_view suffix = text.substr(close + 1);
  if (suffix.find_first_of("{}") != std::string_view::npos || text.find('}') < open) return std::nullopt;
  return Segment{base::percent_decode(text.substr(0, open)), std::string(text.substr(open + 1, close - open - 1)),
                 base::percent_decode(suffix)};
}

base::Result<PathPattern> PathPattern::parse(const std::string& path) {
  PathPattern pattern;
  for (const std::string_view text : path_segments(path)) {
    auto segment = parse_segment(text);
    if (!segment) {
      return base::error("mock.path",
                         fmt::format("the path {} cannot be served: a segment may have one {{parameter}}", path));
    }
    pattern.segments_.push_back(std::move(*segment));
  }
  return pattern;
}

std::optional<PathValues> PathPattern::match(const std::vector<std::string_view>& segments) const {
  if (segments.size() != segments_.size()) return std::nullopt;
  PathValues values;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Segment& expected = segments_[i];
    std::string text = base::percent_decode(segments[i]);
    if (!expected.is_parameter()) {
      if (text != expected.prefix) return std::nullopt;
      continue;
    }
    const std::size_t around = expected.prefix.size() + expected.suffix.size();
    if (text.size() <= around || !text.starts_with(expected.prefix) || !text.ends_with(expected.suffix)) {
      return std::nullopt;
    }
    values.emplace_back(expected.name, text.substr(expected.prefix.size(), text.size() - around));
  }
  return values;
}

std::string PathPattern::shape() const {
  std::string shape;
  for (const Segment& segment : segments_) {
    shape += '/' + segment.prefix;
    if (segment.is_parameter()) shape += "{}" + segment.suffix;
  }
  return shape;
}

bool PathPattern::is_more_specific(const PathPattern& other) const {
  const auto by_parameter = [](const Segment& a, const Segment& b) { return a.is_parameter() < b.is_parameter(); };
  return std::lexicographical_compare(segments_.begin(), segments_.end(), other.segments_.begin(),
                                      other.segments_.end(), by_parameter);
}

}  // namespace concord::mock
