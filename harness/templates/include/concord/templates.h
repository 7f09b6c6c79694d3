// Templates `{{…}}` in values. A string that is one lone template keeps the type of its value; within other text the
// value is written out. No scripting: a template is a dotted name, a function with arguments, or a default:
//     {{run.id}}   {{body.theme | light}}   {{uuid}}   {{now+30m}}   {{base64 "a:b"}}   {{hmac_sha256 KEY "text"}}
//     {{request.path.entityId}}   {{random 1 100}}   {{url_encode name}}   {{{{}} writes two braces
// Arguments are names, numbers, true, false, null, or strings in double quotes (with \" \\ \n \r \t).
// A name of the scope is not hidden by a function of that name. Elements of an array are members: {{items.0.id}}.
// After a bar stands what is taken when a name is unknown: a function, a name that is known, a value, or words that
// stand for themselves; {{body.country | absent}} leaves out the member or element whose value it is (in text: nothing
// is written). What was filled in is not rendered again.
#pragma once
#include <concord/base/clock.h>
#include <concord/base/random.h>
#include <concord/document.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace concord::templates {

using base::Diagnostics;
using base::Result;
using document::Node;

// What names mean. Lookup of "a.b.c": the scope is asked for "a.b.c", then for "a.b" (then member c), then "a".
class Scope {
 public:
  virtual ~Scope() = default;
  // The value of `name`, or null when this scope does not know it. Lives at least until the next call.
  virtual const Node* find(std::string_view name) const = 0;
  virtual std::vector<std::string> names() const = 0;  // for a did-you-mean
};

// An object node as a scope; asks `outer` for what it lacks. Both must outlive it.
class ObjectScope : public Scope {
 public:
  explicit ObjectScope(const Node& object, const Scope* outer = nullptr) : object_(object), outer_(outer) {}
  const Node* find(std::string_view name) const override;
  std::vector<std::string> names() const override;

 private:
  const Node& object_;
  const Scope* outer_;
};

// What a dotted name means: the scope is asked for the whole name, then for ever shorter beginnings whose value has the
// rest as members (of an array: by index). Null when nothing is there.
const Node* look_up(const Scope& scope, std::string_view name);

// What functions need. Both must outlive the rendering.
struct Environment {
  const base::Clock* clock = nullptr;
  base::Random* random = nullptr;
};

struct RenderOptions {
  // Names that are not known yet but will be (captures of earlier steps), even if the scope knows them; and when
  // `defer_functions` all functions that need the environment (time, random values): templates with them stay for a
  // later rendering, with arguments that are known now written in. Their arguments are counted all the same. When
  // anything is deferred, {{{{}} stays too.
  std::vector<std::string> deferred;
  bool defer_functions = false;
  std::size_t max_bytes = 1u << 20;  // of one rendered string
  // The hint for an unknown name, from its did-you-mean (or ""). None: that.
  std::function<std::string(std::string_view name, const std::string& suggestion)> hint_of_unknown{};
};

// A copy of `node` with every template in strings (values and keys) replaced; spans are kept. All mistakes at once:
// unknown name or function (with did-you-mean), wrong arguments, unbalanced braces; each with the span of its string
// (narrowed to the template where the span covers the text one to one).
Result<Node> render(const Node& node, const Scope& scope, const Environment& environment,
                    const RenderOptions& options = {});
// The same, for whoever looks for further mistakes: a template that is one is told, and stays as it is written.
Node render_what_can_be(const Node& node, const Scope& scope, const Environment& environment,
                        const RenderOptions& options, Diagnostics& mistakes);
Result<std::string> render_text(std::string_view text, const Scope& scope, const Environment& environment,
                                const RenderOptions& options = {});

// Whether any string in `node` (or key) holds a template.
bool has_template(const Node& node);
// The names (not functions) that the templates of `node` use, in order, without duplicates.
std::vector<std::string> names_used(const Node& node);
// All names that rendering may look up in the scope, those of defaults and of functions too; the same otherwise.
std::vector<std::string> names_mentioned(const Node& node);
// Whether a name that is used, "row.id", is `name` or may mean a member of it: "row".
bool may_mean(std::string_view used, std::string_view name);
// Names of the functions with a summary each, for help and documentation.
struct FunctionSummary {
  std::string_view name;
  std::string_view arguments;
  std::string_view summary;
};
std::vector<FunctionSummary> functions();

}  // namespace concord::templates
