// Credentials by the names beside them, in all that a message is made of, and what only looks like one.
#include <concord/document.h>
#include <concord/run/found_secrets.h>

#include <support/catch.h>

#include <set>

using namespace concord;

namespace {

std::string joined(const std::vector<run::HandedOut>& found) {
  std::set<std::string> all;
  for (const auto& [name, value] : found) all.insert(name + "=" + value);
  std::string text;
  for (const std::string& one : all) text += text.empty() ? one : " " + one;
  return text;
}

std::string in_url(const std::string& url) {
  std::vector<run::HandedOut> found;
  run::find_sent({"GET", url, {}, {}}, nullptr, found);
  return joined(found);
}

std::string in_body(const std::string& body) {
  std::vector<run::HandedOut> found;
  run::find_sent({"POST", "https://a.test/", {}, body}, nullptr, found);
  return joined(found);
}

std::string in_header(const std::string& name, const std::string& value) {
  std::vector<run::HandedOut> found;
  run::find_sent({"GET", "https://a.test/", {{name, value}}, {}}, nullptr, found);
  return joined(found);
}

std::string in_answer(const std::string& body) {
  std::vector<run::HandedOut> found;
  const auto root = document::parse_answer_json(body).root;
  http::Response response{200, "1.1", "", {}, body, body.size()};
  run::find_handed_out(response, root ? &*root : nullptr, found);
  return joined(found);
}

}  // namespace

TEST_CASE("credentials in a URL") {
  CHECK(in_url("https://a.test/?access_token=abcdefgh&limit=10000000") == "access_token=abcdefgh");
  CHECK(in_url("https://a.test/#access_token=abcdefgh") == "access_token=abcdefgh");
  CHECK(in_url("https://a.test/?sig=a8f0c2d4e6b1&code=4xYz88Kq12aB") == "code=4xYz88Kq12aB sig=a8f0c2d4e6b1");
  CHECK(in_url("https://a.test/?X-Amz-Signature=a8f0c2d4e6b1") == "X-Amz-Signature=a8f0c2d4e6b1");
  CHECK(in_url("https://user:s3cret@a.test/") == "password=s3cret");
  CHECK(in_url("https://a.test/?password=a%2Fbcd") == "password=a%2Fbcd password=a/bcd");
}

TEST_CASE("names that a credential may have, with values that no machine has made") {
  CHECK(in_url("https://a.test/?code=ORDER_NOT_FOUND&key=name&sig=yes") == "");
  CHECK(in_url("https://a.test/?page_token=a8f0c2d4e6b1&sortKey=a8f0c2d4e6b1") == "");
  CHECK(in_header("Idempotency-Key", "a8f0c2d4-e6b1-4a3f") == "");
  CHECK(in_header("Sec-WebSocket-Key", "a8f0c2d4e6b1a8f0c2==") == "");
  CHECK(in_header("Location", "https://a.test/orders/o-1234567890") == "");
  CHECK(in_answer(R"({"code": "ORDER_NOT_FOUND_12", "author": "jsmith1987abc", "token": "none"})") == "");
  CHECK(in_answer(R"({"key": "orders-2026-01"})") == "");
  CHECK(in_answer(R"({"tokenExpiresAt": "2026-01-01T10:00:00Z", "authProvider": "google-oauth2", "keyId": "k-1"})") == "");
  CHECK(in_answer(R"({"token": "[SHOP_TOKEN]", "password": "********"})") == "");
  CHECK(in_answer(R"({"detail": "Bearer authentication is needed"})") == "");
}

TEST_CASE("credentials in bodies of requests") {
  CHECK(in_body("grant_type=x&client_secret=abcd&password=hunter2") == "client_secret=abcd password=hunter2");
  CHECK(in_body("--X\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nhunter2\r\n--X--\r\n") ==
        "password=hunter2");
  CHECK(in_body(R"({"item": 5, "password": "hunter2",)") == "password=hunter2");
  CHECK(in_body(R"({"item": 5, "note": "see https://x/?token=abcdefgh now",)") == "token=abcdefgh");
}

TEST_CASE("credentials in headers") {
  CHECK(in_header("X-Vault-Token", "s.a8f0c2d4e6b1") == "X-Vault-Token=s.a8f0c2d4e6b1");
  CHECK(in_header("Private-Token", "glpat-a8f0c2d4e6b1") == "Private-Token=glpat-a8f0c2d4e6b1");
  CHECK(in_header("Ocp-Apim-Subscription-Key", "a8f0c2d4e6b1") == "Ocp-Apim-Subscription-Key=a8f0c2d4e6b1");
  CHECK(in_header("X-Session-Id", "a8f0c2d4e6b1") == "X-Session-Id=a8f0c2d4e6b1");
  CHECK(in_header("Cookie", "sid=a8f0c2d4e6b1; lang=de") == "cookie.sid=a8f0c2d4e6b1");
  CHECK(in_header("Authorization", "Basic dXNlcjpodW50ZXIy") ==
        "Authorization=Basic dXNlcjpodW50ZXIy Authorization=dXNlcjpodW50ZXIy Authorization=hunter2");
  CHECK(in_header("Location", "https://a.test/?token=abcdefgh") == "token=abcdefgh");
}

TEST_CASE("credentials in answers") {
  CHECK(in_answer(R"({"apiKey": "abcdefgh", "authorization": "a bcdefgh", "cookie": "abcdefgh"})") ==
        "apiKey=abcdefgh authorization=a bcdefgh cookie=abcdefgh");
  CHECK(in_answer(R"({"tokens": ["abcdefgh"], "credentials": {"key": "a8f0c2d4e6b1"}})") ==
        "credentials=a8f0c2d4e6b1 token=abcdefgh");
  CHECK(in_answer(R"([{"name": "password", "value": "hunter2222"}])") == "password=hunter2222");
  CHECK(in_answer(R"({"pin": "a8f0c2d4e6b1"})") == "pin=a8f0c2d4e6b1");
  CHECK(in_answer(R"({"pin": "1234"})") == "");
  CHECK(in_answer(R"({"next": "https://x/?access_token=abcdefgh"})") == "access_token=abcdefgh");
  CHECK(in_answer(R"({"sent": "Bearer a8f0c2d4e6b1"})") == "bearer=a8f0c2d4e6b1");
  CHECK(in_answer("<input name=\"password\" type=\"text\" value=\"hunter2222\">") == "password=hunter2222");
  CHECK(in_answer("<p>password=hunter2222</p>") == "password=hunter2222");
  CHECK(in_answer(R"(say eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abcdefghijklmnop)") ==
        "jwt=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abcdefghijklmnop");
}

TEST_CASE("what is looked through takes time linear in it") {
  std::string text, form;
  for (int i = 0; i < 20'000; ++i) text += "key=", form += "name=\"password\"\r\n\r\n";
  CHECK(in_body(text).empty());
  CHECK(in_body(form).size() < 20'000);
}

TEST_CASE("credentials in JSON that is a string of JSON, however deep") {
  std::string body = R"({"token": "abcdefgh12"})";
  for (int depth = 0; depth < 5; ++depth) {
    INFO(body);
    CHECK(in_answer(body) == "token=abcdefgh12");
    document::Node wrapper = document::Node::object();
    wrapper.set("data", body);
    body = document::write_json(wrapper);
  }
}

TEST_CASE("credentials that a string of JSON within JSON escapes, and in lists there") {
  CHECK(in_answer(R"({"data": "{\"token\":\"abc\\/def+ghiJ9==\"}"})") == "token=abc/def+ghiJ9==");
  CHECK(in_answer(R"({"data": "{\"token\":\"abc\\u002Bdef12\"}"})") == "token=abc+def12");
  CHECK(in_answer(R"({"data": "{\"list\":[{\"token\":\"abcdefgh12\"}]}"})") == "token=abcdefgh12");
  CHECK(in_answer(R"({"data": "{\"tokens\":[\"abcdefgh12\"]}"})") == "token=abcdefgh12");
  CHECK(in_header("Cookie", "sid=s%3Aabcdefgh12345") == "cookie.sid=s%3Aabcdefgh12345 cookie.sid=s:abcdefgh12345");
}
