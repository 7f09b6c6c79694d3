// The options of one command. CLI11 stands behind it in options.cc, program.cc and manual.cc only: its headers hold all
// of its code, and a file that includes them takes ten seconds to compile.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace concord::cli {

// Limits and names of an option that was added; each call may follow another. A value that breaks them is a usage
// error.
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}

  Option& type_name(const std::string& name);  // what stands for the value in --help; "" for nothing
  Option& required();
  Option& one_of(const std::vector<std::string>& words);
  Option& in_range(int lowest, int highest);
  Option& positive();
  Option& not_empty(const std::string& hint = {});  // what to do about it
  Option& one_value_each();  // of a repeatable option: what follows the value is the next argument

 private:
  CLI::Option* option_;
};

// What is given is written to `into`, which must live until the command line was parsed; otherwise it keeps its value.
// Names are spelled "-j,--jobs", or "PATH" for an argument by its place. A list takes any number of values.
class Options {
 public:
  explicit Options(CLI::App& app) : app_(app) {}

  Option add_option(const std::string& names, std::string& into, const std::string& help);
  Option add_option(const std::string& names, std::vector<std::string>& into, const std::string& help);
  Option add_option(const std::string& names, int& into, const std::string& help);
  Option add_option(const std::string& names, double& into, const std::string& help);
  Option add_option(const std::string& names, std::uint16_t& into, const std::string& help);
  Option add_option(const std::string& names, std::uint64_t& into, const std::string& help);
  Option add_option(const std::string& names, std::function<void(const std::string&)> use, const std::string& help);
  Option add_flag(const std::string& names, bool& into, const std::string& help);

  const CLI::App& program() const;  // with all commands, for the manual

 private:
  CLI::App& app_;
};

}  // namespace concord::cli
