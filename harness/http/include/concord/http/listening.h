// What every server over Asio does alike, as templates over its types: no header of Asio is public.
#pragma once
#include <concord/base/diagnostic.h>
#include <concord/base/text.h>
#include <concord/http/server.h>

#include <string>

namespace concord::http {

// A port that a server before this one has just left may be taken at once.
template <class Acceptor, class Error>
void listen_at(Acceptor& acceptor, const typename Acceptor::endpoint_type& endpoint, Error& failure) {
  acceptor.open(endpoint.protocol(), failure);
  if (!failure) acceptor.set_option(typename Acceptor::reuse_address(true), failure);
  if (!failure) acceptor.bind(endpoint, failure);
  if (!failure) acceptor.listen(Acceptor::max_listen_connections, failure);
}

template <class Error>
base::Diagnostic cannot_use_file(const std::string& kind, const std::string& what, const std::string& file,
                                 const Error& failure) {
  return base::error(kind, "cannot use the " + what + ' ' + base::in_quotes(base::escape_line(file)) + ": " +
                               failure.message());
}

// Of servers and of clients: TLS 1.0 and 1.1 are broken (RFC 8996).
template <class Context>
void refuse_old_tls(Context& context) {
  context.set_options(Context::no_tlsv1 | Context::no_tlsv1_1);
}

// A server with that certificate; `kind` is that of the Diagnostic for a file that cannot be used.
template <class Error, class Context>
base::Diagnostics serve_with(Context& context, const ServerTls& files, const std::string& kind) {
  refuse_old_tls(context);
  Error failure;
  context.use_certificate_chain_file(files.certificate_file, failure);
  if (failure) return {cannot_use_file(kind, "certificate", files.certificate_file, failure)};
  context.use_private_key_file(files.key_file, Context::pem, failure);
  if (failure) return {cannot_use_file(kind, "key", files.key_file, failure)};
  return {};
}

}  // namespace concord::http
