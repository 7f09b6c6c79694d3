#include "command.h"

namespace concord::cli {

std::span<const Command> commands() {
  static constexpr Command table[] = {
      {"run", "Run suites, or a document with none, against the embedded mock or a sandbox", add_run},
      {"init", "Write provider.yaml and suites to start from for a document, green at the mock", add_init},
      {"generate", "Write a suite to start from for one operation", add_generate},
      {"derive", "Make contracts and JSON Schemas from documentation pages", add_derive},
      {"diff", "Say what changed between two contracts or documents, and whether it breaks a client", add_diff},
      {"lint", "Find contradictions inside documentation: examples, schemas, samples, prose", add_lint},
      {"mock", "Serve contracts on a loopback port", add_mock},
      {"judge", "Judge recorded traffic, a HAR or a journal, by contracts", add_judge},
      {"proxy", "Pass requests on to a server, and judge what passes by contracts", add_proxy},
      {"watch", "Fetch the pages of providers again: what changed, and whom it breaks", add_watch},
      {"validate", "Validate JSON, YAML or JSON Lines against a JSON Schema", add_validate},
      {"report", "Make reports again from a journal", add_report},
      {"baseline", "Accept failures of a run for now, with a reason and an end", add_baseline},
      {"history", "Say what is failing and since when, what comes and goes, and what runs had", add_history},
      {"drift", "Accept what has drifted, list what is accepted, or revoke it", add_drift},
      {"list", "List cases, operations, checks, rules, changes, formats, importers or template functions", add_list},
      {"explain", "Explain a check or a rule, or where a keyword of a derived schema comes from", add_explain},
      {"manual", "Print the manual page or shell completions", add_manual},
  };
  return table;
}

}  // namespace concord::cli
