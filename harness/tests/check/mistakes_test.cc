// Mistakes in `expect:`, all at once, with their places.
#include "scene.h"

#include <support/catch.h>

using namespace concord::check;

namespace {

bool says(const std::string& yaml, const std::string& words) {
  const auto text = mistakes(yaml);
  INFO(text);
  CHECK(text.find(words) != std::string::npos);
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("an unknown expectation") {
  CHECK(mistakes("statuss: 200\n") ==
        "error: unknown expectation \"statuss\"\n"
        " --> case.yaml:1:1\n"
        "  |\n"
        "1 | statuss: 200\n"
        "  | ^^^^^^^ did you mean \"status\"?\n");
  CHECK(says("$.session: 1\n", "body: {$.session: …}"));
  CHECK(says("- 1\n", "error: expect takes a mapping, not array"));
}

TEST_CASE("values of the wrong sort") {
  CHECK(says("status: 20\n", "error: 20 is no HTTP status"));
  CHECK(says("status: []\n", "error: [] is no HTTP status"));
  CHECK(says("status: [200, ok]\n", "error: \"ok\" is no HTTP status"));
  CHECK(says("max_time: 2\n", "error: max_time takes a duration, not 2"));
  CHECK(says("body: [1]\n", "error: body takes a mapping of JSONPaths, not [1]"));
  CHECK(says("absent: [1]\n", "error: absent takes JSONPaths, not 1"));
  CHECK(says("headers: {'X A': b}\n", "error: \"X A\" is no header name"));
  CHECK(says("headers: {X: null}\n", "error: header X takes a text or a schema, not null"));
}

TEST_CASE("words of the vocabulary") {
  CHECK(says("body: {$.a: {minLenght: 1}}\n", "error: unknown keyword \"minLenght\""));
  CHECK(says("body: {$.a: {minLenght: 1}}\n", "did you mean \"minLength\"?"));
  CHECK(says("body: {$.a: {difersFrom: 1}}\n", "did you mean \"differsFrom\"?"));
  CHECK(says("body: {$.a: {after: tomorrow}}\n", "error: after takes a time: now, now+5m, now-1h, a JSONPath, or "
                                                 "2026-01-01T00:00:00Z, not \"tomorrow\""));
  CHECK(says("body: {$.a: {after: now+5}}\n", "error: after takes a time"));
  CHECK(says("body: {$.a: {tolerance: 5}}\n", "error: tolerance takes a duration such as 2s or 1m, not 5"));
  CHECK(says("body: {$.a: {nonEmpty: 'yes'}}\n", "error: nonEmpty takes true or false, not \"yes\""));
  CHECK(says("body: {$.a: {oneOfValues: 1}}\n", "error: oneOfValues takes a list of values, not 1"));
  CHECK(says("body: {$.a: {query: {b: [1]}}}\n", "error: query parameter b takes one value, not [1]"));
  CHECK(says("body: {$.a: {host: 1}}\n", "error: host takes a text, not 1"));
}

TEST_CASE("bad paths and bad schemas") {
  CHECK(says("body: {session: 1}\n", "a JSONPath begins with $: $.session"));
  CHECK(says("body: {/session: 1}\n", "a JSONPath begins with $: $.session\n"));
  CHECK(says("body: {/items/0/unit-price/~1: 1}\n",
             "a JSONPath begins with $: $.items[0][\"unit-price\"][\"/\"]\n"));
  CHECK(says("body: {'$.a[': 1}\n", "case.yaml:1:"));
  CHECK(says("unique: ['$.a[']\n", "case.yaml:1:"));
  CHECK(says("body: {$.a: {type: strin}}\n", "case.yaml:1:"));
  CHECK(says("body: {$.a: {pattern: '['}}\n", "case.yaml:1:"));
  CHECK(says("body: {$.a: {properties: {b: {minLenght: 1}}}}\n", "minLenght"));
  CHECK(says("body: {$.a: {sameAs: '$.['}}\n", "case.yaml:1:"));
}

TEST_CASE("all mistakes at once") {
  const auto text = mistakes("status: x\nbdy: {}\nbody: {$.a: {foo: 1, after: 2}}\nmax_time: fast\n");
  for (const auto* words : {"\"x\" is no HTTP status", "\"bdy\"", "\"foo\"", "after takes", "max_time takes"}) {
    CAPTURE(words);
    CHECK(text.find(words) != std::string::npos);
  }
}

TEST_CASE("what is unknown until it is rendered is no mistake") {
  CHECK(mistakes("{}") == "");
  CHECK(mistakes("status: '{{status}}'\nmax_time: '{{t}}'\nunique: ['{{path}}']\n"
                 "body: {'$.{{a}}': '{{b}}', $.c: {minimum: '{{n}}', after: '{{t}}', tolerance: '{{d}}'}}\n"
                 "headers: {'{{name}}': '{{value}}'}\n") == "");
}
