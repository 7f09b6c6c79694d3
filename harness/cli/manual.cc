#include "manual.h"

#include "version.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <concord/base/text.h>

#include <vector>

namespace concord::cli {

namespace {

std::vector<const CLI::App*> subcommands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

// "--jobs", "-j": every spelling of an option; empty for a positional.
std::vector<std::string> spellings(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

std::vector<const CLI::Option*> options(const CLI::App& app) {
  std::vector<const CLI::Option*> result;
  for (const CLI::Option* option : app.get_options()) {
    if (!spellings(*option).empty()) result.push_back(option);
  }
  return result;
}

bool takes_value(const CLI::Option& option) { return option.get_items_expected_max() > 0; }

// roff: a backslash and a leading dot or quote mean something.
std::string roff(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\') result += "\\e";
    else if (c == '-') result += "\\-";
    else result += c;
  }
  if (!result.empty() && (result.front() == '.' || result.front() == '\'')) result.insert(0, "\\&");
  return result;
}

std::string one_quote(const std::string& text) { return base::replace_all(text, "'", "'\\''"); }

std::string words_of(const CLI::App& app) {
  std::string words;
  for (const CLI::Option* option : options(app)) {
    for (const std::string& name : spellings(*option)) words += (words.empty() ? "" : " ") + name;
  }
  return words;
}

}  // namespace

std::string manual_page(const CLI::App& root) {
  std::string page = ".TH CONCORD 1 \"\" \"concord " + std::string(version) +
                     "\" \"User Commands\"\n.SH NAME\nconcord \\- contract and conformance tests for HTTP APIs\n"
                     ".SH SYNOPSIS\n.B concord\n.I command\n[\\fIoptions\\fR]\n.SH DESCRIPTION\n" +
                     roff(root.get_description()) + "\n.SH COMMANDS\n";
  for (const CLI::App* command : subcommands(root)) {
    page += ".SS concord " + roff(command->get_name()) + "\n" + roff(command->get_description()) + ".\n";
    for (const CLI::Option* option : command->get_options()) {
      const std::vector<std::string> names = spellings(*option);
      const std::string shown = names.empty() ? option->get_name(true) : base::join(names, ", ");
      const std::string value = !names.empty() && takes_value(*option) ? " " + option->get_type_name() : "";
      page += ".TP\n\\fB" + roff(shown) + "\\fR" + roff(value) + "\n" + roff(option->get_description()) + "\n";
    }
  }
  page +=
      ".SH EXIT STATUS\n0 all passed; 1 usage; 2 bad input; 3 could not be judged; 4 contract broken; 130, 143, "
      "129 after a signal.\n"
      ".SH FILES\n.TP\nreports/junit.xml, reports/report.html, reports/journal.jsonl\nwritten by \\fBconcord "
      "run\\fR.\n";
  return page;
}

std::string bash_completion(const CLI::App& root) {
  std::string names, cases;
  for (const CLI::App* command : subcommands(root)) {
    names += (names.empty() ? "" : " ") + command->get_name();
    cases += "    " + command->get_name() + ") words='" + words_of(*command) + "' ;;\n";
  }
  return "# bash completion for concord\n_concord() {\n  local words='" + names +
         "' current=${COMP_WORDS[COMP_CWORD]}\n"
         "  if [ \"$COMP_CWORD\" -gt 1 ]; then\n    case ${COMP_WORDS[1]} in\n" +
         cases +
         "    esac\n  fi\n"
         "  if [ \"$COMP_CWORD\" -gt 1 ] && [ \"${current:0:1}\" != - ]; then words=; fi\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n}\ncomplete -o default -F _concord "
         "concord\n";
}

std::string zsh_completion(const CLI::App& root) {
  std::string names, cases;
  for (const CLI::App* command : subcommands(root)) {
    names += "    '" + command->get_name() + ":" + one_quote(command->get_description()) + "'\n";
    cases += "    " + command->get_name() + ") _arguments \\\n";
    for (const CLI::Option* option : options(*command)) {
      std::string about = base::replace_all(base::replace_all(option->get_description(), "[", "("), "]", ")");
      about = one_quote(base::replace_all(about, ":", "\\:"));
      for (const std::string& name : spellings(*option)) {
        cases += "      '*" + name + "[" + about + "]" + (takes_value(*option) ? ":value:_files" : "") + "' \\\n";
      }
    }
    cases += "      '*:file:_files' ;;\n";
  }
  return "#compdef concord\n_concord() {\n  local -a commands=(\n" + names +
         "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
         "  case ${words[2]} in\n" +
         cases + "  esac\n}\n_concord \"$@\"\n";
}

std::string fish_completion(const CLI::App& root) {
  std::string text = "# fish completion for concord\n";
  for (const CLI::App* command : subcommands(root)) {
    const std::string name = command->get_name();
    text += "complete -c concord -n __fish_use_subcommand -a " + name + " -d '" +
            one_quote(command->get_description()) + "'\n";
    for (const CLI::Option* option : options(*command)) {
      text += "complete -c concord -n '__fish_seen_subcommand_from " + name + "'";
      for (const std::string& sname : option->get_snames()) text += " -s " + sname;
      for (const std::string& lname : option->get_lnames()) text += " -l " + lname;
      text += std::string(takes_value(*option) ? " -r" : "") + " -d '" +
              base::replace_all(option->get_description(), "'", "\\'") + "'\n";
    }
  }
  return text;
}

}  // namespace concord::cli
