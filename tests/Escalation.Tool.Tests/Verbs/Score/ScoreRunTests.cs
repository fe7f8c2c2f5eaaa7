using System.Globalization;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;
using Escalation.Tool.Verbs.Score;

namespace Escalation.Tool.Tests.Verbs.Score;

public class ScoreRunTests
{
    private const int Rows = 5_000;

    private static readonly string Whole = "row,safety,\"dv,2\"\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row},{row + (1.0 / 3.0):R},{-(row + (1.0 / 3.0)):R}\n")));

    [Fact]
    public void All_rows_end_in_the_file_and_nothing_else_is_left()
    {
        using var folder = new TemporaryFolder();
        string target = folder.Write("scores.csv", "old");

        ScoreSummary summary = Run(target, new FakeScores(Rows));

        Assert.Equal(Whole, File.ReadAllText(target));
        Assert.Equal([target], Directory.GetFileSystemEntries(folder.FullName));
        Assert.Equal(Rows, summary.Rows);
        Assert.Equal(1.0 / 3.0, summary.Minimum(0));
        Assert.Equal(Rows - 1 + (1.0 / 3.0), summary.Maximum(0));
        Assert.Equal((-(Rows - 1) / 2.0) - (1.0 / 3.0), summary.Mean(1)!.Value, 1e-9);
    }

    [Fact]
    public void A_cancelled_run_leaves_the_old_file_and_a_part_that_a_later_run_goes_on_with()
    {
        using var folder = new TemporaryFolder();
        string target = folder.Write("scores.csv", "old");

        Cancel(target, after: 2_100);

        Assert.Equal("old", File.ReadAllText(target));
        Assert.StartsWith(File.ReadAllText(target + ".partial"), Whole, StringComparison.Ordinal);
        var rest = new FakeScores(Rows);
        ScoreSummary summary = Run(target, rest, resume: true);
        Assert.Equal(Whole, File.ReadAllText(target));
        Assert.Equal(2_100, rest.Blocks[0]);
        Assert.Equal(Rows, summary.Rows);
        Assert.Equal(1.0 / 3.0, summary.Minimum(0));
        Assert.Equal([target], Directory.GetFileSystemEntries(folder.FullName));
    }

    [Fact]
    public void A_run_goes_on_from_wherever_the_part_was_torn()
    {
        using var folder = new TemporaryFolder();
        string target = folder.PathOf("scores.csv");
        foreach (int length in (int[])[0, 1, 12, 18, 19, 20, 60, 40_000, Whole.Length - 1, Whole.Length])
        {
            File.WriteAllText(target + ".partial", Whole[..length]);
            Run(target, new FakeScores(Rows), resume: true);
            Assert.Equal(Whole, File.ReadAllText(target));
        }

        File.Delete(target);
        Run(target, new FakeScores(Rows), resume: true);
        Assert.Equal(Whole, File.ReadAllText(target));
    }

    [Fact]
    public void A_part_of_other_probes_or_activations_is_refused_and_kept()
    {
        string[] lines = Whole.Split('\n');
        using var folder = new TemporaryFolder();
        string target = folder.PathOf("scores.csv");

        Refused(Whole.Replace("safety", "safer!", StringComparison.Ordinal), new FakeScores(Rows), "line 1: the columns are others");
        Refused(Whole[..60], new FakeScores(Rows, factor: 1.0000001), "line 2: row 0 has other scores now");
        Refused(Whole, new FakeScores(Rows - 1), "line 5001: the activations have 4,999 rows only");
        Refused(string.Join('\n', lines[..100].Append(lines[101])) + "\n", new FakeScores(Rows), "line 101: row 99 was expected");
        Refused(string.Join('\n', lines[..100].Append("99,1")) + "\n", new FakeScores(Rows), "line 101: it does not hold 2 finite numbers");
        Refused(string.Join('\n', lines[..100].Append("99,1,2,3")) + "\n", new FakeScores(Rows), "line 101: it does not hold 2 finite numbers");
        Refused(string.Join('\n', lines[..100].Append("99,1,NaN")) + "\n", new FakeScores(Rows), "line 101: it does not hold 2 finite numbers");
        Refused(string.Join('\n', lines[..100].Append("99,1,2")) + "\n", new FakeScores(Rows), "line 101: row 99 has other scores now");
        Refused(Whole[..19] + new string('0', 1 << 20), new FakeScores(Rows), "line 2: it has no end");

        void Refused(string part, FakeScores scores, string why)
        {
            File.WriteAllText(target + ".partial", part);
            ToolException refused = Assert.Throws<ToolException>(() => Run(target, scores, resume: true));
            Assert.Contains(why, refused.Message, StringComparison.Ordinal);
            Assert.Contains("scores.csv.partial", refused.Message, StringComparison.Ordinal);
            Assert.Equal(part, File.ReadAllText(target + ".partial"));
            Assert.False(File.Exists(target));
        }
    }

    [Fact]
    public void Without_resume_a_part_is_begun_anew()
    {
        using var folder = new TemporaryFolder();
        string target = folder.PathOf("scores.csv");
        File.WriteAllText(target + ".partial", Whole + Whole);

        Run(target, new FakeScores(Rows));

        Assert.Equal(Whole, File.ReadAllText(target));
    }

    [Fact]
    public void A_score_that_is_not_finite_leaves_the_old_file_and_no_part()
    {
        using var folder = new TemporaryFolder();
        string target = folder.Write("scores.csv", "old");

        Assert.Throws<ToolException>(() => Run(target, new FakeScores(Rows) { OnBlock = static first => { if (first == 700) { throw new ToolException("row 700"); } } }));

        Assert.Equal("old", File.ReadAllText(target));
        Assert.Equal([target], Directory.GetFileSystemEntries(folder.FullName));
    }

    [Fact]
    public void Two_runs_never_write_one_part()
    {
        using var folder = new TemporaryFolder();
        string target = folder.PathOf("scores.csv");
        using var first = new FileSink(target, resume: false);

        Assert.Contains("cannot be written", Assert.Throws<ToolException>(() => Run(target, new FakeScores(Rows), resume: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_told_on_a_terminal_alone_and_cleared()
    {
        using var folder = new TemporaryFolder();

        string live = Progress(live: true), silent = Progress(live: false);

        Assert.Contains("5,000 rows, ", live, StringComparison.Ordinal);
        Assert.Contains(" rows/s", live, StringComparison.Ordinal);
        Assert.Contains("[####", live, StringComparison.Ordinal);
        Assert.EndsWith(" \r", live, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', live);
        Assert.Empty(silent);

        string Progress(bool live)
        {
            var clock = new ManualTimeProvider();
            using var error = new StringWriter();
            var console = new ToolConsole(Stream.Null, TextWriter.Null, error) { Live = live, Clock = clock };
            using var sink = new FileSink(folder.PathOf("scores.csv"), resume: false);
            ScoreRun.Of(new FakeScores(Rows) { OnBlock = _ => clock.Advance(TimeSpan.FromMilliseconds(50)) }, sink, console, CancellationToken.None);
            return error.ToString();
        }
    }

    [Fact]
    public void The_standard_output_gets_all_rows_or_none()
    {
        using var output = new StringWriter();
        var console = new ToolConsole(Stream.Null, output, TextWriter.Null);
        using (var sink = new OutputSink(console))
        {
            Assert.Throws<ToolException>(() => ScoreRun.Of(new FakeScores(Rows) { OnBlock = static first => { if (first == 700) { throw new ToolException("row 700"); } } }, sink, console, CancellationToken.None));
        }

        Assert.Empty(output.ToString());
        using (var sink = new OutputSink(console))
        {
            ScoreRun.Of(new FakeScores(Rows), sink, console, CancellationToken.None);
        }

        Assert.Equal(Whole, output.ToString());
    }

    private static void Cancel(string target, long after)
    {
        using var source = new CancellationTokenSource();
        var scores = new FakeScores(Rows) { OnBlock = first => { if (first == after - 7) { source.Cancel(); } } };
        ToolException cancelled = Assert.Throws<ToolException>(() => Run(target, scores, cancellationToken: source.Token));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"cancelled; {after:N0} rows are kept in {target}.partial; --resume goes on from there"), cancelled.Message);
    }

    private static ScoreSummary Run(string target, FakeScores scores, bool resume = false, CancellationToken cancellationToken = default)
    {
        using var sink = new FileSink(target, resume);
        return ScoreRun.Of(scores, sink, new ToolConsole(Stream.Null, TextWriter.Null, TextWriter.Null), cancellationToken);
    }
}
