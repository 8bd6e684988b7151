#include "songs.h"
#include "taraf/recommend/query.h"

#include <gtest/gtest.h>
#include <limits>

namespace taraf::recommend {
namespace {

using test::Shelf;
using test::Vector;

double norm(const Vector &vector, const PartRange &part)
{
    double squares = 0;
    for (std::size_t i = part.offset; i < part.offset + part.size; ++i) squares += static_cast<double>(vector[i]) * static_cast<double>(vector[i]);
    return std::sqrt(squares);
}

Vector negated(Vector vector)
{
    for (float &value : vector) value = -value;
    return vector;
}

TEST(Query, OneTermIsItsOwnVector)
{
    Shelf shelf;
    const Vector &vector = shelf.vector();
    const std::vector<Term> terms{{vector, 3.0F, weights(Focus::Mood)}};
    const auto query = combine(terms);
    ASSERT_TRUE(query);
    EXPECT_EQ(query->vector, vector);
    for (std::size_t part = 0; part < kPartCount; ++part) EXPECT_NEAR(query->weights[part], weights(Focus::Mood)[part], 1e-6);
}

TEST(Query, PartsHaveUnitLength)
{
    Shelf shelf;
    std::vector<Term> terms;
    for (int i = 0; i < 5; ++i) terms.push_back({shelf.vector(), 1.0F + static_cast<float>(i)});
    const std::vector<Term> minus{{shelf.vector()}};
    const auto query = combine(terms, minus);
    ASSERT_TRUE(query);
    for (const PartRange &part : kParts) EXPECT_NEAR(norm(query->vector, part), 1.0, 1e-5);
}

TEST(Query, TwoTermsMeetInTheMiddle)
{
    const Vector a = test::planeVector(1.0);
    const Vector b = test::planeVector(0.0);
    const std::vector<Term> terms{{a}, {b}};
    const auto query = combine(terms);
    ASSERT_TRUE(query);
    EXPECT_NEAR(query->vector[0], std::sqrt(0.5), 1e-6);
    EXPECT_NEAR(query->vector[1], std::sqrt(0.5), 1e-6);
}

TEST(Query, OppositeTermsLeaveTheHeaviest)
{
    Shelf shelf;
    const Vector &vector = shelf.vector();
    const Vector opposite = negated(vector);
    const std::vector<Term> even{{opposite}, {vector}};
    const auto query = combine(even);
    ASSERT_TRUE(query);
    EXPECT_NEAR(cosine(query->vector, opposite, weights(Focus::Overall)), 1.0F, 1e-5);
    const std::vector<Term> heavy{{opposite}, {vector, 2.0F}};
    EXPECT_NEAR(cosine(combine(heavy)->vector, vector, weights(Focus::Overall)), 1.0F, 1e-5);
}

TEST(Query, MinusMovesAwayAndNeverLeavesNothing)
{
    Shelf shelf;
    const Vector &wanted = shelf.vector();
    const Vector &avoided = shelf.vector(&wanted, 1.0F);
    const std::vector<Term> terms{{wanted}};
    const std::vector<Term> minus{{avoided}};
    const auto query = combine(terms, minus);
    ASSERT_TRUE(query);
    EXPECT_LT(cosine(query->vector, avoided, weights(Focus::Overall)), cosine(wanted, avoided, weights(Focus::Overall)));

    const auto itself = combine(terms, terms, 1.0F);
    ASSERT_TRUE(itself);
    EXPECT_NEAR(cosine(itself->vector, wanted, weights(Focus::Overall)), 1.0F, 1e-5);
}

TEST(Query, AClipCountsOnlyWhereItIsMeant)
{
    Shelf shelf;
    const Vector &song = shelf.vector();
    const Vector &beat = shelf.vector();
    const std::vector<Term> terms{{song, 1.0F, {1.0F, 0.0F, 0.0F, 0.0F}}, {beat, 1.0F, {0.0F, 0.0F, 1.0F, 0.0F}}};
    const auto query = combine(terms);
    ASSERT_TRUE(query);
    EXPECT_FLOAT_EQ(query->weights[0], 0.5F);
    EXPECT_FLOAT_EQ(query->weights[2], 0.5F);
    EXPECT_NEAR(partCosines(query->vector, song)[0], 1.0F, 1e-5);
    EXPECT_NEAR(partCosines(query->vector, beat)[2], 1.0F, 1e-5);
}

TEST(Query, APartNobodyHasStaysZero)
{
    Shelf shelf;
    Vector a = shelf.vector();
    Vector b = shelf.vector();
    for (std::size_t i = range(Part::Harmony).offset; i < kVectorSize; ++i) a[i] = b[i] = 0.0F;
    const std::vector<Term> terms{{a}, {b}};
    EXPECT_EQ(norm(combine(terms)->vector, range(Part::Harmony)), 0.0);
}

TEST(Query, RefusesWhatMakesNoSense)
{
    Shelf shelf;
    Vector broken = shelf.vector();
    broken[7] = std::numeric_limits<float>::infinity();
    const Vector shortOne(8, 0.5F);
    const Vector &good = shelf.vector();
    const auto refused = [](std::vector<Term> terms) { return combine(terms).error_or(Error{}).code == ErrorCode::InvalidArgument; };
    EXPECT_TRUE(refused({}));
    EXPECT_TRUE(refused({{broken}}));
    EXPECT_TRUE(refused({{shortOne}}));
    EXPECT_TRUE(refused({{good, 0.0F}}));
    EXPECT_TRUE(refused({{good, 1.0F, {0.0F, 0.0F, 0.0F, 0.0F}}}));
}

} // namespace
} // namespace taraf::recommend
