// concord derive: pages → contracts and schemas.
#include "command.h"
#include "exit_code.h"
#include "terminal.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <concord/apidoc/derive.h>
#include <concord/base/file.h>
#include <concord/base/text.h>

#include <filesystem>
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
  bool is_quiet = false;
};

class DeriveCommand {
 public:
  explicit DeriveCommand(const DeriveFlags& flags) : flags_(flags) {}

  int operator()() {
    if (!flags_.operation.empty() && flags_.pages.size() > 1) {
      print(base::Diagnostics{error("derive.operation", "--operation names one operation, so it goes with one page")});
      return UsageError;
    }
    read();
    if (base::has_errors(problems_)) return fail();
    auto derived = apidoc::derive(inputs_, overlays_, documents_);
    if (!derived) {
      base::append(problems_, std::move(derived).diagnostics());
      return fail();
    }
    if (!flags_.is_quiet) print(derived->findings);
    const int code = flags_.is_check ? compare(derived->files) : write(derived->files);
    if (!problems_.empty()) return fail();
    if (!flags_.is_quiet) summarize(*derived);
    return code;
  }

 private:
  int fail() {
    print(problems_);
    return BadInput;
  }

  static std::string provider_of(const std::string& page) {
    const std::string stem = fs::path(page).stem().string();
    return stem.substr(0, stem.find('-'));
  }

  void read() {
    for (const std::string& page : flags_.pages) {
      auto source = base::load_source(sources_, page);
      if (!source) {
        base::append(problems_, std::move(source).diagnostics());
        continue;
      }
      const std::string provider = flags_.provider.empty() ? provider_of(page) : flags_.provider;
      inputs_.push_back({provider, flags_.operation, *source});
      read_overlay(provider);
    }
  }

  void read_overlay(const std::string& provider) {
    if (overlays_.contains(provider)) return;
    const fs::path path = flags_.overlay.empty() ? fs::path(flags_.folder) / provider / "overlay.yaml" : fs::path(flags_.overlay);
    std::error_code failure;
    if (flags_.overlay.empty() && !fs::exists(path, failure)) return;
    auto source = base::load_source(sources_, path);
    if (source) overlays_[provider] = *source;
    else base::append(problems_, std::move(source).diagnostics());
  }

  int write(const std::map<std::string, std::string>& files) {
    for (const auto& [name, content] : files) base::append(problems_, base::write_file_atomically(fs::path(flags_.folder) / name, content));
    return AllPassed;
  }

  int compare(const std::map<std::string, std::string>& files) {
    for (const auto& [name, content] : files) {
      const fs::path path = fs::path(flags_.folder) / name;
      auto committed = base::read_file(path);
      if (!committed) {
        print("missing   " + path.generic_string() + '\n');
        differences_++;
      } else if (*committed != content) {
        print("differs   " + path.generic_string() + '\n');
        differences_++;
      }
    }
    return differences_ == 0 ? AllPassed : ContractBroken;
  }

  void summarize(const apidoc::Derived& derived) {
    const std::string findings = std::to_string(derived.findings.size()) + (derived.findings.size() == 1 ? " finding" : " findings") + " about the pages";
    if (flags_.is_check) {
      print(std::to_string(differences_) + " of " + std::to_string(derived.files.size()) + " files would change, " + findings + '\n');
    } else {
      print(std::to_string(derived.files.size()) + " files written to " + flags_.folder + ", " + findings + '\n');
    }
  }

  const DeriveFlags& flags_;
  base::SourceSet sources_;
  apidoc::DocumentSet documents_{sources_};
  std::vector<apidoc::DeriveInput> inputs_;
  std::map<std::string, const base::Source*> overlays_;
  base::Diagnostics problems_;
  std::size_t differences_ = 0;
};

}  // namespace

Action add_derive(CLI::App& app) {
  auto flags = std::make_shared<DeriveFlags>();
  app.add_option("DOC", flags->pages, "Documentation pages or OpenAPI files, named PROVIDER-OPERATION.md")->required()->type_name("");
  app.add_option("-o,--output", flags->folder, "Folder of the contracts, one folder a provider (default: schemas)")->type_name("DIR");
  app.add_option("--provider", flags->provider, "Provider, when the file's name does not begin with it")->type_name("NAME");
  app.add_option("--operation", flags->operation, "Operation, when the file's name does not say it")->type_name("NAME");
  app.add_option("--overlay", flags->overlay, "Overlay (default: PROVIDER/overlay.yaml in the output folder)")->type_name("FILE");
  app.add_flag("--check", flags->is_check, "Write nothing; exit 4 when a file would change");
  app.add_flag("-q,--quiet", flags->is_quiet, "No findings");
  return [flags] { return DeriveCommand(*flags)(); };
}

}  // namespace concord::cli
