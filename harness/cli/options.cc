#include "options.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>

namespace concord::cli {

namespace {

// CLI11's own checks have other words in each version, and name the largest double in full.
template <class Number, class Test>
CLI::Validator number_check(Test will_do, const std::string& which, const std::string& name) {
  const auto fault = [will_do, which](std::string& text) {
    Number number = 0;
    const bool is_fine = CLI::detail::lexical_cast(text, number) && will_do(number);
    return is_fine ? std::string() : "\"" + text + "\" is no number " + which;
  };
  return CLI::Validator(fault, name);
}

}  // namespace

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
  const std::string range = std::to_string(lowest) + " to " + std::to_string(highest);
  const auto is_within = [lowest, highest](int number) { return number >= lowest && number <= highest; };
  option_->check(number_check<int>(is_within, "from " + range, range));
  return *this;
}

Option& Option::positive() {
  option_->check(number_check<double>([](double number) { return number > 0; }, "above 0", "POSITIVE"));
  return *this;
}

Option& Option::not_empty(const std::string& hint) {
  const std::string empty = "its value is empty" + (hint.empty() ? "" : ": " + hint);
  const auto fault = [empty](std::string& text) { return text.empty() ? empty : ""; };
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
