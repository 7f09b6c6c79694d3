#include "digest.h"
#include "keyring_fixture.h"

namespace digest_test {

using namespace concord;
using namespace concord::auth;
using Fixture = KeyringFixture;

namespace {

const std::string profile = R"({"type":"digest","username":"Mufasa","password":"Circle of Life"})";

DigestChallenge challenge_of(const std::string& value) {
  return find_digest_challenge({{"WWW-Authenticate", value}}).value();
}

http::Exchange refusal(const std::string& challenge) { return answer_of(401, "", {{"WWW-Authenticate", challenge}}); }

std::string parameter(const std::string& authorization, const std::string& name) {
  return parse_challenges(authorization).at(0).parameter(name);
}

}  // namespace

// RFC 7616, 3.9.1, and the older vectors of RFC 2617, 3.5, without qop as RFC 2069 has it.
TEST_CASE("responses are those of the standards") {
  struct Row {
    const char* challenge;
    const char* password;
    const char* cnonce;
    const char* response;
  };
  const std::string newer =
      R"(realm="http-auth@example.org", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", qop="auth, auth-int")";
  const std::string older = R"(realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093")";
  const std::string md5 = "Digest algorithm=MD5, " + newer, sha = "Digest algorithm=SHA-256, " + newer;
  const std::string rfc2617 = "Digest " + older + R"(, qop="auth,auth-int")", rfc2069 = "Digest " + older;
  const Row rows[] = {
      {md5.c_str(), "Circle of Life", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
       "8ca523f5e9506fed4657c9700eebdbec"},
      {sha.c_str(), "Circle of Life", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
       "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"},
      {rfc2617.c_str(), "Circle Of Life", "0a4f113b", "6629fae49393a05397450978507c4ef1"},
      {rfc2069.c_str(), "Circle Of Life", "", "670fd8c2df070c60b045671b8b24ff02"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.challenge);
    CHECK(digest_response(challenge_of(row.challenge),
                          {"Mufasa", row.password, "GET", "/dir/index.html", "", row.cnonce, 1}) == row.response);
  }
}

// RFC 7616, 3.9.2, with the user and the response of erratum 4897: those of the page are not of its inputs.
TEST_CASE("a hashed user, and one that is no ASCII") {
  const std::string asked =
      R"(Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", charset=UTF-8)";
  const DigestQuestion question{"J\u00e4s\u00f8n Doe",
                                "Secret, or not?",
                                "GET",
                                "/doe.json",
                                "",
                                "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v",
                                1};
  const std::string response = digest_response(challenge_of(asked), question);
  CHECK(response == "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5");
  CHECK(
      digest_credentials(challenge_of(asked + ", userhash=true"), question, response) ==
      R"(Digest username="793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b", realm="api@example.org", )"
      R"(nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", uri="/doe.json", algorithm=SHA-512-256, )"
      R"(cnonce="NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v", qop=auth, nc=00000001, response=")" +
          response + R"(", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", userhash=true)");
  CHECK(digest_credentials(challenge_of(asked), question, response)
            .starts_with("Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, realm="));
}

TEST_CASE("which challenge is taken") {
  const auto taken = [](const http::Headers& headers) {
    const auto found = find_digest_challenge(headers);
    if (!found) return std::string("none");
    const char* qops[] = {"none", "auth", "auth-int"};
    return std::string(found->algorithm->name) + " " + found->nonce + " " + qops[static_cast<int>(found->qop)];
  };
  const char* const field = "WWW-Authenticate";
  CHECK(taken({}) == "none");
  CHECK(taken({{field, "Basic realm=\"a, Digest nonce=b\""}}) == "none");
  CHECK(taken({{field, R"(Basic realm="x", Digest realm="y", nonce="n1", algorithm=SHA-256, qop="auth", Bearer)"}}) ==
        "SHA-256 n1 auth");
  CHECK(taken({{field, "Negotiate dGVzdA=="}, {field, R"(digest REALM=y,NONCE=n2)"}}) == "MD5 n2 none");
  CHECK(
      taken(
          {{field,
            R"(Digest realm="y", nonce="n1", algorithm=WHIRLPOOL, Digest realm="y", nonce="n3", algorithm="sha-256-SESS", qop="auth-int")"}}) ==
      "SHA-256-sess n3 auth-int");
  CHECK(taken({{field, R"(Digest realm="y", nonce="n1", qop="other")"}}) == "none");
  CHECK(taken({{field, R"(Digest realm="y")"}}) == "none");
  CHECK(taken({{field, R"(Digest realm="y\"z\\", nonce="a\"b", qop=" auth-int , AUTH")"}}) == "MD5 a\"b auth");
  const std::string long_one = R"(Basic abc==, Digest realm="y\"z\\", nonce = "a\"b",, qop=auth, X y="z, Bearer)";
  for (std::size_t i = 0; i <= long_one.size(); ++i) CHECK(parse_challenges(long_one.substr(0, i)).size() <= 4);
  CHECK(parse_challenges(long_one).at(1).parameter("nonce") == "a\"b");
  CHECK(taken({{field, "Digest ===\"\"\",=,nonce"}}) == "none");
}

TEST_CASE("a body is in the response where the server asks for that, a session has one client nonce") {
  const std::string asked = R"(Digest realm="r", nonce="n", algorithm=MD5-sess, qop="auth-int")";
  // By hand: A1 = MD5(MD5("u:r:p"):n:c), A2 = MD5("POST:/x:" MD5("body")), MD5(A1:n:00000002:c:auth-int:A2).
  CHECK(digest_response(challenge_of(asked), {"u", "p", "POST", "/x", "body", "c", 2}) ==
        "5aab0960f4441f0d0df40fefebaaf4c8");
}

TEST_CASE("a 401 is answered, and the nonce is used for what follows, counted") {
  Fixture fixture;
  const http::Request order{"POST", "http://shop.test/orders?a=b", {}, "{}"};
  fixture.apply(profile, order);
  CHECK(fixture.last() == "(none)");
  const std::string asked = R"(Digest realm="shop", nonce="n-1", algorithm=SHA-256, qop="auth", opaque="o")";
  CHECK(fixture.react(profile, refusal(asked), order).send_again);
  fixture.apply(profile, order);
  const std::string first = fixture.last();
  CHECK(parameter(first, "nc") == "00000001");
  CHECK(parameter(first, "uri") == "/orders?a=b");
  CHECK(parameter(first, "username") == "Mufasa");
  CHECK(parameter(first, "opaque") == "o");
  REQUIRE(fixture.applied.back().derived.size() == 1);
  CHECK(fixture.applied.back().derived[0].name == "default.response");
  CHECK(fixture.applied.back().derived[0].value.reveal() == parameter(first, "response"));
  CHECK_FALSE(fixture.react(profile, answer_of(201, ""), fixture.applied.back().request).send_again);
  fixture.apply(profile, order);
  CHECK(parameter(fixture.last(), "nc") == "00000002");
  CHECK(parameter(fixture.last(), "cnonce") == parameter(first, "cnonce"));
  CHECK(parameter(fixture.last(), "response") != parameter(first, "response"));
  // Another origin has not asked.
  fixture.apply(profile, {"GET", "http://other.test/", {}, {}});
  CHECK(fixture.last() == "(none)");
}

TEST_CASE("a stale nonce is replaced, wrong credentials are judged") {
  const std::string asked = R"(Digest realm="shop", nonce="n-1", qop="auth")";
  const std::string stale = R"(Digest realm="shop", nonce="n-2", qop="auth", stale=TRUE)";
  Fixture fixture;
  fixture.apply(profile);
  CHECK(fixture.react(profile, refusal(asked), fixture.applied.back().request).send_again);
  fixture.apply(profile);
  const http::Request sent = fixture.applied.back().request;
  CHECK_FALSE(fixture.react(profile, refusal(asked), sent, false, 1).send_again);
  CHECK(fixture.react(profile, refusal(stale), sent, false, 1).send_again);
  CHECK(fixture.react(profile, refusal(stale), sent, false, 2).send_again);
  CHECK_FALSE(fixture.react(profile, refusal(stale), sent, false, 3).send_again);
  // What went ahead with an old nonce is tried with a new one, even if the server does not call it stale.
  CHECK(fixture.react(profile, refusal(R"(Digest realm="shop", nonce="n-3", qop="auth")"), sent).send_again);
  CHECK_FALSE(fixture.react(profile, refusal(asked), sent).send_again);
}

TEST_CASE("a nonce is shared when the request that was challenged with it has been answered") {
  Fixture fixture;
  for (int i = 0; i < 2; ++i) fixture.apply(profile);
  for (int i = 0; i < 2; ++i) {
    const std::string asked = "Digest realm=\"shop\", qop=auth, nonce=\"n-" + std::to_string(i) + '"';
    CHECK(fixture.react(profile, refusal(asked), fixture.applied[0].request).send_again);
    fixture.apply(profile);
    CHECK(parameter(fixture.last(), "nonce") == "n-" + std::to_string(i));
    CHECK(parameter(fixture.last(), "nc") == "00000001");
  }
  const http::Request first = fixture.applied[2].request;
  fixture.apply(profile);
  CHECK(fixture.last() == "(none)");  // neither has worked yet
  fixture.react(profile, answer_of(200, ""), first);
  fixture.apply(profile);
  CHECK(parameter(fixture.last(), "nonce") == "n-0");
  CHECK(parameter(fixture.last(), "nc") == "00000002");
}

TEST_CASE("what is no challenge is an answer") {
  Fixture fixture;
  fixture.apply(profile);
  const http::Request sent = fixture.applied.back().request;
  CHECK_FALSE(fixture.react(profile, answer_of(401, ""), sent).send_again);
  CHECK_FALSE(fixture.react(profile, refusal("Bearer"), sent).send_again);
  CHECK_FALSE(fixture.react(profile, answer_of(403, "", {{"WWW-Authenticate", R"(Digest realm="r", nonce="n")"}}), sent)
                  .send_again);
  CHECK_FALSE(fixture.react(profile, refusal(R"(Digest realm="r", nonce="n")"), sent, false, 1).send_again);
  // A header of the case's own stays what it is.
  CHECK_FALSE(fixture
                  .react(profile, refusal(R"(Digest realm="r", nonce="n")"),
                         {"GET", "http://shop.test/", {{"Authorization", "Basic x"}}, {}})
                  .send_again);
}

}  // namespace digest_test
