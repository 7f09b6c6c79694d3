#include <concord/prose/readings.h>

#include <support/catch.h>

using namespace concord::prose;

TEST_CASE("words about a parameter that speak of something else than equality") {
  CHECK(is_no_equality("Search for values in the ERP id field"));
  CHECK(is_no_equality("Filter by delay in seconds, greater than this value."));
  CHECK(is_no_equality("One or more, comma-separated"));
  CHECK(!is_no_equality("Only orders in this state are returned."));
  CHECK(!is_no_equality("Filter by administrator"));
  CHECK(!is_no_equality(""));
}

TEST_CASE("names and titles that say that a token is made") {
  for (const char* text : {"create-session", "createIndividualSession", "Create a new session", "Generate an SDK token",
                           "Issue JWT"}) {
    CAPTURE(text);
    CHECK(makes_token(text));
  }
  for (const char* text : {"get-idv-token", "Create a user", "Create token for a card", "session", "Refresh the token",
                           "POST /sessions", "Recreate sessions", "Get new access tokens"}) {
    CAPTURE(text);
    CHECK(!makes_token(text));
  }
}

TEST_CASE("words about one that is there already") {
  CHECK(speaks_of_existing("If there is an existing token, that is returned."));
  CHECK(speaks_of_existing("Creates or resumes a session"));
  CHECK(!speaks_of_existing("Creates a new session for a customer."));
}
