// `xpath`: XPath → what the values there must be. XML is text, so 17 is the text "17".
#include "checks.h"
#include "shown.h"
#include "stated/value_rule.h"

#include <concord/document/xml.h>
#include <concord/message/content_choice.h>

#include <fmt/format.h>

namespace concord::check {

namespace {

constexpr std::string_view xpath_type_id = "contract.expectation";

class XPathExpectation : public Expectation {
 public:
  struct Entry {
    std::string written;
    std::optional<document::XPath> path;  // nothing while a template is left in it
    ValueRule rule;
  };
  explicit XPathExpectation(std::vector<Entry> entries) : entries_(std::move(entries)) {}

  void evaluate(const CheckContext& answer, Findings& findings) const override {
    std::string problem;
    bool is_over_bound = false;
    const auto xml = document::Xml::parse(answer.response.body, problem, is_over_bound,
                                           message::charset_of(answer.response.headers));
    if (!xml && is_over_bound) return findings.cannot_judge("the body cannot be read as XML: " + cut(problem, 200));
    if (!xml) return report_no_xml(answer, problem, findings);
    for (const Entry& entry : entries_) check_entry(entry, *xml, answer, findings);
  }

 private:
  void report_no_xml(const CheckContext& answer, const std::string& problem, Findings& findings) const {
    auto& failure = findings.add(xpath_type_id, "the body is not well-formed XML: " + cut(problem, 200));
    failure.expected = "an XML document";
    failure.actual = answer.response.body.empty() ? "nothing" : beginning(answer.response.body);
  }

  static void check_entry(const Entry& entry, const document::Xml& xml, const CheckContext& answer,
                          Findings& findings) {
    const std::string place = "xpath " + cut(entry.written, 120);
    if (!entry.path) {
      findings.add(xpath_type_id, at(place, "a template in the expectation was not filled in"));
      return;
    }
    const auto selected = entry.path->select(xml);
    if (selected.is_over_bound) return findings.cannot_judge(at(place, "takes too many steps in this body"));
    for (const Node& value : selected.values) apply(entry.rule, answer, {place, value}, xpath_type_id, findings);
    if (!selected.values.empty()) return;
    const std::string why = selected.problem.empty() ? "nothing is there, the case expects a value" : selected.problem;
    auto& failure = findings.add(xpath_type_id, at(place, cut(why, 300)));
    failure.expected = "a value at " + cut(entry.written, 120);
    failure.actual = "nothing";
    failure.pointer = place;
    failure.found_kind = "absent";
    failure.place = result::place_of(entry.rule.span);
  }

  std::vector<Entry> entries_;
};

}  // namespace

ParsedExpectation parse_xpath(const Node& value) {
  if (!value.is_object()) {
    return base::error("expect.value", "xpath takes a mapping of XPaths, not " + shown(value), value.span(),
                       "such as {/order/id: {minLength: 1}}");
  }
  std::vector<XPathExpectation::Entry> entries;
  Diagnostics mistakes;
  for (const auto& member : value.members()) {
    std::optional<document::XPath> path;
    if (member.key.find("{{") == std::string::npos) {
      auto compiled = document::XPath::compile(member.key, member.key_span);
      if (compiled) path = std::move(compiled).value();
      else base::append(mistakes, std::move(compiled).diagnostics());
    }
    auto rule = parse_value_rule(member.value);
    if (!rule) {
      base::append(mistakes, std::move(rule).diagnostics());
      continue;
    }
    if (member.key_span.is_known()) rule->span = member.key_span;
    entries.push_back({member.key, std::move(path), std::move(*rule)});
  }
  if (!mistakes.empty()) return mistakes;
  return std::unique_ptr<Expectation>(std::make_unique<XPathExpectation>(std::move(entries)));
}

}  // namespace concord::check
