// `concord derive` writes the same bytes wherever and however it is called.
#include "command_line.h"

#include <support/paths.h>

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <map>
#include <thread>

namespace same_bytes_test {

using namespace concord;
using cli::CommandLine;

namespace {

namespace fs = std::filesystem;

const fs::path pages = support::source_dir() + "/harness/tests/page/pages";

std::vector<std::string> inputs() {
  return {"shop-find-orders.md", "shop-place-order.md", "shop-stock.yaml"};
}

void copy_inputs(const CommandLine& line, const std::string& folder) {
  fs::create_directories(line.path(folder));
  for (const std::string& name : inputs()) fs::copy_file(pages / name, line.path(folder) / name);
}

std::vector<std::string> derive_from(const std::string& folder, std::vector<std::string> names,
                                     const std::string& output) {
  std::vector<std::string> arguments{"derive", "-o", output};
  for (const std::string& name : names) arguments.push_back(folder.empty() ? name : folder + "/" + name);
  return arguments;
}

// Name → text of all that is in a folder.
std::map<std::string, std::string> files_in(const CommandLine& line, const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(line.path(folder))) {
    if (!entry.is_regular_file()) continue;
    const auto text = base::read_file(entry.path());
    REQUIRE(text);
    files[entry.path().lexically_relative(line.path(folder)).generic_string()] = *text;
  }
  return files;
}

struct Derived {
  std::map<std::string, std::string> files;
  std::string findings;
};

Derived derive(const CommandLine& line, const std::vector<std::string>& arguments,
               const std::map<std::string, std::string>& environment = {}) {
  static int count = 0;
  const std::string output = "out" + std::to_string(++count);
  std::vector<std::string> all = arguments;
  all[2] = output;
  const support::Ended ended = line.run(all, environment);
  INFO(ended.err);
  REQUIRE(ended.exit_code == 0);
  return {files_in(line, output), ended.err};
}

}  // namespace

TEST_CASE("derive writes the same bytes from another folder and in another order of files") {
  const CommandLine line;
  copy_inputs(line, "one");
  copy_inputs(line, "another folder/far below");
  const auto expected = derive(line, derive_from("one", inputs(), ""));
  CHECK(expected.files.size() > 3);
  CHECK(derive(line, derive_from("another folder/far below", inputs(), "")).files == expected.files);
  CHECK(derive(line, derive_from(line.path("one").generic_string(), inputs(), "")).files == expected.files);
  std::vector<std::string> order = inputs();
  while (std::next_permutation(order.begin(), order.end())) {
    const auto derived = derive(line, derive_from("one", order, ""));
    CHECK(derived.files == expected.files);
    CHECK(derived.findings == expected.findings);
  }
}

TEST_CASE("two files of one name are taken in one order, however they are given") {
  const CommandLine line;
  copy_inputs(line, "a");
  fs::create_directories(line.path("b"));
  line.write("b/shop-find-orders.md", line.read("a/shop-place-order.md"));
  const std::vector<std::string> names{"a/shop-find-orders.md", "b/shop-find-orders.md"};
  const auto expected = derive(line, derive_from("", names, ""));
  CHECK(derive(line, derive_from("", {names[1], names[0]}, "")).files == expected.files);
}

TEST_CASE("derive writes the same bytes whatever the environment says") {
  const CommandLine line;
  copy_inputs(line, "one");
  const auto arguments = derive_from("one", inputs(), "");
  const auto expected = derive(line, arguments);
  using Environment = std::map<std::string, std::string>;
  for (const Environment& environment :
       {Environment{{"LC_ALL", "C"}}, Environment{{"LC_ALL", "de_DE.UTF-8"}, {"LANG", "de_DE.UTF-8"}},
        Environment{{"LC_ALL", "tr_TR.UTF-8"}, {"LANGUAGE", "tr"}}, Environment{{"TZ", "Pacific/Kiritimati"}},
        Environment{{"TZ", "America/St_Johns"}, {"HOME", "/nonexistent"}, {"COLUMNS", "20"}, {"NO_COLOR", "1"}}}) {
    const auto derived = derive(line, arguments, environment);
    CHECK(derived.files == expected.files);
    CHECK(derived.findings == expected.findings);
  }
  const mode_t before = ::umask(0077);
  const auto private_files = derive(line, arguments);
  ::umask(before);
  CHECK(private_files.files == expected.files);
}

TEST_CASE("two that derive at once into one folder leave whole files") {
  const CommandLine line;
  copy_inputs(line, "one");
  const auto expected = derive(line, derive_from("one", inputs(), ""));
  std::array<int, 2> exit_codes{-1, -1};
  {
    std::vector<std::jthread> both;
    for (int& code : exit_codes) {
      both.emplace_back([&] { code = line.run(derive_from("one", inputs(), "both")).exit_code; });
    }
  }
  CHECK(exit_codes == std::array<int, 2>{0, 0});
  CHECK(files_in(line, "both") == expected.files);
}

}  // namespace same_bytes_test
