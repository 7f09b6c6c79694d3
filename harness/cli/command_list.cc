// concord list: ask the program what it knows.
#include "command.h"
#include "exit_code.h"
#include "options.h"
#include "terminal.h"

#include <concord/auth.h>
#include <concord/derive.h>
#include <concord/page.h>
#include <concord/base/text.h>
#include <concord/check.h>
#include <concord/diff.h>
#include <concord/lint.h>
#include <concord/report.h>
#include <concord/suite.h>
#include <concord/templates.h>

#include <algorithm>
#include <memory>

namespace concord::cli {

namespace {

struct Row {
  std::string name, summary;
};
using Rows = std::vector<Row>;

struct ListFlags {
  std::string what;
  std::vector<std::string> paths{"suites"};
  bool as_json = false;
};

Rows list_checks(const ListFlags&, base::Diagnostics&) {
  Rows rows;
  for (const check::CheckKind& kind : check::check_kinds()) {
    const bool is_off = kind.default_level == result::Level::Off;
    const char* level = is_off ? " [off]" : kind.default_level == result::Level::Warn ? " [warn]" : "";
    rows.push_back({std::string(kind.id), std::string(kind.summary) + level});
  }
  return rows;
}

Rows list_rules(const ListFlags&, base::Diagnostics&) {
  Rows rows;
  for (const lint::Rule& rule : lint::rules()) {
    const std::string_view level = finding::level_names[static_cast<std::size_t>(rule.info.level)];
    rows.push_back({std::string(rule.info.id),
                    std::string(rule.info.summary) + " [" + std::string(level) + ", " + std::string(rule.group) + "]"});
  }
  return rows;
}

Rows list_changes(const ListFlags&, base::Diagnostics&) {
  Rows rows;
  for (const finding::RuleInfo& rule : diff::rules()) {
    const bool is_breaking = rule.level == finding::Level::Error;
    const auto number = static_cast<std::size_t>(rule.level);
    const std::string_view level = is_breaking ? "breaking" : finding::level_names[number];
    rows.push_back({std::string(rule.id), std::string(rule.summary) + " [" + std::string(level) + "]"});
  }
  return rows;
}

Rows list_formats(const ListFlags&, base::Diagnostics&) {
  Rows rows;
  for (const report::FormatKind& kind : report::format_kinds())
    rows.push_back({std::string(kind.name), std::string(kind.summary)});
  return rows;
}

Rows list_importers(const ListFlags&, base::Diagnostics&) {
  Rows rows;
  for (const page::ImporterKind& kind : page::importer_kinds())
    rows.push_back({std::string(kind.name), std::string(kind.summary)});
  return rows;
}

Rows list_functions(const ListFlags&, base::Diagnostics&) {
  Rows rows;
  for (const templates::FunctionSummary& one : templates::functions()) {
    rows.push_back({std::string(one.name) + (one.arguments.empty() ? "" : ' ' + std::string(one.arguments)),
                    std::string(one.summary)});
  }
  return rows;
}

Rows list_auth(const ListFlags&, base::Diagnostics&) {
  Rows rows;
  for (const auth::ProfileKind& kind : auth::profile_kinds())
    rows.push_back({std::string(kind.type), std::string(kind.summary)});
  return rows;
}

Rows list_cases(const ListFlags& flags, base::Diagnostics& problems) {
  base::SourceSet sources;
  suite::Loaded loaded = suite::load(sources, flags.paths, {});
  Rows rows;
  for (std::size_t i = 0; i < loaded.plan.size(); ++i) {
    const result::CasePlan one = loaded.plan.outline(i);
    rows.push_back({result::full_name(one), one.place.text()});
  }
  // Shown here: the spans point into sources that end with this function.
  print(loaded.diagnostics);
  for (base::Diagnostic& one : loaded.diagnostics) problems.push_back(base::error(one.kind, one.message));
  return rows;
}

Rows list_operations(const ListFlags& flags, base::Diagnostics& problems) {
  base::SourceSet sources;
  suite::Loaded loaded = suite::load(sources, flags.paths, {});
  Rows rows;
  for (const auto& provider : loaded.plan.providers) {
    for (const contract::Operation& operation : provider->contract.operations) {
      std::string statuses;
      for (const contract::Response& answer : operation.responses) statuses += ' ' + answer.status;
      rows.push_back(
          {operation.id(), operation.method + ' ' + operation.path + " (" + operation.place.text() + ")" + statuses});
    }
  }
  print(loaded.diagnostics);
  for (base::Diagnostic& one : loaded.diagnostics) problems.push_back(base::error(one.kind, one.message));
  return rows;
}

struct Listing {
  std::string_view name;
  Rows (*rows)(const ListFlags&, base::Diagnostics&);
};

constexpr Listing listings[] = {{"cases", list_cases},         {"operations", list_operations},
                                {"checks", list_checks},       {"rules", list_rules},
                                {"changes", list_changes},     {"formats", list_formats},
                                {"importers", list_importers}, {"functions", list_functions},
                                {"auth", list_auth}};

std::string as_text(const Rows& rows) {
  std::size_t width = 0;
  for (const Row& row : rows) width = std::max(width, std::min<std::size_t>(40, base::count_code_points(row.name)));
  std::string text;
  for (const Row& row : rows) {
    const std::size_t size = base::count_code_points(row.name);
    text += base::escape_line(row.name) + std::string(size < width ? width - size : 0, ' ') + "  " +
            base::escape_line(row.summary) + '\n';
  }
  return text;
}

std::string as_json(const Rows& rows) {
  document::Node list = document::Node::array();
  for (const Row& row : rows) {
    document::Node entry = document::Node::object();
    entry.set("name", row.name);
    entry.set("summary", row.summary);
    list.push_back(std::move(entry));
  }
  return document::write_json(list, 2) + '\n';
}

int list(const ListFlags& flags) {
  base::Diagnostics problems;
  for (const Listing& listing : listings) {
    if (listing.name != flags.what) continue;
    const Rows rows = listing.rows(flags, problems);
    if (flags.as_json) print_document(as_json(rows));
    else print(base::Printable::composed(as_text(rows)));
  }
  return problems.empty() ? AllPassed : BadInput;
}

}  // namespace

Action add_list(Options& options) {
  auto flags = std::make_shared<ListFlags>();
  std::vector<std::string> names;
  for (const Listing& listing : listings) names.emplace_back(listing.name);
  options.add_option("WHAT", flags->what, base::join(names, ", ")).required().one_of(names).type_name("");
  options.add_option("PATH", flags->paths, "Suites, for cases and operations (default: suites)").type_name("");
  options.add_flag("--json", flags->as_json, "As JSON");
  return [flags] { return list(*flags); };
}

}  // namespace concord::cli
