// JUnit XML, valid against Jenkins' junit-10.xsd: a suite for each operation or file, a case for each finding. What
// does not fail the run is a case that passed and says so in system-out; what is ignored is skipped with its reason.
#include "formats.h"

#include <concord/base/clean_text.h>
#include <concord/base/text.h>

#include <fmt/format.h>
#include <pugixml.hpp>

#include <map>

namespace concord::finding {
namespace {

using pugi::xml_node;

constexpr std::size_t name_limit = 200, message_limit = 500;  // characters
constexpr std::size_t text_limit = 32u << 10;                 // bytes

void set(xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(value.c_str());
}

void append_text(xml_node node, const std::string& text) {
  node.append_child(pugi::node_pcdata).set_value(text.c_str());
}

struct StringWriter : pugi::xml_writer {
  std::string text;
  void write(const void* data, std::size_t size) override { text.append(static_cast<const char*>(data), size); }
};

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
    pugi::xml_document document;
    xml_node declaration = document.append_child(pugi::node_declaration);
    set(declaration, "version", "1.0");
    set(declaration, "encoding", "UTF-8");
    xml_node root = document.append_child("testsuites");
    set(root, "name", "concord " + listing_.tool);
    Sums all;
    for (const auto& [name, findings] : suites_) all += sums(findings);
    if (suites_.empty()) all.tests = 1;
    append_sums(root, all, false);
    for (const auto& [name, findings] : suites_) append_suite(root, name, findings);
    if (suites_.empty()) append_clean(root);
    StringWriter writer;
    document.save(writer, "  ", pugi::format_default, pugi::encoding_utf8);
    return base::replace_all(std::move(writer.text), "]]>", "]]&gt;");
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

  static void append_sums(xml_node node, const Sums& sums, bool with_skipped) {
    set(node, "tests", std::to_string(sums.tests));
    set(node, "failures", std::to_string(sums.failures));
    set(node, "errors", "0");
    if (with_skipped) set(node, "skipped", std::to_string(sums.skipped));
    set(node, "time", "0.000");
  }

  void append_suite(xml_node root, const std::string& name, const Findings& findings) const {
    xml_node suite = root.append_child("testsuite");
    set(suite, "name", name);
    append_sums(suite, sums(findings), true);
    base::UniqueNames names;
    for (const Finding* one : findings) append_case(suite, name, names, *one);
  }

  void append_case(xml_node suite, const std::string& class_name, base::UniqueNames& names,
                   const Finding& finding) const {
    xml_node test = suite.append_child("testcase");
    set(test, "classname", class_name);
    set(test, "name", names.take(finding.rule + ' ' + finding.fingerprint, name_limit));
    set(test, "time", "0.000");
    const std::string message = base::ellipsize(base::clean_line(finding.message), message_limit);
    if (!finding.suppressed_by.empty()) {
      const std::string why = base::ellipsize("known-issue: " + base::clean_line(finding.suppressed_by), message_limit);
      xml_node skipped = test.append_child("skipped");
      set(skipped, "message", why);
      append_text(skipped, why + '\n' + message);
    } else if (is_failure(finding)) {
      xml_node failure = test.append_child("failure");
      set(failure, "message", message);
      set(failure, "type", "doc." + base::slug(finding.rule));
      append_text(failure, text_of(finding));
    } else {
      append_text(test.append_child("system-out"),
                  fmt::format("{}: {}", listing_.word(finding.level), text_of(finding)));
    }
  }

  // A report without a case counts as broken where it is read.
  void append_clean(xml_node root) const {
    const std::string name = base::slug("concord " + listing_.tool) + ".all";
    xml_node suite = root.append_child("testsuite");
    set(suite, "name", name);
    append_sums(suite, {1, 0, 0}, true);
    xml_node test = suite.append_child("testcase");
    set(test, "classname", name);
    set(test, "name", "nothing found");
    set(test, "time", "0.000");
  }

  const Listing& listing_;
  std::map<std::string, Findings> suites_;
};

}  // namespace

std::string write_junit(const Listing& listing, const FormatOptions&) { return JunitWriter(listing).write(); }

}  // namespace concord::finding
