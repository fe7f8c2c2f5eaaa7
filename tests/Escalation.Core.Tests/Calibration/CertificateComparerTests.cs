using Escalation.Calibration;

namespace Escalation.Core.Tests.Calibration;

public sealed class CertificateComparerTests
{
    /// <summary>A later release may round by another route; what a person could mean to edit is larger.</summary>
    [Theory]
    [InlineData(0.25, 0.25, true)]
    [InlineData(0.0, 0.0, true)]
    [InlineData(1000.0, 1000.0000000009, true)]
    [InlineData(1000.0, 1000.0000000011, false)]
    [InlineData(1e-200, 1.0000000000009e-200, true)]
    [InlineData(1e-200, 1.0000000000011e-200, false)]
    [InlineData(0.0, double.Epsilon, false)]
    [InlineData(0.5, -0.5, false)]
    public void Computed_numbers_agree_in_twelve_digits(double one, double other, bool agree)
    {
        foreach ((double stated, double recomputed) in new[] { (one, other), (other, one), (-one, -other), (-other, -one) })
        {
            var comparer = new CertificateComparer();
            comparer.Number("level", stated, recomputed);

            Assert.Equal(agree, comparer.ToVerification().Agrees);
        }
    }

    [Fact]
    public void A_number_that_is_not_one_agrees_with_nothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CertificateComparer().Number("level", 0.5, double.NaN));
    }

    [Theory]
    [InlineData(0.5, 0.5, null)]
    [InlineData(null, null, null)]
    [InlineData(0.5, null, "0.5 null")]
    [InlineData(null, 0.5, "null 0.5")]
    [InlineData(0.5, 0.75, "0.5 0.75")]
    public void A_number_may_be_absent_on_both_sides_only(double? stated, double? recomputed, string? difference)
    {
        var comparer = new CertificateComparer();
        comparer.Number("seed", stated, recomputed);

        Assert.Equal(difference, comparer.ToVerification().Differences.Select(static one => $"{one.Stated} {one.Recomputed}").SingleOrDefault());
    }

    [Fact]
    public void A_copied_number_agrees_to_the_bit()
    {
        var comparer = new CertificateComparer();
        comparer.Same("threshold", 0.5, 0.5);
        Assert.True(comparer.ToVerification().Agrees);
        comparer.Same("threshold", 0.5, Math.BitIncrement(0.5));
        Assert.Equal("threshold", Assert.Single(comparer.ToVerification().Differences).Field);
    }

    [Fact]
    public void A_field_is_named_once_by_its_first_difference_and_sentences_by_the_first_that_differs()
    {
        var comparer = new CertificateComparer();
        comparer.Count("n", 1, 2);
        comparer.Count("n", 1, 3);
        comparer.Count("k", 4, 4);
        comparer.Sentences("assumptions", ["A.", "B."], ["A.", "B.", "C.", "D."]);
        comparer.Sentences("more", ["A.", "B."], ["A."]);
        comparer.Sentences("same", ["A."], ["A."]);

        Assert.Equal(
            [new("n", "1", "2"), new("assumptions", "nothing more", "C."), new("more", "B.", "nothing more")],
            comparer.ToVerification().Differences);
    }
}
