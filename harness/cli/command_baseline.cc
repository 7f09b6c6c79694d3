// concord baseline: accept failures of a run for now, and forget those that are gone.
#include "command.h"
#include "exit_code.h"
#include "options.h"
#include "terminal.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/finding/ignore_edit.h>
#include <concord/result/known_issues.h>
#include <concord/result/meant_fingerprint.h>
#include <concord/result/run_reader.h>
#include <concord/suite.h>
#include <concord/suite/known_issues.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

namespace concord::cli {

namespace fs = std::filesystem;
using base::error;
using document::Node;
using finding::IgnoreEntry;

namespace {

struct BaselineFlags {
  std::string action;
  std::vector<std::string> fingerprints;
  bool is_all_new = false;
  std::string journal = "reports/journal.jsonl";
  std::string file;  // "": the nearest of the suite, or beside it
  std::string reason, owner, expires, id;
};

// An entry that accepted a failure until its date was over.
struct OverEntry {
  std::string file;
  std::uint32_t line = 0;
  std::string text;
  bool is_of_one = false;  // of this failure alone
};

// One failure of a run, with the cases that have it.
struct Known {
  std::string fingerprint, operation, check, message, suite_file, seen_in;
  std::string known_issue;  // by what it is accepted, or ""
  std::optional<OverEntry> over{};
  std::size_t cases = 0;
};

// What the files say now, whether the run knew it or not.
class Accepted {
 public:
  std::string by(result::CheckFailure failure, const result::CaseResult& one) {
    base::Diagnostics mistakes;  // told where the file is written
    const auto issues = files_.of(one.suite_file, mistakes);
    if (failure.known_issue.empty() && issues && *issues)
      (*issues)->accept(failure, one, base::system_clock().now());
    return failure.known_issue;
  }

  // Of one that nothing accepts.
  std::optional<OverEntry> over(const result::CheckFailure& failure, const result::CaseResult& one) {
    base::Diagnostics mistakes;
    const auto issues = files_.of(one.suite_file, mistakes);
    if (!issues || !*issues) return std::nullopt;
    for (const IgnoreEntry& entry : (*issues)->entries()) {
      if (!entry.span.source || !result::matches(entry, one, failure)) continue;
      return OverEntry{entry.span.source->name(), entry.span.position().line, finding::describe(entry),
                       entry.fingerprint == failure.fingerprint};
    }
    return std::nullopt;
  }

 private:
  base::SourceSet sources_;
  suite::KnownIssueFiles files_{sources_};
};

// Every failure of the run, by fingerprint, in the order of the plan.
std::vector<Known> failures_of(const result::RunReader& run) {
  std::vector<Known> all;
  Accepted accepted;
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const result::Verdict verdict = run.facts(i).verdict;
    if (verdict != result::Verdict::Failed && verdict != result::Verdict::KnownIssue) continue;
    const result::CaseResult one = run.read(i);
    for (const result::CheckFailure& failure : one.failures) {
      if (failure.check == result::known_issue_check) continue;
      const auto [place, is_new] = places.try_emplace(failure.fingerprint, all.size());
      if (is_new) {
        all.push_back({failure.fingerprint, result::operation_of(one, failure), failure.check, failure.message,
                       one.suite_file, result::full_name(one), accepted.by(failure, one)});
        if (all.back().known_issue.empty()) all.back().over = accepted.over(failure, one);
      }
      ++all[place->second].cases;
    }
  }
  return all;
}

base::Printable describe(const Known& one) {
  const std::string state = one.known_issue.empty() ? "new" : "known issue " + one.known_issue;
  return base::printable(one.fingerprint + "  " + one.operation + "  " + one.message + " [" + one.check + "]") +
         "\n    " + base::printable(state + ", in " + base::counted(one.cases, "case") + ", first " + one.seen_in) +
         "\n";
}

class Baseline {
 public:
  explicit Baseline(const BaselineFlags& flags) : flags_(flags) {}

  int operator()() {
    auto run = result::RunReader::open(flags_.journal);
    if (!run) return print(run.diagnostics()), BadInput;
    const bool is_done = flags_.action == "list" ? list(*run) : flags_.action == "accept" ? accept(*run) : prune(*run);
    print(problems_);
    return is_done && problems_.empty() ? AllPassed : BadInput;
  }

 private:
  static bool list(const result::RunReader& run) {
    const std::vector<Known> failures = failures_of(run);
    for (const Known& one : failures) print(describe(one));
    if (failures.empty()) print("no case failed\n");
    return true;
  }

  bool fail(std::string kind, std::string message, std::string hint = {}) {
    problems_.push_back(error(std::move(kind), std::move(message), {}, std::move(hint)));
    return false;
  }

  bool has_all_flags() {
    if (flags_.fingerprints.empty() != flags_.is_all_new)
      fail("baseline.what", "say which failures: their fingerprints, or --all-new",
                  "concord baseline list shows them");
    if (base::trim(flags_.reason).empty()) fail("baseline.reason", "--reason is missing: why is it accepted?");
    if (flags_.expires.empty())
      fail("baseline.expires", "--expires is missing: the last day on which it is accepted, e.g. 2026-06-30");
    else if (!base::parse_date(flags_.expires))
      fail("baseline.expires",
           "--expires takes a date such as 2026-06-30, this is " + base::in_quotes(flags_.expires));
    else if (*base::parse_date(flags_.expires) < std::chrono::floor<std::chrono::days>(base::system_clock().now()))
      fail("baseline.expires", "--expires " + flags_.expires + " is over: it is the last day on which it is accepted");
    return problems_.empty();
  }

  // Those that were asked for; a fingerprint that the run does not have is a mistake.
  std::vector<Known> chosen(const result::RunReader& run) {
    std::vector<Known> failures = failures_of(run), chosen;
    std::vector<std::string> all;
    for (const Known& one : failures) all.push_back(one.fingerprint);
    for (const std::string& asked : flags_.fingerprints) {
      const auto meant = result::meant_fingerprint(asked, all);
      if (!meant) {
        base::append(problems_, meant.diagnostics());
        continue;
      }
      const std::string& wanted = *meant;
      const auto found = std::find_if(failures.begin(), failures.end(),
                                      [&](const Known& one) { return one.fingerprint == wanted; });
      if (found == failures.end())
        fail("baseline.fingerprint",
             "no failure of " + base::in_quotes(flags_.journal) + " has the fingerprint " + base::in_quotes(wanted),
             "concord baseline list shows them");
      else if (!found->known_issue.empty())
        fail("baseline.known", base::in_quotes(wanted) + " is accepted already: " + found->known_issue);
      else chosen.push_back(*found);
    }
    if (!flags_.is_all_new) return chosen;
    for (Known& one : failures) {
      if (one.known_issue.empty()) chosen.push_back(std::move(one));
    }
    if (chosen.empty()) fail("baseline.nothing", "no failure of " + base::in_quotes(flags_.journal) + " is new");
    return chosen;
  }

  std::string file_of(const Known& one) const {
    if (!flags_.file.empty()) return flags_.file;
    if (one.over) return one.over->file;
    const auto files = suite::known_issue_files(one.suite_file);
    if (!files.empty()) return files.front();
    return (fs::path(one.suite_file).parent_path() / result::known_issues_file).generic_string();
  }

  bool accept(const result::RunReader& run) {
    if (!has_all_flags()) return false;
    const std::vector<Known> wanted = chosen(run);
    // It would go on to fail its cases, whatever is added beside it; to renew it would be to accept more than was said.
    for (const Known& one : wanted) {
      if (one.over && !one.over->is_of_one)
        fail("baseline.over",
             base::in_quotes(one.fingerprint) + " was accepted by " + one.over->text + ", and by it more",
             "decide anew in " + one.over->file + ", line " + std::to_string(one.over->line));
      else if (one.over && !flags_.file.empty() && fs::path(flags_.file).lexically_normal() != one.over->file)
        fail("baseline.over", base::in_quotes(one.fingerprint) + " was accepted in " + one.over->file,
             "without --file that entry is renewed");
    }
    if (!problems_.empty()) return false;
    std::map<std::string, std::vector<const Known*>> by_file;
    for (const Known& one : wanted) by_file[file_of(one)].push_back(&one);
    for (const auto& [path, list] : by_file) add_to(path, list);
    return problems_.empty();
  }

  // A file that is not there yet is empty.
  const base::Source* read(const std::string& path) {
    std::error_code failure;
    if (!fs::exists(path, failure)) return &sources_.add(path, "");
    auto source = base::load_source(sources_, path);
    if (source) return *source;
    base::append(problems_, std::move(source).diagnostics());
    return nullptr;
  }

  std::optional<std::vector<IgnoreEntry>> entries_of(const base::Source& source) {
    auto entries = suite::read_known_issues(source);
    if (entries) return std::move(entries).value();
    base::append(problems_, std::move(entries).diagnostics());
    return std::nullopt;
  }

  // What is there already is renewed where it stands.
  void add_to(const std::string& path, const std::vector<const Known*>& list) {
    const base::Source* source = read(path);
    const auto entries = source ? entries_of(*source) : std::nullopt;
    if (!entries) return;
    Node added = Node::array();
    std::map<std::size_t, Node> renewed;
    std::size_t number = next_number(*entries);
    for (const Known* one : list) {
      if (const auto place = place_of_over(path, *entries, *one)) renewed.emplace(*place, renewed_values());
      else added.push_back(entry_of(*one, number++));
    }
    auto text = finding::with_values(*source, renewed);
    if (text && added.size() != 0)
      text = finding::with_entries(sources_.add(path, *text), added,
                                   "# Failures that are accepted for now: docs/suites.md, \"Known issues\".\n");
    if (!text) return base::append(problems_, text.diagnostics());
    if (!write(path, *text)) return;
    tell(path, added.size(), " added, until ");
    tell(path, renewed.size(), " renewed, until ");
  }

  void tell(const std::string& path, std::size_t number, const char* what) const {
    if (number == 0) return;
    print(base::printable(path + ": " + base::counted(number, "entry", "entries") + what + flags_.expires) + "\n");
  }

  static std::optional<std::size_t> place_of_over(const std::string& path, const std::vector<IgnoreEntry>& entries,
                                                  const Known& one) {
    if (!one.over || one.over->file != path) return std::nullopt;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (entries[i].span.position().line == one.over->line) return i;
    }
    return std::nullopt;
  }

  Node renewed_values() const {
    Node values = Node::object();
    values.set("reason", flags_.reason);
    values.set("expires", flags_.expires);
    if (!flags_.owner.empty()) values.set("owner", flags_.owner);
    if (has_own_id()) values.set("id", flags_.id);
    return values;
  }

  bool has_own_id() const { return !flags_.id.empty() && flags_.fingerprints.size() == 1; }

  // What is written must be read as what it is.
  bool write(const std::string& path, const std::string& text) {
    if (!entries_of(sources_.add(path, text))) return false;
    base::Diagnostics problems = base::write_file_atomically(path, text);
    base::append(problems_, problems);
    return problems.empty();
  }

  // Behind the highest "KI-12".
  static std::size_t next_number(const std::vector<IgnoreEntry>& entries) {
    std::size_t highest = 0;
    for (const IgnoreEntry& entry : entries) {
      if (!entry.id.starts_with("KI-")) continue;
      std::size_t number = 0;
      std::from_chars(entry.id.data() + 3, entry.id.data() + entry.id.size(), number);
      highest = std::max(highest, number);
    }
    return highest + 1;
  }

  Node entry_of(const Known& one, std::size_t number) const {
    Node entry = Node::object();
    entry.set("id", has_own_id() ? flags_.id : "KI-" + std::to_string(number));
    entry.set("reason", flags_.reason);
    if (!flags_.owner.empty()) entry.set("owner", flags_.owner);
    entry.set("expires", flags_.expires);
    entry.set("fingerprint", one.fingerprint);
    entry.set("rule", one.check);
    if (!one.operation.empty()) entry.set("operation", one.operation);
    entry.set("seen_in", one.seen_in);
    return entry;
  }

  // Removes what the run has told as gone: its entry was looked for, and is not there.
  bool prune(const result::RunReader& run) {
    std::set<std::pair<std::string, std::uint32_t>> gone;  // file and line of the entries
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (run.facts(i).verdict != result::Verdict::Failed) continue;
      for (const result::CheckFailure& failure : run.read(i).failures) {
        if (failure.type == result::known_issue_is_gone) gone.emplace(failure.place.file, failure.place.line);
      }
    }
    std::set<std::string> files;
    for (const auto& [file, line] : gone) files.insert(file);
    for (const std::string& file : files) prune_file(file, gone);
    if (gone.empty()) print("no known issue is gone in this run\n");
    return problems_.empty();
  }

  void prune_file(const std::string& path, const std::set<std::pair<std::string, std::uint32_t>>& gone) {
    if (fs::path(path).filename() != result::known_issues_file) {
      fail("baseline.prune", "the known issue of " + base::in_quotes(path) + " is part of a case",
           "take its \"known_issue\" out by hand");
      return;
    }
    const base::Source* source = read(path);
    const auto entries = source ? entries_of(*source) : std::nullopt;
    if (!entries) return;
    std::vector<std::size_t> removed;
    for (std::size_t i = 0; i < entries->size(); ++i) {
      if (gone.contains({path, (*entries)[i].span.position().line})) removed.push_back(i);
    }
    if (!write(path, finding::without_entries(*source, *entries, removed))) return;
    for (const std::size_t number : removed)
      print(base::printable(path + ": removed " + finding::describe((*entries)[number])) + "\n");
  }

  const BaselineFlags& flags_;
  base::SourceSet sources_;
  base::Diagnostics problems_;
};

}  // namespace

Action add_baseline(Options& options) {
  auto flags = std::make_shared<BaselineFlags>();
  options.add_option("ACTION", flags->action, "accept failures, list them, or prune what no longer occurs")
      .required()
      .one_of({"accept", "list", "prune"})
      .type_name("");
  options.add_option("FINGERPRINT", flags->fingerprints, "Failures to accept, as \"concord baseline list\" shows them")
      .type_name("");
  options.add_flag("--all-new", flags->is_all_new, "Accept all failures of the run that are not known yet");
  options.add_option("--reason", flags->reason, "Why they are accepted").type_name("TEXT");
  options.add_option("--owner", flags->owner, "Who settles them").type_name("NAME");
  options.add_option("--expires", flags->expires, "The last day on which they are accepted, e.g. 2026-06-30")
      .type_name("DATE");
  options.add_option("--id", flags->id, "What people call it, for a single one (default: the next of KI-1, KI-2, …)")
      .type_name("ID");
  options.add_option("--journal", flags->journal, "Of the run (default: reports/journal.jsonl)").type_name("FILE");
  options
      .add_option("--file", flags->file,
                  "Where they are written (default: the nearest known-issues.yaml of the suite, else beside it)")
      .type_name("FILE");
  return [flags] { return Baseline(*flags)(); };
}

}  // namespace concord::cli
