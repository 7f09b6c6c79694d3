// Was the request sent, and may libcurl send it again?
//
// libcurl repeats a request when a connection that it had used before ends without a byte of an answer, and when an
// HTTP/2 server refused the stream. It then looks for a connection (the callback that opens a socket), and is about to
// send (the callback before a request): both come here first, and what must not be repeated ends there. The text of the
// first failure stays in `error_text`, so the error says what became of the first connection.
//
// Of HTTP/2 libcurl tells neither GOAWAY nor REFUSED_STREAM but by its log. What is not understood there counts as
// "may have been processed", so that another wording never sends anything twice. (Of a connection that it had used
// before, libcurl 7 does not say that a stream was refused. It is as silent when one died of a broken frame, and then
// nobody knows.)
#include "curl_transfer.h"

#include <concord/http/repeatable.h>

#include <netdb.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <utility>

namespace concord::http {
namespace {

constexpr std::size_t max_last_streams = 4096;

// The number after `key` in a line of the log.
std::optional<std::uint32_t> number_after(std::string_view line, std::string_view key) {
  const std::size_t at = line.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  std::uint32_t number = 0;
  const char* begin = line.data() + at + key.size();
  const auto [end, failure] = std::from_chars(begin, line.data() + line.size(), number);
  if (failure != std::errc{} || end == begin) return std::nullopt;
  return number;
}

bool is_above_last_stream(const Transfer& transfer) {
  const DeliveryState& delivery = transfer.delivery;
  // Sockets of the system have no ports, so their connections cannot be told apart.
  if (delivery.stream == 0 || !transfer.origin->unix_socket.empty()) return false;
  const LastStreams& all = *transfer.slot->last_streams;
  const auto last = all.find(delivery.connection);
  return last != all.end() && delivery.stream > last->second;
}

std::optional<RepeatReason> why_again(Transfer& transfer) {
  switch (delivery_of(transfer)) {
    case Delivery::NotSent: return RepeatReason::NotSent;
    case Delivery::NotProcessed: return RepeatReason::NotProcessed;
    case Delivery::Unknown: break;
  }
  if (is_idempotent(transfer.exchange.request.method)) return RepeatReason::Idempotent;
  return std::nullopt;
}

// Whether libcurl may go on with a transfer that begins: always the first time.
bool may_begin(Transfer& transfer) {
  DeliveryState& delivery = transfer.delivery;
  if (delivery.decisions < delivery.begins) {
    ++delivery.decisions;
    const auto reason = why_again(transfer);
    delivery.is_given_up = !reason;
    if (reason) transfer.exchange.resends.push_back(*reason);
  }
  return !delivery.is_given_up;
}

int on_before_request(void* user, char*, char*, int remote_port, int local_port) noexcept {
  Slot& slot = *static_cast<Slot*>(user);
  if (!may_begin(*slot.transfer)) return CURL_PREREQFUNC_ABORT;
  DeliveryState& delivery = slot.transfer->delivery;
  ++delivery.begins;
  delivery.is_refused = false;
  delivery.stream = 0;
  delivery.bytes_before = get_long(slot.easy, CURLINFO_REQUEST_SIZE);
  delivery.connection = {local_port, remote_port};
  (*slot.connections)[delivery.connection].sender = slot.transfer.get();
  const long connects = get_long(slot.easy, CURLINFO_NUM_CONNECTS);
  const bool is_new_connection = connects > delivery.connects_before;
  delivery.connects_before = connects;
  if (is_new_connection) slot.last_streams->erase(delivery.connection);
  // What came before anything was asked is no answer: another connection has none of it.
  delivery.is_stale = !is_new_connection && has_unread(slot);
  if (delivery.is_stale) return CURL_PREREQFUNC_ABORT;
  slot.phase_limits->begin(slot, slot.timeouts.first_byte);
  return CURL_PREREQFUNC_OK;
}

// Whether the caller lets it connect there.
bool may_connect(Slot& slot, const curl_sockaddr& address) {
  if (!slot.options->refuse_address) return true;
  char host[NI_MAXHOST] = "", port[NI_MAXSERV] = "";
  const int failure = ::getnameinfo(&address.addr, address.addrlen, host, sizeof host, port, sizeof port,
                                    NI_NUMERICHOST | NI_NUMERICSERV);
  auto why = failure == 0 ? slot.options->refuse_address(host, static_cast<std::uint16_t>(std::atoi(port)))
                          : std::optional<std::string>("an address that cannot be read");
  if (!why) return true;
  slot.transfer->refused_address = std::move(*why);
  return false;
}

// What libcurl does when it is not asked, unless it is about to connect for what must not be sent again, or to where it
// must not.
curl_socket_t on_open_socket(void* user, curlsocktype, curl_sockaddr* address) noexcept {
  Slot& slot = *static_cast<Slot*>(user);
  if (!may_begin(*slot.transfer) || !may_connect(slot, *address)) return CURL_SOCKET_BAD;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void hear_goaway(Slot& slot, std::uint32_t last_stream) {
  LastStreams& all = *slot.last_streams;
  if (all.size() >= max_last_streams) all.clear();
  const auto [known, is_new] = all.emplace(slot.transfer->delivery.connection, last_stream);
  if (!is_new) known->second = std::min(known->second, last_stream);
}

// Of libcurl from 7.88 to 8.14, which from 8 on hands over those behind an answer to HEAD without a word. Another
// wording would leave them unseen, which a test tells.
bool tells_of_bytes_behind(std::string_view line) {
  return line.starts_with("Excess found") || line.starts_with("Leftovers after chunking");
}

// libcurl 8 tells of the frames of both sides; that of ours says nothing of what the server did.
bool tells_of_own_frame(std::string_view line) { return line.find("-> FRAME[") != std::string_view::npos; }

int on_log(CURL*, curl_infotype type, char* data, std::size_t size, void* user) noexcept {
  Slot& slot = *static_cast<Slot*>(user);
  if (!slot.transfer) return 0;
  if (type == CURLINFO_DATA_IN && size != 0 && slot.transfer->reader.is_whole())
    slot.transfer->reader.note_bytes_behind();
  const std::string_view line(data, size);
  if (type != CURLINFO_TEXT || tells_of_own_frame(line)) return 0;
  DeliveryState& delivery = slot.transfer->delivery;
  if (tells_of_bytes_behind(line)) {
    slot.transfer->reader.note_bytes_behind();
  } else if (line.find("GOAWAY, error=") != std::string_view::npos) {
    if (const auto last = number_after(line, "last_stream=")) hear_goaway(slot, *last);
  } else if (line.find("REFUSED_STREAM") != std::string_view::npos) {
    delivery.is_refused = true;
  } else if (const auto stream = number_after(line, "Using Stream ID: ")) {
    delivery.stream = *stream;
  } else if (line.find("] OPENED stream") != std::string_view::npos) {
    delivery.stream = number_after(line, "[HTTP/2] [").value_or(0);
  }
  return 0;
}

void hear_frames() {
#if LIBCURL_VERSION_NUM >= 0x080300
  static const CURLcode traced = curl_global_trace("http/2");
  static_cast<void>(traced);
#endif
}

}  // namespace

void watch_delivery(Slot& slot, bool hears_frames) {
  set(slot.easy, CURLOPT_PREREQFUNCTION, on_before_request);
  set(slot.easy, CURLOPT_PREREQDATA, &slot);
  set(slot.easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
  set(slot.easy, CURLOPT_OPENSOCKETDATA, &slot);
  set(slot.easy, CURLOPT_DEBUGFUNCTION, on_log);
  set(slot.easy, CURLOPT_DEBUGDATA, &slot);
  if (hears_frames) hear_frames();
}

void hear_log(Slot& slot, bool is_heard) {
  if (std::exchange(slot.hears_log, is_heard) != is_heard) set(slot.easy, CURLOPT_VERBOSE, is_heard ? 1L : 0L);
}

Delivery delivery_of(const Transfer& transfer) {
  const DeliveryState& delivery = transfer.delivery;
  if (!transfer.slot || delivery.begins == 0) return Delivery::NotSent;
  if (get_long(transfer.slot->easy, CURLINFO_REQUEST_SIZE) == delivery.bytes_before) return Delivery::NotSent;
  const bool is_refused = delivery.is_refused || is_above_last_stream(transfer);
  return is_refused && !transfer.reader.has_status() ? Delivery::NotProcessed : Delivery::Unknown;
}

}  // namespace concord::http
