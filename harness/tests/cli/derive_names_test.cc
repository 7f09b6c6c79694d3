// What `concord derive` writes stays in the folder of -o, whatever pages, providers and operations are called.
#include "command_line.h"

#include <algorithm>

using namespace concord;
using cli::CommandLine;
using cli::contains;

namespace {

std::string shop(const std::string& operations) {
  return "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\npaths:\n" + operations;
}

std::string operation(const std::string& path, const std::string& id, const std::string& type = "string") {
  return "  " + path + ":\n    get:\n      operationId: " + id +
         "\n      responses:\n        '200':\n          description: fine\n" +
         "          content: {application/json: {schema: {type: " + type + "}}}\n";
}

// All files below a folder, sorted, but what every folder of a test has.
std::string files_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  if (!std::filesystem::exists(folder)) return "none";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) names.push_back(entry.path().lexically_relative(folder).generic_string());
  }
  std::sort(names.begin(), names.end());
  std::string text;
  for (const std::string& name : names) text += name + "\n";
  return text;
}

}  // namespace

TEST_CASE("a provider that is given is the name of a folder, or refused") {
  for (const std::string name : {"../../evil", "/tmp/evil", "..", ".", "a/b", "a\\b", ".hidden", "shop.", "shop ",
                                 "Shop", "con", "nul", "Aux", "com1"}) {
    CAPTURE(name);
    const CommandLine line;
    line.write("in/shop.yaml", shop(operation("/a", "getA")));
    const support::Ended ended = line.run({"derive", "in/shop.yaml", "--provider", name, "-o", "out"});
    CHECK(ended.exit_code == 2);
    CHECK(contains(ended.err, "error: --provider \"" + name + "\" is no name for a folder: a-z, 0-9 and - are\n"));
    CHECK(files_in(line.path("out")) == "none");
    CHECK_FALSE(line.has("../evil"));
  }
  const CommandLine line;
  line.write("in/shop.yaml", shop(operation("/a", "getA")));
  const support::Ended ended =
      line.run({"derive", "in/shop.yaml", "--provider", "../../evil", "--operation", "A b", "-o", "out"});
  CHECK(contains(ended.err, "\"evil\" is one"));
  CHECK(contains(ended.err, "error: --operation \"A b\" is no name for a folder: a-z, 0-9 and - are\n"));
  CHECK(contains(ended.err, "\"a-b\" is one"));
}

TEST_CASE("a page gives its provider a folder of -o, whatever it is called") {
  const auto derived = [](const std::string& name) {
    const CommandLine line;
    line.write("in/" + name, shop(operation("/a", "getA")));
    const support::Ended ended = line.run({"derive", "in/" + name, "-q", "-o", "deep/out"});
    CHECK_FALSE(line.has("deep/openapi.yaml"));
    CHECK_FALSE(line.has("openapi.yaml"));
    return ended.exit_code == 0 ? files_in(line.path("deep")) : ended.err.substr(0, ended.err.find('\n'));
  };
  const auto in = [](const std::string& folder, const std::string& operation = "get-a") {
    const std::string schema = "out/" + folder + "/" + operation + "/response-200.schema.json\n",
                      contract = "out/" + folder + "/openapi.yaml\n";
    return schema < contract ? schema + contract : contract + schema;
  };
  CHECK(derived("shop.yaml") == in("shop"));
  CHECK(derived("Shop.yaml") == in("shop"));
  CHECK(derived("con.yaml") == in("con-1"));
  CHECK(derived("NUL-aux.yaml") == in("nul-1", "aux-1"));
  CHECK(derived("shop -x.yaml") == in("shop", "x"));
  CHECK(derived("..-x.yaml") == "error: the name of the page says no provider");
  CHECK(derived("-x.yaml") == "error: the name of the page says no provider");
}

TEST_CASE("operations whose names are reserved, or differ in letter case alone, have folders of their own") {
  const CommandLine line;
  line.write("shop.yaml", shop(operation("/a", "con") + operation("/b", "listAll") + operation("/c", "LISTALL") +
                               operation("/d", "listall", "integer") + operation("/e", "../../evil")));
  const support::Ended ended = line.run({"derive", "shop.yaml", "-q", "-o", "out"});
  CHECK(ended.exit_code == 0);
  CHECK(files_in(line.path("out")) ==
        "shop/con-1/response-200.schema.json\nshop/evil/response-200.schema.json\nshop/list-all/"
        "response-200.schema.json\n"
        "shop/listall-2/response-200.schema.json\nshop/listall/response-200.schema.json\nshop/openapi.yaml\n");
  CHECK(contains(line.read("out/shop/listall-2/response-200.schema.json"), "\"integer\""));
}

TEST_CASE("messages whose media types differ in signs alone have files of their own") {
  const CommandLine line;
  line.write(
      "shop.yaml",
      shop("  /a:\n    get:\n      operationId: getA\n      responses:\n        '200':\n          description: fine\n"
           "          content:\n            application/json: {schema: {type: string}}\n"
           "            application/a+json: {schema: {type: integer}}\n"
           "            application/a.json: {schema: {type: boolean}}\n"));
  CHECK(line.run({"derive", "shop.yaml", "-q", "-o", "out"}).exit_code == 0);
  CHECK(contains(line.read("out/shop/get-a/response-200-application-a-json.schema.json"), "\"integer\""));
  CHECK(contains(line.read("out/shop/get-a/response-200-application-a-json-2.schema.json"), "\"boolean\""));
}
