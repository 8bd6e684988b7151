#include "failure.h"

#include "taraf/base/path.h"

#include <sqlite3.h>

namespace taraf::store {

Error describe(const SQLite::Exception &refusal, const std::string &path)
{
    const std::string library = displayText(path);
    const std::string said = std::string(" (") + refusal.what() + ")";
    switch (refusal.getErrorCode() & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::Busy, library + " is being written by another program; try again when it is done" + said};
    case SQLITE_FULL:
        return {ErrorCode::Io, library + " can't grow, the disk is full; free some space and try again" + said};
    case SQLITE_IOERR:
        if (refusal.getExtendedErrorCode() == SQLITE_IOERR_NOMEM) return {ErrorCode::OutOfMemory, library + ": out of memory"};
        return {ErrorCode::Io, library + ": reading or writing failed; see whether the disk is full or failing" + said};
    case SQLITE_CORRUPT:
        return {ErrorCode::Corrupt, library + " is damaged; put it aside and restore a copy, or rescan" + said};
    case SQLITE_NOTADB:
        return {ErrorCode::Corrupt, library + " is no library of Taraf's: it is no database; move it away" + said};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return {ErrorCode::Io, library + " can't be written; see to the rights of the file and its folder" + said};
    case SQLITE_CANTOPEN:
        return {ErrorCode::Io, library + " can't be opened; see to the rights of the file and its folder" + said};
    case SQLITE_NOMEM: return {ErrorCode::OutOfMemory, library + ": out of memory"};
    case SQLITE_TOOBIG: return {ErrorCode::InvalidArgument, library + ": a value is too large to be kept" + said};
    default: return {ErrorCode::Database, library + ": SQLite refused" + said};
    }
}

} // namespace taraf::store
