// Schemas of fuzz targets: the dialect comes from the text, so that an input stays readable.
#pragma once
#include <concord/schema.h>

#include <functional>

namespace concord::fuzz {

// With no $schema any dialect may be meant: which one is drawn from the text.
inline schema::Options options_for(std::string_view schema_text) {
  constexpr schema::Dialect kDialects[] = {
      schema::Dialect::Draft2020_12, schema::Dialect::Draft2019_09, schema::Dialect::Draft7,   schema::Dialect::Draft6,
      schema::Dialect::Draft4,       schema::Dialect::OpenApi31,    schema::Dialect::OpenApi30};
  const std::size_t drawn =
      schema_text.size() * 31 + static_cast<unsigned char>(schema_text.empty() ? 0 : schema_text.back());
  schema::Options options;
  options.default_dialect = kDialects[drawn % std::size(kDialects)];
  options.assert_content = drawn % 3 == 0;
  options.most_pattern_steps = 100'000;
  return options;
}

}  // namespace concord::fuzz
