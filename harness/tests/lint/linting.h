// Documents as texts, findings as lines.
#pragma once
#include <concord/base/file.h>
#include <concord/lint.h>
#include <support/catch.h>
#include <support/paths.h>

#include <filesystem>

namespace concord::lint {

// A folder of the test's own.
class Folder {
 public:
  Folder() : path_(std::filesystem::path(support::binary_dir()) / "lint_test_files" / std::to_string(++count())) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code failure;
    std::filesystem::remove_all(path_, failure);
  }
  std::string write(const std::string& name, const std::string& text) const {
    REQUIRE(base::write_file_atomically(path_ / name, text).empty());
    return (path_ / name).string();
  }

 private:
  static int& count() {
    static int made = 0;
    return made;
  }
  std::filesystem::path path_;
};

struct Linted {
  finding::Listing listing;
  Diagnostics problems;

  std::uint64_t counter(const std::string& name) const {
    for (const auto& [known, number] : listing.counters) {
      if (known == name) return number;
    }
    return 0;
  }
};

inline Linted lint_files(const std::vector<std::pair<std::string, std::string>>& files, Options options = {},
                         std::size_t named = 99) {
  Folder folder;
  std::vector<std::string> paths;
  for (const auto& [name, text] : files) paths.push_back(folder.write(name, text));
  base::SourceSet sources;
  Linter linter(sources, std::move(options));
  Linted linted;
  for (std::size_t i = 0; i < paths.size() && i < named; ++i) {
    // Spans end with `sources`: what is kept are the words.
    for (const auto& one : linter.open(paths[i])) linted.problems.push_back(base::error(one.kind, one.message));
  }
  linted.listing = linter.run();
  return linted;
}

// "4:9 enum-duplicate: … (2:3 …)" for each finding, in order.
inline std::string text_of(const Linted& linted) {
  std::string text;
  for (const auto& problem : linted.problems) text += "problem: " + problem.message + "\n";
  for (const finding::Finding& one : linted.listing.findings) {
    text +=
        std::to_string(one.place.line) + ":" + std::to_string(one.place.column) + " " + one.rule + ": " + one.message;
    if (!one.hint.empty()) text += " [" + one.hint + "]";
    for (const finding::Related& other : one.related)
      text += " (" + std::to_string(other.place.line) + ":" + std::to_string(other.place.column) + ")";
    if (!one.suppressed_by.empty()) text += " - " + one.suppressed_by;
    text += "\n";
  }
  return text;
}

inline Options only(std::vector<std::string> rules) {
  Options options;
  options.rules = std::move(rules);
  return options;
}

inline std::string lint_text(const std::string& text, std::vector<std::string> rules = {}) {
  return text_of(lint_files({{"api.yaml", text}}, only(std::move(rules))));
}

inline std::string lint_page(const std::string& text, std::vector<std::string> rules = {}) {
  return text_of(lint_files({{"page.md", text}}, only(std::move(rules))));
}

// Schemas of a document in which nothing else is said.
inline std::string schemas(const std::string& version, const std::string& body) {
  if (version == "2.0") return "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\ndefinitions:\n" + body;
  return "openapi: " + version + "\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {\n" + body +
         "}}\n";
}

}  // namespace concord::lint
