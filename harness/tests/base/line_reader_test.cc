// Lines of any length, whatever the chunks they come in.
#include <concord/base/line_reader.h>

#include <support/document_folder.h>

using namespace concord;
using base::LineReader;
using support::DocumentFolder;

namespace {

// "1:a 2:! " for a line of one a and one that is too long.
std::string lines_of(const std::string& text, std::size_t longest) {
  const DocumentFolder folder("line-reader", {{"lines", text}});
  auto reader = LineReader::open(folder.path("lines"), longest);
  REQUIRE(reader);
  std::string found;
  while (const auto each = reader->next()) {
    found += std::to_string(each->number) + ':' + (each->is_too_long ? "!" : std::string(each->text)) + ' ';
  }
  CHECK(reader->failure().empty());
  return found;
}

}  // namespace

TEST_CASE("lines are read one by one, the last with its line feed or without") {
  CHECK(lines_of("", 10) == "");
  CHECK(lines_of("\n", 10) == "1: ");
  CHECK(lines_of("a", 10) == "1:a ");
  CHECK(lines_of("a\n", 10) == "1:a ");
  CHECK(lines_of("a\n\nb\r\nc", 10) == "1:a 2: 3:b\r 4:c ");
}

TEST_CASE("a line that is too long is passed over, and the ones behind it are not") {
  for (const std::size_t length : {4u, 5u, 6u, 7u, 8u, 9u, 13u, 100u}) {
    INFO(length);
    const std::string text(length, 'x');
    const std::string shown = length <= 5 ? text : "!";
    CHECK(lines_of(text, 5) == "1:" + shown + ' ');
    CHECK(lines_of(text + "\n", 5) == "1:" + shown + ' ');
    CHECK(lines_of("a\n" + text + "\nb\n" + text + "\n\nc", 5) == "1:a 2:" + shown + " 3:b 4:" + shown + " 5: 6:c ");
  }
}

TEST_CASE("lines longer than a chunk are read whole") {
  std::string text, expected;
  for (std::size_t i = 1; i <= 40; ++i) {
    const std::string one(i * 17'321, static_cast<char>('a' + i % 26));
    text += one + '\n';
    expected += std::to_string(i) + ':' + one + ' ';
  }
  CHECK(lines_of(text, 1'000'000) == expected);
}

TEST_CASE("what cannot be opened is named") {
  const DocumentFolder files("line-reader-none", {{"folder/a", ""}});
  const auto message = [&](const char* name) {
    const auto reader = LineReader::open(files.path(name), 10);
    REQUIRE_FALSE(reader);
    return reader.diagnostics().front().message;
  };
  CHECK(message("none") == "cannot read \"" + files.path("none") + "\": No such file or directory");
  CHECK(message("folder") == "cannot read \"" + files.path("folder") + "\": Is a directory");
}
