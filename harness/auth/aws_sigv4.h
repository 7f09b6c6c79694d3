// Signature Version 4 of AWS, as its IAM user guide describes it ("Create a signed AWS API request").
#pragma once
#include <concord/http.h>

#include <string>
#include <string_view>
#include <vector>

namespace concord::auth {

struct SigV4Key {
  std::string region, service;
  std::string access_key, secret_key;
};

// A request that is to be signed, with all headers that are (Host and X-Amz-Date among them).
struct SigV4Request {
  std::string method;
  std::string path, query;  // as they are sent, percent-encoded
  http::Headers headers;
  std::string_view body;
};

// "20150830T123600Z"
std::string sigv4_time(base::SystemTime time);
// "host;x-amz-date"
std::string sigv4_signed_headers(const SigV4Request& request);
// The paths of all services but S3 are normalised, then encoded once more than they are sent.
std::string sigv4_canonical_request(const SigV4Request& request, std::string_view service);
// Hexadecimal. `time` is the value of X-Amz-Date.
std::string sigv4_signature(const SigV4Request& request, const SigV4Key& key, const std::string& time);
// The value of Authorization.
std::string sigv4_credentials(const SigV4Request& request, const SigV4Key& key, const std::string& time,
                              const std::string& signature);

}  // namespace concord::auth
