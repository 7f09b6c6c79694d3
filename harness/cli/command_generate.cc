// concord generate: a suite to start from, for one operation.
#include "command.h"
#include "document_flags.h"
#include "exit_code.h"
#include "options.h"
#include "terminal.h"
#include "written_paths.h"

#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/contract/operation_hint.h>
#include <concord/explore/written.h>

#include <filesystem>
#include <memory>

namespace concord::cli {

using base::error;

namespace {

struct GenerateFlags {
  std::string operation, document, output;
  std::uint64_t seed = 0;
  bool overwrites = false;
  std::vector<std::string> phases;
  DocumentFlags documents;
};

// "knot/create-session" is of schemas/knot, unless a document is named.
std::string document_of(const GenerateFlags& flags) {
  if (!flags.document.empty()) return flags.document;
  return "schemas/" + flags.operation.substr(0, flags.operation.find('/'));
}

const contract::Operation* find(const contract::Contract& contract, const std::string& wanted) {
  for (const contract::Operation& one : contract.operations) {
    if (one.id() == wanted || one.name == wanted) return &one;
  }
  return nullptr;
}

base::Diagnostic unknown(const contract::Contract& contract, const std::string& wanted) {
  std::vector<std::string> known;
  for (const contract::Operation& one : contract.operations) known.push_back(one.id());
  return error("generate.operation", "there is no operation " + base::in_quotes(wanted), {},
               contract::operation_hint(wanted, known));
}

base::Diagnostic without_stories(const std::string& document) {
  return {base::Severity::Note, "generate.stories", "the suite holds no stories (stateful)", {},
          "concord run " + document + " tells them", {}};
}

// What a person has made of an earlier one is not lost.
base::Diagnostics there_already(const GenerateFlags& flags) {
  std::error_code failure;
  if (flags.overwrites || flags.output.empty() || !std::filesystem::is_regular_file(flags.output, failure)) return {};
  return {error("generate.there", flags.output + " is there already", {}, "--force writes over what is there")};
}

int generate(const GenerateFlags& flags) {
  if (const base::Diagnostics there = there_already(flags); !there.empty()) return print(there), BadInput;
  base::SourceSet sources;
  explore::ProviderOptions provider_options;
  provider_options.document = document_options(flags.documents);
  const std::string document = document_of(flags);
  const auto provider = explore::load_provider(sources, document, provider_options);
  if (!provider) return print(provider.diagnostics()), BadInput;
  const base::Diagnostics lost =
      overwritten({{"-o", flags.output}}, {{"the document", document}, {"the document", (*provider)->contract.file}});
  if (!lost.empty()) return print(lost), UsageError;
  const contract::Operation* operation = find((*provider)->contract, flags.operation);
  if (!operation) return print({unknown((*provider)->contract, flags.operation)}), UsageError;
  explore::Options options;
  options.seed = flags.seed;
  options.phases = flags.phases;
  const auto text = explore::write_suite(**provider, *operation, options, (*provider)->contract.file);
  if (!text) return print(text.diagnostics()), BadInput;
  if (explore::has_stories((*provider)->contract, operation->path)) print({without_stories(document)});
  if (flags.output.empty()) return print_document(*text), AllPassed;
  const base::Diagnostics mistakes = base::write_file_atomically(flags.output, *text);
  print(mistakes);
  return mistakes.empty() ? AllPassed : BadInput;
}

}  // namespace

Action add_generate(Options& options) {
  auto flags = std::make_shared<GenerateFlags>();
  options.add_option("OPERATION", flags->operation, "Such as knot/create-session; see concord list operations")
      .required()
      .type_name("");
  options
      .add_option("--from", flags->document,
                  "The document, page or contract that has it (default: schemas/PROVIDER/openapi.yaml)")
      .type_name("FILE");
  options.add_option("--phases", flags->phases, "Only these: examples, positive, negative, auth (repeatable)")
      .one_value_each()
      .type_name("NAME");
  options.add_option("--seed", flags->seed, "Of values that the document leaves open").type_name("N");
  options.add_option("-o,--output", flags->output, "Write into FILE (default: standard output)").type_name("FILE");
  options.add_flag("--force", flags->overwrites, "Write over FILE where it is there");
  add_document_flags(options, flags->documents);
  return [flags] { return generate(*flags); };
}

}  // namespace concord::cli
