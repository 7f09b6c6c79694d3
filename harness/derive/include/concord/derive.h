// Documents → contract → schemas.
#pragma once
#include <concord/contract.h>

#include <map>
#include <span>

namespace concord::derive {

using base::Diagnostics;
using base::Result;
using base::Source;
using base::SourceSet;
using document::Node;
using document::Pointer;

struct DeriveInput {
  std::string
      provider;  // "" : from the file's name, up to the first '-'; base::file_slug makes it the name of a folder
  std::string operation;  // "" : the rest of the file's name when the page has one operation, else its operationId
  const Source* page = nullptr;
};

// The provider of a page, which is the name of its folder. "" when no name says one.
std::string provider_of(const DeriveInput& input);

// The files to write, by path relative to the output folder ("knot/openapi.yaml",
// "knot/create-session/request.schema.json", never out of it), and the findings about the pages (warnings).
// Deterministic. A page that cannot be read is left out, and an error of the whole when no other can be read.
// `overlays` by provider; an overlay that matches nothing is an error.
struct Derived {
  std::map<std::string, std::string> files;
  std::map<std::string, Node> contracts;  // by provider: what its openapi.yaml says, with spans in pages and overlays
  Diagnostics findings;
  Diagnostics mistakes;  // errors: of pages that are left out, since nobody can read them
};
// `documents` reads the pages and what they refer to; spans of findings point into its sources.
Result<Derived> derive(std::span<const DeriveInput> inputs, const std::map<std::string, const Source*>& overlays,
                       openapi::DocumentSet& documents);

// contract::load_contract for pages too: whatever an importer knows. `findings` gets what it had to say of a page.
Result<contract::Contract> load_contract(SourceSet& sources, const std::string& path, std::string_view provider = {},
                                         const openapi::DocumentOptions& options = {}, Diagnostics* findings = nullptr);

// Every documented example against the schema it belongs to: what contradicts is a warning with the example's line.
Diagnostics check_examples(const contract::Contract& contract);

}  // namespace concord::derive
