using System.Globalization;
using Escalation.Probes;

namespace Escalation.Core.Tests.Probes;

public class ActivationRowsTests
{
    [Fact]
    public void A_view_counts_rows_and_keeps_the_bytes()
    {
        ActivationRows rows = ActivationRows.FromSingles([1f, 2f, 3f, 4f, 5f, 6f], length: 3);

        Assert.Equal(2, rows.Rows);
        Assert.Equal(3, rows.Length);
        Assert.Equal(24, rows.Bytes.Length);
        Assert.Equal(ActivationType.Float32, rows.Type);
        Assert.Equal(1f, rows.Scale);
    }

    [Fact]
    public void Each_type_has_its_size()
    {
        Assert.Equal(2, ActivationRows.FromHalves([(Half)1f, (Half)2f], length: 1).Rows);
        Assert.Equal(2, ActivationRows.FromBFloat16([0x3F80, 0x4000], length: 1).Rows);
        Assert.Equal(2, ActivationRows.FromSignedBytes([1, -1], length: 1, scale: 0.5f).Rows);
        Assert.Equal([4, 2, 2, 1], Enum.GetValues<ActivationType>().Select(ActivationRows.SizeOf));
        Assert.Throws<ArgumentOutOfRangeException>(() => ActivationRows.SizeOf((ActivationType)9));
    }

    [Fact]
    public void A_slice_holds_the_rows_asked_for()
    {
        ActivationRows rows = ActivationRows.FromSignedBytes([1, 2, 3, 4, 5, 6], length: 2, scale: 0.25f);

        ActivationRows middle = rows.Slice(1, 1);

        Assert.Equal([3, 4], middle.Bytes.ToArray());
        Assert.Equal(0.25f, middle.Scale);
        Assert.Equal(0, rows.Slice(3, 0).Rows);
        Assert.Equal(0, default(ActivationRows).Slice(0, 0).Rows);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 4)]
    [InlineData(3, 1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Rows_that_are_not_there_are_refused(int first, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ActivationRows.FromSignedBytes([1, 2, 3, 4, 5, 6], length: 2, scale: 1f).Slice(first, count));

    [Fact]
    public void Part_of_a_row_is_refused_with_the_sizes_named()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => ActivationRows.FromSingles([1f, 2f, 3f], length: 2));

        Assert.Contains("12 bytes", refused.Message, StringComparison.Ordinal);
        Assert.Contains("8 bytes", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ActivationRows.FromSingles([1f], length: 0));
        Assert.Throws<ArgumentException>(() => ActivationRows.FromSingles([1f], length: int.MaxValue));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("0")]
    [InlineData("-1")]
    public void A_scale_must_be_finite_and_above_zero(string scale) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ActivationRows.FromSignedBytes([1], length: 1, float.Parse(scale, CultureInfo.InvariantCulture)));

    [Fact]
    public void Only_bytes_have_a_scale() =>
        Assert.Throws<ArgumentException>(() => ActivationRows.FromBytes([0, 0, 0, 0], ActivationType.Float32, length: 1, scale: 2f));
}
