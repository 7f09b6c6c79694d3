// No secret survives a run, in no artefact and no form: a server on loopback sends 17 kinds of secrets back in every
// form of the table in docs/secrets.md, in bodies, headers and status lines, and encoders of the test's own look for
// them.
#include "command_line.h"

#include <concord/base/text.h>
#include <support/raw_client.h>
#include <support/raw_server.h>
#include <support/secret_encoders.h>

#include <algorithm>
#include <memory>

using namespace concord;
using cli::CommandLine;
using cli::contains;
using support::RawServer;
using support::SampleSecret;
using support::SecretEncoder;

namespace {

std::string name_of(std::size_t i) { return "SECRET_" + std::to_string(i); }

bool is_word(const std::string& text) {
  return text.size() <= 11 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
}

std::vector<std::string> forms_of(const SampleSecret& secret) {
  std::vector<std::string> forms;
  for (const SecretEncoder& form : support::secret_encoders()) {
    if (secret.value.size() < form.shortest || (is_word(secret.value) && !form.is_of_words)) continue;
    forms.push_back(form.encode(secret.value));
  }
  return forms;
}

std::string json_string(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += std::string("\\") + c;
    else if (c >= 0 && c < ' ') out += "\\u00" + base::hex_encode(std::string(1, c));
    else out += c;
  }
  return out + '"';
}

// As JSON where the form is text, else as it is; the number of the secret stands in the path.
std::string answer_to(const std::string& request) {
  const std::size_t at = request.find("number-");
  if (at == std::string::npos) return support::http_answer(400, "{}");
  const SampleSecret& secret = support::sample_secrets()[std::stoul(request.substr(at + 7))];
  const bool is_json = contains(request, "as-json");
  std::string body, headers = "Content-Type: application/json\r\nConnection: close\r\n";
  std::size_t number = 0;
  for (const std::string& form : forms_of(secret)) {
    const std::string key = "form_" + std::to_string(++number);
    const bool is_line = form.find_first_of(std::string("\r\n\0", 3)) == std::string::npos;
    if (is_line) headers += "X-" + key + ": " + form + "\r\n";
    if (!is_json) body += key + "=" + form + "\n";
    else if (base::is_utf8(form))
      body += (body.empty() ? "{" : ",\n") + json_string(key) + ": " + json_string(form) + ",\n" + json_string(form) +
              ": 1";
  }
  if (is_json) body += "}";
  return "HTTP/1.1 200 not " + secret.value + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers +
         "\r\n" + body;
}

std::string unescaped_html(std::string text) {
  for (const auto& [from, to] : {std::pair("&lt;", "<"),
                                 {"&gt;", ">"},
                                 {"&quot;", "\""},
                                 {"&#39;", "'"},
                                 {"&#x27;", "'"},
                                 {"&#10;", "\n"},
                                 {"&#13;", "\r"},
                                 {"&amp;", "&"}}) {
    text = base::replace_all(std::move(text), from, to);
  }
  return text;
}

std::string unescaped_json(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
    } else if (const char c = text[++i]; c == 'u') {
      // Of a file that is no JSON what follows may be anything.
      const std::string digits = text.substr(i + 1, 4);
      if (digits.size() < 4 || digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) continue;
      base::append_utf8(out, static_cast<char32_t>(std::stoul(digits, nullptr, 16)));
      i += 4;
    } else {
      out += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
    }
  }
  return out;
}

// Bodies that are no UTF-8 stand in reports as base64.
std::string long_base64_decoded(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::size_t end = i;
    while (end < text.size() &&
           (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || contains("+/=", std::string(1, text[end]))))
      ++end;
    if (end - i >= 200) out += base::base64_decode(std::string_view(text).substr(i, end - i)).value_or("");
    i = std::max(i, end);
  }
  return out;
}

std::map<std::string, std::string> artefacts(const CommandLine& line, const support::Ended& ended) {
  std::map<std::string, std::string> all{{"stdout", ended.out}, {"stderr", ended.err}};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(line.path("reports"))) {
    const std::string name = entry.path().lexically_relative(line.path("reports")).generic_string();
    if (entry.is_regular_file()) all[name] = base::read_file(entry.path()).value();
  }
  return all;
}

// A case for each secret and each of `ways`, whose request names both.
void write_project(const CommandLine& line, const std::vector<std::string>& ways) {
  std::string secrets, variables, profiles, cases;
  for (std::size_t i = 0; i < support::sample_secrets().size(); ++i) {
    const std::string number = std::to_string(i), name = name_of(i);
    secrets += name + "=" + support::sample_secrets()[i].value + "\n";
    variables += "  " + name + ": {secret: true}\n";
    profiles += "  p" + number + ": {type: basic, username: me, password: \"{{" + name + "}}\"}\n";
    for (const std::string& way : ways) {
      cases += "  - name: " + way + " " + number + "\n    request: {auth: p" + number +
               ", body: {type: link, external_user_id: \"number-" + number + " " + way + "\", note: \"{{" + name +
               "}}\"}}\n    expect: {status: 200, body: {$.form_1: x}}\n";
    }
  }
  line.write("secrets", secrets);
  line.write("own/provider.yaml",
             "provider: knot\ncontract: ../schemas/knot/openapi.yaml\nvariables:\n" + variables + "auth:\n" + profiles);
  line.write("own/a.suite.yaml", "suite: S\noperation: create-session\ncases:\n" + cases);
}

std::vector<std::string> run_with_all_reports(const std::string& url) {
  return {"run", "own", "-v", "--target", "sandbox", "--base-url", url, "--secrets-file", "secrets",
          "--report-json", "reports/report.json", "--report-har", "reports/run.har",
          "--report-markdown", "reports/report.md", "--report-junit", "reports/junit.xml",
          "--report-html", "reports/report.html", "--attachments", "reports/attachments",
          "--record", "reports/cassettes"};
}

// An answer that is wrong where a message quotes it.
std::string broken_answer_to(const std::string& request) {
  const std::size_t at = request.find("number-");
  if (at == std::string::npos) return "";
  const std::string secret = support::sample_secrets()[std::stoul(request.substr(at + 7))].value;
  const auto is = [&request](const char* way) { return contains(request, std::string(" ") + way + "\""); };
  if (is("status line")) return "HTTP/1.1 " + secret + "\r\n\r\n";
  if (is("length")) return "HTTP/1.1 200 OK\r\nContent-Length: " + secret + "\r\n\r\n{}";
  if (is("coding")) return support::http_answer(200, "{}", "Content-Encoding: " + secret + "\r\n");
  if (is("media type")) return support::http_answer(200, "{}", "Content-Type: " + secret + "\r\n");
  if (is("redirect")) return support::http_answer(302, "", "Location: http://127.0.0.1:1/" + secret + "\r\n");
  if (is("JSON")) return support::http_answer(200, "{\"a\": " + secret + "}", "Content-Type: application/json\r\n");
  return "";
}

void check_hidden(const std::map<std::string, std::string>& written, bool are_reports = true) {
  if (are_reports) CHECK(written.size() >= 8);
  for (const auto& [artefact, text] : written) {
    INFO(artefact);
    // What an exchange shows of itself may be named by that: in its cassette, and in the HAR of its case.
    const bool is_of_one_case = contains(artefact, "cassettes/") || contains(artefact, "attachments/");
    if (are_reports && !is_of_one_case) CHECK(contains(text, "SECRET_"));
    const std::string texts[] = {text, unescaped_html(text), unescaped_json(text), unescaped_json(unescaped_html(text)),
                                 long_base64_decoded(text)};
    for (const SampleSecret& secret : support::sample_secrets()) {
      for (const std::string& form : forms_of(secret)) {
        for (const std::string& one : texts) {
          const std::size_t at = one.find(form);
          INFO(artefact << ": " << secret.name << " as " << base::escape_line(form));
          if (at != std::string::npos) FAIL_CHECK(base::escape_line(one.substr(at > 60 ? at - 60 : 0, 200)));
        }
      }
    }
  }
}

}  // namespace

TEST_CASE("no secret survives in an artefact of a run") {
  RawServer server([](support::RawConnection& connection) {
    const std::string request = connection.read_request();
    if (!request.empty()) connection.send(answer_to(request));
  });
  const CommandLine line;
  write_project(line, {"as-json", "as-bytes"});
  const auto ended = line.start(run_with_all_reports(server.url())).wait();
  INFO(ended.err.substr(0, 2'000) << ended.out.substr(0, 2'000));
  REQUIRE(ended.exit_code == 4);
  CHECK(contains(ended.out, std::to_string(2 * support::sample_secrets().size()) + " failed"));
  check_hidden(artefacts(line, ended));
}

TEST_CASE("no secret survives in what is said of answers that cannot be read, nor in the process list") {
  std::string shown;
  std::unique_ptr<support::Process> process;
  RawServer server([&](support::RawConnection& connection) {
    const std::string request = connection.read_request();
    if (request.empty()) return;
    if (shown.empty()) shown = process->shown_to_all();
    connection.send(broken_answer_to(request));
  });
  const CommandLine line;
  write_project(line, {"status line", "length", "coding", "media type", "redirect", "JSON", "nothing"});
  auto arguments = run_with_all_reports(server.url());
  arguments.insert(arguments.end(), {"--jobs", "1"});
  process.reset(new support::Process(line.start(arguments)));
  const auto ended = process->wait();
  INFO(ended.err.substr(0, 2'000) << ended.out.substr(0, 2'000));
  CHECK(ended.exit_code == 4);
  CHECK(contains(shown, "--secrets-file"));
  check_hidden({{"the process list", shown}}, false);
  check_hidden(artefacts(line, ended));
}

TEST_CASE("user and password in a base URL are shown nowhere") {
  CommandLine line;
  const auto ended = line.run({"run", "suites/knot", "--target", "sandbox", "--base-url",
                               "http://someone:hunter22@127.0.0.1:9", "--report-json", "reports/report.json"},
                              {{"KNOT_CLIENT_ID", "a-client"}, {"KNOT_SECRET", "a-long-secret"}});
  CHECK(ended.exit_code == 2);
  CHECK(contains(ended.err,
                 "error: --base-url: \"http://***@127.0.0.1:9\" has a user or password in it, which is refused\n"
                 "  give credentials by auth: in provider.yaml\n"));
  for (const auto& [artefact, text] : artefacts(line, ended)) {
    INFO(artefact);
    CHECK_FALSE(contains(text, "hunter22"));
    CHECK_FALSE(contains(text, "someone"));
  }
}

TEST_CASE("a word for a proxy is a secret, whether it is a password or all that there is") {
  for (const auto& options : std::vector<std::vector<std::string>>{
           {"-x", "http://127.0.0.1:9", "-U", "word-for-the-proxy"},
           {"-x", "http://word-for-the-proxy@127.0.0.1:9"},
           {"-x", "http://127.0.0.1:9", "-U", "someone:word-for-the-proxy"}}) {
    CAPTURE(options.back());
    const CommandLine line;
    line.write("secrets", "KNOT_CLIENT_ID=a-client\nKNOT_SECRET=a-long-secret\n");
    std::vector<std::string> all{"run", "suites/knot", "-v", "--target", "sandbox", "--base-url", "http://api.test",
                                 "--secrets-file", "secrets", "--report-json", "reports/report.json"};
    all.insert(all.end(), options.begin(), options.end());
    const auto ended = line.start(all).wait();
    CHECK(ended.exit_code == 3);
    CHECK(contains(ended.err, "the process list shows the password of "));
    for (const auto& [artefact, text] : artefacts(line, ended)) {
      INFO(artefact);
      CHECK_FALSE(contains(text, "word-for-the-proxy"));
    }
  }
}

TEST_CASE("secrets that others can read, and those that cannot be hidden, are warned of") {
  CommandLine line;
  line.write("secrets", "KNOT_SECRET=abc\n");
  const auto ended = line.run({"run", "suites/knot", "--target", "sandbox", "--base-url", "http://127.0.0.1:9",
                               "--secret", "KNOT_CLIENT_ID=a-client", "--secrets-file", "secrets"});
  CHECK(contains(ended.err, "warning: the process list shows what --secret sets\n"
                            "  write NAME=value into a file for --secrets-file\n"));
  CHECK(contains(ended.err, "warning: KNOT_SECRET has fewer than 4 bytes, so reports cannot hide it\n"
                            "  only Basic credentials that are made of it are hidden\n"));
  CHECK_FALSE(contains(ended.err, "a-client"));
}

TEST_CASE("the mock does not print what a secrets file holds") {
  CommandLine line;
  line.write("secrets", "KNOT_SECRET=a-long-secret\n");
  auto mock = line.start({"mock", "-v", "--secrets-file", "secrets", "--variable", "KNOT_CLIENT_ID=a-client"});
  REQUIRE(mock.wait_for_output("Ctrl-C stops it"));
  const std::string said = mock.out_so_far();
  CHECK(contains(said, "  KNOT_CLIENT_ID=a-client\n  KNOT_SECRET=(as given, not shown)\n"));
  const auto port = static_cast<std::uint16_t>(std::stoul(said.substr(said.find("127.0.0.1:") + 10)));
  (void)support::exchange_raw(port, "GET /nowhere?key=a-long-secret HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  REQUIRE(mock.wait_for_output("/nowhere?key=[KNOT_SECRET]"));
  mock.signal(SIGTERM);
  CHECK_FALSE(contains(mock.wait().out, "a-long-secret"));
}
