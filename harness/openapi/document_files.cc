#include "document_files.h"

#include <concord/base/file.h>
#include <concord/base/path.h>
#include <concord/base/text.h>
#include <concord/schema/uri.h>

#include <fmt/format.h>

namespace concord::openapi {
namespace {

namespace fs = std::filesystem;

bool is_url(std::string_view text) { return text.starts_with("http://") || text.starts_with("https://"); }

// Names come from documents: one that is too long for the system is none of a file.
bool is_there(const fs::path& path) {
  std::error_code failure;
  return fs::exists(path, failure);
}

bool is_file(const fs::path& path) {
  std::error_code failure;
  return fs::is_regular_file(path, failure);
}

// `%20` is a blank in a reference, but people also write file names as they are.
fs::path beside(const fs::path& file, const std::string& reference) {
  const fs::path as_written = file.parent_path() / reference;
  const fs::path decoded = file.parent_path() / base::percent_decode(reference);
  return is_there(as_written) && !is_there(decoded) ? as_written : decoded;
}

std::string file_label(const Home& home, const fs::path& file) {
  return file.lexically_relative(home.folder).generic_string();
}

}  // namespace

Result<const Document*> DocumentSet::Files::open(const fs::path& path) {
  const auto known = by_location_.find(base::canonical_path(path).string());
  if (known != by_location_.end() && std::holds_alternative<Home*>(known->second)) {
    return &std::get<Home*>(known->second)->document;
  }
  auto source = base::load_source(sources_, path);
  if (!source) return std::move(source).diagnostics();
  return open(**source);
}

Result<const Document*> DocumentSet::Files::open(const Source& source) {
  if (const auto known = by_source_.find(&source); known != by_source_.end()) return &known->second->document;
  auto root = document::parse_yaml(source);
  if (!root) return std::move(root).diagnostics();
  return &add(source, std::move(*root));
}

const Document& DocumentSet::Files::add(const Source& source, Node root) {
  return keep(source, std::move(root), base::canonical_path(source.name()).string(), nullptr).document;
}

Home& DocumentSet::Files::keep(const Source& source, Node root, const std::string& location, const Home* led_by) {
  const fs::path own_folder = fs::path(location).parent_path();
  const fs::path folder = led_by == nullptr ? own_folder : led_by->folder;
  const fs::path allowed = options_.folder.empty() ? own_folder : base::canonical_path(options_.folder);
  homes_.push_back(std::make_unique<Home>(Document{&source, std::move(root), location}, folder,
                                          led_by == nullptr ? allowed : led_by->boundary));
  Home& home = *homes_.back();
  bytes_ += source.text().size();
  by_source_[&source] = &home;
  by_location_[location] = &home;
  return home;
}

Home& DocumentSet::Files::home_of(const Document& from, const Node& reference) {
  const auto stated = by_source_.find(reference.span().source);
  return *(stated == by_source_.end() ? by_source_.at(from.source) : stated->second);
}

Reached DocumentSet::Files::load(Home& home, const std::string& reference) {
  Reached reached = find(home, reference);
  if (auto* const* other = std::get_if<Home*>(&reached)) home.leads_to.insert(*other);
  return reached;
}

Reached DocumentSet::Files::find(Home& home, const std::string& reference) {
  if (is_url(reference)) return load_url(home, reference);
  const std::string scheme(schema::split_uri(reference).scheme);
  if (is_url(home.document.location)) return load_url(home, schema::resolve_uri(home.document.location, reference));
  if (scheme.size() > 1) return Problem{fmt::format("names the scheme \"{}\", which is not read", scheme), "", {}};
  return load_file(home, reference);
}

Reached DocumentSet::Files::load_file(Home& home, const std::string& reference) {
  const fs::path file = base::canonical_path(beside(home.document.location, reference));
  if (const auto known = by_location_.find(file.string()); known != by_location_.end()) return known->second;
  if (!base::is_within(home.boundary, file)) {
    return Problem{"leads out of the folder of the document", "give --root with a folder that holds both", {}};
  }
  if (!is_file(file)) {
    return by_location_[file.string()] = Problem{"names a file that is not there", "", {}};
  }
  if (auto bound = bound_reached(0)) return *bound;
  auto text = base::read_file(file);
  if (!text) return by_location_[file.string()] = Problem{"cannot be read", "", std::move(text).diagnostics()};
  const fs::path shown = beside(home.document.source->name(), reference).lexically_normal();
  return read(sources_.add(shown.generic_string(), std::move(*text), file_label(home, file)), file.string(), home);
}

Reached DocumentSet::Files::load_url(Home& home, const std::string& url) {
  if (const auto known = by_location_.find(url); known != by_location_.end()) return known->second;
  if (!is_url(url)) return Problem{"leads from the network to this machine", "", {}};
  if (schema::split_uri(url).authority.find('@') != std::string_view::npos) {
    return Problem{"holds a credential", "references must not carry any", {}};
  }
  if (!options_.fetch) return Problem{"is on the network", "allow it with --allow-remote", {}};
  if (auto bound = bound_reached(0)) return *bound;
  auto text = options_.fetch(url);
  if (!text) return by_location_[url] = Problem{"could not be fetched", "", std::move(text).diagnostics()};
  return read(sources_.add(url, std::move(*text), url), url, home);
}

Reached DocumentSet::Files::read(const Source& source, const std::string& location, const Home& led_by) {
  if (auto bound = bound_reached(source.text().size())) return by_location_[location] = *bound;
  auto root = document::parse_yaml(source);
  if (root) return &keep(source, std::move(*root), location, &led_by);
  // Its own mistakes are told once; other references to it only say that there are some.
  by_location_[location] = Problem{"names a file that cannot be read", "", {}};
  return Problem{"names a file that cannot be read", "", std::move(root).diagnostics()};
}

std::optional<Problem> DocumentSet::Files::bound_reached(std::size_t more_bytes) const {
  if (homes_.size() >= options_.max_documents) {
    return Problem{fmt::format("leads to more than {} documents", options_.max_documents), "", {}};
  }
  if (bytes_ + more_bytes > options_.max_bytes) {
    return Problem{fmt::format("leads to more than {} bytes in all", options_.max_bytes), "", {}};
  }
  return std::nullopt;
}

}  // namespace concord::openapi
