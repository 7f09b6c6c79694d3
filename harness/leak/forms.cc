// A report has words and numbers of its own. So a secret that could be one of them (a word, a number, or shorter than
// eight characters) is not looked for as it is wherever it stands, but apart from others or only in forms that no text
// has by chance.
#include "forms.h"

#include "encoders.h"
#include "normal.h"

#include <algorithm>
#include <set>

namespace concord::leak {
namespace {

constexpr std::size_t longest_word = 11;
constexpr std::size_t shortest_exact = 6;
constexpr std::size_t shortest_long_number = 12;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
template <class Is>
bool all_of(std::string_view text, Is is) {
  return std::all_of(text.begin(), text.end(), is);
}

bool is_word(std::string_view secret) { return secret.size() <= longest_word && all_of(secret, is_letter); }
bool is_number(std::string_view secret) {
  return all_of(secret, [](char c) { return !is_letter(c); }) && std::any_of(secret.begin(), secret.end(), is_digit);
}

class Forms {
 public:
  // In normal forms where that is long enough, else byte by byte.
  void add(const std::string& text, Form form) {
    const std::string shape = normal(text);
    if (shape.size() >= shortest_normal) put({shape, form, true, false});
    else if (text.size() >= shortest_exact) put({text, form, false, false});
  }
  void put(Wanted one) {
    if (known_.insert(one.text).second) wanted_.push_back(std::move(one));
  }
  std::vector<Wanted> take() && { return std::move(wanted_); }

 private:
  std::set<std::string> known_;
  std::vector<Wanted> wanted_;
};

void add_plain(Forms& forms, const std::string& secret) {
  if (is_word(secret)) return;
  const std::string shape = normal(secret);
  const std::size_t shortest = is_number(secret) ? shortest_long_number : shortest_normal;
  if (shape.size() >= shortest) return forms.put({shape, Form::AsItIs, true, false});
  const bool is_mixed = std::any_of(secret.begin(), secret.end(), is_letter) && !all_of(secret, is_letter);
  if (is_mixed || (is_number(secret) && secret.size() >= shortest_normal))
    forms.put({secret, Form::AsItIs, false, true});
}

// Of a word as of all others: what is escaped so is no word any more.
void add_escaped(Forms& forms, const std::string& secret) {
  for (const std::string& text : {json_text(secret, JsonStyle::All), percent_text(secret, PercentStyle::All),
                                  html_numbers(secret, false), html_numbers(secret, true)})
    forms.put({text, Form::Escaped, false, false});
}

void add_other_characters(Forms& forms, const std::string& secret) {
  for (const bool is_big_endian : {false, true}) {
    const std::string text = utf16_text(secret, is_big_endian);
    // In normal form that of a word is the word.
    if (is_word(secret)) forms.put({text.substr(is_big_endian, text.size() - 1), Form::OtherCharacters, false, false});
    else if (normal(text) != normal(secret)) forms.add(text, Form::OtherCharacters);
  }
  if (const std::string text = latin1_text(secret); text != secret) forms.add(text, Form::OtherCharacters);
}

std::vector<std::string> texts_in_base64(const std::string& secret, bool all) {
  std::vector<std::string> texts{secret};
  if (!all) return texts;
  for (const JsonStyle style :
       {JsonStyle::Plain, JsonStyle::Slash, JsonStyle::Separators, JsonStyle::Ascii, JsonStyle::Html})
    texts.push_back(json_text(secret, style));
  for (const PercentStyle style : {PercentStyle::Unreserved, PercentStyle::Form})
    texts.push_back(percent_text(secret, style));
  texts.push_back(html_text(secret));
  texts.push_back(utf16_text(secret, false));
  texts.push_back(utf16_text(secret, true));
  texts.push_back(latin1_text(secret));
  return texts;
}

void add_base64(Forms& forms, const std::string& secret, bool all) {
  std::set<std::string> done;
  for (const std::string& text : texts_in_base64(secret, all)) {
    if (!done.insert(text).second) continue;
    for (const std::size_t skipped : {0u, 1u, 2u}) forms.add(certain_base64(text, skipped), Form::Base64);
  }
}

void add_base64_twice(Forms& forms, const std::string& secret) {
  for (const std::size_t skipped : {0u, 1u, 2u}) {
    std::string once = certain_base64(secret, skipped);
    std::string url = once;
    std::replace(url.begin(), url.end(), '+', '-');
    std::replace(url.begin(), url.end(), '/', '_');
    for (const std::string& text : {once, url}) {
      for (const std::size_t again : {0u, 1u, 2u}) forms.add(certain_base64(text, again), Form::Base64Twice);
    }
  }
}

}  // namespace

std::string_view form_name(Form form) {
  switch (form) {
    case Form::AsItIs: return "as it is";
    case Form::OtherCharacters: return "in another character set";
    case Form::Base64: return "in base64";
    case Form::Base64Twice: return "in base64 twice";
    case Form::Hex: return "in hex";
    case Form::Escaped: break;
  }
  return "with every character escaped";
}

std::vector<Wanted> wanted_of(std::string_view text, bool all) {
  const std::string secret(text);
  Forms forms;
  add_plain(forms, secret);
  if (secret.size() >= 4 && !(is_number(secret) && secret.size() < shortest_exact)) {
    add_base64(forms, secret, all);
    forms.add(hex_text(secret), Form::Hex);
  }
  if (all && secret.size() >= 4) {
    add_escaped(forms, secret);
    add_other_characters(forms, secret);
    add_base64_twice(forms, secret);
    if (const std::string bytes = latin1_text(secret); bytes != secret) forms.add(hex_text(bytes), Form::Hex);
  }
  return std::move(forms).take();
}

}  // namespace concord::leak
