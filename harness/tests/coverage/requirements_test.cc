#include <concord/base/diagnostic.h>
#include <concord/coverage.h>

#include <support/catch.h>

using namespace concord;
using namespace concord::coverage;

namespace {

std::string told(std::string_view text) {
  const auto required = parse_requirements(text);
  if (!required) return base::render(required.diagnostics());
  std::string words;
  for (const auto& one : *required)
    words += std::string(result::coverage_kind_name(one.kind)) + '=' + std::to_string(one.percent) + ' ';
  return words;
}

}  // namespace

TEST_CASE("what must be covered, as the command line has it") {
  CHECK(told("operations=100%,statuses=80") == "operations=100 statuses=80 ");
  CHECK(told(" response-members = 0% ") == "response-members=0 ");
  CHECK(told("operation=100%") ==
        "error: nothing is covered that is called \"operation\"\n  did you mean \"operations\"?\n");
  CHECK(told("statuses") == "error: \"statuses\" is not of the form statuses=80%\n");
  CHECK(told("statuses=101%") == "error: \"statuses=101%\" is not of the form statuses=80%\n");
  CHECK(told("statuses=x%,branches=-1") ==
        "error: \"statuses=x%\" is not of the form statuses=80%\n\n"
        "error: \"branches=-1\" is not of the form branches=80%\n");
}
