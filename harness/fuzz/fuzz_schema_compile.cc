// Any bytes as a schema, in JSON or YAML: it compiles or there is a diagnostic, and a few instances get a verdict.
#include "input.h"
#include "schema_input.h"

#include <concord/document/compact.h>

using namespace concord;
using fuzz::require;

namespace {

constexpr const char* kInstances[] = {"null", "true", "0", "-1.5", "\"a\"", "[]", "[1,\"a\",[null],{}]",
                                      R"({"a":{"b":[1,1]},"c":"2020-02-30","":0})"};

void judge(const schema::Schema& compiled) {
  for (const char* text : kInstances) {
    const auto instance = document::parse_answer_json(text);
    document::Compact compact;
    compact.read(text);
    const bool is_valid = compiled.accepts(compact);
    require(compiled.accepts(*instance.root) == is_valid, "one verdict on nodes and compact documents");
    require(compiled.explain(*instance.root).violations.empty() == is_valid, "one verdict with reasons and without");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const base::Source source("schema.yaml", std::string(text));
  const auto root = text.starts_with('#') ? document::parse_yaml(source) : document::parse_json(source);
  if (!root) return 0;
  const auto shared = std::make_shared<const document::Node>(*root);
  const schema::Options options = fuzz::options_for(text);
  schema::missing_documents(shared, options);
  base::Diagnostics warnings;
  const auto compiled = schema::compile_at(shared, document::Pointer(), options, &warnings);
  require(compiled || !compiled.diagnostics().empty(), "what does not compile has a diagnostic");
  if (compiled) judge(*compiled);
  else base::render(compiled.diagnostics(), false);
  return 0;
}
