// `each`: rows, every one of which makes a case.
#pragma once
#include <concord/document.h>

#include <cstddef>
#include <vector>

namespace concord::suite {

struct FilePlace;

inline constexpr std::size_t max_rows = 1'000'000;

// The rows of one `each`, made one at a time: a product of 100,000 is three short lists.
// A list of mappings is taken row by row; a mapping of lists is their product, the last name varying fastest; {csv:
// FILE} and the like are read (see row_file.h); without `each` there is one empty row. Refers to the node, which must
// outlive it.
class Rows {
 public:
  // Mistakes are reported and give no row. `each` may be null.
  static Rows read(const document::Node* each, const FilePlace& place, base::Diagnostics& problems);
  std::size_t size() const { return size_; }
  document::Node at(std::size_t index) const;  // an object: name → value

 private:
  std::vector<const document::Node*> listed_;
  std::vector<document::Node> from_file_;
  const document::Node* product_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace concord::suite
