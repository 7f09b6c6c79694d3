// concord validate: instances against a schema.
#include "command.h"
#include "exit_code.h"
#include "terminal.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/schema.h>

#include <memory>

namespace concord::cli {

namespace {

struct ValidateFlags {
  std::string schema;
  std::vector<std::string> data;
  bool annotate_formats = false;
  bool flag_output = false;
};

bool is_yaml(const std::string& path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }
bool is_lines(const std::string& path) { return path.ends_with(".jsonl") || path.ends_with(".ndjson"); }

class ValidateCommand {
 public:
  explicit ValidateCommand(const ValidateFlags& flags) : flags_(flags) {}

  int operator()() {
    const auto root = read(flags_.schema);
    if (!root) return BadInput;
    schema::Options options;
    options.assert_formats = !flags_.annotate_formats;
    base::Diagnostics warnings;
    auto compiled = schema::compile(*root, options, &warnings);
    print(warnings);
    if (!compiled) {
      print(compiled.diagnostics());
      return BadInput;
    }
    for (const std::string& path : flags_.data) validate_file(*compiled, path);
    if (!flags_.flag_output) print(std::to_string(valid_) + " valid, " + std::to_string(invalid_) + " not valid\n");
    return unreadable_ > 0 && invalid_ == 0 ? BadInput : invalid_ > 0 ? ContractBroken : AllPassed;
  }

 private:
  std::optional<document::Node> read(const std::string& path) {
    auto source = base::load_source(sources_, path);
    if (!source) {
      print(source.diagnostics());
      return std::nullopt;
    }
    auto root = is_yaml(path) ? document::parse_yaml(**source) : document::parse_json(**source);
    if (!root) {
      print(root.diagnostics());
      return std::nullopt;
    }
    return std::move(root).value();
  }

  void validate_file(const schema::Schema& schema, const std::string& path) {
    if (is_lines(path)) return validate_lines(schema, path);
    if (const auto instance = read(path)) validate(schema, *instance, path);
    else ++unreadable_;
  }

  void validate_lines(const schema::Schema& schema, const std::string& path) {
    auto text = base::read_file(path);
    if (!text) {
      print(text.diagnostics());
      ++unreadable_;
      return;
    }
    std::size_t number = 0;
    for (const std::string_view line : base::split(*text, '\n')) {
      ++number;
      if (base::trim(line).empty()) continue;
      const document::ParsedJson parsed = document::parse_answer_json(line);
      const std::string place = path + ':' + std::to_string(number);
      if (parsed.root) {
        validate(schema, *parsed.root, place);
      } else {
        print_error("error: " + place + ": " + parsed.faults.front().message + '\n');
        ++unreadable_;
      }
    }
  }

  void validate(const schema::Schema& schema, const document::Node& instance, const std::string& name) {
    const bool is_valid = schema.accepts(instance);
    ++(is_valid ? valid_ : invalid_);
    if (flags_.flag_output) return print(is_valid ? "{\"valid\": true}\n" : "{\"valid\": false}\n");
    if (is_valid) return print(base::escape_line(name) + ": valid\n");
    const schema::Explanation explanation = schema.explain(instance);
    print(base::escape_line(name) + ": not valid\n");
    for (const schema::Violation& one : explanation.violations) describe(instance, one);
    if (explanation.not_listed > 0) print("  and " + std::to_string(explanation.not_listed) + " more\n");
  }

  static void describe(const document::Node& instance, const schema::Violation& violation) {
    std::string text = "  ";
    const document::Node* where = document::resolve(instance, violation.instance);
    if (where && where->span().is_known()) text += where->span().place() + ": ";
    text += (violation.instance.is_root() ? "/" : base::escape_line(violation.instance.text())) + ": " + base::escape_line(violation.message);
    if (!violation.hint.empty()) text += " (" + base::escape_line(violation.hint) + ')';
    if (violation.equal_elsewhere > 0) text += "; " + std::to_string(violation.equal_elsewhere) + " more items fail the same way";
    print(text + "\n      by " + base::escape_line(violation.schema_location) + '\n');
  }

  const ValidateFlags& flags_;
  base::SourceSet sources_;
  std::size_t valid_ = 0, invalid_ = 0, unreadable_ = 0;
};

}  // namespace

Action add_validate(CLI::App& app) {
  auto flags = std::make_shared<ValidateFlags>();
  app.add_option("SCHEMA", flags->schema, "JSON Schema 2020-12, as JSON or YAML")->required()->type_name("");
  app.add_option("DATA", flags->data, "Instances: .json, .yaml, or .jsonl with one a line")->required()->type_name("");
  app.add_option_function<std::string>(
         "--formats", [flags](const std::string& how) { flags->annotate_formats = how == "annotate"; },
         "assert (the default) or annotate")
      ->check(CLI::IsMember({"assert", "annotate"}))
      ->type_name("HOW");
  app.add_option_function<std::string>(
         "--output", [flags](const std::string& how) { flags->flag_output = how == "flag"; },
         "text (the default), or flag: one line {\"valid\": true} or {\"valid\": false} an instance")
      ->check(CLI::IsMember({"text", "flag"}))
      ->type_name("FORM");
  return [flags] { return ValidateCommand(*flags)(); };
}

}  // namespace concord::cli
