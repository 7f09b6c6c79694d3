// Secrets × forms, by encoders that know nothing of the redactor; and the table of the guide, which says the same.
#include <concord/base/secret.h>
#include <concord/base/text.h>
#include <support/catch.h>
#include <support/secret_encoders.h>

#include <algorithm>

using namespace concord::base;
using namespace concord::support;

namespace {

Redactor knowing(const std::string& value) {
  Redactor redactor;
  CHECK(redactor.add("KEY", Secret(value)));
  return redactor;
}

// A text in UTF-16BE may begin with a NUL, which is no part of a secret.
std::string without_nul(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
  return text;
}

bool is_word(const std::string& text) {
  const auto is_letter = [](unsigned char c) { return std::isalpha(c) != 0; };
  return text.size() <= 11 && std::all_of(text.begin(), text.end(), is_letter);
}

}  // namespace

TEST_CASE("every secret is found in every form") {
  for (const SampleSecret& secret : sample_secrets()) {
    const Redactor redactor = knowing(secret.value);
    for (const SecretEncoder& form : secret_encoders()) {
      if (secret.value.size() < form.shortest || (is_word(secret.value) && !form.is_of_words)) continue;
      const std::string encoded = form.encode(secret.value);
      INFO(secret.name << ", " << form.name << ": " << escape_line(encoded));
      CHECK(without_nul(redactor.redact("<" + encoded + ">")) == "<[KEY]>");
      CHECK(without_nul(redactor.redact(encoded)) == "[KEY]");
      CHECK(redactor.find("{\"a\": \"" + encoded + "\"}") == "KEY");
    }
  }
}
