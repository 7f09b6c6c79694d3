// The pages of providers, fetched again, and what is printed of it.
#pragma once
#include <concord/suite.h>
#include <concord/watch.h>

#include <string>

namespace concord::cli {

class PageWatch {
 public:
  // What is told of changes that have one cause: the first of them, which says how each is listed or says nothing of
  // that, or each.
  enum class Causes : std::uint8_t { JoinedWithHint, Joined, Listed };

  // `pages`: the folder of the pages and their editions. With `is_updating` pages and contracts are written as they are
  // now.
  PageWatch(const std::string& pages, bool is_updating, Causes causes)
      : pages_(pages), folder_(pages), is_updating_(is_updating), causes_(causes) {}

  // Of a provider that names documents. `suites`: the folder of its suites.
  void look_at(const suite::Provider& provider, const std::string& suites);
  // 4 when a client, a suite or the overlay breaks, 3 when a page could not be fetched; the highest of all.
  int exit_code() const { return code_; }
  bool has_failed() const { return has_failed_; }  // a page, or what it takes to read it
  base::Diagnostics problems() const;

 private:
  void tell(const std::string& name, const watch::WatchResult& result);
  void tell_changes(const watch::WatchResult& result);
  void tell_listing(const finding::Listing& listing);
  void write(const watch::WatchResult& result);

  std::string pages_;
  watch::PageFolder folder_;
  bool is_updating_;
  Causes causes_;
  base::SourceSet sources_;
  base::Diagnostics problems_;
  int code_ = 0;
  bool has_failed_ = false;
};

// `concord watch --update` for the providers of a plan that name documents; the pages are in `pages`. False where
// something of it failed, and the committed page or contract stands.
bool refresh_pages(const suite::Plan& plan);

}  // namespace concord::cli
