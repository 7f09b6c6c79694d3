#include <concord/journal.h>
#include <support/catch.h>
#include <support/shared.h>
#include <support/paths.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace concord;
using namespace concord::result;
using namespace std::chrono_literals;

namespace {

const std::string path = support::binary_dir() + "/journal_test/run.jsonl";

CheckFailure failure() {
  CheckFailure failure{"schema", "contract.response_schema",     Level::Fail, "/a: no",  "string",     "number 1",
                       "/a",     "schemas/x.json#/properties/a", "prose",     "x.md:57", "look there", {"s.yaml", 3, 5},
                       1,
                       "type",
                       "number",
                       "0123456789abcdef"};
  return failure;
}

ExchangeRecord exchange() {
  ExchangeRecord exchange;
  exchange.method = "POST";
  exchange.url = "https://api.test/v1";
  exchange.request_headers = {{"Accept", "*/*"}, {"X-Bytes", std::string("\xe9\0z", 3)}};
  exchange.request_body = make_body("{}");
  exchange.status = 201;
  exchange.reason = "Created";
  exchange.http_version = "1.1";
  exchange.response_headers = {{"Content-Type", "application/json"}};
  exchange.response_body = make_body("\xff\xff", 1);
  exchange.timing = {1us, 2us, 3us, 4us, 5us, 6us};
  exchange.started_at = SystemTime(1772359200121ms);
  exchange.remote_address = "127.0.0.1:8080";
  exchange.curl = "curl -X POST 'https://api.test/v1'";
  return exchange;
}

// Every member has a value of its own, so that none can be forgotten or swapped.
CaseResult rich_case(std::size_t index) {
  CaseResult one;
  one.index = index;
  one.suite = "Orders";
  one.suite_file = "suites/orders.suite.yaml";
  one.classname = "shop.orders";
  one.provider = "shop";
  one.name = "an order \"is\" read\nback \u2713";
  one.tags = {"nightly", "smoke"};
  one.place = {"suites/orders.suite.yaml", 14, 9};
  one.documentation = "orders.md:9";
  one.verdict = Verdict::Failed;
  one.reason = {SkipKind::None, "because"};
  one.failures = {failure(), {}};
  one.warnings = {failure()};
  one.warnings[0].level = Level::Warn;
  one.error = RunError{RunErrorKind::Timeout, "no response", "response headers", {"p.yaml", 1, 2}};
  one.retried = {{{RunErrorKind::Reset, "reset", "sending", {}}, 250ms}, {}};
  one.steps = {{"login", "shop/login", StepKind::Before, std::nullopt}, {"read", "shop/read", StepKind::Step, exchange()}};
  one.checks = {"status", "schema"};
  one.started_at = SystemTime(1772359200120ms);
  one.duration = 412ms;
  return one;
}

RunInfo rich_info() {
  RunInfo info{"01HZX3T9W8",
               "sandbox",
               "0.1.0",
               "ci-7",
               "4c1d2e",
               "concord run",
               18'446'744'073'709'551'615u,
               SystemTime(1772359200000ms),
               {},
               2,
               3,
               10,
               "0011223344556677"};
  info.providers = {{"shop", "https://api.test", {"orders.md", "b.md"}, "9f2c1b7de0a4"}, {}};
  return info;
}

void check_same(const Place& a, const Place& b) { CHECK(a.text() == b.text()); }

void check_same(const CheckFailure& a, const CheckFailure& b) {
  CHECK(a.check == b.check);
  CHECK(a.type == b.type);
  CHECK(a.level == b.level);
  CHECK(a.message == b.message);
  CHECK(a.expected == b.expected);
  CHECK(a.actual == b.actual);
  CHECK(a.pointer == b.pointer);
  CHECK(a.schema_location == b.schema_location);
  CHECK(a.basis == b.basis);
  CHECK(a.documentation == b.documentation);
  CHECK(a.hint == b.hint);
  check_same(a.place, b.place);
  CHECK(a.step == b.step);
  CHECK(a.keyword == b.keyword);
  CHECK(a.found_kind == b.found_kind);
  CHECK(a.fingerprint == b.fingerprint);
}

void check_same(const RunError& a, const RunError& b) {
  CHECK(a.kind == b.kind);
  CHECK(a.message == b.message);
  CHECK(a.phase == b.phase);
  check_same(a.place, b.place);
}

void check_same(const http::Headers& a, const http::Headers& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) CHECK((a[i].name == b[i].name && a[i].value == b[i].value));
}

void check_same(const std::optional<Body>& a, const std::optional<Body>& b) {
  REQUIRE(a.has_value() == b.has_value());
  if (a) CHECK((a->text == b->text && a->is_base64 == b->is_base64 && a->size == b->size && a->is_cut == b->is_cut));
}

void check_same(const ExchangeRecord& a, const ExchangeRecord& b) {
  CHECK(a.method == b.method);
  CHECK(a.url == b.url);
  check_same(a.request_headers, b.request_headers);
  check_same(a.request_body, b.request_body);
  CHECK(a.status == b.status);
  CHECK(a.reason == b.reason);
  CHECK(a.http_version == b.http_version);
  check_same(a.response_headers, b.response_headers);
  check_same(a.response_body, b.response_body);
  CHECK(a.timing.name_lookup == b.timing.name_lookup);
  CHECK(a.timing.connect == b.timing.connect);
  CHECK(a.timing.tls == b.timing.tls);
  CHECK(a.timing.sent == b.timing.sent);
  CHECK(a.timing.first_byte == b.timing.first_byte);
  CHECK(a.timing.total == b.timing.total);
  CHECK(a.started_at == b.started_at);
  CHECK(a.remote_address == b.remote_address);
  CHECK(a.curl == b.curl);
}

void check_same(const CaseResult& a, const CaseResult& b) {
  CHECK(a.index == b.index);
  CHECK(a.suite == b.suite);
  CHECK(a.suite_file == b.suite_file);
  CHECK(a.classname == b.classname);
  CHECK(a.provider == b.provider);
  CHECK(a.name == b.name);
  CHECK(a.tags == b.tags);
  check_same(a.place, b.place);
  CHECK(a.documentation == b.documentation);
  CHECK(a.verdict == b.verdict);
  CHECK((a.reason.kind == b.reason.kind && a.reason.text == b.reason.text));
  REQUIRE(a.failures.size() == b.failures.size());
  for (std::size_t i = 0; i < a.failures.size(); ++i) check_same(a.failures[i], b.failures[i]);
  REQUIRE(a.warnings.size() == b.warnings.size());
  for (std::size_t i = 0; i < a.warnings.size(); ++i) check_same(a.warnings[i], b.warnings[i]);
  REQUIRE(a.error.has_value() == b.error.has_value());
  if (a.error) check_same(*a.error, *b.error);
  REQUIRE(a.retried.size() == b.retried.size());
  for (std::size_t i = 0; i < a.retried.size(); ++i) {
    check_same(a.retried[i].error, b.retried[i].error);
    CHECK(a.retried[i].duration == b.retried[i].duration);
  }
  REQUIRE(a.steps.size() == b.steps.size());
  for (std::size_t i = 0; i < a.steps.size(); ++i) {
    CHECK((a.steps[i].name == b.steps[i].name && a.steps[i].operation == b.steps[i].operation &&
           a.steps[i].kind == b.steps[i].kind));
    REQUIRE(a.steps[i].exchange.has_value() == b.steps[i].exchange.has_value());
    if (a.steps[i].exchange) check_same(*a.steps[i].exchange, *b.steps[i].exchange);
  }
  CHECK(a.checks == b.checks);
  CHECK(a.started_at == b.started_at);
  CHECK(a.duration == b.duration);
}

CaseResult planned_case(std::size_t index) {
  CaseResult one;
  one.index = index;
  one.classname = "shop.orders";
  one.name = "case " + std::to_string(index);
  return one;
}

std::string text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void put(const std::string& text) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

Run read() {
  base::SourceSet sources;
  auto run = read_journal(sources, path);
  if (!run) FAIL(base::render(run.diagnostics()));
  return *run;
}

// kind, place after the path, message
std::string refusal(const std::string& text) {
  put(text);
  base::SourceSet sources;
  const auto run = read_journal(sources, path);
  if (run) return "accepted";
  REQUIRE(run.diagnostics().size() == 1);
  const auto& diagnostic = run.diagnostics().front();
  const auto position = diagnostic.span.position();
  return diagnostic.kind + " " + std::to_string(position.line) + ":" + std::to_string(position.column) + " " +
         diagnostic.message;
}

const std::string begin_line =
    R"({"event":"run","format":1,"info":{},"cases":[{"index":0,"classname":"a.b","name":"n","verdict":"not-run"}]})"
    "\n";
const std::string end_line = R"({"event":"end","aborted":"","wall_ms":1})"
                             "\n";

}  // namespace

TEST_CASE("a run that is written and read back is the same") {
  Run run;
  run.info = rich_info();
  run.aborted = {AbortKind::Interrupted, "interrupted (SIGINT)"};
  run.wall_time = 812ms;
  {
    auto writer = JournalWriter::create(path);
    REQUIRE(writer);
    (*writer)->begin(run.info, {planned_case(0), planned_case(1), planned_case(2)});
    (*writer)->add(rich_case(2));
    (*writer)->add(rich_case(0));
    (*writer)->end(run);
    CHECK((*writer)->error().empty());
  }
  const Run back = read();
  CHECK(back.is_complete);
  CHECK(back.aborted.text == run.aborted.text);
  CHECK(back.wall_time == run.wall_time);
  CHECK(back.info.id == run.info.id);
  CHECK(back.info.target == run.info.target);
  CHECK(back.info.tool_version == run.info.tool_version);
  CHECK(back.info.hostname == run.info.hostname);
  CHECK(back.info.vcs_revision == run.info.vcs_revision);
  CHECK(back.info.command_line == run.info.command_line);
  CHECK(back.info.seed == run.info.seed);
  CHECK(back.info.started_at == run.info.started_at);
  REQUIRE(back.info.providers.size() == 2);
  CHECK(back.info.providers[0].name == "shop");
  CHECK(back.info.providers[0].base_url == "https://api.test");
  CHECK(back.info.providers[0].documents == std::vector<std::string>{"orders.md", "b.md"});
  CHECK(back.info.providers[0].schema_sha256 == "9f2c1b7de0a4");
  REQUIRE(back.cases.size() == 3);
  check_same(back.cases[0], rich_case(0));
  check_same(back.cases[1], planned_case(1));
  check_same(back.cases[2], rich_case(2));
}

TEST_CASE("each event is in the file as soon as it is recorded") {
  auto writer = JournalWriter::create(path);
  REQUIRE(writer);
  (*writer)->begin({}, {planned_case(0)});
  CHECK(text_of(path) ==
        "{\"event\":\"run\",\"format\":1,\"info\":{},\"cases\":[{\"index\":0,\"classname\":\"shop.orders\",\"name\":"
        "\"case 0\",\"verdict\":\"not-run\"}]}\n");
  const std::size_t before = text_of(path).size();
  (*writer)->add(planned_case(0));
  const std::string added = text_of(path).substr(before);
  CHECK(added ==
        "{\"event\":\"case\",\"result\":{\"index\":0,\"classname\":\"shop.orders\",\"name\":\"case "
        "0\",\"verdict\":\"not-run\"}}\n");
}

TEST_CASE("a journal cut at any byte after the plan is read as far as it goes") {
  {
    auto writer = JournalWriter::create(path);
    REQUIRE(writer);
    (*writer)->begin(rich_info(), {planned_case(0), planned_case(1)});
    (*writer)->add(rich_case(1));
    (*writer)->end({});
  }
  const std::string whole = text_of(path);
  const std::size_t plan_end = whole.find('\n');
  const std::size_t case_end = whole.find('\n', plan_end + 1);
  for (std::size_t size = plan_end; size < whole.size(); size += 7) {
    CAPTURE(size);
    put(whole.substr(0, size));
    const Run run = read();
    REQUIRE(run.cases.size() == 2);
    CHECK(run.cases[1].verdict == (size >= case_end ? Verdict::Failed : Verdict::NotRun));
    CHECK(run.is_complete == (size >= whole.size() - 1));
  }
}

TEST_CASE("what is malformed is refused with its place") {
  CHECK(refusal("") == "journal.no-run 0:0 the journal has no \"run\" event, so nothing was recorded");
  CHECK(refusal(begin_line + "{\"event\": }\n" + end_line).rfind("journal.json 2:11 not JSON: ", 0) == 0);
  CHECK(refusal("[]\n" + begin_line) == "journal.event 1:1 an event is an object");
  CHECK(refusal(end_line) == "journal.order 1:1 the first event of a journal is \"run\"");
  CHECK(refusal(begin_line + begin_line) == "journal.order 2:1 a second \"run\" event");
  CHECK(refusal(begin_line + end_line + end_line) == "journal.order 3:1 an event after the end of the run");
  CHECK(refusal(begin_line + "{\"event\":\"nap\"}\n") == "journal.event 2:1 unknown event \"nap\"");
  CHECK(refusal("{\"event\":\"run\",\"format\":2}\n") == "journal.format 1:1 only format 1 of a journal is known");
  CHECK(refusal(begin_line + "{\"event\":\"case\"}\n") == "journal.value 2:1 result is missing");
  CHECK(refusal(begin_line + "{\"event\":\"end\",\"wall_ms\":\"1\"}\n") ==
        "journal.value 2:1 aborted is a string, wall_ms a number");
  CHECK(refusal(begin_line + end_line) == "accepted");
}

TEST_CASE("a value of the wrong kind is named with its path") {
  const auto result = [](const std::string& members) {
    return refusal(begin_line + "{\"event\":\"case\",\"result\":{" + members + "}}\n");
  };
  const std::string known = R"("index":0,"classname":"a.b","name":"n","verdict":"passed",)";
  CHECK(result(R"("classname":"a.b","name":"n","verdict":"passed")") == "journal.value 2:1 index is missing");
  CHECK(result(R"("index":0,"classname":"a.b","name":"n","verdict":"green")") ==
        "journal.value 2:1 verdict is unknown: \"green\"");
  CHECK(result(R"("index":-1,"classname":"a.b","name":"n","verdict":"passed")") ==
        "journal.value 2:1 index is -1, out of range");
  CHECK(result(R"("index":7,"classname":"a.b","name":"n","verdict":"passed")") ==
        "journal.unknown-case 2:1 case 7 is not in the plan");
  CHECK(result(known + R"("steps":[{"exchange":{"status":"200"}}])") ==
        "journal.value 2:1 steps[0].exchange.status is a string, a number is expected");
  CHECK(result(known + R"("steps":[{},{"exchange":{"request_headers":[["a"]]}}])") ==
        "journal.value 2:1 steps[1].exchange.request_headers[0] is no pair of name and value");
  CHECK(result(known + R"("failures":{})") == "journal.value 2:1 failures is an object, an array is expected");
  CHECK(result(known + R"("failures":[null])") == "journal.value 2:1 failures[0] is null, an object is expected");
  CHECK(result(known + R"("failures":[{"place":{"line":4294967296}}])") ==
        "journal.value 2:1 failures[0].place.line is 4294967296, out of range");
  CHECK(result(known + R"("started_at":"yesterday")") ==
        "journal.value 2:1 started_at is no RFC 3339 time: \"yesterday\"");
  CHECK(result(known + R"("suite":{"base64":"?"})") == "journal.value 2:1 suite is no base64");
  CHECK(result(known + R"("tomorrow":{"any":1})") == "accepted");
}

TEST_CASE("two planned cases with one index are refused") {
  const std::string one = R"({"index":4,"classname":"a.b","name":"n","verdict":"not-run"})";
  CHECK(refusal("{\"event\":\"run\",\"format\":1,\"cases\":[" + one + "," + one + "]}\n") ==
        "journal.value 1:1 two cases have the index 4");
}

TEST_CASE("a missing file is said with its path") {
  base::SourceSet sources;
  const auto run = read_journal(sources, "no/such/journal.jsonl");
  REQUIRE_FALSE(run);
  CHECK(run.diagnostics().front().message.find("no/such/journal.jsonl") != std::string::npos);
}

TEST_CASE("a journal that cannot be created says why") {
  put("");
  const auto writer = JournalWriter::create(path + "/below-a-file.jsonl");
  REQUIRE_FALSE(writer);
  CHECK(writer.diagnostics().front().kind == "journal.create");
  CHECK(writer.diagnostics().front().message.find("below-a-file.jsonl: Not a directory") != std::string::npos);
}

TEST_CASE("a full disk is remembered") {
  if (!std::filesystem::exists("/dev/full")) return support::skip("there is no /dev/full");
  auto writer = JournalWriter::create("/dev/full");
  REQUIRE(writer);
  (*writer)->begin({}, {});
  CHECK((*writer)->error() == "cannot write the journal /dev/full: No space left on device");
}
