// Paths with parameters, as OpenAPI writes them: "/gps/{lat},{long}", "/compare/{base}...{head}", "/files/{id}.json".
#pragma once
#include <concord/base/result.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace concord::message {

// Name and text as sent, still percent-encoded. Of parameters that have the same name each is listed.
using PathValues = std::vector<std::pair<std::string, std::string>>;

// One path of a request, made ready to be matched by many templates.
class RequestPath {
 public:
  // `path` as sent, without query; what is more than `max_segments` cannot match anything.
  explicit RequestPath(std::string_view path);
  static constexpr std::size_t max_segments = 200;

  struct Segment {
    std::string text;     // percent-encoding in one form: RFC 3986, section 6.2.2
    std::string decoded;
  };
  const std::vector<Segment>& segments() const { return segments_; }

 private:
  std::vector<Segment> segments_;
};

// Immutable once made. Any number of parameters in a segment, with literal text around them.
class PathTemplate {
 public:
  // Diagnostics (kind "message.path", at `span`) for braces that do not match, a parameter without a name, and a path
  // of more than 8,192 bytes, 200 segments or 100 parameters.
  static base::Result<PathTemplate> parse(std::string_view path, base::Span span = {});

  const std::string& text() const { return text_; }
  std::vector<std::string> names() const;  // of the parameters, in order, each once

  // The path of a request: `text_of` says the text of a parameter, percent-encoded already. Literal text stays as it is
  // written, but what no URL may hold is percent-encoded.
  std::string expand(const std::function<std::string(const std::string& name)>& text_of) const;

  // What all values of this parameter begin with (the styles "label" and "matrix"): it also ends the one before.
  void set_lead(std::string_view name, std::string lead);
  // Why requests cannot be matched with it, or "": nothing stands between two parameters, or it holds a query.
  std::string why_not_matched() const;

  struct Piece {
    std::string text;  // literal text in the form of RequestPath::Segment::text, or the parameter's name
    bool is_parameter = false;
    std::string lead;
  };
  struct Segment {
    std::vector<Piece> pieces;
    std::string decoded;  // of literal text alone
    bool is_literal() const { return pieces.empty() || (pieces.size() == 1 && !pieces.front().is_parameter); }
  };
  const std::vector<Segment>& segments() const { return segments_; }

 private:
  std::string text_;
  std::vector<Segment> segments_;
};

// Whether `given` is what `segment` says; then its values are added. A value is never empty; the text between two
// parameters ends the first one where it stands first.
bool match_segment(const PathTemplate::Segment& segment, const RequestPath::Segment& given, PathValues& values);
// The segment with "{}" for every parameter: equal for those that match the same text.
std::string segment_shape(const PathTemplate::Segment& segment);
// Whether `a` is to be asked before `b`: literal text before parameters, more of it before less.
bool is_more_specific(const PathTemplate::Segment& a, const PathTemplate::Segment& b);

// The values when the whole path matches.
std::optional<PathValues> match(const PathTemplate& path, const RequestPath& given);

}  // namespace concord::message
