#include "sample_case.h"

#include <concord/journal.h>
#include <support/catch.h>
#include <support/paths.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace concord;
using namespace concord::result;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const std::string folder = support::binary_dir() + "/journal_test";
const std::string path = folder + "/run.jsonl";

std::string text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void put(const std::string& text) {
  fs::create_directories(folder);
  std::ofstream(path, std::ios::binary) << text;
}

std::unique_ptr<JournalWriter> writer_of(const std::string& file = path) {
  auto writer = JournalWriter::create(file, "01RUN");
  if (!writer) FAIL(base::render(writer.diagnostics()));
  return std::move(writer).value();
}

RunReader read() {
  auto run = RunReader::open(path);
  if (!run) FAIL(base::render(run.diagnostics()));
  return std::move(run).value();
}

void plan(JournalWriter& writer, std::size_t cases) {
  RunInfo info = sample::rich_info();
  info.shard_index = info.shard_count = 1;
  writer.run_planned(info, cases);
  for (std::size_t i = 0; i < cases; ++i) writer.case_planned(sample::rich_case(i));
}

// Of a journal that can be read in part: the messages, then the verdicts.
std::string told(const std::string& text) {
  put(text);
  const auto run = RunReader::open(path);
  std::string told;
  for (const auto& one : run ? run->problems() : run.diagnostics()) {
    told += one.kind + ": " + one.message + '\n';
    const std::size_t name = told.find(path);
    if (name != std::string::npos) told.replace(name, path.size(), "run.jsonl");
  }
  for (std::size_t i = 0; run && i < run->size(); ++i) told += std::string(verdict_name(run->facts(i).verdict)) + ' ';
  return told;
}

const std::string run_line = "{\"event\":\"run\",\"format\":2,\"cases\":2,\"info\":{}}\n";
const std::string plan_lines =
    "{\"event\":\"suite\",\"number\":0,\"classname\":\"a.b\"}\n"
    "{\"event\":\"planned\",\"index\":0,\"suite\":0,\"name\":\"n\"}\n"
    "{\"event\":\"planned\",\"index\":1,\"suite\":0,\"name\":\"m\"}\n";
const std::string begin = run_line + plan_lines;
const std::string passed = "{\"event\":\"case\",\"index\":0,\"verdict\":\"passed\"}\n";
const std::string end_line = "{\"event\":\"end\",\"wall_ms\":1}\n";

std::string told_of_case(const std::string& members) {
  return told(begin + "{\"event\":\"case\"," + members + "}\n");
}

}  // namespace

TEST_CASE("a run that is written and read back is the same") {
  {
    const auto writer = writer_of();
    plan(*writer, 3);
    writer->case_finished(sample::rich_case(2));
    writer->case_finished(sample::rich_case(0));
    writer->run_ended({{AbortKind::Interrupted, "interrupted (SIGINT)"}, 812ms});
    CHECK(writer->error().empty());
  }
  const RunReader run = read();
  CHECK(run.problems().empty());
  CHECK(run.is_complete());
  CHECK(run.end().aborted.kind == AbortKind::Interrupted);
  CHECK(run.end().aborted.text == "interrupted (SIGINT)");
  CHECK(run.end().wall_time == 812ms);
  REQUIRE(run.size() == 3);
  CHECK(sample::dump(run.read(0)) == sample::dump(sample::rich_case(0)));
  CHECK(sample::dump(run.read(2)) == sample::dump(sample::rich_case(2)));
  CHECK(run.read(1).verdict == Verdict::NotRun);
  CHECK(sample::dump(CaseResult(run.plan(1))) == sample::dump(CaseResult(CasePlan(sample::rich_case(1)))));
  const CaseFacts facts = run.facts(0);
  CHECK(facts.index == 0);
  CHECK(facts.verdict == Verdict::Failed);
  CHECK(facts.warnings == 1);
  CHECK(facts.duration == 412ms);
  CHECK(facts.started_at == sample::rich_case(0).started_at);
  CHECK(run.suite(facts.suite).classname == "shop.orders");
}

TEST_CASE("what a run is about is read back, shards and all") {
  RunInfo info = sample::rich_info();
  info.shard_index = info.shard_count = 1;
  {
    const auto writer = writer_of();
    writer->run_planned(info, 0);
    writer->run_ended({});
  }
  CHECK(sample::dump(read().info()) == sample::dump(info));
}

TEST_CASE("a case that was skipped needs no line of its own") {
  CasePlan skipped = sample::passed_case(0);
  skipped.skip = SkipReason{SkipKind::NoCredentials, "X is not set"};
  {
    const auto writer = writer_of();
    writer->run_planned({}, 1);
    writer->case_planned(skipped);
    writer->run_ended({});
  }
  const RunReader run = read();
  CHECK(run.facts(0).verdict == Verdict::Skipped);
  CHECK(run.read(0).reason.line() == "no-credentials: X is not set");
}

TEST_CASE("each result is in the file as soon as it is told") {
  const auto writer = writer_of();
  writer->run_planned({}, 1);
  CHECK(text_of(path) == "{\"event\":\"run\",\"format\":2,\"cases\":1,\"info\":{}}\n");
  writer->case_planned(sample::passed_case(0));
  writer->case_finished(sample::passed_case(0));
  const std::string text = text_of(path);
  CHECK(text.substr(text.find('\n') + 1) ==
        "{\"event\":\"suite\",\"number\":0,\"suite\":\"Orders\",\"file\":\"suites/"
        "orders.suite.yaml\",\"classname\":\"shop."
        "orders\",\"provider\":\"shop\",\"documentation\":\"orders.md:9\"}\n"
        "{\"event\":\"planned\",\"index\":0,\"suite\":0,\"name\":\"case 0\",\"line\":14,\"column\":9}\n"
        "{\"event\":\"case\",\"index\":0,\"verdict\":\"passed\",\"duration_ms\":3}\n");
}

TEST_CASE("what was judged survives a process that is killed") {
  fs::create_directories(folder);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto writer = writer_of();
    writer->run_planned({}, 1'000);
    for (std::size_t i = 0; i < 1'000; ++i) writer->case_planned(sample::passed_case(i));
    for (std::size_t i = 0; i < 100; ++i) {
      writer->case_started(i);
      writer->case_finished(sample::rich_case(i));
    }
    for (std::size_t i = 100; i < 103; ++i) writer->case_started(i);
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  const RunReader run = read();
  CHECK_FALSE(run.is_complete());
  CHECK(run.totals().failed == 100);
  CHECK(run.totals().not_run == 900);
}

TEST_CASE("where pauses are said, what was judged before one survives") {
  fs::create_directories(folder);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto writer = writer_of();
    writer->write_at_pauses();
    writer->run_planned({}, 10);
    for (std::size_t i = 0; i < 10; ++i) writer->case_planned(sample::passed_case(i));
    for (std::size_t i = 0; i < 5; ++i) writer->case_finished(sample::passed_case(i));
    writer->pause();
    writer->case_finished(sample::passed_case(5));
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  const RunReader run = read();
  CHECK(run.totals().passed == 5);
  CHECK(run.totals().not_run == 5);
}

TEST_CASE("a case that was under way says so") {
  put(begin + "{\"event\":\"started\",\"index\":1}\n");
  const RunReader run = read();
  CHECK(run.read(0).reason.is_empty());
  CHECK(run.read(1).reason.line() == "the run ended while it was under way");
}

TEST_CASE("a journal cut at any byte is read as far as it goes") {
  {
    const auto writer = writer_of();
    plan(*writer, 2);
    writer->case_finished(sample::rich_case(1));
    writer->run_ended({});
  }
  const std::string whole = text_of(path);
  const std::size_t plan_end = whole.find("{\"event\":\"case\"");
  const std::size_t case_end = whole.find('\n', plan_end);
  for (std::size_t size = plan_end; size < whole.size(); size += 7) {
    CAPTURE(size);
    put(whole.substr(0, size));
    const RunReader run = read();
    REQUIRE(run.size() == 2);
    CHECK(run.facts(1).verdict == (size > case_end ? Verdict::Failed : Verdict::NotRun));
    CHECK_FALSE(run.is_complete());
  }
}

TEST_CASE("of a damaged journal what can be read is given, and the rest is told") {
  CHECK(told(begin + passed + end_line) == "passed not-run ");
  CHECK(told(begin + passed + "{\"event\":\"case\",\"ind") ==
        "journal.damaged: \"run.jsonl\" ends in half a line, which is left out\npassed not-run ");
  CHECK(told(begin + "\x01\xff garbage\n" + passed + end_line) ==
        "journal.damaged: line 5 of \"run.jsonl\" is left out: not JSON\npassed not-run ");
  CHECK(told(begin + "[]\n" + passed) ==
        "journal.damaged: line 5 of \"run.jsonl\" is left out: not an event\npassed not-run ");
  CHECK(told(begin + "{\"event\":\"nap\"}\n") ==
        "journal.damaged: line 5 of \"run.jsonl\" is left out: unknown event \"nap\"\nnot-run not-run ");
  CHECK(told(begin + end_line + passed) ==
        "journal.damaged: line 6 of \"run.jsonl\" is left out: the run has ended before\nnot-run not-run ");
  CHECK(told(begin + passed + begin + passed) ==
        "journal.damaged: another run begins at line 6 of \"run.jsonl\"; it is left out, with all that follows\npassed "
        "not-run ");
  CHECK(told("nonsense\n" + plan_lines + passed) ==
        "journal.damaged: line 1 of \"run.jsonl\" is left out: not JSON\n"
        "journal.damaged: the first line of \"run.jsonl\", which says what run it is, is missing\npassed not-run ");
  CHECK(told(plan_lines + passed + end_line) ==
        "journal.damaged: the first line of \"run.jsonl\", which says what run it is, is missing\npassed not-run ");
  CHECK(told(run_line + passed) == "journal.damaged: the plan of 1 cases is missing in \"run.jsonl\"\npassed ");
}

TEST_CASE("of two verdicts on one case the worse counts") {
  const std::string failed = "{\"event\":\"case\",\"index\":0,\"verdict\":\"failed\"}\n";
  const std::string twice =
      "journal.damaged: line 6 of \"run.jsonl\" is left out: case 0 has ended before, and the worse verdict counts\n"
      "failed not-run ";
  CHECK(told(begin + failed + passed + end_line) == twice);
  CHECK(told(begin + passed + failed + end_line) == twice);
}

TEST_CASE("what must be unique is known before a value of it is seen, and of a case of the run") {
  const std::string seen = R"({"event":"seen","index":0,"digest":"00000000000000aa","unique":0})" "\n";
  const std::string unique = R"({"event":"unique","number":0,"kind":"k","otherwise":{"check":"unique"}})" "\n";
  CHECK(told(begin + seen) ==
        "journal.damaged: line 5 of \"run.jsonl\" is left out: what must be unique is not known\nnot-run not-run ");
  const std::string of_another = R"({"event":"seen","index":7,"digest":"00000000000000aa","unique":0})" "\n";
  CHECK(told(begin + unique + of_another) ==
        "journal.damaged: line 6 of \"run.jsonl\" is left out: case 7 is not known\nnot-run not-run ");
}

TEST_CASE("a case whose plan is lost is still reported") {
  put(run_line + passed + end_line);
  const RunReader run = read();
  CHECK(run.read(0).name == "case 0");
  CHECK(run.read(0).classname == "concord.unknown");
}

TEST_CASE("much damage is told in few lines") {
  std::string text = begin;
  for (int i = 0; i < 500; ++i) text += "x\n";
  const std::string complaint = told(text + passed);
  CHECK(std::count(complaint.begin(), complaint.end(), '\n') == 11);
  CHECK(complaint.find("journal.damaged: 490 more lines of \"") != std::string::npos);
  CHECK(complaint.find("passed not-run ") != std::string::npos);
}

TEST_CASE("what is no journal of this format is refused") {
  CHECK(told("") == "journal.empty: nothing was recorded in \"run.jsonl\"\n");
  CHECK(told("{\"event\":\"run\",\"format\":1,\"info\":{},\"cases\":[]}\n") ==
        "journal.format: \"run.jsonl\" is a journal of format 1, which an earlier version of Concord wrote; this one "
        "reads "
        "format 2\n");
  CHECK(
      told("{\"event\":\"run\",\"format\":3}\n") ==
      "journal.format: \"run.jsonl\" is a journal of format 3, which a later version of Concord wrote; this one reads "
      "format 2\n");
  const auto missing = RunReader::open("no/such/journal.jsonl");
  REQUIRE_FALSE(missing);
  CHECK(missing.diagnostics().front().message == "cannot read \"no/such/journal.jsonl\": No such file or directory");
  const auto directory = RunReader::open("/");
  REQUIRE_FALSE(directory);
  CHECK(directory.diagnostics().front().message == "cannot read \"/\": Is a directory");
}

TEST_CASE("a value of the wrong kind is named with its path") {
  const auto complaint = [](const std::string& members) {
    std::string text = told_of_case(members);
    const std::string before = "journal.damaged: line 5 of \"run.jsonl\" is left out: ";
    return text.starts_with(before) ? text.substr(before.size(), text.find('\n') - before.size()) : "accepted";
  };
  const std::string known = R"("index":0,"verdict":"passed",)";
  CHECK(complaint(R"("verdict":"passed")") == "index is missing");
  CHECK(complaint(R"("index":0)") == "verdict is missing");
  CHECK(complaint(R"("index":0,"verdict":"green")") == "verdict is unknown: \"green\"");
  CHECK(complaint(R"("index":-1,"verdict":"passed")") == "index is -1, out of range");
  CHECK(complaint(R"("index":1.5,"verdict":"passed")") == "index is 1.5, out of range");
  CHECK(complaint(known + R"("steps":[{"exchange":{"status":"200"}}])") ==
        "steps[0].exchange.status is a string, a number is expected");
  CHECK(complaint(known + R"("steps":[{},{"exchange":{"request_headers":[["a"]]}}])") ==
        "steps[1].exchange.request_headers[0] is no pair of name and value");
  CHECK(complaint(known + R"("failures":{})") == "failures is an object, an array is expected");
  CHECK(complaint(known + R"("failures":[null])") == "failures[0] is null, an object is expected");
  CHECK(complaint(known + R"("failures":[{"place":{"line":4294967296}}])") ==
        "failures[0].place.line is 4294967296, out of range");
  CHECK(complaint(known + R"("started_at":"yesterday")") == "started_at is no RFC 3339 time: \"yesterday\"");
  CHECK(complaint(known + R"("checks":[{"base64":"?"}])") == "checks[0] is no base64");
  CHECK(complaint(known + R"("tomorrow":{"any":1})") == "accepted");
}

TEST_CASE("two runs do not write one journal") {
  const auto first = writer_of();
  plan(*first, 1);
  const auto second = writer_of();
  CHECK_FALSE(first->is_renamed());
  CHECK(second->is_renamed());
  CHECK(second->path() == fs::path(folder + "/run-01RUN.jsonl"));
  plan(*second, 2);
  first->case_finished(sample::rich_case(0));
  first->run_ended({});
  CHECK(read().totals().failed == 1);
  const auto other = RunReader::open(second->path().string());
  REQUIRE(other);
  CHECK(other->size() == 2);
}

TEST_CASE("a journal that is over can be replaced, and a longer one leaves nothing behind") {
  for (const std::size_t cases : {5U, 1U}) {
    const auto writer = writer_of();
    CHECK_FALSE(writer->is_renamed());
    plan(*writer, cases);
    writer->run_ended({});
  }
  CHECK(read().size() == 1);
  CHECK(read().problems().empty());
}

TEST_CASE("a journal is written through a link") {
  fs::create_directories(folder + "/target");
  fs::remove(folder + "/link.jsonl");
  fs::create_symlink("target/real.jsonl", folder + "/link.jsonl");
  {
    const auto writer = writer_of(folder + "/link.jsonl");
    plan(*writer, 1);
  }
  CHECK(fs::is_symlink(folder + "/link.jsonl"));
  CHECK(text_of(folder + "/target/real.jsonl").starts_with("{\"event\":\"run\""));
}

TEST_CASE("a journal on a device can be reported all the same") {
  const auto writer = writer_of("/dev/null");
  plan(*writer, 2);
  writer->case_finished(sample::rich_case(1));
  writer->run_ended({});
  const auto run = writer->read();
  REQUIRE(run);
  CHECK(run->is_complete());
  CHECK(sample::dump(run->read(1)) == sample::dump(sample::rich_case(1)));
  CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("a journal can be read while it is written") {
  const auto writer = writer_of();
  plan(*writer, 1);
  writer->case_finished(sample::rich_case(0));
  const auto run = writer->read();
  REQUIRE(run);
  CHECK(run->totals().failed == 1);
  CHECK_FALSE(run->is_complete());
  writer->run_ended({});
  CHECK(read().is_complete());
}

TEST_CASE("a journal that cannot be created says why") {
  put("");
  const auto writer = JournalWriter::create(path + "/below-a-file.jsonl", "01RUN");
  REQUIRE_FALSE(writer);
  CHECK(writer.diagnostics().front().message == "cannot write \"" + path + "/below-a-file.jsonl\": Not a directory");
  const std::string pipe = folder + "/pipe";
  fs::remove(pipe);
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const auto unread = JournalWriter::create(pipe, "01RUN");
  REQUIRE_FALSE(unread);
  CHECK(unread.diagnostics().front().message == "cannot write \"" + pipe + "\": it is a pipe that nobody reads");
}

TEST_CASE("a full disk is remembered") {
  const auto writer = writer_of("/dev/full");
  writer->run_planned({}, 0);
  CHECK(writer->error() == "cannot write the journal /dev/full: No space left on device");
}

TEST_CASE("a journal tells its events again") {
  class Told : public Sink {
   public:
    std::string text;
    std::vector<Observations> observations;
    void run_planned(const RunInfo& info, std::size_t cases) override {
      text += info.id + ' ' + std::to_string(cases) + '\n';
    }
    void case_planned(const CasePlan& plan) override { text += "planned " + std::to_string(plan.index) + '\n'; }
    void case_started(std::size_t index) override { text += "started " + std::to_string(index) + '\n'; }
    void observed(std::size_t index, const Observations& seen) override {
      text += "observed " + std::to_string(index) + '\n';
      observations.push_back(seen);
    }
    void value_seen(const ValueSeen& seen) override {
      text += "seen " + seen.kind + ' ' + seen.digest + ' ' + seen.otherwise.message + '\n';
    }
    void case_finished(const CaseResult& result) override {
      text += "finished " + std::to_string(result.index) + ' ' + result.name + ' ' +
              std::string(verdict_name(result.verdict)) + '\n';
    }
    void compared(const document::Node& what) override { text += document::write_json(what) + '\n'; }
    void run_aborted(const Aborted& why) override { text += why.text + '\n'; }
    void run_ended(const RunEnd& end) override { text += std::to_string(end.wall_time.count()) + '\n'; }
  };
  {
    const auto writer = writer_of();
    plan(*writer, 2);
    writer->case_started(1);
    writer->observed(1, sample::rich_observations());
    writer->observed(0, {});
    writer->observed(1, sample::rich_observations());
    writer->value_seen(sample::rich_seen(1));
    writer->case_finished(sample::passed_case(1));
    writer->compared(*document::parse_answer_json(R"({"since": 3})").root);
    writer->run_aborted({AbortKind::FirstFailure, "stopped"});
    writer->run_ended({{AbortKind::FirstFailure, "stopped"}, 7ms});
  }
  const std::string text = text_of(path);
  std::size_t shapes = 0;
  for (std::size_t at = text.find("\"shape\",\"number\""); at != std::string::npos;
       at = text.find("\"shape\",\"number\"", at + 1))
    ++shapes;
  CHECK(shapes == 2);  // each once
  Told told;
  read().replay(told);
  CHECK(told.text ==
        "01HZX3T9W8 2\nplanned 0\nplanned 1\nstarted 1\nobserved 1\nobserved 0\nobserved 1\nseen shop/read $.id " +
            sample::rich_seen(1).digest + " /a: no\nfinished 1 " + sample::rich_case(1).name +
            " passed\n{\"since\":3}\nstopped\n7\n");
  REQUIRE(told.observations.size() == 3);
  CHECK(told.observations[0] == sample::rich_observations());
  CHECK(told.observations[1] == Observations());
  CHECK(told.observations[2] == sample::rich_observations());
}
