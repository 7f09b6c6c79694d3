// What names of paths, parameters and members mean for resources.
#pragma once
#include <concord/contract/names.h>
#include <concord/contract/resources.h>

#include <algorithm>
#include <array>

namespace concord::contract {

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), name) != words.end();
}

// The member of a thing that the path's parameter names, or nothing. `resource` in the singular.
const DescribedMember* find_id_member(const DescribedObject& thing, std::string_view parameter,
                                      std::string_view resource);

// Members that hold one thing of an answer ("data", "result", the resource's own name), or a list of them.
bool is_thing_wrapper(std::string_view name, std::string_view resource);
bool is_list_wrapper(std::string_view name, std::string_view resource);

enum class PagingName : std::uint8_t { None, Limit, Offset, Page, Cursor };
PagingName paging_name(std::string_view parameter);
bool is_next_name(std::string_view member);
bool is_total_name(std::string_view member);
bool is_paging_wrapper(std::string_view member);  // "meta", "pagination", "links"

}  // namespace concord::contract
