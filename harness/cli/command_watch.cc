// concord watch: the pages of the providers, fetched again.
#include "command.h"
#include "exit_code.h"
#include "finding_files.h"
#include "options.h"
#include "terminal.h"
#include "version.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/finding/format.h>
#include <concord/watch.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace concord::cli {

namespace fs = std::filesystem;

namespace {

struct WatchFlags {
  std::vector<std::string> providers;
  std::string suites = "suites", pages = "pages";
  bool is_updating = false;
};

class WatchCommand {
 public:
  explicit WatchCommand(const WatchFlags& flags) : flags_(flags), folder_(flags.pages) {}

  int operator()() {
    for (const auto& [name, file] : provider_files()) look_at(name, file);
    if (watched_ == 0 && problems_.empty())
      problems_.push_back(base::error("watch.nothing", "no provider says where its documents are", {},
                                      "provider.yaml: documents: [{url: https://docs.shop.com/orders.md, as: "
                                      "shop-create-order.md}]"));
    base::append(problems_, folder_.problems());
    print(problems_);
    if (base::has_errors(problems_)) code_ = std::max(code_, static_cast<int>(BadInput));
    return code_;
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
    auto provider = suite::load_provider(sources_, file);
    if (!provider) return base::append(problems_, std::move(provider).diagnostics());
    if (provider->documents.empty()) {
      if (!flags_.providers.empty())
        problems_.push_back(base::error("watch.documents", base::in_quotes(file) + " names no documents"));
      return;
    }
    ++watched_;
    static const watch::Fetch fetch = watch::make_fetch(std::string("concord/") + version);
    const watch::WatchResult result =
        watch::compare(sources_, *provider, folder_, folder_.fetch(*provider, fetch, base::system_clock().now()),
                       flags_.suites + '/' + name);
    tell(provider->name, result);
    if (flags_.is_updating) write(result);
    code_ = std::max({code_, result.breaks() ? static_cast<int>(ContractBroken) : 0,
                      result.has_failed() ? static_cast<int>(NotJudged) : 0});
  }

  void tell(const std::string& name, const watch::WatchResult& result) {
    for (const watch::WatchedPage& page : result.pages) {
      static constexpr std::array<std::string_view, 4> words{"same", "changed", "new", "failed"};
      const std::string state(words[static_cast<std::size_t>(page.state)]);
      print(base::printable(name + ": " + page.name + ' ' + state) + "\n");
      print(page.problems);
    }
    if (result.has_failed()) return;
    if (result.has_changed()) {
      tell_changes(result);
      print(result.overlay_misses);
      print(result.overlay_needless);
      for (const watch::BrokenRequest& one : result.broken) tell(one);
    }
    base::append(problems_, result.problems);
  }

  void tell_changes(const watch::WatchResult& result) {
    ShownFiles shown(sources_);
    for (const base::Source* text : result.texts) shown.add(*text);
    finding::FormatOptions options;
    options.color = wants_color("auto", stdout_is_terminal());
    options.find_source = [&](std::string_view file) { return shown.find(file); };
    const auto write = [&](const finding::Listing& listing) {
      print(base::Printable::composed(finding::find_format("text")->write(listing, options)));
    };
    if (result.changes.findings.empty() && result.problems.empty())
      print("no message is another one: only prose, examples or where things stand changed\n");
    if (!result.changes.findings.empty()) write(result.changes);
    if (!result.contradictions.findings.empty()) {
      print("\nthe pages contradict themselves where they did not before:\n");
      write(result.contradictions);
    }
  }

  static void tell(const watch::BrokenRequest& one) {
    const std::string more = one.cases > 1 ? " and " + base::counted(one.cases - 1, "more step") : std::string();
    print(base::printable(one.place + ": " + one.name + more) + "\n");
    print("  its request breaks the new contract of " + base::printable(one.operation + ": " + one.message) + "\n");
    print("  documented: " + base::printable(one.documentation) + "\n");
  }

  void write(const watch::WatchResult& result) {
    if (!result.has_changed()) return;
    if (result.files.empty()) {
      print("nothing is written: the contract cannot be made of these pages\n");
      return;
    }
    base::append(problems_, watch::update(folder_, result));
    print(base::printable(base::counted(result.pages.size(), "page") + " in " + flags_.pages + " and " +
                          base::counted(result.files.size(), "file") + " in " + result.folder + " are as of now") +
          "\n");
  }

  const WatchFlags& flags_;
  watch::PageFolder folder_;
  base::SourceSet sources_;
  base::Diagnostics problems_;
  std::size_t watched_ = 0;
  int code_ = AllPassed;
};

}  // namespace

Action add_watch(Options& options) {
  auto flags = std::make_shared<WatchFlags>();
  options.add_option("PROVIDER", flags->providers, "Names of folders in suites (default: all that say documents:)")
      .type_name("");
  options.add_option("--suites", flags->suites, "Folder of the providers (default: suites)").type_name("DIR");
  options.add_option("--pages", flags->pages, "Folder of the pages and their editions (default: pages)")
      .type_name("DIR");
  options.add_flag("--update", flags->is_updating, "Write pages and contracts as they are now, never an overlay");
  return [flags] { return WatchCommand(*flags)(); };
}

}  // namespace concord::cli
