#include <answer_file.h>

#include <support/catch.h>

using concord::history::AnswerFile;
using concord::history::KeptAnswer;

namespace {

KeptAnswer answer(std::size_t step, const std::string& body) {
  return {step, "shop/get-session", 200, "OK", "Content-Type: application/json\n", body, body.size() + 1};
}

std::string bodies(AnswerFile& file, std::size_t of_case) {
  std::string text;
  for (const KeptAnswer& one : file.read(of_case)) text += one.body + ';';
  return text;
}

}  // namespace

TEST_CASE("answers that were kept are read as they were") {
  AnswerFile file;
  file.add(3, {answer(0, "one"), answer(2, "")});
  const std::vector<KeptAnswer> read = file.read(3);
  REQUIRE(read.size() == 2);
  CHECK(read[0].step == 0);
  CHECK(read[0].operation == "shop/get-session");
  CHECK(read[0].status == 200);
  CHECK(read[0].reason == "OK");
  CHECK(read[0].headers == "Content-Type: application/json\n");
  CHECK(read[0].body == "one");
  CHECK(read[0].size == 4);
  CHECK(read[1].step == 2);
  CHECK(read[1].body.empty());
}

TEST_CASE("answers of cases are found in the order in which they were kept, and in any other") {
  AnswerFile file;
  for (const std::size_t one : {5u, 2u, 9u, 7u}) file.add(one, {answer(0, std::to_string(one))});
  file.add(4, {});
  CHECK(bodies(file, 5) == "5;");
  CHECK(bodies(file, 9) == "9;");
  CHECK(bodies(file, 4).empty());
  CHECK(bodies(file, 2) == "2;");
  CHECK(bodies(file, 2) == "2;");
  CHECK(bodies(file, 8).empty());
  CHECK(bodies(file, 7) == "7;");
}

TEST_CASE("answers can be kept after others were read, and be larger than what is read at once") {
  AnswerFile file;
  const std::string large(300'000, 'x');
  file.add(1, {answer(0, large)});
  CHECK(bodies(file, 1) == large + ';');
  file.add(2, {answer(0, "two")});
  CHECK(bodies(file, 2) == "two;");
}
