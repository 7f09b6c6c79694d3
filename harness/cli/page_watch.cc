#include "page_watch.h"
#include "exit_code.h"
#include "finding_files.h"
#include "terminal.h"
#include "version.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/finding/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace concord::cli {

namespace {

void tell_broken(const watch::BrokenRequest& one) {
  const std::string more = one.cases > 1 ? " and " + base::counted(one.cases - 1, "more step") : std::string();
  print(base::printable(one.place + ": " + one.name + more) + "\n");
  print("  its request breaks the new contract of " + base::printable(one.operation + ": " + one.message) + "\n");
  print("  documented: " + base::printable(one.documentation) + "\n");
}

}  // namespace

void PageWatch::look_at(const suite::Provider& provider, const std::string& suites) {
  std::vector<std::string> named_urls;
  for (const suite::ProviderDocument& one : provider.documents) named_urls.push_back(one.url);
  const watch::Fetch fetch = watch::make_fetch(std::string("concord/") + version, named_urls);
  const watch::WatchResult result = watch::compare(
      sources_, provider, folder_, folder_.fetch(provider, fetch, base::system_clock().now()), suites);
  tell(provider.name, result);
  if (is_updating_) write(result);
  const bool is_left = is_updating_ && result.has_changed() && result.files.empty();
  has_failed_ = has_failed_ || result.has_failed() || is_left || !result.problems.empty();
  code_ = std::max({code_, result.breaks() ? static_cast<int>(ContractBroken) : 0,
                    result.has_failed() ? static_cast<int>(NotJudged) : 0});
}

base::Diagnostics PageWatch::problems() const {
  base::Diagnostics all = problems_;
  base::append(all, folder_.problems());
  return all;
}

void PageWatch::tell(const std::string& name, const watch::WatchResult& result) {
  for (const watch::WatchedPage& page : result.pages) {
    static constexpr std::array<std::string_view, 4> words{"same", "changed", "new", "failed"};
    const std::string state(words[static_cast<std::size_t>(page.state)]);
    const bool is_shown = page.state == watch::PageState::Changed || page.state == watch::PageState::New;
    print(base::printable(name + ": " + page.name + ' ' + state + (is_shown ? ", now " + page.edition : "")) + "\n");
    print(page.problems);
  }
  if (result.has_failed()) return base::append(problems_, result.problems);
  if (result.has_changed()) {
    tell_changes(result);
    print(result.overlay_misses);
    print(result.overlay_needless);
    for (const watch::BrokenRequest& one : result.broken) tell_broken(one);
  }
  base::append(problems_, result.problems);
}

void PageWatch::tell_listing(const finding::Listing& listing) {
  ShownFiles shown(sources_);
  finding::FormatOptions options;
  options.color = wants_color("auto", stdout_is_terminal());
  options.find_source = [&](std::string_view file) { return shown.find(file); };
  print(base::Printable::composed(finding::find_format("text")->write(listing, options)));
}

void PageWatch::tell_changes(const watch::WatchResult& result) {
  if (result.is_first && result.problems.empty())
    print("there was no contract: nothing is compared\n");
  else if (result.is_made_of_these && result.changes.findings.empty() && result.problems.empty())
    print(result.document.empty() ? base::Printable("the contract was derived from just that: nothing changed\n")
                                  : base::Printable("the contract is just that: nothing changed\n"));
  else if (result.changes.findings.empty() && result.problems.empty())
    print("no message is another one: only prose, examples or where things stand changed\n");
  finding::Listing changes = result.changes;
  if (causes_ == Causes::JoinedWithHint) finding::join_causes(changes);
  else if (causes_ == Causes::Joined) finding::join_causes(changes, "");
  if (!changes.findings.empty()) tell_listing(changes);
  if (!result.contradictions.findings.empty()) {
    print("\nthe pages contradict themselves where they did not before:\n");
    tell_listing(result.contradictions);
  }
}

void PageWatch::write(const watch::WatchResult& result) {
  if (!result.has_changed()) return;
  if (result.files.empty() && result.unwritten.empty()) {
    print("nothing is written: the contract cannot be made of these pages\n");
    return;
  }
  base::Diagnostics lost = watch::update(folder_, result);
  if (!lost.empty()) {
    print(result.files.empty() ? base::Printable("nothing is written\n")
                               : base::Printable("the pages and the contract are not all as of now\n"));
    return base::append(problems_, std::move(lost));
  }
  const std::string contract = result.document.empty()
                                   ? base::counted(result.files.size(), "file") + " in " + result.folder
                                   : result.document;
  print(base::printable(base::counted(result.pages.size(), "page") + " in " + pages_ + " and " + contract +
                        " are as of now") +
        "\n");
}

bool refresh_pages(const suite::Plan& plan) {
  PageWatch watch("pages", true, PageWatch::Causes::Joined);
  for (const auto& provider : plan.providers) {
    const auto folder = std::filesystem::path(provider->file).parent_path().generic_string();
    if (!provider->documents.empty()) watch.look_at(*provider, folder);
  }
  const base::Diagnostics problems = watch.problems();
  print(problems);
  return !watch.has_failed() && !base::has_errors(problems);
}

}  // namespace concord::cli
