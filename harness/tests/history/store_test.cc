#include "sample_nights.h"

#include <concord/history/questions.h>
#include <support/catch.h>
#include <support/paths.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "layout.h"

using namespace concord;
using namespace std::chrono_literals;

namespace {

const std::string folder = support::binary_dir() + "/history_test/";

std::string fresh(const std::string& name) {
  std::filesystem::create_directories(folder);
  for (const char* more : {"", "-wal", "-shm"}) std::filesystem::remove(folder + name + more);
  return folder + name;
}

std::string refusal(const std::string& path, history::Access access = history::Access::Create) {
  const auto store = history::Store::open(path, access);
  return store ? "" : base::render(store.diagnostics());
}

}  // namespace

TEST_CASE("a history of a later layout is refused, and stays as it is") {
  const std::string path = fresh("newer.sqlite");
  REQUIRE(refusal(path).empty());
  history::Database(path, false, 0).execute("PRAGMA user_version = 99");
  CHECK(refusal(path) == "error: \"" + path +
                             "\" is a history of layout 99, which a later version of Concord wrote; this one knows " +
                             std::to_string(history::layout_version()) +
                             "\n  use that version, or another file with --history\n");
  CHECK(history::Database(path, false, 0).number_of("PRAGMA user_version") == 99);
}

TEST_CASE("files that are no history are refused") {
  const std::string other = fresh("other.sqlite");
  history::Database(other, true, 0).execute("CREATE TABLE birds(name TEXT)");
  CHECK(refusal(other) == "error: \"" + other +
                              "\" is a database of another program\n  say another file with --history\n");
  const std::string text = fresh("text.sqlite");
  std::ofstream(text) << std::string(4096, 'x');
  CHECK(refusal(text) == "error: \"" + text + "\" is no history\n  say another file with --history\n");
  const std::string none = fresh("none.sqlite");
  CHECK(refusal(none, history::Access::Read) ==
        "error: there is no history \"" + none + "\"\n  a run makes it; --history says where it is\n");
  CHECK_FALSE(std::filesystem::exists(none));
}

namespace {

// Takes away what the steps after that of `layout` make, as if the file were of that layout.
void take_back(history::Database& database, int layout) {
  const std::vector<std::vector<std::string>> takes_back{
      {"DROP TABLE drifts", "DROP TABLE case_profiles", "DROP TABLE operation_profiles", "DROP TABLE latencies"},
      {"DROP TABLE good_answers", "DROP TABLE coverages"},
      {"DROP TABLE editions", "ALTER TABLE findings DROP COLUMN status", "ALTER TABLE findings DROP COLUMN change",
       "ALTER TABLE findings DROP COLUMN how", "ALTER TABLE case_profiles DROP COLUMN largest",
       "ALTER TABLE drifts DROP COLUMN change", "ALTER TABLE drifts DROP COLUMN how",
       "ALTER TABLE drifts DROP COLUMN cause"},
      {"DROP INDEX good_answers_by_case",
       "CREATE TABLE long_profiles(of_case INTEGER PRIMARY KEY REFERENCES cases, runs INTEGER NOT NULL, since INTEGER "
       "NOT NULL, shape INTEGER NOT NULL, slowest INTEGER NOT NULL, body TEXT NOT NULL, largest INTEGER NOT NULL)",
       "INSERT INTO long_profiles SELECT of_case, runs, since, shape, slowest, b.body, largest FROM case_profiles p "
       "JOIN profile_bodies b ON b.id = p.body",
       "DROP TABLE case_profiles", "DROP TABLE profile_bodies", "ALTER TABLE long_profiles RENAME TO case_profiles",
       "CREATE TABLE verdicts_by_case(of_case INTEGER NOT NULL REFERENCES cases, run INTEGER NOT NULL REFERENCES runs, "
       "verdict INTEGER NOT NULL, duration INTEGER NOT NULL, shape INTEGER NOT NULL, "
       "PRIMARY KEY(of_case, run)) WITHOUT ROWID",
       "INSERT INTO verdicts_by_case SELECT * FROM verdicts", "DROP TABLE verdicts",
       "ALTER TABLE verdicts_by_case RENAME TO verdicts"}};
  REQUIRE(takes_back.size() + 1 == static_cast<std::size_t>(history::layout_version()));
  for (std::size_t step = takes_back.size(); step >= static_cast<std::size_t>(layout); --step) {
    for (const std::string& sql : takes_back[step - 1]) database.execute(sql);
  }
  database.execute("PRAGMA user_version = " + std::to_string(layout));
}

std::string tables_of(const history::Database& database) {
  auto select = database.prepare(
      "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name)");
  REQUIRE(select.next());
  return select.text(0);
}

}  // namespace

TEST_CASE("the tables of each earlier layout are brought forward") {
  for (int layout = 1; layout < history::layout_version(); ++layout) {
    INFO("layout " << layout);
    sample::Nights nights("forward-" + std::to_string(layout));
    nights.play(1, {{}});
    history::Database database(nights.path(), false, 0);
    const std::string tables = tables_of(database);
    take_back(database, layout);
    CHECK(tables_of(database) != tables);
    auto store = history::Store::open(nights.path());
    REQUIRE(store);
    CHECK(store->check().empty());
    CHECK(tables_of(database) == tables);
    CHECK(database.number_of("PRAGMA user_version") == history::layout_version());
    CHECK(database.number_of("SELECT count(*) FROM verdicts") == 1);
    CHECK(nights.play(2, {{}}).headline == "nothing new beside 1 earlier night");
  }
}

TEST_CASE("what is exported and imported elsewhere knows the same") {
  sample::Nights nights("carried"), elsewhere("elsewhere");
  for (int day = 1; day <= 3; ++day) nights.play(day, {{}, {.name = "another"}});
  nights.play(4, {{.verdict = result::Verdict::Failed, .failures = {"/id"}}, {.name = "another"}});
  std::stringstream lines;
  const auto exported = history::export_lines(nights.store(), lines);
  REQUIRE(exported);
  CHECK(*exported == 4);
  const std::string text = lines.str();
  for (const std::size_t added : {4u, 0u}) {
    std::istringstream again(text);
    const auto imported = history::import_lines(elsewhere.store(), again, "carried.jsonl");
    REQUIRE(imported);
    CHECK(*imported == added);
  }
  CHECK(elsewhere.store().check().empty());
  std::stringstream second;
  REQUIRE(history::export_lines(elsewhere.store(), second));
  CHECK(second.str() == text);
  CHECK(elsewhere.play(5, {{.verdict = result::Verdict::Failed, .failures = {"/id"}}}).headline ==
        "1 still failing since 4 Nov (2 nights)");
}

TEST_CASE("what is no export is refused with its line, and nothing of it added") {
  sample::Nights nights("bad_import");
  const std::string rest = R"("started":1795557600000,"wall":2,"whole":true,"tool":"x","revision":"",)";
  const std::string run = R"({"run":"01A",)" + rest;
  const std::string scope = R"("scopes":[{"provider":"shop","target":"sandbox","base_url":"","contract":"c",)"
                            R"("totals":[1,0,0,0],)";
  const auto verdict = [&](const std::string& row) {
    return run + scope + R"("verdicts":[)" + row + R"(],"findings":[],"latencies":[],"drifts":[]}]})";
  };
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"nonsense", "it is no JSON"},
      {"{}", "it is of no kind that is known"},
      {R"({"run":""})", "a run has no text as \"run\""},
      {R"({"run":"01A","started":253370764800000})", "a run has no text as \"tool\""},
      {R"({"run":"01A","started":253370764800000,"tool":"x","revision":""})",
       "a run has no time from 2000 to 2199 as \"started\""},
      {run + "\"scopes\":[]}", "a run has no scope as \"scopes\""},
      {run + "\"scopes\":[{}]}", "a scope has no text as \"provider\""},
      {verdict(R"(["a case",99,1,0])"), "a verdict has no whole number from 1 to 8 as item 2"},
      {verdict(R"(["a case",1,-1,0])"), "a verdict has no whole number from 0 on as item 3"},
      {verdict(R"(["",1,1,0])"), "a verdict has no text as item 1"},
      {verdict("7"), "a verdict has no whole number from 1 to 8 as item 2"},
      {R"({"case_profile":["shop","sandbox","","a case",1,1,1,1,"{not json",1]})",
       "a profile of a case has no profile as item 9"},
      {R"({"operation_profile":["shop","sandbox","","shop/get",1,1,"{bad"]})",
       "a profile of an operation has no profile as item 7"},
      {R"({"good_answer":[]})", "a good answer has no text as item 6"},
      {R"({"edition":["shop","sandbox","","c",5,"%%%"]})", "an edition has no packed contract as item 6"},
  };
  const std::string good = R"({"run":"01B",)" + rest + scope +
                           R"("verdicts":[["a case",1,1,0]],"findings":[],"latencies":[],"drifts":[]}]})";
  const std::string before = "{\"format\":\"concord.history/1\"}\n" + good + '\n';
  for (const auto& [line, why] : wrong) {
    std::istringstream lines(before + line + '\n');
    const auto added = history::import_lines(nights.store(), lines, "x.jsonl");
    REQUIRE_FALSE(added);
    CHECK(added.diagnostics().front().message == "line 3 of \"x.jsonl\" is no line of an exported history: " + why);
  }
  CHECK(history::Database(nights.path(), false, 0).number_of("SELECT count(*) FROM runs") == 0);
}

TEST_CASE("the first line of an export says which format it is") {
  sample::Nights nights("bad_format");
  const auto refused = [&](const std::string& text) {
    std::istringstream lines(text);
    const auto added = history::import_lines(nights.store(), lines, "x.jsonl");
    return added ? "" : base::render(added.diagnostics());
  };
  const std::string no_export = "error: line 1 of \"x.jsonl\" is no line of an exported history: ";
  CHECK(refused("") == no_export + "it is not there\n");
  CHECK(refused("{}\n") == no_export + "the first says which format it is\n");
  CHECK(refused("{\"format\":\"concord.history/3\"}\n") ==
        "error: \"x.jsonl\" is of the format \"concord.history/3\", which a later version of Concord wrote\n"
        "  use that version here, too\n");
  CHECK(refused("{\"format\":\"concord.history/2\"}\n").empty());
}

TEST_CASE("a history that is damaged is told") {
  sample::Nights nights("damaged");
  nights.play(1, {{}});
  history::Database(nights.path(), false, 0).execute("PRAGMA foreign_keys = OFF; DELETE FROM cases");
  const auto problems = nights.store().check();
  REQUIRE_FALSE(problems.empty());
  CHECK(problems.front().kind == "history.damaged");
}
