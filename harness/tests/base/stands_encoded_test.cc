#include <concord/base/text.h>
#include <concord/base/stands_encoded.h>
#include <support/catch.h>
#include <support/secret_encoders.h>

using namespace concord::base;
using namespace concord::support;

namespace {

bool may_find(std::string_view text, std::vector<std::string_view> values) {
  return EncodedSearch(std::move(values)).may_find(text);
}

}  // namespace

TEST_CASE("where a secret of eight bytes may stand encoded, in every form that there is, is told") {
  constexpr std::size_t shortest_handed_out = 8;
  for (const SampleSecret& secret : sample_secrets()) {
    if (secret.value.size() < shortest_handed_out) continue;
    for (const SecretEncoder& form : secret_encoders()) {
      const std::string encoded = form.encode(secret.value);
      if (encoded.find(secret.value) != std::string::npos) continue;  // as it is, which needs no closer look
      INFO(secret.name << ", " << form.name << ": " << escape_line(encoded));
      CHECK(may_find("{\"a\": \"" + encoded + "\", \"b\": true}", {secret.value}));
    }
  }
}

TEST_CASE("what most answers are does not look as if a token were encoded in it") {
  const std::vector<std::string_view> values{"915efe72-5136-4652-a91f-d9d48003c102"};
  CHECK_FALSE(may_find("", values));
  CHECK_FALSE(may_find("{\"session\": \"[session]\", \"status\": \"ready\", \"expires_in\": 1800, \"at\": "
                                "\"2026-01-02T03:04:05Z\", \"products\": [\"card_switcher\", \"link\"]}",
                                values));
  CHECK_FALSE(may_find("https://api.example/v1/sessions/81n9al10a0ayn13?page=2&limit=50 100% & more", values));
  CHECK_FALSE(may_find(R"({"path": "C:\\temp", "line": "a\nb", "url": "https:\/\/shop.example\/"})", values));
  CHECK_FALSE(may_find(std::string(10'000, ' ') + "z", {}));
}

TEST_CASE("more layers of escapes than are looked at are told, and take no time") {
  std::string text = "%";
  for (int layer = 0; layer < 40; ++layer) text += "25";
  CHECK(may_find(text + "41", {"abcdefgh"}));
  std::string mixed;
  for (int i = 0; i < 20'000; ++i) mixed += R"(\u0025\\&amp;%25~0!)";
  CHECK(may_find(mixed, {"abcdefgh"}));
}
