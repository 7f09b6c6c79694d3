// What is left of a secret in the record of a body that is longer than a record keeps.
#include <concord/run/record.h>

#include <concord/base/text.h>

#include <support/catch.h>
#include <support/secret_encoders.h>

#include <functional>

using namespace concord;

namespace {

// Letters and digits that do not come again soon.
std::string made_secret(std::size_t size) {
  std::string secret;
  for (std::uint64_t x = 88'172'645'463'325'252; secret.size() < size;) {
    x ^= x << 13, x ^= x >> 7, x ^= x << 17;
    secret += "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[x % 62];
  }
  return secret;
}

std::string each_byte(const std::string& text, const char* before) {
  std::string all;
  for (const char c : text) (all += before) += base::hex_encode(std::string_view(&c, 1));
  return all;
}

std::string recorded(const std::string& body, const run::CaseSecrets& secrets) {
  http::Exchange exchange;
  exchange.request = {"GET", "http://127.0.0.1/", {}, {}};
  exchange.response = http::Response{200, "1.1", "", {}, body, body.size()};
  return run::record_of(run::KeptExchange(exchange), secrets, std::nullopt).response_body->text;
}

bool shows_some(const std::string& text, const std::string& secret) {
  constexpr std::size_t piece = 24, step = 12;
  for (std::size_t at = 0; at + piece <= secret.size() && at < 100'000; at += step) {
    if (text.find(secret.substr(at, piece)) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("of a secret that a body is cut in nothing is kept") {
  const std::vector<std::function<std::string(const std::string&)>> forms{
      [](const std::string& text) { return text; },
      [](const std::string& text) { return each_byte(text, "%"); },
      [](const std::string& text) { return each_byte(text, "\\u00"); },
      [](const std::string& text) { return base::base64_encode(text); },
      [](const std::string& text) { return each_byte(text, ""); }};
  for (const std::size_t size : {40u, 2'600u, 6'000u, 20'000u, 200'000u}) {
    const std::string secret = made_secret(size);
    base::Redactor run, own;
    run.add("KEY", base::Secret(secret));
    const std::vector<run::HandedOut> none;
    for (const auto& form : forms) {
      const std::string encoded = form(secret);
      for (const std::size_t before : {0u, 40'000u, 60'000u, 65'500u, 81'900u}) {
        CAPTURE(size, encoded.size(), before);
        const std::string body = std::string(before, 'y') + ' ' + encoded + ' ' + std::string(90'000, 'z');
        const std::string text = recorded(body, {run, own, none});
        CHECK_FALSE(shows_some(text, encoded));
        CHECK(text.size() <= run::kept_bytes);
        CHECK(text.starts_with(std::string(std::min(before, run::kept_bytes), 'y')));
      }
    }
  }
}

TEST_CASE("of a long body without a secret as much is kept as may be") {
  const base::Redactor run, own;
  const std::vector<run::HandedOut> none;
  CHECK(recorded(std::string(90'000, 'z'), {run, own, none}).size() == run::kept_bytes);
  CHECK(recorded(std::string(70'000, 'z'), {run, own, none}).size() == run::kept_bytes);
}

TEST_CASE("what an answer handed out is hidden in every form, as what was declared is") {
  constexpr std::size_t shortest_handed_out = 8;
  const base::Redactor none;
  for (const support::SampleSecret& secret : support::sample_secrets()) {
    if (secret.value.size() < shortest_handed_out) continue;
    base::Redactor declared;
    REQUIRE(declared.add("token", base::Secret(secret.value)));
    const std::vector<run::HandedOut> handed_out{{"token", secret.value}};
    for (const support::SecretEncoder& form : support::secret_encoders()) {
      const std::string body = R"({"a": ")" + form.encode(secret.value) + R"(", "b": true})";
      INFO(secret.name << ", " << form.name << ": " << base::escape_line(body));
      const run::CaseSecrets secrets(none, none, handed_out);
      CHECK(recorded(body, secrets) == recorded(body, {declared, none, {}}));
      CHECK(secrets.occur_in(body) == !declared.find(body).empty());
    }
  }
}

TEST_CASE("a secret that is a part of another tears none apart") {
  const base::Redactor none;
  const std::vector<run::HandedOut> handed_out{{"session_id", "abcdEF12"},
                                               {"access_token", "abcdEF12-SECRETREST99"},
                                               {"refresh_token", "LEFTPART7.abcdEF12.RIGHTPART6"},
                                               {"a", "AAAA1111BBBB2222"},
                                               {"b", "BBBB2222CCCC3333"}};
  const run::CaseSecrets secrets(none, none, handed_out);
  CHECK(secrets.redact("see abcdEF12-SECRETREST99, abcdEF12 there") == "see [access_token], [session_id] there");
  CHECK(secrets.redact("LEFTPART7.abcdEF12.RIGHTPART6") == "[refresh_token]");
  CHECK(secrets.redact("AAAA1111BBBB2222CCCC3333!") == "[a]!");
}
