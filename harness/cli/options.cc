#include "options.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>

namespace concord::cli {

Option& Option::type_name(const std::string& name) {
  option_->type_name(name);
  return *this;
}

Option& Option::required() {
  option_->required();
  return *this;
}

Option& Option::one_of(const std::vector<std::string>& words) {
  option_->check(CLI::IsMember(words));
  return *this;
}

Option& Option::in_range(int lowest, int highest) {
  // CLI11's own check has other words in each version.
  const std::string range = std::to_string(lowest) + " to " + std::to_string(highest);
  const auto fault = [lowest, highest, range](std::string& text) {
    int number = 0;
    const bool is_within = CLI::detail::lexical_cast(text, number) && number >= lowest && number <= highest;
    return is_within ? std::string() : "\"" + text + "\" is no number from " + range;
  };
  option_->check(CLI::Validator(fault, range));
  return *this;
}

Option& Option::positive() {
  // CLI11's own check names the largest double in full.
  const auto fault = [](std::string& text) {
    double number = 0;
    const bool is_positive = CLI::detail::lexical_cast(text, number) && number > 0;
    return is_positive ? std::string() : "\"" + text + "\" is no number above 0";
  };
  option_->check(CLI::Validator(fault, "POSITIVE"));
  return *this;
}

Option& Option::not_empty() {
  const auto fault = [](std::string& text) { return text.empty() ? std::string("its value is empty") : ""; };
  option_->check(CLI::Validator(fault, ""));
  return *this;
}

Option& Option::one_value_each() {
  option_->allow_extra_args(false);
  return *this;
}

Option Options::add_option(const std::string& names, std::string& into, const std::string& help) {
  return Option(app_.add_option(names, into, help));
}

Option Options::add_option(const std::string& names, std::vector<std::string>& into, const std::string& help) {
  return Option(app_.add_option(names, into, help));
}

Option Options::add_option(const std::string& names, int& into, const std::string& help) {
  return Option(app_.add_option(names, into, help));
}

Option Options::add_option(const std::string& names, double& into, const std::string& help) {
  return Option(app_.add_option(names, into, help));
}

Option Options::add_option(const std::string& names, std::uint16_t& into, const std::string& help) {
  return Option(app_.add_option(names, into, help));
}

Option Options::add_option(const std::string& names, std::uint64_t& into, const std::string& help) {
  return Option(app_.add_option(names, into, help));
}

Option Options::add_option(const std::string& names, std::function<void(const std::string&)> use,
                           const std::string& help) {
  return Option(app_.add_option_function<std::string>(names, use, help));
}

Option Options::add_flag(const std::string& names, bool& into, const std::string& help) {
  return Option(app_.add_flag(names, into, help));
}

const CLI::App& Options::program() const { return *app_.get_parent(); }

}  // namespace concord::cli
