// What a run has asked for and seen of what contracts describe. Free of values of answers but for members of enums,
// which the contract lists.
#pragma once
#include <concord/document.h>
#include <concord/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::result {

enum class CoverageKind : std::uint8_t {
  Operation,       // a request was answered
  Status,          // "200"; of a range or default, when an answer fell under it
  MediaType,       // "200 application/json"
  Parameter,       // "query limit": it was sent
  RequestMember,   // "/items/*/sku": it was sent
  ResponseMember,  // "200 /items/*/price": it came
  EnumMember,      // "200 /state \"open\"": it came
  Branch,          // "200 #/components/schemas/Pet/oneOf/1": a value of that form came
};
constexpr std::size_t coverage_kinds = 8;
// "operations", "statuses", "media-types", "parameters", "request-members", "response-members", "enum-members",
// "branches"
std::string_view coverage_kind_name(CoverageKind kind);
std::optional<CoverageKind> parse_coverage_kind(std::string_view name);

struct CoverageItem {
  CoverageKind kind = CoverageKind::Operation;
  std::string operation;  // "knot/create-session"
  std::string name;       // within it; "" of an operation
  bool is_documented = true;
  std::uint64_t seen = 0;  // how often; 0: never
  bool operator==(const CoverageItem&) const = default;
};

struct CoverageSum {
  std::size_t documented = 0;
  std::size_t seen = 0;          // of those
  std::size_t undocumented = 0;  // seen beside them
  // In percent, rounded down, so that 100 is all of them; 100 where nothing is documented.
  unsigned percent() const { return documented == 0 ? 100 : static_cast<unsigned>(100 * seen / documented); }
};

// What coverage says is wrong, at a level of its own: "coverage.success" (an operation never answered 2xx),
// "coverage.statuses" (a documented status never came), and "coverage.required" (less than was asked for).
struct CoverageFinding {
  std::string id;
  Level level = Level::Warn;
  std::string message;  // "knot/create-session never answered 2xx (403: 2, 500: 1)"
  bool operator==(const CoverageFinding&) const = default;
};

struct Coverage {
  std::vector<CoverageItem> items;  // by kind, operation in the order of the contracts, name
  std::vector<CoverageFinding> findings;
  bool is_cut = false;  // more is described, or was seen, than is counted

  bool empty() const { return items.empty(); }
  CoverageSum sum(CoverageKind kind) const;
  // "5 of 5 operations, 12 of 14 statuses": of what anything is documented.
  std::string headline() const;
  // Whether a finding fails.
  bool has_failure() const;
  bool operator==(const Coverage&) const = default;
};

document::Node to_node(const Coverage& coverage);
// What cannot be read is left out.
Coverage read_coverage(const document::Node& node);
// That of the shards of one run: what one has seen, all have. Findings are kept only where there is one part.
void merge(Coverage& into, const Coverage& other);

}  // namespace concord::result
