using Escalation.Probes;
using Escalation.Probes.Files;
using Escalation.Tests.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Probes.Files;

public class NpyFileTests
{
    [Theory]
    [Trait("Row", "21")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_file_cut_at_any_byte_is_refused(byte major)
    {
        byte[] whole = NpyBytes.Of(NpyBytes.Header("<f4", "(3,)"), new byte[12], major);
        Assert.Equal(3, NpyFile.Parse(whole, "probe.npy").Count);

        for (int length = 0; length < whole.Length; length++)
        {
            var refusal = Assert.Throws<TensorFileException>(() => NpyFile.Parse(whole[..length], "probe.npy"));
            Assert.Equal(TensorFileRule.Truncated, refusal.Rule);
        }
    }

    [Fact]
    public void Any_change_of_one_byte_is_refused_or_read_as_well_formed_but_never_fails_otherwise()
    {
        byte[] whole = NpyBytes.OfSingles(1, 2, 3);
        for (int position = 0; position < whole.Length - 12; position++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] changed = [.. whole];
                changed[position] = (byte)value;
                try
                {
                    // The 12 bytes of data fit no other count that one changed byte can announce.
                    int count = NpyFile.Parse(changed, "changed.npy").Count;
                    Assert.True(count == 3, $"byte {position} = {value} gave {count} elements");
                }
                catch (TensorFileException)
                {
                    // Refused, as most changes are.
                }
            }
        }
    }

    [Fact]
    public void Random_bytes_are_refused_with_the_typed_exception()
    {
        Gen<byte[]> noise = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();
        Prop.ForAll(noise.ToArbitrary(), bytes =>
        {
            byte[] file = NpyBytes.Of(System.Text.Encoding.Latin1.GetString(bytes) + "\n", []);
            Assert.Throws<TensorFileException>(() => NpyFile.Parse(file, "noise.npy"));
            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Floats_survive_the_round_trip_bit_for_bit()
    {
        Prop.ForAll(ArbMap.Default.GeneratorFor<float[]>().ToArbitrary(), values =>
            NpyFile.Parse(NpyBytes.OfSingles(values), "round.npy").ToSingles().Select(BitConverter.SingleToInt32Bits)
                .SequenceEqual(values.Select(BitConverter.SingleToInt32Bits))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Pickles_are_refused_with_a_way_out()
    {
        var refusal = Assert.Throws<TensorFileException>(() => NpyFile.Parse(NpyBytes.Of(NpyBytes.Header("|O", "(1,)"), [1]), "a.npy"));

        Assert.Equal(TensorFileRule.ObjectType, refusal.Rule);
        Assert.Contains("pickle", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("numpy.save", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Row", "22")]
    [InlineData("<V2")]
    [InlineData("|V2")]
    [InlineData("<c8")]
    [InlineData("|S8")]
    [InlineData("<f3")]
    [InlineData("|f4")]
    [InlineData("=f4")]
    [InlineData("<u1")]
    [InlineData("")]
    public void An_element_type_that_is_not_read_is_named(string descr)
    {
        var refusal = Assert.Throws<TensorFileException>(() => NpyFile.Parse(NpyBytes.Of(NpyBytes.Header(descr, "(0,)"), []), "a.npy"));

        Assert.Equal(TensorFileRule.UnsupportedType, refusal.Rule);
        Assert.Contains($"'{descr}'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">f8", new byte[] { 0x3F, 0xF8, 0, 0, 0, 0, 0, 0 }, 1.5)]
    [InlineData(">f2", new byte[] { 0x3C, 0x00 }, 1.0)]
    [InlineData("<i2", new byte[] { 0xFE, 0xFF }, -2.0)]
    [InlineData(">i2", new byte[] { 0xFF, 0xFE }, -2.0)]
    [InlineData("<u2", new byte[] { 0xFE, 0xFF }, 65534.0)]
    [InlineData(">u2", new byte[] { 0x01, 0x00 }, 256.0)]
    [InlineData("<i4", new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }, -1.0)]
    [InlineData(">i4", new byte[] { 0, 0, 1, 0 }, 256.0)]
    [InlineData("<u4", new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }, 4294967295.0)]
    [InlineData(">u4", new byte[] { 0, 0, 1, 0 }, 256.0)]
    [InlineData(">i8", new byte[] { 0, 0x20, 0, 0, 0, 0, 0, 0 }, 9007199254740992.0)]
    [InlineData("|i1", new byte[] { 0x80 }, -128.0)]
    public void Each_type_is_decoded_in_its_byte_order(string descr, byte[] payload, double expected) =>
        Assert.Equal([expected], NpyFile.Parse(NpyBytes.Of(NpyBytes.Header(descr, "(1,)"), payload), "a.npy").ToDoubles());

    [Theory]
    [InlineData("<i8", new byte[] { 1, 0, 0, 0, 0, 0, 0x20, 0 })]
    [InlineData("|b1", new byte[] { 2 })]
    public void A_value_that_cannot_be_represented_is_refused(string descr, byte[] payload)
    {
        Tensor array = NpyFile.Parse(NpyBytes.Of(NpyBytes.Header(descr, "(1,)"), payload), "a.npy");

        Assert.Equal(TensorFileRule.ValueNotRepresentable, Assert.Throws<TensorFileException>(() => array.ToDoubles()).Rule);
    }

    [Fact]
    public void A_double_too_large_for_a_float_is_refused_while_infinity_is_kept()
    {
        Tensor large = NpyFile.Parse(NpyBytes.Of(NpyBytes.Header("<f8", "(1,)"), BitConverter.GetBytes(1e39)), "a.npy");
        Tensor infinite = NpyFile.Parse(NpyBytes.Of(NpyBytes.Header("<f8", "(1,)"), BitConverter.GetBytes(double.NegativeInfinity)), "a.npy");

        Assert.Equal([1e39], large.ToDoubles());
        Assert.Equal(TensorFileRule.ValueNotRepresentable, Assert.Throws<TensorFileException>(() => large.ToSingles()).Rule);
        Assert.Equal([float.NegativeInfinity], infinite.ToSingles());
    }

    [Fact]
    public void Fortran_order_in_three_dimensions_becomes_row_major()
    {
        // Element (i, j, k) of shape (2, 3, 2) holds its row-major index; the file's first index runs fastest.
        byte[] payload = [.. from k in Enumerable.Range(0, 2) from j in Enumerable.Range(0, 3) from i in Enumerable.Range(0, 2) select (byte)((i * 6) + (j * 2) + k)];

        Tensor array = NpyFile.Parse(NpyBytes.Of(NpyBytes.Header("|u1", "(2, 3, 2)", "True"), payload), "a.npy");

        Assert.Equal(Enumerable.Range(0, 12).Select(i => (double)i), array.ToDoubles());
    }

    [Fact]
    public void A_header_at_the_limit_is_read_and_one_byte_more_is_refused()
    {
        string At(int length) => NpyBytes.Header("<f4", "(0,)").TrimEnd('\n').PadRight(length - 1) + "\n";

        Assert.Equal(0, NpyFile.Parse(NpyBytes.Of(At(TensorFileOptions.Default.MaximumNpyHeaderBytes), []), "a.npy").Count);
        Assert.Equal(TensorFileRule.HeaderTooLarge, Assert.Throws<TensorFileException>(() => NpyFile.Parse(NpyBytes.Of(At(TensorFileOptions.Default.MaximumNpyHeaderBytes + 1), []), "a.npy")).Rule);
    }

    [Fact]
    [Trait("Row", "19")]
    public void A_huge_announcement_allocates_nothing_large()
    {
        byte[] file = NpyBytes.Of(NpyBytes.Header("<f8", "(250000000,)"), [1, 2, 3]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<TensorFileException>(() => NpyFile.Parse(file, "a.npy"));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_missing_file_is_an_input_output_error() =>
        Assert.Throws<FileNotFoundException>(() => NpyFile.Read(Path.Combine(AppContext.BaseDirectory, "no-such-probe.npy")));

    [DataFact("uq/truth-probes/0.5B.p4_acts.npy")]
    public void Real_half_precision_activations_are_read()
    {
        Tensor array = NpyFile.Read(DataFactAttribute.PathOf("uq/truth-probes/0.5B.p4_acts.npy"));

        Assert.Equal("<f2", array.ElementType);
        Assert.Equal([800L, 896L], array.Shape.ToArray());
        Assert.All(array.ToSingles(), value => Assert.True(float.IsFinite(value)));
    }
}
