#include <concord/message/content_choice.h>

#include <support/catch.h>

#include <algorithm>

namespace concord::message {

namespace {

std::string chosen(std::vector<std::string> documented, const std::string& given) {
  std::vector<contract::Content> contents;
  for (const std::string& type : documented) contents.push_back({type, {}, {}});
  const contract::Content* found = find_content(contents, *http::parse_media_type(given));
  return found ? found->media_type : "none";
}

}  // namespace

TEST_CASE("the most specific media type is chosen, whatever the order") {
  const std::vector<std::string> all{
      "*/*", "application/*", "application/*+json", "application/json", "application/json; version=2", "text/*"};
  struct Row {
    const char* given;
    const char* chosen;
  };
  const Row rows[] = {
      {"application/json", "application/json"},
      {"application/json; version=2", "application/json; version=2"},
      {"application/json;Version=2;charset=utf-8", "application/json; version=2"},
      {"application/json; version=3", "application/json"},
      {"application/problem+json", "application/*+json"},
      {"application/xml", "application/*"},
      {"text/csv", "text/*"},
      {"image/png", "*/*"},
  };
  for (const Row& row : rows) {
    std::vector<std::string> documented = all;
    for (std::size_t turn = 0; turn < all.size(); ++turn) {
      CAPTURE(row.given, documented.front());
      CHECK(chosen(documented, row.given) == row.chosen);
      std::rotate(documented.begin(), documented.begin() + 1, documented.end());
    }
  }
}

TEST_CASE("parameters that are missing or differ") {
  CHECK(chosen({"application/json; version=2"}, "application/json; version=3") == "none");
  // A client that leaves it out is better read than not at all; any range that covers it is better still.
  CHECK(chosen({"application/json; version=2"}, "application/json") == "application/json; version=2");
  CHECK(chosen({"application/json; version=2", "*/*"}, "application/json") == "*/*");
  CHECK(chosen({"*/*", "application/json; charset=UTF-8"}, "application/json") == "application/json; charset=UTF-8");
  CHECK(chosen({"application/json; charset=utf-8"}, "application/json; charset=UTF-8") ==
        "application/json; charset=utf-8");
  CHECK(chosen({"application/json; charset=utf-8"}, "application/json; charset=latin1") == "none");
  CHECK(chosen({"application/json;a=1", "application/json;a=1;b=2"}, "application/json;b=2;a=1") ==
        "application/json;a=1;b=2");
  CHECK(chosen({"odd", "text/plain"}, "text/plain") == "text/plain");
  CHECK(chosen({}, "text/plain") == "none");
}

TEST_CASE("an answer of another media type is the only content there is") {
  contract::Response answer;
  answer.contents.push_back({"application/json", {}, {}});
  http::Response response;
  CHECK(content_for(answer, response) == &answer.contents[0]);
  response.headers = {{"content-type", "text/html"}};
  CHECK(content_for(answer, response) == &answer.contents[0]);
  answer.contents.push_back({"text/*", {}, {}});
  CHECK(content_for(answer, response) == &answer.contents[1]);
  response.headers = {{"content-type", "image/png"}};
  CHECK(content_for(answer, response) == nullptr);
  CHECK(list_of(answer.contents) == "application/json or text/*");
}

}  // namespace concord::message
