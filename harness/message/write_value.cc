#include <concord/message/value_format.h>

#include <concord/base/text.h>
#include <concord/http.h>

#include <array>

namespace concord::message {

namespace {

struct StyleRow {
  Style style;
  std::string_view name;
};
constexpr auto styles = std::to_array<StyleRow>({{Style::Simple, "simple"}, {Style::Label, "label"},
                                                 {Style::Matrix, "matrix"}, {Style::Form, "form"},
                                                 {Style::SpaceDelimited, "spaceDelimited"},
                                                 {Style::PipeDelimited, "pipeDelimited"},
                                                 {Style::DeepObject, "deepObject"}});

constexpr int max_deep_object = 16;  // of deepObject; what lies deeper is JSON

using Encode = std::string (*)(std::string_view);

std::string as_it_is(std::string_view text) { return std::string(text); }

bool is_escaped(std::string_view text) {
  const std::string_view digits = "0123456789ABCDEFabcdef";
  return text.size() >= 3 && digits.find(text[1]) != std::string_view::npos &&
         digits.find(text[2]) != std::string_view::npos;
}

// RFC 6570, section 3.2.3, but for what divides a query and its lists: OpenAPI leaves those to us.
std::string encode_reserved(std::string_view text) {
  constexpr std::string_view kept = ":/?@!$'()*;=";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_kept = kept.find(text[i]) != std::string_view::npos || (text[i] == '%' && is_escaped(text.substr(i)));
    out += is_kept ? std::string(1, text[i]) : base::percent_encode(text.substr(i, 1));
  }
  return out;
}

bool is_undefined(const Node& value) {
  return value.is_null() || ((value.is_array() || value.is_object()) && value.size() == 0);
}

// One item, or one member with its name, both encoded.
struct Entry {
  std::string name;
  std::string text;
};

std::vector<Entry> entries_of(const Node& value, Encode encode) {
  std::vector<Entry> entries;
  for (const Node& item : value.items()) {
    if (!item.is_null()) entries.push_back({"", encode(plain_text(item))});
  }
  for (const document::Member& member : value.members()) {
    if (!member.value.is_null()) entries.push_back({encode(member.key), encode(plain_text(member.value))});
  }
  return entries;
}

// "a,b"; "R,100,G,200", or "R=100,G=200" when exploded.
std::string listed(const Node& value, std::string_view separator, bool explode, Encode encode) {
  std::string out;
  const std::vector<Entry> entries = entries_of(value, encode);
  for (const Entry& entry : entries) {
    if (&entry != &entries.front()) out += separator;
    if (value.is_object()) out.append(entry.name).append(explode ? "=" : separator);
    out += entry.text;
  }
  return out;
}

bool is_scalar(const Node& value) { return !value.is_array() && !value.is_object(); }

// RFC 6570, section 3.2.7.
std::string matrix_text(const std::string& name, const Node& value, bool explode) {
  if (is_scalar(value)) {
    const std::string text = base::percent_encode(plain_text(value));
    return ';' + name + (text.empty() ? "" : '=' + text);
  }
  if (!explode) return ';' + name + '=' + listed(value, ",", false, base::percent_encode);
  std::string out;
  for (const Entry& entry : entries_of(value, base::percent_encode)) {
    out += ';' + (value.is_object() ? entry.name : name) + '=' + entry.text;
  }
  return out;
}

void add_deep(std::vector<std::string>& pairs, const std::string& name, const Node& value, Encode encode, int depth) {
  if (value.is_null()) return;
  if (depth < max_deep_object && value.is_array()) {
    for (const Node& item : value.items())
      add_deep(pairs, name, is_scalar(item) ? item : Node(plain_text(item)), encode, depth);
  } else if (depth < max_deep_object && value.is_object()) {
    for (const document::Member& member : value.members()) {
      add_deep(pairs, name + "%5B" + base::percent_encode(member.key) + "%5D", member.value, encode, depth + 1);
    }
  } else {
    pairs.push_back(name + '=' + encode(plain_text(value)));
  }
}

std::string_view separator_of(Style style) {
  if (style == Style::SpaceDelimited) return "%20";
  return style == Style::PipeDelimited ? "%7C" : ",";
}

std::vector<std::string> form_pairs(const std::string& name, const Node& value, const ValueFormat& format,
                                    Encode encode) {
  std::vector<std::string> pairs;
  if (!format.media_type.empty() || is_scalar(value)) return {name + '=' + encode(plain_text(value))};
  if (format.style == Style::DeepObject && value.is_object()) {
    add_deep(pairs, name, value, encode, 0);
  } else if (format.explode || format.style == Style::DeepObject) {
    for (const Entry& entry : entries_of(value, encode)) {
      pairs.push_back((value.is_object() ? entry.name : name) + '=' + entry.text);
    }
  } else {
    pairs.push_back(name + '=' + listed(value, separator_of(format.style), false, encode));
  }
  return pairs;
}

bool is_left_out(const Node& value, const ValueFormat& format) {
  return format.media_type.empty() && is_undefined(value);
}

}  // namespace

std::optional<Style> parse_style(std::string_view name) {
  for (const StyleRow& row : styles) {
    if (row.name == name) return row.style;
  }
  return std::nullopt;
}

std::string_view style_name(Style style) { return styles[static_cast<std::size_t>(style)].name; }

ValueFormat format_of(const contract::Parameter& parameter) {
  const bool is_form = parameter.in == contract::ParameterIn::Query || parameter.in == contract::ParameterIn::Cookie;
  ValueFormat format;
  format.style = parse_style(parameter.style).value_or(is_form ? Style::Form : Style::Simple);
  format.explode = parameter.explode;
  format.allow_reserved = parameter.allow_reserved;
  format.media_type = parameter.media_type;
  return format;
}

std::string plain_text(const Node& value) {
  if (value.is_string()) return value.as_string();
  return value.is_null() ? std::string() : document::write_json(value);
}

std::optional<std::string> path_text(std::string_view name, const Node& value, const ValueFormat& format) {
  if (is_left_out(value, format)) return std::nullopt;
  const std::string encoded_name = base::percent_encode(name);
  const bool is_document = !format.media_type.empty();
  if (!is_document && format.style == Style::Matrix) return matrix_text(encoded_name, value, format.explode);
  const bool is_label = !is_document && format.style == Style::Label;
  const std::string lead = is_label ? "." : "";
  if (is_document || is_scalar(value)) return lead + base::percent_encode(plain_text(value));
  return lead + listed(value, is_label && format.explode ? "." : ",", format.explode, base::percent_encode);
}

std::vector<std::string> query_pairs(std::string_view name, const Node& value, const ValueFormat& format) {
  if (is_left_out(value, format)) return {};
  return form_pairs(base::percent_encode(name), value, format,
                    format.allow_reserved ? encode_reserved : base::percent_encode);
}

std::optional<std::string> header_text(const Node& value, const ValueFormat& format) {
  if (is_left_out(value, format)) return std::nullopt;
  if (!format.media_type.empty() || is_scalar(value)) return plain_text(value);
  return listed(value, ",", format.explode, as_it_is);
}

std::vector<std::string> cookie_pairs(std::string_view name, const Node& value, const ValueFormat& format) {
  if (is_left_out(value, format)) return {};
  // RFC 6265, section 4.1.1, has no other way to write a blank, a comma or a semicolon.
  return form_pairs(std::string(name), value, format, base::percent_encode);
}

}  // namespace concord::message
