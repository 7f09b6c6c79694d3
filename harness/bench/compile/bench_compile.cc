// What compiling schemas costs: time of the processor, memory, and whether both grow with the size alone. Files of
// schemas may be given.
#include <concord/base/file.h>
#include <concord/schema.h>

#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

namespace {

namespace base = concord::base;
namespace document = concord::document;
namespace schema = concord::schema;

constexpr int kRounds = 5;

struct Row {
  std::string name;
  std::size_t definitions = 0;  // 0: not made here
  std::string text;
};

double megabytes_in_use() { return static_cast<double>(mallinfo2().uordblks) / 1e6; }

// A definition as messages have it: nine members, rules, and references to two others.
std::string definition(std::size_t number, std::size_t count) {
  const auto reference = [&](std::size_t to) { return R"({"$ref":"#/$defs/d)" + std::to_string(to % count) + "\"}"; };
  return R"({"type":"object","required":["id","kind"],"properties":{"id":{"type":"string","format":"uuid"},"kind":{"const":"k)" +
         std::to_string(number) + R"("},"name":{"type":"string","maxLength":80,"pattern":"^[A-Z][a-z ]+$"},)" +
         R"("count":{"type":"integer","minimum":0},"state":{"enum":["open","closed"]},"tags":{"type":"array","items":{"type":"string"}},)" +
         R"("next":)" + reference(number + 1) + R"(,"other":{"anyOf":[)" + reference(number * 7 + 3) +
         R"(,{"type":"null"}]},"at":{"type":"string","format":"date-time"}},"additionalProperties":false})";
}

Row definitions(std::size_t count) {
  std::string text = R"({"$schema":"https://json-schema.org/draft/2020-12/schema","$ref":"#/$defs/d0","$defs":{)";
  for (std::size_t i = 0; i < count; ++i)
    text += (i ? ",\"d" : "\"d") + std::to_string(i) + "\":" + definition(i, count);
  return {"definitions", count, text + "}}"};
}

// Every part the specification has of its own: the dynamic references are what is hard here.
Row metaschema(const char* uri) { return {uri, 0, std::string(R"({"$ref":")") + uri + "\"}"}; }

bool measure(const Row& row) {
  auto parsed = document::parse_answer_json(row.text);
  if (!parsed.root) return false;
  const auto root = std::make_shared<const document::Node>(std::move(*parsed.root));
  const auto compile = [&] { return schema::compile_at(root, document::Pointer()); };
  const double before = megabytes_in_use();
  const auto compiled = compile();
  const double kept = megabytes_in_use() - before;
  if (!compiled) {
    std::fputs(base::render(compiled.diagnostics()).c_str(), stderr);
    return false;
  }
  std::vector<double> milliseconds;
  for (int i = 0; i < kRounds; ++i) {
    const std::clock_t start = std::clock();
    const auto again = compile();
    milliseconds.push_back(1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  std::printf("| %s | %s | %.1f | %.2f | %.0f | %.1f |\n", row.name.c_str(),
              row.definitions ? std::to_string(row.definitions).c_str() : "",
              static_cast<double>(row.text.size()) / 1e3, milliseconds[kRounds / 2],
              1e6 * milliseconds[kRounds / 2] / static_cast<double>(row.text.size()), kept);
  std::fflush(stdout);
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<Row> rows{metaschema("https://json-schema.org/draft/2020-12/schema"),
                        metaschema("https://spec.openapis.org/oas/3.1/dialect/base")};
  for (int i = 1; i < count; ++i) {
    auto text = base::read_file(arguments[i]);
    if (!text) continue;
    rows.push_back({std::filesystem::path(arguments[i]).filename().string(), 0, std::move(text).value()});
  }
  for (const std::size_t size : {1u, 10u, 100u, 1'000u, 10'000u, 15'000u}) rows.push_back(definitions(size));
  std::printf("| schema | definitions | KB | ms to compile | us a KB | MB kept |\n|---|--:|--:|--:|--:|--:|\n");
  return std::all_of(rows.begin(), rows.end(), measure) ? 0 : 1;
}
