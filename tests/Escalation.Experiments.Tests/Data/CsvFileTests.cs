using System.IO.Compression;
using System.Text;
using Escalation.Experiments.Data;
using Escalation.Tests.Shared;

namespace Escalation.Experiments.Tests.Data;

public class CsvFileTests
{
    [Fact]
    public void Rows_are_read_by_the_names_of_their_columns_plain_or_compressed()
    {
        using var folder = new TemporaryFolder();
        byte[] content = Encoding.UTF8.GetBytes("a,\"b,c\",d\n1,0.25,\"x\ny\"\n0,1e-3,z\n");
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        foreach (string path in (string[])[folder.Write("plain.csv", content), folder.Write("small.csv.gz", compressed.ToArray())])
        {
            using var file = new CsvFile(path);
            Assert.True(file.Read());
            Assert.True(file.Bit(file.Column("a")));
            Assert.Equal(0.25, file.Probability(file.Column("b,c")));
            Assert.Equal("x\ny", file.Text(file.Column("d")));
            Assert.True(file.Read());
            Assert.False(file.Bit(0));
            Assert.Equal(0.001, file.Probability(1));
            Assert.False(file.Read());
        }
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("a,b\n1\n", "line 2: 1 fields, but the header has 2")]
    [InlineData("a,b\n1,0.5\n1,0.5,2\n", "line 3: 3 fields, but the header has 2")]
    [InlineData("b\n1\n", "there is no column 'a'")]
    [InlineData("a,b\n2,0.5\n", "line 2, column a: '2' is neither 0 nor 1")]
    [InlineData("a,b\nU,0.5\n", "line 2, column a: 'U' is neither 0 nor 1")]
    [InlineData("a,b\n1,NaN\n", "line 2, column b: 'NaN' is not a number from 0 to 1")]
    [InlineData("a,b\n1,1.01\n", "line 2, column b: '1.01' is not a number from 0 to 1")]
    [InlineData("a,b\n1,-0.5\n", "line 2, column b: '-0.5' is not a number from 0 to 1")]
    [InlineData("a,b\n1,\n", "line 2, column b: '' is not a number from 0 to 1")]
    [InlineData("a,b\n1,\"0,5\"\n", "line 2, column b: '0,5' is not a number from 0 to 1")]
    [InlineData("a,b\n1,x\"y\n", "line 2: the quotes in 'x\"y' do not follow RFC 4180")]
    public void What_is_not_as_expected_is_refused_with_its_place(string content, string problem)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("bad.csv", content);
        var thrown = Assert.Throws<ExperimentException>(() => ReadAll(path));
        Assert.Equal($"{path}: {problem}", thrown.Message);
    }

    [Fact]
    public void A_file_that_is_no_gzip_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<InvalidDataException>(() => ReadAll(folder.Write("plain.csv.gz", "a,b\n1,0.5\n")));
    }

    private static void ReadAll(string path)
    {
        using var file = new CsvFile(path);
        int bit = file.Column("a");
        int probability = file.Column("b");
        while (file.Read())
        {
            file.Bit(bit);
            file.Probability(probability);
        }
    }
}
