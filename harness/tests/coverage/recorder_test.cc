// What a run has seen, told at its end.
#include "shop.h"

#include <support/catch.h>

using namespace concord;
using namespace concord::coverage;
using result::CoverageKind;
using result::Level;

namespace {

class Told : public result::Sink {
 public:
  void covered(const result::Coverage& coverage) override { what = coverage; }
  result::Coverage what;
};

result::StepResult sent(const std::string& operation, const std::string& url, const std::string& body = "") {
  result::StepResult step;
  step.operation = operation;
  step.exchange = result::ExchangeRecord{};
  step.exchange->status = 200;
  step.exchange->url = url;
  if (!body.empty()) step.exchange->request_body = result::make_body(body);
  return step;
}

result::Observations answered(const std::string& operation, int status, std::vector<std::string> places = {}) {
  result::Observations seen;
  seen.operation = operation;
  seen.status = status;
  seen.media_type = "application/json";
  for (auto& place : places) seen.places.push_back({std::move(place), 0, "", {}, {}});
  return seen;
}

struct Run {
  explicit Run(Levels levels = {}, std::vector<Requirement> required = {})
      : recorder(shop.operations(), levels, std::move(required), told) {}
  result::Coverage end() {
    recorder.run_ended({});
    return told.what;
  }
  std::string findings() {
    std::string text;
    for (const auto& one : end().findings)
      text += std::string(result::level_name(one.level)) + ' ' + one.id + ": " + one.message + '\n';
    return text;
  }
  Shop shop;
  Told told;
  Recorder recorder;
};

}  // namespace

TEST_CASE("what was asked for") {
  Run run;
  auto step = sent("shop/read-pet", "http://127.0.0.1:1/pets/1?filter%5Bage%5D=2&unknown=1");
  step.exchange->request_headers = {{"x-TRACE", "1"}, {"Cookie", "a=1; theme=dark"}};
  run.recorder.exchange_judged(0, step);
  run.recorder.exchange_judged(0, sent("shop/create-pet", "http://h/pets", R"({"name": "[secret]", "other": 1})"));
  auto unanswered = sent("shop/read-pet", "http://h/pets/1?limit=1");
  unanswered.exchange->status = 0;
  run.recorder.exchange_judged(1, unanswered);
  run.recorder.exchange_judged(1, sent("other/operation", "http://h/"));
  const auto seen = run.end();
  CHECK(lines(seen, CoverageKind::Operation) == "shop/read-pet: 1\nshop/create-pet: 1\n");
  CHECK(lines(seen, CoverageKind::Parameter) ==
        "shop/read-pet path id: 1\nshop/read-pet query filter: 1\nshop/read-pet query limit: never\n"
        "shop/read-pet header x-trace: 1\nshop/read-pet cookie theme: 1\n");
  CHECK(lines(seen, CoverageKind::RequestMember) == "shop/create-pet /name: 1\n");
}

TEST_CASE("what was answered") {
  Run run;
  auto pet = answered("shop/read-pet", 200, {"", "/id", "/state", "/colour", "/tags", "/tags/*", "/tags/*/size"});
  pet.places[2].members = {"\"sold\""};
  pet.places[0].branches = {"#/pet/properties/kind/oneOf/1"};
  run.recorder.observed(0, pet);
  run.recorder.observed(0, pet);
  run.recorder.observed(1, answered("shop/read-pet", 503));
  run.recorder.observed(1, answered("shop/read-pet", 418, {"/tea"}));
  run.recorder.observed(1, answered("shop/create-pet", 409));
  auto html = answered("shop/create-pet", 201);
  html.media_type = "text/html";
  run.recorder.observed(2, html);
  run.recorder.observed(2, answered("shop/create-pet", 201));
  const auto seen = run.end();
  CHECK(lines(seen, CoverageKind::Status) ==
        "shop/read-pet 200: 2\nshop/read-pet 404: never\nshop/read-pet 5XX: 1\nshop/create-pet 201: 2\n"
        "shop/create-pet default: 1\nshop/read-pet 418: 1 (not documented)\n");
  CHECK(lines(seen, CoverageKind::MediaType) ==
        "shop/read-pet 200 application/json: 2\nshop/read-pet 404 application/json: never\n"
        "shop/create-pet 201 application/*: 1\nshop/create-pet 201 text/html: 1 (not documented)\n");
  const std::string members = lines(seen, CoverageKind::ResponseMember);
  CHECK(members.find("shop/read-pet 200 /id: 2\n") != std::string::npos);
  CHECK(members.ends_with(
      "shop/read-pet 200 /colour: 2 (not documented)\nshop/read-pet 200 /tags/*/size: 2 (not documented)\n"));
  CHECK(members.find("/tea") == std::string::npos);  // nothing is said of that answer
  CHECK(lines(seen, CoverageKind::EnumMember).starts_with("shop/read-pet 200 /state \"sold\": 2\n"));
  CHECK(lines(seen, CoverageKind::Branch).starts_with("shop/read-pet 200 #/pet/properties/kind/oneOf/0: never\n"
                                                      "shop/read-pet 200 #/pet/properties/kind/oneOf/1: 2\n"));
  CHECK(seen.sum(CoverageKind::Status).percent() == 80);
  CHECK(seen.sum(CoverageKind::Status).undocumented == 1);
}

TEST_CASE("findings of coverage have levels of their own") {
  const auto tell = [](Run& run) {
    run.recorder.exchange_judged(0, sent("shop/read-pet", "http://h/pets/1"));
    run.recorder.observed(0, answered("shop/read-pet", 404));
    run.recorder.observed(0, answered("shop/read-pet", 404));
    return run.findings();
  };
  Run usual;
  CHECK(tell(usual) == "warn coverage.success: shop/read-pet never answered 2xx (404: 2)\n");
  Run strict({Level::Fail, Level::Warn});
  CHECK(tell(strict) ==
        "fail coverage.success: shop/read-pet never answered 2xx (404: 2)\n"
        "warn coverage.statuses: shop/read-pet never answered 200\n"
        "warn coverage.statuses: shop/read-pet never answered 5XX\n");
  CHECK(strict.told.what.has_failure());
  Run none({Level::Off, Level::Off});
  CHECK(tell(none) == "");
  Run required({Level::Off, Level::Off}, {{CoverageKind::Operation, 51}, {CoverageKind::Status, 20}});
  CHECK(tell(required) ==
        "fail coverage.required: 1 of 2 operations were seen, 50 %, and 51 % are required\n");
}

TEST_CASE("coverage is written, read again, and put together") {
  Run run;
  run.recorder.observed(0, answered("shop/read-pet", 418));
  run.recorder.exchange_judged(0, sent("shop/read-pet", "http://h/pets/1"));
  const auto one = run.end();
  CHECK(result::read_coverage(parse(document::write_json(result::to_node(one)))) == one);
  Run other;
  other.recorder.observed(0, answered("shop/read-pet", 200));
  other.recorder.observed(0, answered("shop/read-pet", 418));
  result::Coverage both;
  result::merge(both, one);
  CHECK(both == one);
  result::merge(both, other.end());
  CHECK(both.findings.empty());
  CHECK(lines(both, CoverageKind::Status) ==
        "shop/read-pet 200: 1\nshop/read-pet 404: never\nshop/read-pet 5XX: never\nshop/create-pet 201: never\n"
        "shop/create-pet default: never\nshop/read-pet 418: 2 (not documented)\n");
  CHECK(result::read_coverage(parse(R"({"items": [["statuses", "a/b", "200", true, -1], [], 7]})")).empty());
}
