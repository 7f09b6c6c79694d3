// JUnit XML, valid against Jenkins' junit-10.xsd: a suite for each operation or file, a case for each finding. What
// does not fail the run is a case that passed and says so in system-out; what is ignored is skipped with its reason.
#include "formats.h"

#include <concord/base/clean_text.h>
#include <concord/base/text.h>
#include <concord/base/unique_names.h>
#include <concord/base/xml_writer.h>

#include <fmt/format.h>

#include <map>

namespace concord::finding {
namespace {

using base::XmlWriter;

constexpr std::size_t name_limit = 200, message_limit = 500;  // characters
constexpr std::size_t text_limit = 32u << 10;                 // bytes

std::string text_of(const Finding& finding) {
  std::string text = base::clean_line(finding.message) + '\n';
  const auto add = [&text](std::string_view label, const std::string& value) {
    if (!value.empty()) text += fmt::format("{:<10}: {}\n", label, base::ellipsize(base::clean_line(value), 2000));
  };
  add("rule", finding.rule);
  add("operation", finding.operation);
  for (const auto& [name, value] : finding.facts) add(name, value);
  add("pointer", finding.place.pointer);
  add("hint", finding.hint);
  for (const Related& one : finding.related) {
    // "line 57", not ":57": consumers take the last path:line for the place of the annotation.
    const std::string line = one.place.line == 0 ? "" : fmt::format(", line {}", one.place.line);
    add(base::clean_line(one.message), one.place.file + line);
  }
  text = base::cut_middle(std::move(text), text_limit);
  if (finding.place.line == 0 || finding.place.file.empty()) return text;
  return text + fmt::format("  at {}:{}", base::ellipsize(base::clean_line(finding.place.file), message_limit),
                            finding.place.line);
}

class JunitWriter {
 public:
  explicit JunitWriter(const Listing& listing) : listing_(listing) {
    for (const Finding& one : listing.findings) suites_[class_of(one)].push_back(&one);
  }

  std::string write() {
    std::string text;
    XmlWriter xml(text);
    xml.declaration();
    xml.open("testsuites");
    xml.attribute("name", "concord " + listing_.tool);
    Sums all;
    for (const auto& [name, findings] : suites_) all += sums(findings);
    if (suites_.empty()) all.tests = 1;
    append_sums(xml, all, false);
    for (const auto& [name, findings] : suites_) append_suite(xml, name, findings);
    if (suites_.empty()) append_clean(xml);
    xml.close();
    return text;
  }

 private:
  using Findings = std::vector<const Finding*>;

  struct Sums {
    std::size_t tests = 0, failures = 0, skipped = 0;
    Sums& operator+=(const Sums& other) {
      tests += other.tests, failures += other.failures, skipped += other.skipped;
      return *this;
    }
  };

  std::string class_of(const Finding& finding) const {
    return base::slug("concord " + listing_.tool) + '.' +
           base::slug(finding.operation.empty() ? finding.place.file : finding.operation);
  }

  bool is_failure(const Finding& finding) const { return finding.level <= listing_.fails_at; }

  Sums sums(const Findings& findings) const {
    Sums sums;
    for (const Finding* one : findings) {
      ++sums.tests;
      if (!one->suppressed_by.empty()) ++sums.skipped;
      else if (is_failure(*one)) ++sums.failures;
    }
    return sums;
  }

  static void append_sums(XmlWriter& xml, const Sums& sums, bool with_skipped) {
    xml.attribute("tests", std::to_string(sums.tests));
    xml.attribute("failures", std::to_string(sums.failures));
    xml.attribute("errors", "0");
    if (with_skipped) xml.attribute("skipped", std::to_string(sums.skipped));
    xml.attribute("time", "0.000");
  }

  static void open_suite(XmlWriter& xml, const std::string& name, const Sums& sums) {
    xml.open("testsuite");
    xml.attribute("name", name);
    append_sums(xml, sums, true);
  }

  static void open_case(XmlWriter& xml, const std::string& class_name, const std::string& name) {
    xml.open("testcase");
    xml.attribute("classname", class_name);
    xml.attribute("name", name);
    xml.attribute("time", "0.000");
  }

  void append_suite(XmlWriter& xml, const std::string& name, const Findings& findings) const {
    open_suite(xml, name, sums(findings));
    base::UniqueNames names;
    for (const Finding* one : findings) append_case(xml, name, names, *one);
    xml.close();
  }

  void append_case(XmlWriter& xml, const std::string& class_name, base::UniqueNames& names,
                   const Finding& finding) const {
    open_case(xml, class_name, names.take(finding.rule + ' ' + finding.fingerprint, name_limit));
    const std::string message = base::ellipsize(base::clean_line(finding.message), message_limit);
    if (!finding.suppressed_by.empty()) {
      const std::string why = base::ellipsize("known-issue: " + base::clean_line(finding.suppressed_by), message_limit);
      xml.open("skipped");
      xml.attribute("message", why);
      xml.text(why + '\n' + message);
      xml.close();
    } else if (is_failure(finding)) {
      xml.open("failure");
      xml.attribute("message", message);
      xml.attribute("type", "doc." + base::slug(finding.rule));
      xml.text(text_of(finding));
      xml.close();
    } else {
      xml.element("system-out", fmt::format("{}: {}", listing_.word(finding.level), text_of(finding)));
    }
    xml.close();
  }

  // A report without a case counts as broken where it is read.
  void append_clean(XmlWriter& xml) const {
    const std::string name = base::slug("concord " + listing_.tool) + ".all";
    open_suite(xml, name, {1, 0, 0});
    open_case(xml, name, "nothing found");
    xml.close();
    xml.close();
  }

  const Listing& listing_;
  std::map<std::string, Findings> suites_;
};

}  // namespace

std::string write_junit(const Listing& listing, const FormatOptions&) { return JunitWriter(listing).write(); }

}  // namespace concord::finding
