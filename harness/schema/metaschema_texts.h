// The metaschemas as JSON texts, for metaschemas.cc.
#pragma once
#include <span>
#include <string_view>

namespace concord::schema {

struct MetaschemaText {
  std::string_view uri;
  std::string_view json;
};

std::span<const MetaschemaText> older_metaschema_texts();  // metaschemas_older.cc
std::span<const MetaschemaText> openapi_metaschema_texts();  // metaschemas_openapi.cc

}  // namespace concord::schema
