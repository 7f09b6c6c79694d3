#include <concord/base/text.h>
#include <concord/message/multipart.h>

#include <support/catch.h>

namespace concord::message {

namespace {

std::string shown(const ReadParts& read) {
  std::string text;
  for (const Part& part : read.parts) {
    text += part.name + (part.filename ? "<" + *part.filename + ">" : "") + "[" + part.content_type + "]=" + part.body +
            "\n";
  }
  return text + read.fault;
}

std::string part(const std::string& headers, const std::string& body) {
  return "--b\r\n" + headers + "\r\n\r\n" + body + "\r\n";
}
const std::string named = "Content-Disposition: form-data; name=\"a\"";

}  // namespace

TEST_CASE("parts are read") {
  CHECK(shown(read_multipart(part(named, "1") + "--b--\r\n", "b")) == "a[]=1\n");
  CHECK(shown(read_multipart("preamble\r\n" + part(named, "1") + "--b--epilogue", "b")) == "a[]=1\n");
  CHECK(shown(read_multipart("--b \t\r\n" + named + "\r\n\r\n\r\n--b--", "b")) == "a[]=\n");
  CHECK(shown(read_multipart("--b\r\n" + named + "\r\n\r\n--b--", "b")) == "a[]=\n");
  const std::string file =
      "content-disposition: Form-Data; filename=\"a\\\"b%22;.txt\" ; name=x\r\nCONTENT-TYPE: text/plain; "
      "charset=utf-8\r\nX-Y: z";
  CHECK(shown(read_multipart(part(file, "l1\r\n--bb\r\nl2") + part(named, "2") + "--b--", "b")) ==
        "x<a\"b\";.txt>[text/plain; charset=utf-8]=l1\r\n--bb\r\nl2\na[]=2\n");
}

TEST_CASE("what is no multipart body says why") {
  struct Row {
    std::string body;
    const char* boundary;
    const char* result;
  };
  const Row rows[] = {
      {"", "b", "the boundary does not occur"},
      {"--c\r\n", "b", "the boundary does not occur"},
      {"--b\r\n", "", "the boundary must have 1 to 70 characters"},
      {"--bx\r\n", "b", "the boundary does not occur"},
      {part(named, "1"), "b", "the last boundary is missing"},
      {part(named, "1") + "--b", "b", "the last boundary is missing"},
      {"--b\r\n" + named + "\r\n\r\n1", "b", "the last boundary is missing"},
      {"--b\r\n" + named, "b", "the headers of a part do not end within 8192 bytes"},
      {"--b\r\n\r\n1\r\n--b--", "b", "a part has no name in Content-Disposition: form-data"},
      {part("Content-Disposition: attachment; name=a", "1") + "--b--", "b",
       "a part has no name in Content-Disposition: form-data"},
      {part("X: " + std::string(9000, 'x'), "1") + "--b--", "b", "the headers of a part do not end within 8192 bytes"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.body.substr(0, 100), row.boundary);
    CHECK(shown(read_multipart(row.body, row.boundary)) == row.result);
  }
  std::string many;
  for (int i = 0; i < 1001; ++i) many += part(named, "1");
  const ReadParts read = read_multipart(many + "--b--", "b");
  CHECK(read.parts.size() == 1000);
  CHECK(read.fault == "it has more than 1000 parts");
}

TEST_CASE("what is written is read back") {
  const std::vector<Part> parts{{"a", std::nullopt, "", "1\r\n2"},
                                {"ü \"q\"", "f\"\r\n.bin", "application/octet-stream", std::string("\0\r\n--\xff", 6)},
                                {"empty", "", "text/plain", ""}};
  const std::string boundary = choose_boundary(parts);
  CHECK(boundary == choose_boundary(parts));
  CHECK(shown(read_multipart(write_multipart(parts, boundary), boundary)) == shown({parts, ""}));
  // A body that holds the boundary gets another one.
  const std::vector<Part> hostile{{"a", std::nullopt, "", write_multipart(parts, boundary)}};
  const std::string other = choose_boundary(hostile);
  CHECK(hostile[0].body.find(other) == std::string::npos);
  CHECK(shown(read_multipart(write_multipart(hostile, other), other)) == shown({hostile, ""}));
}

}  // namespace concord::message
