// What only sentences say, and is kept without them.
#include "importing.h"

using namespace concord;
using namespace concord::support;

namespace {

std::string token_of(const std::string& operation) {
  base::SourceSet sources;
  const auto imported = import_text(sources, "shop.yaml", R"({"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
    "servers": [{"url": "https://h.test"}], "paths": {"/sessions": {"post": {)" + operation +
                                                              R"(, "tags": ["a", "b"], "responses": {"201": {}}}}}})");
  const auto* stated = document::resolve(imported.openapi, document::Pointer{} / "paths" / "/sessions" / "post");
  REQUIRE(stated);
  CHECK(json(*stated->find("tags")) == R"(["a","b"])");
  CHECK(!stated->has("summary"));
  const auto* said = stated->find("x-concord-token");
  return std::string(said ? said->string_or_empty() : "nothing");
}

std::string equality_of(const std::string& description) {
  base::SourceSet sources;
  const auto imported = import_text(sources, "shop.yaml", R"({"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
    "servers": [{"url": "https://h.test"}], "paths": {"/orders": {"get": {"parameters": [{"name": "note", "in": "query",
    "schema": {"type": "string"}, "description": ")" + description + R"("}], "responses": {"200": {}}}}}})");
  const auto at = document::Pointer{} / "paths" / "/orders" / "get" / "parameters" / "0";
  const auto* stated = document::resolve(imported.openapi, at);
  REQUIRE(stated);
  return stated->has("x-concord-no-equality") ? "another reading" : "equality";
}

}  // namespace

TEST_CASE("whether a token is another each time") {
  CHECK(token_of(R"("summary": "Create session")") == "new");
  CHECK(token_of(R"("operationId": "createSession", "description": "Returns the existing session, if any.")") ==
        "existing");
  CHECK(token_of(R"("summary": "Log in")") == "nothing");
}

TEST_CASE("whether a parameter may mean something else than equality") {
  CHECK(equality_of("A fuzzy search") == "another reading");
  CHECK(equality_of("Only orders with this note") == "equality");
}
