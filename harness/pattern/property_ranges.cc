// Which code points have a property: PCRE2 has the tables, so it is shown the code points, a block at a time.
#include "properties.h"

#include <concord/base/text.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <map>
#include <mutex>
#include <utility>

namespace concord::pattern {
namespace {

constexpr char32_t kBlock = 0x1000, kPlane = 0x10000;

class PropertyScan {
 public:
  explicit PropertyScan(pcre2_code* code) : code_(code), data_(pcre2_match_data_create(1, nullptr)) {}
  PropertyScan(const PropertyScan&) = delete;
  PropertyScan& operator=(const PropertyScan&) = delete;
  ~PropertyScan() {
    pcre2_match_data_free(data_);
    pcre2_code_free(code_);
  }

  std::vector<CodePointRange> run(Reach reach) {
    if (reach == Reach::Ascii) {
      scan(0, 0x7F);
    } else {
      for (char32_t plane = 0; plane <= kLastCodePoint; plane += kPlane) scan_plane(plane);
    }
    set_.normalize();
    return std::move(set_.ranges);
  }

 private:
  // Planes 4 to 13 are not assigned, 15 and 16 are for private use: but for the two last, their code points are alike.
  static bool is_uniform(char32_t plane) {
    const char32_t number = plane / kPlane;
    return (number >= 4 && number <= 13) || number >= 15;
  }
  void scan_plane(char32_t plane) {
    const char32_t last = plane + kPlane - 1;
    if (!is_uniform(plane)) {
      for (char32_t begin = plane; begin < last; begin += kBlock) scan(begin, begin + kBlock - 1);
      return;
    }
    const std::size_t before = set_.ranges.size();
    scan(plane, plane);
    if (set_.ranges.size() > before) set_.ranges.back().last = last - 2;
    scan(last - 1, last);
  }

  void scan(char32_t first, char32_t last) {
    text_.clear();
    for (char32_t point = first; point <= last; ++point) {
      if (point < 0xD800 || point > 0xDFFF) base::append_utf8(text_, point);
    }
    std::size_t at = 0;
    while (pcre2_match(code_, reinterpret_cast<PCRE2_SPTR>(text_.data()), text_.size(), at, PCRE2_NO_UTF_CHECK, data_,
                       nullptr) > 0) {
      const PCRE2_SIZE* found = pcre2_get_ovector_pointer(data_);
      set_.add(base::decode_utf8(std::string_view(text_).substr(found[0])).value, last_before(found[1]));
      at = found[1];
    }
  }
  char32_t last_before(std::size_t end) const {
    std::size_t begin = end - 1;
    while ((static_cast<unsigned char>(text_[begin]) & 0xC0) == 0x80) --begin;
    return base::decode_utf8(std::string_view(text_).substr(begin)).value;
  }

  pcre2_code* code_;
  pcre2_match_data* data_;
  std::string text_;
  CodePointSet set_;
};

std::optional<std::vector<CodePointRange>> scan_property(const std::string& name, Reach reach) {
  const std::string pattern = "\\p{" + name + "}+";
  int error = 0;
  std::size_t offset = 0;
  pcre2_code* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), PCRE2_UTF, &error,
                                   &offset, nullptr);
  if (!code) return std::nullopt;
  if (reach == Reach::All) pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
  return PropertyScan(code).run(reach);
}

}  // namespace

const std::vector<CodePointRange>* property_ranges(const std::string& pcre_name, Reach reach) {
  static std::mutex mutex;
  static std::map<std::pair<std::string, Reach>, std::optional<std::vector<CodePointRange>>> known;
  const std::lock_guard lock(mutex);
  const std::pair key(pcre_name, reach);
  auto found = known.find(key);
  if (found == known.end()) found = known.emplace(key, scan_property(pcre_name, reach)).first;
  return found->second ? &*found->second : nullptr;
}

}  // namespace concord::pattern
