// What the committed schemas accept and refuse: the decisions of the overlays, and the wider side of every doubt.
#include "deriving.h"

#include <support/paths.h>


using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::contract;
using namespace concord::page;
using namespace concord::derive;

namespace {

struct Row {
  std::string message;  // "knot/create-session request", "knot/create-session 500"
  bool is_accepted;
  std::string json;
};

const Content& content_of(const Operation& operation, const std::string& message) {
  if (message == "request") return operation.request_body.at(0);
  for (const Response& answer : operation.responses) {
    if (answer.status == message) return answer.contents.at(0);
  }
  FAIL("no answer " << message);
  return operation.request_body.at(0);
}

void check_rows(const std::string& provider, const std::vector<Row>& rows) {
  base::SourceSet sources;
  auto contract = derive::load_contract(sources, support::source_dir() + "/schemas/" + provider + "/openapi.yaml");
  REQUIRE(contract);
  for (const Row& row : rows) {
    INFO(row.message << " " << row.json);
    const std::size_t blank = row.message.find(' ');
    const Operation* operation = contract->find(row.message.substr(0, blank));
    REQUIRE(operation != nullptr);
    const std::string part = row.message.substr(blank + 1);
    const auto direction = part == "request" ? schema::Direction::Request : schema::Direction::Response;
    auto compiled = compile(content_of(*operation, part).schema, direction);
    REQUIRE(compiled);
    CHECK(compiled->accepts(*document::parse_answer_json(row.json).root) == row.is_accepted);
  }
}

const Parameter& parameter(const Operation& operation, const std::string& name) {
  for (const Parameter& one : operation.parameters) {
    if (one.name == name) return one;
  }
  FAIL("no parameter " << name);
  return operation.parameters.front();
}

}  // namespace

TEST_CASE("Knot: conditions from prose bind requests, answers stay as wide as schemas and examples") {
  check_rows(
      "knot",
      {
          {"create-session request", true, R"({"type": "link", "external_user_id": "u"})"},
          {"create-session request", false, R"({"type": "link"})"},
          {"create-session request", false, R"({"type": "teapot", "external_user_id": "u"})"},
          {"create-session request", false, R"({"type": "card_switcher", "external_user_id": "u"})"},
          {"create-session request", true, R"({"type": "card_switcher", "external_user_id": "u", "card_id": "c"})"},
          {"create-session request", false, R"({"type": "link", "external_user_id": "u", "phone_number": "555-0100"})"},
          {"create-session request", false, R"({"type": "link", "external_user_id": "u", "email": "nobody"})"},
          {"create-session request", false, R"({"type": "link", "external_user_id": "u", "card": {"blocked": "no"}})"},
          {"create-session 200", true, R"({"session": "915efe72-5136-4652-z91q-d9d48003c102"})"},
          {"create-session 200", false, R"({"session": 7})"},
          {"create-session 200", true, "{}"},
          {"create-session 400", true, R"({"error_code": "PRODUCT_NOT_VALID"})"},
          {"create-session 400", false, R"({"error_code": "NEVER_HEARD_OF"})"},
          {"create-session 500", true, R"({"message": "Server Error"})"},
          {"create-session 500", true,
           R"({"error_type": "USER_ERROR", "error_code": "NO_ACCESS", "error_message": "m"})"},
          {"create-session 500", false, R"([])"},
      });
}

TEST_CASE("FrankieOne: requests are bound by prose, answers by schemas only") {
  check_rows(
      "frankieone",
      {
          {"get-idv-token request", true, R"({"products": "idv"})"},
          {"get-idv-token request", true, R"({"products": ["idv"]})"},
          {"get-idv-token request", false, R"({"products": [1]})"},
          {"get-idv-token request", true, R"({"country": "AUS", "documentType": "DRIVER_LICENCE"})"},
          {"get-idv-token request", true, R"({"documentType": "DRIVERS_LICENCE"})"},
          {"get-idv-token request", false, R"({"documentType": "LIBRARY_CARD"})"},
          {"get-idv-token request", false, R"({"country": "AU"})"},
          {"get-idv-token request", false, R"({"comment": {"entityType": "CAT"}})"},
          {"get-idv-token 200", true,
           R"({"country": "Australia", "documentType": "LIBRARY_CARD", "requestId": "any"})"},
          {"get-idv-token 200", false, R"({"tokenExpiry": "tomorrow"})"},
          {"get-idv-token 200", false, R"({"vendorParameters": {"a": 1}})"},
          {"get-idv-token 400", true, R"({"httpStatusCode": 400, "requestId": "0123456789ABCDEFGHIJKLMNOP"})"},
          {"get-idv-token 400", false, R"({"httpStatusCode": "400"})"},
          {"get-idv-token 400", false, R"({"details": [{"issue": 1}]})"},
          {"get-idv-token 409", true, R"({"errorCode": "API-0409"})"},
          {"create-individual-session request", false, "{}"},
          {"create-individual-session request", true, R"({"session": {}})"},
          {"create-individual-session 200", false, R"({"requestId": "r"})"},
          {"create-individual-session 200", true,
           R"({"requestId": "r", "session": {"sessionId": "01HN9XHZN6MGXM9JXG50K59Q85", "entityId": "e"}})"},
          {"create-individual-session 200", false, R"({"requestId": "r", "session": {"sessionId": "not a ulid"}})"},
          {"create-individual-session 409", true, R"({"errorMsg": "Conflict."})"},
      });
}

TEST_CASE("FrankieOne: the id in the path is a UUID, credentials are security") {
  base::SourceSet sources;
  auto contract = derive::load_contract(sources, support::source_dir() + "/schemas/frankieone/openapi.yaml");
  REQUIRE(contract);
  for (const Operation& operation : contract->operations) {
    auto id = compile(parameter(operation, "entityId").schema, schema::Direction::Request);
    REQUIRE(id);
    CHECK(id->accepts(Node("3fa85f64-5717-4562-b3fc-2c963f66afa6")));
    CHECK_FALSE(id->accepts(Node("test")));
    CHECK(parameter(operation, "X-Frankie-CustomerID").is_required);
    for (const Parameter& one : operation.parameters) CHECK(one.name != "api_key");
    CHECK(operation.security.at(0).at(0).key == "api_key");
  }
  CHECK(contract->find("get-idv-token")->security.size() == 2);
  CHECK_FALSE(contract->find("get-idv-token")->body_required);
  CHECK(contract->find("create-individual-session")->body_required);
}

TEST_CASE("FinHub: integers are int32, ids in the path are UUIDs, error answers have no body") {
  check_rows("finhub", {
                           {"create-customer-session request", true, "{}"},
                           {"create-customer-session request", false, R"({"username": 1})"},
                           {"create-customer-session 200", true,
                            R"({"code": 201, "data": {"token": "eyJhbGciOi...", "expiresAt": "soon"}})"},
                           {"create-customer-session 200", false, R"({"code": 3000000000})"},
                           {"create-customer-session 200", false, R"({"data": "text"})"},
                           {"create-customer-session 200", false, R"({"data": {"user": {"phones": [{"number": 1}]}}})"},
                       });
  base::SourceSet sources;
  auto contract = derive::load_contract(sources, support::source_dir() + "/schemas/finhub/openapi.yaml");
  const Operation& operation = contract->operations.at(0);
  CHECK(operation.security.empty());
  for (const int status : {400, 401, 404, 500}) CHECK(operation.find_response(status)->contents.empty());
  CHECK_FALSE(compile(parameter(operation, "userId").schema, schema::Direction::Request)->accepts(Node("me")));
  for (const char* name : {"X-Forwarded-For", "X-Tenant-ID", "X-Forwarded-From", "platform", "deviceId"}) {
    CHECK(parameter(operation, name).is_required);
  }
  CHECK_FALSE(parameter(operation, "sec-ch-ua-platform").is_required);
}

TEST_CASE("ComplyCube: samples and descriptions win over the type column") {
  const auto request = [](const std::string& more) {
    return R"({"clientId": "c", "successUrl": "https://h.test/s", "cancelUrl": "https://h.test/c", )" + more + "}";
  };
  check_rows(
      "complycube",
      {
          {"create-flow-session request", true, request(R"("checkTypes": ["document_check"])")},
          {"create-flow-session request", false, request(R"("checkTypes": "document_check")")},
          {"create-flow-session request", false, request(R"("checkTypes": ["tea_check"])")},
          {"create-flow-session request", false, request(R"("enableMonitoring": true)")},
          {"create-flow-session request", true, request(R"("checkTypes": [], "theme": "dark", "language": "hk")")},
          {"create-flow-session request", false, request(R"("checkTypes": [], "theme": "pink")")},
          {"create-flow-session request", false, request(R"("checkTypes": [], "messages": {"intro": {"heading": 1}})")},
          {"create-flow-session request", false, request(R"("checkTypes": [], "documentTypes": ["passport"])")},
          {"create-flow-session request", false,
           R"({"clientId": "c", "checkTypes": [], "successUrl": ["https://h.test/s"], "cancelUrl": "https://h.test/c"})"},
          {"create-flow-session 200", true, R"({"redirectUrl": "https://flow.test/x?theme=dark"})"},
          {"create-flow-session 200", false, R"({"redirectUrl": "not a url"})"},
          {"create-flow-session 200", false, "{}"},
          {"create-flow-session 400", true, R"({"type": "t", "message": "m"})"},
          {"create-flow-session 400", false, R"({"type": "t", "param": "p"})"},
      });
  base::SourceSet sources;
  auto contract = derive::load_contract(sources, support::source_dir() + "/schemas/complycube/openapi.yaml");
  const Operation& operation = contract->operations.at(0);
  CHECK(contract->servers.at(0).url == "https://api.complycube.com");
  CHECK(operation.path == "/v1/flow/sessions");
  CHECK(operation.request_body.at(0).media_type == "application/json");
  CHECK(operation.security.at(0).at(0).type == "apiKey");
  CHECK(operation.security.at(0).at(0).key == "Authorization");
  CHECK(operation.parameters.empty());
}

TEST_CASE("what rests on prose or on an example only is marked so") {
  base::SourceSet sources;
  auto contract = derive::load_contract(sources, support::source_dir() + "/schemas/complycube/openapi.yaml");
  REQUIRE(contract);
  const Node& body = *contract->operations.at(0).request_body.at(0).schema.root;
  CHECK(basis_of(at(body, "/properties/theme"), "enum") == Basis::Prose);
  CHECK(basis_of(at(body, "/properties/clientId"), "type") == Basis::Documented);
  CHECK(basis_of(at(body, "/properties/checkTypes/items"), "enum") == Basis::Prose);
  const Node& answer = *contract->operations.at(0).find_response(200)->contents.at(0).schema.root;
  CHECK(basis_of(answer, "required") == Basis::Example);
  CHECK(basis_of(at(answer, "/properties/redirectUrl"), "type") == Basis::Example);
  CHECK(basis_of(at(answer, "/properties/redirectUrl"), "format") == Basis::Example);
}
