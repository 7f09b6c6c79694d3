// Paths of a contract: which one a request's path is.
#pragma once
#include <concord/base/result.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace concord::mock {

// Name and decoded value.
using PathValues = std::vector<std::pair<std::string, std::string>>;

// "/v2/individuals/{entityId}/sessions". A segment has at most one parameter, with text before and after it.
class PathPattern {
 public:
  static base::Result<PathPattern> parse(const std::string& path);

  // `segments`: of the path as sent, still percent-encoded. A parameter matches one segment that is not empty.
  std::optional<PathValues> match(const std::vector<std::string_view>& segments) const;
  std::string shape() const;  // with "{}" for every parameter: equal for patterns that match the same paths
  // Whether this is to be asked before `other`: it has literal text where the other has its first parameter.
  bool is_more_specific(const PathPattern& other) const;

 private:
  struct Segment {
    std::string prefix;
    std::string name;  // "" for a literal, which is `prefix`
    std::string suffix;
    bool is_parameter() const { return !name.empty(); }
  };
  static std::optional<Segment> parse_segment(std::string_view text);

  std::vector<Segment> segments_;
};

// Of a path that begins with '/': "/a/b" gives "a", "b".
std::vector<std::string_view> path_segments(std::string_view path);

}  // namespace concord::mock
