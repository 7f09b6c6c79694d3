// nlohmann::json as a second opinion: our reader must take and refuse what it takes and refuses, and read the same
// values.
#include <concord/document/nlohmann.h>

#include <nlohmann/json.hpp>

#include <support/catch.h>
#include <support/shared.h>

#include <concord/base/file.h>

#include <filesystem>

namespace nlohmann_test {

using namespace concord;
using nlohmann::json;

namespace {

// A number beyond a double stops theirs, while ours keeps its digits: that is put aside, not compared.
std::optional<json> theirs(const std::string& text, bool* is_beyond_double = nullptr) {
  try {
    return json::parse(text);
  } catch (const json::out_of_range&) {
    if (is_beyond_double) *is_beyond_double = true;
    return std::nullopt;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

// Byte for byte damaged copies of a text, the same ones in each run.
std::vector<std::string> damaged(const std::string& text) {
  std::vector<std::string> all;
  const std::string marks = "{}[]\",:\\ 0-.eEtfn\x01\x80";
  for (std::size_t at = 0; at < text.size(); ++at) {
    all.push_back(text.substr(0, at) + text.substr(at + 1));
    std::string changed = text;
    changed[at] = marks[at % marks.size()];
    all.push_back(std::move(changed));
  }
  return all;
}

const std::string sample =
    R"({"a": [1, -2.5e3, true, null, "x\u00e9\ud83d\ude00\n"], "": {"b": [[], {}]}, "n": 18446744073709551615, "z": -0.125})";

}  // namespace

TEST_CASE("values go to nlohmann::json and come back") {
  const auto node = document::parse_answer_json(sample).root;
  REQUIRE(node.has_value());
  const json there = document::to_nlohmann(*node);
  CHECK(there == json::parse(sample));
  CHECK(document::equal(document::from_nlohmann(there), *node));
}

TEST_CASE("what is damaged is taken by both or by neither, and read alike") {
  for (const std::string& text : damaged(sample)) {
    const auto ours = document::parse_answer_json(text);
    bool is_beyond_double = false;
    const auto other = theirs(text, &is_beyond_double);
    if (is_beyond_double) continue;
    INFO(text);
    REQUIRE(ours.root.has_value() == other.has_value());
    if (other) CHECK(document::to_nlohmann(*ours.root) == *other);
  }
}

TEST_CASE("the files of the official JSON Schema suite are read alike", "[shared]") {
  const auto folder = support::find_shared("json-schema-test-suite/tests/draft2020-12");
  if (!folder) return;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
    if (entry.path().extension() != ".json") continue;
    const auto text = base::read_file(entry.path());
    REQUIRE(text.has_value());
    const auto other = theirs(*text);
    if (!other) continue;  // 1e400 and its like: theirs gives up, ours keeps the number
    const auto ours = document::parse_answer_json(*text);
    INFO(entry.path().string());
    REQUIRE(ours.root.has_value());
    CHECK(document::to_nlohmann(*ours.root) == *other);
  }
}

}  // namespace nlohmann_test
