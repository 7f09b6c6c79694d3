# The architecture, enforced. A module is a static library with an include
# folder of its own, so a header can be included only if its library is linked;
# and a module may only use modules defined before it. Together: an upward
# include does not compile, and an upward link does not configure.

add_library(concord_options INTERFACE)
target_compile_options(concord_options INTERFACE
  -Wall -Wextra -Wconversion -Wnon-virtual-dtor
  $<$<BOOL:${CONCORD_WERROR}>:-Werror>)
if(NOT CONCORD_UNITY)
  target_compile_options(concord_options INTERFACE -Wshadow)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Of files read as one, a local name may hide what another file has, and no class is of the main file: what else
  # -Wshadow and this say is seen where each file is compiled by itself.
  target_compile_options(concord_options INTERFACE -Wshadow=local -Wno-subobject-linkage)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # False alarms of g++ 12 in its own std::string and std::variant once it optimises (GCC bugs 105651 and 105562).
  target_compile_options(concord_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # And those of later ones about texts that are put together (GCC bug 105329).
  target_compile_options(concord_options INTERFACE -Wno-array-bounds -Wno-stringop-overread -Wno-stringop-overflow)
endif()
if(CONCORD_SANITIZE)
  target_compile_options(concord_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined
    -fno-omit-frame-pointer)
  target_link_options(concord_options INTERFACE -fsanitize=address,undefined)
endif()
if(CONCORD_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "CONCORD_FUZZ needs clang: set CMAKE_CXX_COMPILER to clang++")
  endif()
  target_compile_options(concord_options INTERFACE
    -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -g1)
  target_link_options(concord_options INTERFACE -fsanitize=address,undefined)
endif()

# The headers that most files include, read once: REUSE_FROM lends them to every module. What a file includes stays
# written in it, so that it compiles without this too (-DCONCORD_PCH=OFF). How fmt is linked must be said alike to
# everyone: a precompiled header is refused where a definition that it has used differs.
target_compile_definitions(concord_options INTERFACE $<TARGET_PROPERTY:fmt::fmt,INTERFACE_COMPILE_DEFINITIONS>)
set(standard_headers <algorithm> <array> <charconv> <chrono> <cstdint> <cstdlib> <cstring> <deque> <filesystem>
  <functional>
  <limits> <map> <memory> <optional> <set> <span> <string> <string_view> <tuple> <unordered_map> <utility> <variant>
    <vector> <fmt/format.h>)
# precompiled_standard(NAME [OPTION]): those that are compiled with this option.
function(precompiled_standard NAME)
  add_library(${NAME} OBJECT ${PROJECT_SOURCE_DIR}/harness/cmake/standard.cc)
  target_link_libraries(${NAME} PRIVATE concord_options)
  target_compile_options(${NAME} PRIVATE ${ARGN})
  if(CONCORD_PCH)
    target_precompile_headers(${NAME} PRIVATE ${standard_headers})
  endif()
endfunction()
set(optimised_less $<$<CONFIG:Release>:-O1>)
precompiled_standard(concord_standard)
precompiled_standard(concord_standard_less ${optimised_less})
function(precompiled TARGET FROM)
  if(CONCORD_PCH)
    target_precompile_headers(${TARGET} REUSE_FROM ${FROM})
  endif()
endfunction()

# Where CONCORD_UNITY is on, up to so many files of a module are compiled as one: their headers are read once, and what
# they make of the same templates is made once.
set(CONCORD_UNITY_FILES 40 CACHE STRING "How many files of a module are compiled as one, where CONCORD_UNITY is on")

# As few batches as the limit allows, each of as many files.
function(even_batches TARGET)
  list(LENGTH ARGN files)
  math(EXPR batches "(${files} + ${CONCORD_UNITY_FILES} - 1) / ${CONCORD_UNITY_FILES}")
  math(EXPR size "(${files} + ${batches} - 1) / ${batches}")
  set_target_properties(${TARGET} PROPERTIES UNITY_BUILD ${CONCORD_UNITY} UNITY_BUILD_BATCH_SIZE ${size})
endfunction()

# harness_module(NAME SOURCES a.cc ... [USES lower-module ...] [LIBRARIES third-party ...] [OPTIMISED])
# LIBRARIES are private: no third-party header may appear in a public header.
# OPTIMISED: a run spends its time in it. The others spend theirs in those, and are compiled in two thirds of the time.
function(harness_module NAME)
  cmake_parse_arguments(ARG "OPTIMISED" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  foreach(used IN LISTS ARG_USES)
    if(NOT TARGET concord_${used})
      message(FATAL_ERROR "module '${NAME}' uses '${used}', which is not below it: "
                          "see the order in harness/CMakeLists.txt")
    endif()
  endforeach()
  add_library(concord_${NAME} STATIC ${ARG_SOURCES})
  even_batches(concord_${NAME} ${ARG_SOURCES})
  target_include_directories(concord_${NAME} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/include)
  list(TRANSFORM ARG_USES PREPEND concord_)
  target_link_libraries(concord_${NAME} PUBLIC ${ARG_USES} PRIVATE concord_options ${ARG_LIBRARIES})
  if(ARG_OPTIMISED)
    precompiled(concord_${NAME} concord_standard)
  else()
    target_compile_options(concord_${NAME} PRIVATE ${optimised_less})
    precompiled(concord_${NAME} concord_standard_less)
  endif()
endfunction()

# A program of tests as an entry of CTest: skipped when it says so (tests/support/shared.h).
function(harness_test_entry NAME)
  add_test(NAME ${NAME} COMMAND ${ARGN})
  set_tests_properties(${NAME} PROPERTIES SKIP_RETURN_CODE 77)
endfunction()

# harness_tests(MODULE SOURCES a_test.cc ... [LIBRARIES ...] [NEEDS_SHARED]): one program a module, registered with
# CTest.
# NEEDS_SHARED: the tests tagged [shared] are an entry of their own, so that the others count where ../shared is not.
function(harness_tests NAME)
  if(NOT CONCORD_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "NEEDS_SHARED" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(concord_test_${NAME} ${ARG_SOURCES})
  even_batches(concord_test_${NAME} ${ARG_SOURCES})
  target_include_directories(concord_test_${NAME} PRIVATE ${PROJECT_SOURCE_DIR}/harness/${NAME})
  target_link_libraries(concord_test_${NAME} PRIVATE concord_${NAME} concord_test_support concord_options
    ${ARG_LIBRARIES})
  precompiled(concord_test_${NAME} concord_test_standard)
  target_compile_options(concord_test_${NAME} PRIVATE ${test_optimisation})
  if(ARG_NEEDS_SHARED)
    harness_test_entry(${NAME} concord_test_${NAME} "~[shared]")
    harness_test_entry(${NAME}.shared concord_test_${NAME} "[shared]")
  else()
    harness_test_entry(${NAME} concord_test_${NAME})
  endif()
endfunction()
