// A cassette: the requests and answers of one case, as its file has them.
#pragma once
#include "made_up.h"

#include <concord/base/result.h>
#include <concord/document.h>
#include <concord/http.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace concord::traffic {

// What a placeholder "[NAME]" stands for at replay: what a name of the templates has, or what is made up.
struct Placeholder {
  std::string is = {};  // "KNOT_SECRET", "run.id"; "" where it is made up
  ValueForm like = {};
};

struct CassetteExchange {
  std::string step = {}, method = {}, url = {}, body = {};  // templates and placeholders in them
  std::map<std::string, std::string> made = {};             // placeholder → pointer into the request
  http::Exchange exchange = {};                             // of the answer, placeholders in it; no request
  std::uint64_t size = 0;                                   // of the body as it was
  std::uint64_t not_kept = 0;                               // bytes of a body that is over the bound; 0: it is here
};

struct Cassette {
  std::string classname = {}, name = {}, provider = {}, base_url = {};
  std::map<std::string, Placeholder> placeholders = {};
  std::vector<CassetteExchange> exchanges = {};
};

inline constexpr std::uint64_t largest_cassette_body = 16u << 20;
inline constexpr std::uintmax_t largest_cassette = 64u << 20;  // its file

// Indented JSON. A body of JSON that comes back byte for byte is written as JSON, any other as text or in base64.
std::string write_cassette(const Cassette& cassette);
// A Diagnostic where it is none.
base::Result<Cassette> read_cassette(const std::string& path);

}  // namespace concord::traffic
