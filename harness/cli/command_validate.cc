// concord validate: instances against a schema.
#include "command.h"
#include "exit_code.h"
#include "instance_benchmark.h"
#include "instance_judge.h"
#include "message_schema.h"
#include "options.h"
#include "terminal.h"
#include "validate_flags.h"

#include <concord/base/clean_text.h>
#include <concord/base/text.h>

#include <array>
#include <filesystem>
#include <memory>
#include <optional>

namespace concord::cli {

namespace {

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

std::optional<std::vector<schema::SchemaRoot>> read_roots(const std::vector<std::string>& texts) {
  std::vector<schema::SchemaRoot> roots;
  for (const std::string& text : texts) {
    auto root = schema::parse_schema_root(text);
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

// The highest wins.
int exit_code(const VerdictCounts& counts, const BufferedOutput& output) {
  if (counts.invalid > 0) return ContractBroken;
  if (counts.unjudged > 0) return NotJudged;
  return counts.unreadable > 0 || output.has_failed() ? BadInput : AllPassed;
}

void print_counts(const VerdictCounts& counts, BufferedOutput& output) {
  std::string text = std::to_string(counts.valid) + " valid, " + std::to_string(counts.invalid) + " not valid";
  if (counts.unjudged > 0) text += ", " + std::to_string(counts.unjudged) + " not judged";
  if (counts.unreadable > 0) text += ", " + std::to_string(counts.unreadable) + " not readable";
  output.add(text + '\n');
}

// A schema against its metaschema. That may have nothing to say against a schema that does not compile: the diagnostics
// do, which are printed by then.
void judge_schema(const std::string& reference, schema::SchemaLoader& loader, VerdictPrinter& printer,
                  VerdictCounts& counts) {
  base::Diagnostics notes;
  const auto checked = loader.check(reference, notes);
  print(notes);
  if (!checked) {
    print(checked.diagnostics());
    return void(++counts.unreadable);
  }
  const std::string shown = base::clean_line(reference);
  const bool conforms = checked->conforms == schema::Verdict::Valid;
  const auto verdict = conforms && !checked->compiles ? schema::Verdict::Invalid : checked->conforms;
  counts.add(verdict);
  const bool has_reasons = checked->metaschema && checked->conforms == verdict;
  if (!has_reasons || printer.is_enough(verdict)) return printer.print_verdict({shown}, verdict);
  printer.print_reasons({shown}, verdict, *checked->metaschema, *checked->schema);
}

int finish(const VerdictCounts& counts, BufferedOutput& output) {
  output.flush();
  return exit_code(counts, output);
}

int check_schemas(const ValidateFlags& flags, schema::SchemaLoader& loader, VerdictPrinter& printer,
                  BufferedOutput& output) {
  VerdictCounts counts;
  judge_schema(flags.schema, loader, printer, counts);
  for (const std::string& reference : flags.data) judge_schema(reference, loader, printer, counts);
  if (!flags.output) print_counts(counts, output);
  return finish(counts, output);
}

int measure(const ValidateFlags& flags, const schema::Schema& schema, VerdictPrinter& printer, BufferedOutput& output) {
  InstanceBenchmark benchmark(schema, !flags.fast, printer, output);
  for (const std::string& path : flags.data) document::read_instances(path, benchmark);
  benchmark.print_sum();
  return finish(benchmark.counts, output);
}

int judge(const ValidateFlags& flags, const schema::Schema& schema, VerdictPrinter& printer, BufferedOutput& output) {
  InstanceJudge judge(schema, printer);
  for (const std::string& path : flags.data) document::read_instances(path, judge);
  if (!flags.output) print_counts(judge.counts, output);
  return finish(judge.counts, output);
}

// What the message of an operation has for a schema, or SCHEMA as it was given.
base::Result<std::string> reference_of(const ValidateFlags& flags, base::SourceSet& sources) {
  if (flags.operation.empty()) return flags.schema;
  return find_message_schema(sources, {flags.schema, flags.operation, flags.status, flags.media_type});
}

// A message says by itself which way it goes.
schema::LoadOptions loading_of(const ValidateFlags& flags) {
  schema::LoadOptions loading = flags.loading;
  if (!flags.operation.empty() && loading.direction == schema::Direction::None)
    loading.direction = flags.status.empty() ? schema::Direction::Request : schema::Direction::Response;
  return loading;
}

int validate(const ValidateFlags& flags) {
  schema::SchemaLoader loader(loading_of(flags));
  BufferedOutput output;
  VerdictPrinter printer(flags, loader, output);
  if (flags.schema_only) return check_schemas(flags, loader, printer, output);
  base::SourceSet sources;  // as long as mistakes in it are told
  const auto reference = reference_of(flags, sources);
  if (!reference) {
    print(reference.diagnostics());
    return BadInput;
  }
  base::Diagnostics warnings;
  const auto schema = loader.load(*reference, warnings);
  print(warnings);
  if (!schema) {
    print(schema.diagnostics());
    return BadInput;
  }
  return flags.benchmark ? measure(flags, *schema, printer, output) : judge(flags, *schema, printer, output);
}

// What the options do not say together.
std::optional<base::Diagnostic> find_usage_mistake(const ValidateFlags& flags) {
  if (flags.data.empty() && !flags.schema_only) {
    return base::error("validate.no-data", "there is no DATA to validate", {},
                       "--schema-only checks the schema itself");
  }
  if (flags.benchmark && (flags.output || flags.schema_only)) {
    return base::error("validate.benchmark", "--benchmark goes with neither --output nor --schema-only");
  }
  if (flags.operation.empty() && !(flags.status.empty() && flags.media_type.empty())) {
    return base::error("validate.operation", "--status and --media-type need --operation");
  }
  if (!flags.status.empty() && flags.loading.direction == schema::Direction::Request) {
    return base::error("validate.direction", "--status names an answer, --direction says that it is a request");
  }
  if (!flags.operation.empty() && flags.status.empty() && flags.loading.direction == schema::Direction::Response) {
    return base::error("validate.direction", "--operation names a request, --direction says that it is a response", {},
                       "--status says which answer");
  }
  if (!flags.operation.empty() && flags.schema_only) {
    return base::error("validate.operation", "--operation does not go with --schema-only");
  }
  return std::nullopt;
}

void add_inputs(Options& options, ValidateFlags& flags) {
  options
      .add_option(
          "SCHEMA", flags.schema,
          "JSON Schema, as JSON or YAML, or one in a document: api.yaml#/components/schemas/Pet. Its $schema, or "
          "the OpenAPI document by its version and jsonSchemaDialect, says of which draft it is")
      .required()
      .type_name("");
  options
      .add_option("DATA", flags.data,
                  "Instances: .json, .yaml, .jsonl and .ndjson with one a line, or .sse, events with one each, of any "
                  "size")
      .type_name("");
  options.add_option("--schema-root", flags.roots,
                 "Find what $ref names by URL in the folder DIR; repeatable. Files beside SCHEMA are found anyway")
      .type_name("URL=DIR")
      .one_value_each();
  options.add_option("--operation", flags.operation,
                 "SCHEMA is an OpenAPI document: judge by the request of this operation, an operationId or "
                 "\"POST /orders\"; with --status by that answer of it")
      .type_name("NAME");
  options.add_option("--status", flags.status, "The answer of --operation: 200, 2XX, default").type_name("STATUS");
  options.add_option("--media-type", flags.media_type, "Of that message, where it has several and not one is JSON")
      .type_name("TYPE");
  options.add_flag("--schema-only", flags.schema_only,
               "Check SCHEMA, and DATA as more schemas, against their metaschemas");
}

// An option with a few words as values; `use` gets the one that was given.
template <typename Use>
void add_choice(Options& options, const char* name, const std::vector<std::string>& words, const char* value,
                const char* help, const Use& use) {
  options.add_option(name, use, help).one_of(words).type_name(value);
}

template <typename Rows>
std::vector<std::string> names_of(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.emplace_back(row.name);
  return names;
}

void add_rules(Options& options, ValidateFlags& flags) {
  add_choice(options, "--dialect", names_of(kDialects), "NAME",
             "Of schemas without $schema: 2020-12 (the default), 2019-09, 7, 6, 4, oas-3.0 or oas-3.1",
             [&flags](const std::string& name) {
               for (const DialectName& each : kDialects) {
                 if (name == each.name) flags.loading.dialect = each.dialect;
               }
             });
  add_choice(options, "--direction", {"request", "response"}, "WAY",
             "request or response: what is readOnly need not be in a request, nor what is writeOnly in a response, "
             "where it must not be; --operation says it by itself",
             [&flags](const std::string& way) {
               flags.loading.direction = way == "request" ? schema::Direction::Request : schema::Direction::Response;
             });
  add_choice(options, "--formats", {"assert", "annotate"}, "HOW",
             "assert or annotate. Without this option formats are asserted, in the published drafts and dialects too "
             "that only annotate them; but not where $schema names a metaschema of your own whose $vocabulary has no "
             "format-assertion",
             [&flags](const std::string& how) {
               flags.loading.formats = how == "assert" ? schema::FormatsRule::Assert : schema::FormatsRule::Annotate;
             });
  add_choice(options, "--content", {"assert", "annotate"}, "HOW",
             "contentEncoding and contentMediaType: annotate (the default) or assert",
             [&flags](const std::string& how) { flags.loading.assert_content = how == "assert"; });
}

void add_outputs(Options& options, ValidateFlags& flags) {
  add_choice(options, "--output", {"text", "flag", "basic", "detailed", "verbose"}, "FORM",
             "text (the default), or a form of JSON Schema, one JSON document a line for each instance: flag, which is "
             "{\"valid\": true} or {\"valid\": false}; basic, detailed, or verbose",
             [&flags](const std::string& how) {
               flags.output.reset();
               for (const FormName& each : kForms) {
                 if (how == each.name) flags.output = each.form;
               }
             });
  options.add_flag("--fast", flags.fast,
                   "Verdicts only: stop at the first thing that is wrong, and do not say what it is");
  options.add_flag("--benchmark", flags.benchmark,
               "Print for each instance and for all the verdict, the ns it takes, the ns with all reasons (not with "
               "--fast), and the ns of parsing, each the median of nine slices of 0.4 ms in which it is repeated");
}

}  // namespace

Action add_validate(Options& options) {
  auto flags = std::make_shared<ValidateFlags>();
  add_inputs(options, *flags);
  add_rules(options, *flags);
  add_outputs(options, *flags);
  return [flags] {
    if (const auto mistake = find_usage_mistake(*flags)) {
      print(base::Diagnostics{*mistake});
      return static_cast<int>(UsageError);
    }
    auto roots = read_roots(flags->roots);
    if (!roots) return static_cast<int>(BadInput);
    flags->loading.roots = std::move(*roots);
    return validate(*flags);
  };
}

}  // namespace concord::cli
