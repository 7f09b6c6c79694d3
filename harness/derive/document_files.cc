#include <concord/derive/document_files.h>

#include <concord/base/file.h>
#include <concord/base/file_slug.h>
#include <concord/base/text.h>
#include <concord/page.h>

#include <algorithm>
#include <array>

namespace concord::derive {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 20'000;

bool may_be_document(const fs::path& path) {
  static constexpr auto endings =
      std::to_array<std::string_view>({".md", ".mdx", ".markdown", ".yaml", ".yml", ".json"});
  const std::string ending = base::to_lower_ascii(path.extension().string());
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

bool is_page(const fs::path& path) {
  const std::string ending = base::to_lower_ascii(path.extension().string());
  return ending == ".md" || ending == ".mdx" || ending == ".markdown";
}

// GitBook keeps the descriptions that its pages name in .gitbook/assets.
bool is_passed_over(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name == "node_modules" || (name.starts_with('.') && name != ".gitbook");
}

base::Diagnostic unreadable(const fs::path& folder, const std::error_code& failure) {
  return base::error("derive.folder",
                     "cannot read the folder " + base::in_quotes(folder.generic_string()) + ": " + failure.message());
}

Diagnostics add_folder(std::vector<DocumentFile>& files, const fs::path& folder) {
  std::error_code failure;
  std::vector<fs::path> found;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, failure);
  for (; !failure && entry != fs::end(entry); entry.increment(failure)) {
    std::error_code gone;
    if (entry->is_directory(gone)) {
      if (is_passed_over(entry->path())) entry.disable_recursion_pending();
    } else if (entry->is_regular_file(gone) && may_be_document(entry->path())) {
      found.push_back(entry->path());
    }
    if (found.size() <= most_files) continue;
    return {base::error("derive.folder", "the folder " + base::in_quotes(folder.generic_string()) + " has more than " +
                                             std::to_string(most_files) + " files")};
  }
  if (failure) return {unreadable(folder, failure)};
  std::sort(found.begin(), found.end());
  for (fs::path& path : found) files.push_back({std::move(path), folder});
  return {};
}

base::Diagnostic nobody_reads(const Source& page) {
  return base::error("apidoc.page", "the page describes an operation, but names no method and URL", {&page, 0, 0},
                     "in its front matter, a heading, a fence or a sample");
}

}  // namespace

Result<std::vector<DocumentFile>> document_files(const std::vector<std::string>& paths) {
  std::vector<DocumentFile> files;
  Diagnostics mistakes;
  for (const std::string& path : paths) {
    std::error_code failure;
    if (fs::is_directory(path, failure)) base::append(mistakes, add_folder(files, path));
    else files.push_back({path, {}});
  }
  if (!mistakes.empty()) return mistakes;
  return files;
}

fs::path common_folder(const std::vector<std::string>& paths) {
  std::error_code failure;
  return paths.size() == 1 && fs::is_directory(paths.front(), failure) ? fs::path(paths.front()) : fs::path();
}

FoundDocuments open_documents(SourceSet& sources, const std::vector<DocumentFile>& files) {
  FoundDocuments found;
  for (const DocumentFile& file : files) {
    auto source = base::load_source(sources, file.path);
    if (!source) {
      base::append(found.mistakes, std::move(source).diagnostics());
      continue;
    }
    const bool is_meant = file.folder.empty() && (files.size() == 1 || !is_page(file.path));
    if (is_meant || page::find_importer(**source) != nullptr) {
      found.documents.emplace_back(file, *source);
    } else if (page::describes_operation(**source)) {
      found.mistakes.push_back(nobody_reads(**source));
    } else {
      ++found.others;
    }
  }
  return found;
}

std::string operation_of(const DocumentFile& file) {
  const std::string stem = base::to_lower_ascii(file.path.stem().string());
  const bool stands_for_folder = stem == "index" || stem == "readme" || stem == "_index";
  return base::file_slug(stands_for_folder ? file.path.parent_path().filename().string() : file.path.stem().string());
}

std::string provider_of(const DocumentFile& file) {
  const fs::path folder = file.folder.lexically_normal();
  const fs::path named = folder.has_filename() ? folder : folder.parent_path();
  std::error_code failure;
  const fs::path whole = named == "." || named == ".." ? fs::canonical(named, failure) : named;
  return base::file_slug(whole.filename().string());
}

}  // namespace concord::derive
