# Writes OUT/sql.h and OUT/sql.cpp: every FOLDER/query/verb_noun.sql as Query::VerbNoun, every FOLDER/migrate/NNNN_what.sql in order.
cmake_minimum_required(VERSION 3.25)

file(GLOB queries "${FOLDER}/query/*.sql")
file(GLOB migrations "${FOLDER}/migrate/*.sql")
list(SORT queries)
list(SORT migrations)

set(names "")
set(texts "")
foreach(path IN LISTS queries)
  get_filename_component(stem "${path}" NAME_WE)
  if(NOT stem MATCHES "^[a-z]+(_[a-z]+)+$")
    message(FATAL_ERROR "${path}: a statement's file is called verb_noun.sql")
  endif()
  string(REPLACE "_" ";" words "${stem}")
  set(name "")
  foreach(word IN LISTS words)
    string(SUBSTRING "${word}" 0 1 head)
    string(SUBSTRING "${word}" 1 -1 tail)
    string(TOUPPER "${head}" head)
    string(APPEND name "${head}${tail}")
  endforeach()
  file(READ "${path}" sql)
  string(APPEND names "    ${name},\n")
  string(APPEND texts "    R\"taraf(${sql})taraf\",\n")
endforeach()

set(steps "")
set(expected 0)
foreach(path IN LISTS migrations)
  get_filename_component(stem "${path}" NAME_WE)
  math(EXPR expected "${expected} + 1")
  if(NOT stem MATCHES "^([0-9][0-9][0-9][0-9])_[a-z0-9_]+$")
    message(FATAL_ERROR "${path}: a migration's file is called NNNN_what.sql")
  endif()
  math(EXPR number "1${CMAKE_MATCH_1} - 10000")
  if(NOT number STREQUAL expected)
    message(FATAL_ERROR "${path}: migration ${expected} is missing")
  endif()
  file(READ "${path}" sql)
  string(APPEND steps "    R\"taraf(${sql})taraf\",\n")
endforeach()
list(LENGTH queries query_count)

file(WRITE "${OUT}/sql.h.new" "// Made by embed_sql.cmake from resources/sql.
#pragma once

#include <cstddef>
#include <string_view>

namespace taraf::store {

enum class Query : std::size_t {
${names}};
inline constexpr std::size_t kQueryCount = ${query_count};
inline constexpr int kSchemaVersion = ${expected};

/// The statement's text, NUL-terminated.
std::string_view sql(Query query) noexcept;
/// What brings the schema from version - 1 to version, in [1, kSchemaVersion]. NUL-terminated.
std::string_view migration(int version) noexcept;

} // namespace taraf::store
")
file(WRITE "${OUT}/sql.cpp.new" "// Made by embed_sql.cmake from resources/sql.
#include \"sql.h\"

#include <array>

namespace taraf::store {
namespace {

constexpr std::array<std::string_view, kQueryCount> kQueries{
${texts}};
constexpr std::array<std::string_view, kSchemaVersion> kMigrations{
${steps}};

} // namespace

std::string_view sql(Query query) noexcept { return kQueries[static_cast<std::size_t>(query)]; }
std::string_view migration(int version) noexcept { return kMigrations[static_cast<std::size_t>(version - 1)]; }

} // namespace taraf::store
")
file(RENAME "${OUT}/sql.h.new" "${OUT}/sql.h")
file(RENAME "${OUT}/sql.cpp.new" "${OUT}/sql.cpp")
