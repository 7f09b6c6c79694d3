// Shards of one run are merged; those of two versions of its files are not.
#include "command_line.h"

#include <functional>

using namespace concord;
using cli::CommandLine;
using cli::contains;

namespace {

namespace fs = std::filesystem;

const std::string suite_file = "own/suites/shop/orders.suite.yaml";
const std::string provider_file = "own/suites/shop/provider.yaml";
const std::string contract_file = "own/schemas/shop/openapi.yaml";
const std::string schema_file = "own/schemas/shop/get-order/response-200.schema.json";

// A small provider with two cases, and a schema file beside its contract.
void write_shop(const CommandLine& line) {
  fs::copy(fs::path(support::source_dir()) / "harness/tests/cases/shop", line.path("own"), fs::copy_options::recursive);
  line.write(suite_file, "suite: Orders\noperation: shop/get-order\nrequest: {path: {id: '17'}}\ncases:\n"
                         "  - name: one\n    expect: {status: 200}\n  - name: two\n    expect: {status: 200}\n");
  line.write(schema_file, R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"})");
}

void replace(const CommandLine& line, const std::string& file, const std::string& what, const std::string& with) {
  std::string text = line.read(file);
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  line.write(file, text.replace(at, what.size(), with));
}

void run_shard(const CommandLine& line, const std::string& shard, const std::string& output) {
  const support::Ended ended = line.run({"run", "own/suites", "--shard", shard, "-o", output});
  INFO(ended.out << ended.err);
  REQUIRE(ended.exit_code == 0);
}

// What `report` says of two shards between which something was changed.
support::Ended merged_after(const std::function<void(const CommandLine&)>& change) {
  const CommandLine line;
  write_shop(line);
  run_shard(line, "1/2", "one");
  change(line);
  run_shard(line, "2/2", "two");
  return line.run({"report", "one/journal.jsonl", "two/journal.jsonl", "-o", "both"});
}

const std::string refused = "error: \"one/journal.jsonl\" and \"two/journal.jsonl\" are journals of different runs: "
                            "their suites, provider.yaml or contracts are not the same\n";

}  // namespace

TEST_CASE("shards of the same files are one run, wherever the files are") {
  const support::Ended same = merged_after([](const CommandLine&) {});
  CHECK(same.exit_code == 0);
  CHECK(same.err == "");
  const support::Ended moved = merged_after([](const CommandLine& line) {
    fs::rename(line.path("own"), line.path("elsewhere"));
    fs::create_directory_symlink(line.path("elsewhere"), line.path("own"));
  });
  CHECK(moved.exit_code == 0);
}

TEST_CASE("shards of two versions of a suite, provider, contract or schema are refused") {
  const auto refused_after = [](const std::string& file, const std::string& what, const std::string& with) {
    const support::Ended ended = merged_after([&](const CommandLine& line) { replace(line, file, what, with); });
    CHECK(ended.exit_code == 2);
    CHECK(ended.err == refused);
  };
  refused_after(suite_file, "id: '17'", "id: '18'");
  refused_after(suite_file, "status: 200", "status: 2xx");
  refused_after(provider_file, "type: bearer", "type:  bearer");
  refused_after(contract_file, "description: the order", "description: an order");
  refused_after(schema_file, "\"object\"", "[\"object\"]");
}

TEST_CASE("shards of another number or of another selection are refused with the reason") {
  const CommandLine line;
  write_shop(line);
  run_shard(line, "1/2", "one");
  run_shard(line, "2/3", "two");
  const std::string both = "error: \"one/journal.jsonl\" and \"two/journal.jsonl\" are journals of different runs: ";
  const support::Ended number = line.run({"report", "one/journal.jsonl", "two/journal.jsonl"});
  CHECK(number.exit_code == 2);
  CHECK(number.err == both + "one is of 2 shards, the other of 3\n");
  line.run({"run", "own/suites", "--shard", "2/2", "--name", "two", "-o", "two"});
  const support::Ended selection = line.run({"report", "one/journal.jsonl", "two/journal.jsonl"});
  CHECK(selection.exit_code == 2);
  CHECK(selection.err == both + "one planned 2 cases, the other 1\n");
}

TEST_CASE("a shard without a case says so, and is not green") {
  const CommandLine line;
  write_shop(line);
  const support::Ended ended = line.run({"run", "own/suites", "--shard", "3/3"});
  CHECK(ended.exit_code == 2);
  CHECK(ended.err == "error: no case is in shard 3/3\n  the others have all of 2 cases\n");
}
