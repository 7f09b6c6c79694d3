#include <concord/base/media_type.h>

#include <concord/base/http_grammar.h>
#include <concord/base/text.h>

namespace concord::base {
namespace {

constexpr std::size_t longest_kept = 100;

// Reads the text of a Content-Type field from left to right.
class ParameterReader {
 public:
  explicit ParameterReader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  bool skip(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void skip_blanks() {
    while (skip(' ') || skip('\t')) {
    }
  }
  std::string_view token() {
    std::size_t size = 0;
    while (size < rest_.size() && is_token_char(rest_[size])) ++size;
    const std::string_view token = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return token;
  }
  std::optional<std::string> value() {
    if (skip('"')) return quoted_rest();
    const std::string_view text = token();
    if (text.empty()) return std::nullopt;
    return std::string(text);
  }

 private:
  std::optional<std::string> quoted_rest() {
    std::string value;
    while (!rest_.empty() && !skip('"')) {
      skip('\\');
      if (rest_.empty() || (is_control(rest_.front()) && rest_.front() != '\t')) return std::nullopt;
      value += rest_.front();
      rest_.remove_prefix(1);
      if (rest_.empty()) return std::nullopt;
    }
    return value;
  }

  std::string_view rest_;
};

// *( OWS ";" OWS [ parameter ] )
bool read_parameters(ParameterReader& reader, MediaType& type) {
  while (!reader.at_end()) {
    reader.skip_blanks();
    if (reader.at_end()) return true;
    if (!reader.skip(';')) return false;
    reader.skip_blanks();
    const std::string_view name = reader.token();
    if (name.empty()) continue;
    if (!reader.skip('=')) return false;
    auto value = reader.value();
    if (!value) return false;
    type.parameters.emplace_back(to_lower_ascii(name), std::move(*value));
  }
  return true;
}

std::optional<MediaType> parsed(std::string_view text) {
  ParameterReader reader(text);
  reader.skip_blanks();
  MediaType media_type;
  media_type.type = to_lower_ascii(reader.token());
  if (media_type.type.empty() || !reader.skip('/')) return std::nullopt;
  media_type.subtype = to_lower_ascii(reader.token());
  if (media_type.subtype.empty() || !read_parameters(reader, media_type)) return std::nullopt;
  return media_type;
}

}  // namespace

bool MediaType::is_xml() const { return subtype == "xml" || subtype.ends_with("+xml"); }

bool MediaType::is_json() const {
  if (type == "text" || type == "application") {
    if (subtype == "json") return true;
  }
  return subtype.size() > 5 && subtype.ends_with("+json");
}

// A dozen times an exchange it is asked of one and the same text.
std::optional<MediaType> parse_media_type(std::string_view text) {
  static thread_local std::string last;
  static thread_local std::optional<MediaType> known;
  if (text.size() > longest_kept) return parsed(text);
  if (text != last) {
    known = parsed(text);
    last = text;
  }
  return known;
}

MediaType documented_media_type(std::string_view text) {
  if (auto whole = parse_media_type(text)) return *std::move(whole);
  const std::string essence = to_lower_ascii(trim(text.substr(0, text.find(';'))));
  const std::size_t slash = std::min(essence.find('/'), essence.size());
  return {essence.substr(0, slash), essence.substr(std::min(slash + 1, essence.size())), {}};
}

}  // namespace concord::base
