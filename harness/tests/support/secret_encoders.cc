#include <support/secret_encoders.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <vector>

namespace concord::support {
namespace {

using Text = const std::string&;

std::string format(const char* form, unsigned value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, form, value);
  return buffer;
}

std::string each_byte(Text text, const std::function<std::string(unsigned char)>& encode) {
  std::string out;
  for (const char c : text) out += encode(static_cast<unsigned char>(c));
  return out;
}

// --- UTF-8 to code points; what is no UTF-8 is a code point a byte
std::vector<std::uint32_t> code_points(Text text) {
  std::vector<std::uint32_t> points;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
    std::uint32_t value = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
      value = value << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    }
    points.push_back(value);
    i += length;
  }
  return points;
}

std::string utf8(std::uint32_t c) {
  if (c < 0x80) return std::string(1, static_cast<char>(c));
  if (c < 0x800) return {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
  if (c < 0x10000) {
    return {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
            static_cast<char>(0x80 | (c & 0x3F))};
  }
  return {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
          static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
}

std::vector<std::uint32_t> utf16_units(Text text) {
  std::vector<std::uint32_t> units;
  for (const std::uint32_t c : code_points(text)) {
    if (c < 0x10000) {
      units.push_back(c);
    } else {
      units.push_back(0xD7C0 + (c >> 10));
      units.push_back(0xDC00 | (c & 0x3FF));
    }
  }
  return units;
}

std::string u_escape(std::uint32_t c, const char* form) {
  std::string out;
  for (const std::uint32_t unit : utf16_units(utf8(c))) out += format(form, unit);
  return out;
}

// --- JSON
std::string json_with(Text text, const std::function<bool(std::uint32_t)>& is_escaped, const char* form = "\\u%04x") {
  std::string out;
  for (const std::uint32_t c : code_points(text)) {
    if (c == '"' || c == '\\') out += std::string("\\") + static_cast<char>(c);
    else if (c == '\n') out += "\\n";
    else if (c == '\t') out += "\\t";
    else if (c < 0x20 || is_escaped(c)) out += u_escape(c, form);
    else out += utf8(c);
  }
  return out;
}
std::string json(Text text) { return json_with(text, [](auto) { return false; }); }
std::string json_slash(Text text) {
  std::string out;
  for (const char c : json(text)) out += c == '/' ? std::string("\\/") : std::string(1, c);
  return out;
}
std::string json_ascii(Text text) { return json_with(text, [](auto c) { return c >= 0x7F; }); }
std::string json_html(Text text) {
  const auto is_escaped = [](std::uint32_t c) { return c < 0x7F && std::strchr("<>&'+/", static_cast<int>(c)); };
  return json_with(text, is_escaped, "\\u%04X");
}
// As Go's encoding/json.
std::string json_separators(Text text) {
  return json_with(text, [](std::uint32_t c) {
    return c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029;
  });
}
// As .NET's System.Text.Json: also what JSON has other escapes for.
std::string json_ascii_html(Text text) {
  std::string out;
  for (const std::uint32_t c : code_points(text)) {
    const bool is_number = c < 0x20 || c >= 0x7F || std::strchr("\"<>&'+`", static_cast<int>(c)) != nullptr;
    if (c == '\n' || c == '\t') out += c == '\n' ? "\\n" : "\\t";
    else if (is_number) out += u_escape(c, "\\u%04X");
    else out += c == '\\' ? "\\\\" : utf8(c);
  }
  return out;
}
std::string json_all(Text text) {
  std::string out;
  for (const std::uint32_t c : code_points(text)) out += u_escape(c, "\\u%04x");
  return out;
}

// --- percent
std::string percent_with(Text text, std::string_view kept, const char* form) {
  return each_byte(text, [&](unsigned char c) {
    const bool is_kept = std::isalnum(c) != 0 || kept.find(static_cast<char>(c)) != kept.npos;
    return is_kept && c < 0x80 ? std::string(1, static_cast<char>(c)) : format(form, c);
  });
}
std::string percent(Text text) { return percent_with(text, "-._~", "%%%02X"); }
std::string percent_lower(Text text) { return percent_with(text, "-._~", "%%%02x"); }
std::string percent_all(Text text) { return each_byte(text, [](unsigned char c) { return format("%%%02X", c); }); }
std::string percent_form(Text text) {
  std::string out;
  for (const char c : text) out += c == ' ' ? std::string("+") : percent_with(std::string(1, c), "-._*", "%%%02X");
  return out;
}

// --- HTML, XML
std::string html(Text text) {
  return each_byte(text, [](unsigned char c) {
    switch (c) {
      case '&': return std::string("&amp;");
      case '<': return std::string("&lt;");
      case '>': return std::string("&gt;");
      case '"': return std::string("&quot;");
      case '\'': return std::string("&#39;");
      default: return std::string(1, static_cast<char>(c));
    }
  });
}
std::string entities(Text text, const char* form) {
  std::string out;
  for (const std::uint32_t c : code_points(text)) {
    out += std::isalnum(static_cast<int>(c < 0x80 ? c : 0)) ? utf8(c) : format(form, c);
  }
  return out;
}

std::string pointer(Text text) {
  return each_byte(text, [](unsigned char c) {
    return c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, static_cast<char>(c));
  });
}

// --- base64, hex
std::string base64_with(Text text, const char* alphabet, bool is_padded) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t count = std::min<std::size_t>(3, text.size() - i);
    for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (k < count ? static_cast<unsigned char>(text[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) {
      if (k <= count) out += alphabet[group >> (18 - 6 * k) & 63];
      else if (is_padded) out += '=';
    }
  }
  return out;
}
std::string base64(Text text) {
  return base64_with(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", true);
}
std::string base64url(Text text) {
  return base64_with(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", false);
}
std::string wrapped(Text text, std::size_t width, const char* line_end) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += width) out += (i == 0 ? "" : line_end) + text.substr(i, width);
  return out;
}
std::string hex(Text text, const char* form, const char* between) {
  std::string out;
  for (const char c : text) out += (out.empty() ? "" : between) + format(form, static_cast<unsigned char>(c));
  return out;
}

// --- letters and character sets
std::string each_letter(Text text, int (*change)(int)) {
  std::string out = text;
  for (char& c : out) c = c < 0 ? c : static_cast<char>(change(c));
  return out;
}
std::string upper(Text text) { return each_letter(text, std::toupper); }
std::string lower(Text text) { return each_letter(text, std::tolower); }
std::string utf16(Text text, bool is_big_endian) {
  std::string out;
  for (const std::uint32_t unit : utf16_units(text)) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    out += is_big_endian ? high : low;
    out += is_big_endian ? low : high;
  }
  return out;
}
// As it is when there is no Latin-1 of it.
std::string latin1(Text text) {
  std::string out;
  for (const std::uint32_t c : code_points(text)) {
    if (c > 0xFF) return text;
    out += static_cast<char>(c);
  }
  return out;
}

constexpr SecretEncoder found[] = {
    {"as it is", [](Text s) { return s; }},
    {"JSON string", json},
    {"JSON string, `/` escaped", json_slash},
    {"JSON string in ASCII", json_ascii},
    {"JSON string, safe for HTML", json_html},
    {"JSON string, every character escaped", json_all},
    {"JSON in JSON", [](Text s) { return json(json(s)); }},
    {"JSON in JSON, `/` escaped", [](Text s) { return json_slash(json_slash(s)); }},
    {"JSON in JSON in JSON", [](Text s) { return json(json(json(s))); }},
    {"percent-encoded", percent},
    {"percent-encoded, lower case", percent_lower},
    {"percent-encoded, every byte", percent_all},
    {"percent-encoded form (`+`)", percent_form},
    {"percent-encoded twice", [](Text s) { return percent(percent(s)); }},
    {"percent-encoded three times", [](Text s) { return percent(percent(percent(s))); }},
    {"HTML or XML entities", html},
    {"HTML entities, decimal", [](Text s) { return entities(s, "&#%u;"); }},
    {"HTML entities, hexadecimal", [](Text s) { return entities(s, "&#x%X;"); }},
    {"HTML in HTML", [](Text s) { return html(html(s)); }},
    {"percent-encoded in a JSON string", [](Text s) { return json(percent(s)); }},
    {"JSON string, percent-encoded", [](Text s) { return percent(json(s)); }},
    {"JSON string in HTML", [](Text s) { return html(json(s)); }},
    {"JSON string in HTML in JSON", [](Text s) { return json_slash(html(json(s))); }},
    {"JSON Pointer", pointer},
    {"JSON Pointer in a URL", [](Text s) { return percent(pointer(s)); }},
    {"JSON Pointer in a JSON string", [](Text s) { return json(pointer(s)); }},
    {"base64", base64},
    {"base64, second alignment", [](Text s) { return base64("u" + s); }},
    {"base64, third alignment", [](Text s) { return base64("us" + s); }},
    {"base64, more behind it", [](Text s) { return base64("user:" + s + "\xFF and more"); }},
    {"base64url", base64url},
    {"base64url, more around it", [](Text s) { return base64url("{\"a\":\"" + s + "\"}"); }},
    {"base64, percent-encoded", [](Text s) { return percent(base64("us" + s)); }},
    {"base64 in a JSON string, `/` escaped", [](Text s) { return json_slash(base64("u" + s)); }},
    {"base64 in lines", [](Text s) { return wrapped(base64("{\"token\": \"" + s + "\"}"), 76, "\r\n"); }},
    {"base64 in short lines", [](Text s) { return wrapped(base64("u" + s), 6, "\r\n "); }, 8},
    {"base64 twice", [](Text s) { return base64(base64(s)); }},
    {"base64 twice, more around it", [](Text s) { return base64url("x" + base64("us" + s + "z") + "yz"); }, 5},
    {"base64 of a JSON string", [](Text s) { return base64("{\"a\":\"" + json(s) + "\"}"); }},
    {"base64 of a JSON string, `/` escaped", [](Text s) { return base64("\"" + json_slash(s) + "\""); }},
    {"base64 of a JSON string in ASCII", [](Text s) { return base64("\"" + json_ascii(s) + "\""); }},
    {"base64 of a JSON string, `<`, `>`, `&` and line separators escaped",
     [](Text s) { return base64("{\"a\":\"" + json_separators(s) + "\"}"); }},
    {"base64 of a JSON string in ASCII, safe for HTML",
     [](Text s) { return base64("[\"" + json_ascii_html(s) + "\"]"); }},
    {"base64 of percent-encoded", [](Text s) { return base64("t=" + percent(s) + "&"); }},
    {"base64 of a percent-encoded form", [](Text s) { return base64("t=" + percent_form(s) + "&"); }},
    {"base64 of HTML", [](Text s) { return base64("<b>" + html(s) + "</b>"); }},
    {"base64 of UTF-16LE", [](Text s) { return base64(utf16(s, false)); }},
    {"base64 of UTF-16BE", [](Text s) { return base64(utf16("u:" + s, true)); }},
    {"base64 of Latin-1", [](Text s) { return base64(latin1(s)); }},
    {"hex", [](Text s) { return hex(s, "%02x", ""); }},
    {"hex, upper case", [](Text s) { return hex("user:" + s, "%02X", ""); }},
    {"hex, mixed case", [](Text s) { return hex(s.substr(0, 3), "%02X", "") + hex(s.substr(3), "%02x", ""); }},
    {"hex with colons", [](Text s) { return hex(s, "%02X", ":"); }},
    {"hex with blanks", [](Text s) { return hex(s, "%02x", " "); }},
    {"hex with dashes", [](Text s) { return hex(s, "%02x", "-"); }},
    {"upper case", upper, 8, false},
    {"lower case", lower, 8, false},
    {"upper case in a JSON string", [](Text s) { return json_slash(upper(s)); }, 8, false},
    {"Latin-1", latin1},
    {"UTF-16LE", [](Text s) { return utf16(s, false); }},
    {"UTF-16BE", [](Text s) { return utf16(s, true); }},
    {"folded line", [](Text s) { return wrapped(s, 7, "\r\n\t "); }, 8, false},
};

std::string rot13(Text text) {
  return each_byte(text, [](unsigned char c) {
    if (c < 0x80 && std::isalpha(c)) c = static_cast<unsigned char>((c | 32) - 'a' < 13 ? c + 13 : c - 13);
    return std::string(1, static_cast<char>(c));
  });
}
std::string base32(Text text) {
  std::string out;
  std::uint64_t bits = 0;
  int count = 0;
  for (const char c : text) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 5; count -= 5) out += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[bits >> (count - 5) & 31];
  }
  return out + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[bits << (5 - count) & 31];
}

constexpr SecretEncoder not_found[] = {
    {"turned round", [](Text s) { return std::string(s.rbegin(), s.rend()); }},
    {"base64 three times", [](Text s) { return base64(base64(base64(s))); }},
    {"base32", base32},
    {"ROT13", rot13},
    {"hex of hex", [](Text s) { return hex(hex(s, "%02x", ""), "%02x", ""); }},
    {"words between its letters", [](Text s) { return wrapped(s, 2, " then "); }},
    {"the first half", [](Text s) { return s.substr(0, s.size() / 2); }},
    {"the second half", [](Text s) { return s.substr(s.size() / 2); }},
};

const std::vector<SampleSecret>& samples() {
  static const std::vector<SampleSecret> all{
      {"four bytes", "q7#Z"},
      {"seven bytes", "k9$fP/2"},
      {"eight bytes", "mZ4vK1tX"},
      {"a word", "Tangerine"},
      {"a token", "sk_live_4eC39HqLyjWDarjtT1zdp7dc"},
      {"a UUID", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"},
      {"hex", "9b74c9897bac770ffc029102a200c5de"},
      {"base64", "dGhpcyBpcyBub3QgdGhl/W+kZXk9PQ=="},
      {"a JSON Web Token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjb25jb3JkIn0.c2lnbmF0dXJlLW9mLWEtdGVzdA"},
      {"slashes and tildes", "pa/th~to~/se~cr/et~1~0"},
      {"percent signs", "100%25ab%2Fcd%zz%41"},
      {"ampersands and pluses", "a&amp;b+c=d&e;f&#39;g"},
      {"quotes and backslashes", R"(q"u'o\te\\n"d\u0041x)"},
      {"umlauts", "schl\u00fcssel-w\u00f6rter-\u00df"},
      {"beyond the basic plane", "k\u20acy-\U0001F600-\U0001F511-z9"},
      {"blanks", "correct horse  battery staple"},
      {"itself again and again", "abababababababababababababababababab"},
  };
  return all;
}

}  // namespace

std::span<const SecretEncoder> secret_encoders() { return found; }
std::span<const SecretEncoder> unfound_encoders() { return not_found; }
std::span<const SampleSecret> sample_secrets() { return samples(); }

}  // namespace concord::support
