// Stories about lists: what they have, on which page, by which filter, in which order. The table is in stories.cc.
#pragma once
#include "story_writer.h"

namespace concord::explore {

// A state with one thing more.
Node with(Node state, std::string_view name, Node value);
// {rule, after, list: {items, id, …, name: value}}
Node list_state(const StoryWriter& writer, std::string_view rule, std::string_view name, Node value);

// Whether the contract has what they take.
bool lists(const contract::Resource& one);
bool is_led_to_next_page(const contract::Resource& one);
bool has_limit(const contract::Resource& one);
bool has_offset(const contract::Resource& one);
bool has_filters(const contract::Resource& one);
bool has_filters_by_reference(const contract::Resource& one);
bool has_orders(const contract::Resource& one);

void tell_list_contains(StoryWriter& writer);
void tell_limit(StoryWriter& writer);
void tell_pages(StoryWriter& writer);
void tell_offsets(StoryWriter& writer);
void tell_filters(StoryWriter& writer);
void tell_filters_by_reference(StoryWriter& writer);
void tell_orders(StoryWriter& writer);

}  // namespace concord::explore
