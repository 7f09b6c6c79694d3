#include <concord/base/byte_filter.h>
#include <concord/base/random.h>

#include <support/catch.h>

#include <string>

using concord::base::ByteFilter;

namespace {

struct Outcome {
  std::string text;
  std::size_t read;
  unsigned notes;
  bool operator==(const Outcome&) const = default;
};

Outcome outcome(const std::string& text, auto copy) {
  std::string to(text.size() + ByteFilter::room, '?');
  const ByteFilter::Copied copied = copy(std::string_view(text), to.data());
  return {to.substr(0, copied.written), copied.read, copied.notes};
}

// Upper to lower case, '_' to '/', blanks left out; '%' stops, a backslash does before 'n'; '&' and 0xE2 are noted.
ByteFilter::Table sample() {
  ByteFilter::Table table{};
  for (unsigned i = 0; i < table.size(); ++i) table[i] = static_cast<std::uint16_t>(i);
  for (char c = 'A'; c <= 'Z'; ++c) table[static_cast<unsigned char>(c)] += 'a' - 'A';
  table['_'] = '/';
  table[' '] |= ByteFilter::dropped;
  table['%'] |= ByteFilter::stops;
  table['\\'] |= ByteFilter::stops_in_pair;
  table['n'] |= ByteFilter::ends_pair;
  table['&'] |= 0x1000;
  table[0xE2] |= 0x2000;
  return table;
}

}  // namespace

TEST_CASE("bytes are copied as a table says") {
  const ByteFilter filter(sample());
  const auto copied = [&](const std::string& text) {
    return outcome(text, [&](auto from, char* to) { return filter.copy(from, to); });
  };
  CHECK(copied("") == Outcome{"", 0, 0});
  CHECK(copied("A b_C & so on, 0123456789") == Outcome{"ab/c&soon,0123456789", 25, 0x1000});
  CHECK(copied("A \\\"word\\\" as JSON in JSON has it") == Outcome{"a\"word\"asjsoninjsonhasit", 33, 0});
  CHECK(copied("0123456789 until \\n a line ends") == Outcome{"0123456789until", 17, 0});
  CHECK(copied("0123456789 until 5% of it") == Outcome{"0123456789until5", 18, 0});
  CHECK(copied("what is behind it is not known \\") == Outcome{"whatisbehinditisnotknown", 31, 0});
  CHECK(copied("caf\xC3\xA9 and \xE2\x80\xA6") == Outcome{"caf\xC3\xA9" "and\xE2\x80\xA6", 13, 0x2000});
}

TEST_CASE("many bytes at once are copied as one by one") {
  const ByteFilter filter(sample());
  concord::base::Random random(7);
  static constexpr std::string_view rare = "%\\n&\xE2_ ";
  for (int turn = 0; turn < 20'000; ++turn) {
    std::string text(random.below(140), ' ');
    for (char& c : text) {
      const auto kind = random.below(12);
      const auto any = static_cast<char>(kind < 3 ? random.below(256) : 32 + random.below(95));
      c = kind == 0 ? rare[random.below(rare.size())] : any;
      if (c == '%' && random.below(4) != 0) c = 'x';
    }
    const auto fast = outcome(text, [&](auto from, char* to) { return filter.copy(from, to); });
    const auto slow = outcome(text, [&](auto from, char* to) { return filter.copy_slowly(from, to); });
    CAPTURE(text);
    CHECK(fast == slow);
  }
}
