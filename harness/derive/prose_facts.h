// What a sentence of a description states about values, in the words of JSON Schema. Nobody applies it: it is proposed.
#pragma once
#include <concord/document.h>

#include <string>
#include <string_view>
#include <vector>

namespace concord::derive {

struct ProseFact {
  document::Node update;  // what the schema would say: {format: e164}
  std::string text;       // the words, cut to a line: "E.164 format"
  bool on_parent = false; // `update` is for the object that holds the property: {required: [card_id]}
};

// The facts that `description` states about the property `name`, whose schema (without prose) is `schema`. Facts that
// the schema states already, that do not fit its type, or that its own examples break, are left out. `holder`: the
// property that the object with `name` is the value of, which conditions may name, as in "required if retry.kind = x".
std::vector<ProseFact> prose_facts(std::string_view description, std::string_view name, const document::Node& schema,
                                   std::string_view holder = {});

}  // namespace concord::derive
