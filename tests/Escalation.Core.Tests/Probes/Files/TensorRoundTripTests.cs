using Escalation.Probes.Files;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Probes.Files;

public class TensorRoundTripTests
{
    private static readonly TensorType[] Types = [.. Enum.GetValues<TensorType>().Where(type => type != TensorType.Text)];

    /// <summary>Any bytes of any type, so NaN of every payload among them.</summary>
    private static Gen<Tensor> Tensors { get; } =
        from type in Gen.Elements(Types)
        from rows in Gen.Choose(0, 4)
        from columns in Gen.Choose(0, 5)
        from dimensions in Gen.Choose(0, 3)
        let shape = dimensions switch { 0 => (long[])[], 1 => [columns], 2 => [rows, columns], _ => [rows, 2, columns] }
        from bytes in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf((int)(StoredType.Of(type).Size * shape.Aggregate(1L, (product, length) => product * length)))
        select Tensor.FromBytes("t", type, bytes, shape);

    [Fact]
    public void Safetensors_give_back_every_byte()
    {
        Prop.ForAll(Tensors.ArrayOf().ToArbitrary(), tensors =>
        {
            Tensor[] named = [.. tensors.Select((tensor, index) => Tensor.FromBytes(FormattableString.Invariant($"t{index}"), tensor.Type, tensor.Bytes, tensor.Shape))];
            TensorArchive read = SafeTensorsFile.Parse(SafeTensorsFile.ToBytes(named), "round");
            return read.Tensors.Count == named.Length && named.All(tensor => Same(tensor, read.Get(tensor.Name)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Npy_gives_back_every_byte_and_begins_its_data_at_a_multiple_of_64()
    {
        Prop.ForAll(Tensors.Where(tensor => NpyType.DescrOf(tensor.Type) is not null).ToArbitrary(), tensor =>
        {
            byte[] bytes = NpyFile.ToBytes(tensor);
            return (bytes.Length - tensor.Bytes.Length) % 64 == 0 && Same(tensor, NpyFile.Parse(bytes, "round"));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Npz_gives_back_every_byte_stored_or_deflated()
    {
        Prop.ForAll(Tensors.Where(tensor => NpyType.DescrOf(tensor.Type) is not null).ToArbitrary(), tensor =>
            Same(tensor, NpzFile.Parse(ZipBytes.Of(deflate: false, ("t.npy", NpyFile.ToBytes(tensor))), "round").Get("t"))
            && Same(tensor, NpzFile.Parse(ZipBytes.Of(deflate: true, ("t.npy", NpyFile.ToBytes(tensor))), "round").Get("t"))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Singles_keep_every_bit_even_of_signalling_NaN()
    {
        uint[] bits = [0x7F800001, 0xFFBFFFFF, 0x7FC12345, 0x80000000, 1];
        Tensor tensor = Tensor.FromSingles("t", [.. bits.Select(BitConverter.UInt32BitsToSingle)], bits.Length);

        float[] read = SafeTensorsFile.Parse(SafeTensorsFile.ToBytes([tensor]), "a").Get("t").ToSingles();

        Assert.Equal(bits, read.Select(BitConverter.SingleToUInt32Bits));
    }

    [Theory]
    [InlineData("f4_c")]
    [InlineData("f8_1d")]
    [InlineData("f2")]
    [InlineData("i8")]
    [InlineData("bool")]
    [InlineData("u1")]
    [InlineData("scalar")]
    [InlineData("empty_2x0")]
    public void What_is_written_is_what_numpy_wrote(string name)
    {
        byte[] bytes = GoldenTensors.Bytes(GoldenTensors.Cases("npy", "valid").Single(golden => GoldenTensors.Name(golden) == name));

        Assert.Equal(bytes, NpyFile.ToBytes(NpyFile.Parse(bytes, name)));
    }

    [Theory]
    [InlineData("f4_fortran", "f4_c")]
    [InlineData("version2", "f4_c")]
    [InlineData("version3", "f4_c")]
    public void Another_order_or_version_is_written_in_the_one_form(string name, string same)
    {
        byte[] Of(string wanted) => GoldenTensors.Bytes(GoldenTensors.Cases("npy", "valid").Single(golden => GoldenTensors.Name(golden) == wanted));

        Assert.Equal(Of(same), NpyFile.ToBytes(NpyFile.Parse(Of(name), name)));
    }

    private static bool Same(Tensor expected, Tensor actual) =>
        expected.Type == actual.Type && expected.Shape.SequenceEqual(actual.Shape) && expected.Bytes.SequenceEqual(actual.Bytes);
}
