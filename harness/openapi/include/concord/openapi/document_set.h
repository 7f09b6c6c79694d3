// The documents of one API description: the one that was named, and those that its references lead to.
//
//     DocumentSet documents(sources);                           // base::SourceSet, which owns all texts
//     auto root = documents.open("api/openapi.yaml");           // Result<const Document*>; YAML or JSON
//     auto target = documents.follow(**root, *schema.find("$ref"));   // one step, into another file if it says so
//     auto object = documents.resolve(**root, parameter);       // as many steps as there are; itself when it is none
//     target->node                                              // what is there
//     target->document->source->name(), target->at              // file and JSON Pointer of a site, for findings
//
// A reference is relative to the document in which it stands, and its span says which one that is: callers need not
// keep track of files, only of nodes. Every file is read once, however many references lead to it and in whatever
// circle. References within `example`, `default`, `enum`, `const` and `x-` values are no references: who walks must not
// ask.
#pragma once
#include <concord/document.h>
#include <concord/document/pointer.h>

#include <filesystem>
#include <functional>
#include <memory>

namespace concord::openapi {

using base::Diagnostics;
using base::Result;
using base::Source;
using base::SourceSet;
using document::Node;
using document::Pointer;

// One text that was read. Lives, unchanged, as long as its DocumentSet.
struct Document {
  const Source* source = nullptr;
  Node root;             // its spans are in `source`
  std::string location;  // canonical path, or URL; "" when it was neither
};

// What a reference leads to.
struct Target {
  const Document* document = nullptr;
  Pointer at;
  const Node* node = nullptr;
  base::Span place;  // where it is said: its key, else itself
};

struct DocumentOptions {
  // References may lead to files in this folder and below it; empty: the folder of the document that was named.
  std::filesystem::path folder;
  // The text behind an http(s) URL, or why there is none. Empty: nothing is fetched, and such a reference is a mistake.
  std::function<Result<std::string>(const std::string& url)> fetch;
  std::size_t max_documents = 5'000;
  std::size_t max_bytes = 256u << 20;  // of all of them
};

// Not thread-safe.
class DocumentSet {
 public:
  class Files;

  explicit DocumentSet(SourceSet& sources, DocumentOptions options = {});
  ~DocumentSet();
  DocumentSet(const DocumentSet&) = delete;
  DocumentSet& operator=(const DocumentSet&) = delete;

  // Reads a file. All mistakes of it at once.
  Result<const Document*> open(const std::filesystem::path& path);
  // The same for a text that is read already; its references are relative to the file of its name.
  Result<const Document*> open(const Source& source);
  // A tree that was made from a part of `source`, e.g. from a fence of a page. Nodes without a span may be in it.
  const Document& add(const Source& source, Node root);

  // Where the string `reference` leads. `from` counts when its span does not say in which document it stands.
  // Else an error "apidoc.reference" that says why not, with the span of `reference`, or the mistakes of the other
  // file.
  Result<const Target*> follow(const Document& from, const Node& reference);
  // Follows `$ref` until there is none. `object` may be anything; what is no reference leads to itself, with an empty
  // `at`.
  Result<Target> resolve(const Document& from, const Node& object);

  // In the order in which they were read.
  std::vector<const Document*> documents() const;
  // Those that references led to, directly or not, from the document that was opened as `source`; without itself.
  std::vector<const Document*> led_to_by(const Source& source) const;

 private:
  std::unique_ptr<Files> files_;
};

}  // namespace concord::openapi
