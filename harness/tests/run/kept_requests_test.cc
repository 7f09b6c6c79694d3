// A request that is kept is the one that would be made again.
#include "kept_requests.h"

#include <support/catch.h>

using namespace concord;
using document::Node;

namespace {

Node json(const std::string& text) { return *document::parse_answer_json(text).root; }

struct Question {
  std::shared_ptr<const suite::Provider> provider = std::make_shared<suite::Provider>();
  contract::Operation operation;
  Node written = json(R"({"body":{"id":"{{run.id}}","key":"{{KEY}}","n":[1,true,null]}})");
  Node names = json(R"({"run":{"id":"r1"},"KEY":"k1","count":3,"case":{"name":"one"}})");
  std::string base_url = "http://shop.test";

  run::RequestSource source() const { return {provider, operation, written, names, base_url}; }
};

// Whether it is kept once it was made twice.
bool is_kept(const std::string& written) {
  Question question;
  question.written = json(written);
  run::KeptRequests kept;
  for (int i = 0; i < 2; ++i) {
    CHECK_FALSE(kept.find(question.source()));
    kept.keep(question.source(), json("{}"), {});
  }
  return kept.find(question.source()) != nullptr;
}

}  // namespace

TEST_CASE("a request is kept when it was made twice, until something of it is another") {
  Question question;
  run::KeptRequests kept;
  http::Request built;
  built.url = "http://shop.test/orders";
  CHECK_FALSE(kept.find(question.source()));
  kept.keep(question.source(), json(R"({"body":1})"), built);
  CHECK_FALSE(kept.find(question.source()));
  kept.keep(question.source(), json(R"({"body":1})"), built);
  const auto found = kept.find(question.source());
  REQUIRE(found);
  CHECK(found->built.url == built.url);
  CHECK(document::write_json(found->rendered) == R"({"body":1})");

  Question other = question;
  other.written = json(R"({"body":{"id":"{{run.id}}","key":"{{KEY}}","n":[1.0,true,null]}})");
  CHECK_FALSE(kept.find(other.source()));
  other = question;
  other.written.set_span({nullptr, 1, 2});
  CHECK_FALSE(kept.find(other.source()));
  other = question;
  other.base_url = "http://other.test";
  CHECK_FALSE(kept.find(other.source()));
  const contract::Operation same = question.operation;
  CHECK_FALSE(kept.find({question.provider, same, question.written, question.names, question.base_url}));
  CHECK(kept.find(question.source()));
}

TEST_CASE("what its templates name must be the same texts") {
  for (const char* changed : {R"({"run":{"id":"r2"},"KEY":"k1"})", R"({"run":{"id":"r1"},"KEY":"k2"})",
                              R"({"run":{"id":"r1"},"KEY":1})", R"({"run.id":"r3","run":{"id":"r1"},"KEY":"k1"})"}) {
    CAPTURE(changed);
    Question question;
    run::KeptRequests kept;
    for (int i = 0; i < 2; ++i) kept.keep(question.source(), json("{}"), {});
    CHECK(kept.find(question.source()));
    question.names = json(changed);
    CHECK_FALSE(kept.find(question.source()));
  }
}

TEST_CASE("a request is not kept whose templates name more than texts, or that is large") {
  CHECK(is_kept(R"({"body":{"a":1}})"));
  CHECK(is_kept(R"({"body":{"{{KEY}}":"{{run.id}}"}})"));
  CHECK_FALSE(is_kept(R"({"body":"{{uuid}}"})"));
  CHECK_FALSE(is_kept(R"({"body":"{{now+30m}}"})"));
  CHECK_FALSE(is_kept(R"({"body":"{{random 1 100}}"})"));
  CHECK_FALSE(is_kept(R"({"body":"{{base64 KEY}}"})"));
  CHECK_FALSE(is_kept(R"({"body":"{{nobody | KEY}}"})"));
  CHECK_FALSE(is_kept(R"({"body":"{{count}}"})"));
  CHECK_FALSE(is_kept(R"({"body":"{{run}}"})"));
  Question question;
  run::KeptRequests kept;
  http::Request large;
  large.body = std::string(1u << 20, 'x');
  for (int i = 0; i < 3; ++i) kept.keep(question.source(), json("{}"), large);
  CHECK_FALSE(kept.find(question.source()));
}

TEST_CASE("a request of every case's own is not kept, and takes the place of none that is") {
  Question question;
  run::KeptRequests kept;
  for (int i = 0; i < 2; ++i) kept.keep(question.source(), json("{}"), {});
  Question own = question;
  own.written = json(R"({"body":"{{case.name}}"})");
  for (int i = 0; i < 20; ++i) {
    own.names = json(R"({"case":{"name":"number )" + std::to_string(i) + "\"}}");
    CHECK_FALSE(kept.find(own.source()));
    kept.keep(own.source(), json("{}"), {});
    CHECK(kept.find(question.source()));
  }
}
