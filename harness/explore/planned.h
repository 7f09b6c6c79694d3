// What is planned: cases as changes of a request, before any request is known to be accepted.
#pragma once
#include <concord/check.h>
#include <concord/contract.h>
#include <concord/generate.h>

#include <optional>
#include <string>
#include <vector>

namespace concord::explore {

using document::Node;
using document::Pointer;

// One thing of a request in the suite language that is set, or taken out.
struct Edit {
  Pointer at;                 // "/query/limit", "/body/amount", "/raw"
  std::optional<Node> value;  // nothing: taken out
};

struct Change {
  std::vector<Edit> edits;
  // The whole body, for where the edits alone do not make one that is judged as it must be: it has another form.
  std::optional<Node> body = {};
  const contract::Content* content = nullptr;  // that the body is of; null: the body is not judged
  bool breaks = false;                         // how the body must be judged
};

// What is expected of the answer.
enum class Wants : std::uint8_t { Accepted, Refused, Anything };

struct Planned {
  std::string name;  // within its phase: `body /amount: above maximum`; the same for every seed
  Wants wants = Wants::Accepted;
  std::string why;                          // what is special or wrong, a phrase; the judged body may say it better
  std::string at, keyword, schema_location;  // of what is broken
  std::string documented;                   // its line
  std::vector<std::string> statuses;        // that are right, if not all that `wants` allows
  check::Levels levels = {};
  Change change = {};
  // Tried first, beginning with a request of this shape: until one is accepted nothing else of the operation is sent.
  std::optional<generate::Shape> shape = {};
  bool is_independent = false;  // sent even where nothing was accepted
  bool keeps_auth = true;       // the credentials of the operation; else those of the change, or none
  const contract::Operation* operation = nullptr;  // another than the one it is planned for; null: the same
  std::string skip = {};        // why it is not sent
  std::size_t phase = 0;        // in the table; set by whoever gathers them
};

}  // namespace concord::explore
