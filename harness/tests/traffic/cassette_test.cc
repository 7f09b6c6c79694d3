#include "cassette.h"
#include "made_up.h"

#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/pattern.h>
#include <concord/traffic/cassettes.h>
#include <support/catch.h>
#include <support/paths.h>

#include <filesystem>

using namespace concord;
using namespace concord::traffic;

namespace {

bool fits(const std::string& text, std::string_view pattern) {
  return pattern::Regex::compile(pattern)->search(text) == pattern::Regex::Match::Yes;
}

std::string made_like(std::string_view value) { return made_up(form_of(value), "a case"); }

std::filesystem::path fresh_folder(const char* name) {
  const auto folder = std::filesystem::path(support::binary_dir()) / "cassette_test_files" / name;
  std::filesystem::remove_all(folder);
  return folder;
}

Cassette some_cassette() {
  Cassette cassette{"shop.create_order", "an order", "shop", "http://127.0.0.1:8080/v1"};
  cassette.placeholders["token"] = {"", form_of("cs_test_a1b2c3d4e5f6a7b8")};
  cassette.placeholders["SHOP_KEY"] = {"SHOP_KEY", {}};
  CassetteExchange one{"create", "POST", "/orders?x={{x}}", R"({"ref":"{{uuid}}"})", {{"sent.1.ref", "/body/ref"}}};
  one.exchange.started_at = *base::parse_rfc3339("2026-11-12T03:00:00.120Z");
  one.exchange.timing.total = http::Microseconds(1500);
  one.exchange.response = http::Response{201, "1.1", "Created", {{"Content-Type", "application/json"}, {"X", "\xE9"}},
                                         R"({"id":"o-1","total":1.0,"ref":"[sent.1.ref]"})", 44, {}};
  one.size = 44;
  cassette.exchanges = {one, one};
  cassette.exchanges[1].exchange.response->body = std::string("\x00\xFF", 2);
  cassette.exchanges[1].exchange.response->framing_faults = {
      {http::FramingFaultKind::BytesBehindBody, "2 bytes"}};
  return cassette;
}

}  // namespace

TEST_CASE("a made-up value has the form of the one that it stands for") {
  CHECK(fits(made_like("cs_test_a1b2c3d4e5f6a7b8"), "^cs_test_[0-9a-f]{16}$"));
  CHECK(fits(made_like("0f8fad5b-d9cb-469f-a165-70867728950e"), "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"));
  CHECK(fits(made_like("018F0FAD-D9CB-769F-A165-70867728950E"), "^[0-9A-F]{8}-[0-9A-F]{4}-7[0-9A-F-]{21}$"));
  CHECK(fits(made_like("01M8M67BYEGKGZCY7DRT8VJDBA"), "^[0-7][0-9A-HJKMNP-TV-Z]{25}$"));
  CHECK(fits(made_like("493817"), "^[1-9][0-9]{5}$"));
  CHECK(fits(made_like("DEADBEEF01"), "^[0-9A-F]{10}$"));
  CHECK(fits(made_like("AB-1234-xy"), "^[A-Z]{2}-[0-9]{4}-[a-z]{2}$"));
  CHECK(fits(made_like("https://pay.test/s/AbCdEf0123456789AbCdEf0123456789"), "^https://pay\\.test/[0-9A-Za-z]{34}$"));
  CHECK(base::base64_decode(made_like("c2VjcmV0IHRoYXQgbm9ib2R5IGtub3dzIQ==")).value_or("").size() == 25);
  const std::string jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4ifQ."
                          "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
  const std::string made = made_like(jwt);
  const auto parts = base::split(made, '.');
  REQUIRE(parts.size() == 3);
  CHECK(base::base64_decode(parts[0])->starts_with("{"));
  CHECK(base::base64_decode(parts[1])->starts_with("{\"sub\":"));
}

TEST_CASE("a made-up value is the same for the same case, another for another, and none of the real ones") {
  const ValueForm form = form_of("cs_test_a1b2c3d4e5f6a7b8");
  CHECK(made_up(form, "a") == made_up(form, "a"));
  CHECK(made_up(form, "a") != made_up(form, "b"));
  CHECK(made_up(form, "a") != "cs_test_a1b2c3d4e5f6a7b8");
}

TEST_CASE("a cassette is read as it was written") {
  const auto folder = fresh_folder("same");
  const std::string text = write_cassette(some_cassette());
  REQUIRE(base::write_file_atomically(folder / "a.json", text).empty());
  const auto read = read_cassette((folder / "a.json").generic_string());
  REQUIRE(read);
  CHECK(write_cassette(*read) == text);
  const http::Response& first = *read->exchanges[0].exchange.response;
  CHECK(first.body == R"({"id":"o-1","total":1.0,"ref":"[sent.1.ref]"})");
  CHECK(first.headers[1].value == "\xE9");
  CHECK(read->exchanges[1].exchange.response->body == std::string("\x00\xFF", 2));
  CHECK(read->exchanges[1].exchange.response->framing_faults.front().kind == http::FramingFaultKind::BytesBehindBody);
  CHECK(text.find("\"total\": 1.0") != std::string::npos);
}

TEST_CASE("what is no cassette is refused by name") {
  const auto folder = fresh_folder("broken");
  CHECK(CassettePlayer::open(folder.generic_string()).diagnostics().front().message.starts_with("cannot read"));
  std::filesystem::create_directories(folder);
  CHECK(CassettePlayer::open(folder.generic_string()).diagnostics().front().message.ends_with("has no cassettes"));
  REQUIRE(base::write_file_atomically(folder / "a.json", "{}").empty());
  REQUIRE(base::write_file_atomically(folder / "b.json", R"({"cassette": 2, "exchanges": []})").empty());
  const auto refused = CassettePlayer::open(folder.generic_string());
  REQUIRE(!refused);
  REQUIRE(refused.diagnostics().size() == 2);
  CHECK(refused.diagnostics()[0].message.ends_with("a.json\" is no cassette"));
  CHECK(refused.diagnostics()[1].message.ends_with("b.json\" is a cassette of another version of concord"));
}

TEST_CASE("a cassette answers its requests in order, whatever templates made, and tells what is not in it") {
  const auto folder = fresh_folder("play");
  REQUIRE(base::write_file_atomically(folder / "a.json", write_cassette(some_cassette())).empty());
  const auto player = CassettePlayer::open(folder.generic_string());
  REQUIRE(player);
  result::CasePlan plan;
  plan.classname = "shop.create_order";
  plan.name = "an order";
  const auto play = (*player)->open(plan);
  CHECK(base::format_rfc3339(play->now()) == "2026-11-12T03:00:00.120Z");
  const run::TapedRequest asked{"create", "", "POST", "/orders?x={{x}}", R"({"ref": "{{uuid}}"})",
                                {{"/body/ref", document::Node("a \"new\" one")}}};
  const auto names = document::Node::object();
  const auto first = play->play(asked, {}, names);
  REQUIRE(!first.error);
  CHECK(first.exchange.response->body == R"({"id":"o-1","total":1.0,"ref":"a \"new\" one"})");
  CHECK(play->has_another(asked));
  CHECK(!play->play(asked, {}, names).error);
  CHECK(!play->has_another(asked));
  CHECK(play->passed() == base::Milliseconds(1));
  CHECK(play->play(asked, {}, names).error->message.ends_with(
      "a.json\" has no further answer to POST /orders?x={{x}}, which was asked for 2 times"));
  run::TapedRequest other = asked;
  other.body = R"({"ref": "{{uuid}}", "count": 2})";
  CHECK(play->play(other, {}, names).error->message.ends_with(
      "a.json\"; the nearest is that of step \"create\", which differs in body /count: recorded nothing, now 2"));
  other.url = "/orders";
  CHECK(play->play(other, {}, names).error->message.ends_with("differs in URL: recorded /orders?x={{x}}, now /orders"));
  plan.name = "another";
  CHECK((*player)->open(plan)->play(asked, {}, names).error->message.starts_with("there is no cassette of this case"));
  CHECK((*player)->unasked().empty());
}

TEST_CASE("without a network only tokens are answered") {
  const auto transport = make_closed_transport();
  std::vector<http::Exchange> ended;
  const auto keep = [&ended](http::Exchange exchange) { ended.push_back(std::move(exchange)); };
  transport->start({"POST", "https://id.test/token", {}, "grant_type=client_credentials"}, keep);
  transport->start({"GET", "https://api.test/", {}, {}}, keep);
  CHECK(transport->poll(http::Milliseconds(0)) == 0);
  REQUIRE(ended.size() == 2);
  CHECK(ended[0].response->status == 200);
  CHECK(ended[0].response->body.find("access_token") != std::string::npos);
  CHECK(ended[1].error->message == "a replay has no network");
}
