// concord validate: instances against a schema.
#include "command.h"
#include "exit_code.h"
#include "schema_files.h"
#include "terminal.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/schema.h>
#include <concord/schema/output.h>

#include <array>
#include <filesystem>
#include <memory>
#include <optional>

namespace concord::cli {

namespace {

struct ValidateFlags {
  std::string schema;
  std::vector<std::string> data;
  schema::Dialect dialect = schema::Dialect::Draft2020_12;
  std::vector<std::string> roots;
  bool annotate_formats = false;
  bool assert_content = false;
  std::optional<schema::OutputForm> output;  // text when absent
  bool schema_only = false;
};

struct DialectName {
  const char* name;
  schema::Dialect dialect;
};

constexpr std::array<DialectName, 7> kDialects = {{{"2020-12", schema::Dialect::Draft2020_12},
                                                   {"2019-09", schema::Dialect::Draft2019_09},
                                                   {"7", schema::Dialect::Draft7},
                                                   {"6", schema::Dialect::Draft6},
                                                   {"4", schema::Dialect::Draft4},
                                                   {"oas-3.0", schema::Dialect::OpenApi30},
                                                   {"oas-3.1", schema::Dialect::OpenApi31}}};

struct FormName {
  const char* name;
  schema::OutputForm form;
};

constexpr std::array<FormName, 4> kForms = {{{"flag", schema::OutputForm::Flag},
                                             {"basic", schema::OutputForm::Basic},
                                             {"detailed", schema::OutputForm::Detailed},
                                             {"verbose", schema::OutputForm::Verbose}}};

bool is_lines(const std::string& path) { return path.ends_with(".jsonl") || path.ends_with(".ndjson"); }

std::optional<std::vector<SchemaRoot>> read_roots(const std::vector<std::string>& texts) {
  std::vector<SchemaRoot> roots;
  for (const std::string& text : texts) {
    auto root = parse_schema_root(text);
    std::error_code failure;
    if (root && std::filesystem::is_directory(root->folder, failure)) {
      roots.push_back(std::move(*root));
      continue;
    }
    const std::string why = root ? "there is no folder \"" + root->folder.generic_string() + "\""
                                 : "\"" + text + "\" is not URL=DIR with an absolute URL";
    print(base::Diagnostics{base::error("validate.schema-root", "--schema-root: " + why)});
    return std::nullopt;
  }
  return roots;
}

class ValidateCommand {
 public:
  ValidateCommand(const ValidateFlags& flags, std::vector<SchemaRoot> roots)
      : flags_(flags), files_(std::move(roots)) {}

  int operator()() {
    if (flags_.schema_only) {
      check_schema(flags_.schema);
      for (const std::string& path : flags_.data) check_schema(path);
    } else if (!validate_all()) {
      return BadInput;
    }
    if (!flags_.output) print(std::to_string(valid_) + " valid, " + std::to_string(invalid_) + " not valid\n");
    return unreadable_ > 0 && invalid_ == 0 ? BadInput : invalid_ > 0 ? ContractBroken : AllPassed;
  }

 private:
  using SharedNode = std::shared_ptr<const document::Node>;

  SharedNode read(const std::string& path) {
    auto root = files_.read(path);
    if (root) return std::make_shared<const document::Node>(std::move(root).value());
    print(root.diagnostics());
    return nullptr;
  }

  // The options to compile a file by, with all that it refers to; nothing when some of that cannot be read.
  std::optional<schema::Options> options_for(const std::string& path, const SharedNode& root) {
    schema::Options options;
    options.default_dialect = flags_.dialect;
    options.assert_formats = !flags_.annotate_formats;
    options.assert_content = flags_.assert_content;
    const base::Diagnostics problems = files_.follow(path, root, options);
    base_uri_ = options.base_uri;
    if (problems.empty()) return options;
    print(problems);
    return std::nullopt;
  }

  bool validate_all() {
    const SharedNode root = read(flags_.schema);
    const auto options = root ? options_for(flags_.schema, root) : std::nullopt;
    const auto compiled = options ? compile(root, *options) : std::nullopt;
    if (!compiled) return false;
    for (const std::string& path : flags_.data) validate_file(*compiled, path);
    return true;
  }

  static std::optional<schema::Schema> compile(const SharedNode& root, const schema::Options& options) {
    base::Diagnostics warnings;
    auto compiled = schema::compile_at(root, document::Pointer(), options, &warnings);
    print(SchemaFiles::shown(std::move(warnings)));
    if (compiled) return *compiled;
    print(SchemaFiles::shown(compiled.diagnostics()));
    return std::nullopt;
  }

  // A schema against its metaschema; when that is content, whether it compiles, which finds what no metaschema can say.
  void check_schema(const std::string& path) {
    const SharedNode root = read(path);
    auto options = root ? options_for(path, root) : std::nullopt;
    if (!options) return void(++unreadable_);
    const document::Node* named = root->find("$schema");
    const std::string uri = named && named->is_string() ? named->as_string()
                                                        : std::string(schema::metaschema_uri(flags_.dialect));
    document::Node::Object members;
    members.push_back({"$ref", document::Node(uri), {}});
    const auto reference = std::make_shared<const document::Node>(std::move(members));
    schema::Options of_metaschema;
    print(SchemaFiles::shown(files_.follow(path, reference, of_metaschema)));
    const auto metaschema = schema::compile_at(reference, document::Pointer(), of_metaschema);
    if (metaschema && !metaschema->accepts(*root)) return validate(*metaschema, *root, path);
    const bool is_valid = compile(root, *options).has_value() && metaschema;
    ++(is_valid ? valid_ : invalid_);
    if (flags_.output) return print_schema_output(metaschema ? &*metaschema : nullptr, *root, is_valid, path);
    print(base::escape_line(path) + (is_valid ? ": valid\n" : ": not valid\n"));
  }

  void validate_file(const schema::Schema& schema, const std::string& path) {
    if (is_lines(path)) return validate_lines(schema, path);
    if (const SharedNode instance = read(path)) validate(schema, *instance, path);
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
    if (flags_.output) return print_output(schema, instance, is_valid, name);
    if (is_valid) return print(base::escape_line(name) + ": valid\n");
    const schema::Explanation explanation = schema.explain(instance);
    print(base::escape_line(name) + ": not valid\n");
    for (const schema::Violation& one : explanation.violations) describe(instance, one);
    if (explanation.not_listed > 0) print("  and " + std::to_string(explanation.not_listed) + " more\n");
  }

  static void print_flag(bool is_valid) { print(is_valid ? "{\"valid\": true}\n" : "{\"valid\": false}\n"); }

  // One document a line. What cannot be written out still has its verdict.
  void print_output(const schema::Schema& schema, const document::Node& instance, bool is_valid,
                    const std::string& name) const {
    if (flags_.output == schema::OutputForm::Flag) return print_flag(is_valid);
    const auto output = schema::output(schema, instance, *flags_.output);
    if (output) return print(document::write_json(*output) + '\n');
    for (const auto& problem : output.diagnostics()) {
      print_error("error: " + base::escape_line(name) + ": " + problem.message + '\n');
    }
    print_flag(is_valid);
  }

  // The metaschema may have nothing to say against a schema that does not compile: the diagnostics do.
  void print_schema_output(const schema::Schema* metaschema, const document::Node& root, bool is_valid,
                           const std::string& name) const {
    if (is_valid && metaschema) return print_output(*metaschema, root, is_valid, name);
    print_flag(is_valid);
  }

  void describe(const document::Node& instance, const schema::Violation& violation) const {
    std::string text = "  ";
    const document::Node* where = document::resolve(instance, violation.instance);
    if (where && where->span().is_known()) text += where->span().place() + ": ";
    text += (violation.instance.is_root() ? "/" : base::escape_line(violation.instance.text())) + ": " + base::escape_line(violation.message);
    if (!violation.hint.empty()) text += " (" + base::escape_line(violation.hint) + ')';
    if (violation.equal_elsewhere > 0) text += "; " + std::to_string(violation.equal_elsewhere) + " more items fail the same way";
    print(text + "\n      by " + base::escape_line(shown_place(violation.schema_location)) + '\n');
  }

  // Of the schema itself only the fragment is said.
  std::string shown_place(const std::string& location) const {
    if (location.starts_with(base_uri_ + "#")) return location.substr(base_uri_.size());
    return SchemaFiles::shown(location);
  }

  const ValidateFlags& flags_;
  SchemaFiles files_;
  std::string base_uri_;
  std::size_t valid_ = 0, invalid_ = 0, unreadable_ = 0;
};

}  // namespace

Action add_validate(CLI::App& app) {
  auto flags = std::make_shared<ValidateFlags>();
  app.add_option("SCHEMA", flags->schema, "JSON Schema, as JSON or YAML; its $schema says of which draft")
      ->required()
      ->type_name("");
  app.add_option("DATA", flags->data, "Instances: .json, .yaml, or .jsonl with one a line")->type_name("");
  std::vector<std::string> names;
  for (const DialectName& each : kDialects) names.emplace_back(each.name);
  app.add_option_function<std::string>(
         "--dialect",
         [flags](const std::string& name) {
           for (const DialectName& each : kDialects) {
             if (name == each.name) flags->dialect = each.dialect;
           }
         },
         "Of schemas without $schema: 2020-12 (the default), 2019-09, 7, 6, 4, oas-3.0 or oas-3.1")
      ->check(CLI::IsMember(names))
      ->type_name("NAME");
  app.add_option("--schema-root", flags->roots,
                 "Find what $ref names by URL in the folder DIR; repeatable. Files beside SCHEMA are found anyway")
      ->type_name("URL=DIR")
      ->allow_extra_args(false);
  app.add_option_function<std::string>(
         "--formats", [flags](const std::string& how) { flags->annotate_formats = how == "annotate"; },
         "assert (the default) or annotate")
      ->check(CLI::IsMember({"assert", "annotate"}))
      ->type_name("HOW");
  app.add_option_function<std::string>(
         "--content", [flags](const std::string& how) { flags->assert_content = how == "assert"; },
         "contentEncoding and contentMediaType: annotate (the default) or assert")
      ->check(CLI::IsMember({"assert", "annotate"}))
      ->type_name("HOW");
  app.add_option_function<std::string>(
         "--output",
         [flags](const std::string& how) {
           flags->output.reset();
           for (const FormName& each : kForms) {
             if (how == each.name) flags->output = each.form;
           }
         },
         "text (the default), or a form of JSON Schema, one JSON document a line for each instance: flag, which is "
         "{\"valid\": true} or {\"valid\": false}; basic, detailed, or verbose")
      ->check(CLI::IsMember({"text", "flag", "basic", "detailed", "verbose"}))
      ->type_name("FORM");
  app.add_flag("--schema-only", flags->schema_only,
               "Check SCHEMA, and DATA as more schemas, against their metaschemas");
  return [flags] {
    if (flags->data.empty() && !flags->schema_only) {
      print(base::Diagnostics{base::error("validate.no-data", "there is no DATA to validate", {},
                                          "--schema-only checks the schema itself")});
      return static_cast<int>(UsageError);
    }
    auto roots = read_roots(flags->roots);
    if (!roots) return static_cast<int>(BadInput);
    return ValidateCommand(*flags, std::move(*roots))();
  };
}

}  // namespace concord::cli
