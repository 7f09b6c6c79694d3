#include "document_flags.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <concord/base/file.h>
#include <concord/http/transport.h>

namespace concord::cli {

using base::error;

namespace {

constexpr base::Milliseconds poll_time{100};

base::Result<std::string> fetch(const std::string& url) {
  if (!http::parse_url(url)) return error("document.url", "this is no URL that can be fetched: " + url);
  http::TransportOptions options;
  options.max_body_bytes = base::max_input_file_bytes;
  const auto transport = http::make_curl_transport(options);
  http::Exchange exchange;
  http::Request request;
  request.method = "GET";
  request.url = url;
  transport->start(std::move(request), [&](http::Exchange done) { exchange = std::move(done); });
  while (transport->poll(poll_time) != 0) {
  }
  if (exchange.error) return error("document.fetch", url + ": " + exchange.error->message);
  if (exchange.response->status != 200) {
    return error("document.fetch", url + " answered with status " + std::to_string(exchange.response->status));
  }
  return std::move(exchange.response->body);
}

}  // namespace

void add_document_flags(CLI::App& app, DocumentFlags& flags) {
  app.add_option("--root", flags.root, "Folder in which references may lead to files (default: that of the document)")->type_name("DIR");
  app.add_flag("--allow-remote", flags.allows_remote, "Fetch what references to http(s) URLs name; else they are findings");
}

apidoc::DocumentOptions document_options(const DocumentFlags& flags) {
  apidoc::DocumentOptions options;
  options.folder = flags.root;
  if (flags.allows_remote) options.fetch = fetch;
  return options;
}

}  // namespace concord::cli
