// Requests that are made to cost much: each must be answered, soon, and the next one as ever.
#include "provider_fixture.h"

#include <chrono>

namespace concord::mock {

namespace {

std::string repeated(std::size_t count, const std::string& piece) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

std::string numbered(std::size_t count, const std::string& before, const std::string& after) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += before + std::to_string(i) + after;
  return text;
}

}  // namespace

TEST_CASE("hostile requests are answered in time") {
  ProviderFixture knot("knot");
  const http::Header credentials{"Authorization", "Basic " + base::base64_encode("mock-knot-client:mock-knot-secret")};
  const std::string path = "/session/create";
  std::vector<ParsedRequest> requests{
      post(path, repeated(500'000, "["), {credentials}),
      post(path, repeated(500, "[") + repeated(500, "]"), {credentials}),
      post(path, '{' + numbered(60'000, "\"", "\":0,") + "\"type\":7}", {credentials}),
      post(path, '{' + repeated(100'000, "\"a\":0,") + "\"type\":7}", {credentials}),
      post(path, "{\"type\":\"" + repeated(900'000, "x") + "\"}", {credentials}),
      post(path, "{\"type\":1" + repeated(900'000, "0") + "}", {credentials}),
      post(path, "{\"email\":\"" + repeated(400'000, "a@") + "\"}", {credentials}),
      post(path + '?' + numbered(6'000, "a", "&"), "{}", {credentials}),
      post(path + repeated(30'000, "/"), "{}", {credentials}),
      post(path, std::string("\xFF\x00\xC0\xAF", 4), {credentials}),
      post(path, "{}", {{"Authorization", "Basic " + repeated(30'000, "=")}}),
      post(path, "{}", {credentials, {"Content-Type", repeated(15'000, ";=")}}),
  };
  ParsedRequest many_headers = post(path, "{}", {credentials});
  for (int i = 0; i < 6'000; ++i) many_headers.headers.push_back({"h" + std::to_string(i), ""});
  requests.push_back(std::move(many_headers));
  for (std::size_t i = 0; i < requests.size(); ++i) {
    CAPTURE(i);
    const auto begin = std::chrono::steady_clock::now();
    const Reply reply = knot.send(requests[i]);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
    CHECK(reply.status >= 400);
    CHECK(reply.status < 500);
    CHECK(reply.body.size() < 5'000);
  }
  CHECK(knot.send(post(path, R"({"type":"link","external_user_id":"u"})", {credentials})).status == 200);
}

TEST_CASE("bytes without meaning are answered or refused, never more") {
  ProviderFixture frankie("frankieone");
  base::Random random(11);
  const std::string alphabet = "{}[]\":,/?&%=;ae0-\\ \n\x80\xFF";
  const auto noise = [&](std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text += alphabet[random.below(alphabet.size())];
    return text;
  };
  for (int i = 0; i < 3000; ++i) {
    const std::string target = "/v2/individuals/" + noise(random.below(12)) + "/sessions" + noise(random.below(4));
    ParsedRequest request = post(target, noise(random.below(40)),
                            {{"api_key", "mock-frankieone-key"}, {"X-Frankie-CustomerID", noise(random.below(8))}});
    const Reply reply = frankie.send(request);
    CAPTURE(request.target, request.body, reply.body);
    CHECK(reply.status >= 400);
    CHECK(reply.status < 500);
    CHECK(base::is_utf8(reply.body));
  }
}

}  // namespace concord::mock
