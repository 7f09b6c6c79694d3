// The pages of a provider, fetched again: what changed, and whom it breaks.
#pragma once
#include <concord/base/result.h>
#include <concord/finding.h>
#include <concord/suite.h>

#include <functional>
#include <string>
#include <vector>

namespace concord::watch {

// What came of one document.
enum class PageState : std::uint8_t {
  Same,     // as it is committed
  Changed,  // another text
  New,      // there is none committed
  Failed,   // it could not be fetched, or is nothing that is read
};

struct WatchedPage {
  std::string name;  // "knot-create-session.md"
  std::string url;
  PageState state = PageState::Same;
  std::string text;            // as it is now; of Failed ""
  std::string sha256;          // of that
  std::string edition;         // the file of that text, whose lines are cited where it is not committed
  base::Diagnostics problems;  // of Failed; else notes
};

// An answer to GET, as far as it matters here.
struct Fetched {
  int status = 0;
  std::string text, content_type, etag, last_modified;
  std::string failure;  // why there is no answer, or ""
  std::string hint;     // what helps then, or ""
  std::string note;     // what whoever named the URL may not expect, or ""
};
// `etag` and `last_modified`: of the edition that is known, or "".
using Fetch = std::function<Fetched(const std::string& url, const std::string& etag, const std::string& last_modified)>;

// With redirects followed, at most five, never from https to http, and never to a host that nobody named: that of the
// URL and those of `named_urls` are. At most 16 MB and 30 s. The transport of this machine: proxies of the environment
// are obeyed.
Fetch make_fetch(const std::string& user_agent, const std::vector<std::string>& named_urls = {});

// The folder of pages: those that are committed, and each edition that was ever fetched, by its digest, in
// `.editions/`, where a file remembers ETag and Last-Modified of the last.
class PageFolder {
 public:
  explicit PageFolder(std::string folder) : folder_(std::move(folder)) {}

  // Fetches all documents of the provider. Editions are kept; committed pages are not touched.
  std::vector<WatchedPage> fetch(const suite::Provider& provider, const Fetch& fetch, base::SystemTime now);
  // The page as it is committed; nothing when it is not there.
  std::optional<std::string> committed(const std::string& name) const;
  std::string path_of(const std::string& name) const { return folder_ + '/' + name; }
  // Whether this was the text of that page when it was fetched once.
  bool has_edition(const std::string& name, const std::string& text) const;
  base::Diagnostics problems() const { return problems_; }  // what could not be read or written

 private:
  std::string folder_;
  base::Diagnostics problems_;
};

// A request of a suite that the new contract does not allow, and the committed one does.
struct BrokenRequest {
  std::string place;  // "suites/knot/create-session.suite.yaml:14:5", of the first case
  std::string name;   // of that
  std::size_t cases = 1;
  std::string operation;      // "knot/create-session"
  std::string message;        // "body /country: is missing"
  std::string documentation;  // "knot-create-session.md:40"
};

struct WatchResult {
  std::vector<WatchedPage> pages;
  finding::Listing changes;                  // what a client must know, in the words of diff
  finding::Listing contradictions;           // that the pages did not have before, in the words of lint
  base::Diagnostics overlay_misses;          // actions that match nothing any more
  base::Diagnostics overlay_needless;        // that change nothing any more: warnings
  std::vector<BrokenRequest> broken;         // requests of suites
  std::map<std::string, std::string> files;  // the contract anew, by path below its folder; empty: it cannot be made
  std::string document;         // the path of the contract where it is a document itself and was not derived; else ""
  base::Diagnostics unwritten;  // why an update cannot write that
  bool is_made_of_these = false;             // the contract is just what these pages say
  std::string folder;                        // of contracts: "schemas"
  bool is_first = false;                     // there was no contract to compare with
  base::Diagnostics problems;                // why the contract cannot be made or compared
  bool has_changed() const;
  bool has_failed() const;  // a page could not be fetched
  bool breaks() const;      // a client, a suite, or the overlay
};

// Compares what the pages say now with the committed contract. `sources` get the texts that places lead to.
// `suites`: the folder of the provider's suites.
WatchResult compare(base::SourceSet& sources, const suite::Provider& provider, const PageFolder& folder,
                    std::vector<WatchedPage> pages, const std::string& suites);

// Writes the pages, then the contract, never the overlay: the files that derive writes, or the document that runs use,
// which is the page itself. Nothing is written where the contract cannot be made, where that document is no page, where
// a link leads elsewhere, or where a page or the folder of the contract cannot be written.
base::Diagnostics update(const PageFolder& folder, const WatchResult& result);

}  // namespace concord::watch
