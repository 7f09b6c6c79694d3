#include "typed.h"

#include <concord/base/text.h>
#include <concord/message/body.h>

namespace concord::message {

namespace {

const char* const schema = R"({"type":"object","properties":{"name":{"type":"string"},"count":{"type":"integer"},
  "tags":{"type":"array","items":{"type":"integer"}},"address":{"type":"object","properties":{"zip":{"type":"string"}}},
  "photo":{"type":"string","format":"binary"},"files":{"type":"array","items":{"type":"string","format":"binary"}},
  "csv":{"type":"array","items":{"type":"string"}},"deep":{"type":"object","properties":{"x":{"type":"integer"}}}}})";

contract::Content content(const char* media_type) {
  contract::Content made{media_type, {}, {}};
  made.encoding.push_back({"csv", "", "form", false});
  made.encoding.push_back({"deep", "", "deepObject", true});
  made.encoding.push_back({"photo", "image/png, image/*", "", true});
  return made;
}

std::string shown(const ReadBody& body) {
  std::string text = body.value ? document::write_json(*body.value) : "nothing";
  for (const BodyFault& fault : body.faults)
    text += "\n" + fault.at.text() + " " + fault.keyword + ": " + fault.message;
  return text;
}

std::string read(const std::string& bytes, const std::string& type) {
  const contract::Content documented = content("x/y");
  return shown(read_body(bytes, *http::parse_media_type(type), &documented, type_of(schema)));
}

WrittenBody written(const char* value, const char* type) {
  const contract::Content documented = content(type);
  auto body = write_body(json(value), type, &documented, type_of(schema));
  REQUIRE(body.has_value());
  return std::move(body).value();
}

const char* const form = "application/x-www-form-urlencoded";

}  // namespace

TEST_CASE("forms are objects") {
  CHECK(read("name=a+b&count=5&tags=1&tags=2", form) == R"({"name":"a b","count":5,"tags":[1,2]})");
  CHECK(read("tags=1", form) == R"({"tags":[1]})");
  CHECK(read("count=x&other=1&other=2", form) == R"({"count":"x","other":["1","2"]})");
  CHECK(read("address=%7B%22zip%22%3A%221%22%7D", form) == R"({"address":{"zip":"1"}})");
  CHECK(read("csv=a,b%2Cc&deep[x]=1", form) == R"({"csv":["a","b,c"],"deep":{"x":1}})");
  CHECK(read("deep=1", form) ==
        "{\"deep\":\"1\"}\n/deep style: the field \"deep\" is not in the style deepObject: no deep[name]=value");
  CHECK(read("", form) == "{}");
  CHECK(read(base::replace_all(std::string(10'000, 'x'), "x", "a=&"), form) ==
        "nothing\n form: the form has 10000 pairs or more");
}

TEST_CASE("forms are written as they are read") {
  const char* const value =
      R"({"name":"a b&c","count":5,"tags":[1,2],"address":{"zip":"1"},"csv":["a","b,c"],"deep":{"x":1}})";
  const WrittenBody body = written(value, form);
  CHECK(body.bytes ==
        "name=a%20b%26c&count=5&tags=1&tags=2&address=%7B%22zip%22%3A%221%22%7D&csv=a,b%2Cc&deep%5Bx%5D=1");
  CHECK(body.content_type == form);
  CHECK(document::equal(json(read(body.bytes, form)), json(value)));
  CHECK(written(R"({"name":null,"count":1})", form).bytes == "count=1");
  CHECK(written(R"("a=b")", form).bytes == "a=b");
  const auto refused = write_body(json("[1]"), form, nullptr, ValueType());
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.diagnostics()[0].message == "a body of application/x-www-form-urlencoded must be an object, not array");
}

TEST_CASE("multipart bodies are written part by part") {
  const WrittenBody body = written(
      R"({"name":"n","tags":[1,2],"address":{"zip":"1"},"photo":"PNG","files":[{"filename":"a.txt","content":"A","content_type":"text/plain"},{"base64":"/w=="}]})",
      "multipart/form-data");
  REQUIRE(body.content_type.starts_with("multipart/form-data; boundary=concord-"));
  const std::string boundary = body.content_type.substr(30);
  const std::string expected = base::replace_all(
      "--B\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nn\r\n"
      "--B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\n1\r\n"
      "--B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\n2\r\n"
      "--B\r\nContent-Disposition: form-data; name=\"address\"\r\nContent-Type: "
      "application/json\r\n\r\n{\"zip\":\"1\"}\r\n"
      "--B\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"photo\"\r\nContent-Type: "
      "image/png\r\n\r\nPNG\r\n"
      "--B\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\nContent-Type: "
      "text/plain\r\n\r\nA\r\n"
      "--B\r\nContent-Disposition: form-data; name=\"files\"; filename=\"files\"\r\nContent-Type: "
      "application/octet-stream\r\n\r\n\xff\r\n"
      "--B--\r\n",
      "B\r\n", boundary + "\r\n");
  CHECK(body.bytes == base::replace_all(expected, "--B--", "--" + boundary + "--"));
  const ReadBody back = read_body(body.bytes, *http::parse_media_type(body.content_type), nullptr, type_of(schema));
  CHECK(back.is_judged);
  REQUIRE(back.value.has_value());
  CHECK(document::write_json(*back.value->find("tags")) == "[1,2]");
  CHECK(document::write_json(*back.value->find("address")) == R"({"zip":"1"})");
  CHECK(back.value->find("photo")->as_string() == "PNG");
  CHECK(back.value->find("files")->items()[1].as_string() == "\xff");
  REQUIRE(back.files.size() == 3);
  CHECK(back.files[1].filename == "a.txt");
  CHECK(written(R"({"name":"n"})", "multipart/form-data; boundary=x").bytes ==
        "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nn\r\n--x--\r\n");
  const auto refused = write_body(json(R"({"photo":{"base64":"?"}})"), "multipart/form-data", nullptr, ValueType());
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.diagnostics()[0].message == "the file \"photo\" is not base64");
}

TEST_CASE("what is wrong with a multipart body") {
  const std::string type = "multipart/form-data; boundary=x";
  const auto part = [](const std::string& name, const std::string& headers, const std::string& body) {
    return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"" + headers + "\r\n\r\n" + body + "\r\n";
  };
  CHECK(read("--x--", type) == "{}");
  CHECK(read("x", type) ==
        "nothing\n multipart: the body is not valid multipart/form-data: the boundary does not occur");
  CHECK(read("x", "multipart/form-data") ==
        "nothing\n multipart: the Content-Type of a multipart body must have a boundary");
  CHECK(read(part("address", "\r\nContent-Type: application/json", "{") + "--x--", type)
            .starts_with("{\"address\":\"{\"}\n/address json: the part \"address\" is not valid JSON: "));
  CHECK(read(part("photo", "\r\nContent-Type: text/html", "p") + "--x--", type) ==
        "{\"photo\":\"p\"}\n/photo media-type: the Content-Type of the part \"photo\" must be image/png, image/*");
  CHECK(read(part("photo", "\r\nContent-Type: image/gif", "p") + "--x--", type) == R"({"photo":"p"})");
  // A file is text whatever it looks like.
  CHECK(read(part("count", "; filename=\"f\"", "5") + "--x--", type) == R"({"count":"5"})");
}

TEST_CASE("JSON, text, XML and bytes") {
  CHECK(read(R"({"a":1})", "application/problem+json") == R"({"a":1})");
  CHECK(read("{", "application/json").starts_with("nothing\n json: the body is not valid JSON: "));
  CHECK(shown(read_body("5", *http::parse_media_type("text/plain"), nullptr, type_of(R"({"type":"integer"})"))) == "5");
  const auto judged = [](const char* type) {
    return read_body("<a/>", *http::parse_media_type(type), nullptr, ValueType()).is_judged;
  };
  CHECK(judged("text/plain"));
  CHECK_FALSE(judged("text/xml"));
  CHECK_FALSE(judged("application/soap+xml"));
  CHECK_FALSE(judged("image/png"));
  const auto bytes = [](const char* value, const char* type) {
    return write_body(json(value), type, nullptr, ValueType())->bytes;
  };
  CHECK(bytes(R"("a")", "application/json") == R"("a")");
  CHECK(bytes(R"("a")", "text/plain") == "a");
  CHECK(bytes(R"({"a":1})", "text/xml") == R"({"a":1})");
  CHECK(bytes(R"("a")", "nonsense") == R"("a")");
}

}  // namespace concord::message
