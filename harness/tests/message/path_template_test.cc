#include <concord/base/text.h>
#include <concord/message/path_template.h>

#include <support/catch.h>

namespace concord::message {

namespace {

std::string matched(const std::string& path, const std::string& given) {
  const auto parsed = PathTemplate::parse(path);
  REQUIRE(parsed.has_value());
  const auto values = match(*parsed, RequestPath(given));
  if (!values) return "no";
  std::string text = "yes";
  for (const auto& [name, value] : *values) text += ' ' + name + '=' + value;
  return text;
}

std::string refused(const std::string& path) {
  const auto parsed = PathTemplate::parse(path);
  REQUIRE_FALSE(parsed.has_value());
  CHECK(parsed.diagnostics()[0].kind == "message.path");
  return parsed.diagnostics()[0].message;
}

}  // namespace

TEST_CASE("paths match their templates") {
  struct Row {
    const char* path;
    const char* given;
    const char* result;
  };
  const Row rows[] = {
      {"/a/b", "/a/b", "yes"},
      {"/a/b", "/a/b/", "no"},
      {"/a/b", "/a/B", "no"},
      {"/a/{x}/c", "/a/7/c", "yes x=7"},
      {"/a/{x}", "/a/", "no"},
      {"/a/{x}", "/a/b/c", "no"},
      {"/a/{x}", "/a/b%2fc%20d%7e", "yes x=b%2Fc%20d~"},
      {"/a%20b/{x}.json", "/a b/c.json", "yes x=c"},
      {"/a/{x}.json", "/a/.json", "no"},
      {"/gps/{lat},{long}", "/gps/-1.5,20", "yes lat=-1.5 long=20"},
      {"/gps/{lat},{long}", "/gps/1%2C2,3", "yes lat=1%2C2 long=3"},
      {"/gps/{lat},{long}", "/gps/,2", "no"},
      {"/gps/{lat},{long}", "/gps/1,", "no"},
      {"/compare/{base}...{head}", "/compare/main...topic", "yes base=main head=topic"},
      {"/compare/{base}...{head}", "/compare/v1.0...v1.1", "yes base=v1.0 head=v1.1"},
      {"/compare/{base}...{head}", "/compare/a....b", "yes base=a head=.b"},
      {"/compare/{base}...{head}", "/compare/main..topic", "no"},
      {"/a/{x}-{y}-{z}.txt", "/a/1-2-3-4.txt", "yes x=1 y=2 z=3-4"},
      {"/a/{x}.txt", "/a/b.txt.txt", "yes x=b.txt"},
      {"/jobs/{id}:cancel", "/jobs/7:cancel", "yes id=7"},
      {"/jobs/{id}:cancel", "/jobs/7", "no"},
      {"/a:b", "/a%3Ab", "yes"},
      {"/", "/", "yes"},
      {"/%zz", "/%zz", "yes"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path, row.given);
    CHECK(matched(row.path, row.given) == row.result);
  }
}

TEST_CASE("a path that cannot be read is refused with the reason") {
  CHECK(refused("/a/{x") == "the path /a/{x cannot be read: \"{\" is not closed");
  CHECK(refused("/a/x}") == "the path /a/x} cannot be read: \"}\" closes nothing");
  CHECK(refused("/a/}{x}") == "the path /a/}{x} cannot be read: \"}\" closes nothing");
  CHECK(refused("/{}") == "the path /{} cannot be read: a parameter has no name");
  CHECK(refused("/{a{b}}") == "the path /{a{b}} cannot be read: \"{\" stands within a parameter");
  CHECK(refused("/" + std::string(9000, 'a')).ends_with("it has more than 8192 bytes"));
  CHECK(refused(base::replace_all(std::string(300, '/'), "/", "/a")).ends_with("it has more than 200 segments"));
  CHECK(refused(base::replace_all(std::string(101, '/'), "/", "{a}-")).ends_with("it has more than 100 parameters"));
}

TEST_CASE("a path that can be built but not matched says why") {
  const auto why = [](const char* path) { return PathTemplate::parse(path)->why_not_matched(); };
  CHECK(why("/a/{x}-{y}") == "");
  CHECK(why("/a/{x}{y}") == "nothing stands between {x} and {y}");
  CHECK(why("/?Action={x}") == "it holds a query or fragment");
  auto matrix = PathTemplate::parse("/a/{x}{y}");
  matrix->set_lead("y", ";");
  CHECK(matrix->why_not_matched() == "");
  const auto values = match(*matrix, RequestPath("/a/1;y=2"));
  REQUIRE(values.has_value());
  CHECK(values->at(0) == std::pair<std::string, std::string>("x", "1"));
  CHECK(values->at(1) == std::pair<std::string, std::string>("y", ";y=2"));
  CHECK_FALSE(match(*matrix, RequestPath("/a/1,y=2")).has_value());
}

TEST_CASE("paths are built from encoded values") {
  const auto built = [](const char* path) {
    return PathTemplate::parse(path)->expand([](const std::string& name) { return "<" + name + ">"; });
  };
  CHECK(built("/gps/{lat},{long}") == "/gps/<lat>,<long>");
  CHECK(built("/a b/{x}.json/ü") == "/a%20b/<x>.json/%C3%BC");
  CHECK(built("/?Action={x}#y") == "/?Action=<x>#y");
  CHECK(built("/a%20b") == "/a%20b");
  CHECK(PathTemplate::parse("/{a}/{b}/{a}")->names() == std::vector<std::string>{"a", "b"});
}

}  // namespace concord::message
