/// @file Marks what our shared libraries let others use; everything else stays hidden.
#pragma once

#define TARAF_EXPORT __attribute__((visibility("default")))
