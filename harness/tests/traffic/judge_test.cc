// What a judgement tells of recordings: nothing that is secret, nothing that is not the API's, and where it was.
#include <concord/traffic.h>
#include <concord/traffic/recording_writer.h>

#include <support/catch.h>
#include <support/document_folder.h>

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

using namespace concord;
using namespace concord::traffic;

namespace {

constexpr const char* kShop = R"(openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://api.shop.test"}]
paths:
  /orders/{id}:
    get:
      operationId: read
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: a
          content: {application/json: {schema: {type: object, properties: {state: {enum: [open, paid]}}}}}
)";

http::Response answer(const std::string& body) {
  return {200, "1.1", "", {{"Content-Type", "application/json"}}, body, body.size()};
}

// All that is told of cases.
class Told : public result::Sink {
 public:
  void run_aborted(const result::Aborted& why) override { aborted = why.text; }
  void case_finished(const result::CaseResult& one) override {
    ++cases;
    for (const auto* list : {&one.failures, &one.warnings}) {
      for (const result::CheckFailure& failure : *list) {
        text += failure.message + '\n' + failure.expected + '\n' + failure.actual + '\n' + failure.pointer + '\n';
      }
    }
    for (const result::StepResult& step : one.steps) {
      if (step.exchange) add(*step.exchange);
    }
  }
  std::string text, curl, aborted;
  std::size_t cases = 0;

 private:
  void add(const result::ExchangeRecord& record) {
    text += record.url + '\n';
    for (const auto* headers : {&record.request_headers, &record.response_headers}) {
      for (const http::Header& header : *headers) text += header.name + ": " + header.value + '\n';
    }
    if (record.request_body) text += record.request_body->text + '\n';
    if (record.response_body) text += record.response_body->text + '\n';
    text += record.curl + '\n';
    curl = record.curl;
  }
};

struct Shop {
  Shop() {
    const support::DocumentFolder folder("traffic_judge", {{"shop.yaml", kShop}});
    auto read = contract::load_contract(sources, folder.path("shop.yaml"), "shop");
    REQUIRE(read);
    contract = std::move(read).value();
    auto made = Judge::make({&contract}, {});
    REQUIRE(made);
    judge = std::move(made).value();
  }
  void take(const std::string& id, http::Headers sent = {}, const std::string& body = R"({"state": "lost"})") {
    Recorded recorded;
    recorded.exchange.request = {"GET", "https://api.shop.test/orders/" + id, std::move(sent), {}};
    recorded.exchange.response = answer(body);
    recorded.place = fmt::format("a.har, entry {}", ++entries);
    judge->take(std::move(recorded));
  }
  Told told() const {
    Told told;
    judge->tell({}, told);
    return told;
  }
  base::SourceSet sources;
  contract::Contract contract;
  std::unique_ptr<Judge> judge;
  int entries = 0;
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a credential of one exchange is hidden in all of them") {
  Shop shop;
  shop.take("k9f0c2d4e6b1", {}, R"({"state": "k8f0c2d4e6b1"})");
  shop.take("1", {{"Authorization", "Bearer k9f0c2d4e6b1"}});
  shop.take("2", {{"X-Vault-Token", "k8f0c2d4e6b1"}});
  const Told told = shop.told();
  CHECK(has(told.text, "https://api.shop.test/orders/[Authorization]"));
  CHECK(has(told.text, "\"[X-Vault-Token]\" is not one of"));
  CHECK_FALSE(has(told.text, "k9f0c2d4e6b1"));
  CHECK_FALSE(has(told.text, "k8f0c2d4e6b1"));
  CHECK(shop.judge->secrets().size() >= 2);
}

TEST_CASE("so is one of an exchange that is of no operation") {
  Shop shop;
  shop.take("k9f0c2d4e6b1");
  Recorded other;
  other.exchange.request = {"POST", "https://elsewhere.test/", {}, "client_secret=k9f0c2d4e6b1"};
  shop.judge->take(std::move(other));
  CHECK_FALSE(has(shop.told().text, "k9f0c2d4e6b1"));
}

TEST_CASE("past the bound a credential is hidden in its own exchange, which is said") {
  Shop shop;
  std::string tokens;
  for (int i = 0; i < 10'100; ++i) tokens += fmt::format("{}\"token-{:08}\"", i == 0 ? "" : ", ", i);
  shop.take("1", {}, R"({"state": "open", "tokens": [)" + tokens + "]}");
  shop.take("2", {{"X-Api-Key", "k9f0c2d4e6b1"}}, R"({"state": "k9f0c2d4e6b1"})");
  const Told told = shop.told();
  CHECK_FALSE(has(told.text, "k9f0c2d4e6b1"));
  CHECK(has(told.text, "[X-Api-Key]"));
  const auto lines = describe(shop.judge->counts());
  CHECK(lines.back() == "more than 10000 credentials: 101 hidden only in the exchange that has them");
}

TEST_CASE("the command says which variables it needs") {
  Shop shop;
  shop.take("1", {{"X-Api-Key", "k9f0c2d4e6b1"}});
  CHECK(shop.told().curl.starts_with(
      "X_Api_Key='…'; curl -X GET 'https://api.shop.test/orders/1' -H 'X-Api-Key: '\"$X_Api_Key\""));
}

TEST_CASE("what a mock refused by itself is not judged") {
  Shop shop;
  Recorded recorded;
  recorded.exchange.request = {"GET", "https://api.shop.test/orders/1", {}, {}};
  recorded.exchange.response = http::Response{400, "1.1", "", {}, "", 0};
  recorded.is_of_mock = true;
  shop.judge->take(std::move(recorded));
  CHECK(shop.judge->counts().judged == 0);
  CHECK(describe(shop.judge->counts()).front() == "0 of 1 exchange judged, 1 answered by the mock itself");
  const Told told = shop.told();
  CHECK(told.cases == 0);
  CHECK_FALSE(told.aborted.empty());
}

TEST_CASE("header fields beyond 256 and bodies of more than a million values are not judged") {
  Shop shop;
  http::Headers many;
  for (int i = 0; i < 100'000; ++i) many.push_back({"X-A", "k9f0c2d4e6b1"});
  shop.take("1", many, R"({"state": "open"})");
  std::string large = "[[]";
  for (int i = 0; i < 1'000'000; ++i) large += ",[]";
  shop.take("2", {}, large + "]");
  const JudgeCounts& counts = shop.judge->counts();
  CHECK(counts.fields_dropped == 100'000 - 256);
  CHECK(counts.bodies_large == 1);
  const auto lines = describe(counts);
  CHECK(std::find(lines.begin(), lines.end(), "not judged: 1 body of more than a million values") != lines.end());
  CHECK(std::find(lines.begin(), lines.end(), "not judged: 99744 header fields beyond the first 256 of a message") !=
        lines.end());
}

TEST_CASE("a recording hides what came in an exchange before, and marks what the mock refused") {
  const support::DocumentFolder folder("traffic_writer", {{"a.jsonl", ""}});
  const std::string path = folder.path("a.jsonl");
  auto writer = RecordingWriter::create(path);
  REQUIRE(writer);
  http::Exchange exchange;
  exchange.request = {"POST", "https://a.test/login", {}, "password=hunter22"};
  exchange.response = answer(R"({"token":"k9f0c2d4e6b1"})");
  (*writer)->write(exchange, nullptr);
  exchange.request = {"GET", "https://a.test/say/k9f0c2d4e6b1", {}, {}};
  (*writer)->write(exchange, nullptr, AnsweredBy::Mock);
  std::ifstream in(path);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  CHECK_FALSE(has(text, "k9f0c2d4e6b1"));
  CHECK_FALSE(has(text, "hunter22"));
  CHECK(has(text, "https://a.test/say/[token]"));
  CHECK(has(text, R"("by":"mock")"));
}
