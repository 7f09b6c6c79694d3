// Where values stand in documents, without a JSON Pointer for each: a document of ten megabytes has hundreds of
// thousands of places, of which a few are named in the end.
#pragma once
#include <concord/openapi/document_set.h>

#include <cstdint>
#include <deque>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace concord::lint {

using TrailId = std::uint32_t;
inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

class Trails {
 public:
  TrailId root(const openapi::Document& document);
  // `key` must outlive this: keys of documents do.
  TrailId member(TrailId parent, std::string_view key);
  TrailId item(TrailId parent, std::size_t index);
  TrailId at(const openapi::Document& document, const document::Pointer& pointer);  // keeps the tokens

  const openapi::Document& document(TrailId id) const { return *documents_[steps_[id].document]; }
  std::string pointer(TrailId id) const;  // JSON Pointer, ""
  // The tokens from `ancestor` (not included) to `id`.
  document::Pointer between(TrailId ancestor, TrailId id) const;
  // The name of the last step; "" for a root or an item of an array.
  std::string_view key(TrailId id) const { return steps_[id].key; }
  TrailId parent(TrailId id) const { return steps_[id].parent; }

 private:
  struct Step {
    TrailId parent = none;
    std::uint32_t document = 0;
    std::string_view key;
    std::uint32_t index = none;  // of an array's item
  };
  std::vector<Step> steps_;
  std::vector<const openapi::Document*> documents_;
  std::unordered_map<const openapi::Document*, std::uint32_t> numbers_;  // of documents_
  std::deque<std::string> kept_;
};

}  // namespace concord::lint
