/// @file What was recommended, and to whom.
#pragma once

#include "taraf/base/opinion.h"
#include "taraf/store/listens.h"

namespace taraf::store {

struct Recommendation {
    OpinionOf of = OpinionOf::Artist;
    std::int64_t subject = 0; ///< of a track its recording, of an album its id, of an artist TasteModel::keyOf()
    std::string name;         ///< for people
    UnixTime givenAt{0};
};

/// Errors and threads: as Library, which must outlive it.
class Recommended
{
public:
    explicit Recommended(Listens &listens) noexcept : m_impl(listens.m_impl) {}

    /// Newest first.
    [[nodiscard]] Result<std::vector<Recommendation>> all(ListenerId listener);
    /// In their order; what was recommended before stays as it is.
    [[nodiscard]] Result<> add(ListenerId listener, std::span<const Recommendation> given);
    [[nodiscard]] Result<> forget(ListenerId listener);

private:
    Library::Impl *m_impl;
};

} // namespace taraf::store
