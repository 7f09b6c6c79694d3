#include <kept_bytes.h>
#include <seen_case.h>

#include <support/catch.h>

using namespace concord;
using namespace concord::history;
using Numbers = std::vector<std::uint32_t>;

namespace {

SeenAnswers answers(std::size_t number) {
  SeenAnswers some;
  some.list.resize(number);
  return some;
}

// A case with as many answers as there are measures of each kind.
class Sample {
 public:
  Sample(std::string_view name, const Numbers& times, const Numbers& sizes)
      : answers_(answers(times.size()), 3), own_(SeenCase::own_bytes(name, times, sizes)) {}
  const SeenCase* operator->() const { return &one_; }

 private:
  SeenSuite suite_{"shop", "shop.sessions", {}};
  KnownAnswers answers_;
  SeenCommon common_{&suite_, &answers_, result::Verdict::Flaky};
  std::string own_;
  SeenCase one_{7, base::Milliseconds(std::int64_t{1} << 40), common_, own_.data()};
};

}  // namespace

TEST_CASE("a case of a night has its name, and the measures of each of its answers") {
  const Numbers times{0, 127, UINT32_MAX}, sizes{128, 16'383, 16'384};
  const Sample one(" / a session is read", times, sizes);
  CHECK(one->name() == "shop.sessions / a session is read");
  CHECK(one->provider() == "shop");
  CHECK(one->measures().times == times);
  CHECK(one->measures().sizes == sizes);
  CHECK(one->index() == 7);
  CHECK(one->milliseconds() == UINT32_MAX);
  CHECK(one->is_judged());
  CHECK(one->shape() == 3);
  CHECK(one->findings().empty());
}

TEST_CASE("a case of a night may have no answers, and a name that is long or empty") {
  const std::string long_name(70'000, 'x');
  for (const std::string& name : {std::string(), long_name}) {
    const Sample one(name, {}, {});
    CHECK(one->name() == "shop.sessions" + name);
    CHECK(one->measures().times.empty());
    CHECK(one->measures().sizes.empty());
  }
}

TEST_CASE("bytes that are kept stay where they are, however many and long they are") {
  KeptBytes kept;
  std::vector<std::pair<std::string, const char*>> all;
  for (std::size_t size = 0; size < 200'000; size = size * 2 + 1) {
    for (int i = 0; i < 20; ++i) {
      const std::string bytes(size, static_cast<char>('a' + i));
      all.emplace_back(bytes, kept.keep(bytes));
    }
  }
  for (const auto& [bytes, at] : all) CHECK(std::string_view(at, bytes.size()) == bytes);
}
