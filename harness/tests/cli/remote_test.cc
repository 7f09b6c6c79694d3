// `concord derive` on documents that lead to the network: only when it is allowed, in bounded time and memory, TLS
// verified.
#include "command_line.h"

#include <support/document_server.h>
#include <support/raw_server.h>
#include <support/self_signed.h>

#include <netdb.h>
#include <unistd.h>

#include <atomic>

namespace remote_test {

using namespace concord;
using cli::CommandLine;
using cli::contains;
using support::DocumentServer;
using support::RawConnection;
using support::RawServer;

namespace {

std::string head(const std::string& title) { return "openapi: 3.1.0\ninfo: {title: " + title + ", version: '1'}\n"; }

// A document whose one answer is the schema behind `reference`.
std::string leading_to(const std::string& reference) {
  return head("Shop") + "paths:\n  /a:\n    get:\n      responses:\n        '200':\n          description: fine\n" +
         "          content: {application/json: {schema: {$ref: '" + reference + "'}}}\n";
}

struct Derived {
  support::Ended ended;
  std::string contract;
  std::string schema;
};

Derived derive(const std::string& text, std::vector<std::string> options,
               const std::map<std::string, std::string>& environment = {}) {
  const CommandLine line;
  line.write("shop.yaml", text);
  std::vector<std::string> arguments{"derive", "shop.yaml", "-o", "out"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const support::Ended ended = line.run(arguments, environment);
  return {ended, line.read("out/shop/openapi.yaml"), line.read("out/shop/get-a/response-200.schema.json")};
}

// Servers of tests are on loopback, which must be allowed by name.
const std::vector<std::string> allowing{"--allow-remote", "--allow-host", "127.0.0.1"};

Derived derive_remote(const std::string& reference) {
  Derived derived = derive(leading_to(reference), allowing);
  INFO(derived.ended.err);
  CHECK(derived.ended.exit_code == 0);
  return derived;
}

// What is said when the document behind the reference cannot be had, with the place of the reference.
template <class Server>
std::string mistake(const Server& server) {
  const Derived derived = derive(leading_to(server.url() + "/parts.yaml#/Item"), allowing);
  INFO(derived.ended.err);
  CHECK(derived.ended.exit_code == 2);
  CHECK(derived.contract.empty());
  CHECK(contains(derived.ended.err, " --> shop.yaml:9:55\n"));
  return derived.ended.err;
}

}  // namespace

TEST_CASE("nothing is fetched unless it is allowed") {
  RawServer server(RawServer::always(support::http_answer(200, "Item: {type: string}\n")));
  const std::string url = server.url() + "/parts.yaml#/Item";
  const Derived refused = derive(leading_to(url), {});
  CHECK(contains(refused.ended.err, "warning: $ref \"" + url + "\" is on the network"));
  CHECK(contains(refused.ended.err, "allow it with --allow-remote"));
  CHECK(server.connection_count() == 0);
}

TEST_CASE("what is allowed is fetched once, relative references with it, and the contract lists it") {
  DocumentServer server({{"/api/parts.yaml",
                          "Item: {type: object, properties: {next: {$ref: '#/Item'}, \n"
                          "  owner: {$ref: '../people/all.json#/Owner'}}}\n"},
                         {"/people/all.json", R"({"Owner": {"type": "string", "maxLength": 7}})"}});
  const Derived derived = derive_remote(server.url() + "/api/parts.yaml#/Item");
  CHECK_FALSE(contains(derived.ended.err, "warning"));
  CHECK(contains(derived.schema, "\"maxLength\": 7"));
  CHECK(contains(derived.contract, "name: " + server.url() + "/people/all.json"));
  CHECK(server.asked() == std::vector<std::string>{"GET /api/parts.yaml", "GET /people/all.json"});
}

TEST_CASE("documents that lead to each other are each fetched once") {
  DocumentServer server({{"/a.yaml", "A: {$ref: 'b.yaml#/B'}\nC: {type: integer, minimum: 3}\n"},
                         {"/b.yaml", "B: {anyOf: [{$ref: 'a.yaml#/C'}, {items: {$ref: 'a.yaml#/A'}}]}\n"}});
  const Derived derived = derive_remote(server.url() + "/a.yaml#/A");
  CHECK(contains(derived.schema, "\"minimum\": 3"));
  CHECK(server.asked().size() == 2);
  DocumentServer circle({{"/a.yaml", "A: {$ref: 'b.yaml#/B'}\n"}, {"/b.yaml", "B: {$ref: 'a.yaml#/A'}\n"}});
  derive_remote(circle.url() + "/a.yaml#/A");
  CHECK(circle.asked().size() == 2);
}

TEST_CASE("an answer that is no document is told with its URL") {
  DocumentServer gone({});
  CHECK(contains(mistake(gone), "error: " + gone.url() + "/parts.yaml answered with status 404"));
  RawServer moved(RawServer::always(support::http_answer(302, "", "Location: /other.yaml\r\n")));
  const std::string redirected = mistake(moved);
  CHECK(contains(redirected, moved.url() + "/parts.yaml answered with status 302"));
  CHECK(contains(redirected, "redirects are not followed: name the place it leads to"));
  CHECK(moved.requests().size() == 1);
  RawServer torn([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nItem:");
  });
  CHECK(contains(mistake(torn), "of 500 bytes of the body"));
}

TEST_CASE("what is too large is cut off") {
  std::atomic<std::uint64_t> sent = 0;
  RawServer server([&](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\n\r\n");
    sent = connection.send_endlessly(std::string(1u << 16, '#'), 1u << 30);
  });
  CHECK(contains(mistake(server), "the response body is larger than 67108864 bytes"));
  CHECK(sent < (128u << 20));
}

TEST_CASE("an answer that never ends is given up, and so are all that follow") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
    while (connection.send("#")) connection.wait(std::chrono::milliseconds(100));
  });
  const std::string text = leading_to(server.url() + "/a.yaml#/A") + "          headers: {X-A: {schema: {$ref: '" +
                           server.url() + "/b.yaml#/B'}}}\n";
  const Derived derived = derive(text, {"--allow-remote", "--allow-host", "127.0.0.1", "--max-time", "0.5"});
  CHECK(derived.ended.exit_code == 2);
  CHECK(contains(derived.ended.err, server.url() + "/b.yaml: only "));
  CHECK(contains(derived.ended.err, server.url() + "/a.yaml: fetching took the 0.5 s it may take"));
  CHECK(contains(derived.ended.err, "allow more with --max-time"));
  CHECK(server.requests().size() == 1);
}

TEST_CASE("a certificate that nobody vouches for is refused") {
  const support::SelfSigned self_signed;
  http::ServerOptions options;
  options.tls = http::ServerTls{self_signed.certificate_file(), self_signed.key_file()};
  DocumentServer server({{"/parts.yaml", "Item: {type: string}\n"}}, options);
  CHECK(contains(mistake(server), "self-signed certificate"));
  CHECK(server.asked().empty());
}

TEST_CASE("other hosts are asked through the proxy of the environment") {
  RawServer proxy(RawServer::always(support::http_answer(200, "Item: {type: string, maxLength: 9}\n")));
  const Derived derived = derive(leading_to("http://specs.shop.test/parts.yaml#/Item"), {"--allow-remote"},
                                 {{"http_proxy", proxy.url()}});
  CHECK(contains(derived.schema, "\"maxLength\": 9"));
  REQUIRE(proxy.requests().size() == 1);
  CHECK(proxy.requests()[0].starts_with("GET http://specs.shop.test/parts.yaml HTTP/1.1\r\n"));
}

TEST_CASE("a document from the network leads to no file of this machine") {
  RawServer server(RawServer::always(support::http_answer(200, "Item: {$ref: 'file:///etc/passwd'}\n")));
  const Derived derived = derive(leading_to(server.url() + "/parts.yaml#/Item"), allowing);
  CHECK(contains(derived.ended.err, "$ref \"file:///etc/passwd\" leads from the network to this machine"));
}

namespace {

struct Spelled {
  std::string host;
  std::string why;
};
const std::vector<Spelled> inner_hosts{
    {"127.0.0.1", "127.0.0.1 is an address of this machine"},
    {"127.1", "127.1 is 127.0.0.1, an address of this machine"},
    {"2130706433", "2130706433 is 127.0.0.1, an address of this machine"},
    {"0x7f000001", "0x7f000001 is 127.0.0.1, an address of this machine"},
    {"0177.0.0.1", "0177.0.0.1 is 127.0.0.1, an address of this machine"},
    {"0", "0 is 0.0.0.0, an address of this machine"},
    {"[::1]", "::1 is an address of this machine"},
    {"[0:0:0:0:0:0:0:1]", "0:0:0:0:0:0:0:1 is ::1, an address of this machine"},
    {"[::ffff:127.0.0.1]", "::ffff:127.0.0.1 is an address of this machine"},
    {"[::ffff:7f00:1]", "::ffff:7f00:1 is ::ffff:127.0.0.1, an address of this machine"},
    {"localhost", "localhost is 127.0.0.1, an address of this machine"},
    {"localhost.", "localhost. is 127.0.0.1, an address of this machine"},
    {"169.254.169.254", "169.254.169.254 is an address of this link, where clouds answer with credentials"},
    {"[fe80::1]", "fe80::1 is an address of this link, where clouds answer with credentials"},
    {"10.1.2.3", "10.1.2.3 is an address of a private network"},
    {"[fd00:ec2::254]", "fd00:ec2::254 is an address of a private network"},
    {"224.0.0.1", "224.0.0.1 is no address of the public network"},
};

}  // namespace

TEST_CASE("this machine and its networks are reached in no spelling") {
  RawServer server(RawServer::always(support::http_answer(200, "Item: {type: string}\n")));
  for (const Spelled& one : inner_hosts) {
    CAPTURE(one.host);
    const std::string url = "http://" + one.host + ":" + std::to_string(server.port()) + "/parts.yaml";
    const Derived derived = derive(leading_to(url + "#/Item"), {"--allow-remote"});
    CHECK(contains(derived.ended.err, "error: " + url + ": " + one.why + "\n"));
    CHECK(contains(derived.ended.err, "allow it with --allow-host " + one.why.substr(0, one.why.find(' '))));
    CHECK(derived.ended.exit_code == 2);
    CHECK(derived.contract.empty());
  }
  CHECK(server.connection_count() == 0);
}

TEST_CASE("nor through a document of another host, or a proxy") {
  RawServer inner(RawServer::always(support::http_answer(200, "Item: {type: string}\n")));
  for (const Spelled& one : inner_hosts) {
    CAPTURE(one.host);
    const std::string url = "http://" + one.host + ":" + std::to_string(inner.port()) + "/secret.yaml";
    RawServer proxy(RawServer::always(support::http_answer(200, "Item: {$ref: '" + url + "#/Item'}\n")));
    for (const std::string bypassed : {"", "127.0.0.1,localhost"}) {
      const Derived derived = derive(leading_to("http://specs.shop.test/parts.yaml#/Item"), {"--allow-remote"},
                                     {{"http_proxy", proxy.url()}, {"no_proxy", bypassed}});
      CHECK(contains(derived.ended.err, "error: " + url + ": " + one.why + "\n"));
    }
    CHECK(proxy.connection_count() == 2);
  }
  CHECK(inner.connection_count() == 0);
}

TEST_CASE("the address that a name leads to counts") {
  char name[256] = "";
  REQUIRE(::gethostname(name, sizeof name - 1) == 0);
  addrinfo* found = nullptr;
  const bool is_known = ::getaddrinfo(name, nullptr, nullptr, &found) == 0;
  if (found) ::freeaddrinfo(found);
  if (!is_known) return;  // a machine that does not know its own name
  RawServer server(RawServer::always(support::http_answer(200, "Item: {type: string}\n")));
  const std::string url = "http://" + std::string(name) + ":" + std::to_string(server.port()) + "/parts.yaml";
  const Derived refused = derive(leading_to(url + "#/Item"), {"--allow-remote"});
  CHECK(contains(refused.ended.err, "error: " + url + ": " + name + " is "));
  CHECK(contains(refused.ended.err, "allow it with --allow-host " + std::string(name)));
  CHECK(server.connection_count() == 0);
}

TEST_CASE("a host is allowed as it is spelled, and no other with it") {
  RawServer server(RawServer::always(support::http_answer(200, "Item: {type: string, maxLength: 9}\n")));
  const std::string port = std::to_string(server.port());
  const auto derived = [&](const std::string& host, const std::string& allowed) {
    return derive(leading_to("http://" + host + ":" + port + "/parts.yaml#/Item"),
                  {"--allow-remote", "--allow-host", allowed});
  };
  CHECK(contains(derived("localhost", "LocalHost").schema, "\"maxLength\": 9"));
  CHECK(contains(derived("2130706433", "2130706433").schema, "\"maxLength\": 9"));
  CHECK(contains(derived("127.0.0.1", "localhost").ended.err, "127.0.0.1 is an address of this machine"));
  CHECK(server.connection_count() == 2);
}

TEST_CASE("a credential in a reference is neither sent nor printed") {
  RawServer server(RawServer::always(support::http_answer(404, "")));
  std::string url = server.url();
  url.replace(0, 7, "http://someone:made-up-word@");
  const Derived derived = derive_remote(url + "/parts.yaml#/Item");
  CHECK(contains(derived.ended.err, "holds a credential"));
  CHECK_FALSE(contains(derived.ended.err, "made-up-word"));
  CHECK(server.connection_count() == 0);
}

}  // namespace remote_test
