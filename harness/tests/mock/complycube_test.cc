#include "provider_fixture.h"

namespace concord::mock {

namespace {

const std::string path = "/v1/flow/sessions";

struct ComplyCube : ProviderFixture {
  ComplyCube() : ProviderFixture("complycube") {}

  // The usual request with `members` merged in.
  Reply create(const std::string& members, const std::string& key = "test_mock-complycube-key") {
    Node request = *document::parse_answer_json(R"({"clientId":"mock-complycube-client","checkTypes":["document_check"],
        "successUrl":"https://www.example.com/success","cancelUrl":"https://www.example.com/cancel"})")
                        .root;
    const Node changes = *document::parse_answer_json(members).root;
    for (const document::Member& member : changes.members()) {
      if (member.value.is_null()) request.remove(member.key);
      else request.set(member.key, member.value);
    }
    return send(post(path, document::write_json(request), {{"Authorization", key}}));
  }
};

}  // namespace

TEST_CASE("ComplyCube: the redirect carries the theme, and is new each time") {
  ComplyCube complycube;
  CHECK(complycube.create("{}").status == 200);
  const std::string first = complycube.text("/redirectUrl");
  CHECK(first.starts_with("https://flow.complycube.com/test_"));
  CHECK(first.ends_with("?theme=light"));
  CHECK(complycube.create(R"({"theme":"dark"})").status == 200);
  CHECK(complycube.text("/redirectUrl").ends_with("?theme=dark"));
  complycube.create("{}");
  CHECK(complycube.text("/redirectUrl") != first);
}

TEST_CASE("ComplyCube: an unknown client is refused in the documented words") {
  ComplyCube complycube;
  const std::string refused = R"({"type":"invalid_request","message":"'clientId' is invalid","param":"clientId"})";
  for (const char* members : {R"({"clientId":"nobody"})", R"({"clientId":null})", R"({"clientId":7})",
                              R"({"clientId":{"id":"a"}})", R"({"clientId":""})"}) {
    CAPTURE(members);
    const Reply reply = complycube.create(members);
    CHECK(reply.status == 400);
    CHECK(reply.body == refused);
  }
}

TEST_CASE("ComplyCube: other mistakes name their member") {
  struct Row {
    const char* members;
    const char* message;
    const char* param;
  };
  const Row rows[] = {
      {R"({"checkTypes":null})", "'checkTypes' is invalid", "checkTypes"},
      {R"({"checkTypes":"document_check"})", "'checkTypes' is invalid", "checkTypes"},
      {R"({"checkTypes":["document_check","teapot_check"]})", "'checkTypes.1' is invalid", "checkTypes"},
      {R"({"successUrl":["https://a.example"]})", "'successUrl' is invalid", "successUrl"},
      {R"({"theme":"teapot"})", "'theme' is invalid", "theme"},
      {R"({"language":"tlh"})", "'language' is invalid", "language"},
      {R"({"enableMonitoring":"perhaps"})", "'enableMonitoring' is invalid", "enableMonitoring"},
      {R"({"documentTypes":{"passport":"yes"}})", "'documentTypes.passport' is invalid", "documentTypes"},
      {R"({"messages":{"intro":{"heading":7}}})", "'messages.intro.heading' is invalid", "messages"},
  };
  ComplyCube complycube;
  for (const Row& row : rows) {
    CAPTURE(row.members);
    CHECK(complycube.create(row.members).status == 400);
    CHECK(complycube.text("/type") == "invalid_request");
    CHECK(complycube.text("/message") == row.message);
    CHECK(complycube.text("/param") == row.param);
  }
}

TEST_CASE("ComplyCube: a body as a whole and its type") {
  ComplyCube complycube;
  for (const char* body :
       {"[]", "7", "\"dark\"", "{'theme': 'dark'}", "", "{} x", R"({"theme":"dark","theme":"light"})"}) {
    CAPTURE(body);
    CHECK(complycube.send(post(path, body, {{"Authorization", "test_mock-complycube-key"}})).status == 400);
    CHECK(complycube.text("/message") == "The request body must be a JSON object");
    CHECK_FALSE(complycube.has("/param"));
  }
  CHECK(
      complycube.send(post(path, "{}", {{"Authorization", "test_mock-complycube-key"}, {"Content-Type", "text/plain"}}))
          .status == 400);
  CHECK(complycube.text("/message") == "The content type must be application/json");
}

TEST_CASE("ComplyCube: keys are refused with 401, which the page does not tell of") {
  ComplyCube complycube;
  for (const char* key : {"", " ", "wrong", "Bearer test_mock-complycube-key"}) {
    CAPTURE(key);
    CHECK(complycube.create("{}", key).status == 401);
    CHECK_FALSE(complycube.has("/redirectUrl"));
  }
}

TEST_CASE("given values replace the defaults") {
  ProviderFixture complycube("complycube", {{"COMPLYCUBE_API_KEY", "other-key"}});
  const std::string request =
      R"({"clientId":"mock-complycube-client","checkTypes":["document_check"],"successUrl":"https://a.example","cancelUrl":"https://a.example"})";
  CHECK(complycube.send(post(path, request, {{"Authorization", "test_mock-complycube-key"}})).status == 401);
  CHECK(complycube.send(post(path, request, {{"Authorization", "other-key"}})).status == 200);
}

}  // namespace concord::mock
