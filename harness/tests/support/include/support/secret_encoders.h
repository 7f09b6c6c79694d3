// What happens to a secret on its way, written without a look at how the redactor undoes it.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace concord::support {

struct SecretEncoder {
  std::string_view name;  // of its row in docs/secrets.md
  // The bytes that stand in a text for the secret, whole: base64 that has more in it is given with that.
  std::string (*encode)(const std::string& secret);
  std::size_t shortest = 4;  // the secret, in bytes, that is found in it
  bool is_of_words = true;   // also a secret of at most 11 letters and nothing else
};
std::span<const SecretEncoder> secret_encoders();    // the redactor promises to find them
std::span<const SecretEncoder> unfound_encoders();   // it cannot

struct SampleSecret {
  std::string_view name;
  std::string value;
};
// 17 kinds; none is in another.
std::span<const SampleSecret> sample_secrets();

}  // namespace concord::support
