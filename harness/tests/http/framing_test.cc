// Messages that do not say, or say wrongly, where they end and how they are coded: RFC 9112, sections 6 to 8. What
// cannot be read is an error, what can be read but is wrong is noted, and what is merely unusual is neither.
#include "exchange_fixture.h"

#include <support/catch.h>
#include <support/self_signed.h>

#include <brotli/encode.h>
#include <curl/curlver.h>
#include <zlib.h>
#include <zstd.h>

#include <atomic>
#include <memory>
#include <thread>

namespace framing_test {

using namespace concord;
using namespace concord::http;

namespace {

const support::SelfSigned& certificate() {
  static const support::SelfSigned self_signed;
  return self_signed;
}

// `text` in a form of zlib: 15 is zlib's, 31 gzip's, -15 none.
std::string deflated(std::string_view text, int form) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, form, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(text.size() + 100, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string gzip(std::string_view text) { return deflated(text, 31); }

std::string brotli(std::string_view text) {
  std::string packed(text.size() + 100, '\0');
  std::size_t size = packed.size();
  REQUIRE(BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, text.size(),
                                reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                                reinterpret_cast<std::uint8_t*>(packed.data())));
  packed.resize(size);
  return packed;
}

std::string zstd(std::string_view text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size = ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3);
  REQUIRE(ZSTD_isError(size) == 0);
  packed.resize(size);
  return packed;
}

// The head of a frame (RFC 8878, 3.1.1.1) that wants a window of 2^(10 + log) bytes, with a raw block of "hello".
std::string zstd_of_window(int log) {
  return std::string("\x28\xB5\x2F\xFD\0", 5) + static_cast<char>(log << 3) + std::string("\x29\0\0hello", 8);
}

std::string chunked(std::string_view body) {
  char size[20];
  std::snprintf(size, sizeof size, "%zx\r\n", body.size());
  return size + std::string(body) + "\r\n0\r\n\r\n";
}

std::string_view name_of(FramingFaultKind kind) {
  switch (kind) {
    case FramingFaultKind::LengthBesideChunks: return "length beside chunks";
    case FramingFaultKind::ChunksInHttp10: return "chunks in HTTP/1.0";
    case FramingFaultKind::ChunkedTwice: return "chunked twice";
    case FramingFaultKind::UnknownCoding: return "unknown coding";
    case FramingFaultKind::BodyWhereNone: return "body where none";
    case FramingFaultKind::MalformedLength: return "malformed length";
    case FramingFaultKind::LineFeedAlone: return "line feed alone";
    case FramingFaultKind::DeflateWithoutZlib: return "deflate without zlib";
    case FramingFaultKind::BytesBehindCoding: return "bytes behind coding";
    case FramingFaultKind::BytesBehindBody: return "bytes behind";
  }
  return "?";
}

// `200 "hello"`, with the faults that were noted, or the error.
std::string dump(const Exchange& done) {
  if (done.error) return std::string(error_kind_name(done.error->kind)) + ": " + done.error->message;
  std::string text = std::to_string(done.response->status) + " \"" + done.response->body + "\"";
  for (const FramingFault& fault : done.response->framing_faults) {
    text += " [" + std::string(name_of(fault.kind)) + (fault.text.empty() ? "" : ": " + fault.text) + "]";
  }
  return text;
}

struct Answer {
  std::string bytes;
  std::string method = "GET";
  bool is_cut = false;  // TLS ends without close_notify
};

// What comes of an answer after which the server closes, over TCP or TLS.
std::string read(const Answer& answer, bool with_tls) {
  const auto script = [&answer](support::RawConnection& connection) {
    connection.read_request();
    connection.send(answer.bytes);
    if (answer.is_cut) connection.cut();
  };
  TransportOptions options = quick_options();
  options.verify_tls = false;
  const auto asked = [&](const support::RawServer& server) {
    return dump(exchange(Request{answer.method, server.url() + "/", {}, {}}, options));
  };
  if (!with_tls) return asked(support::RawServer(script));
  return asked(support::RawServer(script, {certificate().certificate_file(), certificate().key_file()}));
}

// The same over both.
std::string read(const Answer& answer) {
  const std::string plain = read(answer, false);
  CHECK(read(answer, true) == plain);
  return plain;
}

// With a head of these lines.
std::string read(std::string_view lines, std::string_view body, std::string method = "GET") {
  return read(Answer{"HTTP/1.1 200 OK\r\n" + std::string(lines) + "\r\n" + std::string(body), std::move(method)});
}

const std::string chunked_line = "Transfer-Encoding: chunked\r\n";

}  // namespace

TEST_CASE("two lengths that differ have no verdict, in whichever form") {
  const std::string both = "protocol: Content-Length says both 11 and 5";
  CHECK(read("Content-Length: 11\r\nContent-Length: 5\r\n", "hello world") == both);
  CHECK(read("Content-Length: 11, 5\r\n", "hello world") == both);
  CHECK(read("Content-Length: 11\r\nX-A: 1\r\ncontent-length: 11, 5\r\n", "hello world") == both);
}

TEST_CASE("the same length twice is that length") {
  CHECK(read("Content-Length: 5\r\nContent-Length: 5\r\n", "hello") == "200 \"hello\"");
  CHECK(read("Content-Length: 5, 5\r\n", "hello") == "200 \"hello\"");
}

TEST_CASE("a length is digits alone") {
  const std::string with_sign = read("Content-Length: +5\r\n", "hello");
#if LIBCURL_VERSION_NUM >= 0x080000
  CHECK(with_sign == "protocol: Content-Length is no number of bytes");
#else
  CHECK(with_sign == "protocol: Content-Length \"+5\" is no number of bytes");
#endif
  CHECK(read("Content-Length: 5 bytes\r\n", "hello") == "protocol: Content-Length \"5 bytes\" is no number of bytes");
  CHECK(read("Content-Length: 0x5\r\n", "hello") == "protocol: Content-Length \"0x5\" is no number of bytes");
  CHECK(read("Content-Length: 5.0\r\n", "hello") == "protocol: Content-Length \"5.0\" is no number of bytes");
  CHECK(read("Content-Length: 5\r\n 5\r\n", "hello") == "protocol: Content-Length \"5 5\" is no number of bytes");
  CHECK(read("Content-Length: 5,\r\n", "hello") == "protocol: Content-Length \"\" is no number of bytes");
}

TEST_CASE("a length beside chunks is overridden, and noted") {
  CHECK(read("Content-Length: 11\r\n" + chunked_line, chunked("hello")) ==
        "200 \"hello\" [length beside chunks: Content-Length: 11]");
  CHECK(read(chunked_line + "Content-Length: 5\r\n", chunked("hello")) ==
        "200 \"hello\" [length beside chunks: Content-Length: 5]");
  CHECK(read(chunked_line + "Content-Length: 5, 6\r\n", chunked("hello")) ==
        "200 \"hello\" [length beside chunks: Content-Length: 5, 6]");
}

TEST_CASE("HTTP/2 is spoken where TLS agreed on it, and HTTP/1 in two versions") {
  for (const std::string version : {"HTTP/2.0", "HTTP/2", "HTTP/3", "HTTP/1.2", "HTTP/0.9", "HTTP/11.1"}) {
    CAPTURE(version);
    const std::string got = read(Answer{version + " 200 OK\r\nContent-Length: 5\r\n\r\nhello"});
    // libcurl knows some of them by itself.
    const bool is_ours = got == "protocol: the status line says " + version + " on a connection of HTTP/1.1";
    CHECK((is_ours || got == "protocol: the answer does not begin with a valid HTTP status line"));
  }
  CHECK(read(Answer{"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello"}) == "200 \"hello\"");
  CHECK(read(Answer{"HTTP/1.0 200 OK\r\n\r\nhello"}) == "200 \"hello\"");
}

TEST_CASE("without a length the end of the connection ends the body, if TLS says that it ends") {
  CHECK(read("", "hello") == "200 \"hello\"");
  CHECK(read("Connection: close\r\n", "") == "200 \"\"");
  const Answer cut{"HTTP/1.1 200 OK\r\n\r\nhello", "GET", true};
  CHECK(read(cut, false) == "200 \"hello\"");
  CHECK(read(cut, true) == "protocol: TLS ended without close_notify after 5 bytes of a body of unknown length");
  CHECK(read(Answer{"HTTP/1.1 200 OK\r\n\r\n", "GET", true}, true) ==
        "protocol: TLS ended without close_notify after 0 bytes of a body of unknown length");
}

TEST_CASE("TLS may end as it likes behind a body that is whole by itself") {
  for (const std::string rest :
       {"Content-Length: 5\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"}) {
    CHECK(read(Answer{"HTTP/1.1 200 OK\r\n" + rest, "GET", true}, true) == "200 \"hello\"");
  }
  CHECK(read(Answer{"HTTP/1.1 204 No Content\r\n\r\n", "GET", true}, true) == "204 \"\"");
  CHECK(read(Answer{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "HEAD", true}, true) == "200 \"\"");
}

TEST_CASE("a body that ends before its length is lost, with close_notify and without") {
  CHECK(read("Content-Length: 10\r\n", "half") == "reset: the connection was closed after 4 of 10 bytes of the body");
  CHECK(read(Answer{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "GET", true}, true) ==
        "reset: the connection was closed after 4 of 10 bytes of the body");
  CHECK(read(chunked_line, "5\r\nhello\r\n") ==
        "reset: the connection was closed after 5 bytes of a body of unknown length");
  CHECK(read(chunked_line, "5\r\nhello\r\n0\r\n") ==
        "reset: the connection was closed after 5 bytes of a body of unknown length");
}

TEST_CASE("compressed data that ends early has no verdict") {
  const std::string text = "{\"message\": \"hello, hello, hello\"}";
  const auto answered = [&](const std::string& coding, const std::string& body) {
    return read("Content-Encoding: " + coding + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n", body);
  };
  const auto ends_early = [](const std::string& coding) {
    return "protocol: the response body ends before its Content-Encoding \"" + coding + "\" does";
  };
  const std::string gzipped = gzip(text), zlib = deflated(text, 15), raw = deflated(text, -15), br = brotli(text);
  CHECK(answered("gzip", gzipped) == "200 \"" + text + "\"");
  CHECK(answered("X-GZip", gzipped) == "200 \"" + text + "\"");
  CHECK(answered("gzip", gzipped.substr(0, gzipped.size() - 8)) == ends_early("gzip"));  // the trailer
  CHECK(answered("gzip", gzipped.substr(0, gzipped.size() - 1)) == ends_early("gzip"));
  CHECK(answered("gzip", gzipped.substr(0, 15)) == ends_early("gzip"));
  CHECK(answered("gzip", gzipped.substr(0, 1)) == ends_early("gzip"));
  CHECK(answered("deflate", zlib) == "200 \"" + text + "\"");
  CHECK(answered("deflate", zlib.substr(0, zlib.size() - 4)) == ends_early("deflate"));
  CHECK(answered("deflate", raw.substr(0, raw.size() - 4)) == ends_early("deflate"));
  CHECK(answered("br", br) == "200 \"" + text + "\"");
  CHECK(answered("br", br.substr(0, br.size() - 1)) == ends_early("br"));
  const std::string zs = zstd(text);
  CHECK(answered("zstd", zs) == "200 \"" + text + "\"");
  CHECK(answered("zstd", zs.substr(0, zs.size() - 1)) == ends_early("zstd"));
  CHECK(answered("zstd", zs.substr(0, 3)) == ends_early("zstd"));
  CHECK(answered("gzip, zstd", zstd(gzipped)) == "200 \"" + text + "\"");
  CHECK(answered("gzip, br", brotli(gzipped)) == "200 \"" + text + "\"");
  CHECK(answered("gzip, br", brotli(gzipped.substr(0, 20))) == ends_early("gzip, br"));
  CHECK(read("Content-Encoding: gzip\r\n" + chunked_line, chunked(gzipped)) == "200 \"" + text + "\"");
  CHECK(read("Content-Encoding: gzip\r\n" + chunked_line, chunked(gzipped.substr(0, 20))) == ends_early("gzip"));
  CHECK(read("Content-Encoding: gzip\r\n", gzipped.substr(0, 20)) == ends_early("gzip"));
}

TEST_CASE("compressed data that is broken has no verdict") {
  std::string wrong_sum = gzip("hello");
  wrong_sum[wrong_sum.size() - 8] ^= 1;
  const auto answered = [&](const std::string& coding, const std::string& body) {
    return read("Content-Encoding: " + coding + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n", body);
  };
  const auto undecodable = [](const std::string& coding) {
    return "protocol: the response body cannot be decoded as its Content-Encoding \"" + coding + "\" says";
  };
  CHECK(answered("gzip", wrong_sum) == undecodable("gzip"));
  CHECK(answered("br", "\xFF\xFF\xFF\xFF\xFF") == undecodable("br"));
  CHECK(answered("zstd", "hello") == undecodable("zstd"));
  CHECK(answered("zstd", zstd_of_window(13)) == "200 \"hello\"");
  CHECK(answered("zstd", zstd_of_window(14)) == undecodable("zstd"));  // RFC 9659, 3: 8 MB are enough
  CHECK(answered("compress", "hello") == undecodable("compress"));
  CHECK(answered("gzip, gzip, gzip, gzip, gzip, gzip", "hello") == undecodable("gzip, gzip, gzip, gzip, gzip, gzip"));
}

TEST_CASE("compressed data that is read in spite of a fault is noted") {
  const auto answered = [&](const std::string& coding, const std::string& body) {
    return read("Content-Encoding: " + coding + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n", body);
  };
  CHECK(answered("deflate", deflated("hello", -15)) ==
        "200 \"hello\" [deflate without zlib: Content-Encoding \"deflate\"]");
  CHECK(answered("gzip", gzip("hello") + "abc") == "200 \"hello\" [bytes behind coding: Content-Encoding \"gzip\"]");
  CHECK(answered("br", brotli("hello") + "abc") == "200 \"hello\" [bytes behind coding: Content-Encoding \"br\"]");
  CHECK(answered("zstd", zstd("hello") + "abc") == "200 \"hello\" [bytes behind coding: Content-Encoding \"zstd\"]");
  CHECK(answered("zstd", zstd("hello, ") + zstd("world")) == "200 \"hello, world\"");  // two frames, RFC 8878, 3
  const std::string long_text(1u << 20, 'x');
  CHECK(answered("zstd", zstd(long_text)) == "200 \"" + long_text + "\"");
  CHECK(answered("gzip", gzip("hello, ") + gzip("world")) == "200 \"hello, world\"");  // two members, RFC 1952, 2.2
}

TEST_CASE("nothing is the whole of nothing, whatever its coding") {
  CHECK(read("Content-Encoding: gzip\r\nContent-Length: 0\r\n", "") == "200 \"\"");
  CHECK(read("Content-Encoding: br\r\n" + chunked_line, "0\r\n\r\n") == "200 \"\"");
  CHECK(read("Content-Encoding: zstd\r\nContent-Length: 20\r\n", "", "HEAD") == "200 \"\"");
  CHECK(read(Answer{"HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\nContent-Length: 99\r\n\r\n"}) ==
        "304 \"\"");
  CHECK(read("Content-Encoding: identity\r\nContent-Length: 5\r\n", "hello") == "200 \"hello\"");
}

TEST_CASE("an answer without a body may tell the length of one, but a 204 has none") {
  CHECK(read("Content-Length: 500\r\n", "", "HEAD") == "200 \"\"");
  CHECK(read(chunked_line, "", "HEAD") == "200 \"\"");
  CHECK(read(Answer{"HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n"}) == "304 \"\"");
  CHECK(read(Answer{"HTTP/1.1 304 Not Modified\r\n" + chunked_line + "\r\n"}) == "304 \"\"");
  CHECK(read(Answer{"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"}) == "204 \"\"");
  CHECK(read(Answer{"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n"}) ==
        "204 \"\" [body where none: Content-Length: 5]");
  CHECK(read(Answer{"HTTP/1.1 204 No Content\r\n" + chunked_line + "\r\n"}) ==
        "204 \"\" [body where none: Transfer-Encoding: chunked]");
  CHECK(read("Content-Length: 5\r\nContent-Length: 6\r\n", "", "HEAD") ==
        "200 \"\" [malformed length: Content-Length: 5, 6]");
  CHECK(read(Answer{"HTTP/1.1 304 Not Modified\r\nContent-Length: +5\r\n\r\n"}) ==
        "304 \"\" [malformed length: Content-Length: +5]");
}

TEST_CASE("chunked is the only transfer coding, and applied once") {
  CHECK(read("Transfer-Encoding: Chunked\r\n", chunked("hello")) == "200 \"hello\"");
  CHECK(read(chunked_line + chunked_line, chunked("hello")) ==
        "200 \"hello\" [chunked twice: Transfer-Encoding: chunked, chunked]");
  CHECK(read("Transfer-Encoding: identity\r\nContent-Length: 5\r\n", "hello") ==
        "200 \"hello\" [unknown coding: Transfer-Encoding: identity] [length beside chunks: Content-Length: 5]");
  for (const std::string coding : {"xchunked", "gzip, chunked", "chunked;q=1"}) {
    CAPTURE(coding);
    const std::string got = read("Transfer-Encoding: " + coding + "\r\n", chunked("hello"));
    CHECK(got == "protocol: Transfer-Encoding \"" + coding + "\" was not asked for and cannot be read");
  }
  CHECK(read(Answer{"HTTP/1.0 200 OK\r\n" + chunked_line + "\r\n" + chunked("hello")}) ==
        "200 \"hello\" [chunks in HTTP/1.0: Transfer-Encoding: chunked]");
}

TEST_CASE("the lines of chunks are read strictly") {
  const std::string malformed = "protocol: malformed chunk in the response body";
  for (const std::string body : {"0x5\r\nhello\r\n0\r\n\r\n", "+5\r\nhello\r\n0\r\n\r\n", " 5\r\nhello\r\n0\r\n\r\n",
                                 "5 5\r\nhello\r\n0\r\n\r\n", "5\r\nhello!\r\n0\r\n\r\n", "5\r\nhello\r\n\r\n0\r\n\r\n",
                                 "00000000000000005\r\nhello\r\n0\r\n\r\n", "5\rhello\r\n0\r\n\r\n"}) {
    CAPTURE(body);
    CHECK(read(chunked_line, body) == malformed);
  }
  CHECK(read(chunked_line, "5;a=\"b\"\r\nhello\r\n0;c\r\nX-Sum: 1\r\n\r\n") == "200 \"hello\"");
  CHECK(read(chunked_line, "005  \r\nhello\r\n000\r\n\r\n") == "200 \"hello\"");
  CHECK(read(chunked_line, "5\nhello\n0\n\n") == "200 \"hello\" [line feed alone]");
  CHECK(read(chunked_line, "5\r\nhello\r\n0\r\n\r\nbehind") == "200 \"hello\" [bytes behind]");
}

TEST_CASE("a connection is used again after a chunked answer in small pieces") {
  const std::string answer = "HTTP/1.1 200 OK\r\n" + chunked_line + "\r\n5;x\r\nhello\r\n1\r\n!\r\n0\r\nX-T: 1\r\n\r\n";
  support::RawServer server([&](support::RawConnection& connection) {
    while (!connection.read_request().empty()) {
      for (const char c : answer) connection.send(std::string_view(&c, 1));
    }
  });
  const auto transport = make_curl_transport(quick_options());
  for (int i = 0; i < 3; ++i) CHECK(dump(exchange(*transport, get(server.url()))) == "200 \"hello!\"");
  CHECK(server.connection_count() == 1);
}

namespace {

// Answers each request on a connection with the next of `answers`, each a list of what is sent at once.
std::vector<std::string> read_all(const std::vector<std::vector<std::string>>& answers, bool with_tls) {
  std::atomic<std::size_t> next{0};
  const auto script = [&](support::RawConnection& connection) {
    while (!connection.read_request().empty() && next < answers.size()) {
      for (const std::string& piece : answers[next++]) {
        connection.send(piece);
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
    }
  };
  const support::RawServer::Tls tls{certificate().certificate_file(), certificate().key_file()};
  const auto server =
      with_tls ? std::make_unique<support::RawServer>(script, tls) : std::make_unique<support::RawServer>(script);
  TransportOptions options = quick_options();
  options.verify_tls = false;
  const auto transport = make_curl_transport(options);
  std::vector<std::string> came;
  for (std::size_t i = 0; i < answers.size(); ++i) came.push_back(dump(exchange(*transport, get(server->url()))));
  return came;
}

}  // namespace

TEST_CASE("bytes behind an answer are noted when the connection ends") {
  const std::string noted = "200 \"hello\" [bytes behind]";
  CHECK(read("Content-Length: 5\r\n", "hello, world") == noted);
  CHECK(read("Content-Length: 5\r\nConnection: close\r\n", "hello\r\n") == noted);
  CHECK(read("Content-Length: 5\r\n", "helloHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") == noted);
  CHECK(read("Content-Length: 0\r\n", "x") == "200 \"\" [bytes behind]");
  CHECK(read(Answer{"HTTP/1.1 204 No Content\r\n\r\nhello"}) == "204 \"\" [bytes behind]");
  CHECK(read(Answer{"HTTP/1.1 304 Not Modified\r\n\r\nhello"}) == "304 \"\" [bytes behind]");
  CHECK(read("Content-Length: 5\r\n", "hello", "HEAD") == "200 \"\" [bytes behind]");
  CHECK(read(Answer{"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello, world"}) == noted);
}

TEST_CASE("bytes behind an answer are noted on new connections and used ones, and are no answer") {
  const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", was_good = "200 \"ok\"";
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", noted = "200 \"hello\" [bytes behind]";
  const std::string closing = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\n";
  for (const bool with_tls : {false, true}) {
    CAPTURE(with_tls);
    const std::vector<std::string> expected{noted, was_good, was_good, noted, was_good};
    CHECK(read_all({{head + "hello" + good}, {good}, {good}, {head + "hello" + good}, {good}}, with_tls) == expected);
    CHECK(read_all({{head, "hello" + good}, {good}, {good}, {head, "hello" + good}, {good}}, with_tls) == expected);
    CHECK(read_all({{closing + "hello!"}, {good}, {good}, {closing + "hello!"}, {good}}, with_tls) == expected);
  }
  CHECK(read_all({{good}, {closing, "hello!"}, {good}}, false) == std::vector<std::string>{was_good, noted, was_good});
}

TEST_CASE("what comes on a connection that is idle is never taken for the answer of the next request") {
  const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  const std::string evil = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
  support::RawServer server([&](support::RawConnection& connection) {
    while (!connection.read_request().empty()) {
      connection.send(good);
      std::this_thread::sleep_for(std::chrono::milliseconds(30));
      connection.send(evil);
    }
  });
  const auto transport = make_curl_transport(quick_options());
  for (const char* method : {"GET", "POST", "POST", "GET"}) {
    const Exchange came = exchange(*transport, Request{method, server.url(), {}, {}});
    CHECK(dump(came) == "200 \"ok\"");
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
}

TEST_CASE("a length beyond all numbers is a body beyond the bound") {
  CHECK(read("Content-Length: 99999999999999999999999\r\n", "hello") ==
        "too-large: the response body is larger than 16777216 bytes");
}

}  // namespace framing_test
