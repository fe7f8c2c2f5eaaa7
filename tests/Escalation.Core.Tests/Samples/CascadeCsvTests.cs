using Escalation.Tests.Shared;
using Quickstart;

namespace Escalation.Core.Tests.Samples;

public sealed class CascadeCsvTests : IDisposable
{
    private const string Header = "subject,test_row,target,p_mean_A,p_mean_B,p_mean_C,p_mean_D,p_sd_top,prompt_vote_share,weak_llama13b_correct,mid_mixtral_correct,strong_gpt4_correct";
    private const string Row = "anatomy,1,1,0.25,0.15,0.2,0.4,0.03,0.7,0,1,1";

    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [DataFact("cascade/mmlu_llama13b_probs_mixtral_gpt4.csv")]
    public void The_published_accuracies_come_out()
    {
        CascadeData data = CascadeCsv.Read(DataFactAttribute.PathOf("cascade/mmlu_llama13b_probs_mixtral_gpt4.csv"));

        Assert.Equal(2163, data.Items.Count);
        Assert.Equal(14, data.Items.Select(item => item.Domain).Distinct().Count());
        Assert.Equal(0.4295, Math.Round(data.WeakAccuracy, 4));
        Assert.Equal(0.8072, Math.Round(data.StrongAccuracy, 4));
        Assert.Equal((913, 1154, 96), (data.Items.Count(item => item.Gain > 0), data.Items.Count(item => item.Gain == 0), data.Items.Count(item => item.Gain < 0)));
    }

    [Fact]
    public void A_row_becomes_an_item()
    {
        CascadeItem item = Read(Header, Row, Row.Replace(",1,1,0.25", ",2,1,0.25", StringComparison.Ordinal), Row.Replace(",1,1,0.25", ",3,1,0.25", StringComparison.Ordinal)).Items[0];

        Assert.Equal("anatomy-1", item.Id);
        Assert.Equal("anatomy", item.Domain);
        Assert.Equal(3, item.Features.Answer);
        Assert.Equal(0.4, item.Features.TopProbability, 12);
        Assert.False(item.WeakIsRight);
        Assert.True(item.StrongIsRight);
        Assert.Null(item.Hazard);
        Assert.Empty(item.Steps);
    }

    [Theory]
    [InlineData("anatomy,1,1,0.25,0.15,0.2,0.4,0.03,0.7,0,1", "line 2 has 11 fields instead of 12")]
    [InlineData("anatomy,1,1,abc,0.15,0.2,0.4,0.03,0.7,0,1,1", "line 2, column p_mean_A: 'abc'")]
    [InlineData("anatomy,1,1,NaN,0.15,0.2,0.4,0.03,0.7,0,1,1", "line 2, column p_mean_A: 'NaN'")]
    [InlineData("anatomy,1,1,0.5,0.15,0.2,0.4,0.03,0.7,0,1,1", "line 2, column p_mean_A..D: probabilities must sum to 1")]
    [InlineData("anatomy,1,1,0.25,0.15,0.2,0.4,0.03,1.7,0,1,1", "line 2, column prompt_vote_share: '1.7'")]
    [InlineData("anatomy,1,1,0.25,0.15,0.2,0.4,0.03,0.7,2,1,1", "line 2, column weak_llama13b_correct: '2'")]
    [InlineData("anatomy,1,1,0.25,0.15,0.2,0.4,0.03,0.7,0,1,", "line 2, column strong_gpt4_correct: the field is empty")]
    [InlineData("", "line 2 has 1 fields")]
    public void A_malformed_row_is_refused_with_its_place(string row, string expected)
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read(Header, row));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(_path, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repeated_question_is_refused() =>
        Assert.Contains("line 3 repeats", Assert.Throws<InvalidDataException>(() => Read(Header, Row, Row)).Message, StringComparison.Ordinal);

    [Fact]
    public void Fewer_rows_than_parts_are_refused() =>
        Assert.Contains("holds 1 rows", Assert.Throws<InvalidDataException>(() => Read(Header, Row)).Message, StringComparison.Ordinal);

    [Fact]
    public void Another_header_is_refused() =>
        Assert.Contains("line 1 must be the header", Assert.Throws<InvalidDataException>(() => Read("subject,answer", Row)).Message, StringComparison.Ordinal);

    private CascadeData Read(params string[] lines)
    {
        File.WriteAllLines(_path, lines);
        return CascadeCsv.Read(_path);
    }
}
