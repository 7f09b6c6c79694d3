#include <concord/session.h>

#include <concord/base/file.h>
#include <concord/base/text.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

namespace concord::session {

using base::error;

namespace {

constexpr std::uintmax_t max_variables_file_bytes = 1u << 20;

std::string unquoted(std::string_view value) {
  const bool is_quoted =
      value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
  return std::string(is_quoted ? value.substr(1, value.size() - 2) : value);
}

struct Gatherer {
  Variables& out;

  void assign(std::string_view text, bool is_secret, const std::string& flag) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      // The text itself may be a secret: it is not repeated.
      out.problems.push_back(error("variables.form", flag + " takes NAME=value"));
      return;
    }
    set(std::string(text.substr(0, equals)), std::string(text.substr(equals + 1)), is_secret);
  }

  void set(std::string name, std::string value, bool is_secret) {
    if (is_secret) out.secret_names.push_back(name);
    out.values[std::move(name)] = std::move(value);
  }

  void read_file(const std::string& path, bool is_secret) {
    if (path.empty()) return;
    auto text = base::read_file(path, max_variables_file_bytes);
    if (!text) return base::append(out.problems, std::move(text).diagnostics());
    std::uint32_t number = 0;
    for (std::string_view line : base::split(*text, '\n')) {
      ++number;
      line = base::trim(line);
      if (line.starts_with("export ")) line = base::trim(line.substr(7));
      if (line.empty() || line.front() == '#') continue;
      const std::size_t equals = line.find('=');
      if (equals == std::string_view::npos || equals == 0) {
        // Without the line: it may hold a secret.
        out.problems.push_back(
            error("variables.form", path + ":" + std::to_string(number) + ": a line must be NAME=value"));
        continue;
      }
      set(std::string(base::trim(line.substr(0, equals))), unquoted(base::trim(line.substr(equals + 1))), is_secret);
    }
  }

  void read_declared(const suite::Plan& plan, bool use_environment) {
    for (const auto& provider : plan.providers) {
      for (const suite::VariableSpec& variable : provider->variables) {
        // The rules of a mock say which values it takes; without rules it takes any.
        const bool is_asked = use_environment || provider->mock_rules_file.empty();
        const char* value = is_asked ? std::getenv(variable.name.c_str()) : nullptr;
        if (value) out.values[variable.name] = value;
        else if (variable.fallback) out.values.emplace(variable.name, *variable.fallback);
      }
    }
  }
};

// Of two providers that declare one name the first decides: whoever wrote the second expects another value.
void warn_of_other_fallbacks(const suite::Plan& plan, Variables& variables) {
  std::map<std::string, std::string> decided;  // by variable, the fallback that is taken
  std::set<std::string> told;
  for (const auto& provider : plan.providers) {
    for (const suite::VariableSpec& one : provider->variables) {
      if (!one.fallback) continue;
      const std::string& first = decided.emplace(one.name, *one.fallback).first->second;
      const bool is_taken = variables.values.at(one.name) == first;
      if (first == *one.fallback || !is_taken || !told.insert(one.name).second) continue;
      variables.warnings.push_back(base::warning(
          "variables.fallback",
          one.name + " has another fallback in a provider before this one, which is taken here too", one.span,
          "give it a value with --variable or in the environment, or another name here"));
    }
  }
}

// Values of declared secrets stand in the process list by whichever flag they are given.
void warn_of_secrets(const suite::Plan& plan, const std::vector<std::string>& assignments,
                     base::Diagnostics& warnings) {
  for (const std::string& text : assignments) {
    const std::string name = text.substr(0, text.find('='));
    const bool is_secret = std::any_of(plan.providers.begin(), plan.providers.end(), [&](const auto& provider) {
      return std::any_of(provider->variables.begin(), provider->variables.end(),
                         [&](const suite::VariableSpec& one) { return one.is_secret && one.name == name; });
    });
    if (!is_secret) continue;
    warnings.push_back(base::warning("secret.command-line", "the process list shows what --variable " + name + " sets",
                                     {}, "write NAME=value into a file for --secrets-file"));
  }
}

}  // namespace

Variables gather_variables(const suite::Plan& plan, const VariableFlags& flags, bool use_environment) {
  Variables result;
  Gatherer gatherer{result};
  gatherer.read_declared(plan, use_environment);
  gatherer.read_file(flags.variables_file, false);
  gatherer.read_file(flags.secrets_file, true);
  for (const std::string& text : flags.variables) gatherer.assign(text, false, "--variable");
  for (const std::string& text : flags.secrets) gatherer.assign(text, true, "--secret");
  warn_of_other_fallbacks(plan, result);
  warn_of_secrets(plan, flags.variables, result.warnings);
  if (!flags.secrets.empty()) {
    result.warnings.push_back(base::warning("secret.command-line", "the process list shows what --secret sets", {},
                                            "write NAME=value into a file for --secrets-file"));
  }
  return result;
}

bool is_given(const std::string& name, const VariableFlags& flags, bool use_environment) {
  const auto given = gather_variables(suite::Plan(), flags, false).values;
  if (const auto found = given.find(name); found != given.end()) return !found->second.empty();
  const char* value = use_environment ? std::getenv(name.c_str()) : nullptr;
  return value && *value;
}

std::string base_url_from_environment(const std::string& provider) {
  std::string name;
  for (const char c : provider) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    if (c >= 'a' && c <= 'z') name += static_cast<char>(c - 'a' + 'A');
    else name += is_plain ? c : '_';
  }
  const char* value = std::getenv((name + "_BASE_URL").c_str());
  return value ? value : "";
}

}  // namespace concord::session
