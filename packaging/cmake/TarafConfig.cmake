include("${CMAKE_CURRENT_LIST_DIR}/TarafTargets.cmake")
