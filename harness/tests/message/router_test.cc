#include <concord/base/text.h>
#include <concord/message/router.h>

#include <support/catch.h>

namespace concord::message {

namespace {

class Routes {
 public:
  explicit Routes(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) add(line);
  }
  std::optional<std::size_t> add(const std::string& line) {
    const std::size_t blank = line.find(' ');
    lines_.push_back(line);
    return router_.add(line.substr(0, blank), *PathTemplate::parse(line.substr(blank + 1)), lines_.size() - 1);
  }
  std::string find(std::string_view method, std::string_view path) const {
    const auto found = router_.find(method, path);
    if (!found.target) return found.methods.empty() ? "nothing" : "only " + base::join(found.methods, ", ");
    std::string text = lines_[*found.target];
    for (const auto& [name, value] : found.values) text += ' ' + name + '=' + value;
    return text;
  }

 private:
  Router router_;
  std::vector<std::string> lines_;
};

}  // namespace

TEST_CASE("the most specific path wins, whatever the order") {
  std::vector<std::string> lines{
      "GET /users/{id}",  "GET /users/me",        "GET /users/{id}.json", "GET /users/{a}-{b}",
      "GET /{any}/{one}", "POST /users/{userId}", "GET /{any}/me",        "PUT /x"};
  for (int turn = 0; turn < 2; ++turn) {
    const Routes routes(lines);
    CHECK(routes.find("GET", "/users/me") == "GET /users/me");
    CHECK(routes.find("GET", "/users/7") == "GET /users/{id} id=7");
    CHECK(routes.find("GET", "/users/7.json") == "GET /users/{id}.json id=7");
    CHECK(routes.find("GET", "/users/1-2") == "GET /users/{a}-{b} a=1 b=2");
    CHECK(routes.find("GET", "/user/7") == "GET /{any}/{one} any=user one=7");
    CHECK(routes.find("GET", "/user/me") == "GET /{any}/me any=user");
    // "/users/me" has no POST: the next path that has one.
    CHECK(routes.find("POST", "/users/me") == "POST /users/{userId} userId=me");
    CHECK(routes.find("HEAD", "/users/me") == "GET /users/me");
    CHECK(routes.find("HEAD", "/x") == "only PUT");
    CHECK(routes.find("DELETE", "/x/") == "nothing");
    std::reverse(lines.begin(), lines.end());
  }
}

TEST_CASE("the same method and shape twice is told") {
  Routes routes({"GET /users/{id}"});
  CHECK(routes.add("POST /users/{id}") == std::nullopt);
  CHECK(routes.add("GET /users/{name}") == 0U);
  CHECK(routes.add("GET /users/{id}.json") == std::nullopt);
  CHECK(routes.find("GET", "/" + std::string(100'000, '/')) == "nothing");
}

TEST_CASE("many paths of many parameters are searched once each") {
  std::vector<std::string> lines;
  std::string path;
  for (int i = 0; i < 100; ++i) {
    path += "/{p" + std::to_string(i) + "}";
    lines.push_back("GET " + path);
  }
  const Routes routes(lines);
  CHECK(routes.find("GET", base::replace_all(std::string(101, '/'), "/", "/a")) == "nothing");
  CHECK(routes.find("POST", base::replace_all(std::string(100, '/'), "/", "/a")) == "only GET");
}

}  // namespace concord::message
