using Escalation.Experiments.Ambiguity;
using Escalation.Experiments.Tests.CommandLine;
using Escalation.Tests.Shared;

namespace Escalation.Experiments.Tests.Ambiguity;

public class AmbiguityExperimentTests
{
    [DataFact("intents/clinc150_full.csv")]
    public void Every_figure_keeps_its_bar_on_the_real_data_sets()
    {
        IReadOnlyList<AmbiguityRow> rows = AmbiguityExperiment.Run(DataFactAttribute.PathOf("."), seed: 2);

        Assert.All(rows, row => Assert.True(row.MeetsBar, row.ToString()));
        Assert.InRange(Value("intent-maximum-probability: AUROC of out of scope"), 0.92, 0.96);
        Assert.InRange(Value("intent-energy: budget 0.10: out of scope caught"), 0.74, 0.90);
        Assert.Equal(8, rows.Count(row => row.Figure.EndsWith("budget 0.05: in scope escalated", StringComparison.Ordinal) && row.Total == 4_500 && row.Most < 0.07));
        Assert.Equal(0.537, Value("shorter text: AUROC of ambiguous"), 3);
        AmbiguityRow ambient = rows.Single(row => row.Figure.StartsWith("hashed word", StringComparison.Ordinal));
        Assert.Equal(1_645, ambient.Total);
        Assert.InRange(ambient.Value, ambient.Lower!.Value, ambient.Upper!.Value);
        Assert.InRange(Value("two goals, numbered lines: found by marks"), 0.99, 1.0);
        Assert.InRange(Value("two goals, two questions: found by marks"), 0.9, 1.0);
        Assert.DoesNotContain("MISSED", AmbiguityReport.Write(rows, 2), StringComparison.Ordinal);

        double Value(string figure) => rows.Single(row => row.Figure == figure).Value;
    }

    [Fact]
    public void A_figure_that_is_no_number_keeps_no_bar()
    {
        Assert.False(new AmbiguityRow("d", "f", double.NaN).MeetsBar);
        Assert.False(AmbiguityRow.Share("d", "f", 1, 2, least: 0.6).MeetsBar);
        Assert.False(AmbiguityRow.Share("d", "f", 1, 2, most: 0.4).MeetsBar);
        Assert.Contains("MISSED", AmbiguityReport.Write([AmbiguityRow.Share("d", "f", 1, 2, most: 0.4)], 1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_classifier_learns_what_words_tell_and_the_same_seed_gives_the_same_scores()
    {
        string[] words = ["red", "green", "blue"];
        SparseText[] texts = [.. Enumerable.Range(0, 90).Select(i => SparseText.Of($"{words[i % 3]} thing {i}", 256))];
        int[] labels = [.. Enumerable.Range(0, 90).Select(i => i % 3)];
        SoftmaxClassifier one = Train(), other = Train();

        for (int i = 0; i < 3; i++)
        {
            double[] logits = one.Logits(SparseText.Of($"a {words[i]} thing", 256));
            Assert.Equal(i, Array.IndexOf(logits, logits.Max()));
            Assert.Equal(logits, other.Logits(SparseText.Of($"a {words[i]} thing", 256)));
        }

        SoftmaxClassifier Train() => SoftmaxClassifier.Train(texts, labels, 256, 3, epochs: 5, rate: 2.0, seed: 1);
    }

    [Fact]
    public void Texts_are_hashed_to_unit_length_without_regard_to_case_and_marks()
    {
        SparseText text = SparseText.Of("Book, a FLIGHT!", 1 << 15);
        Assert.Equal(SparseText.Of("book a flight", 1 << 15).Columns, text.Columns);
        Assert.Equal(5, text.Columns.Length);
        Assert.Equal(1.0, text.Columns.Length * text.Value * text.Value, 6);
        Assert.Empty(SparseText.Of("?!", 1 << 15).Columns);
    }

    [Fact]
    public void Missing_and_damaged_data_are_refused_in_one_line()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("ambiguity", "--data", folder.FullName).MustRefuse("clinc150_full.csv");
        Directory.CreateDirectory(folder.PathOf("intents"));
        folder.Write("intents/clinc150_full.csv", "split,intent,text\ntrain,a,x\nval,b,y\n");
        CommandRun.Of("ambiguity", "--data", folder.FullName).MustRefuse("part 'val' is empty or has an intent that the part 'train' has not");
        CommandRun.Of("ambiguity", "--data", folder.FullName, "--seed", "x").MustRefuse("--seed must be");
    }
}
