// A schema that leads back to itself without looking deeper into the instance would never end: an error of the schema.
#include "compile.h"

#include <concord/base/text.h>

namespace concord::schema {

// The schemas that `id` applies to the same value.
std::vector<SchemaId> Compiler::in_place(SchemaId id) const {
  std::vector<SchemaId> out;
  const Range range = program_.schemas[id].as_written;
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    const Step& step = program_.steps[i];
    switch (step.op) {
      case Op::Ref:
      case Op::Not: out.push_back(step.a); break;
      case Op::AllOf:
      case Op::AnyOf:
      case Op::OneOf: out.insert(out.end(), program_.edges.begin() + step.a, program_.edges.begin() + step.b); break;
      case Op::If:
        for (SchemaId part : {step.a, step.b, step.c}) {
          if (part != kNone) out.push_back(part);
        }
        break;
      case Op::DependentSchemas:
        for (std::uint32_t k = step.a; k < step.b; ++k) out.push_back(program_.dependents[k].schema);
        break;
      default: break;
    }
  }
  return out;
}

void Compiler::find_cycles() {
  enum class State : std::uint8_t { New, Open, Done };
  struct Frame {
    SchemaId id;
    std::vector<SchemaId> next;
    std::size_t at = 0;
  };
  std::vector<State> states(program_.schemas.size(), State::New);
  std::vector<Frame> path;
  for (SchemaId start = 0; start < states.size(); ++start) {
    if (states[start] != State::New) continue;
    states[start] = State::Open;
    path.push_back({start, in_place(start)});
    while (!path.empty()) {
      Frame& frame = path.back();
      if (frame.at == frame.next.size()) {
        states[frame.id] = State::Done;
        path.pop_back();
        continue;
      }
      const SchemaId next = frame.next[frame.at++];
      if (states[next] == State::Open) {
        const Origin& origin = program_.origins[next];
        if (!complained_.insert(origin.schema).second) continue;
        std::string message = "the schema refers to itself without end";
        if (!origin.schema->span().is_known()) message += " (at " + place_of(origin.schema) + ")";
        errors.push_back(base::error("schema.reference-cycle", std::move(message), origin.schema->span(),
                                     "every round must look into a member or an item"));
      } else if (states[next] == State::New) {
        states[next] = State::Open;
        path.push_back({next, in_place(next)});
      }
    }
  }
}

}  // namespace concord::schema
