// `concord report` over journals of all sorts, and where reports are written to.
#include "command_line.h"

#include <concord/base/text.h>
#include <concord/document.h>
#include <concord/schema.h>

#include <sys/stat.h>

#include <map>

using namespace concord;
using cli::CommandLine;
using cli::contains;
namespace fs = std::filesystem;

namespace {

// A journal of cases 0, 1, … with these members each; `info` and `end` are more lines or members.
struct Made {
  std::map<std::size_t, std::string> cases = {};  // index → members of its line; "" for none
  std::string info = {};                          // members
  std::string end = R"({"event":"end","wall_ms":5})";
  std::string more = {};

  std::string text() const {
    std::string text =
        R"({"event":"run","format":2,"cases":)" + std::to_string(cases.size()) + R"(,"info":{)" + info + "}}\n" +
        R"({"event":"suite","number":0,"suite":"Orders","classname":"shop.orders","provider":"shop"})" + "\n";
    for (const auto& [index, members] : cases) {
      const std::string number = std::to_string(index);
      text += R"({"event":"planned","index":)" + number + R"(,"suite":0,"name":"case )" + number + "\"}\n";
    }
    text += more;
    for (const auto& [index, members] : cases) {
      if (!members.empty()) text += R"({"event":"case","index":)" + std::to_string(index) + ',' + members + "}\n";
    }
    return text + (end.empty() ? "" : end + '\n');
  }
};

const std::string passed = R"("verdict":"passed","duration_ms":3)";
const std::string failed =
    R"("verdict":"failed","failures":[{"check":"status","type":"contract.status","message":"status is 500"}])";
const std::string unjudged = R"("verdict":"unjudged","error":{"type":"infra.timeout","message":"no response"})";

support::Ended reported(const CommandLine& line, const Made& made) {
  line.write("journal.jsonl", made.text());
  return line.run({"report", "journal.jsonl"});
}

// As a shell runs it, with standard output where it says.
support::Ended in_shell(const CommandLine& line, const std::string& arguments) {
  return support::run_process({"/bin/sh", "-c", std::string(CONCORD_BINARY) + ' ' + arguments}, line.path("").string(),
                              {});
}

}  // namespace

TEST_CASE("a report ends as its run would have") {
  CommandLine line;
  CHECK(reported(line, {.cases = {{0, passed}}}).exit_code == 0);
  CHECK(reported(line, {.cases = {{0, passed}, {1, failed}, {2, unjudged}}}).exit_code == 4);
  CHECK(reported(line, {.cases = {{0, passed}, {1, unjudged}}}).exit_code == 3);
  CHECK(reported(line, {.cases = {{0, passed}, {1, R"("verdict":"blocked")"}}}).exit_code == 3);
  CHECK(reported(line, {.cases = {{0, passed}, {1, R"("verdict":"skipped")"}}}).exit_code == 0);
  CHECK(reported(line, {.cases = {{0, passed}}, .end = ""}).exit_code == 3);
  CHECK(reported(line, {.cases = {{0, passed}, {1, ""}}, .end = ""}).exit_code == 3);
  CHECK(reported(line, {.cases = {{0, failed}, {1, ""}}, .end = ""}).exit_code == 4);
  const std::string interrupted =
      R"x({"event":"end","wall_ms":5,"aborted":{"kind":"interrupted","text":"interrupted (SIGINT)"}})x";
  CHECK(reported(line, {.cases = {{0, passed}, {1, ""}}, .end = interrupted}).exit_code == 3);
  const std::string without =
      R"({"event":"end","wall_ms":5,"aborted":{"kind":"no-credentials","text":"X is not set"}})";
  CHECK(reported(line, {.cases = {{0, ""}}, .end = without}).exit_code == 2);
  CHECK(contains(line.read("reports/junit.xml"), "type=\"harness.config\">X is not set; so far 0 of 1 case"));
  CHECK(reported(line, {.cases = {}}).exit_code == 2);
}

TEST_CASE("a damaged journal gives what can be read, with a warning") {
  CommandLine line;
  line.write("journal.jsonl",
             Made{.cases = {{0, passed}, {1, failed}}, .end = "", .more = "\x01garbage\n"}.text() + "{\"event\":\"ca");
  const auto ended = line.run({"report", "journal.jsonl"});
  CHECK(ended.exit_code == 4);
  CHECK(ended.err ==
        "warning: line 5 of \"journal.jsonl\" is left out: not JSON\n\n"
        "warning: \"journal.jsonl\" ends in half a line, which is left out\n");
  CHECK(contains(line.read("reports/junit.xml"), "name=\"case 0\""));
  line.write("journal.jsonl", "");
  const auto nothing = line.run({"report", "journal.jsonl"});
  CHECK(nothing.exit_code == 3);  // a run that was killed before it wrote what it planned
  CHECK(nothing.err == "error: nothing was recorded in \"journal.jsonl\"\n");
  line.write("journal.jsonl", "# no journal\n");
  CHECK(line.run({"report", "journal.jsonl"}).exit_code == 2);
}

TEST_CASE("the journals of all shards give the reports of one run") {
  CommandLine line;
  const std::string of = R"("planned":4,"plan_hash":"p","id":"01")";
  const std::string
      seen = R"({"event":"unique","number":0,"kind":"k","otherwise":{"check":"unique","type":"contract.expectation","message":"/id: \"a\""}})"
             "\n"
             R"({"event":"seen","index":)",
      otherwise = R"(,"digest":"00000000000000aa","unique":0})";
  line.write("1.jsonl", Made{.cases = {{0, passed}, {2, failed}},
                             .info = of + R"(,"shard_index":1,"shard_count":2)",
                             .more = seen + '0' + otherwise + '\n'}
                            .text());
  line.write("2.jsonl", Made{.cases = {{1, unjudged}, {3, passed}},
                             .info = of + R"(,"shard_index":2,"shard_count":2)",
                             .more = seen + '3' + otherwise + '\n'}
                            .text());
  const std::string repeated =
      R"("verdict":"failed","duration_ms":3,"failures":[{"check":"unique","type":"contract.expectation","message":"/id: \"a\" came before, in shop.orders :: case 0"}])";
  line.write("all.jsonl", Made{.cases = {{0, passed}, {1, unjudged}, {2, failed}, {3, repeated}}, .info = of}.text());
  const std::vector<std::string> formats{"--report-junit",    "r/junit.xml", "--report-html", "r/report.html",
                                         "--report-json",     "r/r.json",    "--report-har",  "r/run.har",
                                         "--report-markdown", "r/r.md"};
  const auto reports_of = [&](std::vector<std::string> journals) {
    journals.insert(journals.begin(), "report");
    journals.insert(journals.end(), formats.begin(), formats.end());
    const auto ended = line.run(journals);
    CHECK(ended.exit_code == 4);
    CHECK(ended.err == "");
    std::string all = ended.out;
    for (std::size_t i = 1; i < formats.size(); i += 2) all += line.read(formats[i]);
    return all;
  };
  const std::string whole = reports_of({"all.jsonl"});
  CHECK(contains(whole, "came before"));
  CHECK(reports_of({"1.jsonl", "2.jsonl"}) == whole);
  CHECK(reports_of({"2.jsonl", "1.jsonl"}) == whole);
}

TEST_CASE("a shard that is missing fails the report, which names it") {
  CommandLine line;
  const std::string of = R"("planned":4,"plan_hash":"p","shard_count":3)";
  line.write("1.jsonl", Made{.cases = {{0, passed}}, .info = of + R"(,"shard_index":1)"}.text());
  line.write("3.jsonl", Made{.cases = {{2, passed}}, .info = of + R"(,"shard_index":3)"}.text());
  const auto ended = line.run({"report", "1.jsonl", "3.jsonl"});
  CHECK(ended.exit_code == 2);
  CHECK(ended.err == "error: shard 2 of 3 is missing\n");
  CHECK(contains(line.read("reports/junit.xml"), "shard 2 of 3 is missing; so far 2 of 2 cases: 2 passed"));
  line.write(
      "2.jsonl",
      Made{.cases = {{1, passed}}, .info = R"("planned":4,"plan_hash":"q","shard_count":3,"shard_index":2)"}.text());
  const auto strange = line.run({"report", "1.jsonl", "2.jsonl", "3.jsonl", "-o", "other"});
  CHECK(strange.exit_code == 2);
  CHECK(strange.err == "error: \"1.jsonl\" and \"2.jsonl\" are journals of different runs: "
                       "their suites, provider.yaml or contracts are not the same\n");
  CHECK_FALSE(line.has("other"));
}

TEST_CASE("a report goes through links, devices and standard output, and replaces none of them") {
  CommandLine line;
  line.write("journal.jsonl", Made{.cases = {{0, passed}}}.text());
  line.write("target.xml", "old");
  fs::create_symlink("target.xml", line.path("link.xml"));
  CHECK(line.run({"report", "journal.jsonl", "--report-junit", "link.xml"}).exit_code == 0);
  CHECK(fs::is_symlink(line.path("link.xml")));
  CHECK(contains(line.read("target.xml"), "</testsuites>"));
  CHECK(in_shell(line, "report journal.jsonl --report-markdown /dev/stdout > out.txt").exit_code == 0);
  CHECK(line.read("out.txt").starts_with("# Contract holds\n"));
  CHECK(contains(line.read("out.txt"), "html reports/report.html\nmarkdown /dev/stdout\n"));
  CHECK(line.run({"report", "journal.jsonl", "--report-junit", "/dev/null"}).exit_code == 0);
  CHECK(fs::is_character_file("/dev/null"));
  CHECK(in_shell(line, "report journal.jsonl --report-junit /dev/stdout | grep -c testcase > count.txt").exit_code ==
        0);
  CHECK(line.read("count.txt") == "4\n");  // two more of the run itself, one of them on two lines
}

TEST_CASE("a pipe that nobody reads is refused at once, as a report and as a journal") {
  CommandLine line;
  line.write("journal.jsonl", Made{.cases = {{0, passed}}}.text());
  REQUIRE(::mkfifo(line.path("pipe").c_str(), 0600) == 0);
  const auto ended = line.run({"report", "journal.jsonl", "--report-html", "pipe"});
  CHECK(ended.exit_code == 2);
  CHECK(ended.err == "error: cannot write \"pipe\": it is a pipe that nobody reads\n");
  const auto run = line.run({"run", "suites/knot", "--journal", "pipe"});
  CHECK(run.exit_code == 2);
  CHECK(contains(run.err, "error: cannot write \"pipe\": it is a pipe that nobody reads\n"));
  const auto read = line.run({"report", "pipe"});
  CHECK(read.exit_code == 2);
  CHECK(read.err == "error: cannot read \"pipe\": it is not a regular file\n");
}

TEST_CASE("what cannot be printed is an error") {
  if (!fs::exists("/dev/full")) {
    WARN("skipped: no /dev/full here");
    return;
  }
  CommandLine line;
  line.write("journal.jsonl", Made{.cases = {{0, passed}}}.text());
  for (const char* command : {"report journal.jsonl", "list checks", "--help"}) {
    CAPTURE(command);
    const auto ended = in_shell(line, std::string(command) + " > /dev/full");
    CHECK(ended.exit_code == 2);
    CHECK(ended.err == "error: cannot write to standard output: No space left on device\n");
  }
  const auto run = in_shell(line, "run suites/knot --quiet > /dev/full");
  CHECK(run.exit_code == 2);
  CHECK(contains(run.err, "error: cannot write to standard output: No space left on device\n"));
}

TEST_CASE("parts of an earlier, larger report are taken away, what is not ours is left") {
  CommandLine line;
  Made large;
  for (std::size_t i = 0; i < 10'001; ++i) large.cases[i] = passed;
  line.write("journal.jsonl", large.text());
  CHECK(line.run({"report", "journal.jsonl"}).exit_code == 0);
  for (const char* part : {"reports/junit.xml", "reports/junit-2.xml", "reports/junit-3.xml"}) CHECK(line.has(part));
  line.write("reports/junit-4.xml", "<testsuites name=\"of others\"/>");
  CHECK(reported(line, {.cases = {{0, passed}}}).exit_code == 0);
  CHECK(line.has("reports/junit.xml"));
  CHECK_FALSE(line.has("reports/junit-2.xml"));
  CHECK_FALSE(line.has("reports/junit-3.xml"));
  CHECK(line.has("reports/junit-4.xml"));
}

TEST_CASE("the journal of a real run conforms to its schema") {
  CommandLine line;
  line.run({"run", "suites"});
  base::SourceSet sources;
  const auto source = base::load_source(sources, line.path("schemas/concord/journal.schema.json"));
  REQUIRE(source);
  const auto schema = schema::compile(*document::parse_json(**source));
  REQUIRE(schema);
  const std::string journal = line.read("reports/journal.jsonl");
  std::size_t lines = 0;
  for (const std::string_view each : base::split(base::trim(journal), '\n')) {
    ++lines;
    const auto parsed = document::parse_answer_json(each);
    REQUIRE(parsed.root);
    for (const auto& violation : schema->explain(*parsed.root).violations) {
      FAIL_CHECK(each.substr(0, 200) << '\n' << violation.instance.text() << ": " << violation.message);
    }
  }
  CHECK(lines > 200);
}

TEST_CASE("two runs into one folder keep a journal each") {
  CommandLine line;
  auto first = line.start({"run", "suites/knot", "--rate", "20"});
  for (int i = 0; i < 500 && !contains(line.read("reports/journal.jsonl"), "\"event\":\"case\""); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  const auto second = line.run({"run", "suites/complycube"});
  CHECK(second.exit_code == 0);
  CHECK(contains(second.err, "another run writes reports/journal.jsonl, the journal of this one is reports/journal-"));
  const auto ended = first.wait();
  CHECK(ended.exit_code == 0);
  CHECK(contains(line.read("reports/journal.jsonl"), "\"classname\":\"knot.create_session\""));
  CHECK_FALSE(contains(line.read("reports/journal.jsonl"), "complycube"));
  std::size_t own = 0;
  for (const auto& entry : fs::directory_iterator(line.path("reports")))
    own += entry.path().filename().string().starts_with("journal-");
  CHECK(own == 1);
}
