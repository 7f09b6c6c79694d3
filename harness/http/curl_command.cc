#include <concord/base/text.h>
#include <concord/http.h>

namespace concord::http {
namespace {

std::string quote(std::string_view text) { return "'" + base::replace_all(std::string(text), "'", "'\\''") + "'"; }

std::string shell_variable(std::string_view name) {
  std::string variable = "$";
  for (const char c : name) {
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    const bool is_digit = c >= '0' && c <= '9';
    if (is_digit && variable.size() == 1) variable += '_';
    variable += is_letter || is_digit ? c : '_';
  }
  return '"' + variable + '"';
}

// Text in single quotes with variables between: 'Bearer '"$TOKEN". `find`: the next variable from a place on.
struct Variable {
  std::size_t begin = std::string_view::npos, end = 0;
  std::string_view name;
};
template <class Find>
std::string quote_with(std::string_view text, const Find& find) {
  std::string word;
  std::size_t at = 0;
  for (Variable next = find(text, at); next.begin != std::string_view::npos; next = find(text, at)) {
    if (next.begin > at) word += quote(text.substr(at, next.begin - at));
    word += shell_variable(next.name);
    at = next.end;
  }
  return at < text.size() || word.empty() ? word + quote(text.substr(at)) : word;
}

// Quotes what stands in a command, with the variables of its secrets.
class Quoter {
 public:
  explicit Quoter(const std::vector<std::string>& secrets) : secrets_(secrets) {}
  std::string operator()(std::string_view text) const {
    return quote_with(text, [this](std::string_view all, std::size_t from) { return next(all, from); });
  }

 private:
  Variable next(std::string_view text, std::size_t from) const {
    Variable first;
    for (const std::string& name : secrets_) {
      const std::size_t at = text.find('[' + name + ']', from);
      if (at < first.begin) first = {at, at + name.size() + 2, name};
    }
    return first;
  }

  const std::vector<std::string>& secrets_;
};

bool is_plain_control(char c) { return c == '\n' || c == '\t'; }

// Whether the bytes survive a terminal, a clipboard and an argument (which cannot hold NUL).
bool is_pasteable(std::string_view body) {
  for (const char c : body) {
    if ((static_cast<unsigned char>(c) < 0x20 && !is_plain_control(c)) || c == 0x7F) return false;
  }
  return base::is_utf8(body);
}

// As the format of printf(1), which POSIX lets have octal escapes.
std::string printf_format(std::string_view bytes) {
  std::string format;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '%') {
      format += "%%";
    } else if (byte >= 0x20 && byte < 0x7F && c != '\\' && c != '\'') {
      format += c;
    } else {
      format += '\\';
      for (const int shift : {6, 3, 0}) format += static_cast<char>('0' + ((byte >> shift) & 7));
    }
  }
  return format;
}

bool is_word(std::string_view text) {
  for (const char c : text) {
    if (!(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z')) return false;
  }
  return !text.empty();
}

std::string header_option(const Header& header, const Quoter& quoted) {
  const bool is_empty = base::trim(header.value).empty();
  return " -H " + quoted(is_empty ? header.name + ";" : header.name + ": " + header.value);
}

std::string url_options(std::string_view url) {
  std::string options;
  if (url.find_first_of("[]{}") != std::string_view::npos) options += " --globoff";
  if (url.find("/.") != std::string_view::npos) options += " --path-as-is";
  return options;
}

std::string method_option(const Request& request) {
  // With -X HEAD curl would wait for a body that never comes.
  if (request.method == "HEAD" && !request.body) return " --head";
  return " -X " + (is_word(request.method) ? request.method : quote(request.method));
}

}  // namespace

std::string shell_word(std::string_view text) {
  return quote_with(text, [](std::string_view all, std::size_t from) {
    const std::size_t begin = all.find("{{", from);
    const std::size_t end = begin == std::string_view::npos ? begin : all.find("}}", begin);
    if (end == std::string_view::npos) return Variable{};
    return Variable{begin, end + 2, base::trim(all.substr(begin + 2, end - begin - 2))};
  });
}

namespace {

// "Credential=KEY/DAY/REGION/SERVICE/aws4_request, …" as curl's --aws-sigv4, or "".
std::string aws_option(std::string_view authorization) {
  const std::string_view before = "AWS4-HMAC-SHA256 Credential=";
  if (!authorization.starts_with(before)) return "";
  const auto scope = base::split(authorization.substr(before.size(), authorization.find(',') - before.size()), '/');
  if (scope.size() < 5) return "";
  const std::string region(scope[scope.size() - 3]), service(scope[scope.size() - 2]);
  return " --aws-sigv4 " + quote("aws:amz:" + region + ':' + service);
}

// The options that have curl make these credentials anew, or "".
std::string user_option(const Header& header, const CurlWords& words) {
  if (words.user.empty() || !base::equals_ignoring_case(header.name, "Authorization")) return "";
  const std::string user = " -u " + shell_word(words.user);
  if (header.value.starts_with("Basic ")) return user;
  if (header.value.starts_with("Digest ")) return " --digest" + user;
  const std::string aws = aws_option(header.value);
  return aws.empty() ? "" : aws + user;
}

// Of a signature that curl makes anew, by its own clock.
bool is_of_old_signature(const Header& header, const Request& request, const CurlWords& words) {
  const std::string* authorization = find_header(request.headers, "Authorization");
  return base::equals_ignoring_case(header.name, "X-Amz-Date") && authorization && !words.user.empty() &&
         !aws_option(*authorization).empty();
}

}  // namespace

std::string to_curl(const Request& request, const CurlWords& words) {
  const Quoter quoted(words.secrets);
  const bool is_piped = request.body && !is_pasteable(*request.body);
  std::string command = is_piped ? "printf '" + printf_format(*request.body) + "' | curl" : "curl";
  if (!words.options.empty()) command += ' ' + words.options;
  command += method_option(request) + url_options(request.url) + " " + quoted(request.url);
  for (const Header& header : request.headers) {
    if (is_of_old_signature(header, request, words)) continue;
    const std::string user = user_option(header, words);
    command += user.empty() ? header_option(header, quoted) : user;
  }
  if (!find_header(request.headers, "Accept")) command += " -H 'Accept: application/json'";
  if (!request.body) return command;
  if (!find_header(request.headers, "Content-Type")) command += " -H 'Content-Type:'";
  return command + (is_piped ? " --data-binary @-" : " --data-raw " + quoted(*request.body));
}

}  // namespace concord::http
