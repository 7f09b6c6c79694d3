// What is said of words that nobody knows, and of files that are something else.
#include "command_line.h"

using namespace concord;
using cli::CommandLine;
using cli::contains;

namespace {

const std::string host =
    "openapi: 3.1.0\ninfo: {title: Host, version: '1'}\npaths:\n  /items:\n    get:\n      operationId: listItems\n"
    "      responses:\n        '200': {description: all, content: {application/json: {schema: {type: array}}}}\n";

struct Project : CommandLine {
  Project() { write("q/host.yaml", host); }
};

}  // namespace

TEST_CASE("an option that is misspelt is told which is meant") {
  const Project line;
  const auto ended = line.run({"run", "q/host.yaml", "--bse-url=http://127.0.0.1:9"});
  CHECK(ended.exit_code == 1);
  CHECK(contains(ended.err, R"(, did you mean "--base-url"?)"));
}

TEST_CASE("what the history is asked wrongly is said to be that") {
  const Project line;
  CHECK(line.run({"history", "prune"}).err ==
        "error: concord history prune needs --keep or --run\n"
        "  --keep 400d takes out what is older, --run ID one run\n");
  CHECK(line.run({"history", "prune", "--keep", "9d", "--run", "last"}).err ==
        "error: concord history prune takes either --keep or --run\n"
        "  --keep 400d takes out what is older, --run ID one run\n");
  CHECK(line.run({"history", "--keep", "9d"}).err == "error: --keep is of concord history prune\n");
  CHECK(line.run({"history", "prune", "--keep", "999999d"}).err ==
        "error: --keep takes ten years at most, this is \"999999d\"\n");
  CHECK(line.run({"history", "prune", "--keep", "6"}).err ==
        "error: --keep takes a time such as 400d, this is \"6\"\n");
  CHECK(line.run({"history", "show", "quantity", "isn't", "zero"}).err ==
        "error: concord history show takes a case, or the fingerprint of a failure or a drift\n"
        "  a name with blanks stands in quotes: 'quantity isn'\\''t zero'\n");
  CHECK(line.run({"history", "show"}).err ==
        "error: concord history show takes a case, or the fingerprint of a failure or a drift\n");
}

TEST_CASE("help and the manual page name each exit code") {
  const Project line;
  CHECK(contains(line.run({"--help"}).out, "4 contract broken, 130, 143, 129 after a signal."));
  CHECK(contains(line.run({"manual", "man"}).out, "4 contract broken; 130, 143, 129 after a signal."));
}

TEST_CASE("an operation is found by the spelling of its operationId, and a suite without cases is not written") {
  const Project line;
  const auto named = line.run({"generate", "listItems", "--from", "q/host.yaml"});
  CHECK(named.exit_code == 1);
  CHECK(contains(named.err, R"(did you mean "host/list-items"?)"));
  const auto empty = line.run({"generate", "host/list-items", "--from", "q/host.yaml", "--phases", "stateful"});
  CHECK(empty.exit_code == 2);
  CHECK(contains(empty.err, "has no case of the phase stateful"));
  CHECK(contains(empty.err, "there are cases of "));
}

TEST_CASE("what is not there is no run, and no base URL is wrong twice") {
  const Project line;
  REQUIRE(line.run({"run", "q/host.yaml", "--target", "mock", "--no-history"}).exit_code == 0);
  const std::string junit = line.read("reports/junit.xml");
  CHECK(line.run({"run", "shop.yml"}).exit_code == 2);
  CHECK(line.read("reports/junit.xml") == junit);
  const auto ended = line.run({"run", "q/host.yaml", "--base-url", "127.0.0.1:8801"});
  CHECK(ended.exit_code == 2);
  CHECK(contains(ended.err, "is no http or https URL"));
  CHECK(ended.err.find("is no http or https URL") == ended.err.rfind("is no http or https URL"));
}

TEST_CASE("a history is no journal") {
  const Project line;
  REQUIRE(line.run({"run", "q/host.yaml", "--target", "mock", "--history", "h.sqlite"}).exit_code == 0);
  const auto ended = line.run({"report", "h.sqlite"});
  CHECK(ended.exit_code == 2);
  CHECK(contains(ended.err, R"("h.sqlite" is a history, not a journal)"));
}
