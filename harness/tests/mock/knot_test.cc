#include "provider_fixture.h"

namespace concord::mock {
namespace knot_test {

namespace {

const std::string path = "/session/create";

struct Knot : ProviderFixture {
  Knot() : ProviderFixture("knot") {}
  std::string basic(const std::string& user, const std::string& password) {
    return "Basic " + base::base64_encode(user + ':' + password);
  }
  Reply create(const std::string& request) {
    return send(post(path, request, {{"Authorization", basic("mock-knot-client", "mock-knot-secret")}}));
  }
};

}  // namespace

TEST_CASE("Knot: a session is created, a new one each time") {
  Knot knot;
  for (const char* request :
       {R"({"type":"card_switcher","external_user_id":"u","card_id":"c"})", R"({"type":"link","external_user_id":"u"})",
        R"({"type":"transaction_link","external_user_id":"ryan","card":{"has_funds":true,"blocked":false}})"}) {
    CHECK(knot.create(request).status == 200);
    CHECK(knot.seen.why == "success");
  }
  const std::string first = knot.text("/session");
  knot.create(R"({"type":"link","external_user_id":"u"})");
  CHECK(first.size() == 36);
  CHECK(knot.text("/session") != first);
}

TEST_CASE("Knot: errors are answered word for word") {
  struct Row {
    const char* request;
    const char* body;
  };
  const Row rows[] = {
      {R"({"external_user_id":"u"})",
       R"({"error_type":"INVALID_REQUEST","error_code":"INVALID_FIELD","error_message":"The type field is required."})"},
      {R"({"type":"teapot","external_user_id":"u"})",
       R"({"error_type":"INVALID_INPUT","error_code":"PRODUCT_NOT_VALID","error_message":"The selected type is invalid."})"},
      {R"({"type":7,"external_user_id":"u"})",
       R"({"error_type":"INVALID_INPUT","error_code":"PRODUCT_NOT_VALID","error_message":"The selected type is invalid."})"},
      {R"({"type":"card_switcher","external_user_id":"u"})",
       R"({"error_type":"INVALID_REQUEST","error_code":"INVALID_FIELD","error_message":"The card_id field is required when type = card_switcher."})"},
      {R"({"type":"link"})",
       R"({"error_type":"INVALID_REQUEST","error_code":"INVALID_FIELD","error_message":"The external user id field is required."})"},
      {R"({"type":"link","external_user_id":"u","phone_number":"12"})",
       R"({"error_type":"INVALID_REQUEST","error_code":"INVALID_FIELD","error_message":"The phone number format is invalid."})"},
      {R"({"type":"link","external_user_id":"u","email":"ada"})",
       R"({"error_type":"INVALID_REQUEST","error_code":"INVALID_FIELD","error_message":"The email must be a valid email address."})"},
      {R"({"type":"link","external_user_id":"u","processor_token":7})",
       R"({"error_type":"INVALID_REQUEST","error_code":"INVALID_FIELD","error_message":"The processor token must be a string."})"},
      {R"({"type":"link","external_user_id":"u","card":{"blocked":"perhaps"}})",
       R"({"error_type":"INVALID_REQUEST","error_code":"INVALID_FIELD","error_message":"The card.blocked field must be true or false."})"},
      {R"({"type":"link","external_user_id":"u","card":{"has_funds":1}})",
       R"({"error_type":"INVALID_REQUEST","error_code":"INVALID_FIELD","error_message":"The card.has_funds field must be true or false."})"},
      {R"({"type":"link","external_user_id":"u","card":7})",
       R"({"error_type":"INVALID_REQUEST","error_code":"INVALID_FIELD","error_message":"The card must be an object."})"},
      {R"({"type":"link","external_user_id":7})",
       R"({"error_type":"INVALID_REQUEST","error_code":"INVALID_FIELD","error_message":"The external_user_id must be a string."})"},
      {R"({"type":"link",)",
       R"({"error_type":"INVALID_REQUEST","error_code":"INVALID_FIELD","error_message":"The request body must be a JSON object."})"},
      {R"([])",
       R"({"error_type":"INVALID_REQUEST","error_code":"INVALID_FIELD","error_message":"The request body must be a JSON object."})"},
      {"",
       R"({"error_type":"INVALID_REQUEST","error_code":"INVALID_FIELD","error_message":"The request body must be a JSON object."})"},
      {"{}",
       R"({"error_type":"INVALID_REQUEST","error_code":"INVALID_FIELD","error_message":"The type field is required."})"},
  };
  Knot knot;
  for (const Row& row : rows) {
    CAPTURE(row.request);
    const Reply reply = knot.create(row.request);
    CHECK(reply.status == 400);
    CHECK(reply.body == row.body);
  }
}

TEST_CASE("Knot: the first mistake in the order of the page wins") {
  Knot knot;
  knot.create(R"({"type":"card_switcher","email":"ada"})");
  CHECK(knot.text("/error_message") == "The external user id field is required.");
  CHECK(knot.seen.why == "problem /body/external_user_id required");
}

TEST_CASE("Knot: wrong credentials are refused before anything else is looked at") {
  Knot knot;
  const std::string refused =
      R"({"error_type":"INVALID_INPUT","error_code":"INVALID_API_KEYS","error_message":"Invalid client_id or secret provided."})";
  const std::string good = knot.basic("mock-knot-client", "mock-knot-secret");
  for (const std::string& value : {std::string(), knot.basic("mock-knot-client", "wrong"),
                                   knot.basic("wrong", "mock-knot-secret"), knot.basic("mock-knot-client", ""),
                                   std::string("Basic ~"), std::string("Bearer x"), "Bearer " + good.substr(6)}) {
    CAPTURE(value);
    const Reply reply = knot.send(post(path, "{}", {{"Authorization", value}}));
    CHECK(reply.status == 401);
    CHECK(reply.body == refused);
    CHECK(*http::find_header(reply.headers, "WWW-Authenticate") == "Basic realm=\"mock\"");
  }
  CHECK(knot.send(post(path, "{}")).body == refused);
  CHECK(knot.seen.why == "problem auth missing");
  CHECK(
      knot.send(post(path, R"({"type":"link","external_user_id":"u"})", {{"authorization", "basic" + good.substr(5)}}))
          .status == 200);
}

TEST_CASE("Knot: the content type must be JSON") {
  Knot knot;
  for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "nonsense"}) {
    ParsedRequest request = post(path, R"({"type":"link","external_user_id":"u"})",
                            {{"Authorization", knot.basic("mock-knot-client", "mock-knot-secret")}});
    http::set_header(request.headers, "Content-Type", type);
    CHECK(knot.send(request).status == 400);
    CHECK(knot.text("/error_message") == "The content type must be application/json.");
    CHECK(knot.seen.why == "problem /content-type media-type");
    http::set_header(request.headers, "Content-Type", "application/json; charset=utf-8");
    CHECK(knot.send(request).status == 200);
    http::remove_header(request.headers, "Content-Type");
    CHECK(knot.send(request).status == 400);
    CHECK(knot.seen.why == "problem /content-type missing");
  }
}

TEST_CASE("Knot: users that show the documented answers of an account") {
  Knot knot;
  const Reply no_access = knot.create(R"({"type":"link","external_user_id":"mock-no-access"})");
  CHECK(no_access.status == 403);
  CHECK(knot.text("/error_code") == "NO_ACCESS");
  const Reply error = knot.create(R"({"type":"link","external_user_id":"mock-server-error"})");
  CHECK(error.status == 500);
  CHECK(error.body == R"({"message":"Server Error"})");
}

}  // namespace knot_test
}  // namespace concord::mock
