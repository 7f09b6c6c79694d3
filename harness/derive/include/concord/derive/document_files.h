// The documents that a command is given: files, and folders of documentation in which not every file is about an API.
#pragma once
#include <concord/derive.h>

#include <filesystem>
#include <string>
#include <vector>

namespace concord::derive {

struct DocumentFile {
  std::filesystem::path path;
  std::filesystem::path folder;  // that was named and in which it was found; "" when the file was named itself
};
// Files as they are named; of folders all files below them that can be a page or a description (.md, .mdx, .markdown,
// .yaml, .yml, .json) in the order of their names, but for hidden folders and node_modules. Links to folders are not
// followed. An error when a folder cannot be read, or there are more than 20,000 files.
Result<std::vector<DocumentFile>> document_files(const std::vector<std::string>& paths);

// The one folder that is named and nothing beside it: references of its documents may lead anywhere in it. Else "".
std::filesystem::path common_folder(const std::vector<std::string>& paths);

// Documents of folders, of which some are about an API.
struct FoundDocuments {
  std::vector<std::pair<DocumentFile, const Source*>> documents;
  std::size_t others = 0;  // guides, configurations and the like, left aside
  Diagnostics mistakes;    // files that cannot be opened, and those that describe an operation in a way nobody reads
};
// Reads `files`. One that is named itself, and no page among others (docs/*.md), is a document in any case: what is
// wrong with it, its reader says.
FoundDocuments open_documents(SourceSet& sources, const std::vector<DocumentFile>& files);

// How an operation and a provider are called whose page is in a folder: by the file, or the folder that it stands for
// (users/index.md); by the folder that was named. Both as base::file_slug makes them.
std::string operation_of(const DocumentFile& file);
std::string provider_of(const DocumentFile& file);

}  // namespace concord::derive
