// The first line as a secret, the rest as what stands around it: it survives in no form of the table of
// docs/secrets.md.
#include "input.h"

#include <concord/base/secret.h>
#include <concord/base/text.h>
#include <support/secret_encoders.h>

#include <algorithm>
#include <string>

using namespace concord;

namespace {

constexpr std::size_t longest = 300;

bool is_word(std::string_view text) {
  return text.size() <= 11 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
}

// Without what may be lost on the way.
std::size_t counted(std::string_view secret) {
  constexpr std::string_view separators(" \t\r\n\v\f\0+-:", 10);
  return static_cast<std::size_t>(
      std::count_if(secret.begin(), secret.end(), [&](char c) { return separators.find(c) == separators.npos; }));
}

// What such a writer makes of bytes that are no UTF-8 is not the secret any more.
bool is_of_characters(std::string_view form) {
  for (const std::string_view word : {"JSON", "entities", "UTF-16", "Latin-1"}) {
    if (form.find(word) != std::string_view::npos) return true;
  }
  return false;
}

// What ends a text so that the first character behind it would be read as another one.
bool is_open(std::string_view text) {
  constexpr std::string_view marks = "\\%&~";
  const std::string_view end = text.substr(text.size() - std::min<std::size_t>(text.size(), 12));
  return end.find_first_of(marks) != std::string_view::npos;
}

// Other writers than those of the table make the same bytes of other secrets, so a form is told by a part of it that
// is long enough. What is base64 or hex in all may be shown cut in the middle of nothing that belongs to the secret.
bool survives(std::string_view left, const std::string& encoded) {
  return left.find(encoded) != std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [first, around] = fuzz::split_first_line(fuzz::text_of(data, size));
  if (first.size() < 4 || first.size() > longest || around.size() > longest) return 0;
  const std::string secret(first);
  base::Redactor redactor;
  redactor.add("KEY", base::Secret(secret));
  const bool is_utf8 = base::is_utf8(secret);
  const std::string_view before = around.substr(0, around.size() / 2), behind = around.substr(around.size() / 2);
  for (const support::SecretEncoder& form : support::secret_encoders()) {
    if (!is_utf8 && is_of_characters(form.name)) continue;
    const std::size_t counted_size = form.shortest < 8 ? secret.size() : counted(secret);
    if (counted_size < form.shortest || (is_word(secret) && !form.is_of_words)) continue;
    const std::string encoded = form.encode(secret);
    const std::string text = std::string(is_open(before) ? "" : before) + "<" + encoded + ">" + std::string(behind);
    const std::string left = redactor.redact(text);
    fuzz::require(!survives(left, "<" + encoded + ">"), form.name.data());
    fuzz::require(!redactor.find(text).empty(), "what was replaced is found");
    const std::size_t keep = behind.size() % (text.size() + 1);
    fuzz::require(redactor.redact_prefix(text, keep) == left.substr(0, keep), "a prefix is that of the whole");
  }
  (void)redactor.redact_cut(around);
  return 0;
}
