// concord explain: what a rule is about, or where a keyword of a derived file comes from.
#include "command.h"
#include "exit_code.h"
#include "options.h"
#include "rule_texts.h"
#include "terminal.h"

#include <concord/auth.h>
#include <concord/derive/trace.h>
#include <concord/base/digest.h>
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/check.h>
#include <concord/check/state_rules.h>
#include <concord/diff.h>
#include <concord/explore.h>
#include <concord/finding/ignore_file.h>
#include <concord/history/drift_kinds.h>
#include <concord/lint.h>
#include <concord/result/reasons.h>

#include <filesystem>
#include <memory>
#include <set>

namespace concord::cli {

namespace fs = std::filesystem;

namespace {

std::vector<Rule> check_rules() {
  std::vector<Rule> rules;
  for (const check::CheckKind& kind : check::check_kinds()) {
    rules.push_back({std::string(kind.id), std::string(kind.summary), std::string(kind.explanation)});
  }
  return rules;
}

std::vector<Rule> change_rules() {
  std::vector<Rule> rules;
  for (const auto& list : {diff::rules(), finding::ignore_rules()}) {
    for (const finding::RuleInfo& rule : list)
      rules.push_back({std::string(rule.id), std::string(rule.summary), std::string(rule.explanation)});
  }
  return rules;
}

std::vector<Rule> lint_rules() {
  std::vector<Rule> rules;
  for (const lint::Rule& rule : lint::rules()) {
    rules.push_back({std::string(rule.info.id), std::string(rule.info.summary), std::string(rule.info.explanation)});
  }
  return rules;
}

std::vector<Rule> auth_rules() {
  std::vector<Rule> rules;
  for (const auth::ProfileKind& kind : auth::profile_kinds())
    rules.push_back({std::string(kind.type), std::string(kind.summary), auth::explain_profile(kind)});
  return rules;
}

std::vector<Rule> error_rules() {
  std::vector<Rule> rules;
  for (const std::string_view name : result::run_error_kind_names()) {
    const result::RunErrorText& text = result::run_error_text(*result::parse_run_error_kind(name));
    rules.push_back({std::string(name), std::string(text.summary), std::string(text.explanation)});
  }
  return rules;
}

std::vector<Rule> drift_rules() {
  std::vector<Rule> rules;
  for (const history::DriftKind& kind : history::drift_kinds()) {
    const std::string id(kind.id);
    rules.push_back({id, std::string(kind.summary),
                     std::string(kind.explanation) + "\n\nLevel: --level " + id +
                         "=fail, or --level drift=off for all."});
  }
  return rules;
}

std::vector<Rule> phase_rules() {
  std::vector<Rule> rules;
  for (const explore::PhaseInfo& one : explore::phases())
    rules.push_back({std::string(one.name), std::string(one.summary), std::string(one.explanation)});
  return rules;
}

std::vector<Rule> state_rules() {
  std::vector<Rule> rules;
  for (const check::StateRule& one : check::state_rules())
    rules.push_back({std::string(one.id), std::string(one.summary), std::string(one.explanation)});
  return rules;
}

// Whoever brings rules adds a row here.
struct RuleSource {
  std::string_view what;     // "check"
  std::string_view listing;  // where to find the ids
  std::vector<Rule> (*rules)();
};

constexpr RuleSource rule_sources[] = {{"check", "concord list checks", check_rules},
                                        {"rule", "concord list rules", lint_rules},
                                        {"change", "concord list changes", change_rules},
                                        {"auth profile", "concord list auth", auth_rules},
                                        {"drift", "", drift_rules},
                                        {"reason", "", error_rules},
                                        {"phase", "", phase_rules},
                                        {"state rule", "", state_rules},
                                        {"reason", "", case_rules},
                                        {"level", "", level_rules},
                                        {"basis", "", basis_rules},
                                        {"type", "", junit_rules}};

int explain_rule(const std::string& id) {
  std::vector<std::string> known, listings;
  for (const RuleSource& source : rule_sources) {
    if (!source.listing.empty()) listings.emplace_back(source.listing);
    for (const Rule& rule : source.rules()) {
      known.emplace_back(rule.id);
      if (rule.id != id) continue;
      print_document(rule.id + ": " + rule.summary + "\n\n" + rule.explanation + '\n');
      return AllPassed;
    }
  }
  const std::string hint = base::did_you_mean(id, known);
  print(base::Diagnostics{base::error("explain.unknown", "unknown check, rule or auth profile \"" + id + "\"", {},
                                      hint.empty() ? "see " + base::join(listings, ", ") : hint)});
  return UsageError;
}

// ---- FILE#/pointer

std::string indented(std::string_view text, std::size_t width) {
  std::string out;
  for (const std::string_view line : base::split(text, '\n')) {
    out += std::string(width, ' ') + base::escape_line(base::trim(line)) + '\n';
  }
  return out;
}

class Provenance {
 public:
  Provenance(std::string file, std::string fragment, std::vector<std::string> folders)
      : file_(std::move(file)), fragment_(std::move(fragment)), folders_(std::move(folders)) {}

  int operator()() {
    auto source = base::load_source(sources_, file_);
    if (!source) return fail(source.diagnostics());
    auto root = document::parse_yaml(**source);
    if (!root) return fail(root.diagnostics());
    const auto at = document::Pointer::parse_fragment(fragment_);
    if (!at) {
      return fail({base::error("explain.pointer", "\"#" + fragment_ + "\" is no JSON Pointer", {},
                               "write it as FILE#/properties/id")});
    }
    find_pages(*root);
    auto found = derive::trace(*root, *at, pages_, overlay());
    if (!found) return fail(found.diagnostics());
    show(*found);
    return AllPassed;
  }

 private:
  static int fail(const base::Diagnostics& problems) {
    print(problems);
    return BadInput;
  }

  // schemas/PROVIDER/OPERATION/x.schema.json and schemas/PROVIDER/openapi.yaml are both within schemas/PROVIDER.
  const base::Source* overlay() {
    std::error_code failure;
    const fs::path folder = fs::path(file_).parent_path();
    for (const fs::path& path : {folder / "overlay.yaml", folder / ".." / "overlay.yaml"}) {
      const fs::path plain = path.lexically_normal();
      if (!fs::is_regular_file(plain, failure)) continue;
      auto source = base::load_source(sources_, plain);
      return source ? *source : nullptr;
    }
    return nullptr;
  }

  void find_pages(const document::Node& root) {
    for (const derive::NamedPage& page : all_named(root)) {
      const fs::path path = path_of(page.name);
      if (path.empty()) {
        notes_.push_back(page.name + " is not here; --docs DIR says where the pages are, to see their lines");
        continue;
      }
      auto source = base::load_source(sources_, path);
      if (!source) continue;
      if (!page.sha256.empty() && base::sha256_hex((*source)->text()) != page.sha256) {
        notes_.push_back(path.generic_string() + " has changed since, so its lines may be others now");
      }
      pages_.push_back(*source);
    }
  }

  // A schema names the page that its operation is on; the contract beside it names all.
  std::vector<derive::NamedPage> all_named(const document::Node& root) {
    std::vector<derive::NamedPage> pages = derive::named_pages(root);
    std::error_code failure;
    const fs::path contract = (fs::path(file_).parent_path() / ".." / "openapi.yaml").lexically_normal();
    if (!fs::is_regular_file(contract, failure)) return pages;
    auto source = base::load_source(sources_, contract);
    auto parsed = source ? document::parse_yaml(**source) : base::Result<document::Node>(base::Diagnostics{});
    if (!parsed) return pages;
    const auto more = derive::named_pages(*parsed);
    return more.empty() ? pages : more;
  }

  // A page's name may come from anywhere: it must not lead out of the folder.
  fs::path path_of(const std::string& name) const {
    if (name.find('/') != std::string::npos || name == "..") return {};
    std::error_code failure;
    for (const std::string& folder : folders_) {
      const fs::path path = (fs::path(folder) / name).lexically_normal();
      if (fs::is_regular_file(path, failure)) return path;
    }
    return {};
  }

  void show(const derive::Trace& trace) const {
    std::string text = base::escape_line(file_ + "#" + trace.location.text()) + '\n';
    for (const derive::KeywordOrigin& one : trace.keywords) text += shown(one);
    for (const derive::Decision& one : trace.decisions) text += shown(one);
    for (const std::string& note : notes_) text += "note: " + base::escape_line(note) + '\n';
    print(base::Printable::composed(text));
  }

  static std::string shown(const derive::KeywordOrigin& one) {
    std::string text = "  " + base::escape_line(one.keyword + ": " + one.value) + '\n';
    text += "      " + base::escape_line(one.place.text());
    if (one.basis != contract::Basis::Documented) text += " (" + std::string(contract::basis_name(one.basis)) + ')';
    if (!one.text.empty()) text += (one.is_exact ? ": " : ", in: ") + base::escape_line(one.text);
    return text + '\n';
  }

  static std::string shown(const derive::Decision& one) {
    std::string text = "  decision " + base::escape_line(one.id);
    if (one.place.is_known()) text += ", " + base::escape_line(one.place.place());
    text += '\n';
    if (!one.target.empty()) text += "      " + base::escape_line(one.target + ": " + one.change) + '\n';
    return text + (one.reason.empty() ? "" : indented(one.reason, 6));
  }

  std::string file_, fragment_;
  std::vector<std::string> folders_;
  base::SourceSet sources_;
  std::vector<const base::Source*> pages_;
  std::vector<std::string> notes_;
};

}  // namespace

Action add_explain(Options& options) {
  struct Flags {
    std::string what;
    std::vector<std::string> folders;
  };
  auto flags = std::make_shared<Flags>();
  options
      .add_option(
          "WHAT", flags->what,
          "The id of a check or rule, the type of an auth profile; or FILE#/pointer into a derived schema or contract: "
          "which line of which page says so, and which decisions changed it")
      .required()
      .type_name("");
  options.add_option("--docs", flags->folders, "Folder of the pages; repeatable (default: . and docs)")
      .type_name("DIR")
      .one_value_each();
  return [flags] {
    const std::size_t hash = flags->what.find('#');
    if (hash == std::string::npos) return explain_rule(flags->what);
    std::vector<std::string> folders = flags->folders;
    if (folders.empty()) folders = {".", "docs"};
    return Provenance(flags->what.substr(0, hash), flags->what.substr(hash + 1), std::move(folders))();
  };
}

}  // namespace concord::cli
