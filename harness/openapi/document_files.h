// Where the documents of a DocumentSet come from: files and, when it is allowed, URLs; each read once, within bounds.
#pragma once
#include "document_names.h"

#include <concord/openapi/document_set.h>

#include <map>
#include <set>

namespace concord::openapi {

// Why a reference leads nowhere.
struct Problem {
  std::string message;  // behind the reference: "leads nowhere in this document"
  std::string hint;
  Diagnostics mistakes;  // of the file that it leads to
};
using Found = std::variant<Target, Problem>;

// A document, and what is known of the references in it.
struct Home {
  Home(Document read, std::filesystem::path entry_folder, std::filesystem::path limit)
      : document(std::move(read)), names(document.root), folder(std::move(entry_folder)), boundary(std::move(limit)) {}

  Document document;
  DocumentNames names;
  std::filesystem::path folder;    // of the document that led to all others: the contract names files relative to it
  std::filesystem::path boundary;  // no reference may lead out of this folder
  std::unordered_map<std::string, Found> followed;
  std::set<Home*> leads_to;
};
using Reached = std::variant<Home*, Problem>;

class DocumentSet::Files {
 public:
  Files(SourceSet& sources, DocumentOptions options) : sources_(sources), options_(std::move(options)) {}

  Result<const Document*> open(const std::filesystem::path& path);
  Result<const Document*> open(const Source& source);
  const Document& add(const Source& source, Node root);
  // What `reference`, a URI reference without fragment, names in a document of `home`.
  Reached load(Home& home, const std::string& reference);

  Home& home_of(const Document& from, const Node& reference);
  const std::vector<std::unique_ptr<Home>>& homes() const { return homes_; }

 private:
  Home& keep(const Source& source, Node root, const std::string& location, const Home* led_by);
  Reached find(Home& home, const std::string& reference);
  Reached load_file(Home& home, const std::string& reference);
  Reached load_url(Home& home, const std::string& url);
  Reached read(const Source& source, const std::string& location, const Home& led_by);
  std::optional<Problem> bound_reached(std::size_t more_bytes) const;

  SourceSet& sources_;
  DocumentOptions options_;
  std::vector<std::unique_ptr<Home>> homes_;
  std::map<const Source*, Home*> by_source_;
  std::map<std::string, Reached, std::less<>> by_location_;
  std::size_t bytes_ = 0;
};

}  // namespace concord::openapi
