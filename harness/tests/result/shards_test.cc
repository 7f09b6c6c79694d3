#include "sample_case.h"

#include <concord/base/file.h>
#include <concord/journal.h>
#include <support/catch.h>
#include <support/paths.h>

#include <algorithm>
#include <fstream>

namespace shards_test {

using namespace concord;
using namespace concord::result;
using namespace std::chrono_literals;

namespace {

const std::string folder = support::binary_dir() + "/shards_test/";

struct Shard {
  std::size_t number = 1, of = 1;
  std::vector<std::size_t> cases = {};
  std::string plan_hash = "plan";
  std::vector<ValueSeen> seen = {};
  Milliseconds wall{5};
  bool has_end = true;
  Aborted aborted = {};
};

constexpr std::size_t planned = 4;

std::string write(const Shard& shard) {
  const std::string path =
      folder + std::to_string(shard.number) + "-of-" + std::to_string(shard.of) + shard.plan_hash + ".jsonl";
  auto writer = JournalWriter::create(path, "01RUN");
  REQUIRE(writer);
  RunInfo info;
  info.id = "run " + std::to_string(shard.number);
  info.shard_index = shard.number;
  info.shard_count = shard.of;
  info.planned = planned;
  info.plan_hash = shard.plan_hash;
  info.started_at = SystemTime(Milliseconds(1'000 * static_cast<std::int64_t>(shard.number)));
  info.providers = {{"shop" + std::to_string(shard.number), "", {}, ""}};
  (*writer)->run_planned(info, shard.cases.size());
  for (const std::size_t index : shard.cases) (*writer)->case_planned(sample::passed_case(index));
  for (const std::size_t index : shard.cases) {
    for (const ValueSeen& seen : shard.seen) {
      if (seen.index == index) (*writer)->value_seen(seen);
    }
    (*writer)->case_finished(sample::passed_case(index));
  }
  if (shard.has_end) (*writer)->run_ended({shard.aborted, shard.wall});
  return path;
}

RunReader read(const std::vector<std::string>& paths) {
  auto run = RunReader::open(paths);
  if (!run) FAIL(base::render(run.diagnostics()));
  return std::move(run).value();
}

std::string refusal(const std::vector<std::string>& paths) {
  const auto run = RunReader::open(paths);
  if (run) return "accepted";
  std::string text = run.diagnostics().front().message;
  for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder))
    text.erase(at, folder.size());
  return text;
}

std::string verdicts(const RunReader& run) {
  std::string text;
  for (std::size_t i = 0; i < run.size(); ++i)
    text += std::to_string(run.facts(i).index) + ' ' + std::string(verdict_name(run.facts(i).verdict)) + ' ';
  return text;
}

ValueSeen seen(std::size_t index, const std::string& value, Level level = Level::Fail) {
  ValueSeen one{index, "shop/create $.id", digest_of_value("plan", "shop/create $.id", value), {}};
  one.otherwise.check = "unique";
  one.otherwise.message = "/id: \"a\"";
  one.otherwise.level = level;
  return one;
}

}  // namespace

TEST_CASE("the shards of a run are that run, in whatever order they are given") {
  const std::string one = write({.number = 1, .of = 2, .cases = {0, 2}, .wall = 9ms});
  const std::string two = write({.number = 2, .of = 2, .cases = {1, 3}});
  for (const auto& paths : {std::vector{one, two}, std::vector{two, one}}) {
    const RunReader run = read(paths);
    CHECK(run.problems().empty());
    CHECK(verdicts(run) == "0 passed 1 passed 2 passed 3 passed ");
    CHECK(run.is_complete());
    CHECK(run.end().aborted.empty());
    CHECK(run.end().wall_time == 9ms);
    CHECK(run.info().id == "run 1");
    CHECK(run.info().shard_count == 1);
    CHECK(run.info().started_at == SystemTime(1s));
    REQUIRE(run.info().providers.size() == 2);
    CHECK(run.info().providers[0].name == "shop1");
    CHECK(sample::dump(run.read(3)) == sample::dump(sample::passed_case(3)));
    CHECK(run.suite(run.facts(0).suite) == run.suite(run.facts(3).suite));
    CHECK(run.facts(0).suite == run.facts(3).suite);
  }
}

TEST_CASE("a shard that is missing is named, and the run is not whole") {
  const std::string two = write({.number = 2, .of = 4, .cases = {1}});
  const std::string three = write({.number = 3, .of = 4, .cases = {2}});
  const RunReader run = read({three, two});
  REQUIRE(run.problems().size() == 1);
  CHECK(base::has_errors(run.problems()));
  CHECK(run.problems()[0].message == "shards 1, 4 of 4 are missing");
  CHECK(run.end().aborted.kind == AbortKind::Config);
  CHECK(run.end().aborted.text == "shards 1, 4 of 4 are missing");
  CHECK(verdicts(run) == "1 passed 2 passed ");
  CHECK(read({two}).problems()[0].message == "shards 1, 3, 4 of 4 are missing");
}

TEST_CASE("what is not of one run is refused") {
  const std::string one = write({.number = 1, .of = 2, .cases = {0, 2}});
  const std::string two = write({.number = 2, .of = 2, .cases = {1, 3}});
  const std::string other = write({.number = 2, .of = 2, .cases = {1, 3}, .plan_hash = "other"});
  const std::string third = write({.number = 3, .of = 3, .cases = {1, 3}});
  CHECK(refusal({one, other}) ==
        "\"1-of-2plan.jsonl\" and \"2-of-2other.jsonl\" are journals of different runs: their suites, provider.yaml or "
        "contracts are not the same");
  CHECK(refusal({one, third}) ==
        "\"1-of-2plan.jsonl\" and \"3-of-3plan.jsonl\" are journals of different runs: one is of 2 shards, the other "
        "of 3");
  CHECK(refusal({one, two, one}) == "\"1-of-2plan.jsonl\" and \"1-of-2plan.jsonl\" are both shard 1 of 2");
  CHECK(refusal({one, folder + "none"}) == "cannot read \"none\": No such file or directory");
  CHECK(refusal({write({.number = 5, .of = 2})}) == "\"5-of-2plan.jsonl\" says it is shard 5 of 2");
  CHECK(refusal({one, write({.number = 2, .of = 2, .cases = {0}})}) ==
        "\"1-of-2plan.jsonl\" and \"2-of-2plan.jsonl\" both have case 0 of the plan");
}

TEST_CASE("one shard that did not come to its end makes the run one that did not, for every reason") {
  const std::string one = write({.number = 1, .of = 3, .cases = {0}, .has_end = false});
  const std::string two =
      write({.number = 2, .of = 3, .cases = {1}, .aborted = {AbortKind::Interrupted, "interrupted (SIGINT)"}});
  const std::string three =
      write({.number = 3, .of = 3, .cases = {2}, .aborted = {AbortKind::Interrupted, "interrupted (SIGINT)"}});
  const RunReader run = read({one, two, three});
  CHECK_FALSE(run.is_complete());
  CHECK(run.end().aborted.text == "interrupted (SIGINT)");
}

TEST_CASE("a value that two shards have seen is not unique in the run") {
  const std::string one = write({.number = 1, .of = 2, .cases = {0, 2}, .seen = {seen(0, "a"), seen(2, "b")}});
  const std::string two =
      write({.number = 2, .of = 2, .cases = {1, 3}, .seen = {seen(1, "b", Level::Warn), seen(3, "a"), seen(3, "c")}});
  const RunReader run = read({two, one});
  CHECK(verdicts(run) == "0 passed 1 passed 2 failed 3 failed ");
  CHECK(run.totals().failed == 2);
  const CaseResult third = run.read(3);
  CHECK(third.verdict == Verdict::Failed);
  REQUIRE(third.failures.size() == 1);
  CHECK(third.failures[0].check == "unique");
  CHECK(third.failures[0].message == "/id: \"a\" came before, in shop.orders :: case 0");
  CHECK(run.read(2).failures.at(0).message == "/id: \"a\" came before, in shop.orders :: case 1");
  CHECK(run.read(1).failures.empty());
}

TEST_CASE("where lines of a shard are lost, nobody knows whether a value came twice") {
  const std::string one = write({.number = 1, .of = 2, .cases = {0}, .seen = {seen(0, "a")}});
  const std::string two = write({.number = 2, .of = 2, .cases = {1}, .seen = {seen(1, "a")}});
  std::string text = base::read_file(two).value();
  const std::size_t line = text.find("{\"event\":\"seen\"");
  text[line] = '#';
  std::ofstream(two, std::ios::binary | std::ios::trunc) << text;
  const RunReader run = read({one, two});
  CHECK(verdicts(run) == "0 passed 1 passed ");
  CHECK(run.end().aborted.kind == AbortKind::Config);
  CHECK(run.end().aborted.text ==
        "lines of a journal are left out, so what must not come twice in all shards is not judged");
  CHECK(run.problems().back().kind == "journal.not-judged");
}

TEST_CASE("a value that must be unique and is only warned of stays a warning") {
  const std::string one = write({.number = 1, .of = 2, .cases = {0}, .seen = {seen(0, "a")}});
  const std::string two = write({.number = 2, .of = 2, .cases = {1}, .seen = {seen(1, "a", Level::Warn)}});
  const RunReader run = read({two, one});
  CHECK(run.facts(1).verdict == Verdict::Passed);
  CHECK(run.facts(1).warnings == 1);
  CHECK(run.read(1).warnings.size() == 1);
}

TEST_CASE("a digest tells kinds, values and plans apart") {
  CHECK(digest_of_value("p", "k", "v").size() == 16);
  CHECK(digest_of_value("p", "k", "v") == digest_of_value("p", "k", "v"));
  CHECK(digest_of_value("p", "k", "v") != digest_of_value("p", "k", "w"));
  CHECK(digest_of_value("p", "k", "v") != digest_of_value("p", "l", "v"));
  CHECK(digest_of_value("p", "k", "v") != digest_of_value("q", "k", "v"));
  CHECK(digest_of_value("p", "kv", "") != digest_of_value("p", "k", "v"));
}

}  // namespace shards_test
