// The pictures of the architecture must be true: the table of modules, the order of the build, the lists of sources.
#include <concord/base/file.h>
#include <concord/base/text.h>

#include <support/catch.h>
#include <support/paths.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

namespace fs = std::filesystem;
using concord::base::read_file;

namespace {

const fs::path harness = fs::path(concord::support::source_dir()) / "harness";

std::string text_of(const fs::path& path) {
  auto text = read_file(path);
  REQUIRE(text.has_value());
  return std::move(text).value();
}

std::vector<std::string> build_order() {
  const std::string text = text_of(harness / "CMakeLists.txt");
  const std::size_t begin = text.find("foreach(module ") + 15;
  std::vector<std::string> modules;
  std::istringstream words(text.substr(begin, text.find(')', begin) - begin));
  for (std::string word; words >> word;) modules.push_back(word);
  return modules;
}

}  // namespace

TEST_CASE("the README's table of modules is the order of the build") {
  std::vector<std::string> rows;
  std::string text = text_of(harness / "README.md");
  text = text.substr(text.find("| module |"));
  text.resize(text.find("\n\n"));  // other tables have rows like these
  for (const auto line : concord::base::split(text, '\n')) {
    if (line.starts_with("| `")) rows.emplace_back(line.substr(3, line.find('`', 3) - 3));
  }
  CHECK(rows == build_order());
}

TEST_CASE("every module has a folder, and every folder is a module") {
  const std::set<std::string> others{"bench", "cmake", "fuzz", "tests"};
  std::set<std::string> folders;
  for (const auto& entry : fs::directory_iterator(harness)) {
    if (entry.is_directory() && !others.contains(entry.path().filename().string()))
      folders.insert(entry.path().filename().string());
  }
  const auto order = build_order();
  CHECK(folders == std::set<std::string>(order.begin(), order.end()));
}

TEST_CASE("every source file of a module is in its list") {
  for (const std::string& module : build_order()) {
    const std::string list = text_of(harness / module / "CMakeLists.txt");
    for (const auto& entry : fs::recursive_directory_iterator(harness / module)) {
      const std::string name = entry.path().lexically_relative(harness / module).string();
      if (entry.path().extension() != ".cc") continue;
      INFO(module << "/" << name);
      CHECK(list.find(name) != std::string::npos);
    }
  }
}

TEST_CASE("every test file is in its list") {
  for (const auto& folder : fs::directory_iterator(harness / "tests")) {
    if (!fs::exists(folder.path() / "CMakeLists.txt")) continue;
    const std::string list = text_of(folder.path() / "CMakeLists.txt");
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() != ".cc") continue;
      INFO(entry.path().string());
      CHECK(list.find(entry.path().filename().string()) != std::string::npos);
    }
  }
}

TEST_CASE("no public header includes a third party, and none of a module above") {
  const auto order = build_order();
  for (std::size_t own = 0; own < order.size(); ++own) {
    const fs::path folder = harness / order[own] / "include";
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      // The bridge to nlohmann::json is the one that speaks of a third party: it is made for its users.
      if (entry.path().extension() != ".h" || entry.path().filename() == "nlohmann.h") continue;
      const std::string text = text_of(entry.path());
      for (const char* foreign :
           {"<nlohmann/", "<yaml-cpp/", "<curl/", "<boost/", "<pugixml", "<fmt/", "<gumbo", "<pcre2", "<CLI/"}) {
        INFO(entry.path().string() << " " << foreign);
        CHECK(text.find(foreign) == std::string::npos);
      }
      for (std::size_t above = own + 1; above < order.size(); ++above) {
        INFO(entry.path().string() << " " << order[above]);
        CHECK(text.find("<concord/" + order[above] + ".h>") == std::string::npos);
      }
    }
  }
}

// Two types of one name in a namespace make a program that is wrong and links: a template of one serves the other.
TEST_CASE("no two headers of a module define a type of the same name") {
  for (const std::string& module : build_order()) {
    std::map<std::string, std::string> where;
    for (const auto& entry : fs::recursive_directory_iterator(harness / module)) {
      if (entry.path().extension() != ".h") continue;
      const std::string text = text_of(entry.path());
      for (const auto line : concord::base::split(text, '\n')) {
        const bool is_type = line.starts_with("struct ") || line.starts_with("class ");
        if (!is_type || line.find('{') == std::string_view::npos) continue;
        const auto begin = line.find(' ') + 1;
        const std::string name(line.substr(begin, line.find_first_of(" {", begin) - begin));
        const auto [first, is_new] = where.emplace(name, entry.path().string());
        INFO(name << ": " << first->second << " and " << entry.path().string());
        CHECK(is_new);
      }
    }
  }
}
