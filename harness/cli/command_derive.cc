// concord derive: pages → contracts and schemas.
#include "command.h"
#include "contract_changes.h"
#include "document_flags.h"
#include "exit_code.h"
#include "left_over_files.h"
#include "options.h"
#include "terminal.h"
#include "written_paths.h"

#include <concord/base/counted.h>
#include <concord/derive.h>
#include <concord/derive/document_files.h>
#include <concord/derive/suggest.h>
#include <concord/base/file.h>
#include <concord/base/file_slug.h>
#include <concord/base/made_file.h>
#include <concord/base/text.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

namespace concord::cli {

namespace fs = std::filesystem;
using base::error;

namespace {

struct DeriveFlags {
  std::vector<std::string> pages;
  std::string folder = "schemas";
  std::string provider, operation, overlay;
  bool is_check = false;
  bool is_suggesting = false;
  bool is_quiet = false;
  DocumentFlags documents;
};

base::Printable count_of(std::size_t count, std::string_view noun) {
  return base::printable(base::counted(count, noun));
}

class DeriveCommand {
 public:
  explicit DeriveCommand(const DeriveFlags& flags)
      : flags_(flags), documents_(sources_, document_options(flags.documents, derive::common_folder(flags.pages))) {}

  int operator()() {
    const auto files = derive::document_files(flags_.pages);
    if (!files) {
      print(files.diagnostics());
      return BadInput;
    }
    if (!flags_.operation.empty() && files->size() > 1) {
      print(base::Diagnostics{error("derive.operation", "--operation names one operation, so it goes with one page")});
      return UsageError;
    }
    if (!check_names()) return fail();
    read(*files);
    if (base::has_errors(problems_)) return fail();
    auto derived = derive::derive(inputs_, overlays_, documents_);
    if (!derived) {
      base::append(problems_, std::move(derived).diagnostics());
      return fail();
    }
    base::append(left_out_, std::move(derived->mistakes));
    const base::Diagnostics lost = flags_.is_check ? base::Diagnostics{} : overwritten_pages(*derived);
    if (!lost.empty()) return print(lost), UsageError;
    const auto proposed = propose(*derived);
    if (!flags_.is_quiet) tell(*derived, proposed);
    if (!problems_.empty()) return fail();
    const int code = flags_.is_check ? compare(*derived) : write(*derived);
    if (!problems_.empty()) return fail();
    if (!flags_.is_quiet) summarize(*derived);
    print(left_out_);
    return left_out_.empty() ? code : BadInput;
  }

 private:
  int fail() {
    print(left_out_);
    print(problems_);
    return BadInput;
  }

  // Names that are given are not changed silently.
  bool check_names() {
    const auto check = [this](const char* option, const std::string& name) {
      const std::string slug = base::file_slug(name);
      if (slug == name) return;
      problems_.push_back(
          error("derive.name",
                std::string(option) + " " + base::in_quotes(name) + " is no name for a folder: a-z, 0-9 and - are", {},
                slug.empty() ? "" : base::in_quotes(slug) + " is one"));
    };
    check("--provider", flags_.provider);
    check("--operation", flags_.operation);
    return problems_.empty();
  }

  void read(const std::vector<derive::DocumentFile>& files) {
    derive::FoundDocuments found = derive::open_documents(sources_, files);
    others_ = found.others;
    for (const auto& [file, source] : found.documents) {
      inputs_.push_back(input_of(file, *source));
      const std::string provider = derive::provider_of(inputs_.back());
      pages_[provider].push_back(source);
      if (flags_.provider.empty()) note_name(provider, file);
      if (!provider.empty()) read_overlay(provider);
    }
    // What is left can be derived, but a file that was named and is not there is no page of it.
    auto& kept = inputs_.empty() ? problems_ : left_out_;
    base::append(kept, std::move(found.mistakes));
    if (!inputs_.empty() || !problems_.empty()) return;
    problems_.push_back(error("derive.page", "none of " + base::counted(files.size(), "file") + " describes an API"));
  }

  derive::DeriveInput input_of(const derive::DocumentFile& file, const base::Source& source) const {
    if (file.folder.empty()) return {flags_.provider, flags_.operation, &source};
    return {flags_.provider.empty() ? derive::provider_of(file) : flags_.provider,
            flags_.operation.empty() ? derive::operation_of(file) : flags_.operation, &source};
  }

  // Nobody chose the name of a provider that is new; once it is there it is no news.
  void note_name(const std::string& provider, const derive::DocumentFile& file) {
    std::error_code failure;
    if (provider.empty() || fs::exists(fs::path(flags_.folder) / provider, failure)) return;
    const bool is_of_folder = !file.folder.empty();
    const fs::path from = is_of_folder ? file.folder : file.path.filename();
    const std::string text = (is_of_folder ? "folder " : "file ") + base::in_quotes(from.generic_string());
    std::string& known = guessed_names_.try_emplace(provider, text).first->second;
    known = std::min(known, text);  // the same in whatever order they were given
  }

  void announce_names() const {
    base::Diagnostics notes;
    for (const auto& [provider, from] : guessed_names_) {
      notes.push_back(base::warning("derive.provider",
                                    "provider " + base::in_quotes(provider) + " is named after the " + from, {},
                                    "--provider NAME says another"));
      notes.back().severity = base::Severity::Note;
    }
    print(notes);
  }

  void read_overlay(const std::string& provider) {
    if (overlays_.contains(provider)) return;
    const fs::path path = overlay_path(provider);
    std::error_code failure;
    if (flags_.overlay.empty() && !fs::exists(path, failure)) return;
    auto source = base::load_source(sources_, path);
    if (source) overlays_[provider] = *source;
    else base::append(problems_, std::move(source).diagnostics());
  }

  // Rules in words only: said, and written down only when asked. Prose of large files is looked at only when asked.
  std::vector<derive::Suggestion> propose(const derive::Derived& derived) {
    constexpr std::size_t much_text = 4u << 20;
    if (!flags_.is_suggesting && (flags_.is_quiet || flags_.is_check || text_size() > much_text)) return {};
    std::vector<derive::Suggestion> all;
    for (const auto& [provider, pages] : pages_) {
      const auto contract = derived.contracts.find(provider);
      if (contract == derived.contracts.end()) continue;
      auto found = derive::suggestions(contract->second, pages);
      if (flags_.is_suggesting && !found.empty()) add_to_overlay(provider, found);
      std::move(found.begin(), found.end(), std::back_inserter(all));
    }
    return all;
  }

  // A sentence of which a suggestion says what it could mean needs no finding that it is there.
  void tell(derive::Derived& derived, std::span<const derive::Suggestion> proposed) {
    suggestions_ = proposed.size();
    std::erase_if(derived.findings, [&](const base::Diagnostic& finding) {
      return finding.kind == "apidoc.prose-rule" && std::any_of(proposed.begin(), proposed.end(), [&](const auto& one) {
               return one.span.source == finding.span.source && one.span.begin == finding.span.begin;
             });
    });
    print(derived.findings);
    print_suggestions(proposed);
  }

  std::size_t text_size() const {
    std::size_t size = 0;
    for (const auto& input : inputs_) size += input.page->text().size();
    return size;
  }

  static void print_suggestions(std::span<const derive::Suggestion> found) {
    base::Diagnostics notes;
    for (const derive::Suggestion& one : found) {
      base::Diagnostic note = base::warning("apidoc.suggestion", "in words only: " + base::in_quotes(one.text),
                                            one.span, one.target + " could say " + document::write_json(one.update));
      note.severity = base::Severity::Note;
      notes.push_back(std::move(note));
    }
    print(notes);
  }

  fs::path overlay_path(const std::string& provider) const {
    return flags_.overlay.empty() ? fs::path(flags_.folder) / provider / "overlay.yaml" : fs::path(flags_.overlay);
  }

  void add_to_overlay(const std::string& provider, std::span<const derive::Suggestion> found) {
    const fs::path path = overlay_path(provider);
    const auto known = overlays_.find(provider);
    const base::Source& overlay = known != overlays_.end() ? *known->second : sources_.add(path.generic_string(), "");
    auto text = derive::with_suggestions(overlay, provider, found);
    if (!text) return base::append(problems_, std::move(text).diagnostics());
    base::append(problems_, base::write_file_atomically(path, *text));
    print(count_of(found.size(), "suggestion") + " added to " + base::printable(path.generic_string()) +
          ": keep or delete each, then derive again\n");
  }

  // A page in the folder of the contracts can have the name of one.
  base::Diagnostics overwritten_pages(const derive::Derived& derived) const {
    std::vector<NamedPath> inputs, outputs;
    for (const derive::DeriveInput& one : inputs_) inputs.push_back({"the page it is made of", one.page->name()});
    for (const auto& [name, content] : derived.files)
      if (name.ends_with("/openapi.yaml")) outputs.push_back({"-o", (fs::path(flags_.folder) / name).generic_string()});
    return overwritten(outputs, inputs);
  }

  int write(const derive::Derived& derived) {
    for (const auto& [name, content] : derived.files)
      base::append(problems_, base::write_made_file(fs::path(flags_.folder) / name, content));
    if (!flags_.is_quiet) name_left_over_files(derived);
    return AllPassed;
  }

  void name_left_over_files(const derive::Derived& derived) {
    for (const fs::path& path : left_over_files(flags_.folder, derived)) {
      print("left over " + base::printable(path.generic_string()) + "\n");
      differences_++;
    }
  }

  // What changed first, then in which files; those in which no more than the lines of the pages did are counted.
  int compare(const derive::Derived& derived) {
    base::Printable files;
    std::size_t shifted = 0;
    for (const auto& [name, content] : derived.files) {
      const fs::path path = fs::path(flags_.folder) / name;
      const auto committed = base::read_file(path);
      if (committed && *committed == content) continue;
      differences_++;
      if (committed && only_source_lines_differ(*committed, content)) {
        shifted++;
        continue;
      }
      if (committed) tell_changes(derived, path, name, *committed);
      files += (committed ? base::Printable("differs   ") : base::Printable("missing   ")) +
               base::printable(path.generic_string()) + "\n";
    }
    print(files);
    if (shifted > 0)
      print("shifted   " + count_of(shifted, "file") + ": only the lines of the pages that they name are others\n");
    name_left_over_files(derived);
    return differences_ == 0 ? AllPassed : ContractBroken;
  }

  void tell_changes(const derive::Derived& derived, const fs::path& path, const fs::path& name,
                    const std::string& committed) const {
    const auto contract = derived.contracts.find(name.parent_path().generic_string());
    if (contract == derived.contracts.end() || path.filename() != "openapi.yaml") return;
    print(base::Printable::composed(contract_changes(path.generic_string(), committed, contract->second)));
  }

  void summarize(const derive::Derived& derived) {
    announce_names();
    base::Printable findings = count_of(derived.findings.size(), "finding") + " about the pages";
    if (suggestions_ > 0 && !flags_.is_suggesting) {
      findings += ", " + base::Printable(suggestions_) + " in words only (see --suggest)";
    }
    if (others_ > 0) findings += "; " + count_of(others_, "other file") + " left aside";
    const base::Printable files = derived.files.size();
    if (flags_.is_check) {
      print(base::Printable(differences_) + " of " + files + " files would change, " + findings + "\n");
    } else {
      print(files + " files written to " + base::printable(flags_.folder) + ", " + findings + "\n");
    }
  }

  const DeriveFlags& flags_;
  base::SourceSet sources_;
  openapi::DocumentSet documents_;
  std::vector<derive::DeriveInput> inputs_;
  std::map<std::string, std::vector<const base::Source*>> pages_;  // by provider
  std::map<std::string, const base::Source*> overlays_;
  std::map<std::string, std::string> guessed_names_;  // of new providers, and after what
  std::size_t suggestions_ = 0;
  std::size_t others_ = 0;      // files that are about no API
  base::Diagnostics left_out_;  // pages that could not be read, beside those that could
  base::Diagnostics problems_;
  std::size_t differences_ = 0;
};

}  // namespace

Action add_derive(Options& options) {
  auto flags = std::make_shared<DeriveFlags>();
  options
      .add_option("DOC", flags->pages,
                  "Documentation pages, OpenAPI and Swagger files (named PROVIDER-OPERATION.md), and folders of them")
      .required()
      .type_name("");
  options.add_option("-o,--output", flags->folder, "Folder of the contracts, one folder a provider (default: schemas)")
      .type_name("DIR");
  options.add_option("--provider", flags->provider, "Provider, when the file's name does not begin with it")
      .type_name("NAME");
  options.add_option("--operation", flags->operation, "Operation, when the file's name does not say it")
      .type_name("NAME");
  options.add_option("--overlay", flags->overlay, "Overlay (default: PROVIDER/overlay.yaml in the output folder)")
      .type_name("FILE");
  add_document_flags(options, flags->documents);
  options.add_flag("--check", flags->is_check,
                   "Write nothing; exit 4 when a file would change, and say what changed in the contract");
  options.add_flag(
      "--suggest", flags->is_suggesting,
      "Add what only the prose says (valid values, formats, \"required if\"…) to the overlay, to be confirmed");
  options.add_flag("-q,--quiet", flags->is_quiet, "No findings");
  return [flags] { return DeriveCommand(*flags)(); };
}

}  // namespace concord::cli
