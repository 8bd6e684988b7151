# Writes OUT/postgres_sql.h: every FOLDER/NNNN_what.sql in order.
cmake_minimum_required(VERSION 3.25)

file(GLOB migrations "${FOLDER}/*.sql")
list(SORT migrations)
set(steps "")
set(expected 0)
foreach(path IN LISTS migrations)
  get_filename_component(stem "${path}" NAME_WE)
  math(EXPR expected "${expected} + 1")
  string(REGEX MATCH "^[0-9][0-9][0-9][0-9]" number "${stem}")
  math(EXPR number "1${number} - 10000")
  if(NOT number STREQUAL expected)
    message(FATAL_ERROR "${path}: migration ${expected} is missing")
  endif()
  file(READ "${path}" sql)
  string(APPEND steps "    R\"taraf(${sql})taraf\",\n")
endforeach()
file(WRITE "${OUT}/postgres_sql.h.new" "// Made by embed_postgres.cmake from resources/sql/postgres.
#pragma once

#include <array>
#include <string_view>

namespace taraf::listens {

/// What brings the server's schema from version n to n + 1.
inline constexpr std::array<std::string_view, ${expected}> kServerMigrations{
${steps}};

} // namespace taraf::listens
")
file(RENAME "${OUT}/postgres_sql.h.new" "${OUT}/postgres_sql.h")
