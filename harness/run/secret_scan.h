// Looks for credentials by the names beside them and by their forms, in JSON, forms, URLs, headers and what is none.
#pragma once
#include <concord/base/secret_names.h>
#include <concord/document.h>
#include <concord/http.h>
#include <concord/run/record.h>

#include <string_view>
#include <vector>

namespace concord::run {

// A name that is one of a credential (base::names_credential) is enough from some bytes on. One that only may be
// (X-Vault-Token, `sig` in a query) counts where the value looks as if a machine had made it. Takes time linear in
// what it looks at.
class SecretScan {
 public:
  // `out` must outlive it. `shortest_password`: in bytes.
  explicit SecretScan(std::vector<HandedOut>& out, std::size_t shortest_password) :
      out_(out), shortest_password_(shortest_password) {}

  void json(const document::Node& node, std::string_view parent = {});
  // JSON, or what is no whole one: each name as a reader of the record would see it.
  void text(std::string_view text);
  // The same of what is no JSON, or was looked at by json().
  void pieces(std::string_view text);
  void headers(const http::Headers& headers);

 private:
  bool add(std::string_view name, std::string_view value);
  bool add(std::string_view name, const base::SecretNaming& naming, std::string_view value);
  void keep(std::string_view name, std::string_view value);
  void strings(std::string_view text);
  bool is_json(std::string_view text);
  void pairs(std::string_view text);
  void field(std::string_view text, std::string_view name, std::size_t from);
  void schemes(std::string_view text);
  void tokens(std::string_view text);
  void user_of_url(std::string_view text);
  void cookies(std::string_view pairs);
  void authorization(const http::Header& header);

  std::vector<HandedOut>& out_;
  std::size_t shortest_password_;
  std::size_t depth_ = 0;  // of strings in strings
};

}  // namespace concord::run
