// concord lint: contradictions inside the documentation.
#include "command.h"
#include "document_flags.h"
#include "exit_code.h"
#include "finding_files.h"
#include "options.h"
#include "terminal.h"
#include "version.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/derive/document_files.h>
#include <concord/finding/format.h>
#include <concord/lint.h>

#include <algorithm>
#include <memory>

namespace concord::cli {
namespace {

using base::error;

struct LintFlags {
  std::vector<std::string> paths;
  std::vector<std::string> rules;    // "id,group", repeatable
  std::vector<std::string> levels;   // rule=level
  std::vector<std::string> allowed;  // names of examples
  std::string output = "text";
  DocumentFlags documents;
  std::string ignore, fail_on = "error", color = "auto";
  bool all = false;
};

std::optional<lint::Level> level_called(std::string_view word) {
  const auto& names = finding::level_names;
  const auto* found = std::find(names.begin(), names.end(), word);
  if (found == names.end()) return std::nullopt;
  return static_cast<lint::Level>(found - names.begin());
}

class LintCommand {
 public:
  explicit LintCommand(const LintFlags& flags) : flags_(flags) {}

  int operator()() {
    lint::Options options = read_options();
    base::append(problems_, lint::check(options));
    if (!problems_.empty()) return fail(UsageError);
    lint::Linter linter(sources_, std::move(options));
    open_all(linter);
    const auto entries = read_ignores();
    finding::Listing listing = linter.run();
    listing.fails_at = flags_.fail_on == "none" ? lint::Level::Error : *level_called(flags_.fail_on);
    finding::apply_ignores(entries, base::system_clock().now(), listing);
    if (!flags_.all) finding::join_causes(listing);
    write(listing, linter);
    if (flags_.fail_on != "none" && listing.fails()) {
      print(problems_);
      return ContractBroken;
    }
    return problems_.empty() ? AllPassed : fail(BadInput);
  }

 private:
  int fail(int code) const {
    print(problems_);
    return code;
  }

  // In folders, and where several documents are named, what is about no API is counted.
  void open_all(lint::Linter& linter) {
    const auto files = derive::document_files(flags_.paths);
    if (!files) return base::append(problems_, files.diagnostics());
    derive::FoundDocuments found = derive::open_documents(sources_, *files);
    for (const auto& [file, source] : found.documents) base::append(problems_, linter.open(*source));
    base::append(problems_, std::move(found.mistakes));
    if (found.others == 0) return;
    base::Diagnostic note =
        base::warning("lint.others", base::counted(found.others, "other file") + " left aside: about no API");
    note.severity = base::Severity::Note;
    print(base::Diagnostics{std::move(note)});
    if (found.documents.empty() && problems_.empty())
      problems_.push_back(error("lint.document", "no document is about an API"));
  }

  lint::Options read_options() {
    lint::Options options;
    for (const std::string& list : flags_.rules) {
      for (const std::string_view name : base::split(list, ',')) options.rules.emplace_back(base::trim(name));
    }
    for (const std::string& text : flags_.levels) read_level(options, text);
    options.allowed_invalid = flags_.allowed;
    openapi::DocumentOptions documents = document_options(flags_.documents, derive::common_folder(flags_.paths));
    options.root = documents.folder.string();
    options.fetch = std::move(documents.fetch);
    return options;
  }

  void read_level(lint::Options& options, const std::string& text) {
    const std::size_t equals = text.find('=');
    const std::string word = equals == std::string::npos ? "" : text.substr(equals + 1);
    const auto level = level_called(word);
    if (!level && word != "off") {
      problems_.push_back(
          error("lint.level", "--level takes RULE=error, warning, info or off, not " + base::in_quotes(text)));
      return;
    }
    options.levels[text.substr(0, equals)] = level;
  }

  std::vector<finding::IgnoreEntry> read_ignores() {
    std::vector<finding::RuleInfo> known;
    for (const lint::Rule& rule : lint::rules()) known.push_back(rule.info);
    return cli::read_ignores(sources_, flags_.ignore, known, problems_);
  }

  void write(const finding::Listing& listing, const lint::Linter& linter) {
    finding::FormatOptions options;
    options.color = wants_color(flags_.color, stdout_is_terminal());
    options.tool_version = version;
    options.find_source = [&](std::string_view file) { return linter.find_source(file); };
    const std::string written = finding::find_format(flags_.output)->write(listing, options);
    if (flags_.output == "text") print(base::Printable::composed(written));
    else print_document(written);
  }

  const LintFlags& flags_;
  base::SourceSet sources_;
  base::Diagnostics problems_;
};

}  // namespace

Action add_lint(Options& options) {
  auto flags = std::make_shared<LintFlags>();
  std::vector<std::string> formats;
  for (const finding::FormatKind& kind : finding::format_kinds()) formats.emplace_back(kind.name);
  options.add_option("DOC", flags->paths, "OpenAPI documents, contracts, pages, or folders of them")
      .required()
      .type_name("");
  options
      .add_option("--rules", flags->rules, "Only these: ids and groups, separated by commas (see concord list rules)")
      .type_name("LIST");
  options.add_option("--level", flags->levels, "Level of a rule: error, warning, info or off; repeatable")
      .type_name("RULE=LEVEL");
  options.add_option("--output", flags->output, base::join(formats, ", ") + " (default: text)")
      .one_of(formats)
      .type_name("FORMAT");
  options.add_option("--ignore", flags->ignore, "Findings that are accepted, each with a reason").type_name("FILE");
  options
      .add_option("--allow-invalid-examples", flags->allowed,
                  "Names of examples that are meant to be invalid; * stands for anything; repeatable")
      .type_name("GLOB");
  options.add_option("--fail-on", flags->fail_on, "Exit 4 from this level on: error (default), warning, info, none")
      .one_of({"error", "warning", "info", "none"})
      .type_name("LEVEL");
  options.add_flag("--all", flags->all, "List each finding, also those that have one cause");
  add_document_flags(options, flags->documents);
  options.add_option("--color", flags->color, "auto, always, never")
      .one_of({"auto", "always", "never"})
      .type_name("WHEN");
  return [flags] { return LintCommand(*flags)(); };
}

}  // namespace concord::cli
