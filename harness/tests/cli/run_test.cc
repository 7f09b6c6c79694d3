// `concord run` against the embedded mock: the real binary, the real suites.
#include "command_line.h"

#include <concord/base/text.h>
#include <concord/document.h>

#include <csignal>

using namespace concord;
using cli::CommandLine;
using cli::contains;

TEST_CASE("all suites are green against the embedded mock, and the reports are written") {
  CommandLine line;
  const auto ended = line.run({"run", "suites"});
  INFO(ended.out << ended.err);
  CHECK(ended.exit_code == 0);
  CHECK(contains(ended.out, " passed"));
  CHECK(contains(line.read("reports/junit.xml"), "<testsuites "));
  CHECK(contains(line.read("reports/report.html"), "</html>"));
  CHECK(contains(line.read("reports/journal.jsonl"), "\"event\":\"end\""));
}

TEST_CASE("each of the five operations has at least 25 cases") {
  CommandLine line;
  const auto ended = line.run({"list", "cases", "suites"});
  REQUIRE(ended.exit_code == 0);
  for (const char* classname :
       {"frankieone.create_individual_session", "frankieone.get_idv_token", "finhub.create_customer_session",
        "knot.create_session", "complycube.create_flow_session"}) {
    std::size_t cases = 0;
    for (std::size_t at = 0; (at = ended.out.find(std::string(classname) + " :: ", at)) != std::string::npos; ++at)
      ++cases;
    INFO(classname);
    CHECK(cases >= 25);
  }
}

TEST_CASE("results are in the order of the files whatever the concurrency") {
  CommandLine line;
  const auto names = [&](const char* jobs) {
    line.run({"run", "suites/knot", "--jobs", jobs, "--report-json", "r.json", "--report-reproducible"});
    const auto parsed = document::parse_answer_json(line.read("r.json"));
    REQUIRE(parsed.root.has_value());
    std::string all;
    for (const auto& one : parsed.root->find("cases")->items())
      all += std::string(one.find("name")->string_or_empty()) + "\n";
    return all;
  };
  CHECK(names("1") == names("64"));
}

TEST_CASE("a report made again from the journal is the same report") {
  CommandLine line;
  REQUIRE(line.run({"run", "suites/knot"}).exit_code == 0);
  const std::string first = line.read("reports/junit.xml");
  REQUIRE(line.run({"report", "reports/journal.jsonl", "-o", "again"}).exit_code == 0);
  CHECK(line.read("again/junit.xml") == first);
}

TEST_CASE("no secret of the run is in any report, log or output") {
  CommandLine line;
  const auto ended = line.run({"run", "suites", "-v", "--variable", "KNOT_CLIENT_ID=some-client", "--secret",
                               "KNOT_SECRET=very-hidden-value-1"});
  CHECK(ended.exit_code == 0);
  for (const std::string& text : {ended.out, ended.err, line.read("reports/junit.xml"),
                                  line.read("reports/report.html"), line.read("reports/journal.jsonl")}) {
    CHECK(!text.empty());
    CHECK_FALSE(contains(text, "very-hidden-value-1"));
    // The middle of the same in base64, as it stands in an Authorization header.
    CHECK_FALSE(contains(text, base::base64_encode("some-client:very-hidden-value-1").substr(20, 16)));
  }
}

TEST_CASE("tags, names and shards select; a dry run sends nothing") {
  CommandLine line;
  const auto all = line.run({"run", "suites/knot", "--dry-run"});
  const auto one = line.run({"run", "suites/knot", "--dry-run", "--shard", "1/2"});
  const auto two = line.run({"run", "suites/knot", "--dry-run", "--shard", "2/2"});
  CHECK(all.exit_code == 0);
  // What a suite does once a run, each shard does.
  const auto cases = [](const support::Ended& listed) {
    std::size_t count = 0;
    for (const auto text : base::split(listed.out, '\n')) count += text.find(" :: ") != text.npos;
    for (const auto text : base::split(listed.out, '\n')) count -= text.find(" :: before: ") != text.npos;
    return count;
  };
  CHECK(cases(all) > 50);
  CHECK(cases(one) + cases(two) == cases(all));
  CHECK_FALSE(line.has("reports"));
  const auto none = line.run({"run", "suites/knot", "--name", "no such case"});
  CHECK(none.exit_code == 2);
  CHECK(contains(none.err, "error: no case is selected"));
  CHECK(contains(line.read("reports/junit.xml"), "no tests selected"));
}

TEST_CASE("who misspells a path or a tag is told what there is") {
  CommandLine line;
  line.write("shop/provider.yaml", "provider: shop\ncontract: shop.yaml\n");
  line.write("shop/shop.yaml", "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\npaths:\n  /orders:\n    get:\n"
                               "      operationId: listOrders\n      responses: {'204': {description: none}}\n");
  line.write("shop/a.suite.yaml", "suite: A\noperation: list-orders\ntags: [nightly]\n"
                                  "cases: [{name: one, tags: [smoke], expect: {status: 204}}]\n");
  CHECK(line.run({"run", "suits"}).err ==
        "error: there is no file or folder \"suits\"\n  did you mean \"suites\"?\n");
  CHECK(contains(line.run({"run", "suites/knto/"}).err, "\n  did you mean \"suites/knot\"?\n"));
  CHECK(line.run({"run", "shop", "--dry-run", "--tags", "nightli"}).err ==
        "error: no case is selected\n  the tags of the cases are nightly, smoke\n");
  CHECK(line.run({"run", "shop", "--dry-run", "--tags", "nightly", "--name", "two"}).err ==
        "error: no case is selected\n");
  line.write("shop/a.suite.yaml", "suite: A\noperation: list-orders\ncases: [{name: one, expect: {status: 204}}]\n");
  CHECK(contains(line.run({"run", "shop", "--dry-run", "--tags", "nightli"}).err, "\n  no case has a tag\n"));
}

TEST_CASE("Ctrl-C writes every report and ends with 130") {
  CommandLine line;
  auto process = line.start({"run", "suites", "--rate", "20"});
  for (int i = 0; i < 500 && !contains(line.read("reports/journal.jsonl"), "\"event\":\"case\""); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  process.signal(SIGINT);
  const auto ended = process.wait();
  INFO(ended.out << ended.err);
  CHECK(ended.exit_code == 130);
  CHECK(contains(line.read("reports/junit.xml"), "interrupted (SIGINT); so far "));
  CHECK(contains(line.read("reports/report.html"), "</html>"));
}

TEST_CASE("a killed run loses nothing that was judged") {
  CommandLine line;
  auto process = line.start({"run", "suites", "--rate", "20"});
  for (int i = 0; i < 500 && !contains(line.read("reports/journal.jsonl"), "\"event\":\"case\""); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  process.signal(SIGKILL);
  CHECK(process.wait().exit_code == 137);
  CHECK_FALSE(line.has("reports/junit.xml"));
  const auto report = line.run({"report", "reports/journal.jsonl"});
  INFO(report.out << report.err);
  CHECK(report.exit_code == 3);
  CHECK(contains(line.read("reports/junit.xml"), "the run was ended from outside, its journal has no end; so far "));
}

TEST_CASE("the command of a run names the target that was named, and none where only a URL was") {
  CommandLine line;
  for (const char* link : {"schemas", "suites"}) std::filesystem::remove(line.path(link));
  line.write("shop.yaml",
             "openapi: 3.0.3\ninfo: {title: Shop, version: '1'}\npaths:\n  /a:\n    get:\n      operationId: read\n"
             "      responses: {'200': {description: it}}\n");
  line.write("suites/shop/provider.yaml",
             "provider: shop\ncontract: ../../shop.yaml\ntargets: {local: {base_url: \"http://127.0.0.1:1\"}}\n");
  line.write("suites/shop/a.suite.yaml", "suite: A\noperation: shop/read\ncases:\n  - name: it is read\n");
  const auto command = [&line](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"run", "suites", "--seed", "7", "--no-history"});
    line.run(arguments);
    const std::string journal = line.read("reports/journal.jsonl");
    const std::string before = "\"command_line\":\"";
    const auto begin = journal.find(before);
    REQUIRE(begin != std::string::npos);
    return journal.substr(begin + before.size(), journal.find('"', begin + before.size()) - begin - before.size());
  };
  CHECK(command({"--base-url", "http://127.0.0.1:1"}) ==
        "concord run suites --seed 7 --base-url 'http://127.0.0.1:1'");
  CHECK(command({"--target", "local"}) == "concord run suites --target local --seed 7");
}
