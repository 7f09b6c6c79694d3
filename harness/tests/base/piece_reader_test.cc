#include <concord/base/descriptor.h>
#include <support/catch.h>

#include <fcntl.h>

#include <cerrno>

using namespace concord::base;

namespace {

// Of `lines` numbers of six digits, each with a line end.
class Numbers {
 public:
  explicit Numbers(int lines) : file_(open_unnamed_file()) {
    REQUIRE(file_.is_open());
    add(lines);
  }
  void add(int lines) {
    std::string text;
    for (int end = count_ + lines; count_ < end; ++count_) text += std::to_string(100'000 + count_) + '\n';
    REQUIRE(write_all(file_.get(), text) == 0);
  }
  std::string line(int number) {
    return std::string(reader.read(file_.get(), static_cast<std::uint64_t>(number) * 7, 6));
  }
  int descriptor() const { return file_.get(); }
  PieceReader reader;

 private:
  Descriptor file_;
  int count_ = 0;
};

}  // namespace

TEST_CASE("pieces are read in any order") {
  Numbers numbers(200'000);
  for (const int step : {1, 7, 4'999, 93'911}) {
    int at = 0;
    for (int i = 0; i < 2'000; ++i, at = (at + step) % 200'000) {
      if (numbers.line(at) != std::to_string(100'000 + at)) FAIL("with steps of " << step << ", line " << at);
    }
  }
  for (int at = 199'999; at >= 0; at -= 3) {
    if (numbers.line(at) != std::to_string(100'000 + at)) FAIL("backwards, line " << at);
  }
}

TEST_CASE("pieces behind the end are short, until something is added there") {
  Numbers numbers(10);
  CHECK(numbers.line(9) == "100009");
  CHECK(numbers.line(10).empty());
  CHECK(numbers.reader.read(numbers.descriptor(), 65, 6) == "0009\n");
  CHECK(numbers.reader.read(numbers.descriptor(), 1'000'000, 6).empty());
  CHECK(numbers.reader.error() == 0);
  numbers.add(1);
  CHECK(numbers.line(10) == "100010");
}

TEST_CASE("a piece may be longer than what is read at once") {
  Numbers numbers(500'000);
  const std::string all(numbers.reader.read(numbers.descriptor(), 0, 3'500'000));
  CHECK(all.size() == 3'500'000);
  CHECK(all.substr(0, 7) == "100000\n");
  CHECK(all.substr(3'499'993) == "599999\n");
  CHECK(numbers.line(250'000) == "350000");
  CHECK(numbers.line(3) == "100003");
}

TEST_CASE("what cannot be read has an error, and the next piece none of its own") {
  Numbers numbers(10);
  CHECK(numbers.reader.read(-1, 0, 6).empty());
  CHECK(numbers.reader.error() == EBADF);
  CHECK(numbers.line(0) == "100000");
  CHECK(numbers.reader.error() == 0);
}
