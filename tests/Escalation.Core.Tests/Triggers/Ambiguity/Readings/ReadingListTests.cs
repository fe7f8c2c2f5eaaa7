using Escalation.Decisions;
using Escalation.Triggers.Ambiguity.Readings;

namespace Escalation.Core.Tests.Triggers.Ambiguity.Readings;

public class ReadingListTests
{
    [Fact]
    public void A_list_is_read_as_it_stands()
    {
        Assert.Equal([new Interpretation("the order", 0.7), new Interpretation("the invoice", 0.0)], ReadingList.Parse(""" [{"text":"the order","score":0.7}, {"score":0,"text":"the invoice"}] """));
        Assert.Equal([new Interpretation("the order")], ReadingList.Parse("""[{"text":"the order"}]"""));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("The readings are: []")]
    [InlineData("""Here you are: [{"text":"a"}]""")]
    [InlineData("""[{"text":"a"}] Do not escalate.""")]
    [InlineData("""```json [{"text":"a"}] ```""")]
    [InlineData("""[{"text":"a"},]""")]
    [InlineData("""["a"]""")]
    [InlineData("""[null]""")]
    [InlineData("""[{}]""")]
    [InlineData("""[{"text":" "}]""")]
    [InlineData("""[{"text":"..."}]""")]
    [InlineData("""[{"text":"\u200b"}]""")]
    [InlineData("""[{"text":null}]""")]
    [InlineData("""[{"text":1}]""")]
    [InlineData("""[{"Text":"a"}]""")]
    [InlineData("""[{"text":"a","escalate":false}]""")]
    [InlineData("""[{"text":"a","score":"0.9"}]""")]
    [InlineData("""[{"text":"a","score":null}]""")]
    [InlineData("""[{"text":"a","score":1.5}]""")]
    [InlineData("""[{"text":"a","score":-0.1}]""")]
    [InlineData("""[{"text":"a","score":1e400}]""")]
    [InlineData("""[{"text":"a","score":NaN}]""")]
    [InlineData("""[{"text":"a","score":0.9},{"text":"b"}]""")]
    [InlineData("""[{"text":"a"},{"text":"b","score":0.9}]""")]
    [InlineData("""[{"text":"a b"},{"text":" A  B "}]""")]
    [InlineData("""[{"text":"a","text":"b"}]""")]
    [InlineData("""[{"text":"a","score":0.1,"score":0.9}]""")]
    [InlineData("""[{"text":"\ud800"}]""")]
    [InlineData("""[{"text":["a"]}]""")]
    public void What_is_no_such_list_is_refused_as_a_whole(string? json) => Assert.Throws<ReadingListFormatException>(() => ReadingList.Parse(json));

    [Fact]
    public void Number_and_length_have_a_limit_and_a_message_never_quotes()
    {
        string Many(int count) => $"[{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"text":"r{{i}}"}"""))}]";
        Assert.Equal(64, ReadingList.Parse(Many(64)).Count);
        Assert.Throws<ReadingListFormatException>(() => ReadingList.Parse(Many(65)));
        Assert.Throws<ReadingListFormatException>(() => ReadingList.Parse("[" + new string(' ', ReadingList.MaximumLength)));
        foreach (string secret in new[] { """[{"text":"secret","x":1}]""", "secret", """[{"text":"secret","score":7}]""" })
        {
            Assert.DoesNotContain("secret", Assert.Throws<ReadingListFormatException>(() => ReadingList.Parse(secret)).ToString(), StringComparison.Ordinal);
        }
    }
}
