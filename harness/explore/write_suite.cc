// A suite as a person would have written it: one request to start from, and rows that change it in one thing each.
#include "credentials.h"
#include "flow_yaml.h"
#include "request_change.h"
#include "work.h"

#include <concord/explore/written.h>

#include <concord/base/text.h>
#include <concord/document/patch.h>
#include <concord/message/build_request.h>
#include <concord/openapi/template_names.h>

#include <algorithm>
#include <utility>

namespace concord::explore {

namespace {

using generate::Shape;

constexpr std::size_t longest_line = 120;

Node operation_of_patch(const char* op, const Pointer& at, const Node* value) {
  Node made = Node::object();
  made.set("op", op);
  made.set("path", at.text());
  if (value) made.set("value", *value);
  return made;
}

// What makes one request of the other (RFC 6902).
void compare(const Node& before, const Node& after, const Pointer& at, Node& patch) {
  if (document::equal(before, after)) return;
  if (!before.is_object() || !after.is_object() || at.tokens().size() > 8) {
    return patch.push_back(operation_of_patch("replace", at, &after));
  }
  MembersInTurn before_in_turn(before), after_in_turn(after);
  for (const auto& [key, value, span] : before.members()) {
    if (!after_in_turn.find(key)) patch.push_back(operation_of_patch("remove", at / key, nullptr));
  }
  for (const auto& [key, value, span] : after.members()) {
    if (const Node* there = before_in_turn.find(key)) compare(*there, value, at / key, patch);
    else patch.push_back(operation_of_patch("add", at / key, &value));
  }
}

// What a body is sent as anyway needs no word.
Node without_default_type(Node request, const contract::Operation& operation) {
  const Node* type = request.find("content_type");
  if (type && type->string_or_empty() == message::preferred_media_type(operation)) request.remove("content_type");
  return request;
}

// What provider.yaml and the command line say of members and parameters.
KnownValues known_of(const OperationValues& values) {
  KnownValues known;
  for (const auto& [name, value, span] : values.provider().data.members()) known.give(name, value);
  for (const auto& [name, value] : values.options().values) known.give(name, escaped(Node(value)));
  return known;
}

std::optional<Node> start_of(OperationValues& values, Shape shape) {
  const KnownValues known = known_of(values);
  auto request = values.whole_request(shape, known);
  if (Node* body = request ? request->find("body") : nullptr) known.fill_in(*body);
  return request;
}

struct Row {
  std::string what, why, documented;
  Node patch;  // a list
};

// Rows that are expected to go the same way.
struct Group {
  std::string name, comment;
  std::string expect;          // in flow, with {{why}}
  std::string checks;          // in flow; "" for none
  std::string tag;
  std::vector<Row> rows;
};

class SuiteWriter {
 public:
  SuiteWriter(OperationValues& values, Node base, const std::string& document)
      : values_(values), base_(std::move(base)), document_(document) {}

  void add(const Planned& planned) {
    if (planned.operation && planned.operation->method != values_.operation().method) return leave_out(planned);
    if (planned.operation || !planned.skip.empty() || planned.wants == Wants::Anything) return leave_out(planned);
    if (planned.wants == Wants::Accepted && is_decided(planned)) return leave_out(planned);
    const auto start = planned.shape ? start_of(values_, *planned.shape) : std::optional(base_);
    const auto made = start ? changed(*start, planned, values_) : std::nullopt;
    if (!made) return leave_out(planned);
    Row row{planned.name, made->why, made->documented, Node::array()};
    compare(base_, without_default_type(made->request, values_.operation()), Pointer{}, row.patch);
    constexpr std::size_t longest_row = 4'000;  // else nobody would want to read it
    if (document::write_json(row.patch).size() > longest_row) return leave_out(planned);
    const bool is_same = row.patch.size() == 0;
    if (is_same && (!planned.shape || std::exchange(has_base_, true))) return;
    group_of(planned).rows.push_back(std::move(row));
  }

  std::string text() {
    const contract::Operation& operation = values_.operation();
    std::string text = "# From " + document_ + ": " + operation.method + ' ' + operation.path + ", " +
                       (operation.place.text().empty() ? std::string("no line") : operation.place.text()) +
                       ". What each phase asks: concord explain positive.\n";
    if (has_stories(values_.provider().contract, operation.path))
      text += "# Stories of several steps (stateful) are not in it: concord run " + document_ + " tells them.\n";
    text += "suite: " + flow_text(title()) + "\noperation: " + operation.id() + '\n';
    if (operation.path.find('{') != std::string::npos)
      text += "# Put ids of things that are there in place of those in the path.\n";
    if (base_.size() > 0) text += "request:\n" + indented(document::write_yaml(base_), 2);
    text += need_of_the_thing();
    text += "\ncases:\n";
    for (const Group& group : groups_) text += written(group);
    for (const std::string& one : left_out_) text += "  # not written here: " + one + '\n';
    return text;
  }

 private:
  // Without it valid requests would pass by a documented 404, and broken ones be refused by it, in silence. What asks
  // is never what writes.
  std::string need_of_the_thing() {
    const contract::Operation& operation = values_.operation();
    const contract::Operation* reader = may_be_absent(operation) ? reader_of(operation) : nullptr;
    if (!reader) return {};
    std::string text = "before:\n  - name: what the path names is there\n";
    if (reader != &operation) {
      const auto request = request_of(*reader);
      if (!request) return {};
      text += "    operation: " + reader->id() + "\n    request: " + flow(*request) + '\n';
    }
    return text + "    needs: [{about: what request.path names is there, unless: {status: [404, 410]}}]\n";
  }

  // Where PUT answers by 201, what is not there is made.
  static bool may_be_absent(const contract::Operation& operation) {
    const auto& all = operation.responses;
    const bool makes = operation.method == "PUT" && std::any_of(all.begin(), all.end(), [](const auto& one) {
                         return one.status == "201";
                       });
    return !makes && (operation.find_response(404) != nullptr || operation.find_response(410) != nullptr);
  }

  // The GET of the same path, or of one further up that names as much: /orders/{id} for /orders/{id}/cancel.
  const contract::Operation* reader_of(const contract::Operation& operation) const {
    const std::size_t names = openapi::template_names(operation.path).size();
    std::string path = operation.path;
    while (names > 0 && openapi::template_names(path).size() == names) {
      for (const contract::Operation& one : values_.provider().contract.operations) {
        if (one.method == "GET" && one.path == path) return &one;
      }
      path.resize(std::min(path.rfind('/'), path.size() - 1));
    }
    return nullptr;
  }

  // The smallest, of the thing that the cases are about. What provider.yaml says of all goes with it anyway.
  std::optional<Node> request_of(const contract::Operation& reader) const {
    MadeOperations made;
    OperationValues values(values_.provider(), reader, values_.options(), made);
    auto request = values.request(Shape::Smallest, known_of(values));
    const Node* path = base_.find("path");
    if (!request || !path) return std::nullopt;
    request->set("path", *path);
    document::merge_patch(*request, credentials_of(values_.provider(), reader));
    return request;
  }

  std::string title() const {
    return values_.provider().name + ' ' + base::replace_all(values_.operation().name, "-", " ");
  }

  // Which other values are right there, only the other side knows.
  bool is_decided(const Planned& planned) const {
    const KnownValues known = known_of(values_);
    return std::any_of(planned.change.edits.begin(), planned.change.edits.end(), [&](const Edit& edit) {
      return known.decides(edit.at) || document::resolve(values_.provider().request, edit.at) != nullptr;
    });
  }

  void leave_out(const Planned& planned) {
    if (planned.operation) return;  // of the path or the protocol: a run of the document asks it
    const std::string why = planned.skip.empty() ? "" : ": " + planned.skip;
    left_out_.push_back(planned.name + why);
  }

  static bool is_open(const Planned& planned) {
    const auto level = planned.levels.find("refused");
    return level != planned.levels.end() && level->second == result::Level::Warn;
  }

  // Any 4xx refuses, as in a run of the document, but for who may ask at all: 415 is right where there is no body.
  static std::string expectation_of(const Planned& planned) {
    if (planned.wants == Wants::Accepted) return "{accepted: \"{{what}}\"}";
    const std::vector<std::string>& statuses = planned.statuses;
    if (statuses.empty()) return "{refused: \"{{why}}\"}";
    const std::string words = statuses.size() == 1 ? statuses.front() : '[' + base::join(statuses, ", ") + ']';
    return "{refused: {why: \"{{why}}\", status: " + words + "}}";
  }

  static std::string checks_of(const Planned& planned) {
    std::string text;
    for (const auto& [id, level] : planned.levels) {
      const char* word = level == result::Level::Warn ? "warn" : level == result::Level::Off ? "off" : "fail";
      text += (text.empty() ? "" : ", ") + id + ": " + word;
    }
    return text.empty() ? text : '{' + text + '}';
  }

  Group& group_of(const Planned& planned) {
    Group wanted;
    wanted.tag = std::string(phase_kinds()[planned.phase].name);
    wanted.expect = expectation_of(planned);
    wanted.name = planned.wants == Wants::Accepted ? "\"{{what}} is accepted\"" : "\"{{what}} is refused\"";
    if (planned.wants == Wants::Refused && is_open(planned)) {
      wanted.name = "\"{{what}} may be refused\"";
      wanted.comment = "The document or the specifications leave open whether these are refused.";
    }
    wanted.checks = checks_of(planned);
    for (Group& group : groups_) {
      if (group.tag == wanted.tag && group.expect == wanted.expect && group.checks == wanted.checks) return group;
    }
    groups_.push_back(std::move(wanted));
    return groups_.back();
  }

  static std::string indented(std::string_view text, std::size_t width) {
    std::string out;
    for (const std::string_view line : base::split(text, '\n')) {
      if (!line.empty()) out += std::string(width, ' ') + std::string(line) + '\n';
    }
    return out;
  }

  // Rows hold braces of values as they are sent: {{{{}} stays what it is.
  static std::string written(const Row& row, bool has_why) {
    const Node& patch = row.patch.size() == 1 ? row.patch.items().front() : row.patch;
    const std::string line = row.documented.empty() ? "" : "  # " + row.documented;
    const std::string what = flow_text(escaped(Node(row.what)).as_string());
    const std::string why = has_why ? "why: " + flow_text(escaped(Node(row.why)).as_string()) : std::string();
    const std::string short_form =
        "      - {what: " + what + ", " + (has_why ? why + ", " : "") + "patch: " + flow(patch) + "}";
    if (short_form.size() + line.size() <= longest_line) return short_form + line + '\n';
    return "      - what: " + what + line + '\n' + (has_why ? "        " + why + '\n' : "") +
           "        patch: " + flow(patch) + '\n';
  }

  static std::string written(const Group& group) {
    std::string text = "  # ---- " + group.tag + '\n';
    if (!group.comment.empty()) text += "  # " + group.comment + '\n';
    text += "  - name: " + group.name + "\n    tags: [" + group.tag + "]\n    each:\n";
    const bool has_why = group.expect.find("{{why}}") != std::string::npos;
    for (const Row& row : group.rows) text += written(row, has_why);
    text += "    patch: [\"{{patch}}\"]\n";
    if (!group.checks.empty()) text += "    checks: " + group.checks + '\n';
    return text + "    expect: " + group.expect + "\n\n";
  }

  OperationValues& values_;
  Node base_;
  const std::string& document_;
  bool has_base_ = false;  // a row that changes nothing
  std::vector<Group> groups_;
  std::vector<std::string> left_out_;
};

std::optional<Node> first_request(OperationValues& values) {
  for (const Shape shape : {Shape::Typical, Shape::Smallest, Shape::Fullest}) {
    if (auto request = start_of(values, shape))
      return without_default_type(std::move(*request), values.operation());
  }
  return std::nullopt;
}

// A suite with no case would be written, and run green.
base::Diagnostic without_cases(OperationValues& values, Options options) {
  const std::string wanted = base::join(options.phases, ", ");
  options.phases.clear();
  std::vector<std::string> there;
  for (const Planned& planned : plan_of(values, options)) {
    const std::string phase(phase_kinds()[planned.phase].name);
    if (std::find(there.begin(), there.end(), phase) == there.end()) there.push_back(phase);
  }
  return base::error("explore.phase",
                     "a suite of " + values.operation().id() + " has no case of the phase " + wanted, {},
                     there.empty() ? "it has none of any phase" : "there are cases of " + base::join(there, ", "));
}

}  // namespace

base::Result<std::string> write_suite(const suite::Provider& provider, const contract::Operation& operation,
                                      const Options& options, const std::string& document) {
  MadeOperations made;
  OperationValues values(provider, operation, options, made);
  auto base_request = first_request(values);
  if (!base_request) {
    const std::vector<std::string> why = values.unmade();
    return base::error("explore.request",
                       "no request of " + operation.id() + " could be made" + (why.empty() ? "" : ": " + why.front()));
  }
  SuiteWriter writer(values, std::move(*base_request), document);
  std::size_t written = 0;
  for (Planned& planned : plan_of(values, options)) {
    const std::string phase(phase_kinds()[planned.phase].name);
    if (!is_wanted(phase, options)) continue;
    ++written;
    planned.name = planned.name.substr(planned.name.find(": ") + 2);
    writer.add(planned);
  }
  if (written == 0 && !options.phases.empty()) return without_cases(values, options);
  return writer.text();
}

}  // namespace concord::explore
