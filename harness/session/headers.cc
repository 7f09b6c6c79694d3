#include <concord/session.h>

#include <concord/base/file.h>
#include <concord/base/secret_names.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::session {

namespace {

using base::error;

constexpr std::uintmax_t max_file_bytes = 1u << 20;

// RFC 9110, 5.6.2.
bool is_token(std::string_view text) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.find(c) != marks.npos;
  });
}

// RFC 9110, 5.5: no control character but the tab.
bool is_value(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 0x7F; });
}

class HeaderReader {
 public:
  explicit HeaderReader(base::Diagnostics& warnings) : warnings_(warnings) {}

  void read(const std::string& text) {
    if (text.starts_with('@')) return read_file(text.substr(1));
    const auto header = parse(text, "-H");
    if (!header) return;
    const bool is_secret = base::names_credential(header->name);
    if (is_secret) {
      warnings_.push_back(base::warning("secret.command-line", "the process list shows the header " + header->name, {},
                                        "write it into a file, and name that with -H @FILE"));
    }
    headers.push_back({*header, is_secret});
  }

  std::vector<GivenHeader> headers;
  base::Diagnostics problems;

 private:
  void read_file(const std::string& path) {
    auto text = base::read_file(path, max_file_bytes);
    if (!text) return base::append(problems, std::move(text).diagnostics());
    std::size_t number = 0;
    for (std::string_view line : base::split(*text, '\n')) {
      ++number;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (base::trim(line).empty() || line.front() == '#') continue;
      if (auto header = parse(line, path + ":" + std::to_string(number))) headers.push_back({std::move(*header), true});
    }
  }

  // Without the text: it may hold a secret.
  std::optional<http::Header> parse(std::string_view text, const std::string& where) {
    const std::size_t colon = text.find(':');
    const std::string name(text.substr(0, colon));
    if (colon == std::string_view::npos || !is_token(name)) {
      problems.push_back(error("header.form", where + ": a header must be Name: value"));
      return std::nullopt;
    }
    const std::string_view value = base::trim(text.substr(colon + 1));
    if (is_value(value)) return http::Header{name, std::string(value)};
    problems.push_back(error("header.form", where + ": the value of " + name + " has a control character"));
    return std::nullopt;
  }

  base::Diagnostics& warnings_;
};

}  // namespace

base::Result<std::vector<GivenHeader>> read_headers(const std::vector<std::string>& texts, base::Diagnostics& warnings) {
  HeaderReader reader(warnings);
  for (const std::string& text : texts) reader.read(text);
  if (!reader.problems.empty()) return std::move(reader.problems);
  return std::move(reader.headers);
}

}  // namespace concord::session
