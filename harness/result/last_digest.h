// Case after case says the same of a place: the digest of the last text is kept.
#pragma once
#include <concord/base/digest.h>

#include <string>
#include <utility>

namespace concord::result {

class LastDigest {
 public:
  // The first 16 hex digits of SHA-256.
  const std::string& of(std::string text) {
    if (digest_.empty() || text != text_) {
      digest_ = base::sha256_hex(text).substr(0, 16);
      text_ = std::move(text);
    }
    return digest_;
  }

 private:
  std::string text_, digest_;
};

}  // namespace concord::result
