#include "made.h"

#include <concord/base/patience.h>

#include <atomic>

namespace concord::generate {

namespace {

std::string unmade_lines(const Generator& generator) {
  std::string out;
  for (const Unmade& one : generator.unmade()) out += one.at.text() + " " + one.what + ": " + one.reason + "\n";
  return out;
}

// S0, of which every alternative is the next one, that often a level.
std::string chain(int levels, int width, bool is_distinct) {
  std::string text = R"({"$ref":"#/$defs/S0","$defs":{)";
  for (int i = 0; i < levels; ++i) {
    text += "\"S" + std::to_string(i) + R"(":{"oneOf":[)";
    for (int j = 0; j < width; ++j) {
      const std::string own = is_distinct ? R"("maxLength":)" + std::to_string(1'000'000 + j) + "," : "";
      text += (j == 0 ? "{" : ",{") + own + R"("$ref":"#/$defs/S)" + std::to_string(i + 1) + "\"}";
    }
    text += "]},";
  }
  return text + "\"S" + std::to_string(levels) + R"(":{"type":"string"}}})";
}

}  // namespace

TEST_CASE("more members or longer texts than are sensible are not made") {
  for (const char* count : {"1001", "5000", "10000000"}) {
    CHECK(made(R"({"type":"object","additionalProperties":{"type":"string","minLength":1000},"minProperties":)" +
               std::string(count) + "}") == " a value: it must have more members than are made");
  }
  CHECK(made(R"({"type":"string","minLength":1000000000})") == " a value: no text is as long as it is asked to be");
  CHECK(made(R"({"type":"array","minItems":100,"items":{"type":"string","minLength":100000}})") ==
        "/21 a value: its texts are longer together than is made");
}

TEST_CASE("what is made of one schema is bounded together, and what is left out is told") {
  std::string listed = "0";
  for (int i = 1; i < 200; ++i) listed += ',' + std::to_string(i);
  const Generator generator = generator_of(R"({"type":"object","required":["t","n"],"properties":{
      "t":{"type":"string","minLength":90000,"maxLength":90000},"n":{"enum":[)" +
                                           listed + "]}}}");
  const auto sum = [](const auto& all) {
    std::size_t bytes = 0;
    for (const auto& one : all) bytes += document::write_json(one.value).size();
    return bytes;
  };
  const std::size_t valid = sum(generator.valid());
  CHECK(valid > 7'000'000);
  CHECK(valid < 8'200'000);
  CHECK(sum(generator.invalid()) < 8'200'000);
  CHECK(unmade_lines(generator) == " 111 more valid values: they are larger together than is made\n");
}

TEST_CASE("alternatives that are there twice are none") {
  constexpr const char* twice = "each alternative of its oneOf is there twice, so that none is the only one";
  for (const auto& [levels, width] : {std::pair(8, 2), std::pair(6, 4), std::pair(12, 8)})
    CHECK(made(chain(levels, width, false)) == std::string(" a value: ") + twice);
  CHECK(made(R"({"oneOf":[{"type":"string"},{"type":"string"},{"type":"integer"}]})") == "1");
  CHECK(made(R"({"anyOf":[{"type":"integer"},{"type":"integer"}]})") == "1");
}

TEST_CASE("alternatives that double with each level end") {
  for (const auto& [levels, width] : {std::pair(8, 2), std::pair(6, 4), std::pair(12, 8)}) {
    const Generator generator = generator_of(chain(levels, width, true));
    CHECK(generator.valid().empty());
    CHECK(generator.invalid().empty());
    CHECK(unmade_lines(generator) == " a value: it takes too many steps\n");
  }
}

TEST_CASE("members are counted on where some are there already") {
  CHECK(json(made(R"({"type":"object","minProperties":3,"additionalProperties":{"type":"integer"}})")).size() == 3);
}

TEST_CASE("nothing more is made once it is not wanted") {
  const std::atomic<int> stop = 15;
  const base::Patience patience(stop);
  const Generator generator = generator_of(chain(12, 8, true));
  CHECK(generator.valid().empty());
  CHECK(base::Patience::is_over());
}

}  // namespace concord::generate
