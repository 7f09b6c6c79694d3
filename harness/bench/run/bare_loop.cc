// What `concord run` is measured by: libcurl's multi interface and nothing else. The same request again and again over
// a number of connections, every answer counted and thrown away.
//
// usage: concord_bench_run URL REQUESTS CONNECTIONS   (prints seconds; ends with 1 when an answer is not 200)
#include <curl/curl.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

constexpr char body[] = R"({"type": "card_switcher", "external_user_id": "concord-1", "card_id": "81n9al10a0ayn13"})";

std::size_t ignore(char*, std::size_t size, std::size_t count, void*) { return size * count; }

CURL* make_handle(const char* url, curl_slist* headers) {
  CURL* easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignore);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  return easy;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const long requests = std::atol(argv[2]);
  const long connections = std::atol(argv[3]);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  const auto started = std::chrono::steady_clock::now();
  CURLM* multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, connections);
  curl_slist* headers = curl_slist_append(nullptr, "Content-Type: application/json");
  long begun = 0, ended = 0, bad = 0;
  std::vector<CURL*> handles;
  for (; begun < connections && begun < requests; ++begun) {
    handles.push_back(make_handle(argv[1], headers));
    curl_multi_add_handle(multi, handles.back());
  }
  while (ended < requests) {
    int running = 0, queued = 0;
    curl_multi_perform(multi, &running);
    while (const CURLMsg* message = curl_multi_info_read(multi, &queued)) {
      CURL* easy = message->easy_handle;
      long status = 0;
      curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
      if (message->data.result != CURLE_OK || status != 200) ++bad;
      ++ended;
      curl_multi_remove_handle(multi, easy);
      if (begun >= requests) continue;
      curl_multi_add_handle(multi, easy);
      ++begun;
    }
    if (ended < requests) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
  }
  for (CURL* easy : handles) curl_easy_cleanup(easy);
  curl_multi_cleanup(multi);
  curl_slist_free_all(headers);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  std::printf("%.3f\n", took.count());
  return bad == 0 ? 0 : 1;
}
