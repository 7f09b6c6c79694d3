// What an importer said when it read a page: what it did not read, what the page says in two ways, what it guessed.
#include "rule_kinds.h"

#include <concord/page.h>

#include <algorithm>
#include <array>

namespace concord::lint {
namespace {

struct ReadingRow {
  std::string_view kind;  // of the diagnostic
  std::string_view rule;  // "" where a rule of its own tells the same
};
// Any other kind is a guess.
constexpr auto reading_rows = std::to_array<ReadingRow>({
    {"apidoc.required-contradiction", "page-contradiction"},
    {"apidoc.scalar-ambiguous", "scalar-ambiguous"},
    {"apidoc.component-name", ""},
    {"apidoc.dead-link", ""},
    {"apidoc.fence-language", ""},
    {"apidoc.sample", ""},
    {"apidoc.type-contradiction", ""},
});

std::string_view rule_of(const base::Diagnostic& said) {
  if (page::is_unread(said)) return "page-unread";
  const auto* row = std::find_if(reading_rows.begin(), reading_rows.end(),
                                 [&](const ReadingRow& one) { return one.kind == said.kind; });
  return row == reading_rows.end() ? "page-guess" : row->rule;
}

}  // namespace

void check_reading(const Context& context, Report& report) {
  for (const Subject& subject : context.subjects) {
    for (const base::Diagnostic& said : subject.reading) {
      const std::string_view rule = rule_of(said);
      if (rule.empty()) continue;
      Remark remark{rule, said.message, {said.span, none}, said.hint, {}, none, said.message};
      for (const auto& [message, span] : said.related) remark.related.emplace_back(Where{span, none}, message);
      report.add(std::move(remark));
    }
  }
}

}  // namespace concord::lint
