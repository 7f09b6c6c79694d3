#include <concord/coverage.h>

#include <concord/base/text.h>

#include <charconv>

namespace concord::coverage {

namespace {

std::vector<std::string> known_kinds() {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < result::coverage_kinds; ++i)
    names.emplace_back(result::coverage_kind_name(static_cast<result::CoverageKind>(i)));
  return names;
}

std::optional<unsigned> percent_in(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  unsigned percent = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), percent);
  if (failure != std::errc{} || end != text.data() + text.size() || percent > 100) return std::nullopt;
  return percent;
}

}  // namespace

base::Result<std::vector<Requirement>> parse_requirements(std::string_view text) {
  std::vector<Requirement> required;
  base::Diagnostics problems;
  for (const auto part : base::split(text, ',')) {
    const auto equals = part.find('=');
    const std::string name(base::trim(part.substr(0, equals)));
    const auto percent = percent_in(equals == std::string_view::npos ? "" : base::trim(part.substr(equals + 1)));
    const auto kind = result::parse_coverage_kind(name);
    if (!kind) {
      auto hint = base::did_you_mean(name, known_kinds());
      if (hint.empty()) hint = "known: " + base::join(known_kinds(), ", ");
      problems.push_back(
          base::error("coverage.kind", "nothing is covered that is called " + base::in_quotes(name), {}, hint));
    } else if (!percent) {
      problems.push_back(
          base::error("coverage.percent", base::in_quotes(part) + " is not of the form " + name + "=80%"));
    } else {
      required.push_back({*kind, *percent});
    }
  }
  if (!problems.empty()) return problems;
  return required;
}

}  // namespace concord::coverage
