// The answer that was good stands beside the one that is wrong; and the nights before stand in the pictures.
#include "sample_nights.h"

#include <concord/base/file.h>
#include <concord/history/questions.h>
#include <support/catch.h>

#include <sstream>

using namespace concord;
using result::Verdict;
using sample::Played;

namespace {

Played answered(const std::string& body) { return {.body = body}; }
Played broken(const std::string& body) {
  return {.verdict = Verdict::Failed, .failures = {"/id"}, .places = {""}, .body = body};
}

std::string body_of(const result::GoodAnswer& one) { return one.answer.response_body->text; }

}  // namespace

TEST_CASE("the last good answer is told with one that is wrong, and its date") {
  sample::Nights nights("good");
  CHECK(nights.play(1, {answered(R"({"id":"a"})")}).comparison.good.empty());
  CHECK(nights.play(2, {answered(R"({"id":"b"})")}).comparison.good.empty());
  const auto told = nights.play(3, {broken(R"({})")}).comparison;
  REQUIRE(told.good.size() == 1);
  // Of the same shape as the night before, it was not written again.
  CHECK(told.good[0].date == "2026-11-01");
  CHECK(body_of(told.good[0]) == R"({"id":"a"})");
  CHECK(told.good[0].operation == "shop/get-session");
  CHECK(told.good[0].answer.status == 200);
  CHECK(told.good_answer(0, 0) == &told.good[0]);
  CHECK(told.good_answer(0, 1) == nullptr);
  // What is wrong is never taken for good.
  CHECK(body_of(nights.play(4, {broken("{}")}).comparison.good.at(0)) == R"({"id":"a"})");
}

TEST_CASE("what a profile asked for first moves no step") {
  std::vector<result::StepResult> steps;
  for (const char* operation : {"shop/a", "", "shop/b", "shop/c"}) steps.emplace_back().operation = operation;
  CHECK(result::stated_number(steps, 0) == 0);
  CHECK(result::stated_number(steps, 2) == 1);
  CHECK(result::stated_number(steps, 3) == 2);
  CHECK(result::stated_number(steps, 9) == 3);
}

TEST_CASE("another shape that is good is the last good answer") {
  sample::Nights nights("good-other");
  nights.play(1, {answered(R"({"id":"a"})")});
  Played more = answered(R"({"id":"a","more":1})");
  more.places = {"", "/id", "/more"};
  nights.play(2, {more});
  const auto told = nights.play(3, {broken("{}")}).comparison;
  REQUIRE(told.good.size() == 1);
  CHECK(told.good[0].date == "2026-11-02");
  CHECK(body_of(told.good[0]) == R"({"id":"a","more":1})");
}

TEST_CASE("a long answer is cut, and says so") {
  sample::Nights nights("good-long");
  nights.play(1, {answered(std::string(40'000, 'x'))});
  const auto told = nights.play(2, {broken("{}")}).comparison;
  REQUIRE(told.good.size() == 1);
  CHECK(body_of(told.good[0]).size() == 32u << 10);
  CHECK(told.good[0].answer.response_body->is_cut);
  CHECK(told.good[0].answer.response_body->size == 40'000);
}

TEST_CASE("where answers are not kept, no byte of what they said is in the file") {
  const Played good = answered(R"({"id":"said-when-good"})"), bad = broken(R"({"name":"said-when-broken"})");
  const auto kept_of = [&](const std::string& name, history::Answers answers) {
    std::string path;
    {
      sample::Nights nights(name);
      path = nights.path();
      nights.answers = answers;
      nights.play(1, {good});
      const auto told = nights.play(2, {bad}).comparison;
      CHECK(told.good.empty() == (answers == history::Answers::NotKept));
      CHECK(told.findings.size() == 1);
    }
    return base::read_file(path).value();  // closed, so that all is in it
  };
  const std::string with = kept_of("answers-kept", history::Answers::Kept);
  CHECK(with.find("said-when-good") != std::string::npos);
  CHECK(with.find("said-when-broken") != std::string::npos);
  const std::string without = kept_of("answers-not-kept", history::Answers::NotKept);
  CHECK(without.find("said-when") == std::string::npos);
}

TEST_CASE("what was kept of answers is taken out by the first run that keeps none") {
  std::string path;
  {
    sample::Nights nights("answers-taken-out");
    path = nights.path();
    nights.play(1, {answered(R"({"id":"said-when-good"})")});
    nights.play(2, {broken(R"({"name":"said-when-broken"})")});
    nights.answers = history::Answers::NotKept;
    nights.play(3, {{}});
    CHECK(nights.play(4, {broken("{}")}).comparison.good.empty());
  }
  CHECK(base::read_file(path).value().find("said-when") == std::string::npos);
}

TEST_CASE("the nights before are told, this one last") {
  sample::Nights nights("past");
  CHECK(nights.play(1, {{.milliseconds = 30}}).comparison.past.empty());
  nights.play(2, {{.verdict = Verdict::Unjudged}});
  const auto told = nights.play(3, {broken("{}")}).comparison;
  REQUIRE(told.past.size() == 3);
  CHECK(told.past[0] == result::ToldNight{"2026-11-01", 1, 0, 0, 0, {}});
  CHECK(told.past[1] == result::ToldNight{"2026-11-02", 0, 0, 1, 0, {}});
  CHECK(told.past[2] == result::ToldNight{"2026-11-03", 0, 1, 0, 0, {}});
  REQUIRE(told.latencies.size() == 1);
  CHECK(told.latencies[0] == result::ToldLatency{"shop/get-session", {30, -1, 20}});
}

TEST_CASE("good answers are carried with an export") {
  sample::Nights nights("good-from"), others("good-to");
  nights.play(1, {answered(R"({"id":"a"})")});
  std::stringstream lines;
  REQUIRE(history::export_lines(nights.store(), lines));
  REQUIRE(history::import_lines(others.store(), lines, "lines"));
  const auto told = others.play(2, {broken("{}")}).comparison;
  REQUIRE(told.good.size() == 1);
  CHECK(body_of(told.good[0]) == R"({"id":"a"})");
}
