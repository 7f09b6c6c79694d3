#include "endless_schemas.h"

namespace concord::lint {
namespace {

// The keyword of `parent` in which the schema stands.
std::string_view keyword_around(const Sites& sites, const SchemaSite& schema) {
  TrailId step = schema.at;
  const TrailId parent = sites.schemas[schema.parent].at;
  while (sites.trails.parent(step) != parent) step = sites.trails.parent(step);
  return sites.trails.key(step);
}

}  // namespace

std::vector<openapi::EndlessReference> endless_schemas(const Sites& sites) {
  const auto& schemas = sites.schemas;
  std::vector<std::vector<openapi::InPlaceStep>> steps(schemas.size());
  for (SiteId id = 0; id < schemas.size(); ++id) {
    if (schemas[id].target != none) steps[id].push_back({schemas[id].target, true, true});
    if (schemas[id].parent == none) continue;
    const std::string_view keyword = keyword_around(sites, schemas[id]);
    if (openapi::is_in_place(keyword)) steps[schemas[id].parent].push_back({id, false, keyword == "allOf"});
  }
  return openapi::endless_references(steps);
}

}  // namespace concord::lint
