/// @file A job's lines as runJob() reads them. Private to the room.
#pragma once

#include "taraf/work/job.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace taraf::work {

/// What became of a child, as one reads its lines.
struct Outcome {
    std::optional<QJsonObject> result;
    std::optional<Error> error;
};

/// One line, whatever is in it: hands on what is an event, keeps what is an end, passes over the rest.
void take(const QByteArray &line, const JobEvents &events, Outcome &outcome);

} // namespace taraf::work
