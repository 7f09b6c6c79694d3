#include "exchange_fixture.h"

#include <support/catch.h>
#include <support/shared.h>

#include <cstdlib>

using namespace concord;
using namespace concord::http;
using namespace std::string_literals;

TEST_CASE("a signature of AWS is made anew by curl") {
  const Request signed_one{"GET",
                           "http://h/",
                           {{"Accept", "*/*"},
                            {"X-Amz-Date", "20150830T123600Z"},
                            {"Authorization",
                             "AWS4-HMAC-SHA256 Credential=[KEY]/20150830/eu-west-1/execute-api/aws4_request, "
                             "SignedHeaders=host;x-amz-date, Signature=[default.signature]"}},
                           {}};
  CurlWords words;
  words.user = "{{KEY}}:{{SECRET}}";
  CHECK(to_curl(signed_one, words) ==
        R"(curl -X GET 'http://h/' -H 'Accept: */*' --aws-sigv4 'aws:amz:eu-west-1:execute-api' -u "$KEY"':'"$SECRET")");
  words.user.clear();
  CHECK(to_curl(signed_one, words).find("-H 'X-Amz-Date: 20150830T123600Z' -H 'Authorization: AWS4-HMAC-SHA256 ") !=
        std::string::npos);
}

TEST_CASE("a request is written as a curl command") {
  CHECK(to_curl({"GET", "http://h/a?b=c", {}, {}}) == "curl -X GET 'http://h/a?b=c' -H 'Accept: application/json'");
  CHECK(to_curl({"HEAD", "http://h/", {{"Accept", "*/*"}}, {}}) == "curl --head 'http://h/' -H 'Accept: */*'");
  CHECK(to_curl({"GET", "http://h/../[1]", {{"Accept", "*/*"}}, {}}) ==
        "curl -X GET --globoff --path-as-is 'http://h/../[1]' -H 'Accept: */*'");
  CHECK(to_curl({"POST",
                 "http://h/",
                 {{"Accept", "*/*"}, {"Content-Type", "application/json"}, {"X-Empty", ""}},
                 "{\"a\":\"it's\"}"}) ==
        "curl -X POST 'http://h/' -H 'Accept: */*' -H 'Content-Type: application/json' -H 'X-Empty;' "
        "--data-raw '{\"a\":\"it'\\''s\"}'");
  CHECK(to_curl({"POST", "http://h/", {{"Accept", "*/*"}}, "@x"}) ==
        "curl -X POST 'http://h/' -H 'Accept: */*' -H 'Content-Type:' --data-raw '@x'");
  CHECK(to_curl({"PUT", "http://h/", {{"Accept", "*/*"}, {"Content-Type", "a/b"}}, std::string("a%\0'\\\xFF", 6)}) ==
        "printf 'a%%\\000\\047\\134\\377' | curl -X PUT 'http://h/' -H 'Accept: */*' -H 'Content-Type: a/b' "
        "--data-binary @-");
  CHECK(to_curl({"M!", "http://h/", {{"Accept", "*/*"}}, {}}) == "curl -X 'M!' 'http://h/' -H 'Accept: */*'");
}

TEST_CASE("secrets are variables of the shell, and the connection is the same") {
  const Request request{"GET", "http://h/a?k=[api.key]", {{"Accept", "*/*"}, {"Authorization", "Bearer [TOKEN]"}}, {}};
  CHECK(to_curl(request, {{"TOKEN", "api.key"}, {}, "--cacert 'ca.pem'"}) ==
        "curl --cacert 'ca.pem' -X GET --globoff 'http://h/a?k='\"$api_key\" -H 'Accept: */*' -H 'Authorization: "
        "Bearer '\"$TOKEN\"");
  // What stands in brackets and is no secret stays.
  CHECK(to_curl(request, {{"TOKEN"}, {}, {}}).find("'http://h/a?k=[api.key]'") != std::string::npos);
  const Request basic{"GET", "http://h/", {{"Accept", "*/*"}, {"Authorization", "Basic [default]"}}, {}};
  CHECK(to_curl(basic, {{"default"}, "{{KNOT_CLIENT_ID}}:{{ KNOT_SECRET }}", {}}) ==
        "curl -X GET 'http://h/' -H 'Accept: */*' -u \"$KNOT_CLIENT_ID\"':'\"$KNOT_SECRET\"");
  CHECK(shell_word("it's {{1st}} {{open") == "'it'\\''s '\"$_1st\"' {{open'");
}

TEST_CASE("the shell runs the curl command as it was meant") {
  if (std::system("curl --version > /dev/null 2>&1") != 0) return support::skip("curl is not installed");
  support::RawServer server(support::RawServer::always(support::http_answer(204, "")));
  const std::string body = "@it's \"$HOME\" `x` \\n %s "s + '\0' + " \xFF\r\n!";
  const auto send = [&](const std::string& text) {
    const Request request{
        "PATCH", server.url() + "/a/../b?c=$d&e='[1-2]'", {{"X-Quote", "it's \"$HOME\""}, {"X-Empty", ""}}, text};
    const std::string command = to_curl(request) + " --silent --noproxy '*' --max-time 10";
    CAPTURE(command);
    CHECK(std::system(command.c_str()) == 0);
    return server.requests().back();
  };
  for (const std::string& text : {body, std::string("@a 'b' $c\n\td\n"), std::string()}) {
    const std::string received = send(text);
    CHECK(received.starts_with("PATCH /a/../b?c=$d&e='[1-2]' HTTP/1.1\r\n"));
    CHECK(received.find("\r\nX-Quote: it's \"$HOME\"\r\nX-Empty:\r\nAccept: application/json\r\n") !=
          std::string::npos);
    CHECK(received.find("Content-Type") == std::string::npos);
    CHECK(received.ends_with("\r\n\r\n" + text));
  }
}
