#include <concord/message/multipart.h>

#include <concord/base/digest.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::message {

namespace {

constexpr std::size_t max_parts = 1000;
constexpr std::size_t max_headers = 8192;  // bytes of one part
constexpr std::size_t max_boundary = 70;   // RFC 2046, section 5.1.1
constexpr std::string_view line_end = "\r\n";

// `name="a\"b"` among the parameters of Content-Disposition.
std::optional<std::string> parameter_of(std::string_view field, std::string_view name) {
  std::size_t at = field.find(';');
  while (at < field.size()) {
    ++at;
    const std::size_t equals = field.find('=', at);
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view key = base::trim(field.substr(at, equals - at));
    std::string value;
    at = equals + 1;
    while (at < field.size() && field[at] == ' ') ++at;
    if (at < field.size() && field[at] == '"') {
      for (++at; at < field.size() && field[at] != '"'; ++at) {
        const bool is_escape =
            field[at] == '\\' && at + 1 < field.size() && (field[at + 1] == '"' || field[at + 1] == '\\');
        value += field[is_escape ? ++at : at];
      }
      at = field.find(';', at);
    } else {
      const std::size_t end = std::min(field.find(';', at), field.size());
      value = base::trim(field.substr(at, end - at));
      at = end;
    }
    if (base::equals_ignoring_case(key, name)) return value;
  }
  return std::nullopt;
}

// Browsers encode only these three.
std::string unescaped(std::string text) {
  for (const auto& [from, to] : {std::pair{"%22", "\""}, {"%0D", "\r"}, {"%0A", "\n"}}) {
    text = base::replace_all(std::move(text), from, to);
  }
  return text;
}

std::string escaped(std::string text) {
  for (const auto& [from, to] : {std::pair{"\"", "%22"}, {"\r", "%0D"}, {"\n", "%0A"}}) {
    text = base::replace_all(std::move(text), from, to);
  }
  return text;
}

class PartReader {
 public:
  PartReader(std::string_view body, std::string_view boundary) : rest_(body), delimiter_("\r\n--") {
    delimiter_ += boundary;
  }

  ReadParts read() {
    if (delimiter_.size() == 4 || delimiter_.size() > 4 + max_boundary)
      return fail("the boundary must have 1 to 70 characters");
    if (!skip_preamble()) return fail("the boundary does not occur");
    while (!rest_.starts_with("--")) {
      end_line();
      if (read_.parts.size() >= max_parts) return fail("it has more than 1000 parts");
      Part part;
      if (const std::string why = read_headers(part); !why.empty()) return fail(why);
      const std::size_t end = find_end();
      if (end == std::string_view::npos) return fail("the last boundary is missing");
      part.body = rest_.substr(0, end);
      rest_.remove_prefix(end + delimiter_.size());
      read_.parts.push_back(std::move(part));
    }
    return std::move(read_);
  }

 private:
  ReadParts fail(std::string why) {
    read_.fault = std::move(why);
    return std::move(read_);
  }

  // Whether what follows is the end of a boundary's line: else it is text that begins like the boundary.
  static bool ends_boundary(std::string_view text) {
    if (text.starts_with("--")) return true;
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    return text.starts_with(line_end);
  }

  std::size_t find_end() const {
    std::size_t at = rest_.find(delimiter_);
    while (at != std::string_view::npos && !ends_boundary(rest_.substr(at + delimiter_.size())))
      at = rest_.find(delimiter_, at + 1);
    return at;
  }

  bool skip_preamble() {
    const std::string_view first = std::string_view(delimiter_).substr(line_end.size());
    if (!rest_.starts_with(first) || !ends_boundary(rest_.substr(first.size()))) {
      const std::size_t at = find_end();
      if (at == std::string_view::npos) return false;
      rest_.remove_prefix(at + line_end.size());
    }
    rest_.remove_prefix(first.size());
    return true;
  }

  // Blanks may stand behind a boundary.
  void end_line() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
    rest_.remove_prefix(line_end.size());
  }

  std::string read_headers(Part& part) {
    bool is_named = false;
    for (std::size_t spent = 0; !rest_.starts_with(line_end);) {
      const std::size_t end = rest_.substr(0, max_headers + 1).find(line_end);
      if (end == std::string_view::npos || (spent += end) > max_headers)
        return "the headers of a part do not end within 8192 bytes";
      const std::string_view line = rest_.substr(0, end);
      const std::size_t colon = std::min(line.find(':'), line.size());
      const std::string_view name = base::trim(line.substr(0, colon));
      const std::string_view value = base::trim(line.substr(std::min(colon + 1, line.size())));
      if (base::equals_ignoring_case(name, "Content-Type")) part.content_type = value;
      if (base::equals_ignoring_case(name, "Content-Disposition")) is_named = read_disposition(value, part);
      rest_.remove_prefix(end + line_end.size());
    }
    // The empty line may be the beginning of the next boundary: then the part is empty.
    const bool is_empty = rest_.starts_with(delimiter_) && ends_boundary(rest_.substr(delimiter_.size()));
    if (!is_empty) rest_.remove_prefix(line_end.size());
    return is_named ? "" : "a part has no name in Content-Disposition: form-data";
  }

  static bool read_disposition(std::string_view value, Part& part) {
    if (!base::equals_ignoring_case(base::trim(value.substr(0, value.find(';'))), "form-data")) return false;
    const auto name = parameter_of(value, "name");
    if (auto filename = parameter_of(value, "filename")) part.filename = unescaped(std::move(*filename));
    if (name) part.name = unescaped(*name);
    return name.has_value();
  }

  std::string_view rest_;
  std::string delimiter_;
  ReadParts read_;
};

}  // namespace

ReadParts read_multipart(std::string_view body, std::string_view boundary) { return PartReader(body, boundary).read(); }

std::string write_multipart(const std::vector<Part>& parts, std::string_view boundary) {
  std::string out;
  for (const Part& part : parts) {
    out.append("--").append(boundary).append(line_end);
    out.append("Content-Disposition: form-data; name=\"").append(escaped(part.name)).append("\"");
    if (part.filename) out.append("; filename=\"").append(escaped(*part.filename)).append("\"");
    out.append(line_end);
    if (!part.content_type.empty()) out.append("Content-Type: ").append(part.content_type).append(line_end);
    out.append(line_end).append(part.body).append(line_end);
  }
  return out.append("--").append(boundary).append("--").append(line_end);
}

std::string choose_boundary(const std::vector<Part>& parts) {
  std::string seed;
  for (const Part& part : parts) seed += base::sha256_hex(part.name + '\n' + part.body);
  while (true) {
    std::string boundary = "concord-" + base::sha256_hex(seed).substr(0, 32);
    const bool is_within = std::any_of(parts.begin(), parts.end(), [&](const Part& part) {
      return part.body.find(boundary) != std::string::npos;
    });
    if (!is_within) return boundary;
    seed += '+';
  }
}

}  // namespace concord::message
