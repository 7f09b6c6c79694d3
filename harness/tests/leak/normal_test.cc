// Whatever a writer does to a text, its normal form stays: by the encoders that the tests of the redactor have.
#include "normal.h"

#include <concord/base/text.h>
#include <support/catch.h>
#include <support/secret_encoders.h>

using namespace concord;
using leak::normal;

TEST_CASE("escapes of any kind in any other have one normal form") {
  const std::string text = "a<b>&c\"d'e/f\\g h";
  for (const support::SecretEncoder& one : support::secret_encoders()) {
    const std::string name(one.name);
    const bool is_escape = name.find("base64") == name.npos && name.find("hex") == name.npos &&
                           name.find("UTF") == name.npos;
    if (!is_escape) continue;
    INFO(name << ": " << one.encode(text));
    CHECK(normal(one.encode(text)) == normal(text));
    for (const support::SecretEncoder& other : support::secret_encoders()) {
      if (other.name != "JSON string" && other.name != "HTML or XML entities") continue;
      INFO(other.name);
      CHECK(normal(other.encode(one.encode(text))) == normal(text));
    }
  }
}

TEST_CASE("a normal form has no blanks, line breaks, capitals and backslashes") {
  CHECK(normal("Sk_Live 4e:C3\r\n\t+9-H\\n\\u0020%20&#10;\\x0Az") == "sk/live4ec39hz");
  CHECK(normal("\\ud83d\\ude00") == "\U0001F600");
  CHECK(normal("100%") == "100%");
  CHECK(normal("a&b;c&lt") == "a&b;c&lt");
  CHECK(normal("\\") == "");
}

TEST_CASE("a text in pieces has the normal form of the whole") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "x\\u00e4&amp;lt;%2525" + std::to_string(i) + "\\\\\\n";
  for (const std::size_t size : {1u, 7u, 130u, 1'000u}) {
    std::string to, pending;
    for (std::size_t at = 0; at < text.size(); at += size) {
      pending += text.substr(at, size);
      pending.erase(0, leak::append_normal(to, pending, at + size >= text.size()));
    }
    CHECK(to == normal(text));
  }
}
