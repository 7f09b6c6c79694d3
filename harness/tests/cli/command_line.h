// The real binary in a folder of the test's own, with the project's schemas and suites.
#pragma once
#include <concord/base/file.h>

#include <support/catch.h>
#include <support/process.h>
#include <support/paths.h>

#include <filesystem>

namespace concord::cli {

class CommandLine {
 public:
  CommandLine() {
    folder_ = std::filesystem::path(support::binary_dir()) / "cli_test_files" / std::to_string(++count());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    for (const char* shared : {"schemas", "suites"}) {
      std::filesystem::create_directory_symlink(std::filesystem::path(support::source_dir()) / shared,
                                                folder_ / shared);
    }
  }
  ~CommandLine() {
    std::error_code failure;
    std::filesystem::remove_all(folder_, failure);
  }

  support::Ended run(std::vector<std::string> arguments,
                     const std::map<std::string, std::string>& environment = {}) const {
    arguments.insert(arguments.begin(), CONCORD_BINARY);
    return support::run_process(arguments, folder_.string(), environment);
  }
  // As a shell has it, for redirections.
  support::Ended run_shell(const std::string& words) const {
    return support::run_process({"/bin/sh", "-c", CONCORD_BINARY " " + words}, folder_.string(), {});
  }
  support::Process start(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), CONCORD_BINARY);
    return support::Process(arguments, folder_.string());
  }
  void write(const std::string& path, const std::string& text) const {
    REQUIRE(base::write_file_atomically(folder_ / path, text).empty());
  }
  std::string read(const std::string& path) const {
    auto text = base::read_file(folder_ / path);
    return text ? std::move(text).value() : std::string();
  }
  bool has(const std::string& path) const { return std::filesystem::exists(folder_ / path); }
  std::filesystem::path path(const std::string& relative) const { return folder_ / relative; }

 private:
  static int& count() {
    static int made = 0;
    return made;
  }
  std::filesystem::path folder_;
};

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace concord::cli
