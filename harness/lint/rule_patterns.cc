// Regular expressions: that they are any, that they mean the same everywhere, that they end, that enum, const and
// default match them.
#include "pattern_cost.h"
#include "rule_kinds.h"

#include <concord/base/text.h>
#include <concord/pattern.h>

namespace concord::lint {
namespace {

class PatternCheck {
 public:
  explicit PatternCheck(Report& report) : report_(report) {}

  void check(const SchemaSite& site) {
    const Member* member = site.node->find_member("pattern");
    if (member == nullptr || !member->value.is_string()) return;
    const std::string& text = member->value.as_string();
    const auto compiled = pattern::Regex::compile(text);
    if (!compiled) return say_invalid(site, *member, compiled.diagnostics().front().message);
    if (const auto danger = find_catastrophe(text)) {
      Remark remark = remark_at("pattern-catastrophic", site, *member);
      remark.message = "the pattern " + cited(text) + " can take exponential time: " + *danger;
      remark.hint = "a program that backtracks hangs on it";
      report_.add(std::move(remark));
    }
    check_values(site, *member, *compiled);
  }

 private:
  static Remark remark_at(std::string_view rule, const SchemaSite& site, const Member& member) {
    Remark remark;
    remark.rule = rule;
    remark.where = {member.value.span(), site.at};
    remark.operation = site.operation;
    return remark;
  }

  // What another engine knows is said so; the rest is no regular expression at all.
  void say_invalid(const SchemaSite& site, const Member& member, const std::string& why) {
    const std::string& text = member.value.as_string();
    const std::string_view foreign = foreign_syntax(text);
    Remark remark = remark_at(foreign.empty() ? "pattern-invalid" : "pattern-foreign", site, member);
    // `why` is a sentence of its own, "the pattern … is no regular expression: …": what stands behind that is news.
    constexpr std::string_view verdict = "is no regular expression: ";
    const std::size_t news = why.rfind(verdict);
    const std::string reason = news == std::string::npos ? why : why.substr(news + verdict.size());
    remark.message = foreign.empty() ? "the pattern " + cited(text) + " is no regular expression: " + reason
                                     : "the pattern " + cited(text) + " uses " + std::string(foreign) +
                                           ", which ECMA-262 does not have";
    remark.hint = "JSON Schema asks for the regular expressions of ECMA-262";
    report_.add(std::move(remark));
  }

  void check_values(const SchemaSite& site, const Member& pattern, const pattern::Regex& regex) {
    const Node* values = site.node->find("enum");
    if (values != nullptr) {
      for (const Node& value : values->items()) check_value(site, pattern, regex, value, "enum member ");
    }
    if (const Node* value = site.node->find("const")) check_value(site, pattern, regex, *value, "const ");
  }

  void check_value(const SchemaSite& site, const Member& pattern, const pattern::Regex& regex, const Node& value,
                   const std::string& what) {
    if (!value.is_string() || regex.search(value.as_string(), steps_) != pattern::Regex::Match::No) return;
    Remark remark = remark_at("pattern-values", site, pattern);
    remark.where.span = value.span();
    remark.message = what + shown(value) + " does not match the pattern " + cited(pattern.value.as_string());
    remark.related.emplace_back(Where{pattern.value.span(), site.at}, "the pattern is said here");
    report_.add(std::move(remark));
  }

  Report& report_;
  std::uint64_t steps_ = 10 * pattern::kMostSteps;  // that are left for all values of the document
};

}  // namespace

void check_patterns(const Context& context, Report& report) {
  PatternCheck check(report);
  for (const SchemaSite& site : context.sites.schemas) check.check(site);
}

}  // namespace concord::lint
