// A schema, as JSON or drawn from the bytes: what is made as valid is accepted, what is made as invalid is refused for
// the reason that is told, and the same is made again.
#include "drawn_schema.h"
#include "input.h"
#include "schema_input.h"

#include <concord/generate.h>
#include <concord/schema/failures.h>

#include <algorithm>

using namespace concord;
using fuzz::require;

namespace {

document::Node schema_of(std::string_view text) {
  if (text.starts_with('{')) {
    auto parsed = document::parse_answer_json(text);
    if (parsed.root && parsed.faults.empty()) return std::move(*parsed.root);
  }
  return fuzz::SchemaDrawer(text).draw();
}

// Everything that is made, as one text.
std::string made_of(const schema::Schema& compiled) {
  generate::Options options;
  options.most = 12;
  const auto generator = generate::Generator::of(compiled, options);
  std::string all;
  for (const generate::Valid& one : generator.valid()) {
    require(compiled.accepts(one.value), "what is made as valid is accepted");
    all += one.what + document::write_json(one.value);
  }
  for (const generate::Invalid& one : generator.invalid()) {
    require(compiled.verdict(one.value) == schema::Verdict::Invalid, "what is made as invalid is refused");
    require(!one.what.empty() && !one.schema_location.empty(), "what is broken is told");
    all += one.what + one.keyword + document::write_json(one.value);
  }
  base::Random random(3);
  if (const auto value = generator.random(random)) {
    require(compiled.accepts(*value), "a random value is accepted");
    all += document::write_json(*value);
  }
  if (const auto invalid = generator.random_invalid(random)) {
    require(!compiled.accepts(invalid->value), "a random invalid value is refused");
    all += document::write_json(invalid->value);
  }
  if (all.empty()) require(!generator.unmade().empty(), "what cannot be made is told");
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto compiled = schema::compile(schema_of(text), fuzz::options_for(text));
  if (!compiled) return 0;
  const std::string made = made_of(*compiled);
  require(made_of(*compiled) == made, "the same is made again");
  return 0;
}
