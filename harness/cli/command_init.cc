// concord init: provider.yaml, the rules of a mock and suites for a document, to start from.
#include "command.h"
#include "document_flags.h"
#include "exit_code.h"
#include "options.h"
#include "terminal.h"

#include <concord/base/counted.h>
#include <concord/base/file.h>
#include <concord/base/file_slug.h>
#include <concord/base/text.h>
#include <concord/derive.h>
#include <concord/explore/written.h>
#include <concord/openapi.h>

#include <filesystem>
#include <memory>

namespace concord::cli {

namespace fs = std::filesystem;
using base::error;

namespace {

struct InitFlags {
  std::vector<std::string> documents;
  std::string output = "suites";
  std::uint64_t seed = 1;
  bool overwrites = false;
  DocumentFlags flags;
};

class InitCommand {
 public:
  explicit InitCommand(const InitFlags& flags) : flags_(flags) {}

  int operator()() {
    for (const std::string& document : flags_.documents) start(document);
    print(problems_);
    return problems_.empty() ? AllPassed : BadInput;
  }

 private:
  void start(const std::string& document) {
    explore::ProviderOptions options;
    options.document = document_options(flags_.flags);
    options.searches_suites = false;  // what an earlier init wrote is what --force writes over
    auto provider = explore::load_provider(sources_, document, options);
    if (!provider) return base::append(problems_, std::move(provider).diagnostics());
    if (!(*provider)->file.empty()) {
      problems_.push_back(error("init.there", document + " has a provider.yaml already: " + (*provider)->file));
      return;
    }
    const std::string name = base::file_slug((*provider)->name);
    const fs::path folder = fs::path(flags_.output) / (name.empty() ? "api" : name);
    const std::string contract = contract_for(**provider, folder);
    explore::Options plan;
    plan.seed = flags_.seed;
    const explore::Project project = explore::write_project(**provider, plan, contract, document);
    if (!flags_.overwrites && has_files(folder, project)) return;
    const std::size_t before = problems_.size();
    for (const auto& [file, text] : project.files) write(folder / file, text);
    if (problems_.size() == before) tell(folder, **provider, project, document);
  }

  // The document itself where a suite can name it, else what was read of it.
  std::string contract_for(const suite::Provider& provider, const fs::path& folder) {
    const fs::path file = provider.contract.file;
    const auto source = base::load_source(sources_, file);
    if (source && openapi::is_openapi_file(**source))
      return fs::relative(fs::absolute(file), fs::absolute(folder)).generic_string();
    write(folder / "openapi.yaml", document::write_yaml(*provider.contract.root));
    return "openapi.yaml";
  }

  bool has_files(const fs::path& folder, const explore::Project& project) {
    std::error_code failure;
    for (const auto& [file, text] : project.files) {
      if (!fs::exists(folder / file, failure)) continue;
      problems_.push_back(error("init.there", (folder / file).generic_string() + " is there already", {},
                                "--force writes over what is there"));
      return true;
    }
    return false;
  }

  // Below the folder that was named nothing leads elsewhere: a link there is not of our making.
  bool leads_elsewhere(const fs::path& path) {
    std::error_code failure;
    for (const fs::path& one : {path.parent_path(), path}) {
      if (!fs::is_symlink(fs::symlink_status(one, failure))) continue;
      const std::string message = one.generic_string() + " is a link: nothing is written through it";
      if (problems_.empty() || problems_.back().message != message)
        problems_.push_back(error("init.link", message, {}, "take it away, or name another folder with --output"));
      return true;
    }
    return false;
  }

  void write(const fs::path& path, const std::string& text) {
    if (leads_elsewhere(path)) return;
    base::append(problems_, base::write_file_atomically(path, text));
  }

  void tell(const fs::path& folder, const suite::Provider& provider, const explore::Project& project,
            const std::string& document) const {
    print(base::printable(folder.generic_string() + ": provider.yaml, mock.yaml and " +
                          base::counted(project.files.size() - 2, "suite")) +
          "\n");
    for (const std::string& one : project.unwritten) print(base::printable("no suite for " + one) + "\n");
    if (explore::has_stories(provider.contract))
      print(base::printable("no suite holds stories (stateful): concord run " + document + " tells them") + "\n");
    std::vector<std::string> names;
    for (const suite::VariableSpec& one : provider.variables) names.push_back(one.name);
    if (!names.empty()) print(base::printable("to be filled in for a real target: " + base::join(names, ", ")) + "\n");
    print(base::printable("try them on the mock: concord run " + folder.generic_string()) + "\n");
  }

  const InitFlags& flags_;
  base::SourceSet sources_;
  base::Diagnostics problems_;
};

}  // namespace

Action add_init(Options& options) {
  auto flags = std::make_shared<InitFlags>();
  options.add_option("DOC", flags->documents, "OpenAPI documents, pages or contracts").required().type_name("");
  options.add_option("-o,--output", flags->output, "Folder of the suites (default: suites)").type_name("DIR");
  options.add_option("--seed", flags->seed, "Of values that the document leaves open (default: 1)").type_name("N");
  options.add_flag("--force", flags->overwrites, "Write over files that are there");
  add_document_flags(options, flags->flags);
  return [flags] { return InitCommand(*flags)(); };
}

}  // namespace concord::cli
