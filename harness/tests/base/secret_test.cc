#include <concord/base/named_secret.h>
#include <concord/base/text.h>
#include <support/catch.h>

using namespace concord::base;

namespace {

const std::string value = R"(s3cr/t+"k&y'<\ä>)";

Redactor redactor(const std::string& secret = value) {
  Redactor result;
  result.add("KEY", Secret(secret));
  return result;
}

}  // namespace

TEST_CASE("a secret is replaced by its name") {
  CHECK(redactor().redact("a " + value + " b " + value) == "a [KEY] b [KEY]");
  CHECK(redactor().redact(value) == "[KEY]");
  CHECK(redactor().redact("nothing here: s3cr") == "nothing here: s3cr");
  CHECK(redactor().redact("").empty());
}

TEST_CASE("a text that was looked at before is looked at again for what was added since") {
  const std::string text = "tell nobody: hunter22, nor that it is correct-horse";
  Redactor one = redactor(), none;
  CHECK(one.find(text).empty());
  CHECK(one.find(text).empty());
  Redactor copy = one;
  one.add("FIRST", Secret("hunter22"));
  copy.add("SECOND", Secret("correct-horse"));
  CHECK(one.find(text) == "FIRST");
  CHECK(copy.find(text) == "SECOND");
  CHECK(none.find(text).empty());
  CHECK(redactor().find(text).empty());
  CHECK(redactor("hunter22").find(text) == "KEY");
  for (int i = 0; i < 20; ++i) CHECK(one.find("text number " + std::to_string(i)).empty());
  CHECK(one.find("text number 19").empty());
  one.add_found("THIRD", Secret("number 19"));
  CHECK(one.find("text number 19") == "THIRD");
  one = redactor("text number");
  CHECK(one.find("text number 18") == "KEY");
}

TEST_CASE("a text that was redacted before has the same names, and others once more is known") {
  Redactor one = redactor("hunter22");
  const std::string text = "hunter22 and correct-horse";
  for (int i = 0; i < 2; ++i) {
    Redactor::Names names;
    CHECK(one.redact(text, &names) == "[KEY] and correct-horse");
    CHECK(one.redact(text) == "[KEY] and correct-horse");
    CHECK(names == Redactor::Names{"KEY"});
  }
  one.add("OTHER", Secret("correct-horse"));
  Redactor::Names names{"MORE"};
  CHECK(one.redact(text, &names) == "[KEY] and [OTHER]");
  CHECK(one.redact(text, &names) == "[KEY] and [OTHER]");
  CHECK(names == Redactor::Names{"KEY", "MORE", "OTHER"});
  CHECK(redactor().redact(text) == text);
}

TEST_CASE("an escaped secret is replaced") {
  const std::string escaped = GENERATE(
      R"(s3cr/t+\"k&y'<\\ä>)",                                        // JSON
      R"(s3cr\/t+\"k&y'<\\\u00e4>)",                                  // JSON in ASCII, with '/' escaped
      R"(s3cr/t\u002B\u0022k\u0026y\u0027\u003C\\\u00E4\u003E)",      // JSON safe for HTML
      R"(s3cr/t+\\\"k&y'<\\\\ä>)",                                    // JSON in JSON
      "s3cr%2Ft%2B%22k%26y%27%3C%5C%C3%A4%3E",                        // URL
      "s3cr%2ft%2b%22k%26y%27%3c%5c%c3%a4%3e",                        // URL, lower case
      "s3cr/t+%22k&y'%3C%5C%C3%A4%3E",                                // URL, only what must be
      "s3cr%252Ft%252B%2522k%2526y%2527%253C%255C%25C3%25A4%253E",    // URL in URL
      "s3cr/t+&quot;k&amp;y'&lt;\\ä&gt;",                             // HTML
      "s3cr&#x2F;t&#43;&#x22;k&#x26;y&#x27;&#60;&#92;&#228;&#x3E;");  // HTML, by number
  CAPTURE(escaped);
  CHECK(redactor().redact("<" + escaped + ">") == "<[KEY]>");
}

TEST_CASE("a secret in hex is replaced") {
  CHECK(redactor("hunter22").redact("x68756e7465723232x") == "x[KEY]x");
  CHECK(redactor("hunt\xABr").redact("68756E74AB72 68756e74ab72") == "[KEY] [KEY]");
}

TEST_CASE("base64 of the secret alone is replaced whole") {
  const std::string secret = GENERATE("abcd", "abcde", "abcdef", "\xFB\xFF\xFE\xFF\xFB", "a longer secret value");
  CAPTURE(secret);
  CHECK(redactor(secret).redact("Basic " + base64_encode(secret) + ".") == "Basic [KEY].");
}

TEST_CASE("base64url of the secret alone is replaced") {
  const std::string secret = GENERATE("abcdef", "\xFB\xFF\xFE\xFF\xFB\xFF", "a longer secret value!");
  CAPTURE(secret);
  CHECK(redactor(secret).find("t=" + base64url_encode(secret)) == "KEY");
}

TEST_CASE("base64 is found at every alignment") {
  const std::string secret = "p\xFF\xFEss/w?rd~~123";
  const std::string before = GENERATE("", "u", "us", "user:", "user1:", "user12:");
  const std::string after = GENERATE("", "a", "ab", "\xFF\xFF\xFF");
  CAPTURE(before, after);
  const std::string standard = base64_encode(before + secret + after);
  const std::string url = base64url_encode(before + secret + after);
  CHECK(redactor(secret).find(standard) == "KEY");
  CHECK(redactor(secret).find(url) == "KEY");
  // What stays is the base64 of the neighbours, with at most four characters that are shared with them at each end.
  const std::string left = redactor(secret).redact(standard);
  CAPTURE(left);
  CHECK(left.size() <= 5 + 8 + (before.size() + after.size()) / 3 * 4);
  CHECK(redactor(secret).find(left).empty());
}

TEST_CASE("base64 may be escaped in turn") {
  const std::string secret = "\xFB\xFF\xFE\xFF\xFB\xFF\xFE\xFF";
  REQUIRE(base64_encode(secret) == "+//+//v//v8=");
  CHECK(redactor(secret).redact("t=%2B%2F%2F%2B%2F%2Fv%2F%2Fv8%3D&") == "t=[KEY]&");
  CHECK(redactor(secret).redact(R"("\u002B\/\/\u002B\/\/v\/\/v8=")") == R"("[KEY]")");
}

TEST_CASE("characters beyond the basic plane") {
  CHECK(redactor("key😀!").redact(R"(key\ud83d\ude00!)") == "[KEY]");
  CHECK(redactor("key😀!").redact(R"(key\ud83d\ud83d!)") == R"(key\ud83d\ud83d!)");
}

TEST_CASE("a space may be written as a plus sign") {
  CHECK(redactor("two words").redact("q=two+words") == "q=[KEY]");
  CHECK(redactor(" key ").redact("q=+key+&") == "q=[KEY]&");
}

TEST_CASE("a secret that looks escaped is found as it is") {
  CHECK(redactor("a%2Fb\\n&amp;").redact("(a%2Fb\\n&amp;)") == "([KEY])");
  CHECK(redactor("a%2Fb\\\\n").redact(R"("a%2Fb\\\\n")") == R"("[KEY]")");
  CHECK(redactor("a%2Fb").redact("a%252Fb") == "[KEY]");
  CHECK(redactor("a&amp;b").redact("a&amp;amp;b") == "[KEY]");
  CHECK(redactor("ab%cd").redact("ab%25cd ab%2525cd") == "[KEY] [KEY]");
  CHECK(redactor("ab&cd").redact("ab&amp;amp;cd") == "[KEY]");
  CHECK(redactor(R"(ab"cd)").redact(R"(ab\"cd ab\\\"cd)") == "[KEY] [KEY]");
}

TEST_CASE("short values are not replaced") {
  CHECK(redactor("abc").empty());
  CHECK(redactor("").empty());
  CHECK(redactor("abc").redact("abc") == "abc");
  CHECK(redactor("abcd").redact("abcd") == "[KEY]");
}

TEST_CASE("the longest of several secrets wins") {
  Redactor both;
  both.add("SHORT", Secret("secret"));
  both.add("LONG", Secret("secret-and-more"));
  CHECK(both.redact("secret secret-and-more") == "[SHORT] [LONG]");
  CHECK(both.find("x secret-and-more") == "LONG");
  CHECK(both.find("nothing").empty());
}

TEST_CASE("secrets that overlap are both taken out") {
  Redactor both;
  both.add("A", Secret("abcdef"));
  both.add("B", Secret("efghij"));
  CHECK(both.redact("<abcdefghij>") == "<[A][B]>");
  CHECK(redactor("aaaa").redact("<aaaaaa>") == "<[KEY]>");
}

TEST_CASE("ends and odd escapes do no harm") {
  const std::string text = GENERATE("%", "%2", "\\", "\\u", "\\ud83d", "\\ud83d\\u", "\\x1", "&", "&#", "&#;", "&#x;",
                                    "&;", "&amp;", "&amp;&", "&#99999999;", "&#999999999999;",
                                    "\\\\\\\\\\\\\\\\\\\\", "%25%25");
  CAPTURE(text);
  CHECK(redactor().redact(text) == text);
  CHECK(redactor().redact(value.substr(0, 4) + text) == value.substr(0, 4) + text);
}

TEST_CASE("what a redactor was told is listed, each value once and under the name that stands in brackets") {
  Redactor told;
  CHECK(secrets_of(told).empty());
  told.add("A KEY", Secret("first-value"));
  told.add("OTHER", Secret("first-value"));
  told.add("SHORT", Secret("abc"));
  told.add_basic("AUTH", "me", Secret("second-value"));
  std::vector<std::string> listed;
  for (const NamedSecret& one : secrets_of(told)) listed.push_back(one.name + "=" + one.value.reveal());
  CHECK(listed == std::vector<std::string>{"A_KEY=first-value", "AUTH=bWU6c2Vjb25kLXZhbHVl", "AUTH=second-value"});
}

TEST_CASE("what was found beside the name of a password is hidden, and listed once it is declared") {
  Redactor told;
  CHECK_FALSE(told.add_found("password", Secret("abc")));
  CHECK(told.add_found("password", Secret("first-value")));
  CHECK(told.redact("first-value") == "[password]");
  CHECK(secrets_of(told).empty());
  told.add("A KEY", Secret("first-value"));
  told.add_found("password", Secret("first-value"));
  REQUIRE(secrets_of(told).size() == 1);
  CHECK(secrets_of(told).front().name == "password");
  CHECK(secrets_of(told).front().value.reveal() == "first-value");
}
