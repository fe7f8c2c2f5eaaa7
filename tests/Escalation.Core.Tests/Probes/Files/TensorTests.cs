using System.Text;
using Escalation.Probes;
using Escalation.Probes.Files;

namespace Escalation.Core.Tests.Probes.Files;

public class TensorTests
{
    [Fact]
    public void Sixteen_bit_integers_and_void_are_floats_only_for_who_says_so()
    {
        byte[] integers = NpyBytes.Of(NpyBytes.Header("<i2", "(1,)"), [0x00, 0x3C]);
        byte[] nothing = NpyBytes.Of(NpyBytes.Header("<V2", "(1,)"), [0x80, 0x3F]);

        Assert.Equal([15360.0], NpyFile.Parse(integers, "a").ToDoubles());
        Assert.Equal([1.0], NpyFile.Parse(integers, "a", new TensorFileOptions { ReadInt16AsFloat16 = true }).ToDoubles());
        Assert.Equal(TensorFileRule.UnsupportedType, Assert.Throws<TensorFileException>(() => NpyFile.Parse(nothing, "a")).Rule);
        Assert.Equal(ActivationType.BFloat16, NpyFile.Parse(nothing, "a", new TensorFileOptions { ReadVoid2AsBFloat16 = true }).AsActivationRows().Type);
        // numpy.load of such a file and numpy.save again loses the byte order, not the meaning; the other order is nobody's.
        byte[] again = NpyBytes.Of(NpyBytes.Header("|V2", "(1,)"), [0x80, 0x3F]);
        Assert.Equal([1.0], NpyFile.Parse(again, "a", new TensorFileOptions { ReadVoid2AsBFloat16 = true }).ToDoubles());
        byte[] swapped = NpyBytes.Of(NpyBytes.Header(">V2", "(1,)"), [0x3F, 0x80]);
        Assert.Throws<TensorFileException>(() => NpyFile.Parse(swapped, "a", new TensorFileOptions { ReadVoid2AsBFloat16 = true }));
    }

    [Theory]
    [InlineData("<U3", false)]
    [InlineData(">U3", true)]
    public void Text_is_read_without_its_padding_in_either_byte_order(string descr, bool bigEndian)
    {
        var encoding = new UTF32Encoding(bigEndian, byteOrderMark: false);
        byte[] payload = [.. encoding.GetBytes("a\U0001F600\0"), .. encoding.GetBytes("\0\0\0")];

        Tensor tensor = NpyFile.Parse(NpyBytes.Of(NpyBytes.Header(descr, "(2,)"), payload), "a");

        Assert.Equal(["a\U0001F600", ""], tensor.ToTexts());
        Assert.Equal(TensorFileRule.UnsupportedType, Assert.Throws<TensorFileException>(() => tensor.ToDoubles()).Rule);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0xD8, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0x11, 0 })]
    public void Text_that_is_none_is_refused(byte[] payload)
    {
        Tensor tensor = NpyFile.Parse(NpyBytes.Of(NpyBytes.Header("<U1", "()"), payload), "a");

        Assert.Equal(TensorFileRule.ValueNotRepresentable, Assert.Throws<TensorFileException>(() => tensor.ToTexts()).Rule);
    }

    [Theory]
    [InlineData("<U0")]
    [InlineData("<U01")]
    [InlineData("|U1")]
    [InlineData("<U99999999999")]
    [InlineData("<U-1")]
    public void A_length_of_text_that_is_none_is_refused(string descr) =>
        Assert.Equal(TensorFileRule.UnsupportedType, Assert.Throws<TensorFileException>(() => NpyFile.Parse(NpyBytes.Of(NpyBytes.Header(descr, "(0,)"), []), "a")).Rule);

    [Fact]
    public void Activations_in_another_order_are_refused_with_a_reason_and_viewed_once_ordered()
    {
        Tensor columns = NpyFile.Parse(NpyBytes.Of(NpyBytes.Header("|i1", "(2, 2)", "True"), [1, 3, 2, 4]), "a");
        Tensor swapped = NpyFile.Parse(NpyBytes.Of(NpyBytes.Header(">f4", "(1,)"), [0x3F, 0x80, 0, 0]), "a");

        Assert.Equal(TensorFileRule.UnexpectedLayout, Assert.Throws<TensorFileException>(() => columns.AsActivationRows()).Rule);
        Assert.Equal(TensorFileRule.UnexpectedLayout, Assert.Throws<TensorFileException>(() => swapped.AsActivationRows()).Rule);
        Assert.Equal([1, 2, 3, 4], columns.ToRowMajor().AsActivationRows(0.5f).Bytes.ToArray());
        Assert.Equal(0.5f, columns.ToRowMajor().AsActivationRows(0.5f).Scale);
        Assert.Equal([0, 0, 0x80, 0x3F], swapped.ToRowMajor().AsActivationRows().Bytes.ToArray());
        Assert.Same(swapped.ToRowMajor().ToRowMajor().Name, swapped.Name);
    }

    [Fact]
    public void Unsigned_integers_of_64_bits_are_read_up_to_53()
    {
        Tensor exact = Tensor.FromBytes("a", TensorType.UInt64, BitConverter.GetBytes(1UL << 53), 1);
        Tensor beyond = Tensor.FromBytes("a", TensorType.UInt64, BitConverter.GetBytes((1UL << 53) + 1), 1);

        Assert.Equal([9007199254740992.0], exact.ToDoubles());
        Assert.Equal(TensorFileRule.ValueNotRepresentable, Assert.Throws<TensorFileException>(() => beyond.ToDoubles()).Rule);
    }
}
