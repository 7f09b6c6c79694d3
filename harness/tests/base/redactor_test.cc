// What the redactor promises beside forms: whole runs, cuts, many secrets, and a bound of work.
#include "redactor_search.h"

#include <concord/base/secret.h>
#include <concord/base/text.h>
#include <support/catch.h>

namespace redactor_test {

using namespace concord::base;

namespace {

Redactor knowing(const std::string& value) {
  Redactor redactor;
  redactor.add("KEY", Secret(value));
  return redactor;
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

redaction::Forms forms_of(const std::vector<std::string>& secrets) {
  redaction::Forms forms;
  std::uint32_t number = 0;
  for (const std::string& secret : secrets) redaction::add_secret(forms, secret, number++);
  return forms;
}

// Steps that searching takes for each byte of the text.
double steps_a_byte(const redaction::Forms& forms, const std::string& text) {
  redaction::Search search(forms, text, true);
  (void)search.all();
  return static_cast<double>(search.steps()) / static_cast<double>(text.size());
}

}  // namespace

TEST_CASE("Basic credentials are replaced whole") {
  const std::string password = GENERATE("p", "pw", "pwd", "pass", "a longer pass/word", "p\xC3\xA4ss:word", "");
  CAPTURE(password);
  Redactor redactor;
  CHECK(redactor.add_basic("PASSWORD", "user", Secret(password)) == (password.size() >= 4));
  const std::string credentials = base64_encode("user:" + password);
  CHECK(redactor.redact("Basic " + credentials + "\r\n") == "Basic [PASSWORD]\r\n");
  CHECK(redactor.redact("{\"a\": \"" + base64_encode(credentials) + "\"}") == "{\"a\": \"[PASSWORD]\"}");
  const std::string url = password.size() >= 4 ? "http://user:[PASSWORD]@h/" : "http://[PASSWORD]@h/";
  CHECK(redactor.redact("http://user:" + password + "@h/") == url);
}

TEST_CASE("the run of base64 that a secret stands in is replaced whole") {
  const Redactor redactor = knowing("mZ4vK1tX");
  for (const std::string before : {"", "u", "us", "user:", "someone with a long name:"}) {
    for (const std::string behind : {"", "a", "ab", "\xFF\xFF\xFF and more"}) {
      const std::string encoded = base64_encode(before + "mZ4vK1tX" + behind);
      CHECK(redactor.redact("Basic " + encoded + " HTTP/1.1") == "Basic [KEY] HTTP/1.1");
      CHECK(redactor.redact("token=" + encoded + "&a=b") == "token=[KEY]&a=b");
    }
  }
}

TEST_CASE("in the path of a URL a slash ends the run") {
  const Redactor redactor = knowing("mZ4vK1tX");
  CHECK(redactor.redact("https://api.test/v1/sessions/" + base64_encode("mZ4vK1tX") + "/items?a=b") ==
        "https://api.test/v1/sessions/[KEY]/items?a=b");
  CHECK(redactor.redact("/v1/sessions/" + base64url_encode("user:mZ4vK1tX") + "/items") == "/v1/sessions/[KEY]/items");
  // Unless it holds bits of the secret.
  const std::string encoded = base64_encode("x\xFF\u00e4bcdefgh");
  REQUIRE(encoded == "eP/DpGJjZGVmZ2g=");
  CHECK(knowing("\u00e4bcdefgh").redact("https://api.test/a/" + encoded + "/b") == "https://api.test/a/[KEY]/b");
}

TEST_CASE("the run of hex digits that a secret stands in is replaced whole") {
  const Redactor redactor = knowing("mZ4vK1tX");
  CHECK(redactor.redact("hash " + hex_encode("user:mZ4vK1tX!") + ".") == "hash [KEY].");
}

TEST_CASE("no part of an escape stays") {
  CHECK(knowing("\u00e4bcdefgh\u00fc").redact(R"("x\u00e4bcdefgh\u00fcx")") == R"("x[KEY]x")");
  CHECK(knowing("bcdefgh\xC3").redact(R"("xbcdefgh\u00fcx")") == R"("x[KEY]x")");
  CHECK(knowing("/token/of/mine").redact("x%2Ftoken%2Fof%2Fminex") == "x[KEY]x");
}

TEST_CASE("a value that was cut in the middle is replaced") {
  const Redactor redactor = knowing("sk_live_4eC39HqLyjWDarjtT1");
  CHECK(redactor.redact("not \"sk_live_4eC3\u2026\" but 7") == "not \"[KEY]\u2026\" but 7");
  CHECK(redactor.redact("sk_l\u2026 sk_live_4\u2026") == "[KEY]\u2026 [KEY]\u2026");
  CHECK(redactor.redact("sk_live_4eC3") == "sk_live_4eC3");
  CHECK(redactor.redact_cut("the key sk_live_4eC3") == "the key [KEY]");
  CHECK(redactor.redact_cut("the key sk%5Flive%5F4e") == "the key [KEY]");
  CHECK(redactor.redact_cut("the key sk") == "the key sk");
  CHECK(redactor.redact_cut("Basic " + base64_encode("sk_live_4eC39HqLyjWDarjtT1").substr(0, 14)) == "Basic [KEY]");
  CHECK(knowing(R"(ab"cd"ef"gh)").redact(R"(got "ab\"cd\"e…")") == R"(got "[KEY]…")");
}

TEST_CASE("only the beginning of a long text is redacted") {
  const Redactor redactor = knowing("mZ4vK1tX99");
  const std::string text = "abc mZ4vK1tX99 def " + repeated("mZ4vK1tX99.", 30'000) + " end";
  const std::string whole = redactor.redact(text);
  for (const std::size_t keep : {0u, 1u, 3u, 4u, 5u, 9u, 10u, 14u, 20u, 100u, 1'000u, 65'536u, 500'000u}) {
    CAPTURE(keep);
    CHECK(redactor.redact_prefix(text, keep) == whole.substr(0, keep));
  }
  Redactor::Names names;
  CHECK(redactor.redact_prefix("abcdefgh mZ4vK1tX99", 8, &names) == "abcdefgh");
  CHECK(names.empty());
  CHECK(redactor.redact_prefix("abcdefgh mZ4vK1tX99", 10, &names) == "abcdefgh [");
  CHECK(names == Redactor::Names{"KEY"});
}

TEST_CASE("a secret across the parts of a long text is replaced") {
  const std::string secret = repeated("0123456789abcdef", 20) + "!";
  const Redactor redactor = knowing(secret);
  for (std::size_t before = (256u << 10) - 400; before < (256u << 10) + 10; before += 57) {
    const std::string text = std::string(before, '.') + secret + std::string(300'000, '.');
    CHECK(redactor.redact(text) == std::string(before, '.') + "[KEY]" + std::string(300'000, '.'));
  }
}

TEST_CASE("a secret longer than what is compared at once is replaced whole") {
  std::string secret;
  for (int i = 0; i < 5'000; ++i) secret += std::to_string(i);
  REQUIRE(secret.size() > 18'000);
  CHECK(knowing(secret).redact("<" + secret + ">") == "<[KEY]>");
  CHECK(knowing(secret).redact("<" + percent_encode(secret) + ">") == "<[KEY]>");
  CHECK(knowing(secret).find("<" + secret.substr(4'096, 10'000) + ">") == "KEY");
}

TEST_CASE("what was replaced is named") {
  Redactor redactor;
  redactor.add("A", Secret("first secret"));
  redactor.add("B", Secret("second secret"));
  redactor.add("C", Secret("first secret"));  // known as A
  redactor.add("a name\n[]", Secret("third secret"));
  Redactor::Names names;
  CHECK(redactor.redact("second secret, first secret", &names) == "[B], [A]");
  CHECK(names == Redactor::Names{"A", "B"});
  CHECK(redactor.redact("third secret") == "[a_name___]");
}

TEST_CASE("a value too short to be hidden is said to be") {
  Redactor redactor;
  CHECK_FALSE(redactor.add("PIN", Secret("123")));
  CHECK_FALSE(redactor.add("EMPTY", Secret("")));
  CHECK(redactor.empty());
  CHECK(redactor.add("PIN", Secret("1234")));
}

TEST_CASE("copies of a redactor are apart") {
  Redactor one = knowing("first secret");
  Redactor other = one;
  other.add("B", Secret("second secret"));
  CHECK(one.redact("first secret second secret") == "[KEY] second secret");
  CHECK(other.redact("first secret second secret") == "[KEY] [B]");
  one = std::move(other);
  CHECK(one.redact("first secret second secret") == "[KEY] [B]");
}

TEST_CASE("words are not taken for secrets that are spelled like them") {
  CHECK(knowing("password").redact("Password PASSWORD") == "Password PASSWORD");
  CHECK(knowing("password").redact("my password") == "my [KEY]");
  CHECK(knowing("abcd").redact("ABCD ab-cd") == "ABCD ab-cd");
}

TEST_CASE("ten thousand secrets are as cheap to look for as five") {
  const auto token = [](unsigned i) {
    return "eyJhbGciOiJIUzI1NiJ9." + base64url_encode(std::to_string(i * 7919)) + ".abc";
  };
  Redactor redactor;
  redaction::Forms forms;
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    if (i % 10 == 7) redactor.add("T" + std::to_string(i), Secret(token(i)));
    redaction::add_secret(forms, token(i), i);
  }
  const std::string text = repeated(R"({"session": "eyJhbGciOiJIUzI1NiJ9", "expires": 17672256, "for": "all"},)", 100);
  redaction::Search search(forms, text, false);
  CHECK(search.all().empty());
  CHECK(search.steps() < text.size() * 4);
  CHECK(redactor.redact("x " + token(777)) == "x [T777]");
}

TEST_CASE("work is linear in the text whatever the secrets are") {
  std::vector<std::string> beginnings;  // each that of the next
  for (std::size_t length = 8; length < 200; ++length) beginnings.push_back(std::string(length, 'a'));
  const auto alike = forms_of(beginnings);
  const auto six = forms_of({beginnings.begin(), beginnings.begin() + 6});
  const auto periodic = forms_of({repeated("abcabcabd", 300)});
  const auto uniform = forms_of({std::string(2'000, 'a') + "b"});
  const std::string texts[] = {
      std::string(10'000, 'a'),                               // itself
      repeated(std::string(199, 'a') + "c", 50),              // nearly
      repeated(std::string(1'999, 'a') + "c", 5),             // nearly, long
      repeated(repeated("abcabcabd", 50) + "abcabcabc", 20),  // nearly, with a period
      repeated("a ", 5'000),                                  // torn
      repeated("YWFh", 2'500),                                // in base64
      repeated("Y W F h\n", 1'250),                           // torn, in base64
      repeated(std::string(39, 'a') + "\u2026", 250),         // cut
      repeated(std::string(4'000, 'a') + "\u2026", 3),        // cut late
      repeated(R"(%25\\\"&amp;~1)", 750),                     // every escape
      std::string(10'000, '\\'), repeated("%25", 3'300), repeated("&amp;", 2'000), repeated("~0", 5'000),
      repeated("//", 5'000), repeated("https://a/YWFhYWFhYWFh.", 450)};
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 60));
    CHECK(steps_a_byte(six, text) < 400);
    CHECK(steps_a_byte(periodic, text) < 400);
    CHECK(steps_a_byte(uniform, text) < 400);
    CHECK(steps_a_byte(alike, text) < 400);
  }
}

}  // namespace redactor_test

TEST_CASE("an encoded secret that a message cuts is hidden to the cut") {
  const std::string secret = "live_7Hq2Zt9Lw4Xc8VbN3mK6pR1sYd5Gf0Jh2Qe";
  base::Redactor redactor;
  REQUIRE(redactor.add("KEY", base::Secret(secret)));
  const std::string json = R"({"k": ")" + secret + R"("})";
  for (const std::string& encoded : {base::hex_encode(secret), base::base64_encode(secret), base::base64_encode(json),
                                     base::base64_encode(" " + json)}) {
    INFO(encoded);
    const std::string shown = redactor.redact("\"" + encoded.substr(0, 48) + "…\", a text is expected");
    CHECK(shown.find(encoded.substr(20, 16)) == std::string::npos);
    CHECK(shown.ends_with("[KEY]…\", a text is expected"));
  }
}
