using Escalation.Probes.Files;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Probes.Files;

public sealed class TensorFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.safetensors")]
    [InlineData("a.npy")]
    [InlineData("a.npz")]
    [InlineData("A.NPY")]
    public void The_name_decides_the_format(string name)
    {
        Tensor tensor = Tensor.FromSingles("array", [1f, 2f], 2);
        byte[] bytes = Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".safetensors" => SafeTensorsFile.ToBytes([tensor]),
            ".npz" => ZipBytes.Of(deflate: true, ("array.npy", NpyFile.ToBytes(tensor))),
            _ => NpyFile.ToBytes(tensor),
        };

        Assert.Equal([1f, 2f], TensorFile.Read(_folder.Write(name, bytes)).Get("array").ToSingles());
    }

    [Fact]
    public void Without_such_a_name_the_content_decides()
    {
        byte[] npy = NpyFile.ToBytes(Tensor.FromSingles("a", [1f], 1));

        Assert.Single(TensorFile.Read(_folder.Write("a.dat", npy)).Tensors);
        Assert.Equal("x", TensorFile.Read(_folder.Write("b.dat", ZipBytes.Of(deflate: false, ("x.npy", npy)))).Tensors[0].Name);
        Assert.Equal(TensorFileRule.UnknownFormat, Refusal("c.dat", [1, 2, 3]).Rule);
        Assert.Equal(TensorFileRule.UnknownFormat, Refusal("d.dat", []).Rule);
    }

    [Theory]
    [InlineData("a.pt", "torch.load", "safetensors.torch.save_file")]
    [InlineData("a.pth", "torch.load", "safetensors.torch.save_file")]
    [InlineData("a.pkl", "pickle.load", "numpy.savez")]
    [InlineData("a.pickle", "pickle.load", "numpy.savez")]
    [InlineData("a.pt.zst", "zstandard", "safetensors.torch.save_file")]
    [InlineData("a.h5", "h5py", "numpy.savez")]
    public void A_refused_format_is_known_by_its_name_and_the_message_shows_the_export(string name, string first, string second)
    {
        TensorFileException refusal = Refusal(name, [1]);

        Assert.Equal(TensorFileRule.RefusedFormat, refusal.Rule);
        Assert.Contains(first, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(second, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("{", refusal.Message.Replace("{\"direction\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".safetensors")]
    [InlineData(".npy")]
    [InlineData(".npz")]
    [InlineData(".dat")]
    public void A_refused_format_is_known_by_its_content_under_any_name(string extension)
    {
        byte[] pickle = [0x80, 0x04, 0x95, 0x1A, 0, 0, 0, 0, 0, 0, 0, .. new byte[20]];
        byte[] zstd = [0x28, 0xB5, 0x2F, 0xFD, 0x24, 0, 0, 0, 0, 0, 0, .. new byte[20]];

        Assert.Equal(TensorFileRule.RefusedFormat, Refusal("a" + extension, pickle).Rule);
        Assert.Equal(TensorFileRule.RefusedFormat, Refusal("b" + extension, zstd).Rule);
    }

    [Theory]
    [InlineData("a.npz")]
    [InlineData("a.dat")]
    public void An_archive_of_torch_is_refused_as_the_pickle_it_is(string name)
    {
        TensorFileException refusal = Refusal(name, ZipBytes.Of(deflate: false, ("archive/data.pkl", [0x80, 2]), ("archive/data/0", [0])));

        Assert.Equal(TensorFileRule.RefusedFormat, refusal.Rule);
        Assert.Contains("torch.load", refusal.Message, StringComparison.Ordinal);
    }

    private TensorFileException Refusal(string name, byte[] bytes)
    {
        string path = _folder.Write(name, bytes);
        return Assert.Throws<TensorFileException>(() => TensorFile.Read(path));
    }
}
