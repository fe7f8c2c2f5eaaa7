using System.Text.Json;
using Escalation.Uncertainty;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Uncertainty;

public class LexicalSimilarityTests
{
    [Fact]
    public void The_golden_texts_come_out()
    {
        JsonElement golden = UncertaintyGolden.Section("lexical");
        string[] texts = [.. golden.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];
        foreach (JsonElement row in golden.GetProperty("rougeL_f").EnumerateArray())
        {
            UncertaintyGolden.AssertClose(row[2], LexicalSimilarity.RougeL(texts[row[0].GetInt32()], texts[row[1].GetInt32()]), row.GetRawText());
        }

        UncertaintyGolden.AssertClose(golden.GetProperty("mean_rougeL"), LexicalSimilarity.MeanOverPairs(texts, LexicalSimilarity.RougeL), "mean ROUGE-L");
        UncertaintyGolden.AssertClose(golden.GetProperty("mean_jaccard"), LexicalSimilarity.MeanOverPairs(texts, LexicalSimilarity.Jaccard), "mean Jaccard");
    }

    [Fact]
    public void Both_are_symmetric_and_one_for_equal_texts()
    {
        Gen<string> texts = Gen.Elements("a", "b", "c", "B").ListOf().Select(words => string.Join(' ', words));

        Prop.ForAll(texts.Two().ToArbitrary(), pair =>
        {
            foreach (Func<string, string, double> similarity in new[] { LexicalSimilarity.Jaccard, LexicalSimilarity.RougeL })
            {
                Assert.Equal(similarity(pair.Item1, pair.Item2), similarity(pair.Item2, pair.Item1));
                Assert.InRange(similarity(pair.Item1, pair.Item2), 0.0, 1.0);
                Assert.Equal(1.0, similarity(pair.Item1, pair.Item1));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Texts_without_words_are_identical_to_each_other_only()
    {
        Assert.Equal((1.0, 1.0), (LexicalSimilarity.Jaccard("", " \n"), LexicalSimilarity.RougeL("", "\t")));
        Assert.Equal((0.0, 0.0), (LexicalSimilarity.Jaccard("", "a"), LexicalSimilarity.RougeL("a", "")));
    }

    [Fact]
    public void Words_beyond_the_limit_are_left_out()
    {
        string whole = string.Join(' ', Enumerable.Repeat("w", LexicalSimilarity.MaximumWords));

        Assert.Equal(1.0, LexicalSimilarity.RougeL(whole, whole + " x y z"));
        Assert.Equal(0.5, LexicalSimilarity.Jaccard("w x", whole));
    }

    [Fact]
    public void Fewer_than_two_texts_have_no_mean()
    {
        Assert.Equal(double.NaN, LexicalSimilarity.MeanOverPairs(["a"], LexicalSimilarity.Jaccard));
        Assert.Throws<ArgumentNullException>(() => LexicalSimilarity.Jaccard(null!, "a"));
    }
}
