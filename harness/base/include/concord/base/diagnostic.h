// Diagnostic: a mistake in a file that a person wrote (suite, schema, page, command line).
// Never used for what an API did wrong (result::CheckFailure) nor for what could not be judged (result::RunError).
#pragma once
#include <concord/base/source.h>

#include <string>
#include <string_view>
#include <vector>

namespace concord::base {

enum class Severity { Error, Warning, Note };

struct Diagnostic {
  Severity severity = Severity::Error;
  std::string kind;     // stable dotted id, e.g. "suite.unknown-key", "yaml.duplicate-key"
  std::string message;  // one sentence, lower case first, no full stop
  Span span;            // where; may be unknown (then only message and hint are shown)
  std::string hint;     // shown behind the caret: did you mean "status"?
  struct Related {
    std::string message;
    Span span;
  };
  std::vector<Related> related;  // other places, e.g. "first defined here"
};

using Diagnostics = std::vector<Diagnostic>;

Diagnostic error(std::string kind, std::string message, Span span = {}, std::string hint = {});
Diagnostic warning(std::string kind, std::string message, Span span = {}, std::string hint = {});

bool has_errors(const Diagnostics& diagnostics);
void append(Diagnostics& to, Diagnostics from);

// Message, place, line, caret, hint, related places, in the form
//     error: unknown check "statuss"
//       --> suites/orders/read.yaml:14:9
//        |
//     14 |         statuss: 200
//        |         ^^^^^^^ did you mean "status"?
// Text from outside is escaped (see escape_for_terminal); long lines are cut around the caret. Related
// places follow as notes. Ends with a line feed.
std::string render(const Diagnostic& diagnostic, bool color = false);
std::string render(const Diagnostics& diagnostics, bool color = false);

}  // namespace concord::base
