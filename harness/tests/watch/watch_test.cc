// Pages fetched from a real server, and what is said when they change.
#include <concord/base/digest.h>
#include <concord/base/text.h>
#include <concord/http/server.h>
#include <concord/suite/watched_provider.h>
#include <concord/watch.h>

#include <support/document_folder.h>

#include <atomic>
#include <filesystem>
#include <mutex>

using namespace concord;
using namespace concord::watch;

namespace {

std::string page_of(const std::string& required, const std::string& state) {
  return "openapi: 3.0.3\ninfo: {title: Shop, version: '1'}\npaths:\n  /orders:\n    post:\n      operationId: create\n"
         "      requestBody:\n        required: true\n        content:\n          application/json:\n            "
         "schema:\n"
         "              type: object\n              required: [" +
         required +
         "]\n              properties:\n"
         "                item: {type: string}\n                country: {type: string}\n      responses:\n"
         "        '200':\n          description: made\n          content:\n            application/json:\n"
         "              schema:\n                type: object\n                properties:\n"
         "                  state: {type: string, enum: [" +
         state + "], example: open}\n";
}

// What the site has for the page, with ETags as a good server has them.
class Site {
 public:
  Site() {
    http::ServerHandlers handlers;
    handlers.handle = [this](const http::ParsedRequest& request) { return answer(request); };
    server_ = http::Server::start(std::move(handlers)).value();
  }
  void set(std::string text, std::string type = "application/yaml") {
    const std::scoped_lock lock(mutex_);
    text_ = std::move(text), type_ = std::move(type);
  }
  void lead_to(std::string other) { other_ = std::move(other); }
  std::string url(const std::string& path = "/orders.yaml") const { return server_->base_url() + path; }
  std::atomic<int> unmodified{0};

 private:
  http::Reply answer(const http::ParsedRequest& request) {
    const std::scoped_lock lock(mutex_);
    if (request.target == "/moved") return {301, {{"Location", "/orders.yaml"}}, ""};
    if (request.target == "/away") return {302, {{"Location", "http://169.254.169.254/latest/meta-data"}}, ""};
    if (request.target == "/far") return {302, {{"Location", "https://docs.other.test/a.yaml"}}, ""};
    if (request.target == "/port") return {302, {{"Location", other_}}, ""};
    if (request.target == "/round") return {302, {{"Location", "/round"}}, ""};
    if (request.target != "/orders.yaml") return {404, {}, ""};
    const std::string etag = '"' + base::sha256_hex(text_).substr(0, 8) + '"';
    const std::string* known = http::find_header(request.headers, "If-None-Match");
    if (known != nullptr && *known == etag) return ++unmodified, http::Reply{304, {{"ETag", etag}}, ""};
    return {200, {{"Content-Type", type_}, {"ETag", etag}}, text_};
  }

  std::mutex mutex_;
  std::string text_, type_ = "application/yaml", other_;
  std::unique_ptr<http::Server> server_;
};

// A project whose contract was derived from the page.
class Project {
 public:
  explicit Project(const std::string& url, const std::string& overlay = "")
      : files_("watch",
               {{"suites/shop/provider.yaml",
                 "provider: shop\ndocuments: [{url: \"" + url + "\", as: shop-create.yaml}]\n"},
                {"suites/shop/create.suite.yaml",
                 "suite: Create\noperation: shop/create\ncases:\n  - name: made\n    request: {body: {item: pen}}\n"
                 "  - name: made with {{item}}\n    request: {body: {item: \"{{item}}\"}}\n"
                 "    each: {item: [pen, ink]}\n"
                 "  - name: refused\n    request: {body: {}}\n    expect: {status: 4xx}\n"},
                {"pages/shop-create.yaml", page_of("item", "open, paid")},
                {"schemas/shop/openapi.yaml", page_of("item", "open, paid")}}) {
    if (!overlay.empty())
      REQUIRE(base::write_file_atomically(files_.path("schemas/shop/overlay.yaml"), overlay).empty());
  }

  base::Diagnostics load() {
    auto provider = suite::load_provider(sources, files_.path("suites/shop/provider.yaml"));
    return provider ? base::Diagnostics{} : provider.diagnostics();
  }
  WatchResult watch(bool with_problems = false) {
    auto provider = suite::load_watched_provider(sources, files_.path("suites/shop/provider.yaml"));
    if (!provider) FAIL(base::render(provider.diagnostics()));
    provider_ = std::make_unique<suite::Provider>(std::move(provider).value());
    auto pages = folder.fetch(*provider_, make_fetch("test"), base::system_clock().now());
    WatchResult result = compare(sources, *provider_, folder, std::move(pages), files_.path("suites/shop"));
    if (!with_problems && !result.problems.empty()) FAIL(base::render(result.problems));
    return result;
  }
  std::string read(const std::string& path) { return base::read_file(files_.path(path)).value(); }
  void write(const std::string& path, const std::string& text) {
    REQUIRE(base::write_file_atomically(files_.path(path), text).empty());
  }
  std::string path(const std::string& file) const { return files_.path(file); }
  // As concord init has it: the contract is the document, and no page was ever fetched.
  void use_document(const std::string& url, const std::string& text, const std::string& file = "shop.yaml",
                    const std::string& as = "shop.yaml") {
    std::filesystem::remove_all(files_.path("schemas"));
    std::filesystem::remove_all(files_.path("pages"));
    write(file, text);
    write("suites/shop/provider.yaml", "provider: shop\ncontract: \"../../" + file + "\"\ndocuments: [{url: \"" + url +
                                           "\", as: " + as + "}]\n");
  }

 private:
  support::DocumentFolder files_;
  std::unique_ptr<suite::Provider> provider_;

 public:
  base::SourceSet sources;
  PageFolder folder{files_.path("pages")};
};

std::string why(const WatchResult& result) {
  REQUIRE(result.pages.size() == 1);
  REQUIRE(result.pages.front().state == PageState::Failed);
  return result.pages.front().problems.front().message;
}

}  // namespace

TEST_CASE("a page that is as it was says nothing, and is not fetched twice") {
  Site site;
  site.set(page_of("item", "open, paid"));
  Project project(site.url());
  for (int i = 0; i < 2; ++i) {
    const WatchResult result = project.watch();
    REQUIRE(result.pages.size() == 1);
    CHECK(result.pages.front().state == PageState::Same);
    CHECK_FALSE(result.has_changed());
    CHECK_FALSE(result.breaks());
    CHECK(result.problems.empty());
  }
  CHECK(site.unmodified == 1);
}

TEST_CASE("a member that is required now breaks clients and the suites that lack it") {
  Site site;
  site.set(page_of("item, country", "open, paid"));
  Project project(site.url());
  const WatchResult result = project.watch();
  CHECK(result.breaks());
  REQUIRE(result.changes.findings.size() == 1);
  CHECK(result.changes.findings.front().rule == "request-property-became-required");
  REQUIRE(result.broken.size() == 1);  // one cause, three steps; the case that wants a refusal is none of them
  CHECK(result.broken.front().cases == 3);
  CHECK(result.broken.front().name == "made");
  CHECK(result.broken.front().message == R"(/body/country: "country" is missing)");
  CHECK(result.broken.front().place.ends_with("create.suite.yaml:4:5"));
  CHECK(result.contradictions.findings.empty());
}

TEST_CASE("a change that breaks nobody is said, and is no breach") {
  Site site;
  site.set(page_of("item", "open, paid, lost"));
  Project project(site.url());
  const WatchResult result = project.watch();
  CHECK(result.has_changed());
  REQUIRE_FALSE(result.changes.findings.empty());
  CHECK(result.broken.empty());
}

TEST_CASE("what the page contradicts newly is said, what it contradicted before is not") {
  Site site;
  site.set(page_of("item", "paid"));  // its example says open
  Project project(site.url());
  const WatchResult result = project.watch();
  REQUIRE(result.contradictions.findings.size() == 1);
  CHECK(result.contradictions.findings.front().message.find("open") != std::string::npos);
}

TEST_CASE("decisions that match nothing, or change nothing any more") {
  const std::string overlay =
      "overlay: 1.0.0\ninfo: {title: Decisions, version: 1.0.0}\nactions:\n"
      "  - x-concord-id: SHOP-1\n    x-reason: The list lacks it.\n"
      "    target: $.paths['/orders'].post.requestBody.content['application/json'].schema.properties.item\n"
      "    update: {type: string}\n"
      "  - x-concord-id: SHOP-2\n    x-reason: It is said so.\n    target: $.paths['/baskets'].post\n"
      "    update: {summary: none}\n";
  Site site;
  site.set(page_of("item", "open, paid, lost"));
  Project project(site.url(), overlay);
  const WatchResult result = project.watch();
  REQUIRE(result.overlay_misses.size() == 1);
  CHECK(result.overlay_misses.front().span.position().line == 10);
  REQUIRE(result.overlay_needless.size() == 1);
  CHECK(result.breaks());
  CHECK(result.files.empty());
  CHECK(update(project.folder, result).empty());
  CHECK(project.read("pages/shop-create.yaml") == page_of("item", "open, paid"));  // nothing half
}

TEST_CASE("an update writes the page and the contract") {
  Site site;
  site.set(page_of("item", "open, paid, lost"));
  Project project(site.url());
  const WatchResult result = project.watch();
  REQUIRE_FALSE(result.files.empty());
  CHECK(project.read("pages/shop-create.yaml") == page_of("item", "open, paid"));
  CHECK(update(project.folder, result).empty());
  CHECK(project.read("pages/shop-create.yaml") == page_of("item", "open, paid, lost"));
  CHECK(project.read("schemas/shop/openapi.yaml").find("lost") != std::string::npos);
  CHECK_FALSE(project.watch().has_changed());
  CHECK(std::filesystem::exists(project.path("pages/.editions/shop-create.yaml")));
}

TEST_CASE("a contract that is a document itself gets the new edition, and no tree is derived beside it") {
  Site site;
  site.set(page_of("item", "open, paid"));
  Project project(site.url());
  project.use_document(site.url(), page_of("item", "open, paid"));
  const WatchResult first = project.watch();
  CHECK(first.pages.front().state == PageState::New);
  CHECK(first.is_made_of_these);
  site.set(page_of("item, country", "open, paid"));
  const WatchResult result = project.watch();
  CHECK(result.breaks());
  CHECK_FALSE(result.is_made_of_these);
  CHECK(result.broken.size() == 1);
  CHECK(result.document == project.path("shop.yaml"));
  CHECK(update(project.folder, result).empty());
  CHECK(project.read("shop.yaml") == page_of("item, country", "open, paid"));
  CHECK(project.read("pages/shop.yaml") == page_of("item, country", "open, paid"));
  CHECK_FALSE(std::filesystem::exists(project.path("shop")));
  CHECK_FALSE(project.watch().has_changed());
  // While runs judge by an earlier edition the page is another, whatever is committed of it.
  project.write("shop.yaml", page_of("item", "open, paid"));
  CHECK(project.watch().breaks());
}

TEST_CASE("a document that is not of the page's format, or that somebody changed, is not written") {
  const auto why_not = [](Project& project) {
    const WatchResult result = project.watch();
    CHECK(result.files.empty());
    const base::Diagnostics problems = update(project.folder, result);
    REQUIRE(problems.size() == 1);
    CHECK_FALSE(std::filesystem::exists(project.path("schemas")));
    const std::string& message = problems.front().message;
    return message.substr(message.rfind("the contract, "));
  };
  Site site;
  site.set(page_of("item, country", "open, paid"));
  Project json(site.url());
  json.use_document(site.url(),
                    R"({"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}, "paths": {"/orders": {"post": )"
                    R"({"operationId": "create", "responses": {"200": {"description": "made"}}}}}})",
                    "shop.json");
  CHECK(why_not(json) == "the contract, is JSON, and the page is YAML");
  Project changed(site.url());
  changed.use_document(site.url(), page_of("item", "open, paid, ours"));
  changed.write("pages/shop.yaml", page_of("item", "open, paid"));
  CHECK(why_not(changed) ==
        R"(the contract, is no edition of "shop.yaml": what somebody changed there would be lost)");
  CHECK(changed.read("pages/shop.yaml") == page_of("item", "open, paid"));  // neither is written
  Project markdown(site.url());
  markdown.use_document(site.url(), page_of("item", "open, paid"), "shop.yaml", "shop-create.md");
  site.set("# Create\n\n```yaml openapi\n" + page_of("item, country", "open, paid") + "```\n", "text/markdown");
  CHECK(why_not(markdown) == R"(the contract, is a document of OpenAPI, which "shop-create.md" is not)");
}

TEST_CASE("a contract that was derived into a folder of another name is written there") {
  Site site;
  site.set(page_of("item", "open, paid, lost"));
  Project project(site.url());
  CHECK(update(project.folder, project.watch()).empty());  // derives it
  std::filesystem::remove(project.path("suites/shop/create.suite.yaml"));
  std::filesystem::rename(project.path("schemas/shop"), project.path("schemas/shop-v2"));
  project.write("suites/shop/provider.yaml", "provider: shop\ncontract: ../../schemas/shop-v2/openapi.yaml\n"
                                             "documents: [{url: \"" + site.url() + "\", as: shop-create.yaml}]\n");
  site.set(page_of("item", "open, paid, found"));
  CHECK(update(project.folder, project.watch()).empty());
  CHECK(project.read("schemas/shop-v2/openapi.yaml").find("found") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(project.path("schemas/shop")));
}

TEST_CASE("a change is cited in a file that has the line") {
  Site site;
  site.set("# A comment more\n" + page_of("item, country", "open, paid"));
  Project project(site.url());
  const WatchResult result = project.watch();
  REQUIRE(result.changes.findings.size() == 1);
  const finding::Place& place = result.changes.findings.front().place;
  CHECK(place.file == result.pages.front().edition);
  const base::Source cited("", base::read_file(place.file).value());
  CHECK(cited.line(place.line).substr(place.column - 1).starts_with("country]"));
}

TEST_CASE("redirects are followed, but not in a circle") {
  Site site;
  site.set(page_of("item", "open, paid"));
  CHECK(Project(site.url("/moved")).watch().pages.front().state == PageState::Same);
  CHECK(why(Project(site.url("/round")).watch()).ends_with(": more than 5 redirects"));
  CHECK(why(Project(site.url("/nothing")).watch()).ends_with(": status 404 Not Found"));
  CHECK(why(Project("http://127.0.0.1:9/a").watch()).find("127.0.0.1") != std::string::npos);
}

TEST_CASE("a page of HTML is refused with where to look") {
  Site site;
  Project project(site.url());
  site.set("<!DOCTYPE html>\n<html></html>", "text/plain");
  CHECK(why(project.watch()).ends_with(": this is a page of HTML, which is not read"));
  site.set("x", "text/html; charset=utf-8");
  const WatchResult result = project.watch();
  CHECK(why(result).ends_with(": this is a page of HTML, which is not read"));
  CHECK(result.pages.front().problems.front().hint.starts_with("many sites list pages in http://127.0.0.1:"));
  site.set("", "text/plain");
  CHECK(why(project.watch()).ends_with(": the page is empty"));
  site.set("\xFF\xFE", "text/plain");
  CHECK(why(project.watch()).ends_with(": this is no text in UTF-8"));
}

TEST_CASE("a redirect to another host is followed where somebody named that host") {
  Site site, other;
  site.set(page_of("item", "open, paid"));
  other.set(page_of("item", "open, paid"));
  const std::string why_away = why(Project(site.url("/away")).watch());
  CHECK(why_away.ends_with(": it leads to another host, http://169.254.169.254/latest/meta-data: 169.254.169.254 is "
                           "an address of this link, where clouds answer with credentials"));
  CHECK(why(Project(site.url("/far")).watch()).ends_with(": it leads to another host, https://docs.other.test/a.yaml"));
  site.lead_to(other.url());
  const WatchResult result = Project(site.url("/port")).watch();
  CHECK(result.pages.front().state == PageState::Same);
  REQUIRE(result.pages.front().problems.size() == 1);
  CHECK(result.pages.front().problems.front().message.ends_with("another port of that host"));
  const Fetch fetch = make_fetch("test", {other.url()});
  site.lead_to(base::replace_all(other.url(), "127.0.0.1", "localhost"));
  CHECK(fetch(site.url("/port"), "", "").failure.find("localhost is 127.0.0.1, an address of this machine") !=
        std::string::npos);
  const Fetch named = make_fetch("test", {base::replace_all(other.url(), "127.0.0.1", "localhost")});
  CHECK(named(site.url("/port"), "", "").failure.empty());
}

TEST_CASE("names that no page of the provider can have are refused at their place") {
  const auto refused = [](const std::string& name) {
    Project project("http://docs.test/a");
    project.write("suites/shop/provider.yaml", "provider: shop\ndocuments: [{url: \"http://docs.test/a\", as: " + name +
                                                   "}]\n");
    const base::Diagnostics problems = project.load();
    if (problems.empty()) return std::string();
    CHECK(problems.front().span.position().line == 2);
    return problems.front().message;
  };
  CHECK(refused("shop-create.md").empty());
  CHECK(refused("shop.yaml").empty());
  CHECK(refused(R"("")").starts_with("as is empty"));
  CHECK(refused(R"("shop-a\u0007.md")") == "as has control characters in it");
  CHECK(refused("../a.md") == "as is the name of a file in pages/, not a path");
  CHECK(refused("-rf.md") == "as begins with -, so that commands would take it for an option");
  CHECK(refused("editions.json") == "as is the name of the file that remembers the editions");
  CHECK(refused("shop-" + std::string(300, 'a')) == "as is longer than 200 bytes");
  CHECK(refused("bank-create.md") ==
        R"(as does not begin with "shop": the page would be derived under another provider)");
  CHECK(refused("shopping.md").starts_with("as does not begin with"));
}

TEST_CASE("nothing is written through links, and nothing of the contract where a page cannot be written") {
  Site site;
  site.set(page_of("item", "open, paid, lost"));
  Project project(site.url());
  const std::string contract = project.read("schemas/shop/openapi.yaml");
  const WatchResult result = project.watch();
  project.write("secret", "kept");
  std::filesystem::remove(project.path("pages/shop-create.yaml"));
  std::filesystem::create_symlink(project.path("secret"), project.path("pages/shop-create.yaml"));
  const base::Diagnostics problems = update(project.folder, result);
  REQUIRE(problems.size() == 1);
  CHECK(problems.front().message.ends_with("shop-create.yaml\" is a link: nothing is written through it"));
  CHECK(project.read("secret") == "kept");
  CHECK(project.read("schemas/shop/openapi.yaml") == contract);
  CHECK(why(project.watch()).ends_with("is a link: nothing is written through it"));
  std::filesystem::remove(project.path("pages/shop-create.yaml"));
  std::filesystem::create_directory(project.path("pages/shop-create.yaml"));
  CHECK(update(project.folder, result).size() == 1);
  CHECK(project.read("schemas/shop/openapi.yaml") == contract);
}

TEST_CASE("editions are not kept behind a link") {
  Site site;
  site.set(page_of("item", "open, paid"));
  Project project(site.url());
  std::filesystem::create_directory(project.path("elsewhere"));
  std::filesystem::create_directory_symlink(project.path("elsewhere"), project.path("pages/.editions"));
  CHECK(why(project.watch()).ends_with(".editions\" is a link: nothing is written through it"));
  CHECK(std::filesystem::is_empty(project.path("elsewhere")));
}

TEST_CASE("a provider that has no contract yet gets one, and one without suites is compared") {
  Site site;
  site.set(page_of("item", "open, paid"));
  Project fresh(site.url());
  std::filesystem::remove_all(fresh.path("schemas"));
  std::filesystem::remove(fresh.path("pages/shop-create.yaml"));
  std::filesystem::remove(fresh.path("suites/shop/create.suite.yaml"));
  const WatchResult first = fresh.watch();
  CHECK(first.is_first);
  CHECK(first.pages.front().state == PageState::New);
  CHECK_FALSE(first.breaks());
  CHECK(update(fresh.folder, first).empty());
  CHECK(fresh.read("schemas/shop/openapi.yaml").find("paid") != std::string::npos);
  site.set(page_of("item, country", "open, paid"));
  const WatchResult second = fresh.watch();
  CHECK_FALSE(second.is_first);
  CHECK(second.breaks());
  CHECK(update(fresh.folder, second).empty());
}

TEST_CASE("a mistake in the overlay is told on every night") {
  Site site;
  site.set(page_of("item", "open, paid"));
  Project project(site.url(), "actions: [\n");
  CHECK_FALSE(project.watch(true).problems.empty());
}

TEST_CASE("a text that no importer knows is no page") {
  Site site;
  site.set("Come back tomorrow.\n", "text/plain");
  CHECK(why(Project(site.url()).watch())
            .ends_with(": this is no OpenAPI document and no page that an importer knows"));
}

TEST_CASE("a suite whose operation is gone is told") {
  Site site;
  site.set(base::replace_all(page_of("item", "open, paid"), "operationId: create", "operationId: place"));
  Project project(site.url());
  project.write("schemas/shop/openapi.yaml",
                base::replace_all(page_of("item", "open, paid"), "operationId: create", "operationId: create\n      "
                                                                                        "x-concord-operation: create"));
  // Two operations: the name of the page names none of them.
  std::string two = base::replace_all(page_of("item", "open, paid"), "operationId: create", "operationId: place");
  two += "  /other:\n    get: {operationId: other, responses: {'200': {description: none}}}\n";
  site.set(two);
  const WatchResult result = project.watch();
  REQUIRE(result.broken.size() == 1);
  CHECK(result.broken.front().message == "there is no such operation any more");
  CHECK(result.broken.front().operation == "shop/create");
  CHECK(result.breaks());
}

TEST_CASE("a suite whose operation has another path is told") {
  Site site;
  site.set(base::replace_all(page_of("item", "open, paid"), "/orders", "/v2/orders"));
  Project project(site.url());
  const WatchResult result = project.watch();
  REQUIRE(result.broken.size() == 1);
  CHECK(result.broken.front().message == "it is POST /v2/orders now, not POST /orders");
}
