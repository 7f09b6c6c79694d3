#include <concord/session.h>

#include <concord/base/file.h>

#include <support/catch.h>
#include <support/paths.h>

#include <cstdlib>
#include <filesystem>
#include <map>

using namespace concord;

namespace {

std::string told(const base::Diagnostics& problems) {
  std::string text;
  for (const base::Diagnostic& one : problems) text += one.message + (one.hint.empty() ? "" : " | " + one.hint) + "\n";
  return text;
}

std::string file(const std::string& name, const std::string& content) {
  const std::filesystem::path path = std::filesystem::path(support::binary_dir()) / "session_test" / name;
  std::filesystem::create_directories(path.parent_path());
  REQUIRE(base::write_file_atomically(path, content).empty());
  return path.string();
}

// One provider with two targets and a secret; a case that needs it.
struct Planned {
  suite::Plan plan;
  Planned() {
    auto provider = std::make_shared<suite::Provider>();
    provider->name = "shop";
    provider->targets = {{"sandbox", "https://sandbox.shop.example", false, {}},
                         {"production", "https://shop.example", true, {}}};
    provider->variables.push_back({"SESSION_TEST_KEY", true, true, "the key of your account", std::nullopt, "", {}});
    provider->variables.push_back({"SESSION_TEST_REGION", false, true, "", "eu", "", {}});
    provider->auth = document::Node::object();
    suite::Case one;
    one.classname = "shop.create_order";
    one.name = "one";
    one.provider = provider;
    suite::Step step;
    step.request = document::Node::object();
    step.request.set("auth", "{{SESSION_TEST_KEY}}");
    one.steps.push_back(step);
    plan.add(one);
    plan.providers = {provider};
  }
};

}  // namespace

TEST_CASE("a shard is one of as many") {
  CHECK(session::parse_shard("")->count == 1);
  CHECK(session::parse_shard("2/8")->index == 2);
  CHECK(session::parse_shard("2/8")->count == 8);
  for (const char* wrong : {"0/2", "3/2", "2", "a/b", "1/2x", "-1/2", "1/1001", "1/"}) {
    INFO(wrong);
    CHECK(told(session::parse_shard(wrong).diagnostics()) ==
          "--shard takes I/N with I from 1 to N, or auto, this is \"" + std::string(wrong) + "\" | e.g. 2/8\n");
  }
}

namespace {

// Variables for one test.
class Environment {
 public:
  explicit Environment(std::map<std::string, std::string> values) : values_(std::move(values)) {
    for (const auto& [name, value] : values_) setenv(name.c_str(), value.c_str(), 1);
  }
  ~Environment() {
    for (const auto& [name, value] : values_) unsetenv(name.c_str());
  }

 private:
  std::map<std::string, std::string> values_;
};

std::string shard_in(std::map<std::string, std::string> values) {
  for (const char* name : {"CI_NODE_INDEX", "CI_NODE_TOTAL", "CIRCLE_NODE_INDEX", "BUILDKITE_PARALLEL_JOB",
                           "JOB_COMPLETION_INDEX", "CONCORD_SHARD_INDEX", "CONCORD_SHARD_COUNT"})
    unsetenv(name);
  const Environment environment(std::move(values));
  const auto shard = session::parse_shard("auto");
  return shard ? std::to_string(shard->index) + "/" + std::to_string(shard->count) : told(shard.diagnostics());
}

}  // namespace

TEST_CASE("the system says which shard this is") {
  CHECK(shard_in({{"CI_NODE_INDEX", "2"}, {"CI_NODE_TOTAL", "5"}}) == "2/5");
  CHECK(shard_in({{"CIRCLE_NODE_INDEX", "0"}, {"CIRCLE_NODE_TOTAL", "4"}}) == "1/4");
  CHECK(shard_in({{"BUILDKITE_PARALLEL_JOB", "3"}, {"BUILDKITE_PARALLEL_JOB_COUNT", "4"}}) == "4/4");
  CHECK(shard_in({{"JOB_COMPLETION_INDEX", "0"}, {"CONCORD_SHARD_COUNT", "3"}}) == "1/3");
  CHECK(shard_in({{"CONCORD_SHARD_INDEX", "3"}, {"CONCORD_SHARD_COUNT", "3"}}) == "3/3");
}

TEST_CASE("a system that does not say all is no shard") {
  CHECK(shard_in({}) ==
        "--shard auto: no variable says which part this is | known are those of GitLab, CircleCI, Buildkite and "
        "Kubernetes; elsewhere --shard I/N\n");
  CHECK(shard_in({{"JOB_COMPLETION_INDEX", "0"}}) ==
        "--shard auto: Kubernetes does not say which part this is: JOB_COMPLETION_INDEX=\"0\", CONCORD_SHARD_COUNT is "
        "not set\n");
  CHECK(shard_in({{"CI_NODE_INDEX", "6"}, {"CI_NODE_TOTAL", "5"}}) ==
        "--shard auto: GitLab does not say which part this is: CI_NODE_INDEX=\"6\", CI_NODE_TOTAL=\"5\"\n");
  CHECK(shard_in({{"CI_NODE_INDEX", "0"}, {"CI_NODE_TOTAL", "5"}}).starts_with("--shard auto: GitLab does not"));
}

TEST_CASE("two providers with one variable and two fallbacks are told which counts") {
  Planned planned;
  auto other = std::make_shared<suite::Provider>(*planned.plan.providers.front());
  other->name = "bank";
  other->variables[1].fallback = "us";
  planned.plan.providers.push_back(other);
  session::VariableFlags flags;
  const session::Variables variables = session::gather_variables(planned.plan, flags, true);
  CHECK(variables.values.at("SESSION_TEST_REGION") == "eu");
  CHECK(told(variables.warnings) ==
        "SESSION_TEST_REGION has another fallback in a provider before this one, which is taken here too | give it a "
        "value with --variable or in the environment, or another name here\n");
  flags.variables = {"SESSION_TEST_REGION=us"};
  CHECK(session::gather_variables(planned.plan, flags, true).warnings.empty());
}

namespace {

// What is said of a base URL without the contract's path, after answers with these statuses.
std::string path_hint(const std::vector<int>& statuses, result::Verdict verdict = result::Verdict::Failed) {
  Planned planned;
  auto provider = std::make_shared<suite::Provider>(*planned.plan.providers.front());
  provider->contract.servers.emplace_back().url = "https://shop.example/v1";
  planned.plan.providers = {provider};
  session::Targets targets;
  targets.endpoints["shop"].base_url = "http://127.0.0.1:8080";
  session::PathHints hints(planned.plan, targets);
  for (const int status : statuses) {
    result::CaseResult one{result::CasePlan()};
    one.provider = "shop";
    one.verdict = verdict;
    one.steps.emplace_back().exchange.emplace().status = status;
    hints.case_finished(one);
  }
  return told(hints.diagnostics());
}

}  // namespace

TEST_CASE("a base URL without the path of the contract's server") {
  const std::string hint =
      " | the contract's server has the path /v1: did you mean http://127.0.0.1:8080/v1?\n";
  std::vector<int> statuses(9, 404);
  CHECK(path_hint(statuses) == "all answers of shop are 404" + hint);
  statuses.push_back(405);
  CHECK(path_hint(statuses) == "no answer of shop is a success, and 9 of 10 are 404" + hint);
  statuses.push_back(405);
  CHECK(path_hint(statuses).empty());
  CHECK(path_hint({404, 404}, result::Verdict::Passed).empty());
  CHECK(path_hint({404, 200, 404}).empty());
  CHECK(path_hint({401, 404}).empty());
  CHECK(path_hint({}).empty());
}

TEST_CASE("later values win: fallback, environment, file, flag") {
  const Planned planned;
  session::VariableFlags flags;
  CHECK(session::gather_variables(planned.plan, flags, true).values.at("SESSION_TEST_REGION") == "eu");
  setenv("SESSION_TEST_REGION", "us", 1);
  CHECK(session::gather_variables(planned.plan, flags, true).values.at("SESSION_TEST_REGION") == "us");
  CHECK(session::gather_variables(planned.plan, flags, false).values.at("SESSION_TEST_REGION") ==
        "us");  // the provider has no mock rules
  flags.variables_file = file("variables", "# a comment\nexport SESSION_TEST_REGION = 'ap'\n\n");
  CHECK(session::gather_variables(planned.plan, flags, true).values.at("SESSION_TEST_REGION") == "ap");
  flags.variables = {"SESSION_TEST_REGION=za"};
  CHECK(session::gather_variables(planned.plan, flags, true).values.at("SESSION_TEST_REGION") == "za");
  unsetenv("SESSION_TEST_REGION");
}

TEST_CASE("mistakes in variables never show what may be a secret") {
  session::VariableFlags flags;
  flags.secrets = {"hunter2hunter2"};
  flags.secrets_file = file("secrets", "KEY=fine\nthis-is-a-secret\n");
  const auto variables = session::gather_variables({}, flags, false);
  const std::string text = told(variables.problems);
  CHECK(text.find("hunter2") == std::string::npos);
  CHECK(text.find("this-is-a-secret") == std::string::npos);
  CHECK(text.find("secrets:2: a line must be NAME=value") != std::string::npos);
  CHECK(text.find("--secret takes NAME=value") != std::string::npos);
  CHECK(variables.secret_names == std::vector<std::string>{"KEY"});
}

TEST_CASE("the target is the mock, a name, or the sandbox where a base URL is given") {
  CHECK(session::target_name({}) == "mock");
  session::TargetFlags flags;
  flags.base_urls = {"http://127.0.0.1:1"};
  CHECK(session::target_name(flags) == "sandbox");
  flags.target = "production";
  CHECK(session::target_name(flags) == "production");
}

TEST_CASE("what is wrong with a target is told at once") {
  base::SourceSet sources;
  const Planned planned;
  session::TargetFlags flags;
  flags.target = "sandbx";
  CHECK(told(session::resolve_targets(sources, planned.plan, flags).problems) ==
        "provider shop has no target \"sandbx\" | did you mean \"sandbox\"?\n"
        "this variable is not set: SESSION_TEST_KEY | export them, or name a file of NAME=value lines with "
        "--secrets-file\n");
  flags.target = "production";
  flags.variables.secrets = {"SESSION_TEST_KEY=a-secret-of-mine"};
  CHECK(told(session::resolve_targets(sources, planned.plan, flags).problems) ==
        "target \"production\" of shop is production, which is refused | allow it by name: --allow-production shop\n");
  flags.allowed_production = {"shop"};
  const session::Targets targets = session::resolve_targets(sources, planned.plan, flags);
  CHECK(targets.problems.empty());
  CHECK(targets.endpoints.at("shop").base_url == "https://shop.example");
  CHECK(targets.redactor.redact("a-secret-of-mine") == "[SESSION_TEST_KEY]");
  flags.base_urls = {"ftp://x", "shp=http://127.0.0.1:1"};
  flags.target = "sandbox";
  const std::string text = told(session::resolve_targets(sources, planned.plan, flags).problems);
  CHECK(text.find("--base-url: \"ftp://x\" is no http or https URL | e.g. http://127.0.0.1:8080\n") !=
        std::string::npos);
  CHECK(text.find("--base-url: no selected case is of provider \"shp\" | did you mean \"shop\"?\n") !=
        std::string::npos);
}

TEST_CASE("a run is described: an id of its own, the seed, the target") {
  const auto one = session::describe_run(7, "sandbox", "0.1.0");
  CHECK(one.id.size() == 26);
  CHECK(one.seed == 7);
  CHECK(one.target == "sandbox");
  CHECK_FALSE(one.hostname.empty());
}
