// A plan made in memory, run over a FakeTransport.
#pragma once
#include <concord/run.h>

#include <support/catch.h>
#include <support/collected_run.h>
#include <support/fake_transport.h>

#include <deque>

namespace concord::run {

class PlanFixture {
 public:
  PlanFixture() {
    auto contract = std::make_shared<suite::Provider>();
    contract->name = "shop";
    contract->contract.provider = "shop";
    contract::Operation operation;
    operation.provider = "shop";
    operation.name = "create-order";
    operation.method = "POST";
    operation.path = "/orders/{id}";
    contract::Response ok;
    ok.status = "200";
    contract::Content content;
    content.media_type = "application/json";
    ok.contents.push_back(content);
    contract::Response bad = ok;
    bad.status = "400";
    operation.responses = {ok, bad};
    contract->contract.operations.push_back(operation);
    contract->auth = document::Node::object();
    contract->variables.push_back({"SHOP_KEY", true, true, "", std::nullopt, "", {}});
    provider = contract;
  }

  suite::Step step(const std::string& name, int status, const std::string& body = R"({"a":1})") const {
    suite::Step made;
    made.name = name;
    made.operation = &provider->contract.operations.front();
    made.request = *document::parse_answer_json(R"({"path":{"id":"7"},"body":)" + body + "}").root;
    made.expect = document::Node::object();
    made.expect.set("status", status);
    made.expectations = std::make_shared<const check::Expectations>(check::parse_expectations(made.expect).value());
    return made;
  }

  suite::Case& add_case(const std::string& name, int status = 200) {
    suite::Case made;
    made.classname = "shop.create_order";
    made.name = name;
    made.provider = provider;
    made.operation = &provider->contract.operations.front();
    made.steps.push_back(step(name, status));
    cases.push_back(std::move(made));
    return cases.back();
  }

  result::Run run(support::FakeTransport::Answerer answerer, Shard shard = {}) {
    suite::Plan plan;
    plan.providers = {provider};
    for (const suite::Case& one : cases) plan.add(one);
    options.clock = &clock;
    options.endpoints["shop"].base_url = "http://shop.test";
    options.endpoints["shop"].variables = {{"SHOP_KEY", "hidden-key-value"}};
    redactor.add("SHOP_KEY", base::Secret("hidden-key-value"));
    options.redactor = &redactor;
    transport = std::make_unique<support::FakeTransport>(clock, std::move(answerer));
    support::CollectedRun collected;
    const auto source = make_plan_source(plan, shard);
    run::run(*source, options, *transport, collected);
    seen = std::move(collected.seen);
    return collected.take();
  }

  support::ManualClock clock;
  std::shared_ptr<suite::Provider> provider;
  std::deque<suite::Case> cases;
  base::Redactor redactor;
  Options options;
  std::unique_ptr<support::FakeTransport> transport;
  std::vector<result::ValueSeen> seen;  // of the last run
};

}  // namespace concord::run
