// Secrets × forms, by encoders that know nothing of the redactor; and the table of the guide, which says the same.
#include <concord/base/file.h>
#include <concord/base/secret.h>
#include <concord/base/text.h>
#include <support/catch.h>
#include <support/paths.h>
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

std::string guide() {
  return read_file(source_dir() + "/docs/secrets.md").value();
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin) + begin.size();
  return text.substr(from, text.find(end) - from);
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

TEST_CASE("control characters are found whichever way a JSON writer has for them") {
  const std::string secret = "one\btwo\fthree\rfour\nfive\tsix/\x01\u00fc";
  const Redactor redactor = knowing(secret);
  for (const SecretEncoder& form : secret_encoders()) {
    if (form.name.find("JSON") == std::string::npos) continue;
    INFO(form.name);
    CHECK(redactor.redact("<" + form.encode(secret) + ">") == "<[KEY]>");
  }
  for (const char* json : {R"(one\btwo\fthree\rfour\nfive\tsix/\u0001\u00fc)",
                           R"(one\btwo\fthree\rfour\nfive\tsix\/\u0001)"
                           "\u00fc",
                           R"(one\u0008two\u000cthree\rfour\nfive\tsix/\u0001\u00fc)",
                           R"(one\u0008two\u000Cthree\u000Dfour\nfive\tsix/\u0001\u00FC)",
                           R"(one\u0008two\u000cthree\u000dfour\u000afive\u0009six/\u0001\u00fc)"}) {
    INFO(json);
    CHECK(redactor.redact("<" + base64_encode("{\"a\":\"" + std::string(json) + "\"}") + ">") == "<[KEY]>");
  }
}

TEST_CASE("what only some writers of JSON escape is found") {
  for (const std::string secret : {"de\x7fl-k3y", "\x7f\x7f\x7f\x7f",
                                   "line\u2028and\u2029-next\u0085-nbsp\u00a0/\u2010",
                                   "c1-\u0080\u009f-k\u20acy", "a<b>&'c=\"d+e`f\x7f/\u2028", "\x1f\x7f\x01\x02k\r"}) {
    const Redactor redactor = knowing(secret);
    for (const SecretEncoder& form : secret_encoders()) {
      if (form.name.find("JSON") == std::string::npos || form.shortest > 4) continue;
      INFO(form.name << ": " << escape_line(form.encode(secret)));
      CHECK(redactor.redact("<" + form.encode(secret) + ">") == "<[KEY]>");
    }
  }
  const Redactor redactor = knowing("k<&\x7f\u0085\u2028\u00fc/");
  for (const char* json :
       {R"(k\u003c\u0026\u007f\u0085\u2028\u00fc/)", R"(k\u003C\u0026\u007F\u0085\u2028\u00FC\/)",
        "k<&\\u007f\u0085\\u2028\u00fc/", "k<&\x7f\\u0085\\u2028\u00fc\\/",
        "k\\u003c\\u0026\x7f\u0085\\u2028\u00fc/"}) {
    for (const std::string before : {"", "a", "ab"}) {
      INFO(json);
      CHECK(redactor.redact("<" + base64_encode(before + json) + ">") == "<[KEY]>");
    }
  }
}

TEST_CASE("every secret is found in every form beside many others") {
  Redactor redactor;
  for (const SampleSecret& secret : sample_secrets()) redactor.add(secret.name, Secret(secret.value));
  for (int i = 0; i < 300; ++i) redactor.add("OTHER", Secret("other-" + std::to_string(i * 7919) + "-secret"));
  for (const SampleSecret& secret : sample_secrets()) {
    for (const SecretEncoder& form : secret_encoders()) {
      if (secret.value.size() < form.shortest || (is_word(secret.value) && !form.is_of_words)) continue;
      const std::string encoded = form.encode(secret.value);
      INFO(secret.name << ", " << form.name << ": " << escape_line(encoded));
      const std::string name = replace_all(std::string(secret.name), " ", "_");
      CHECK(without_nul(redactor.redact("<" + encoded + ">")) == "<[" + name + "]>");
    }
  }
}

TEST_CASE("what is said not to be found is not") {
  for (const SampleSecret& secret : sample_secrets()) {
    if (secret.value.size() < 8 || secret.name == "itself again and again") continue;
    for (const SecretEncoder& form : unfound_encoders()) {
      const std::string encoded = form.encode(secret.value);
      INFO(secret.name << ", " << form.name << ": " << escape_line(encoded));
      CHECK(knowing(secret.value).redact("<" + encoded + ">") == "<" + encoded + ">");
    }
  }
}

TEST_CASE("the guide says in which forms a secret is found") {
  std::string found = "| form | from … bytes | also words |\n|---|--:|---|\n";
  for (const SecretEncoder& form : secret_encoders()) {
    found += "| " + std::string(form.name) + " | " + std::to_string(form.shortest) + " | " +
             (form.is_of_words ? "yes" : "no") + " |\n";
  }
  CHECK(between(guide(), "<!-- found -->\n", "<!-- /found -->") == found);
  const std::string not_found = between(guide(), "<!-- not found -->\n", "<!-- /not found -->");
  std::size_t rows = 0;
  for (const auto line : split(not_found, '\n')) rows += line.starts_with("| ");
  CHECK(rows == unfound_encoders().size() + 1);
  for (const SecretEncoder& form : unfound_encoders())
    CHECK(not_found.find("| " + std::string(form.name) + " | ") != std::string::npos);
}
