#include "redactor_forms.h"

#include "redactor_json.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::base::redaction {
namespace {

constexpr std::size_t longest_word = 11;
constexpr std::size_t shortest_base64 = 6;  // of a secret that stands within a longer text

// "password" stands in many texts as "Password".
bool is_word(std::string_view text) {
  return text.size() <= longest_word &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

// --- character sets

void append_utf16(std::string& to, char32_t unit, bool is_big_endian) {
  const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
  to += is_big_endian ? high : low;
  to += is_big_endian ? low : high;
}

std::string utf16(std::string_view text, bool is_big_endian) {
  std::string result;
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    text.remove_prefix(point.length);
    if (point.value < 0x10000) {
      append_utf16(result, point.value, is_big_endian);
    } else {
      append_utf16(result, 0xD800 + ((point.value - 0x10000) >> 10), is_big_endian);
      append_utf16(result, 0xDC00 + ((point.value - 0x10000) & 0x3FF), is_big_endian);
    }
  }
  return result;
}

// "" when there is none.
std::string latin1(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    if (point.value > 0xFF) return {};
    result += static_cast<char>(point.value);
    text.remove_prefix(point.length);
  }
  return result;
}

// --- escaped texts, which are put into base64: those of JSON are in redactor_json.h, of the others what writers choose
// differs too

std::string percent(std::string_view text, std::string_view kept, bool lower, bool plus) {
  std::string result;
  for (const char c : text) {
    const bool is_alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool is_plain = is_alphanumeric || kept.find(c) != kept.npos;
    if (plus && c == ' ') {
      result += '+';
    } else if (is_plain) {
      result += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result += lower ? fmt::format("%{:02x}", byte) : fmt::format("%{:02X}", byte);
    }
  }
  return result;
}

std::string html(std::string_view text, std::string_view apostrophe) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += apostrophe; break;
      default: result += c;
    }
  }
  return result;
}

void sort_unique(std::vector<std::string>& texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

// The secret and what escaping makes of it, for most secrets the same.
std::vector<std::string> escaped_texts(std::string_view secret) {
  std::vector<std::string> texts{std::string(secret)};
  const auto is_plain = [](char c) { return percent_encode({&c, 1}).size() == 1 && c != '~'; };
  if (std::all_of(secret.begin(), secret.end(), is_plain)) return texts;
  for (std::string& text : json_texts(secret)) texts.push_back(std::move(text));
  // RFC 3986; encodeURIComponent; encodeURI; Python; forms of HTML; forms of PHP.
  for (const std::string_view kept : {"-._~", "-._~!'()*", "-._~!'()*;/?:@&=+$,#", "-._~/", "-._*", "-._"}) {
    for (const bool lower : {false, true}) {
      for (const bool plus : {false, true}) texts.push_back(percent(secret, kept, lower, plus));
    }
  }
  for (const auto apostrophe : {"'", "&#39;", "&#x27;", "&apos;"}) texts.push_back(html(secret, apostrophe));
  sort_unique(texts);
  return texts;
}

// --- base64

// The part of the base64 of (skipped bytes + text + anything) that depends on the text alone.
FormText stable_base64(std::string_view text, std::size_t skipped) {
  const std::string encoded = base64_encode(std::string(skipped, '\0') + std::string(text));
  const std::size_t first = (skipped * 8 + 5) / 6;
  const std::size_t last = (skipped + text.size()) * 8 / 6;
  unsigned flags = Form::Base64;
  if (skipped > 0) flags |= Form::SharesFirst;
  if ((skipped + text.size()) % 3 != 0) flags |= Form::SharesLast;
  return {encoded.substr(first, last - first), static_cast<std::uint8_t>(flags)};
}

std::string to_url_alphabet(std::string text) {
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::string whole_base64(std::string_view text) {
  std::string encoded = base64_encode(text);
  encoded.erase(std::min(encoded.find('='), encoded.size()));
  return encoded;
}

void add_base64(std::vector<FormText>& forms, std::string_view text) {
  for (const std::size_t skipped : {0u, 1u, 2u}) {
    FormText stable = stable_base64(text, skipped);
    if (stable.text.size() >= shortest_base64) forms.push_back(std::move(stable));
  }
}

// Of four bytes too little is left without the characters that are shared with neighbours; so with all neighbours.
void add_base64_of_four(std::vector<FormText>& forms, std::string_view text) {
  for (const std::size_t skipped : {0u, 1u, 2u}) {
    const unsigned befores = skipped == 0 ? 1 : skipped == 1 ? 4 : 16, behinds = 16 / befores;
    const std::size_t first = skipped * 8 / 6;
    for (unsigned i = 0; i < 16; ++i) {
      std::string whole(skipped, static_cast<char>(i % befores));
      whole.append(text).append(1, static_cast<char>((i / befores) * (256 / behinds)));
      forms.push_back({base64_encode(whole).substr(first, 6), Form::Base64, true});
    }
  }
}

// Of what was in base64 already, with padding (which is part of the text then) where it stood alone.
void add_base64_again(std::vector<FormText>& forms, std::string_view text) {
  std::vector<std::string> inner{base64_encode(text)};
  for (const std::size_t skipped : {0u, 1u, 2u}) inner.push_back(stable_base64(text, skipped).text);
  for (std::size_t i = 0; i < 4; ++i) {
    if (inner[i].find_first_of("+/") != std::string::npos) inner.push_back(to_url_alphabet(inner[i]));
  }
  inner[0].erase(inner[0].find_last_not_of('=') + 1);  // padding tells nothing; it is hidden with the run
  for (const std::string& one : inner) {
    if (one.size() >= shortest_base64) add_base64(forms, one);
  }
}

bool is_short(const FormText& form) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < form.text.size() && kept < shortest_squeezed; ++i) kept += !is_dropped(form.text[i]);
  return form.is_exact || kept < shortest_squeezed;
}

// Short texts are looked for byte by byte, so the other ways to write them are forms of their own.
void add_exact_ways(std::vector<FormText>& forms) {
  for (std::size_t i = 0, count = forms.size(); i < count; ++i) {
    if (!is_short(forms[i])) continue;
    FormText other = forms[i];
    if (other.flags != 0) other.text = to_url_alphabet(other.text);
    else std::replace(other.text.begin(), other.text.end(), ' ', '+');
    if (other.text != forms[i].text) forms.push_back(std::move(other));
  }
}

}  // namespace

ByteFilter::Copied squeeze_into(std::string& room, std::string_view text) {
  static const ByteFilter filter(squeezed_bytes);
  if (room.size() < text.size() + ByteFilter::room) room.resize(text.size() + ByteFilter::room);
  return filter.copy(text, room.data());
}

std::string squeeze(std::string_view text) {
  std::string result;
  result.resize(squeeze_into(result, text).written);
  return result;
}

std::vector<FormText> forms_of(std::string_view secret) {
  std::vector<FormText> forms{{std::string(secret), 0, is_word(secret)}};
  std::vector<std::string> encoded{utf16(secret, false), utf16(secret, true), latin1(secret)};
  for (const std::string& text : encoded) {
    if (text.size() >= shortest_secret) forms.push_back({text, 0, is_word(secret)});
  }
  for (std::string& text : escaped_texts(secret)) encoded.push_back(std::move(text));
  sort_unique(encoded);
  for (const std::string& text : encoded) add_base64(forms, text);
  if (secret.size() == 4) add_base64_of_four(forms, secret);
  add_base64_again(forms, secret);
  forms.push_back({hex_encode(secret), Form::Hex});
  if (const std::string bytes = latin1(secret); bytes != secret) forms.push_back({hex_encode(bytes), Form::Hex});
  add_exact_ways(forms);
  return forms;
}

std::vector<FormText> forms_of_basic(std::string_view user, std::string_view password) {
  const std::string credentials = std::string(user) + ':' + std::string(password);
  std::vector<FormText> forms{{whole_base64(credentials), Form::Base64}};
  if (password.size() < shortest_secret) forms.push_back({credentials, 0, true});
  add_base64_again(forms, credentials);
  add_exact_ways(forms);
  return forms;
}

}  // namespace concord::base::redaction
