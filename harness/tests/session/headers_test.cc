// -H of the command line, and files of headers.
#include <concord/base/file.h>
#include <concord/session.h>
#include <support/catch.h>
#include <support/paths.h>

#include <filesystem>

using namespace concord;

namespace {

std::string read(const std::vector<std::string>& texts) {
  base::Diagnostics warnings;
  const auto headers = session::read_headers(texts, warnings);
  std::string told;
  if (headers) {
    for (const auto& one : *headers)
      told += one.header.name + "=" + one.header.value + (one.is_secret ? " secret\n" : "\n");
  } else {
    for (const auto& one : headers.diagnostics()) told += "error: " + one.message + '\n';
  }
  for (const auto& one : warnings) told += "warning: " + one.message + '\n';
  return told;
}

class HeaderFile {
 public:
  explicit HeaderFile(const std::string& text) {
    std::filesystem::create_directories(folder_);
    REQUIRE(base::write_file_atomically(path(), text).empty());
  }
  ~HeaderFile() { std::filesystem::remove_all(folder_); }
  std::string path() const { return (folder_ / "headers").string(); }

 private:
  std::filesystem::path folder_ = std::filesystem::path(support::binary_dir()) / "header_test_files";
};

}  // namespace

TEST_CASE("headers of the command line") {
  CHECK(read({"X-Trace: a: b ", "Accept:text/plain", "X-Empty:"}) == "X-Trace=a: b\nAccept=text/plain\nX-Empty=\n");
  CHECK(read({}) == "");
}

TEST_CASE("a credential on the command line is warned of, by its name only") {
  CHECK(read({"Authorization: Bearer abc"}) ==
        "Authorization=Bearer abc secret\nwarning: the process list shows the header Authorization\n");
  CHECK(read({"x-api-key: abc"}) == "x-api-key=abc secret\nwarning: the process list shows the header x-api-key\n");
}

TEST_CASE("headers of a file are secrets") {
  const HeaderFile file("# of the sandbox\r\nX-Api-Key: abc\r\n\r\nX-Other:  d e\n");
  CHECK(read({"@" + file.path(), "X-Plain: f"}) == "X-Api-Key=abc secret\nX-Other=d e secret\nX-Plain=f\n");
}

TEST_CASE("mistakes in headers are all said, without values") {
  const HeaderFile file("no colon, but a s3cret\n: s3cret\nX-A: s3\x01"
                        "cret\nX B: s3cret\n");
  const std::string told = read({"@" + file.path(), "s3cret", "", "@" + file.path() + "-none"});
  CHECK(told.find("s3cret") == std::string::npos);
  CHECK(told.starts_with(
      "error: " + file.path() + ":1: a header must be Name: value\nerror: " + file.path() +
      ":2: a header must be Name: value\nerror: " + file.path() +
      ":3: the value of X-A has a control character\nerror: " + file.path() +
      ":4: a header must be Name: value\nerror: -H: a header must be Name: value\nerror: -H: a header must "
      "be Name: value\nerror: "));
}
