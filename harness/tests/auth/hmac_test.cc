#include "hmac_parts.h"
#include "keyring_fixture.h"

#include <concord/base/text.h>

using namespace concord;
using namespace concord::auth;

namespace {

// What is sent as `X` when the profile has these members beside it.
std::string sent(const std::string& members) {
  KeyringFixture fixture;
  fixture.apply(R"({"type":"hmac","headers":{"X":"{signature}"},)" + members + "}");
  return fixture.applied.back().problem ? fixture.applied.back().problem->message
                                        : header(fixture.applied.back().request, "X");
}

}  // namespace

// RFC 4231, test case 2 (SHA-2); RFC 2202, test case 2 (MD5, SHA-1).
TEST_CASE("signatures are those of the standards, in each encoding") {
  const std::string jefe = R"("secret":"Jefe","sign":"what do ya want for nothing?")";
  CHECK(sent(jefe) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(sent(jefe + R"(,"algorithm":"sha1")") == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  CHECK(sent(jefe + R"(,"algorithm":"md5")") == "750c783e6ab0b503eaa86e310a5db738");
  CHECK(sent(jefe + R"(,"algorithm":"sha384","encoding":"base64")") ==
        "r0XS43ZIQDFhf3jStYprG5x+9GT1oBtH5C7Dc2MiRF6OIkDKXmnix4syOez6shZJ");
  const std::string in_hex = R"("secret":"4a656665","secret_encoding":"hex","encoding":"base64url",)";
  CHECK(sent(in_hex + R"("sign":"what do ya want for nothing?")") ==
        "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM");
  CHECK(sent(R"("secret":"SmVmZQ==","secret_encoding":"base64","sign":"what do ya want for nothing?")") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(sent(R"("secret":"xyz","secret_encoding":"hex","sign":"s")") ==
        "auth profile of type hmac: cannot use its secret (it is no hex)");
}

TEST_CASE("the parts of a request") {
  const http::Request request{"POST", "http://shop.test:81/a%20b?z=1&y=%2f", {{"X-A", " 1 "}, {"x-a", "2"}}, "{}"};
  const SigningMoment moment{"17", "n", "s"};
  const auto text = [&](const char* parts) { return with_parts(parts, request, moment); };
  CHECK(text("{method} {path} {query} {target}") == "POST /a%20b z=1&y=%2f /a%20b?z=1&y=%2f");
  CHECK(text("{host} {url} {header.Host}") == "shop.test:81 http://shop.test:81/a%20b?z=1&y=%2f shop.test:81");
  CHECK(text("{sorted_query}|{header.X-A}|{header.None}|{body}") == "y=%2F&z=1|1, 2||{}");
  CHECK(text("{timestamp}{nonce}{signature}") == "17ns");
  CHECK(text("{body.md5.base64} {body.sha1.hex}") ==
        "mZFLkyvTelC5g8XnyQrpOw== bf21a9e8fbc5a3846fb05b4fa0859e0917b2202f");
  CHECK(text(R"({"a":1} { {} {method)") == R"({"a":1} { {} {method)");
}

TEST_CASE("time and nonce, and what the request states itself") {
  KeyringFixture fixture;
  const auto time = [&](const std::string& form) {
    fixture.apply(R"({"type":"hmac","secret":"s","sign":"x","timestamp":")" + form +
                  R"(","headers":{"T":"{timestamp}","S":"{signature}"}})");
    return header(fixture.applied.back().request, "T");
  };
  CHECK(time("unix") == "1772359200");
  CHECK(time("unix_ms") == "1772359200000");
  CHECK(time("rfc3339") == "2026-03-01T10:00:00Z");
  CHECK(time("basic") == "20260301T100000Z");
  CHECK(time("http_date") == "Sun, 01 Mar 2026 10:00:00 GMT");
  const std::string nonces =
      R"({"type":"hmac","secret":"Jefe","sign":"{header.N}","query":{"n":"{nonce}","s":"{signature}"},"headers":{"N":"{nonce}"}})";
  fixture.apply(nonces);
  const std::string first = header(fixture.applied.back().request, "N");
  CHECK(fixture.applied.back().request.url.find("?n=" + first + "&s=") != std::string::npos);
  fixture.apply(nonces);
  CHECK(header(fixture.applied.back().request, "N") != first);
  fixture.apply(nonces, {"GET", "http://h/?a=b#c", {{"n", "what do ya want for nothing?"}}, {}});
  const std::string& url = fixture.applied.back().request.url;
  CHECK(url.starts_with("http://h/?a=b&n="));
  CHECK(url.ends_with("&s=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843#c"));
  CHECK(fixture.applied.back().derived.at(0).value.reveal().size() == 64);
}

TEST_CASE("what is wrong with a declared signature") {
  CHECK(mistakes(R"({"type":"hmac","secret":"s","sign":"{methd}{{A}}","headers":{"X":"{signature}"}})") ==
        "an auth profile of type hmac knows no part {methd} | did you mean \"method\"?\n");
  CHECK(mistakes(R"({"type":"hmac","secret":"s","sign":"{body.sha3.hex}","headers":{"X":"{timestamp}"}})") ==
        "an auth profile of type hmac knows no part {body.sha3.hex} | did you mean \"body.sha256.hex\"?\n"
        "an auth profile of type hmac sends its signature nowhere | headers: {X-Signature: \"{signature}\"}\n");
  CHECK(mistakes(R"({"type":"hmac","secret":"s","sign":"{signature}","query":{"X":"{signature}"}})")
            .starts_with("an auth profile of type hmac knows no part {signature} | known parts: method, url, host, "));
  CHECK(mistakes(R"({"type":"hmac","secret":"s","sign":"a","algorithm":"sha255","headers":{"X":"{signature}"}})") ==
        "\"algorithm\" of an auth profile of type hmac is sha256 or sha512 or sha384 or sha1 or md5, not \"sha255\" | "
        "did you mean \"sha256\"?\n");
}

TEST_CASE("a key is hidden as it is written, and as it is") {
  base::Redactor redactor;
  hide(profile_of(R"({"type":"hmac","secret":"Y29ycmVjdCBob3JzZQ==","secret_encoding":"base64"})"), "default", redactor);
  CHECK(redactor.redact("correct horse") == "[default.secret]");
  CHECK(redactor.redact("636f727265637420686f727365") == "[default.secret]");
}
