#include "work.h"

#include "selection.h"

#include <concord/base/clean_text.h>
#include <concord/base/text.h>
#include <concord/contract/names.h>
#include <concord/openapi/template_names.h>

#include <algorithm>
#include <set>

namespace concord::explore {

namespace {

Node words(const std::vector<std::string>& texts) {
  Node list = Node::array();
  for (const std::string& text : texts) list.push_back(Node(text));
  return list;
}

void set_text(Node& object, const char* name, const std::string& text) {
  if (!text.empty()) object.set(name, text);
}

// What provider.yaml says of the operation: {create-order: {statuses: [201, 409]}}.
const Node* stated_statuses(const Work& work) {
  const Node* operation = work.provider->operations.find(work.operation->name);
  return operation ? operation->find("statuses") : nullptr;
}

Node expectation(const Work& work, const Planned& planned, const std::string& why, const std::string& schema_location,
                 const std::string& documented, const std::string& beside) {
  Node expect = Node::object();
  Node said = Node::object();
  set_text(said, "why", why);
  if (planned.wants == Wants::Accepted) {
    set_text(said, "beside", beside);
    if (const Node* statuses = stated_statuses(work)) said.set("status", *statuses);
    expect.set("accepted", std::move(said));
  } else if (planned.wants == Wants::Refused) {
    set_text(said, "at", planned.at);
    set_text(said, "keyword", planned.keyword);
    set_text(said, "by", schema_location);
    set_text(said, "documented", documented);
    if (!planned.statuses.empty()) said.set("status", words(planned.statuses));
    expect.set("refused", std::move(said));
  }
  return expect;
}

suite::Case frame(const Work& work, std::size_t position) {
  if (work.shared) return *work.shared;
  const Work::Entry& entry = work.entries[position];
  suite::Case one;
  one.suite = work.provider->name + ' ' + work.operation->name;
  one.suite_file = work.provider->contract.file;
  one.classname = base::slug(work.provider->name) + '.' + base::slug(work.operation->name);
  one.name = entry.name;
  if (work.withheld.empty()) one.tags = {std::string(phase_kinds()[entry.phase].name)};
  one.provider = work.provider;
  one.operation = work.operation;
  if (work.values && work.values->document()) one.span = work.values->document()->span();
  return one;
}

std::size_t parameters_in(std::string_view path) { return openapi::template_names(path).size(); }

}  // namespace

void Work::give_back_all() {
  is_given.assign(entries.size(), false);
  for (std::size_t i = 0; i < entries.size(); ++i) is_given[i] = !entries[i].is_told_of && !entries[i].is_tried_first;
}

bool Work::is_over() const {
  if (!is_settled() || under_way > 0 || search) return false;
  if (status == Status::Done) return true;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!is_given[i] && !entries[i].is_left_open) return false;
  }
  return true;
}

std::vector<Planned> plan_of(OperationValues& values, const Options& options) {
  std::vector<Planned> all;
  std::set<std::string> names;
  const auto kinds = phase_kinds();
  for (std::size_t phase = 0; phase < kinds.size(); ++phase) {
    const bool is_asked_for = is_wanted(kinds[phase].name, options);
    std::vector<Planned> planned;
    kinds[phase].plan(values, planned);
    for (Planned& one : planned) {
      if (!is_asked_for && !one.shape) continue;  // the others begin with those
      one.phase = phase;
      one.name = std::string(kinds[phase].name) + ": " + one.name;
      if (names.insert(one.name).second) all.push_back(std::move(one));
    }
  }
  return all;
}

Work random_work(const std::shared_ptr<const suite::Provider>& provider, const contract::Operation& operation) {
  Work work;
  work.provider = provider;
  work.operation = &operation;
  work.stage = random_stage;
  work.is_random = true;
  work.entries.push_back({std::string(random_case), phase_index(random_phase), {}, false});
  return work;
}

std::size_t stage_of(const contract::Operation& operation, const contract::Contract& contract) {
  const std::size_t depth = parameters_in(operation.path);
  if (operation.method == "DELETE") return first_deleting_stage + 100 - std::min<std::size_t>(depth, 100);
  std::size_t references = 0;
  for (const contract::Parameter& parameter : operation.parameters) {
    const bool is_reference = parameter.is_required && parameter.in != contract::ParameterIn::Path &&
                              contract::plain_name(parameter.name).ends_with("id");
    if (is_reference && contract.operations.size() > 1) references = 1;
  }
  const std::size_t step = operation.method == "GET" || operation.method == "HEAD" ? 0
                           : operation.method == "PUT" || operation.method == "PATCH" ? 1
                                                                                        : 2;
  // Where nothing is asked for by its id, asking and making may go side by side.
  return shared_stage + 1 + (depth == 0 ? references : 10 * std::min<std::size_t>(depth, 90) + step);
}

std::shared_ptr<const suite::Case> case_of(const Work& work, std::size_t position, Node request,
                                           const std::string& why, const std::string& schema_location,
                                           const std::string& documented, const std::string& beside) {
  const Planned& planned = work.planned[position];
  suite::Case one = frame(work, position);
  one.levels = planned.levels;
  if (planned.shape && !work.accepted) one.levels["accepted"] = result::Level::Warn;  // see reaching.h
  suite::Step step;
  step.name = planned.wants == Wants::Refused ? "the broken request" : "the request";
  step.operation = planned.operation ? planned.operation : work.operation;
  step.request = std::move(request);
  step.expect = expectation(work, planned, why, schema_location, documented, beside);
  step.span = one.span;
  auto parsed = check::parse_expectations(step.expect);
  if (parsed) step.expectations = std::make_shared<const check::Expectations>(std::move(parsed).value());
  else one.mistake = parsed.diagnostics().front().message;
  one.steps.push_back(std::move(step));
  return std::make_shared<const suite::Case>(std::move(one));
}

std::shared_ptr<const suite::Case> unsent(const Work& work, std::size_t position, result::SkipReason why) {
  suite::Case one = frame(work, position);
  if (!work.mistake.empty()) {
    one.mistake = work.mistake;
    if (work.mistake_span.is_known()) one.span = work.mistake_span;
  } else one.skip = std::move(why);
  return std::make_shared<const suite::Case>(std::move(one));
}

}  // namespace concord::explore
