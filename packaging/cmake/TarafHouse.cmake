# How a room, a program and a test of Taraf are declared.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")
set(CMAKE_INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}")

find_program(TARAF_CCACHE ccache)
if(TARAF_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${TARAF_CCACHE}")
endif()

find_package(Threads REQUIRED)

# Every target of ours is compiled with these; none of them is handed on to those who use the library.
add_library(taraf_options INTERFACE)
target_compile_options(taraf_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Wcast-align -Woverloaded-virtual -Wnull-dereference
  "$<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond;-Wduplicated-branches;-Wlogical-op;-Wuseless-cast>"
  -Wformat=2 -Wimplicit-fallthrough
  $<$<BOOL:${TARAF_WARNINGS_AS_ERRORS}>:-Werror>)
if(NOT TARAF_SANITIZE STREQUAL "")
  # GCC's sanitizers see null and unreached paths that the program cannot take; those warnings say nothing there.
  target_compile_options(taraf_options INTERFACE -fsanitize=${TARAF_SANITIZE} -fno-omit-frame-pointer
    -Wno-null-dereference $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
    $<$<BOOL:${TARAF_BUILD_FUZZERS}>:-fno-sanitize-recover=all>)
  target_link_options(taraf_options INTERFACE -fsanitize=${TARAF_SANITIZE})
  target_compile_definitions(taraf_options INTERFACE TARAF_SANITIZED)
else()
  target_compile_options(taraf_options INTERFACE -fstack-protector-strong
    $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE> $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=3>)
  target_link_options(taraf_options INTERFACE -Wl,-z,relro,-z,now -Wl,--as-needed)
endif()

# taraf_room(NAME SOURCES… [PUBLIC lib…] [PRIVATE lib…])
# A room of core/: a static library taraf::NAME with its public headers in include/taraf/NAME.
function(taraf_room name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(taraf_${name} STATIC ${ARG_SOURCES})
  add_library(taraf::${name} ALIAS taraf_${name})
  target_include_directories(taraf_${name}
    PUBLIC "$<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include>"
    PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}/src")
  target_link_libraries(taraf_${name} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE} $<BUILD_INTERFACE:taraf_options>)
endfunction()

# taraf_test(NAME SOURCES… [LIBS lib…] [LABELS label…] [TIMEOUT seconds] [ENVIRONMENT var=value…])
# A GoogleTest program; ctest sees it as one test.
function(taraf_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBS;LABELS;ENVIRONMENT" ${ARGN})
  add_executable(test_${name} ${ARG_SOURCES})
  set_target_properties(test_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
  target_link_libraries(test_${name} PRIVATE ${ARG_LIBS} taraf::test_main taraf_options)
  add_test(NAME ${name} COMMAND test_${name})
  set_tests_properties(${name} PROPERTIES
    LABELS "${ARG_LABELS}"
    SKIP_REGULAR_EXPRESSION "\\[  SKIPPED \\] .*all of this needs"
    ENVIRONMENT "TARAF_BIN_DIR=${CMAKE_RUNTIME_OUTPUT_DIRECTORY};TARAF_SOURCE_DIR=${PROJECT_SOURCE_DIR};${ARG_ENVIRONMENT}")
  if(ARG_TIMEOUT)
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT})
  endif()
endfunction()
