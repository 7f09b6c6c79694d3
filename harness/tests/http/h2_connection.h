// The server's side of HTTP/2, as little as tests of broken streams need: frames, and one answer without fields.
#pragma once
#include <support/raw_server.h>

#include <cstdint>
#include <string>

namespace concord::http {

class H2Connection {
 public:
  struct Frame {
    std::uint8_t type = 0xff;  // 0xff: the client has closed
    std::uint8_t flags = 0;
    std::uint32_t stream = 0;
    std::string payload;
  };
  static constexpr std::uint8_t data = 0, header_block = 1, reset = 3, settings = 4, goaway = 7;
  static constexpr std::uint8_t end_stream = 1, end_headers = 4;
  static constexpr std::uint32_t no_error = 0, internal_error = 2, refused_stream = 7;

  explicit H2Connection(support::RawConnection& connection) : connection_(connection) {
    connection_.read_bytes(24);  // the preface
    send(settings, 0, 0, "");
  }

  struct Message {
    std::uint32_t stream = 0;  // 0: the client has closed
    std::string body;
  };
  // The next request that is whole. The streams of several are not mixed by clients with bodies this small.
  Message read_request() {
    Message message;
    while (true) {
      const Frame frame = read();
      if (frame.type == 0xff) return {};
      if (frame.type == data) message.body += frame.payload;
      const bool is_message = frame.type == data || frame.type == header_block;
      if (is_message && (frame.flags & end_stream) != 0) return {frame.stream, std::move(message.body)};
    }
  }

  bool answer_200(std::uint32_t stream) { return send(header_block, end_headers | end_stream, stream, "\x88"); }
  bool reset_stream(std::uint32_t stream, std::uint32_t error) { return send(reset, 0, stream, number(error)); }
  bool go_away(std::uint32_t last_stream, std::uint32_t error) {
    return send(goaway, 0, 0, number(last_stream) + number(error));
  }

 private:
  static std::string number(std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((value >> shift) & 0xff);
    return bytes;
  }

  Frame read() {
    const std::string head = connection_.read_bytes(9);
    if (head.size() < 9) return {};
    const auto byte = [&head](std::size_t at) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(head[at]));
    };
    Frame frame;
    frame.type = static_cast<std::uint8_t>(byte(3));
    frame.flags = static_cast<std::uint8_t>(byte(4));
    frame.stream = (byte(5) << 24 | byte(6) << 16 | byte(7) << 8 | byte(8)) & 0x7fffffffu;
    frame.payload = connection_.read_bytes(byte(0) << 16 | byte(1) << 8 | byte(2));
    if (frame.type == settings && (frame.flags & 1) == 0) send(settings, 1, 0, "");
    return frame;
  }

  bool send(std::uint8_t type, int flags, std::uint32_t stream, std::string_view payload) {
    std::string bytes = number(static_cast<std::uint32_t>(payload.size())).substr(1);
    bytes += static_cast<char>(type);
    bytes += static_cast<char>(flags);
    bytes += number(stream);
    return connection_.send(bytes.append(payload));
  }

  support::RawConnection& connection_;
};

}  // namespace concord::http
