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

void add_cookies(std::string_view value, std::vector<base::Secret>& secrets) {
  for (const std::string_view pair : base::split(value, ';')) {
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos) secrets.emplace_back(std::string(base::trim(pair.substr(equals + 1))));
  }
}

// "Basic" and "user:word": both, and the word by itself.
void add_basic(std::string_view encoded, std::vector<base::Secret>& secrets) {
  const auto decoded = base::base64_decode(encoded);
  if (!decoded) return;
  secrets.emplace_back(*decoded);
  const std::size_t colon = decoded->find(':');
  if (colon != std::string::npos) secrets.emplace_back(decoded->substr(colon + 1));
}

// The value, what follows its scheme (RFC 9110, 11.4), the credentials of Basic, the values of cookies.
std::vector<base::Secret> secrets_of(const http::Header& header) {
  const std::string_view value = header.value;
  std::vector<base::Secret> secrets;
  if (value.empty()) return secrets;
  secrets.emplace_back(header.value);
  if (base::equals_ignoring_case(header.name, "Cookie")) add_cookies(value, secrets);
  const std::size_t blank = value.find(' ');
  if (blank == std::string_view::npos) return secrets;
  const std::string_view credentials = base::trim(value.substr(blank));
  if (base::equals_ignoring_case(value.substr(0, blank), "Basic")) add_basic(credentials, secrets);
  if (base::names_credential_header(header.name)) secrets.emplace_back(std::string(credentials));
  return secrets;
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
    keep(*header, is_secret);
  }

  std::vector<GivenHeader> headers;
  base::Diagnostics problems;

 private:
  void keep(http::Header header, bool is_secret) {
    GivenHeader given{std::move(header), is_secret, {}};
    if (is_secret) given.secrets = secrets_of(given.header);
    headers.push_back(std::move(given));
  }

  void read_file(const std::string& path) {
    auto text = base::read_file(path, max_file_bytes);
    if (!text) return base::append(problems, std::move(text).diagnostics());
    std::size_t number = 0;
    for (std::string_view line : base::split(*text, '\n')) {
      ++number;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (base::trim(line).empty() || line.front() == '#') continue;
      if (auto header = parse(line, path + ":" + std::to_string(number))) keep(std::move(*header), true);
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

base::Result<std::vector<GivenHeader>> read_headers(const std::vector<std::string>& texts,
                                                    base::Diagnostics& warnings) {
  HeaderReader reader(warnings);
  for (const std::string& text : texts) reader.read(text);
  if (!reader.problems.empty()) return std::move(reader.problems);
  return std::move(reader.headers);
}

base::Result<GivenHeader> read_user(const std::string& login, base::Diagnostics& warnings) {
  std::string user = login;
  if (login.starts_with('@')) {
    auto text = base::read_file(login.substr(1), max_file_bytes);
    if (!text) return std::move(text).diagnostics();
    user = base::trim(base::split(*text, '\n').front());
  } else {
    warnings.push_back(base::warning("secret.command-line", "the process list shows the password of --user", {},
                                     "write USER:PASSWORD into a file, and name that with --user @FILE"));
  }
  if (user.find(':') == std::string::npos)
    return error("header.user", "--user takes USER:PASSWORD, or @FILE whose first line is that");
  GivenHeader given{{"Authorization", "Basic " + base::base64_encode(user)}, true, {}};
  given.secrets = secrets_of(given.header);
  return given;
}

bool has_header(const std::vector<GivenHeader>& headers, const std::string& name) {
  return std::any_of(headers.begin(), headers.end(), [&](const GivenHeader& one) {
    return base::equals_ignoring_case(one.header.name, name);
  });
}

base::Diagnostics hide_headers(const std::vector<GivenHeader>& headers, base::Redactor& redactor) {
  base::Diagnostics warnings;
  for (const GivenHeader& one : headers) {
    for (const base::Secret& secret : one.secrets) {
      if (redactor.add(one.header.name, secret)) continue;
      warnings.push_back(base::warning(
          "secret.short", "a value of " + one.header.name + " has fewer than 4 bytes, so reports cannot hide it"));
    }
  }
  return warnings;
}

}  // namespace concord::session
