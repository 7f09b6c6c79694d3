#include "sample_nights.h"

#include <concord/history/questions.h>
#include <support/catch.h>

#include <fmt/format.h>

namespace whose_change_test {

using namespace concord;
using result::Verdict;
using sample::Played;
using Lines = std::vector<std::string>;

namespace {

std::shared_ptr<const document::Node> contract(const std::string& session) {
  const std::string text = fmt::format(
      R"({{"openapi":"3.1.0","info":{{"title":"Shop","version":"1"}},"paths":{{"/sessions/{{id}}":{{"get":{{
"x-concord-operation":"get-session","parameters":[{{"name":"id","in":"path","required":true,
"schema":{{"type":"string"}}}}],"responses":{{"200":{{"description":"","content":{{"application/json":{{
"schema":{}}}}}}}}}}}}}}}}})",
      session);
  const auto parsed = document::parse_answer_json(text);
  REQUIRE(parsed.root);
  return std::make_shared<const document::Node>(*parsed.root);
}

const std::string before = R"({"type":"object","required":["id"],"properties":{"id":{"type":"string"},
"note":{"type":"string"}}})";
const std::string after = R"({"type":"object","required":["id","note"],"properties":{"id":{"type":"string"},
"note":{"type":"string"}}})";

// Three nights on one contract, then one on another.
class TwoEditions {
 public:
  TwoEditions(const std::string& name, const std::string& second) : nights(name) {
    nights.contract_of = [this](const result::ProviderInfo&) { return today_; };
    second_ = contract(second);
  }
  sample::Told play(const std::vector<Played>& usual, const std::vector<Played>& then) {
    for (int day = 1; day <= 3; ++day) nights.play(day, usual);
    today_ = second_;
    return nights.play(4, then, "bbbb");
  }
  sample::Nights nights;

 private:
  std::shared_ptr<const document::Node> today_ = contract(before), second_;
};

const Played whole{.places = {"", "/id"}};

Played failed(const std::string& pointer, std::vector<std::string> places) {
  return {.verdict = Verdict::Failed, .failures = {pointer}, .places = std::move(places)};
}

}  // namespace

TEST_CASE("what changed in the documentation is told in the words of diff") {
  TwoEditions page("page_changed", after);
  const auto told = page.play({whole}, {failed("/note", {"", "/id"})});
  CHECK(told.findings == Lines{"new /note is wrong 1 documentation"});
  CHECK(told.comparison.findings[0].how == "the property \"note\" of response 200 is required now");
  CHECK(told.headline == "1 new today, the documentation of shop changed");
  REQUIRE(told.comparison.editions.size() == 1);
  CHECK(told.comparison.editions[0].changes == 1);
  const auto compared = history::compare_runs(page.nights.store(), "last-1", "last");
  REQUIRE(compared);
  const auto& documentation = compared->find("documentation")->items();
  REQUIRE(documentation.size() == 1);
  CHECK(documentation[0].find("changes")->items()[0].as_string().starts_with("GET /sessions/{id}: the property "));
}

TEST_CASE("a change elsewhere in the documentation is not blamed for a failure") {
  TwoEditions page("elsewhere_changed", after);
  CHECK(page.play({whole}, {failed("/id", {"", "/id=integer"})}).findings == Lines{"new /id is wrong 1 behaviour"});
}

TEST_CASE("both changed, and a drift that the documentation follows") {
  const std::string renamed = R"({"type":"object","required":["id"],"properties":{"id":{"type":"integer"},
"remark":{"type":"string"}}})";
  TwoEditions both("both_changed", renamed);
  CHECK(both.play({whole}, {failed("/id", {"", "/id=null"})}).findings == Lines{"new /id is wrong 1 both"});
  TwoEditions follows("drift_followed", renamed);
  const Played with_note{.places = {"", "/id", "/note"}}, with_remark{.places = {"", "/id", "/remark"}};
  const auto told = follows.play({with_note}, {with_remark});
  REQUIRE(told.comparison.drifts.size() == 1);
  CHECK(told.comparison.drifts[0].change == result::Change::Both);
  CHECK(told.comparison.drifts[0].how == "response 200 has the new optional property \"remark\"");
  TwoEditions silent("drift_alone", before);
  const auto alone = silent.play({with_note}, {with_remark});
  REQUIRE(alone.comparison.drifts.size() == 1);
  CHECK(alone.comparison.drifts[0].change == result::Change::Behaviour);
}

TEST_CASE("what was mended is attributed too") {
  sample::Nights nights("mended");
  std::shared_ptr<const document::Node> today = contract(after);
  nights.contract_of = [&](const result::ProviderInfo&) { return today; };
  nights.play(1, {failed("/note", {"", "/id"})});
  nights.play(2, {failed("/note", {"", "/id"})});
  today = contract(before);
  const auto told = nights.play(3, {whole}, "bbbb");
  CHECK(told.findings == Lines{"fixed /note is wrong 2 documentation"});
  CHECK(told.comparison.findings[0].how == "the property \"note\" of response 200 is optional now");
}

TEST_CASE("editions are kept within a bound, and only those that runs had survive pruning") {
  sample::Nights nights("editions");
  std::shared_ptr<const document::Node> today = contract(before);
  nights.contract_of = [&](const result::ProviderInfo&) { return today; };
  nights.play(1, {whole}, "aaaa");
  today = contract(after);
  nights.play(2, {whole}, "bbbb");
  REQUIRE(nights.store().prune(*base::parse_rfc3339("2026-11-02T00:00:00Z")));
  CHECK(nights.store().check().empty());
  const auto compared = history::compare_runs(nights.store(), "last", "last");
  REQUIRE(compared);
  CHECK(compared->find("documentation")->items().empty());
}

}  // namespace whose_change_test
