// The contract as it would be derived from the pages of today is compared with the committed one; the overlay is
// applied action by action, so that each can be told that no longer fits, and the rest is compared all the same.
#include "links.h"
#include "suite_requests.h"

#include <concord/base/file.h>
#include <concord/base/made_file.h>
#include <concord/base/out_file.h>
#include <concord/base/text.h>
#include <concord/contract/overlay.h>
#include <concord/derive.h>
#include <concord/derive/trace.h>
#include <concord/diff.h>
#include <concord/lint.h>
#include <concord/page.h>
#include <concord/watch.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

namespace concord::watch {

namespace fs = std::filesystem;
using document::Node;

namespace {

// Each decision is noted where it was applied, whether or not it changed anything.
Node without_marks(Node value) {
  if (value.is_object()) {
    value.remove("x-concord-decisions");
    for (document::Member& member : value.members()) member.value = without_marks(std::move(member.value));
  } else if (value.is_array()) {
    for (Node& item : value.items()) item = without_marks(std::move(item));
  }
  return value;
}

class Comparison {
 public:
  Comparison(base::SourceSet& sources, const suite::Provider& provider, const PageFolder& folder,
             std::vector<WatchedPage> pages)
      : sources_(sources), provider_(provider), folder_(folder), documents_(sources, {}) {
    result_.pages = std::move(pages);
    const fs::path of_contract = fs::path(provider.contract.file).parent_path();
    result_.is_first = !provider.contract.root;
    if (is_document()) {
      result_.document = provider.contract.file;
      result_.folder = (of_contract.empty() ? fs::path(".") : of_contract).generic_string();
      take_document_for_page();
      return;
    }
    const fs::path above = of_contract.parent_path();
    result_.folder = (above.empty() ? fs::path(".") : above).generic_string();
    overlay_path_ = (of_contract / "overlay.yaml").generic_string();
  }

  WatchResult run(const std::string& suites) {
    look(suites);
    cite_editions();
    return std::move(result_);
  }

 private:
  void look(const std::string& suites) {
    read_overlay();  // a mistake in it is told on every night, not on the first on which a page changes
    if (!result_.has_failed()) refuse_unknown_pages();
    if (result_.has_failed() || !result_.has_changed() || !result_.problems.empty()) return;
    read_pages();
    if (!result_.problems.empty()) return;
    const auto bare = derive({});
    if (!bare) return;
    Node now = bare->contracts.at(provider_.name);
    apply_overlay(now);
    if (provider_.contract.root)
      result_.changes = diff::compare(*provider_.contract.root, now, {base::system_clock().now()});
    result_.is_made_of_these = is_made_of_these();
    find_contradictions();
    make_files();
    judge_suites(suites);
    if (!result_.files.empty()) place_files();
  }

  std::string derived_path() const { return provider_.name + "/openapi.yaml"; }

  // As against what derive writes, which names the pages it was made of and not itself.
  bool is_document() const {
    const fs::path file(provider_.contract.file);
    if ((file.parent_path().filename() / file.filename()).generic_string() == derived_path()) return false;
    if (!provider_.contract.root) return true;
    const auto pages = derive::named_pages(*provider_.contract.root);
    return std::any_of(pages.begin(), pages.end(), [&](const auto& page) { return page.name == file.filename(); });
  }

  // The page that is the document: the only one, or the one with its name.
  WatchedPage* page_of_document() {
    if (result_.pages.size() == 1) return &result_.pages.front();
    const auto same = std::find_if(result_.pages.begin(), result_.pages.end(), [this](const WatchedPage& page) {
      return page.name == fs::path(result_.document).filename();
    });
    return same == result_.pages.end() ? nullptr : &*same;
  }

  std::optional<std::string> document_text() const {
    std::error_code none;
    if (!fs::exists(result_.document, none)) return std::nullopt;
    auto text = base::read_file(result_.document);
    return text ? std::optional(std::move(text).value()) : std::nullopt;
  }

  // Runs judge by the document: while that is an earlier edition, the page has changed, whatever is committed of it.
  void take_document_for_page() {
    WatchedPage* page = page_of_document();
    const auto text = document_text();
    if (page != nullptr && page->state == PageState::Same && text && *text != page->text &&
        folder_.has_edition(page->name, *text))
      page->state = PageState::Changed;
  }

  bool is_made_of_these() const {
    if (!provider_.contract.root) return false;
    std::set<std::string> digests;
    for (const derive::NamedPage& one : derive::named_pages(*provider_.contract.root)) digests.insert(one.sha256);
    return std::all_of(result_.pages.begin(), result_.pages.end(), [&](const WatchedPage& page) {
      return page.state == PageState::Same || digests.contains(page.sha256);
    });
  }

  base::Diagnostic cannot_write(const std::string& why, const std::string& hint) const {
    return base::error("watch.document", base::in_quotes(provider_.contract.file) + ", the contract, " + why, {}, hint);
  }

  // Where runs read them, whatever the provider is called.
  void place_files() {
    if (!result_.document.empty()) return write_document();
    const fs::path contract(provider_.contract.file);
    const std::map<std::string, std::string> derived = std::exchange(result_.files, {});
    if (contract.filename() != "openapi.yaml")
      return result_.unwritten.push_back(
          cannot_write("has another name than derive gives it, openapi.yaml", "call it so, in a folder of its own"));
    for (const auto& [path, content] : derived)
      result_.files[(contract.parent_path().filename() / fs::path(path).lexically_relative(provider_.name))
                        .generic_string()] = content;
  }

  // What was derived for the comparison is no file of this project.
  void write_document() {
    result_.files.clear();
    const WatchedPage* page = page_of_document();
    const std::string derive =
        "let " + provider_.file + " name what `concord derive` writes: contract: ../../schemas/" + derived_path();
    if (page == nullptr)
      return result_.unwritten.push_back(
          cannot_write("is a document, and more than one page is fetched for it", derive));
    if (!openapi::is_openapi_file(sources_.add(page->edition, page->text, page->name)))
      return result_.unwritten.push_back(
          cannot_write("is a document of OpenAPI, which " + base::in_quotes(page->name) + " is not", derive));
    const bool is_json = base::trim(page->text).starts_with('{');
    if (is_json != (fs::path(result_.document).extension() == ".json"))
      return result_.unwritten.push_back(
          cannot_write(is_json ? "is YAML, and the page is JSON" : "is JSON, and the page is YAML",
                       "let contract: in " + provider_.file + " name a file of that kind"));
    const auto text = document_text();
    const auto old = folder_.committed(page->name);
    if (text && old && *text != *old && *text != page->text && !folder_.has_edition(page->name, *text))
      return result_.unwritten.push_back(cannot_write(
          "is no edition of " + base::in_quotes(page->name) + ": what somebody changed there would be lost",
          "have it as the page is, cp " + page->edition + ' ' + result_.document + ", or bring the change in by hand"));
    result_.files[fs::path(result_.document).filename().generic_string()] = page->text;
  }

  // Of a page that is not committed as it is now, the file that has its lines.
  void cite_editions() {
    std::map<std::string, const base::Source*> editions;
    for (const WatchedPage& page : result_.pages)
      if (page.state == PageState::Changed || page.state == PageState::New)
        editions[folder_.path_of(page.name)] = &sources_.add(page.edition, page.text, page.name);
    const auto cite = [&](finding::Place& place) {
      if (const auto found = editions.find(place.file); found != editions.end()) place.file = found->second->name();
    };
    for (finding::Listing* listing : {&result_.changes, &result_.contradictions}) {
      for (finding::Finding& one : listing->findings) {
        cite(one.place);
        for (finding::Related& other : one.related) cite(other.place);
        for (finding::Occurrence& other : one.others) cite(other.place);
      }
    }
    const auto cite_span = [&](base::Span& span) {
      const auto found = span.is_known() ? editions.find(span.source->name()) : editions.end();
      if (found != editions.end()) span.source = found->second;
    };
    for (base::Diagnostic& one : result_.problems) {
      cite_span(one.span);
      for (base::Diagnostic::Related& other : one.related) cite_span(other.span);
    }
  }

  // Those that were fetched, and what else the contract is made of: it would lose what they say.
  void read_pages() {
    std::set<std::string> fetched;
    for (const WatchedPage& page : result_.pages) {
      fetched.insert(page.name);
      new_.push_back(&sources_.add(folder_.path_of(page.name), page.text));
      if (const auto old = folder_.committed(page.name))
        old_.push_back(&sources_.add(folder_.path_of(page.name), *old));
    }
    if (!provider_.contract.root) return;
    for (const derive::NamedPage& one : derive::named_pages(*provider_.contract.root)) {
      // A contract that was not derived names itself.
      if (fetched.contains(one.name) || one.name == fs::path(provider_.contract.file).filename()) continue;
      const auto text = folder_.committed(one.name);
      if (text) new_.push_back(&sources_.add(folder_.path_of(one.name), *text)), old_.push_back(new_.back());
      else
        result_.problems.push_back(
            base::error("watch.page",
                        fmt::format("the contract is made of {} too, which is neither in {} nor among the documents",
                                    base::in_quotes(one.name), base::in_quotes(folder_.path_of(""))),
                        {}, "name it under documents: in " + provider_.file));
    }
  }

  std::optional<derive::Derived> derive(const std::map<std::string, const base::Source*>& overlays) {
    std::vector<derive::DeriveInput> inputs;
    for (const base::Source* page : new_) inputs.push_back({provider_.name, "", page});
    auto derived = derive::derive(inputs, overlays, documents_);
    if (!derived) base::append(result_.problems, std::move(derived).diagnostics());
    else base::append(result_.problems, std::move(derived->mistakes));
    if (!derived || !derived->contracts.contains(provider_.name)) return std::nullopt;
    return std::move(derived).value();
  }

  // What no importer knows would be no page of the contract any more.
  void refuse_unknown_pages() {
    for (WatchedPage& page : result_.pages) {
      if (page.state == PageState::Same) continue;
      if (page::find_importer(sources_.add(page.edition, page.text, page.name)) != nullptr) continue;
      page.state = PageState::Failed;
      page.problems.push_back(base::error(
          "watch.fetch", page.url + ": this is no OpenAPI document and no page that an importer knows", span_of(page),
          "OpenAPI, Mintlify, ReadMe, GitBook, and Markdown that names a method and a URL are read"));
    }
  }

  base::Span span_of(const WatchedPage& page) const {
    for (const suite::ProviderDocument& one : provider_.documents)
      if (one.as == page.name) return one.span;
    return {};
  }

  void read_overlay() {
    std::error_code none;
    if (overlay_path_.empty() || !fs::exists(overlay_path_, none)) return;
    auto source = base::load_source(sources_, overlay_path_);
    if (!source) return base::append(result_.problems, std::move(source).diagnostics());
    auto overlay = document::parse_yaml(**source);
    if (!overlay) return base::append(result_.problems, std::move(overlay).diagnostics());
    overlay_ = *source;
    decisions_ = std::move(overlay).value();
  }

  void apply_overlay(Node& contract) {
    if (overlay_ == nullptr) return;
    const Node* overlay = &decisions_;
    const Node* actions = overlay->find("actions");
    for (std::size_t i = 0; actions != nullptr && i < actions->size(); ++i) {
      const Node& action = actions->items()[i];
      Node one = *overlay;
      one.set("actions", Node(Node::Array{action}));
      Node changed = contract;
      base::Diagnostics missed = contract::apply_overlay(changed, one);
      if (!missed.empty()) {
        base::append(result_.overlay_misses, std::move(missed));
      } else if (document::equal(without_marks(changed), without_marks(contract))) {
        result_.overlay_needless.push_back(
            base::warning("watch.overlay", "this decision changes nothing any more: the page says so itself now",
                          action.span(), "take it away"));
      } else {
        contract = std::move(changed);
      }
    }
  }

  // By what they say: lines shift.
  void find_contradictions() {
    const auto look_at = [this](const std::vector<const base::Source*>& pages) {
      lint::Linter linter(sources_, {});
      for (const base::Source* page : pages) linter.open(*page);
      return linter.run();
    };
    std::multiset<std::string> before;
    for (const finding::Finding& one : look_at(old_).findings) before.insert(one.rule + ' ' + one.message);
    result_.contradictions = look_at(new_);
    std::erase_if(result_.contradictions.findings, [&](const finding::Finding& one) {
      const auto known = before.find(one.rule + ' ' + one.message);
      if (known == before.end()) return one.level == finding::Level::Info;
      before.erase(known);
      return true;
    });
  }

  void make_files() {
    if (!result_.overlay_misses.empty()) return;
    std::map<std::string, const base::Source*> overlays;
    if (overlay_ != nullptr) overlays[provider_.name] = overlay_;
    if (auto derived = derive(overlays)) result_.files = std::move(derived->files);
  }

  // The contract of today has to be read from files, as runs do.
  void judge_suites(const std::string& suites) {
    const auto text = result_.files.find(derived_path());
    if (text == result_.files.end() || result_.is_first) return;  // no suite has requests of a contract that is new
    std::string folder = (fs::temp_directory_path() / "concord-watch-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) return;
    for (const auto& [path, content] : result_.files)
      base::append(result_.problems, base::write_made_file(fs::path(folder) / path, content));
    auto now = contract::load_contract(sources_, (fs::path(folder) / text->first).generic_string(), provider_.name);
    if (now) result_.broken = find_broken_requests(sources_, suites, *now, result_.problems);
    else base::append(result_.problems, std::move(now).diagnostics());
    std::error_code none;
    fs::remove_all(folder, none);
  }

  base::SourceSet& sources_;
  const suite::Provider& provider_;
  const PageFolder& folder_;
  openapi::DocumentSet documents_;
  std::string overlay_path_;
  const base::Source* overlay_ = nullptr;  // and what it says:
  Node decisions_ = Node::object();
  std::vector<const base::Source*> new_, old_;  // pages
  WatchResult result_;
};

}  // namespace

bool WatchResult::has_changed() const {
  return std::any_of(pages.begin(), pages.end(), [](const WatchedPage& one) {
    return one.state == PageState::Changed || one.state == PageState::New;
  });
}

bool WatchResult::has_failed() const {
  return std::any_of(pages.begin(), pages.end(), [](const WatchedPage& one) { return one.state == PageState::Failed; });
}

bool WatchResult::breaks() const { return changes.fails() || !broken.empty() || !overlay_misses.empty(); }

WatchResult compare(base::SourceSet& sources, const suite::Provider& provider, const PageFolder& folder,
                    std::vector<WatchedPage> pages, const std::string& suites) {
  return Comparison(sources, provider, folder, std::move(pages)).run(suites);
}

namespace {

// Written beside their places, so that a page that cannot be written stops all of them.
std::vector<base::OutFile> stage(const PageFolder& folder, const WatchResult& result, base::Diagnostics& problems) {
  std::vector<base::OutFile> staged;
  for (const WatchedPage& page : result.pages) {
    base::append(problems, refuse_links(folder.path_of(""), page.name));
    if (!problems.empty()) continue;
    auto file = base::OutFile::create(folder.path_of(page.name));
    if (!file) {
      base::append(problems, std::move(file).diagnostics());
      continue;
    }
    file->stream() << page.text;
    staged.push_back(std::move(file).value());
  }
  return staged;
}

void check_contract(const WatchResult& result, base::Diagnostics& problems) {
  for (const auto& [path, content] : result.files) base::append(problems, refuse_links(result.folder, path));
  for (const auto& [path, content] : result.files) {
    if (!problems.empty() || !(path.ends_with("/openapi.yaml") || !result.document.empty())) continue;
    auto file = base::OutFile::create(fs::path(result.folder) / path);  // and never committed
    if (!file) base::append(problems, std::move(file).diagnostics());
  }
}

}  // namespace

base::Diagnostics update(const PageFolder& folder, const WatchResult& result) {
  base::Diagnostics problems = result.unwritten;
  if (result.files.empty()) return problems;
  std::vector<base::OutFile> pages = stage(folder, result, problems);
  check_contract(result, problems);
  for (base::OutFile& page : pages) {
    if (problems.empty()) base::append(problems, page.commit());
  }
  for (const auto& [path, content] : result.files) {
    if (problems.empty()) base::append(problems, base::write_made_file(fs::path(result.folder) / path, content));
  }
  return problems;
}

}  // namespace concord::watch
