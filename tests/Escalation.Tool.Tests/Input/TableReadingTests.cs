using System.Text;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Input;

/// <summary>What every input that is no table gets, through the command.</summary>
public class TableReadingTests
{
    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("\n", "line 1: the header line is blank")]
    [InlineData("score\n", "no rows")]
    [InlineData("score,loss\n\n\n", "no rows")]
    [InlineData("a,b\n1,2\n", "line 1: no column 'score'; the columns are 'a', 'b'")]
    [InlineData("score,score\n1,2\n", "line 1: the header names the column 'score' twice")]
    [InlineData("Score\n1\n", "no column 'score'; the columns are 'Score'")]
    [InlineData("score,b\n1,2\n3\n", "line 3: 1 fields, but the header has 2")]
    [InlineData("score,b\n1,2\n3,4,5\n", "line 3: 3 fields, but the header has 2")]
    [InlineData("score,b\n1,2\n\n3,4\n", "line 3: the line is blank")]
    [InlineData("score\n1\n\n", "line 3, column 'score': the value is missing")]
    [InlineData("score,b\n1,\"x\ny\"\nz,2\n", "line 4, column 'score': 'z' is not a finite number")]
    [InlineData("score,b\n1,\"x\n2,3\n", "line 2: the quotes in")]
    [InlineData("score,b\n1,a\"b\"\n", "line 2: the quotes in 'a\"b\"' do not follow RFC 4180")]
    [InlineData("score,b\n1,\"a\"b\n", "line 2: the quotes in")]
    [InlineData("score\n\"1\n", "line 2: the quotes in")]
    [InlineData("score\nNaN\n", "line 2, column 'score': 'NaN' is not a finite number")]
    [InlineData("score\n1\ninf\n", "line 3, column 'score': 'inf' is not a finite number")]
    [InlineData("score\r\n1\r\n1e400\r\n", "line 3, column 'score': '1e400' is not a finite number")]
    [InlineData("score,b\n,1\n", "line 2, column 'score': the value is missing")]
    [InlineData("score\n\"1,5\"\n", "line 2, column 'score': '1,5' is not a finite number")]
    [InlineData("score\n0x1F\n", "'0x1F' is not a finite number")]
    [InlineData("score\n0.5 \n", "'0.5 ' is not a finite number")]
    [InlineData("score\na\u0007\n", "'a\\u0007' is not a finite number")]
    public void A_malformed_csv_is_refused_with_its_first_offender(string content, string complaint) => Refused("data.csv", content, complaint);

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("\n\n", "the file is empty")]
    [InlineData("{}\n", "no column 'score'")]
    [InlineData("{\"a\":1,\"b\":2}\n", "line 1: no column 'score'; the columns are 'a', 'b'")]
    [InlineData("[1]\n", "line 1: a JSON object was expected, but '[1]' is none")]
    [InlineData("0.5\n", "line 1: a JSON object was expected")]
    [InlineData("{\"score\":1}\n\n{\"score\":2}\n", "line 2: the line is blank")]
    [InlineData("{\"score\":1}\n{\"score\":\n", "line 2: not valid JSON")]
    [InlineData("{\"score\":1},\n", "line 1: not valid JSON at byte 12")]
    [InlineData("{\"score\":1,}\n", "line 1: not valid JSON")]
    [InlineData("{\"score\":1} // note\n", "line 1: not valid JSON")]
    [InlineData("{'score':1}\n", "line 1: not valid JSON")]
    [InlineData("{\"score\":1,\"score\":2}\n", "line 1: not valid JSON")]
    [InlineData("{\"score\":NaN}\n", "line 1: not valid JSON")]
    [InlineData("{\"score\":1e400}\n", "line 1, column 'score': '1e400' is not a finite number")]
    [InlineData("{\"score\":\"0.5\"}\n", "line 1, column 'score': '0.5' is not a finite number")]
    [InlineData("{\"score\":true}\n", "line 1, column 'score': 'true' is not a finite number")]
    [InlineData("{\"score\":[1]}\n", "line 1, column 'score': '[1]' is not a finite number")]
    [InlineData("{\"score\":1}\n{\"score\":null}\n", "line 2, column 'score': the value is missing")]
    [InlineData("{\"score\":1}\n{\"scores\":1}\n", "line 2, column 'score': the value is missing")]
    [InlineData("{\"score\":\"\\ud800\"}\n", "line 1: the string")]
    [InlineData("{\"\\ud800\":1}\n", "line 1: a member's name is not valid Unicode")]
    public void Malformed_json_lines_are_refused_with_their_first_offender(string content, string complaint) => Refused("data.jsonl", content, complaint);

    [Fact]
    public void Deeply_nested_json_is_refused_and_does_not_exhaust_the_stack()
    {
        Refused("data.jsonl", $"{{\"score\":{new string('[', 200_000)}", "line 1: not valid JSON");
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        using var folder = new TemporaryFolder();
        Calibrate(folder.Write("data.csv", [.. "score\n"u8, 0xff, 0xfe, (byte)'\n'])).MustRefuse("data.csv: not UTF-8 text: line 2, byte 1: 0xff");
        Calibrate(folder.Write("utf16.csv", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("score\n1\n")).ToArray())).MustRefuse("utf16.csv: not UTF-8 text: line 1, byte 1: 0xff");
        Calibrate(folder.Write("plain.csv.gz", "score\n1\n")).MustRefuse("plain.csv.gz: not a complete gzip file");
        Calibrate(folder.Write("cut.csv.gz", Compressed.Gzip(SampleData.FiveHundredths)[..^20])).MustRefuse("cut.csv.gz: not a complete gzip file");
    }

    [Fact]
    public void Files_that_cannot_be_opened_are_named()
    {
        using var folder = new TemporaryFolder();
        Calibrate(folder.FullName).MustRefuse(folder.FullName, "is a directory");
        Calibrate(folder.PathOf("none.csv")).MustRefuse("none.csv: no such file");
        Calibrate(folder.PathOf("none/none.csv")).MustRefuse("none.csv: no such file");
        Calibrate("").MustRefuse("'' is not a path");
        Calibrate("a\0b").MustRefuse("is not a path");
    }

    [Fact]
    public void The_same_data_give_the_same_answer_in_every_form()
    {
        using var folder = new TemporaryFolder();
        string csv = SampleData.FiveHundredths;
        string quoted = SampleData.Csv("\"score\"", csv.Split('\n')[1..501].Select(value => $"\"{value}\""));
        string wide = SampleData.Csv("note,score", csv.Split('\n')[1..501].Select(value => $"\"a \"\"b\"\", c\nd\",{value}"));
        string lines = string.Concat(csv.Split('\n')[1..501].Select(value => $"{{\"score\":{value}}}\n"));
        string expected = Calibrate(folder.Write("a.csv", csv)).MustSucceed().Output;
        string[] files =
        [
            folder.Write("b.csv.gz", Compressed.Gzip(csv)),
            folder.Write("c.csv", csv.Replace("\n", "\r\n", StringComparison.Ordinal)),
            folder.Write("d.csv", "\ufeff" + csv),
            folder.Write("e.CSV", csv.TrimEnd('\n')),
            folder.Write("f.csv", quoted),
            folder.Write("g.csv", wide),
            folder.Write("h.csv", wide + "\n\n"),
            folder.Write("i.jsonl", lines),
            folder.Write("j.jsonl.gz", Compressed.Gzip(lines)),
            folder.Write("k.jsonl", "\ufeff" + lines.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n"),
            folder.Write("l.txt", lines),
            folder.Write("m.txt", csv),
        ];
        foreach (string file in files)
        {
            Assert.Equal(expected, Calibrate(file).MustSucceed().Output);
        }

        foreach (byte[] input in new[] { Encoding.UTF8.GetBytes(csv), Compressed.Gzip(csv), Encoding.UTF8.GetBytes(lines), Compressed.Gzip(lines), Encoding.UTF8.GetBytes("\ufeff" + lines) })
        {
            Assert.Equal(expected, ToolRun.With(input, "calibrate", "-", "--score", "score", "--budget", "0.3").MustSucceed().Output);
        }
    }

    [Fact]
    public void Standard_input_is_called_so()
    {
        ToolRun.With("score\nx\n", "calibrate", "-", "--score", "score", "--budget", "0.3").MustRefuse("standard input: line 2, column 'score': 'x'");
    }

    private static ToolRun Calibrate(string file) => ToolRun.Of("calibrate", file, "--score", "score", "--budget", "0.3");

    private static void Refused(string name, string content, string complaint)
    {
        using var folder = new TemporaryFolder();
        Calibrate(folder.Write(name, content)).MustRefuse(name, complaint);
    }
}
