// One side of the differential fuzz: reads lines of a schema and instances, divided by tabs, and answers each with a
// line: 1 or 0 for each instance, or "error: …" when the schema does not compile.
#include <concord/base/text.h>
#include <concord/document/compact.h>
#include <concord/schema.h>

#include <iostream>
#include <string>

namespace {

using namespace concord;

// The verdicts on nodes and on compact documents must be one; "!" where they are not.
char judge(const schema::Schema& compiled, std::string_view text) {
  const auto parsed = document::parse_answer_json(text);
  document::Compact compact;
  if (!parsed.root || !compact.read(text)) return '?';
  const bool is_valid = compiled.accepts(*parsed.root);
  const bool is_one = is_valid == compiled.accepts(compact) &&
                      is_valid == compiled.explain(*parsed.root).violations.empty();
  return !is_one ? '!' : is_valid ? '1' : '0';
}

std::string answer(const std::string& line) {
  const auto parts = base::split(line, '\t');
  const auto root = document::parse_answer_json(parts[0]);
  if (!root.root) return "error: no JSON";
  const auto compiled = schema::compile(*root.root);
  if (!compiled) return "error: " + base::escape_line(compiled.diagnostics().front().message);
  std::string verdicts;
  for (std::size_t i = 1; i < parts.size(); ++i) verdicts += judge(*compiled, parts[i]);
  return verdicts;
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(line) << std::endl;
  return 0;
}
