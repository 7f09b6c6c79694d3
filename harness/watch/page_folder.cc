#include "links.h"

#include <concord/base/digest.h>
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/document.h>
#include <concord/watch.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace concord::watch {

namespace fs = std::filesystem;
using document::Node;

namespace {

std::string text_of(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  return value == nullptr ? std::string() : std::string(value->string_or_empty());
}

// What is known of each page: {"page.md": {"url", "etag", "last_modified", "sha256", "fetched"}}.
class Memory {
 public:
  Memory(const std::string& folder, base::Diagnostics& problems)
      : path_(folder + "/.editions/editions.json"), problems_(problems) {
    base::append(problems_, refuse_links(folder, ".editions/editions.json"));
    is_ours_ = problems_.empty();
    std::error_code none;
    if (!is_ours_ || !fs::exists(path_, none)) return;
    const auto text = base::read_file(path_);
    auto parsed = text ? document::parse_answer_json(*text).root : std::nullopt;
    if (parsed && parsed->is_object()) known_ = std::move(*parsed);
    else
      problems_.push_back(
          base::warning("watch.editions", base::in_quotes(path_) + " cannot be read: all pages are fetched anew"));
  }

  const Node& of(const std::string& page, const std::string& url) const {
    static const Node none = Node::object();
    const Node* found = known_.find(page);
    return found != nullptr && text_of(*found, "url") == url ? *found : none;
  }
  void set(const std::string& page, Node what) { known_.set(page, std::move(what)); }
  void save() const {
    if (is_ours_)
      base::append(problems_, base::write_file_atomically(path_, document::write_json(known_, 2) + '\n'));
  }

 private:
  std::string path_;
  base::Diagnostics& problems_;
  bool is_ours_ = true;  // no link leads elsewhere
  Node known_ = Node::object();
};

// Below the folder of pages.
std::string edition_of(const std::string& page, const std::string& sha256) {
  return ".editions/" + page + '/' + sha256.substr(0, 16) + fs::path(page).extension().string();
}

bool is_html(const Fetched& fetched) {
  const auto type = http::parse_media_type(fetched.content_type);
  if (type && type->type == "text" && type->subtype == "html") return true;
  const std::string begin = base::to_lower_ascii(base::trim(std::string_view(fetched.text).substr(0, 200)));
  return begin.starts_with("<!doctype html") || begin.starts_with("<html");
}

// Where pages are usually found as they can be read.
std::string html_hint(const std::string& url) {
  const auto parts = http::parse_url(url);
  const std::string plain = url.substr(0, url.find_first_of("?#"));
  const std::string extension = parts ? fs::path(plain.substr(plain.rfind('/') + 1)).extension().string() : "";
  const bool is_file = extension == ".yaml" || extension == ".yml" || extension == ".json" || extension == ".md";
  const std::string markdown = is_file || plain.ends_with('/') ? "" : "have the page as Markdown at " + plain + ".md, ";
  const std::string site = plain.substr(0, plain.find('/', plain.find("://") + 3));
  return "many sites " + markdown + "list pages in " + site +
         "/llms.txt, or name the OpenAPI file that the page is made of";
}

base::Diagnostic failure(const suite::ProviderDocument& document, const std::string& why, std::string hint = {}) {
  return base::error("watch.fetch", document.url + ": " + why, document.span, std::move(hint));
}

base::Diagnostic note(const suite::ProviderDocument& document, const std::string& text) {
  base::Diagnostic one = base::warning("watch.fetch", document.url + ": " + text, document.span);
  one.severity = base::Severity::Note;
  return one;
}

std::optional<base::Diagnostic> refusal(const suite::ProviderDocument& document, const Fetched& fetched) {
  if (!fetched.failure.empty()) return failure(document, fetched.failure, fetched.hint);
  if (fetched.status != 200)
    return failure(document, fmt::format("status {} {}", fetched.status, http::reason_phrase(fetched.status)));
  if (is_html(fetched)) return failure(document, "this is a page of HTML, which is not read", html_hint(document.url));
  if (!base::is_utf8(fetched.text)) return failure(document, "this is no text in UTF-8");
  if (base::trim(fetched.text).empty()) return failure(document, "the page is empty");
  return std::nullopt;
}

}  // namespace

std::optional<std::string> PageFolder::committed(const std::string& name) const {
  std::error_code none;
  if (!fs::exists(path_of(name), none)) return std::nullopt;
  auto text = base::read_file(path_of(name));
  return text ? std::optional(std::move(text).value()) : std::nullopt;
}

bool PageFolder::has_edition(const std::string& name, const std::string& text) const {
  std::error_code none;
  return fs::exists(path_of(edition_of(name, base::sha256_hex(text))), none);
}

std::vector<WatchedPage> PageFolder::fetch(const suite::Provider& provider, const Fetch& fetch, base::SystemTime now) {
  Memory memory(folder_, problems_);
  std::vector<WatchedPage> pages;
  for (const suite::ProviderDocument& document : provider.documents) {
    WatchedPage page{document.as, document.url, PageState::Failed, "", "", "", refuse_links(folder_, document.as)};
    base::append(page.problems, refuse_links(folder_, ".editions/" + document.as));
    if (!page.problems.empty()) {
      pages.push_back(std::move(page));
      continue;
    }
    const Node& known = memory.of(document.as, document.url);
    // Without the edition there is nothing that "not modified" could stand for.
    const std::string kept_path = path_of(edition_of(document.as, text_of(known, "sha256")));
    std::error_code none;
    auto kept =
        fs::exists(kept_path, none) ? base::read_file(kept_path) : base::Result<std::string>(base::Diagnostics{});
    const bool is_kept = kept && base::sha256_hex(*kept) == text_of(known, "sha256");
    Fetched fetched =
        fetch(document.url, is_kept ? text_of(known, "etag") : "", is_kept ? text_of(known, "last_modified") : "");
    const bool is_unmodified = fetched.status == 304 && is_kept && fetched.failure.empty();
    const auto refused = is_unmodified ? std::nullopt : refusal(document, fetched);
    if (refused) {
      page.problems.push_back(*refused);
      pages.push_back(std::move(page));
      continue;
    }
    page.text = is_unmodified ? std::move(kept).value() : std::move(fetched.text);
    page.sha256 = base::sha256_hex(page.text);
    page.edition = path_of(edition_of(page.name, page.sha256));
    if (!fetched.note.empty()) page.problems.push_back(note(document, fetched.note));
    const auto old = committed(document.as);
    page.state = !old ? PageState::New : *old == page.text ? PageState::Same : PageState::Changed;
    if (!is_unmodified) {
      base::append(problems_, refuse_links(folder_, edition_of(page.name, page.sha256)));
      if (problems_.empty()) base::append(problems_, base::write_file_atomically(page.edition, page.text));
      Node entry = Node::object();
      entry.set("url", document.url);
      entry.set("etag", fetched.etag);
      entry.set("last_modified", fetched.last_modified);
      entry.set("sha256", page.sha256);
      entry.set("fetched", base::format_rfc3339(now));
      memory.set(page.name, std::move(entry));
    }
    pages.push_back(std::move(page));
  }
  memory.save();
  return pages;
}

}  // namespace concord::watch
