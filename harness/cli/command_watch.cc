// concord watch: the pages of the providers, fetched again.
#include "command.h"
#include "exit_code.h"
#include "options.h"
#include "page_watch.h"
#include "terminal.h"

#include <concord/base/text.h>
#include <concord/suite/watched_provider.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace concord::cli {

namespace fs = std::filesystem;

namespace {

struct WatchFlags {
  std::vector<std::string> providers;
  std::string suites = "suites", pages = "pages";
  bool is_updating = false, all = false;
};

class WatchCommand {
 public:
  explicit WatchCommand(const WatchFlags& flags)
      : flags_(flags),
        watch_(flags.pages, flags.is_updating,
               flags.all ? PageWatch::Causes::Listed : PageWatch::Causes::JoinedWithHint) {}

  int operator()() {
    for (const auto& [name, file] : provider_files()) look_at(name, file);
    if (watched_ == 0 && problems_.empty())
      problems_.push_back(base::error("watch.nothing", "no provider says where its documents are", {},
                                      "provider.yaml: documents: [{url: https://docs.shop.com/orders.md, as: "
                                      "shop-create-order.md}]"));
    base::append(problems_, watch_.problems());
    print(problems_);
    return base::has_errors(problems_) ? std::max(watch_.exit_code(), static_cast<int>(BadInput)) : watch_.exit_code();
  }

 private:
  // By name: those that are wanted, or all.
  std::map<std::string, std::string> provider_files() {
    std::map<std::string, std::string> files;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(flags_.suites, failure)) {
      const fs::path file = entry.path() / "provider.yaml";
      if (fs::exists(file, failure)) files[entry.path().filename().generic_string()] = file.generic_string();
    }
    std::map<std::string, std::string> wanted;
    std::vector<std::string> known;
    for (const auto& [name, file] : files) known.push_back(name);
    for (const std::string& name : flags_.providers) {
      const auto found = files.find(name);
      if (found != files.end()) wanted.insert(*found);
      else
        problems_.push_back(base::error("watch.provider",
                                        "there is no " + base::in_quotes(flags_.suites + '/' + name + "/provider.yaml"),
                                        {}, base::did_you_mean(name, known)));
    }
    return flags_.providers.empty() ? files : wanted;
  }

  void look_at(const std::string& name, const std::string& file) {
    auto provider = suite::load_watched_provider(sources_, file);
    if (!provider) return base::append(problems_, std::move(provider).diagnostics());
    if (provider->documents.empty()) {
      if (!flags_.providers.empty())
        problems_.push_back(base::error("watch.documents", base::in_quotes(file) + " names no documents"));
      return;
    }
    ++watched_;
    watch_.look_at(*provider, flags_.suites + '/' + name);
  }

  const WatchFlags& flags_;
  PageWatch watch_;
  base::SourceSet sources_;
  base::Diagnostics problems_;
  std::size_t watched_ = 0;
};

}  // namespace

Action add_watch(Options& options) {
  auto flags = std::make_shared<WatchFlags>();
  options.add_option("PROVIDER", flags->providers, "Names of folders in suites (default: all that say documents:)")
      .type_name("");
  options.add_option("--suites", flags->suites, "Folder of the providers (default: suites)").type_name("DIR");
  options.add_option("--pages", flags->pages, "Folder of the pages and their editions (default: pages)")
      .type_name("DIR");
  options.add_flag("--all", flags->all, "List each change, also those that have one cause");
  options.add_flag("--update", flags->is_updating, "Write pages and contracts as they are now, never an overlay");
  return [flags] { return WatchCommand(*flags)(); };
}

}  // namespace concord::cli
