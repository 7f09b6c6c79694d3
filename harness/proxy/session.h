// One connection of a client, and that to the target which serves it.
#pragma once
#include "loop.h"
#include "passage.h"

#include <memory>
#include <string>
#include <vector>

namespace concord::proxy {

// Lives as long as its coroutine.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, Loop& loop);
  ~Session();
  static asio::awaitable<void> serve(std::shared_ptr<Session> self);
  void stop();
  void look(Instant now);

 private:
  using State = MessageReader::State;
  enum class Phase { Reading, Connecting, Waiting, Passing };
  enum class Sent { Whole, Broken };

  asio::awaitable<void> run();
  asio::awaitable<bool> shake_hands();
  asio::awaitable<bool> exchange();  // whether the client's connection stays open
  asio::awaitable<State> read_request_head();
  asio::awaitable<bool> pass(const std::string& path);

  // The way out.
  asio::awaitable<bool> ask(const std::string& path);
  asio::awaitable<Unreached> reach(bool may_reuse);
  void begin_upload(const std::string& path);
  asio::awaitable<void> send_request();
  static asio::awaitable<void> upload(std::shared_ptr<Session> self);
  asio::awaitable<void> join_upload();
  bool may_ask_again() const;
  Unreached why_unanswered() const;
  std::string taken_request_content();

  // The way back.
  asio::awaitable<State> read_answer_head();
  asio::awaitable<bool> relay();  // whether it came to its end
  asio::awaitable<Sent> relay_content(std::string text, Framing framing);
  asio::awaitable<bool> hold();  // whether the answer was replaced
  asio::awaitable<Decision> ask_for_decision();
  void decide(Decision decision);
  Framing answer_framing() const;
  asio::awaitable<void> tunnel();
  static asio::awaitable<void> pump(std::shared_ptr<Session> self, bool is_to_client);

  // Answers of our own.
  asio::awaitable<void> refuse(int status, const std::string& why);
  asio::awaitable<void> tell_unreached(const Unreached& failed);
  asio::awaitable<void> reply(const http::Reply& answer, bool keeps_alive);
  void tell();

  asio::awaitable<State> read_more(MessageReader& reader, Link& link);
  asio::awaitable<void> finish();
  void enter(Phase phase, std::chrono::milliseconds limit);
  bool is_client_gone() const { return is_client_gone_ || !client_.socket.is_open(); }
  bool keeps_client() const;

  Link client_;
  std::unique_ptr<Link> server_;
  Loop& loop_;
  MessageReader request_{MessageReader::Kind::Request}, answer_{MessageReader::Kind::Answer};
  Passage passage_;
  std::vector<char> from_client_, from_server_;
  std::string request_text_;  // that is sent first
  asio::steady_timer wakes_;  // what waits for another coroutine
  Phase phase_ = Phase::Reading;
  Instant limit_{};
  int pumping_ = 0;
  bool is_uploading_ = false;
  bool is_reused_ = false;  // the connection to the target had served another request
  bool is_limit_passed_ = false;
  bool is_client_gone_ = false;
  bool is_stopping_ = false;
  bool is_told_ = false;  // of this exchange
  bool is_decided_ = false;
  Decision decision_;
};

}  // namespace concord::proxy
