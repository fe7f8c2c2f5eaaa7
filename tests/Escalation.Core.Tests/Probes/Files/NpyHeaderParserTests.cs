using System.Text;
using Escalation.Probes;
using Escalation.Probes.Files;

namespace Escalation.Core.Tests.Probes.Files;

public class NpyHeaderParserTests
{
    private const string Rest = "'fortran_order': False, 'shape': (2,)}\n";

    [Theory]
    [InlineData("{'descr':'<f4','fortran_order':False,'shape':(2,)}\n")]
    [InlineData("{\"shape\": (2,), \"descr\": \"<f4\", \"fortran_order\": False}\n")]
    [InlineData("  { 'descr' : '<f4' , 'fortran_order' : False , 'shape' : ( 2 , ) , }   \n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2L,)}\n")]
    public void Keys_in_any_order_and_spacing_are_read(string header)
    {
        NpyHeader parsed = Parse(header);

        Assert.Equal("<f4", parsed.Type.Spelling);
        Assert.False(parsed.FortranOrder);
        Assert.Equal([2L], parsed.Shape);
    }

    [Theory]
    [InlineData("()", new long[0])]
    [InlineData("(0,)", new[] { 0L })]
    [InlineData("(2, 3)", new[] { 2L, 3L })]
    [InlineData("(2, 3,)", new[] { 2L, 3L })]
    [InlineData("(9223372036854775807,)", new[] { long.MaxValue })]
    public void Shapes_are_tuples_of_whole_numbers(string shape, long[] expected) =>
        Assert.Equal(expected, Parse(NpyBytes.Header("<f4", shape)).Shape);

    [Theory]
    [InlineData("(2)")]
    [InlineData("2")]
    [InlineData("[2]")]
    [InlineData("(,)")]
    [InlineData("(2,,)")]
    [InlineData("(2 3)")]
    [InlineData("(02,)")]
    [InlineData("(-1,)")]
    [InlineData("(+1,)")]
    [InlineData("(2.0,)")]
    [InlineData("(1e3,)")]
    [InlineData("(1_0,)")]
    [InlineData("(0x10,)")]
    [InlineData("(2LL,)")]
    [InlineData("(True,)")]
    [InlineData("('2',)")]
    [InlineData("((2,),)")]
    [InlineData("(2,")]
    public void Other_shapes_are_refused(string shape) => Refuses(NpyBytes.Header("<f4", shape), TensorFileRule.BadShape);

    [Fact]
    public void More_dimensions_than_numpy_has_are_refused()
    {
        string At(int dimensions) => NpyBytes.Header("<f4", $"({string.Concat(Enumerable.Repeat("1,", dimensions))})");

        Assert.Equal(64, Parse(At(64)).Shape.Length);
        Refuses(At(65), TensorFileRule.BadShape);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("{")]
    [InlineData("{'descr': '<f4', " + "'fortran_order': False, 'shape': (2,)}")]
    [InlineData("{'descr': '<f4', " + Rest + "x")]
    [InlineData("{'descr': '<f4', " + "'fortran_order': False, 'shape': (2,)} x\n")]
    [InlineData("{'descr': '<f4', " + "'fortran_order': False, 'shape': (2,)}\n\n")]
    [InlineData("{'descr': '<f4' " + Rest)]
    [InlineData("{'descr' '<f4', " + Rest)]
    [InlineData("{'descr': <f4, " + Rest)]
    [InlineData("{'descr': '<f4\\n', " + Rest)]
    [InlineData("{'descr': '<f4")]
    [InlineData("{'descr': '<f\\x34', " + Rest)]
    [InlineData("{'descr': u'<f4', " + Rest)]
    [InlineData("{'descr': '<f\u00e44', " + Rest)]
    [InlineData("{descr: '<f4', " + Rest)]
    [InlineData("{\t'descr': '<f4', " + Rest)]
    [InlineData("{,'descr': '<f4', " + Rest)]
    [InlineData("{'descr': '<f4',, " + Rest)]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': false, 'shape': (2,)}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': Falsehood, 'shape': (2,)}\n")]
    public void What_is_not_the_grammar_is_refused(string header) => Refuses(header, TensorFileRule.BadHeader);

    [Theory]
    [InlineData("{}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}\n")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', " + Rest)]
    [InlineData("{'descr': '<f4', 'extra': 1, " + Rest)]
    [InlineData("{'Descr': '<f4', " + Rest)]
    public void Keys_that_are_missing_doubled_or_unknown_are_refused(string header) => Refuses(header, TensorFileRule.BadKeys);

    [Theory]
    [Trait("Row", "20")]
    [InlineData("(9223372036854775808,)")]
    [InlineData("(99999999999999999999999999,)")]
    public void A_dimension_beyond_63_bits_is_refused(string shape) => Refuses(NpyBytes.Header("<f4", shape), TensorFileRule.Overflow);

    [Theory]
    [Trait("Row", "20")]
    [InlineData("(4294967296, 4294967296)")]
    [InlineData("(0, 9223372036854775807, 9223372036854775807)")]
    [InlineData("(9223372036854775807, 9223372036854775807, 0)")]
    [InlineData("(536870912,)")]
    public void A_product_beyond_one_array_is_refused_even_beside_a_zero(string shape) =>
        Assert.Equal(TensorFileRule.Overflow, Assert.Throws<TensorFileException>(() => Parse(NpyBytes.Header("<f4", shape)).CountElements("a.npy", Array.MaxLength)).Rule);

    private static NpyHeader Parse(string header) => NpyHeaderParser.Parse(Encoding.Latin1.GetBytes(header), "a.npy", TensorFileOptions.Default);

    private static void Refuses(string header, TensorFileRule rule) =>
        Assert.Equal(rule, Assert.Throws<TensorFileException>(() => Parse(header)).Rule);
}
