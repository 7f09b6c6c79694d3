#include "one_place.h"

namespace concord::page {

void place_all(Node& node, base::Span place) {
  node.set_span(place);
  if (node.is_array()) {
    for (Node& item : node.items()) place_all(item, place);
  }
  if (!node.is_object()) return;
  for (document::Member& member : node.members()) {
    member.key_span = place;
    place_all(member.value, place);
  }
}

}  // namespace concord::page
