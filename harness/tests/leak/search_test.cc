// Planted leaks are found, in whatever a report makes of them, and reports without any raise no alarm.
#include <concord/base/clean_text.h>
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/leak.h>
#include <support/catch.h>
#include <support/paths.h>
#include <support/secret_encoders.h>

#include <algorithm>

using namespace concord;
using leak::Search;
using Names = std::vector<std::string>;

namespace {

Search knowing(const std::string& value) { return Search({{"KEY", base::Secret(value)}}); }

std::vector<std::string> names(const std::vector<leak::Leak>& leaks) {
  std::vector<std::string> names;
  for (const auto& one : leaks) names.push_back(one.name);
  return names;
}

bool is_word(const std::string& text) {
  return text.size() <= 11 && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c); });
}

// What the guide says is left out: a word as it is, and base64 in which too little is certain.
bool is_looked_for(const support::SampleSecret& secret, const support::SecretEncoder& form) {
  const std::string name(form.name), encoded = form.encode(secret.value);
  if (secret.value.size() < form.shortest || (is_word(secret.value) && !form.is_of_words)) return false;
  if (is_word(secret.value)) {
    const bool is_changed = name.find("base64") != name.npos || name.find("hex") != name.npos ||
                            name.find("every") != name.npos || name.find("UTF-16") != name.npos;
    return is_changed && encoded != secret.value;
  }
  // Where a line break stands within what looks like an escape, it is none.
  const bool looks_escaped = secret.value.find_first_of("%\\&~") != std::string::npos;
  if (looks_escaped && name == "folded line") return false;
  if (secret.value.size() >= 8) return true;
  // Of what is short: as it is, and where all characters are escaped or in hex.
  return encoded == secret.value || name.find("every") != name.npos || name == "hex";
}

using Encode = std::string (*)(const std::string&);
Encode encoder(std::string_view name) {
  for (const auto& one : support::secret_encoders()) {
    if (one.name == name) return one.encode;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("every secret is found in every form that is promised, in texts of every format") {
  for (const support::SampleSecret& secret : support::sample_secrets()) {
    const Search search = knowing(secret.value);
    for (const support::SecretEncoder& form : support::secret_encoders()) {
      if (!is_looked_for(secret, form)) continue;
      const std::string encoded = form.encode(secret.value);
      INFO(secret.name << ", " << form.name << ": " << base::escape_line(encoded));
      CHECK(names(search.in_text("<" + encoded + ">")) == Names{"KEY"});
      CHECK(names(search.in_text(encoded)) == Names{"KEY"});
      if (secret.value.size() < 8 || is_word(secret.value)) continue;
      CHECK(names(search.in_text(base::clean_line(encoded))) == Names{"KEY"});
      if (!base::is_utf8(encoded)) continue;  // no report has it as it is
      for (const char* format : {"JSON string", "JSON string, `/` escaped", "HTML or XML entities"}) {
        INFO("in a " << format);
        CHECK(names(search.in_text("{\"a\": \"" + encoder(format)(encoded) + "\"}")) == Names{"KEY"});
      }
    }
  }
}

TEST_CASE("a leak is found across the pieces of a file, and the last byte counts") {
  const std::string secret = "sk_live_4eC39HqLyjWDarjtT1zdp7dc";
  const Search search = knowing(secret);
  const std::string path = support::binary_dir() + "/leak_test.bin";
  for (const std::size_t before : {(1u << 20) - 5, (1u << 20) - 31, 3u << 20, 0u}) {
    REQUIRE(base::write_file_atomically(path, std::string(before, '.') + secret).empty());
    CHECK(names(search.in_file(path).value()) == Names{"KEY"});
  }
  REQUIRE(base::write_file_atomically(path, std::string(1u << 20, '.') + secret.substr(1)).empty());
  CHECK(search.in_file(path).value().empty());
  CHECK_FALSE(search.in_file(path + "-absent"));
}

TEST_CASE("a leak says in which form, once a secret, and never the value") {
  const Search search({{"A", base::Secret("first-secret-0001")}, {"B", base::Secret("second-secret-0002")}});
  const auto leaks = search.in_text("c2Vjb25kLXNlY3JldC0wMDAy and c2Vjb25kLXNlY3JldC0wMDAy, first-secret-0001");
  REQUIRE(leaks.size() == 2);
  CHECK(leaks[0].name + ' ' + leaks[0].form == "A as it is");
  CHECK(leaks[1].name + ' ' + leaks[1].form == "B in base64");
}

TEST_CASE("words, numbers and what is short raise no alarm where a report has them by itself") {
  const std::string report = "<testsuite tests=\"5\" failures=\"0\"> 2026-03-01T10:00:00Z passed 1772359200120 "
                             "\"fingerprint\": \"0123456789abcdef\", the password is wrong, utf-8, v1.0, a1b2c3";
  for (const char* secret :
       {"test", "passed", "password", "2026", "12345678", "fail", "html", "1234", "b2c3", "0123"}) {
    INFO(secret);
    CHECK(knowing(secret).in_text(report).empty());
  }
  CHECK(names(knowing("k9$fP/2").in_text("x k9$fP/2 y")) == Names{"KEY"});
  CHECK(names(knowing("1772359200120").in_text(report)) == Names{"KEY"});
}

TEST_CASE("many secrets are looked for at once, and what is too many is counted") {
  std::vector<base::NamedSecret> secrets;
  for (int i = 0; i < 20'000; ++i)
    secrets.push_back(
        {"S" + std::to_string(i), base::Secret("token-" + std::to_string(i * 7919 + 1'000'000) + "-end")});
  const Search search(secrets);
  CHECK(search.not_searched() == 0);
  CHECK(names(search.in_text("x token-1000000-end, token-159372081-end")) == Names{"S0", "S19999"});
  for (int i = 0; i < 400'000; ++i) secrets.push_back({"M", base::Secret("more-" + std::to_string(i) + "-and-more")});
  CHECK(Search(secrets).not_searched() > 0);
}
