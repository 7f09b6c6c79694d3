// What is told of a run with no suite, over a transport of our own.
#include "explored.h"

#include <concord/base/text.h>

#include <algorithm>

using namespace concord;
using explore::has;
using result::Verdict;
using support::FakeTransport;

namespace {

constexpr const char* document = R"(openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.test"}]
paths:
  /orders:
    post:
      operationId: createOrder
      tags: [making]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [amount]
              properties: {amount: {type: integer, minimum: 1}, kind: {type: string, enum: [gold, lead]}, mail: {type: string, format: email}}
      responses: {"201": {description: ok}, "400": {description: no}, "409": {description: busy}}
  /orders/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer, minimum: 1}}]
    get:
      operationId: readOrder
      responses: {"200": {description: ok}, "400": {description: no}, "404": {description: none}}
    delete:
      operationId: deleteOrder
      responses: {"204": {description: ok}, "400": {description: no}, "404": {description: none}}
)";

std::map<std::string, std::string> files_of(const std::string& provider_yaml, bool has_key) {
  std::map<std::string, std::string> files{{"shop.yaml", document}};
  if (has_key) {
    const std::string read = "      operationId: readOrder\n";
    files["shop.yaml"] = base::replace_all(document, read, read + "      security: []\n") +
                         "security: [{key: []}]\n"
                         "components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}\n";
  }
  if (!provider_yaml.empty()) files["provider.yaml"] = provider_yaml;
  return files;
}

struct Fixture : explore::Explored {
  explicit Fixture(const std::string& provider_yaml = {}, bool has_key = false)
      : Explored("explore", files_of(provider_yaml, has_key)) {}
};

std::string verdicts(const result::Run& run, const std::string& classname) {
  std::map<std::string, int> counts;
  for (const result::CaseResult& one : run.cases) {
    if (one.classname == classname) ++counts[std::string(result::verdict_name(one.verdict))];
  }
  std::string text;
  for (const auto& [verdict, count] : counts) text += std::to_string(count) + ' ' + verdict + ' ';
  return text;
}

const result::CaseResult& find(const result::Run& run, std::string_view name) {
  const auto found = std::find_if(run.cases.begin(), run.cases.end(),
                                  [&](const result::CaseResult& one) { return result::full_name(one) == name; });
  if (found == run.cases.end()) FAIL("no case " + std::string(name));
  return *found;
}

// The shop as its document says.
http::Exchange right(const http::Request& request) {
  const std::string path = request.url.substr(std::string("http://shop.test").size());
  if (path == "/orders" && request.method == "POST") {
    const auto body = document::parse_answer_json(request.body.value_or("")).root;
    const document::Node* amount = body ? body->find("amount") : nullptr;
    const document::Node* kind = body ? body->find("kind") : nullptr;
    const bool is_kind = !kind || kind->string_or_empty() == "gold" || kind->string_or_empty() == "lead";
    const document::Node* mail = body ? body->find("mail") : nullptr;
    const bool is_text = !mail || mail->is_string();
    const bool is_right = amount && amount->is_integer() && amount->to_double() >= 1 && is_kind && is_text;
    return FakeTransport::json(is_right ? 201 : 400, R"({"id": 17})");
  }
  if (request.method != "GET" && request.method != "DELETE") {
    http::Exchange refused = FakeTransport::json(405, "");
    refused.response->headers.push_back({"Allow", path == "/orders" ? "GET, POST" : "GET, DELETE"});
    return refused;
  }
  if (path == "/orders/17") return FakeTransport::json(request.method == "GET" ? 200 : 204, "");
  return FakeTransport::json(has(path, "/orders/-") || has(path, "/orders/0") ? 400 : 404, "");
}

}  // namespace

TEST_CASE("a server that does what its document says passes all that is planned") {
  Fixture fixture;
  const result::Run run = fixture.run(right);
  for (const result::CaseResult& one : run.cases) {
    CAPTURE(result::full_name(one), one.failures.empty() ? "" : one.failures.front().message);
    CHECK(one.verdict == Verdict::Passed);
  }
  CHECK(run.cases.size() == fixture.explorer->announced());
}

TEST_CASE("ids of what was made are asked for, and what takes things away comes last") {
  Fixture fixture;
  fixture.run(right);
  const auto is_delete = [](const http::Request& one) {
    return one.method == "DELETE" && one.url == "http://shop.test/orders/17";
  };
  const auto& sent = fixture.transport->sent;
  const auto first = std::find_if(sent.begin(), sent.end(), is_delete);
  REQUIRE(first != sent.end());
  CHECK(std::none_of(first, sent.end(), [](const http::Request& one) { return one.method == "GET"; }));
}

TEST_CASE("who may take a thing away is asked as long as it is there") {
  Fixture fixture("provider: shop\ncontract: shop.yaml\nauth: {default: {type: api_key, name: X-Key, value: k-1}}\n"
                  "request: {auth: default}\n", true);
  bool is_gone = false;
  const result::Run run = fixture.run([&](const http::Request& request) {
    if (request.method != "DELETE" || request.url != "http://shop.test/orders/17") return right(request);
    if (std::exchange(is_gone, true)) return FakeTransport::json(404, "");
    return FakeTransport::json(204, "");  // whoever asks
  });
  CHECK(find(run, "shop.delete_order :: auth: none").verdict == Verdict::Failed);
}

TEST_CASE("an operation of which no valid request is accepted has no verdict, and what else is planned is blocked") {
  Fixture fixture;
  const result::Run run = fixture.run([](const http::Request& request) {
    const bool is_post = request.method == "POST" && request.url == "http://shop.test/orders";
    return is_post ? FakeTransport::json(400, R"({"message": "no such kind of customer"})") : right(request);
  });
  const result::CaseResult& first = find(run, "shop.create_order :: positive: only what is required");
  CHECK(first.verdict == Verdict::Unjudged);
  REQUIRE(first.error);
  CHECK(first.error->message ==
        "never reached: none of the 3 valid requests that were tried was accepted: 400 Bad Request; values that it "
        "takes would help: --variable NAME=…, or data: {NAME: …} in provider.yaml; the answer says \"no such kind of "
        "customer\"");
  CHECK(find(run, "shop.create_order :: negative: body /amount: missing").verdict == Verdict::Blocked);
  CHECK(find(run, "shop.create_order :: negative: body /amount: missing").reason.text ==
        "no valid request of shop/create-order was accepted");
  CHECK(find(run, "shop.create_order :: negative: method PUT: not of this path").verdict == Verdict::Passed);
}

TEST_CASE("a valid request that is refused where another was accepted is a failure, shown by what differs") {
  Fixture fixture;
  const result::Run run = fixture.run([](const http::Request& request) {
    return has(request.body.value_or(""), "lead") ? FakeTransport::json(400, "{}") : right(request);
  });
  const result::CaseResult& one = find(run, "shop.create_order :: positive: body /kind \"lead\"");
  REQUIRE(one.failures.size() == 1);
  CHECK(one.failures.front().check == "accepted");
  CHECK(has(one.failures.front().message, "400 Bad Request to a request as documented: body /kind \"lead\"; it differs "
                                          "from what was accepted ("));
  CHECK(has(one.failures.front().message, "body /kind \"lead\" in place of "));
}

TEST_CASE("a refusal that the state explains and the document knows is none") {
  Fixture fixture;
  int posts = 0;
  const result::Run run = fixture.run([&](const http::Request& request) {
    const bool is_taken = request.method == "POST" && right(request).response->status == 201 && ++posts > 1;
    return is_taken ? FakeTransport::json(409, "") : right(request);
  });
  CHECK(find(run, "shop.create_order :: positive: everything that may be there").verdict == Verdict::Passed);
}

TEST_CASE("an invalid request that is accepted says which keyword was broken, and where it is said") {
  Fixture fixture;
  const result::Run run = fixture.run([](const http::Request& request) {
    return has(request.body.value_or(""), R"("amount":0)") ? FakeTransport::json(201, R"({"id": 17})") : right(request);
  });
  const result::CaseResult& one = find(run, "shop.create_order :: negative: body /amount: below minimum");
  REQUIRE(one.failures.size() == 1);
  const result::CheckFailure& failure = one.failures.front();
  CHECK(failure.check == "refused");
  CHECK(failure.message == "201 Created to a request that must be refused: body /amount: 0 is below the minimum of 1");
  CHECK(failure.keyword == "minimum");
  CHECK(failure.pointer == "request body /amount");
  CHECK(has(failure.schema_location, "/properties/amount/minimum"));
  CHECK(failure.documentation == "shop.yaml:16");
}

TEST_CASE("what may be let in is sent when all else has been judged") {
  Fixture fixture;
  const result::Run run = fixture.run(right);
  const std::string name = "shop.create_order :: negative: body /mail: against format";
  CHECK(find(run, name).verdict == Verdict::Passed);
  const auto& warnings = find(run, name).warnings;
  CHECK(std::any_of(warnings.begin(), warnings.end(), [](const auto& one) { return one.check == "refused"; }));
  const std::string last = fixture.transport->sent.back().body.value_or("");
  CHECK((has(last, "\"mail\"") && !has(last, "@")));
}

TEST_CASE("where nearly all that is broken is accepted, that is one finding") {
  Fixture fixture;
  const result::Run run = fixture.run([](const http::Request& request) {
    return request.method == "POST" && has(request.url, "/orders") ? FakeTransport::json(201, R"({"id": 17})")
                                                                   : right(request);
  });
  std::set<std::string> fingerprints, hints;
  for (const result::CaseResult& one : run.cases) {
    if (one.classname != "shop.create_order" || !has(one.name, "negative: body") || one.failures.empty()) continue;
    fingerprints.insert(one.failures.front().fingerprint);
    hints.insert(one.failures.front().hint);
  }
  CHECK(fingerprints.size() == 1);
  REQUIRE(hints.size() == 1);
  CHECK(has(*hints.begin(), " requests with a broken body were accepted, as if nobody looked at it"));
}

TEST_CASE("methods that write are left out where nothing may be changed") {
  Fixture fixture;
  fixture.options.may_write = [](const suite::Provider&) { return false; };
  fixture.options.values["id"] = "17";
  const result::Run run = fixture.run(right);
  for (const http::Request& request : fixture.transport->sent) CHECK(request.method == "GET");
  const base::Diagnostics notes = fixture.explorer->notes();
  REQUIRE(notes.size() == 1);
  CHECK(notes.front().message == "2 operations that may write are left out: the target is not of this machine");
  CHECK(verdicts(run, "shop.read_order").find("unjudged") == std::string::npos);
  for (const char* name :
       {"shop.create_order :: POST /orders: not sent", "shop.delete_order :: DELETE /orders/{id}: not sent"}) {
    const result::CaseResult& one = find(run, name);
    CHECK(one.verdict == Verdict::Skipped);
    CHECK(one.reason.kind == result::SkipKind::NotSelected);
    CHECK(one.reason.text == "it may write, and the target is not of this machine: --allow-writes was not given");
  }
  CHECK(run.cases.size() == fixture.explorer->announced());
}

TEST_CASE("a run of which nothing may be sent is none") {
  Fixture fixture;
  fixture.options.may_write = [](const suite::Provider&) { return false; };
  fixture.options.include.methods = {"POST"};
  const auto explorer = explore::Explorer::make({fixture.provider}, fixture.options);
  REQUIRE_FALSE(explorer);
  CHECK(base::render(explorer.diagnostics()) ==
        "error: nothing would be sent: all that is selected may write, and the target is not of this machine\n"
        "  --allow-writes, or writes: true at the target in provider.yaml\n");
}

TEST_CASE("what the bound leaves out is told") {
  Fixture fixture;
  fixture.options.most_requests = 5;
  const result::Run run = fixture.run(right);
  CHECK(fixture.transport->sent.size() == 5);
  CHECK(run.cases.size() == fixture.explorer->announced());
}

// The bound is reached before all requests were tried: what came of the others is known all the same.
TEST_CASE("a host that does not answer is named, and what a refusal broke told, where a bound ends the run") {
  Fixture fixture;
  fixture.options.most_requests = 2;
  const auto fate = [&](const FakeTransport::Answerer& answerer) {
    std::string told;
    const result::Run run = fixture.run(answerer);
    for (const result::CaseResult& one : run.cases) {
      if (one.steps.empty()) continue;
      const std::string why = one.error ? one.error->message : one.reason.text;
      told += std::string(result::verdict_name(one.verdict)) + ": " + why + "\n";
    }
    return told;
  };
  CHECK(fate([](const http::Request&) {
          return FakeTransport::error(http::ErrorKind::Connect, "connection refused by shop.test:80");
        }) == "unjudged: connection refused by shop.test:80\nunjudged: connection refused by shop.test:80\n");
  CHECK(fate([](const http::Request&) { return FakeTransport::json(500, "{}"); }) == "failed: \nfailed: \n");
  const std::string undecided = "not-run: the run ended before it was known whether any request is accepted\n";
  CHECK(fate([](const http::Request&) { return FakeTransport::json(409, "{}"); }) == undecided + undecided);
}

TEST_CASE("what is blocked since there was no connection says so") {
  Fixture fixture;
  const std::string down = "cannot connect to shop.test:80 (connection refused)";
  const result::Run run =
      fixture.run([&](const http::Request&) { return FakeTransport::error(http::ErrorKind::Connect, down); });
  std::set<std::string> reasons;
  for (const result::CaseResult& one : run.cases) reasons.insert(one.error ? one.error->message : one.reason.text);
  CHECK(reasons == std::set<std::string>{down});
}

TEST_CASE("all that is announced is told when the run ends early") {
  Fixture fixture;
  std::atomic<int> stop{0};
  fixture.run_options.stop = &stop;
  int answered = 0;
  const result::Run run = fixture.run([&](const http::Request& request) {
    if (++answered == 3) stop = 2;
    return right(request);
  });
  CHECK(run.cases.size() == fixture.explorer->announced());
  const auto left = std::count_if(run.cases.begin(), run.cases.end(),
                                  [](const result::CaseResult& one) { return one.verdict == Verdict::NotRun; });
  CHECK(left > 20);
}

TEST_CASE("only what is selected is planned") {
  Fixture fixture;
  const auto planned = [&](explore::Filter include, explore::Filter exclude) {
    fixture.options.include = std::move(include);
    fixture.options.exclude = std::move(exclude);
    const auto explorer = explore::Explorer::make({fixture.provider}, fixture.options);
    std::string text;
    for (const explore::Counts& one : (*explorer)->counts()) text += one.method + ' ' + one.path + ", ";
    return text;
  };
  const auto filter = [](std::vector<std::string> explore::Filter::*list, std::vector<std::string> words) {
    explore::Filter made;
    made.*list = std::move(words);
    return made;
  };
  using explore::Filter;
  CHECK(planned({}, {}) == "POST /orders, GET /orders/{id}, DELETE /orders/{id}, ");
  CHECK(planned(filter(&Filter::paths, {"/orders"}), {}) == "POST /orders, ");
  CHECK(planned(filter(&Filter::paths, {"/orders*"}), filter(&Filter::methods, {"delete"})) ==
        "POST /orders, GET /orders/{id}, ");
  CHECK(planned(filter(&Filter::operation_ids, {"readOrder", "shop/delete-order"}), {}) ==
        "GET /orders/{id}, DELETE /orders/{id}, ");
  CHECK(planned(filter(&Filter::tags, {"Making"}), {}) == "POST /orders, ");
  CHECK(planned({}, filter(&Filter::tags, {"making"})) == "GET /orders/{id}, DELETE /orders/{id}, ");
  CHECK(planned({}, filter(&Filter::operation_ids, {"createOrder"})) == "GET /orders/{id}, DELETE /orders/{id}, ");
}

TEST_CASE("a credential that no selected operation is sent with need not be given") {
  Fixture fixture({}, true);
  const auto missing = [&](std::vector<std::string> operations) {
    fixture.options.include.operation_ids = std::move(operations);
    const auto explorer = explore::Explorer::make({fixture.provider}, fixture.options);
    if (!explorer) FAIL(base::render(explorer.diagnostics()));
    const base::Diagnostics problems = suite::missing_variables((*explorer)->plan(), {});
    return problems.empty() ? std::string() : problems.front().message;
  };
  CHECK(missing({"readOrder"}).empty());
  CHECK(missing({"readOrder", "createOrder"}) == "this variable is not set: SHOP_KEY");
  fixture.options.may_write = [](const suite::Provider&) { return false; };
  CHECK(missing({"readOrder", "createOrder"}).empty());
}

TEST_CASE("the names of cases are the same for every seed, and there are no two of one name") {
  Fixture fixture;
  const auto names = [&](std::uint64_t seed) {
    fixture.options.seed = seed;
    const auto explorer = explore::Explorer::make({fixture.provider}, fixture.options);
    std::vector<std::string> all;
    (*explorer)->announce([&](const result::CasePlan& plan) { all.push_back(result::full_name(plan)); });
    return all;
  };
  const std::vector<std::string> first = names(1);
  CHECK(first == names(2));
  CHECK(std::set<std::string>(first.begin(), first.end()).size() == first.size());
}

TEST_CASE("a tag that no operation has is a mistake with a hint") {
  Fixture fixture;
  fixture.options.exclude.tags = {"makin"};
  const auto explorer = explore::Explorer::make({fixture.provider}, fixture.options);
  REQUIRE_FALSE(explorer);
  CHECK(base::render(explorer.diagnostics()) ==
        "error: no operation has the tag \"makin\"\n  did you mean \"making\"?\n");
}

TEST_CASE("a word of a filter that names nothing is a mistake with a hint") {
  Fixture fixture;
  const auto problems = [&](std::vector<std::string> explore::Filter::*list, const std::string& word, bool excludes) {
    fixture.options.include = fixture.options.exclude = {};
    ((excludes ? fixture.options.exclude : fixture.options.include).*list) = {word};
    const auto explorer = explore::Explorer::make({fixture.provider}, fixture.options);
    return explorer ? std::string() : base::render(explorer.diagnostics());
  };
  using explore::Filter;
  CHECK(problems(&Filter::operation_ids, "readOrdr", false) ==
        "error: no operation has the id \"readOrdr\"\n  did you mean \"readOrder\"?\n");
  CHECK(problems(&Filter::paths, "/ordres", true) ==
        "error: no operation has the path \"/ordres\"\n  did you mean \"/orders\"?\n");
  CHECK(problems(&Filter::paths, "/carts*", false) ==
        "error: no operation has the path \"/carts*\"\n  known: /orders, /orders/{id}\n");
  CHECK(problems(&Filter::methods, "gett", false) ==
        "error: no operation has the method \"gett\"\n  did you mean \"get\"?\n");
  CHECK(problems(&Filter::methods, "patch", false) ==
        "error: no operation has the method \"patch\"\n  known: DELETE, GET, POST\n");
  CHECK(problems(&Filter::methods, "patch", true).empty());
  CHECK(problems(&Filter::paths, "/orders/*", true).empty());
  CHECK(problems(&Filter::operation_ids, "read-order", true).empty());
}

TEST_CASE("planning ends where it is not wanted any more") {
  Fixture fixture;
  std::atomic<int> stop{0};
  fixture.options.stop = &stop;
  CHECK((*explore::Explorer::make({fixture.provider}, fixture.options))->announced() > 0);
  stop = 15;
  fixture.options.include.tags = {"makin"};  // of what was never looked at nothing is known
  const auto explorer = explore::Explorer::make({fixture.provider}, fixture.options);
  REQUIRE(explorer);
  CHECK((*explorer)->announced() == 0);
}

TEST_CASE("an unknown phase is a mistake with a hint") {
  Fixture fixture;
  fixture.options.phases = {"negativ"};
  const auto explorer = explore::Explorer::make({fixture.provider}, fixture.options);
  REQUIRE_FALSE(explorer);
  CHECK(base::render(explorer.diagnostics()) == "error: unknown phase \"negativ\"\n  did you mean \"negative\"?\n");
}

TEST_CASE("provider.yaml beside a document gives what only the user knows") {
  Fixture fixture("provider: shop\ncontract: shop.yaml\ndata: {id: 17}\n"
                  "operations: {create-order: {statuses: [201, 400]}}\n");
  CHECK(fixture.provider->name == "shop");
  fixture.options.include.methods = {"GET"};
  const result::Run run = fixture.run(right);
  CHECK(verdicts(run, "shop.read_order").find("unjudged") == std::string::npos);
  CHECK(fixture.transport->sent.front().url == "http://shop.test/orders/17");
}

TEST_CASE("odd texts are sent wherever the schema takes them, by the same names for every seed") {
  explore::Explored fixture("odd_texts", {{"shop.yaml", R"(openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.test"}]
paths:
  /notes:
    post:
      operationId: createNote
      parameters: [{name: q, in: query, schema: {type: string, maxLength: 8}}]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [text]
              properties:
                text: {type: string, minLength: 1, maxLength: 40}
                code: {type: string, pattern: "^[A-Z]{3}$"}
                customerId: {type: string}
      responses: {"201": {description: ok}, "400": {description: no}}
)"}});
  const std::set<std::string> expected{
      "positive: body /text: an emoji",   "positive: body /text: quotes and a backslash",
      "positive: body /text: a line break", "positive: body /text: a space at both ends",
      "positive: query q: an emoji",      "positive: query q: quotes and a backslash",
      "positive: query q: a line break",  "positive: query q: a space at both ends"};
  for (const std::uint64_t seed : {1u, 7u, 4711u}) {
    fixture.options.seed = seed;
    const result::Run run = fixture.run([](const http::Request& request) {
      const std::string body = request.body.value_or("");
      if (has(body, "\U0001F600")) return FakeTransport::json(500, "{}");
      return FakeTransport::json(has(body, "\" text") ? 400 : 201, "{}");
    });
    std::set<std::string> names;
    for (const result::CaseResult& one : run.cases) {
      for (const char* kind : {": an emoji", ": quotes and a backslash", ": a line break", ": a space at both ends"}) {
        if (one.name.ends_with(kind)) names.insert(one.name);
      }
    }
    CHECK(names == expected);
    const result::CaseResult& emoji = find(run, "shop.create_note :: positive: body /text: an emoji");
    REQUIRE(emoji.verdict == Verdict::Failed);
    CHECK(emoji.failures.front().message == "500 Internal Server Error: the server failed on this request");
    const result::CaseResult& spaces = find(run, "shop.create_note :: positive: body /text: a space at both ends");
    CHECK(spaces.verdict == Verdict::Passed);  // what is meant may be narrower than what is written
    CHECK(std::any_of(spaces.warnings.begin(), spaces.warnings.end(),
                      [](const result::CheckFailure& one) { return one.check == "accepted"; }));
    CHECK(find(run, "shop.create_note :: positive: query q: an emoji").verdict == Verdict::Passed);
  }
}
