#include "verdict_printer.h"

#include "terminal.h"

#include <concord/base/clean_text.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::cli {
namespace {

// "d.json:3:8: ", or "" when the tree has no places.
std::string position_of(const InstancePlace& place, const document::Node& instance, const document::Pointer& at) {
  const document::Node* where = document::resolve(instance, at);
  if (!where || !where->span().is_known()) return "";
  const base::Position position = where->span().position();
  const std::size_t line = place.line > 0 ? place.line + position.line - 1 : position.line;
  return std::string(place.path) + ':' + std::to_string(line) + ':' + std::to_string(position.column) + ": ";
}

}  // namespace

bool VerdictPrinter::is_enough(schema::Verdict verdict) const {
  if (flags_.output) return flags_.fast || *flags_.output == schema::OutputForm::Flag;
  return verdict == schema::Verdict::Valid || flags_.fast;
}

void VerdictPrinter::print_verdict(const InstancePlace& place, schema::Verdict verdict) {
  if (flags_.output) return print_flag(verdict);
  output_.add(place.path);
  if (place.line > 0) output_.add(':' + std::to_string(place.line));
  output_.add(verdict == schema::Verdict::Valid     ? ": valid\n"
              : verdict == schema::Verdict::Invalid ? ": not valid\n"
                                                    : ": cannot be judged\n");
}

void VerdictPrinter::print_flag(schema::Verdict verdict) {
  output_.add(verdict == schema::Verdict::Valid ? "{\"valid\": true}\n" : "{\"valid\": false}\n");
}

void VerdictPrinter::print_reasons(const InstancePlace& place, schema::Verdict verdict, const schema::Schema& schema,
                                   const document::Node& instance) {
  if (flags_.output) return print_document(place, verdict, schema, instance);
  print_verdict(place, verdict);
  if (verdict == schema::Verdict::Valid) return;
  const schema::Explanation explanation = schema.explain(instance);
  for (const schema::Violation& one : explanation.violations) output_.add(describe(place, instance, one));
  if (explanation.not_listed > 0) output_.add("  and " + std::to_string(explanation.not_listed) + " more\n");
}

// One document a line. What cannot be written out still has its verdict.
void VerdictPrinter::print_document(const InstancePlace& place, schema::Verdict verdict, const schema::Schema& schema,
                                    const document::Node& instance) {
  if (*flags_.output == schema::OutputForm::Flag) return print_flag(verdict);
  const auto output = schema::output(schema, instance, *flags_.output);
  if (output) return output_.add(document::write_json(*output) + '\n');
  for (const auto& problem : output.diagnostics()) print_error(place, problem.message);
  print_flag(verdict);
}

std::string VerdictPrinter::describe(const InstancePlace& place, const document::Node& instance,
                                     const schema::Violation& violation) {
  std::string text = "  " + position_of(place, instance, violation.instance);
  text += (violation.instance.is_root() ? "/" : base::clean_line(violation.instance.text())) + ": ";
  text += base::clean_line(violation.message);
  if (!violation.hint.empty()) text += " (" + base::clean_line(violation.hint) + ')';
  if (violation.equal_elsewhere > 0)
    text += "; " + std::to_string(violation.equal_elsewhere) + " more items fail the same way";
  return text + "\n      by " + base::clean_line(loader_.shown_place(violation.schema_location)) + '\n';
}

void VerdictPrinter::print_error(const InstancePlace& place, std::string_view message) {
  output_.add_error("error: " + base::Printable::composed(place.text()) + ": " + base::printable(message) + "\n");
}

void VerdictPrinter::print_unreadable(const InstancePlace& place, const base::Diagnostics& diagnostics) {
  output_.flush();
  if (place.line == 0) return print(diagnostics);
  for (const auto& problem : diagnostics) {
    const std::uint32_t column = std::max(1u, problem.span.position().column);
    output_.add_error("error: " + base::Printable::composed(place.text()) + ":" + column + ": " +
                      base::printable(problem.message) + "\n");
  }
}

}  // namespace concord::cli
