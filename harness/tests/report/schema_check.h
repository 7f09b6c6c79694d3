// Texts against JSON Schemas in files, by our own engine.
#pragma once
#include <concord/document.h>
#include <concord/schema/schema_loader.h>
#include <support/catch.h>

#include <string>

namespace sample {

inline std::string faults_by_schema(const std::string& text, const std::string& schema_file) {
  using namespace concord;
  schema::SchemaLoader loader({});
  base::Diagnostics warnings;
  const auto schema = loader.load(schema_file, warnings);
  if (!schema) return base::render(schema.diagnostics());
  const auto parsed = document::parse_answer_json(text, {.depth = 64, .nodes = 5'000'000, .bytes = 1u << 30});
  if (!parsed.root || !parsed.faults.empty()) return "no JSON";
  std::string faults;
  for (const auto& violation : schema->explain(*parsed.root).violations)
    faults += violation.instance.text() + ": " + violation.message + "\n";
  return faults;
}

}  // namespace sample
