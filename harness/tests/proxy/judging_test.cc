// What passed, judged: beside the exchanges, and before they are answered.
#include "proxied.h"

#include <concord/base/source.h>
#include <concord/proxy/judging.h>

#include <support/document_folder.h>

#include <zlib.h>
#include <zstd.h>

#include <future>

using namespace concord;
using namespace concord::proxy;
using support::http_answer;
using support::RawServer;

namespace {

constexpr const char* kShop = R"(openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /orders/{id}:
    get:
      operationId: read
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: the order
          content:
            application/json:
              schema: {type: object, required: [state], properties: {state: {enum: [open, paid]}}}
)";

constexpr const char* kJson = "Content-Type: application/json\r\n";

std::string gzip(const std::string& text) {
  std::string coded(text.size() + 1000, '\0');
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(coded.data());
  stream.avail_out = static_cast<uInt>(coded.size());
  deflate(&stream, Z_FINISH);
  coded.resize(stream.total_out);
  deflateEnd(&stream);
  return coded;
}

std::string zstd(const std::string& text) {
  std::string coded(ZSTD_compressBound(text.size()), '\0');
  coded.resize(ZSTD_compress(coded.data(), coded.size(), text.data(), text.size(), 3));
  return coded;
}

class Judged {
 public:
  explicit Judged(const std::string& answer, bool holds = false, const JudgingLimits& limits = {})
      : server(RawServer::always(answer)) {
    const support::DocumentFolder folder("proxy_judging", {{"shop.yaml", kShop}});
    auto read = contract::load_contract(sources_, folder.path("shop.yaml"), "shop");
    REQUIRE(read);
    contract_ = std::move(read).value();
    traffic::JudgeOptions options;
    options.on_judged = [this](const traffic::JudgedExchange& one) {
      for (const auto& failure : one.found) found += failure.check + ": " + failure.message + '\n';
    };
    auto made = Judging::make({&contract_}, std::move(options), nullptr, limits);
    REQUIRE(made);
    judging = std::move(made).value();
    Handlers handlers;
    handlers.passed = [this](Passed&& one) { judging->take(std::move(one)); };
    if (holds)
      handlers.hold = [this](Passed&& one, auto decide) { judging->decide(std::move(one), std::move(decide)); };
    Options to;
    to.to = server.url();
    proxy = Proxy::start(std::move(handlers), to).value();
  }
  ~Judged() {
    proxy->stop();
    judging->stop();
  }
  std::string ask(const std::string& path = "/orders/1") const {
    return support::exchange_raw(proxy->port(), get(path));
  }
  traffic::JudgeCounts counts() {
    proxy->stop();  // all that passed has been told
    traffic::JudgeCounts counts;
    judging->lend([&counts](const traffic::Judge& judge) { counts = judge.counts(); });
    return counts;
  }

  RawServer server;
  std::string found;
  std::unique_ptr<Judging> judging;
  std::unique_ptr<Proxy> proxy;

 private:
  base::SourceSet sources_;
  contract::Contract contract_;
};

}  // namespace

TEST_CASE("an answer that breaks its contract is passed on and told") {
  Judged judged(http_answer(200, R"({"state": "lost"})", kJson));
  CHECK(contains(judged.ask(), R"({"state": "lost"})"));
  CHECK(judged.counts().judged == 1);
  CHECK(contains(judged.found, "schema: /state: \"lost\" is not one of \"open\", \"paid\""));
}

TEST_CASE("bodies are decoded to be judged, and passed on as they are") {
  const std::string text = R"({"state": "lost"})";
  using Row = std::pair<std::string, std::string>;
  const auto [name, coded] = GENERATE_COPY(values<Row>({{"gzip", gzip(text)}, {"zstd", zstd(text)}}));
  Judged judged(http_answer(200, coded, kJson + ("Content-Encoding: " + name + "\r\n")));
  const std::string answer = judged.ask();
  CHECK(contains(answer, "Content-Encoding: " + name + "\r\n"));
  CHECK(body_of(answer) == coded);
  CHECK(judged.counts().judged == 1);
  CHECK(contains(judged.found, "\"lost\" is not one of"));
}

TEST_CASE("a coding that cannot be undone is counted, not judged") {
  Judged judged(http_answer(200, "\x1f\x9d whatever", std::string(kJson) + "Content-Encoding: compress\r\n"));
  judged.ask();
  const traffic::JudgeCounts counts = judged.counts();
  CHECK(counts.judged == 1);
  CHECK(counts.bodies_missing == 1);
  CHECK_FALSE(contains(judged.found, "schema"));
}

TEST_CASE("a small answer that unfolds to a large one is judged as cut") {
  const std::string coded = gzip(R"({"state": "open", "pad": ")" + std::string(40u << 20, ' ') + "\"}");
  REQUIRE(coded.size() < 1u << 20);
  Judged judged(http_answer(200, coded, std::string(kJson) + "Content-Encoding: gzip\r\n"));
  judged.ask();
  CHECK(judged.counts().bodies_cut == 1);
}

TEST_CASE("what comes faster than it can be judged is counted") {
  JudgingLimits limits;
  limits.max_waiting = 0;
  Judged judged(http_answer(200, R"({"state": "open"})", kJson), false, limits);
  for (int i = 0; i < 3; ++i) CHECK(contains(judged.ask(), "open"));
  judged.proxy->stop();
  CHECK(judged.judging->dropped() == 3);
}

TEST_CASE("in place of an answer that breaks its contract comes what is wrong with it") {
  Judged judged(http_answer(200, R"({"state": "lost"})", std::string(kJson) + "X-Own: 1\r\n"), true);
  const std::string answer = judged.ask();
  CHECK(contains(answer, "HTTP/1.1 502 Bad Gateway\r\nContent-Type: application/problem+json\r\n"));
  CHECK(contains(answer, R"("title":"The answer breaks its contract")"));
  CHECK(contains(answer, R"("operation":"shop/read")"));
  CHECK(contains(answer, R"("check":"schema")"));
  CHECK(contains(answer, R"("pointer":"/state")"));
  CHECK_FALSE(contains(answer, "X-Own"));
  CHECK(judged.counts().judged == 1);
}

TEST_CASE("an answer that is held and holds is passed on as it is, and so is one that is too large") {
  const std::string good = http_answer(200, R"({"state": "open"})", kJson);
  Judged judged(good, true);
  const std::string answer = judged.ask();
  CHECK(contains(answer, "HTTP/1.1 200 "));
  CHECK(body_of(answer) == R"({"state": "open"})");
  CHECK(judged.counts().judged == 1);
  const std::string large = R"({"state": "lost", "pad": ")" + std::string(2u << 20, 'x') + "\"}";
  Judged too_large(http_answer(200, large, kJson), true);
  CHECK(body_of(too_large.ask()) == large);
  CHECK(too_large.counts().bodies_cut == 1);
}

TEST_CASE("when no verdict can be had, a held answer goes on") {
  JudgingLimits limits;
  limits.max_waiting = 0;
  Judged judged(http_answer(200, R"({"state": "lost"})", kJson), true, limits);
  CHECK(contains(judged.ask(), R"({"state": "lost"})"));
  CHECK(judged.judging->dropped() == 1);
}
