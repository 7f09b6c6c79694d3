// Finding suite files, loading each with its provider, selecting cases.
#include "included_steps.h"
#include "known_issues.h"
#include "suite_file.h"
#include "tag_expression.h"
#include "told_once.h"

#include <concord/base/digest.h>
#include <concord/base/file.h>
#include <concord/base/glob.h>
#include <concord/base/text.h>
#include <concord/suite/own_profile.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <unordered_map>

namespace concord::suite {

namespace fs = std::filesystem;
using base::error;

namespace {

constexpr std::string_view suite_ending = ".suite.yaml";
constexpr std::size_t max_suite_files = 10'000;
constexpr std::size_t max_cases = 1'000'000;

bool is_suite_file(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.size() > suite_ending.size() && name.ends_with(suite_ending);
}

class Loader {
 public:
  Loader(SourceSet& sources, const Selection& selection, const HasHeader& has_header)
      : sources_(sources), selection_(selection), has_header_(has_header), known_issues_(sources) {
    auto tags = TagExpression::parse(selection.tags);
    if (tags) tags_ = std::move(tags).value();
    else base::append(loaded_.diagnostics, std::move(tags).diagnostics());
    selects_ = loaded_.diagnostics.empty();
    std::copy_if(selection.names.begin(), selection.names.end(), std::back_inserter(hidden_names_),
                 [](const std::string& name) { return name.find('[') != std::string::npos; });
  }

  Loaded load(const std::vector<std::string>& paths) {
    for (const std::string& path : selects_ ? paths : std::vector<std::string>()) {
      for (const std::string& file : files_of(path)) load_file(file);
    }
    for (auto& [path, provider] : providers_) {
      if (provider && selected_of_.contains(provider.get())) loaded_.plan.providers.push_back(provider);
    }
    std::sort(loaded_.plan.providers.begin(), loaded_.plan.providers.end(),
              [](const auto& a, const auto& b) { return a->name < b->name; });
    tell_missing_names();
    tell_lost_issues();
    loaded_.why_not_selected = why_no_tag_matches();
    if (has_withheld_) loaded_.plan.withhold_unneeded(kept_groups_);
    for (const auto& provider : loaded_.plan.providers) texts_ += provider->digest;
    loaded_.plan.digest = base::sha256_hex(texts_);
    return std::move(loaded_);
  }

 private:
  // What is to be run again and is not there any more would be dropped in silence.
  void tell_missing_names() {
    std::vector<std::string> missing;
    for (const std::string& name : selection_.names) {
      if (!names_.contains(std::hash<std::string>()(name)) && !found_hidden_.contains(name)) missing.push_back(name);
    }
    if (missing.empty()) return;
    const std::string more =
        missing.size() == 1 ? std::string() : " and " + std::to_string(missing.size() - 1) + " more";
    loaded_.diagnostics.push_back(
        error("suite.missing-case",
              "there is no case \"" + missing.front() + "\"" + more + ", which did not pass in the run before", {},
              "renamed, or in suites that are not among the paths"));
  }

  // An entry whose case was renamed or removed is never told to be gone.
  void tell_lost_issues() {
    for (const finding::IgnoreEntry& entry : known_issues_.entries()) {
      const std::string& name = entry.seen_in.empty() ? entry.case_name : entry.seen_in;
      const bool is_loaded = classnames_.contains(name.substr(0, name.find(" :: ")));
      if (!is_loaded || name.find('*') != std::string::npos || names_.contains(std::hash<std::string>()(name)))
        continue;
      loaded_.diagnostics.push_back(
          base::warning("suite.known-issue", "there is no case " + base::in_quotes(name) + " any more", entry.span,
                        "a known issue of a case that is gone is never looked for: correct the name, or remove it"));
    }
  }

  // `did you mean "suites/knot"?`, of what is in the same folder, or "".
  static std::string path_like(const fs::path& path) {
    std::error_code failure;
    const fs::path named = path.has_filename() ? path : path.parent_path();
    const fs::path folder = named.parent_path();
    std::vector<std::string> known;
    for (fs::directory_iterator next(folder.empty() ? "." : folder, failure), end; !failure && next != end;
         next.increment(failure))
      known.push_back((folder / next->path().filename()).generic_string());
    std::sort(known.begin(), known.end());
    return base::did_you_mean(named.generic_string(), known);
  }

  std::vector<std::string> files_of(const std::string& path) {
    std::error_code failure;
    if (!fs::exists(path, failure)) {
      loaded_.diagnostics.push_back(
          error("suite.no-file", "there is no file or folder \"" + path + "\"", {}, path_like(path)));
      return {};
    }
    if (!fs::is_directory(path, failure)) return {fs::path(path).generic_string()};
    std::vector<std::string> files;
    for (fs::recursive_directory_iterator next(path, fs::directory_options::skip_permission_denied, failure), end;
         !failure && next != end && files.size() < max_suite_files; next.increment(failure)) {
      if (next->is_regular_file(failure) && is_suite_file(next->path())) files.push_back(next->path().generic_string());
    }
    std::sort(files.begin(), files.end());
    if (files.empty()) {
      loaded_.diagnostics.push_back(
          error("suite.no-file", "there is no *" + std::string(suite_ending) + " file in \"" + path + "\""));
    }
    return files;
  }

  // provider.yaml beside the suite, else in the nearest folder above.
  std::optional<std::string> provider_file(const std::string& suite) const {
    fs::path folder = fs::path(suite).parent_path();
    for (int level = 0; level < 8; ++level) {
      std::error_code failure;
      const fs::path candidate = folder / "provider.yaml";
      if (fs::exists(candidate, failure)) return candidate.lexically_normal().generic_string();
      if (folder.empty() || !folder.has_parent_path() || folder.parent_path() == folder) break;
      folder = folder.parent_path();
    }
    return std::nullopt;
  }

  // Null when it cannot be loaded; its mistakes are reported once.
  std::shared_ptr<const Provider> provider_of(const std::string& suite, const base::Source& source) {
    const auto file = provider_file(suite);
    if (!file) {
      loaded_.diagnostics.push_back(error(
          "suite.no-provider", "there is no provider.yaml beside this suite or above it", base::Span{&source, 0, 0}));
      return nullptr;
    }
    if (const auto known = providers_.find(*file); known != providers_.end()) return known->second;
    auto provider = load_provider(sources_, *file);
    std::shared_ptr<const Provider> shared;
    if (provider) leave_to_headers(*provider, has_header_);
    if (provider) shared = std::make_shared<const Provider>(std::move(provider).value());
    else base::append(loaded_.diagnostics, std::move(provider).diagnostics());
    if (shared && !read_shared_of(shared)) shared = nullptr;
    return providers_.emplace(*file, shared).first->second;
  }

  // Whether what all its suites share could be read.
  bool read_shared_of(const std::shared_ptr<const Provider>& provider) {
    Diagnostics problems;
    shared_[provider.get()] = read_shared_of_provider(sources_, provider, next_group_, problems);
    const bool is_right = !base::has_errors(problems);
    ToldOnce told;
    std::erase_if(problems, [&told](const base::Diagnostic& one) { return !told.is_new(one); });
    base::append(loaded_.diagnostics, std::move(problems));
    return is_right;
  }

  void load_file(const std::string& path) {
    if (!files_.insert(fs::path(path).lexically_normal().generic_string()).second) return;
    const std::size_t first_case = loaded_.plan.size(), first_problem = loaded_.diagnostics.size();
    refused_ = nullptr;
    const bool is_read = read_file(path);
    put_in_order(first_problem);
    const auto& problems = loaded_.diagnostics;
    const auto mistake =
        std::find_if(problems.begin() + static_cast<std::ptrdiff_t>(first_problem), problems.end(),
                     [](const base::Diagnostic& one) { return one.severity == base::Severity::Error; });
    if (is_read && mistake == problems.end() && !refused_) return;
    loaded_.plan.withhold(first_case, kept_groups_);
    has_withheld_ = true;
    if (mistake != problems.end()) add_mistake(path, &*mistake, {mistake, problems.end()});
    else if (refused_) add_mistake(path, &refused_->front(), *refused_);
    else add_mistake(path, nullptr, {});
  }

  // As they stand in the file: what is wrong further down is often wrong for what stands before. Those of other files,
  // which it includes, stay behind or before.
  void put_in_order(std::size_t first_problem) {
    std::map<const base::Source*, std::size_t> ranks;
    const auto problems = std::span(loaded_.diagnostics).subspan(first_problem);
    for (const base::Diagnostic& one : problems) ranks.try_emplace(one.span.source, ranks.size());
    const auto place = [&ranks](const base::Diagnostic& one) {
      return std::pair(ranks.at(one.span.source), one.span.begin);
    };
    std::stable_sort(problems.begin(), problems.end(),
                     [&place](const auto& a, const auto& b) { return place(a) < place(b); });
  }

  // One line: the first with its hint, and how many more there are, of which standard error has all.
  static std::string describe(const base::Diagnostic& first, std::span<const base::Diagnostic> all) {
    const auto is_error = [](const base::Diagnostic& one) { return one.severity == base::Severity::Error; };
    const auto count = std::count_if(all.begin(), all.end(), is_error);
    std::string text = first.message;
    if (!first.hint.empty()) text += " (" + first.hint + ")";
    if (count > 1)
      text += "; " + std::to_string(count - 1) + " more " + (count == 2 ? "mistake" : "mistakes") + " in this file";
    return text;
  }

  // The file as a case: what nobody sees in a report is green by silence.
  void add_mistake(const std::string& path, const base::Diagnostic* mistake, std::span<const base::Diagnostic> all) {
    Case file;
    file.suite = "Suites";
    file.suite_file = path;
    file.classname = files_classname;
    file.name = path;
    file.provider = nobody_;
    if (mistake) file.span = mistake->span;
    file.mistake = mistake ? describe(*mistake, all) : "its " + unusable_ + " has mistakes";
    loaded_.plan.add(file);
  }

  // False when its provider or its known issues could not be read, of which the mistakes were told.
  bool read_file(const std::string& path) {
    auto source = base::load_source(sources_, path, base::Holds::Credentials);
    if (!source) return base::append(loaded_.diagnostics, std::move(source).diagnostics()), false;
    texts_ += base::sha256_hex((*source)->text());
    auto root = document::parse_yaml(**source);
    if (!root) return base::append(loaded_.diagnostics, std::move(root).diagnostics()), false;
    auto provider = provider_of(path, **source);
    if (!provider) return unusable_ = "provider.yaml", false;
    const auto known_issues = known_issues_.of(path, loaded_.diagnostics);
    if (!known_issues) return unusable_ = result::known_issues_file, false;
    const FilePlace place{&sources_, path, provider->file};
    IncludedSteps included(place, loaded_.diagnostics);
    const std::size_t first_problem = loaded_.diagnostics.size();
    included.expand_suite(*root);
    for (const base::Source* steps : included.sources()) texts_ += base::sha256_hex(steps->text());
    const auto suite = read_suite_file(sources_, std::make_shared<const Node>(std::move(root).value()), path,
                                       next_group_, provider, shared_[provider.get()], *known_issues,
                                       loaded_.diagnostics);
    if (suite && suite->is_operation_known) read_all_cases(suite);
    else if (suite) read_mistakes(suite);
    included.name_both_places(loaded_.diagnostics, first_problem);
    tell_once(first_problem, provider->file);
    return suite != nullptr && suite->is_operation_known;
  }

  // What an earlier file has told of the provider keeps this one back all the same.
  void tell_once(std::size_t first_problem, const std::string& provider) {
    ToldOnce told;
    told_before_.clear();
    const auto is_known = [&](const base::Diagnostic& one) {
      if (!told.is_new(one)) return true;
      const bool is_of_provider = one.span.is_known() && one.span.source->name() == provider;
      if (!is_of_provider || one.severity != base::Severity::Error || told_of_providers_.is_new(one)) return false;
      told_before_.push_back(one);
      refused_ = &told_before_;
      return true;
    };
    auto& problems = loaded_.diagnostics;
    const auto first = problems.begin() + static_cast<std::ptrdiff_t>(first_problem);
    problems.erase(std::remove_if(first, problems.end(), is_known), problems.end());
  }

  // What else is wrong where the operation is: nobody wants to learn of one mistake at a time.
  void read_mistakes(const std::shared_ptr<const SuiteFile>& suite) {
    for (const result::StepKind part : {result::StepKind::Before, result::StepKind::After})
      read_part(suite, part, loaded_.diagnostics);
    for (const Node& entry : suite->cases->items())
      read_cases(suite, entry, loaded_.diagnostics, [](const auto&, std::size_t, const Case&) {});
  }

  void read_all_cases(const std::shared_ptr<const SuiteFile>& suite) {
    shared_here_ = suite->shared;
    before_ = read_part(suite, result::StepKind::Before, loaded_.diagnostics);
    auto after = read_part(suite, result::StepKind::After, loaded_.diagnostics);
    const std::size_t cases_before = loaded_.plan.size();
    has_case_to_send_ = false;
    for (const Node& entry : suite->cases->items()) {
      twice_here_ = 0;
      read_cases(suite, entry, loaded_.diagnostics,
                 [this](const auto& maker, std::size_t row, const Case& made) { add(maker, row, made); });
    }
    const bool is_needed = loaded_.plan.size() > cases_before && has_case_to_send_;
    if (after && is_needed) add_part(std::move(*after));
    if (auto latency = latency_case(suite); latency && is_needed) add_part(std::move(*latency));
    before_.reset();
  }

  // What a case needs that runs once a run stands before it.
  void add_shared(const std::vector<std::size_t>& groups) {
    for (const std::size_t group : groups) {
      if (!added_shared_.insert(group).second) continue;
      for (const auto& one : shared_here_) {
        if (one->group != group || !one->made) continue;
        if (one->is_of_provider) kept_groups_.insert(group);
        add_shared(one->made->shared);
        add_part(*one->made);
      }
    }
  }

  void add_part(Case part) {
    add_shared(part.shared);
    // Several suites of an operation may do the same before their cases.
    if (!names_.emplace(std::hash<std::string>()(part.classname + " :: " + part.name), part.span).second) {
      part.name += " (" + part.suite + ")";
      names_.emplace(std::hash<std::string>()(part.classname + " :: " + part.name), part.span);
    }
    compile_schemas(part);
    loaded_.plan.add(part);
  }

  void add(const std::shared_ptr<const CaseMaker>& maker, std::size_t row, const Case& made) {
    const auto [known, is_new] =
        names_.emplace(std::hash<std::string>()(made.classname + " :: " + made.name), made.span);
    if (!is_new) return report_duplicate(made, known->second);
    classnames_.insert(made.classname);
    if (!is_selected(made)) return;
    if (loaded_.plan.size() == max_cases) return report_too_many(made);
    selected_of_.insert(made.provider.get());
    if (!made.skip && maker != compiled_) compile_schemas(made);
    if (!made.skip) compiled_ = maker;
    if (!made.skip && maker != noted_) loaded_.plan.names_used[made.provider.get()].merge(maker->names_used());
    if (!made.skip) noted_ = maker;
    has_case_to_send_ = has_case_to_send_ || !made.skip;
    if (!made.skip) add_shared(made.shared);
    if (!made.skip && before_) add_part(std::move(*std::exchange(before_, std::nullopt)));
    loaded_.plan.add(maker, row, made);
    if (!made.skip) loaded_.plan.needs(made.shared);
  }

  // What the documents say of the answers must be usable before anything is sent.
  void compile_schemas(const Case& made) {
    for (const auto* steps : {&made.before, &made.steps, &made.after}) {
      for (const Step& step : *steps) {
        refuse(made.provider->schemas->add(*step.operation));
        if (step.expectations && check::contradicts(*step.operation, step.expectations->statuses)) warn_of_status(step);
      }
    }
  }

  // Mistakes of an operation are told once, and keep back the cases of every file that needs it.
  void refuse(const base::Diagnostics& mistakes) {
    if (mistakes.empty()) return;
    if (told_.insert(&mistakes).second) base::append(loaded_.diagnostics, mistakes);
    else refused_ = &mistakes;
  }

  void warn_of_status(const Step& step) {
    std::vector<std::string> documented;
    for (const contract::Response& response : step.operation->responses) documented.push_back(response.status);
    const auto& items = step.expectations->items;
    const auto said =
        std::find_if(items.begin(), items.end(), [](const auto& item) { return item.kind->id == "status"; });
    loaded_.diagnostics.push_back(
        base::warning("suite.status", "this status is not documented for " + step.operation->id(),
                      said == items.end() ? step.span : said->span, "documented: " + base::join(documented, ", ")));
  }

  void report_too_many(const Case& made) {
    if (std::exchange(has_too_many_, true)) return;
    loaded_.diagnostics.push_back(
        error("suite.too-many-cases",
              "a run takes at most " + std::to_string(max_cases) + " cases; this one and the next are left out",
              made.span, "select some with --tags or --name"));
  }

  // Rows of one entry that share a name are one mistake, told once.
  void report_duplicate(const Case& made, const Span& first) {
    const bool is_same_entry = first.source == made.span.source && first.begin == made.span.begin;
    if (is_same_entry && ++twice_here_ > 1) return;
    base::Diagnostic twice =
        error("suite.duplicate-case", "the name \"" + made.name + "\" is used twice for " + made.classname, made.span,
              is_same_entry ? "put what varies with the row into the name, e.g. {{n}}"
                            : "reports tell cases apart by their names");
    if (!is_same_entry) twice.related.push_back({"first used here", first});
    loaded_.diagnostics.push_back(std::move(twice));
  }

  // A journal has names without their secrets: who reads one knows where these were, not what.
  bool is_named(const Case& made) {
    const std::string full = made.classname + " :: " + made.name;
    if (selection_.names.contains(full)) return true;
    const auto hides = [&](const std::string& hidden) {
      std::string glob = base::replace_all(hidden, "*", "?");
      for (const VariableSpec& variable : made.provider->variables)
        glob = base::replace_all(std::move(glob), "[" + variable.name + "]", "**");
      return base::matches_glob(glob, base::replace_all(full, "*", "?"));
    };
    const auto found = std::find_if(hidden_names_.begin(), hidden_names_.end(), hides);
    if (found == hidden_names_.end()) return false;
    found_hidden_.insert(*found);
    return true;
  }

  // Which tags there are, where those that were asked for are none of them.
  std::string why_no_tag_matches() const {
    constexpr std::size_t most = 20;
    if (selection_.tags.empty() || has_tags_asked_for_ || !has_cases_) return "";
    if (known_tags_.empty()) return "no case has a tag";
    std::vector<std::string> listed;
    for (const std::string& tag : known_tags_) {
      if (listed.size() < most) listed.push_back(tag);
    }
    const std::size_t more = known_tags_.size() - listed.size();
    return "the tags of the cases are " + base::join(listed, ", ") +
           (more == 0 ? "" : " and " + std::to_string(more) + " more");
  }

  bool is_selected(const Case& made) {
    has_cases_ = true;
    if (!selection_.tags.empty()) known_tags_.insert(made.tags.begin(), made.tags.end());
    if (!tags_.matches(made.tags)) return false;
    has_tags_asked_for_ = true;
    if (!selection_.names.empty() && !is_named(made)) return false;
    if (selection_.name.empty()) return true;
    const std::string full = base::to_lower_ascii(made.classname + " :: " + made.name);
    return full.find(base::to_lower_ascii(selection_.name)) != std::string::npos;
  }

  SourceSet& sources_;
  const Selection& selection_;
  const HasHeader& has_header_;
  std::vector<std::string> hidden_names_;  // of the selection: those with a name in brackets
  std::set<std::string> found_hidden_;     // of these
  TagExpression tags_;
  std::set<std::string> known_tags_;  // of all cases, where some are asked for
  bool has_cases_ = false, has_tags_asked_for_ = false;
  KnownIssueFiles known_issues_;
  std::set<std::string> classnames_;  // of all cases that were read
  std::string unusable_ = "provider.yaml";
  bool selects_ = true;  // false: which cases are meant is not known, so there are none
  Loaded loaded_;
  std::set<std::string> files_;
  std::string texts_;  // digests of what was read
  std::map<std::string, std::shared_ptr<const Provider>> providers_;
  std::unordered_map<std::size_t, Span> names_;  // by hash of classname and name
  std::set<const Provider*> selected_of_;
  std::map<const Provider*, SharedList> shared_;  // by all suites of a provider
  SharedList shared_here_;                        // with those of the suite that is loaded
  std::set<std::size_t> added_shared_;            // groups
  bool has_withheld_ = false;
  SharedGroups kept_groups_;  // of providers: the suites of other files need them too
  std::size_t next_group_ = 1;
  const std::shared_ptr<const Provider> nobody_ = std::make_shared<const Provider>();  // of files that cannot be read
  std::set<const base::Diagnostics*> told_;  // of operations
  // Of an operation that the file needs, or of its provider: told with an earlier file.
  const base::Diagnostics* refused_ = nullptr;
  base::Diagnostics told_before_;  // of the provider, by the file that is loaded
  ToldOnce told_of_providers_;
  std::shared_ptr<const CaseMaker> compiled_;  // the schemas of whose answers are there
  std::shared_ptr<const CaseMaker> noted_;  // whose names are known
  std::optional<Case> before_;  // of the suite that is loaded, until a case needs it
  bool has_case_to_send_ = false;  // of the suite that is loaded: not all are skipped
  bool has_too_many_ = false;
  std::size_t twice_here_ = 0;
};

}  // namespace

Loaded load(SourceSet& sources, const std::vector<std::string>& paths, const Selection& selection,
            const HasHeader& has_header) {
  return Loader(sources, selection, has_header).load(paths);
}

}  // namespace concord::suite
