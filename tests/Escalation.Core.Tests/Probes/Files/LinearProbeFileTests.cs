using Escalation.Probes;
using Escalation.Probes.Files;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Probes.Files;

public sealed class LinearProbeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("(3,)")]
    [InlineData("(1, 3)")]
    [InlineData("(3, 1)")]
    public void One_row_of_weights_is_read(string shape)
    {
        byte[] payload = [.. new[] { 0.5f, -1f, 2f }.SelectMany(BitConverter.GetBytes)];

        LinearProbe probe = LinearProbeFile.ReadNpy(Write(NpyBytes.Of(NpyBytes.Header("<f4", shape), payload)), 0.25, Fingerprints.Small);

        Assert.Equal([0.5f, -1f, 2f], probe.Direction.ToArray());
        Assert.Equal(0.25f, probe.Bias);
        Assert.Equal(Fingerprints.Small, probe.Fingerprint);
    }

    [Theory]
    [InlineData("()", 1)]
    [InlineData("(0,)", 0)]
    [InlineData("(2, 2)", 4)]
    [InlineData("(1, 1, 2)", 2)]
    public void Any_other_shape_is_refused(string shape, int count)
    {
        string path = Write(NpyBytes.Of(NpyBytes.Header("<f4", shape), new byte[4 * count]));

        var refusal = Assert.Throws<TensorFileException>(() => LinearProbeFile.ReadNpy(path, 0, Fingerprints.Small));

        Assert.Equal(TensorFileRule.UnexpectedShape, refusal.Rule);
        Assert.Equal(path, refusal.FileName);
    }

    [Theory]
    [Trait("Row", "17")]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_weight_that_is_not_finite_is_refused(float bad)
    {
        string path = Write(NpyBytes.OfSingles(1f, bad));

        var refusal = Assert.Throws<TensorFileException>(() => LinearProbeFile.ReadNpy(path, 0, Fingerprints.Small));

        Assert.Equal(TensorFileRule.ValueNotFinite, refusal.Rule);
        Assert.Contains("weight 1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "21")]
    public void A_file_cut_at_any_byte_is_refused()
    {
        byte[] whole = NpyBytes.OfSingles(1f, 2f, 3f);
        for (int length = 0; length < whole.Length; length++)
        {
            string path = Write(whole[..length]);
            Assert.Equal(TensorFileRule.Truncated, Assert.Throws<TensorFileException>(() => LinearProbeFile.ReadNpy(path, 0, Fingerprints.Small)).Rule);
        }
    }

    private string Write(byte[] bytes)
    {
        string path = _folder.PathOf("probe.npy");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
