/// @file Work stays on the calling thread.
#pragma once

namespace taraf::analysis {

/// Sets torch's and OpenBLAS's pools to one thread, once per process. Callers spread work over tracks; pools below would only
/// get in each other's way, and sums would depend on how many threads there are. Also lets malloc keep what a track needs.
void workAlone();

} // namespace taraf::analysis
