// concord diff: what changed between two contracts or documents, and whether it breaks a client.
#include "command.h"
#include "document_flags.h"
#include "exit_code.h"
#include "finding_files.h"
#include "options.h"
#include "terminal.h"
#include "version.h"

#include <concord/base/text.h>
#include <concord/diff.h>
#include <concord/finding/format.h>
#include <concord/page.h>

#include <algorithm>
#include <memory>

namespace concord::cli {

namespace {

struct DiffFlags {
  std::string before, after;
  std::string format = "text", fail_on = "breaking", ignore_file, date;
  int sunset_days = 0;
  bool breaking_only = false, all = false;
  DocumentFlags documents;
};

class DiffCommand {
 public:
  explicit DiffCommand(const DiffFlags& flags) : flags_(flags) {}

  int operator()() {
    const auto now = flags_.date.empty() ? std::optional(base::system_clock().now()) : base::parse_date(flags_.date);
    if (!now) {
      print(base::Diagnostics{base::error("diff.date", "--date must be a date such as 2026-06-30")});
      return UsageError;
    }
    const auto before = load(flags_.before), after = load(flags_.after);
    const auto ignores = read_ignores(sources_, flags_.ignore_file, diff::rules(), problems_);
    if (problems_.empty()) refuse_unlike(before, after);
    if (!problems_.empty()) {
      print(problems_);
      return BadInput;
    }
    finding::Listing listing =
        diff::compare_all(before, after, {.now = *now, .sunset_days = std::chrono::days(flags_.sunset_days)});
    count_unread(listing);
    finding::apply_ignores(ignores, *now, listing);
    if (!flags_.all) finding::join_causes(listing);
    listing.fails_at = flags_.fail_on == "warning" ? finding::Level::Warning : finding::Level::Error;
    return write(listing);
  }

 private:
  diff::Contracts load(const std::string& path) {
    auto contracts = diff::load_all(sources_, path, document_options(flags_.documents), &reading_);
    if (contracts) return *contracts;
    base::append(problems_, std::move(contracts).diagnostics());
    return {};
  }

  // What is not read is not compared, on either side.
  void count_unread(finding::Listing& listing) const {
    const auto number = std::count_if(reading_.begin(), reading_.end(), page::is_unread);
    if (number != 0) listing.counters.emplace_back("parts of pages not read (see concord lint)", number);
  }

  // A folder of providers beside one contract would only say that all the others are gone.
  void refuse_unlike(const diff::Contracts& before, const diff::Contracts& after) {
    const bool is_one_before = before.contains(""), is_one_after = after.contains("");
    if (is_one_before == is_one_after || (before.size() == 1 && after.size() == 1)) return;
    const std::string one = is_one_before ? flags_.before : flags_.after,
                      many = is_one_before ? flags_.after : flags_.before;
    problems_.push_back(base::error(
        "diff.sides",
        base::in_quotes(one) + " is one contract, and the folder " + base::in_quotes(many) + " has several", {},
        "name the folder of one provider, such as " + many + '/' + (is_one_before ? after : before).begin()->first));
  }

  int write(finding::Listing& listing) {
    if (flags_.breaking_only) {
      std::erase_if(listing.findings, [&](const finding::Finding& one) { return one.level > listing.fails_at; });
    }
    finding::FormatOptions options;
    options.color = wants_color("auto", stdout_is_terminal());
    options.tool_version = version;
    ShownFiles shown(sources_);
    options.find_source = [&](std::string_view file) { return shown.find(file); };
    const std::string written = finding::find_format(flags_.format)->write(listing, options);
    if (flags_.format == "text") print(base::Printable::composed(written));
    else print_document(written);
    return flags_.fail_on != "none" && listing.fails() ? ContractBroken : AllPassed;
  }

  const DiffFlags& flags_;
  base::SourceSet sources_;
  base::Diagnostics problems_;
  base::Diagnostics reading_;  // what there is to say of pages that were read
};

}  // namespace

Action add_diff(Options& options) {
  auto flags = std::make_shared<DiffFlags>();
  options.add_option("OLD", flags->before,
                 "Contract, OpenAPI file, page, or a folder of a provider, of providers or of pages, as it was")
      .required()
      .type_name("");
  options.add_option("NEW", flags->after, "The same as it is now").required().type_name("");
  std::vector<std::string> formats;
  for (const finding::FormatKind& kind : finding::format_kinds()) formats.emplace_back(kind.name);
  options.add_option("--output", flags->format, "text (the default), json, sarif, github, markdown or junit")
      .one_of(formats)
      .type_name("FORM");
  options
      .add_option("--fail-on", flags->fail_on, "Exit 4 on a breaking change (the default), on a warning too, or never")
      .one_of({"breaking", "warning", "none"})
      .type_name("LEVEL");
  options.add_option("--ignore", flags->ignore_file, "Changes that are accepted, each with a reason and perhaps a date")
      .type_name("FILE");
  options.add_option("--date", flags->date, "Judge sunsets and ignored changes as of this day (default: today)")
      .type_name("YYYY-MM-DD");
  options.add_option("--sunset-days", flags->sunset_days,
                 "Days that must lie between now and a sunset that is announced (0)")
      .in_range(0, 36500)
      .type_name("N");
  add_document_flags(options, flags->documents);
  options.add_flag("--all", flags->all, "List each change, also those that have one cause");
  options.add_flag("--failing-only", flags->breaking_only, "List only what makes the command fail");
  return [flags] { return DiffCommand(*flags)(); };
}

}  // namespace concord::cli
