#include <concord/message/path_template.h>

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::message {

namespace {

constexpr std::size_t max_bytes = 8192;
constexpr std::size_t max_parameters = 100;
constexpr std::string_view hex_digits = "0123456789ABCDEFabcdef";

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

// RFC 3986, section 3.3: what a segment may hold unencoded.
bool is_path_character(char c) {
  return is_unreserved(c) || std::string_view("!$&'()*+,;=:@").find(c) != std::string_view::npos;
}

bool is_escape(std::string_view text) {
  return text.size() >= 3 && text[0] == '%' && hex_digits.find(text[1]) != std::string_view::npos &&
         hex_digits.find(text[2]) != std::string_view::npos;
}

// Percent-encoding in one form: only where it is needed, with capitals. What is encoded and reserved stays so.
std::string one_form(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_escape(text.substr(i))) {
      if (is_path_character(text[i])) out += text[i];
      else out += base::percent_encode(text.substr(i, 1));
      continue;
    }
    const std::string byte = base::percent_decode(text.substr(i, 3));
    out += is_unreserved(byte[0]) ? byte : fmt::format("%{:02X}", static_cast<unsigned char>(byte[0]));
    i += 2;
  }
  return out;
}

std::vector<std::string_view> split_path(std::string_view path) {
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  return base::split(path, '/');
}

// "" when it was read.
std::string read_segment(std::string_view text, PathTemplate::Segment& segment) {
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    const std::string_view literal = text.substr(0, open);
    if (literal.find('}') != std::string_view::npos) return "\"}\" closes nothing";
    if (!literal.empty()) segment.pieces.push_back({one_form(literal), false, ""});
    segment.decoded += base::percent_decode(literal);
    if (open == text.size()) break;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return "\"{\" is not closed";
    const std::string_view name = text.substr(open + 1, close - open - 1);
    if (name.empty()) return "a parameter has no name";
    if (name.find('{') != std::string_view::npos) return "\"{\" stands within a parameter";
    segment.pieces.push_back({std::string(name), true, ""});
    text.remove_prefix(close + 1);
  }
  return "";
}

std::size_t count_parameters(const PathTemplate::Segment& segment) {
  return static_cast<std::size_t>(std::count_if(segment.pieces.begin(), segment.pieces.end(),
                                                [](const PathTemplate::Piece& piece) { return piece.is_parameter; }));
}

std::size_t literal_size(const PathTemplate::Segment& segment) {
  std::size_t size = 0;
  for (const PathTemplate::Piece& piece : segment.pieces) size += piece.is_parameter ? 0 : piece.text.size();
  return size;
}

}  // namespace

RequestPath::RequestPath(std::string_view path) {
  for (const std::string_view text : split_path(path)) {
    if (segments_.size() > max_segments) return;
    segments_.push_back({one_form(text), base::percent_decode(text)});
  }
}

base::Result<PathTemplate> PathTemplate::parse(std::string_view path, base::Span span) {
  const auto refuse = [&](std::string_view why) {
    return base::error("message.path", fmt::format("the path {} cannot be read: {}", base::ellipsize(path, 200), why),
                       span);
  };
  if (path.size() > max_bytes) return refuse(fmt::format("it has more than {} bytes", max_bytes));
  PathTemplate made;
  made.text_ = path;
  std::size_t parameters = 0;
  for (const std::string_view text : split_path(path)) {
    Segment segment;
    if (const std::string why = read_segment(text, segment); !why.empty()) return refuse(why);
    parameters += count_parameters(segment);
    made.segments_.push_back(std::move(segment));
  }
  if (made.segments_.size() > RequestPath::max_segments) return refuse("it has more than 200 segments");
  if (parameters > max_parameters) return refuse("it has more than 100 parameters");
  return made;
}

std::vector<std::string> PathTemplate::names() const {
  std::vector<std::string> names;
  for (const Segment& segment : segments_) {
    for (const Piece& piece : segment.pieces) {
      if (piece.is_parameter && std::find(names.begin(), names.end(), piece.text) == names.end())
        names.push_back(piece.text);
    }
  }
  return names;
}

// Read from the text, not from the pieces: a query or fragment that it holds stays one.
std::string PathTemplate::expand(const std::function<std::string(const std::string& name)>& text_of) const {
  std::string out;
  std::string_view rest = text_;
  while (!rest.empty()) {
    const std::size_t open = std::min(rest.find('{'), rest.size());
    for (const char c : rest.substr(0, open)) {
      const bool is_kept = is_path_character(c) || std::string_view("/?#%[]").find(c) != std::string_view::npos;
      out += is_kept ? std::string(1, c) : base::percent_encode(std::string_view(&c, 1));
    }
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const std::size_t close = rest.find('}');
    out += text_of(std::string(rest.substr(1, close - 1)));
    rest.remove_prefix(close + 1);
  }
  return out;
}

void PathTemplate::set_lead(std::string_view name, std::string lead) {
  for (Segment& segment : segments_) {
    for (Piece& piece : segment.pieces) {
      if (piece.is_parameter && piece.text == name) piece.lead = lead;
    }
  }
}

std::string PathTemplate::why_not_matched() const {
  if (text_.find_first_of("?#") != std::string::npos) return "it holds a query or fragment";
  for (const Segment& segment : segments_) {
    for (std::size_t i = 1; i < segment.pieces.size(); ++i) {
      const Piece& before = segment.pieces[i - 1];
      const Piece& piece = segment.pieces[i];
      if (!before.is_parameter || !piece.is_parameter || !piece.lead.empty()) continue;
      return fmt::format("nothing stands between {{{}}} and {{{}}}", before.text, piece.text);
    }
  }
  return "";
}

namespace {

// What ends the parameter before `at`: literal text and the lead of the parameter behind it. `size`: of the literal
// text.
struct Boundary {
  std::string text;
  std::size_t size = 0;
};

Boundary boundary_at(const std::vector<PathTemplate::Piece>& pieces, std::size_t at) {
  Boundary boundary;
  if (at < pieces.size() && !pieces[at].is_parameter) boundary.text = pieces[at++].text;
  boundary.size = boundary.text.size();
  if (at < pieces.size()) boundary.text += pieces[at].lead;
  return boundary;
}

}  // namespace

// Where a parameter ends is settled by the first place of what stands behind it: taking less can never be wrong for
// what follows, so there is no way back.
bool match_segment(const PathTemplate::Segment& segment, const RequestPath::Segment& given, PathValues& values) {
  if (segment.is_literal()) return segment.decoded == given.decoded;
  const auto& pieces = segment.pieces;
  std::string_view rest = given.text;
  const std::size_t had = values.size();
  const auto fail = [&] {
    values.resize(had);
    return false;
  };
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const PathTemplate::Piece& piece = pieces[i];
    if (!piece.is_parameter) {
      if (!rest.starts_with(piece.text)) return fail();
      rest.remove_prefix(piece.text.size());
      continue;
    }
    if (!rest.starts_with(piece.lead) || rest.empty()) return fail();
    const Boundary end = boundary_at(pieces, i + 1);
    const bool is_last = i + 1 == pieces.size() || (i + 2 == pieces.size() && !pieces[i + 1].is_parameter);
    std::size_t size = rest.size() - std::min(end.size, rest.size());
    if (is_last && !rest.substr(size).starts_with(end.text)) return fail();
    if (!is_last) size = rest.find(end.text, std::max<std::size_t>(1, piece.lead.size()));
    if (size == std::string_view::npos || size == 0 || size < piece.lead.size()) return fail();
    values.emplace_back(piece.text, std::string(rest.substr(0, size)));
    rest.remove_prefix(size);
  }
  return rest.empty() || fail();
}

std::string segment_shape(const PathTemplate::Segment& segment) {
  if (segment.is_literal()) return one_form(segment.decoded);
  std::string shape;
  for (const PathTemplate::Piece& piece : segment.pieces)
    shape += piece.is_parameter ? "{" + piece.lead + "}" : piece.text;
  return shape;
}

bool is_more_specific(const PathTemplate::Segment& a, const PathTemplate::Segment& b) {
  const std::size_t of_a = count_parameters(a), of_b = count_parameters(b);
  if ((of_a == 0) != (of_b == 0)) return of_a == 0;
  const std::size_t size_a = literal_size(a), size_b = literal_size(b);
  return size_a != size_b ? size_a > size_b : of_a < of_b;
}

std::optional<PathValues> match(const PathTemplate& path, const RequestPath& given) {
  const auto& segments = path.segments();
  if (segments.size() != given.segments().size()) return std::nullopt;
  PathValues values;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (!match_segment(segments[i], given.segments()[i], values)) return std::nullopt;
  }
  return values;
}

}  // namespace concord::message
