// The first line as a schema, each further line as an instance: all ways to judge it agree.
#include "input.h"
#include "schema_input.h"

#include <concord/document/compact.h>
#include <concord/schema/failures.h>
#include <concord/schema/output.h>

using namespace concord;
using fuzz::require;

namespace {

constexpr std::size_t kMostInstances = 8;

void judge(const schema::Schema& compiled, const document::Node& instance, const document::Compact& compact) {
  const bool is_valid = compiled.accepts(instance);
  require(compiled.accepts(compact) == is_valid, "a compact document gets the verdict of a node");
  require((compiled.failures(compact).size() == 0) == is_valid, "nothing fails in what is valid, compact");
  require((compiled.failures(instance).size() == 0) == is_valid, "nothing fails in what is valid");
  const auto explanation = compiled.explain(instance);
  require(explanation.violations.empty() == is_valid, "explain gives the verdict of accepts");
  for (const auto& violation : explanation.violations) {
    require(document::resolve(instance, violation.instance) != nullptr, "a violation is at a place of the instance");
    require(!violation.message.empty(), "a violation has a message");
  }
  for (const auto form : {schema::OutputForm::Flag, schema::OutputForm::Basic, schema::OutputForm::Detailed,
                          schema::OutputForm::Verbose}) {
    const auto output = schema::output(compiled, instance, form);
    if (!output) continue;  // too large, too deep
    require(output->find("valid")->as_boolean() == is_valid, "the output forms give the verdict of accepts");
  }
  compiled.undocumented(instance);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto [first, rest] = fuzz::split_first_line(fuzz::text_of(data, size));
  const auto root = document::parse_answer_json(first);
  if (!root.root || !root.faults.empty()) return 0;
  const auto compiled = schema::compile(*root.root, fuzz::options_for(first));
  if (!compiled) return 0;
  document::Compact compact;
  for (std::size_t i = 0; i < kMostInstances && !rest.empty(); ++i) {
    const auto parts = fuzz::split_first_line(rest);
    const auto instance = document::parse_answer_json(parts.first);
    if (compact.read(parts.first)) judge(*compiled, *instance.root, compact);
    rest = parts.rest;
  }
  return 0;
}
