// Requests that are made again and again: of the rows of an entry that differ in what is expected or in the name alone,
// of repetitions, of steps that log in. While what their templates name is the same text, they are made once.
#pragma once
#include "named_texts.h"

#include <concord/http.h>
#include <concord/suite.h>

#include <array>
#include <memory>

namespace concord::run {

// What a request is made of. References outlive the question.
struct RequestSource {
  const std::shared_ptr<const suite::Provider>& provider;
  const contract::Operation& operation;
  const document::Node& written;  // with templates
  const document::Node& names;    // what they mean
  const std::string& base_url;
};

struct MadeRequest {
  document::Node rendered;
  http::Request built;
};

// Of the last few. Not thread-safe.
class KeptRequests {
 public:
  // What was made of the same, or null.
  std::shared_ptr<const MadeRequest> find(const RequestSource& source);
  // What was made is kept the second time that the same is made; nothing large is.
  void keep(const RequestSource& source, const document::Node& rendered, const http::Request& built);

 private:
  struct Slot {
    std::shared_ptr<const suite::Provider> provider;  // of the operation
    const contract::Operation* operation = nullptr;   // null: free
    document::Node written;
    std::string base_url;
    NamedTexts texts;
    std::shared_ptr<const MadeRequest> made;  // null where it was made once
    bool varies = false;                      // and is not kept
    std::uint64_t used = 0;
  };
  Slot* slot_of(const RequestSource& source);

  std::array<Slot, 4> slots_;
  std::uint64_t turn_ = 0;
};

}  // namespace concord::run
