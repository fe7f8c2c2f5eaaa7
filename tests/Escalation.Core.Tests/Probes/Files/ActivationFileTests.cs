using System.Buffers.Binary;
using System.Text;
using Escalation.Probes;
using Escalation.Probes.Files;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Probes.Files;

public sealed class ActivationFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_of_a_npy_matrix_are_viewed_where_they_lie()
    {
        Tensor tensor = Tensor.FromSingles("a", [1, 2, 3, 4, 5, 6], 3, 2);
        using ActivationFile file = ActivationFile.Open(_folder.Write("a.npy", NpyFile.ToBytes(tensor)));

        Assert.Equal((3L, 2, ActivationType.Float32), (file.Rows, file.Length, file.Type));
        ActivationRows rows = file.GetRows(1, 2);
        Assert.Equal(2, rows.Rows);
        Assert.Equal(tensor.Bytes[8..].ToArray(), rows.Bytes.ToArray());
        Assert.Equal(0, file.GetRows(3, 0).Rows);
    }

    [Theory]
    [InlineData(TensorType.Float32, ActivationType.Float32)]
    [InlineData(TensorType.Float16, ActivationType.Float16)]
    [InlineData(TensorType.BFloat16, ActivationType.BFloat16)]
    [InlineData(TensorType.Int8, ActivationType.Int8)]
    public void A_tensor_of_a_safetensors_file_is_found_by_name(TensorType type, ActivationType expected)
    {
        byte[] bytes = [.. Enumerable.Range(1, 6 * StoredType.Of(type).Size).Select(value => (byte)value)];
        string path = _folder.Write("a.safetensors", SafeTensorsFile.ToBytes([Tensor.FromDoubles("other", [1.0], 1), Tensor.FromBytes("acts", type, bytes, 2, 3)]));
        using ActivationFile file = ActivationFile.Open(path, "acts", type == TensorType.Int8 ? 0.25f : 1f);

        Assert.Equal(expected, file.Type);
        Assert.Equal(bytes, file.GetRows(0, 2).Bytes.ToArray());
        Assert.Equal(type == TensorType.Int8 ? 0.25f : 1f, file.GetRows(0, 1).Scale);
        Assert.Equal(TensorFileRule.MissingTensor, Assert.Throws<TensorFileException>(() => ActivationFile.Open(path)).Rule);
        Assert.Equal(TensorFileRule.MissingTensor, Assert.Throws<TensorFileException>(() => ActivationFile.Open(path, "none")).Rule);
        Assert.Equal(TensorFileRule.UnsupportedType, Assert.Throws<TensorFileException>(() => ActivationFile.Open(path, "other")).Rule);
    }

    [Fact]
    public void Bare_floats_need_exactly_the_length_of_their_shape()
    {
        string path = _folder.Write("a.f32", [.. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(2f)]);
        using (ActivationFile file = ActivationFile.OpenRaw(path, 2, 1))
        {
            Assert.Equal(BitConverter.GetBytes(2f), file.GetRows(1, 1).Bytes.ToArray());
        }

        TensorFileException cut = Assert.Throws<TensorFileException>(() => ActivationFile.OpenRaw(path, 3, 1));
        Assert.Equal(TensorFileRule.Truncated, cut.Rule);
        Assert.EndsWith("3 rows of 1 32-bit floats take 12 bytes, but the file has 8.", cut.Message, StringComparison.Ordinal);
        Assert.Equal(TensorFileRule.TrailingData, Assert.Throws<TensorFileException>(() => ActivationFile.OpenRaw(path, 1, 1)).Rule);
        Assert.Equal(TensorFileRule.Overflow, Assert.Throws<TensorFileException>(() => ActivationFile.OpenRaw(path, long.MaxValue, 2)).Rule);
        Assert.Throws<ArgumentOutOfRangeException>(() => ActivationFile.OpenRaw(path, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ActivationFile.OpenRaw(path, 1, 0));
    }

    [Fact]
    public void A_file_without_rows_has_nothing_to_map()
    {
        using ActivationFile raw = ActivationFile.OpenRaw(_folder.Write("a.f32", Array.Empty<byte>()), 0, 4);
        using ActivationFile npy = ActivationFile.Open(_folder.Write("a.npy", NpyFile.ToBytes(Tensor.FromSingles("a", [], 0, 4))));

        Assert.Equal(0, raw.GetRows(0, 0).Rows);
        Assert.Equal(4, npy.GetRows(0, 0).Length);
    }

    [Theory]
    [InlineData("<f8", "False", "(1, 1)", 8, TensorFileRule.UnsupportedType, "astype('<f4')")]
    [InlineData("<i4", "False", "(1, 1)", 4, TensorFileRule.UnsupportedType, "<i4")]
    [InlineData("<f4", "True", "(1, 1)", 4, TensorFileRule.UnexpectedLayout, "ascontiguousarray")]
    [InlineData(">f4", "False", "(1, 1)", 4, TensorFileRule.UnexpectedLayout, "astype('<f4')")]
    [InlineData("<f4", "False", "()", 4, TensorFileRule.UnexpectedShape, "()")]
    [InlineData("<f4", "False", "(1, 1, 1)", 4, TensorFileRule.UnexpectedShape, "(1, 1, 1)")]
    [InlineData("<f4", "False", "(3, 0)", 0, TensorFileRule.UnexpectedShape, "(3, 0)")]
    [InlineData("<f4", "False", "(2, 1)", 4, TensorFileRule.Truncated, "announces 8")]
    [InlineData("<f4", "False", "(1, 1)", 5, TensorFileRule.TrailingData, "announces 4")]
    [InlineData("<f4", "False", "(4611686018427387904, 4)", 4, TensorFileRule.Overflow, "4611686018427387904")]
    public void A_matrix_that_cannot_be_mapped_is_refused_with_the_reason(string descr, string order, string shape, int bytes, TensorFileRule rule, string said)
    {
        string path = _folder.Write("a.npy", NpyBytes.Of(NpyBytes.Header(descr, shape, order), new byte[bytes]));

        var refusal = Assert.Throws<TensorFileException>(() => ActivationFile.Open(path));

        Assert.Equal(rule, refusal.Rule);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_and_a_pickle_cannot_be_mapped()
    {
        Assert.Equal(TensorFileRule.UnexpectedLayout, Assert.Throws<TensorFileException>(() => ActivationFile.Open(_folder.Write("a.npz", GoldenTensors.Npz("stored")))).Rule);
        Assert.Equal(TensorFileRule.RefusedFormat, Assert.Throws<TensorFileException>(() => ActivationFile.Open(_folder.Write("a.pt", [1]))).Rule);
    }

    [Fact]
    public void Rows_that_do_not_exist_and_scales_without_a_meaning_are_refused()
    {
        string path = _folder.Write("a.npy", NpyFile.ToBytes(Tensor.FromSingles("a", [1, 2], 2, 1)));
        using ActivationFile file = ActivationFile.Open(path);

        Assert.Throws<ArgumentOutOfRangeException>(() => file.GetRows(-1, 1).Rows);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.GetRows(1, 2).Rows);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.GetRows(0, -1).Rows);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.GetRows(long.MaxValue, 1).Rows);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.GetRows(0, int.MaxValue).Rows);
        Assert.Throws<ArgumentException>(() => ActivationFile.Open(path, scale: 2f));
        Assert.Throws<ArgumentOutOfRangeException>(() => ActivationFile.Open(path, scale: float.NaN));
        Assert.Throws<ArgumentException>(() => ActivationFile.Open(path, tensor: "a"));
    }

    [Fact]
    public void After_disposal_rows_are_refused_but_a_hold_keeps_those_that_were_taken()
    {
        ActivationFile file = ActivationFile.Open(_folder.Write("a.npy", NpyFile.ToBytes(Tensor.FromSingles("a", [1, 2], 2, 1))));
        IDisposable hold = file.Hold();
        ActivationRows rows = file.GetRows(0, 2);

        file.Dispose();
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.GetRows(0, 1).Rows);
        Assert.Throws<ObjectDisposedException>(file.Hold);
        Assert.Equal(2f, BinaryPrimitives.ReadSingleLittleEndian(rows.Bytes[4..]));
        hold.Dispose();
        hold.Dispose();
    }

    [Fact]
    public void Views_allocate_nothing()
    {
        using ActivationFile file = ActivationFile.Open(_folder.Write("a.npy", NpyFile.ToBytes(Tensor.FromSingles("a", [1, 2], 2, 1))));
        int rows = file.GetRows(0, 1).Rows;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            rows += file.GetRows(i % 2, 1).Rows;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1001, rows);
    }

    [Fact]
    public void A_file_of_more_than_4_GiB_is_viewed_at_both_ends()
    {
        // Holes take no room on the file systems of Linux; elsewhere they might take all of it.
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        const int Length = 4096;
        const long Rows = 300_000;
        byte[] header = Encoding.Latin1.GetBytes(FormattableString.Invariant($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({Rows}, {Length}), }}").PadRight(117) + "\n");
        string path = _folder.PathOf("large.npy");
        using (FileStream stream = File.Create(path))
        {
            stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header]);
            stream.SetLength(128 + (Rows * Length * sizeof(float)));
            stream.Position = stream.Length - sizeof(float);
            stream.Write(BitConverter.GetBytes(2.5f));
        }

        using ActivationFile file = ActivationFile.Open(path);

        Assert.Equal(Rows, file.Rows);
        Assert.Equal(2.5f, BinaryPrimitives.ReadSingleLittleEndian(file.GetRows(Rows - 1, 1).Bytes[^4..]));
        Assert.Equal(0f, BinaryPrimitives.ReadSingleLittleEndian(file.GetRows(0, 1).Bytes));
        Assert.Equal(2.5f, BinaryPrimitives.ReadSingleLittleEndian(file.GetRows(Rows - file.MaximumCount, file.MaximumCount).Bytes[^4..]));
    }
}
