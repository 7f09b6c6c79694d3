#include <concord/base/text.h>
#include <concord/base/xml_writer.h>

namespace concord::base {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_allowed(unsigned char byte) { return byte >= 0x20 || byte == '\t' || byte == '\n' || byte == '\r'; }

// Two characters of three bytes that are no characters of XML: U+FFFE and U+FFFF.
bool is_noncharacter(std::string_view text) { return text == "\xEF\xBF\xBE" || text == "\xEF\xBF\xBF"; }

bool ends_section(std::string_view text, std::size_t at) { return at >= 2 && text.substr(at - 2, 2) == "]]"; }

void append_byte(std::string& to, std::string_view text, std::size_t at, bool is_attribute) {
  const char c = text[at];
  switch (c) {
    case '&': to += "&amp;"; return;
    case '<': to += "&lt;"; return;
    case '>': to += is_attribute && !ends_section(text, at) ? ">" : "&gt;"; return;
    case '"': to += is_attribute ? "&quot;" : "\""; return;
    case '\r': to += "&#13;"; return;
    case '\n': to += is_attribute ? "&#10;" : "\n"; return;
    case '\t': to += is_attribute ? "&#9;" : "\t"; return;
    default: break;
  }
  if (is_allowed(static_cast<unsigned char>(c))) to += c;
  else to += replacement;
}

// Whether it is written as it is, wherever it stands.
bool is_plain(char c) { return c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"'; }

void append_escaped(std::string& to, std::string_view text, bool is_attribute) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t plain = at;
    while (at < text.size() && is_plain(text[at])) ++at;
    to.append(text.substr(plain, at - plain));
    if (at == text.size()) break;
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      append_byte(to, text, at++, is_attribute);
      continue;
    }
    const std::size_t length = utf8_sequence_length(text.substr(at));
    const std::string_view character = text.substr(at, length);
    to += length == 0 || is_noncharacter(character) ? replacement : character;
    at += length == 0 ? 1 : length;
  }
}

}  // namespace

void XmlWriter::declaration() { to_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"; }

void XmlWriter::start_line() { to_.append(2 * (depth_ + open_.size()), ' '); }

void XmlWriter::open(std::string_view name) {
  if (!open_.empty() && open_.back().content == Content::None) {
    open_.back().content = Content::Elements;
    to_ += ">\n";
  }
  start_line();
  to_.append("<").append(name);
  open_.push_back({std::string(name)});
}

void XmlWriter::attribute(std::string_view name, std::string_view value) {
  to_.append(" ").append(name).append("=\"");
  append_escaped(to_, value, true);
  to_ += '"';
}

void XmlWriter::text(std::string_view value) {
  open_.back().content = Content::Text;
  to_ += '>';
  append_escaped(to_, value, false);
}

void XmlWriter::close() {
  const Open last = std::move(open_.back());
  open_.pop_back();
  if (last.content == Content::None) {
    to_ += " />\n";
    return;
  }
  if (last.content == Content::Elements) start_line();
  to_.append("</").append(last.name).append(">\n");
}

void XmlWriter::element(std::string_view name, std::string_view value) {
  open(name);
  text(value);
  close();
}

}  // namespace concord::base
