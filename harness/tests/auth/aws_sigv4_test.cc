// Requests and signatures of the test suite that AWS publishes for Signature Version 4 (aws-signing-test-suite, v4, in
// awslabs/aws-c-auth), by the names that they have there.
#include "aws_sigv4.h"
#include "keyring_fixture.h"

#include <concord/base/text.h>

using namespace concord;
using namespace concord::auth;

namespace {

const SigV4Key example_key{"us-east-1", "service", "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"};
constexpr const char* example_time = "20150830T123600Z";

// `head`: the request line without its version, then fields, one a line.
SigV4Request request_of(const std::string& head, std::string_view body = "") {
  SigV4Request made;
  made.headers = {{"Host", "example.amazonaws.com"}, {"X-Amz-Date", example_time}};
  made.body = body;
  const auto lines = base::split(head, '\n');
  const std::size_t blank = lines[0].find(' ');
  const std::string target(lines[0].substr(blank + 1));
  made.method = lines[0].substr(0, blank);
  made.path = target.substr(0, target.find('?'));
  if (target.find('?') != std::string::npos) made.query = target.substr(target.find('?') + 1);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::size_t colon = lines[i].find(':');
    made.headers.push_back({std::string(lines[i].substr(0, colon)), std::string(lines[i].substr(colon + 1))});
  }
  return made;
}

struct Vector {
  const char* name;
  const char* head;
  const char* signed_headers;
  const char* signature;
  const char* body = "";
};

const Vector vectors[] = {
    {"get-vanilla", "GET /", "host;x-amz-date", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
    {"post-vanilla", "POST /", "host;x-amz-date", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
    {"get-vanilla-query-order-key-case", "GET /?Param2=value2&Param1=value1", "host;x-amz-date",
     "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
    {"get-vanilla-query-order-encoded", "GET /?Param-3=Value3&Param=Value2&%E1%88%B4=Value1", "host;x-amz-date",
     "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"},
    {"get-vanilla-empty-query-key", "GET /?Param1=value1", "host;x-amz-date",
     "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"},
    {"get-vanilla-utf8-query", "GET /?\u1234=bar", "host;x-amz-date",
     "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"},
    {"get-utf8", "GET /\u1234", "host;x-amz-date", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"},
    {"get-space-normalized", "GET /example space/", "host;x-amz-date",
     "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"},
    {"get-unreserved", "GET /-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "host;x-amz-date",
     "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"},
    {"get-slashes-normalized", "GET //example//", "host;x-amz-date",
     "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"},
    {"get-relative-relative-normalized", "GET /example1/example2/../..", "host;x-amz-date",
     "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
    {"get-header-value-trim", "GET /\nMy-Header1: value1\nMy-Header2: \"a   b   c\"",
     "host;my-header1;my-header2;x-amz-date", "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"},
    {"get-header-key-duplicate", "GET /\nMy-Header1:value2\nMy-Header1:value2\nMy-Header1:value1",
     "host;my-header1;x-amz-date", "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"},
    {"get-header-value-order", "GET /\nMy-Header1:value4\nMy-Header1:value1\nMy-Header1:value3\nMy-Header1:value2",
     "host;my-header1;x-amz-date", "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"},
    {"post-header-key-sort", "POST /\nMy-Header1:value1", "host;my-header1;x-amz-date",
     "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"},
    {"get-vanilla-with-session-token",
     "GET /\nX-Amz-Security-Token:6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267",
     "host;x-amz-date;x-amz-security-token", "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"},
    {"post-x-www-form-urlencoded",
     "POST /\nContent-Type:application/x-www-form-urlencoded\nContent-Length:13\n"
     "x-amz-content-sha256:9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e",
     "content-length;content-type;host;x-amz-content-sha256;x-amz-date",
     "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b", "Param1=value1"},
    {"post-x-www-form-urlencoded-parameters",
     "POST /\nContent-Type:application/x-www-form-urlencoded; charset=utf-8\nContent-Length:13\n"
     "x-amz-content-sha256:9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e",
     "content-length;content-type;host;x-amz-content-sha256;x-amz-date",
     "328d1b9eaadca9f5818ef05e8392801e091653bafec24fcab71e7344e7f51422", "Param1=value1"},
};

const std::string profile =
    R"({"type":"aws_sigv4","region":"us-east-1","service":"service","access_key":"AKIDEXAMPLE",)"
    R"("secret_key":"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"})";

}  // namespace

TEST_CASE("signatures are those that AWS publishes") {
  for (const Vector& one : vectors) {
    CAPTURE(one.name);
    const SigV4Request request = request_of(one.head, one.body);
    CHECK(sigv4_signed_headers(request) == one.signed_headers);
    CHECK(sigv4_signature(request, example_key, example_time) == one.signature);
  }
}

TEST_CASE("the form that is signed") {
  const SigV4Request request = request_of("PUT /a%20b/./c/?x=1%202&y&x=+\nUser-Agent:u\nMy-A: 1\t  2 \nmy-a:3", "{}");
  const std::string headers = "host:example.amazonaws.com\nmy-a:1 2,3\nx-amz-date:20150830T123600Z\n\n"
                              "host;my-a;x-amz-date\n"
                              "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
  CHECK(sigv4_canonical_request(request, "execute-api") ==
        "PUT\n/a%2520b/c/\nx=%20&x=1%202&y=\n" + headers);
  CHECK(sigv4_canonical_request(request, "s3") == "PUT\n/a%20b/./c/\nx=%20&x=1%202&y=\n" + headers);
}

TEST_CASE("a request is signed as it is sent, at the time of the clock") {
  KeyringFixture fixture;
  fixture.clock.tick(*base::parse_rfc3339("2015-08-30T12:36:00Z") - fixture.clock.now());
  fixture.apply(profile, {"GET", "https://example.amazonaws.com:443", {}, {}});
  CHECK(fixture.last() ==
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        "SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  const http::Request& sent = fixture.applied.back().request;
  CHECK(header(sent, "X-Amz-Date") == example_time);
  CHECK(header(sent, "Host") == "(none)");  // libcurl's is the same
  REQUIRE(fixture.applied.back().derived.size() == 1);
  CHECK(fixture.applied.back().derived[0].name == "default.signature");
}

TEST_CASE("what a request states itself is kept and signed") {
  KeyringFixture fixture;
  fixture.apply(profile, {"GET", "http://shop.test:8080/", {{"x-amz-date", example_time}, {"Host", "h"}}, {}});
  CHECK(fixture.last().starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/"));
  CHECK(http::header_values(fixture.applied.back().request.headers, "X-Amz-Date").size() == 1);
  fixture.apply(profile, {"GET", "http://shop.test/", {{"Authorization", "mine"}}, {}});
  CHECK(fixture.last() == "mine");
  CHECK(header(fixture.applied.back().request, "X-Amz-Date") == "(none)");
}

TEST_CASE("a session token is sent and signed, S3 is told what the body is") {
  KeyringFixture fixture;
  const std::string with_token =
      R"({"type":"aws_sigv4","region":"r","service":"s3","access_key":"k","secret_key":"s","session_token":"token-7"})";
  fixture.apply(with_token, {"GET", "http://shop.test/", {}, {}});
  CHECK(fixture.last().find(
            "SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token, ") !=
        std::string::npos);
  CHECK(header(fixture.applied.back().request, "X-Amz-Security-Token") == "token-7");
  base::Redactor redactor;
  hide(profile_of(with_token), "default", redactor);
  CHECK(redactor.redact("token-7") == "[default.session_token]");
  CHECK(mistakes(R"({"type":"aws_sigv4","region":"r","service":"s3","access_key":"k"})") ==
        "an auth profile of type aws_sigv4 needs \"secret_key\"\n");
}
