using System.Text.Json;
using Escalation.Decisions;
using Escalation.Redaction;
using Escalation.Triggers.Sensitivity;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers.Sensitivity;

/// <summary>Arguments and results of tools are JSON: what a serialiser escapes must hide no word.</summary>
public class JsonEscapesTests
{
    private static readonly KeywordTrigger Keywords = new("k", [new SensitiveTopic("t", ["lawyer", "kill myself", "Anwältin"])], new KeywordOptions { Sources = TextSources.All | TextSources.LatestResult, TextIsOptional = true });

    [Theory]
    [InlineData("Hi\nlawyer is coming")]
    [InlineData("\tlawyer")]
    [InlineData("ask the Anwältin")]
    [InlineData("kill\r\nmyself")]
    [InlineData("kill\u00A0myself")]
    [InlineData("\"lawyer\"")]
    [InlineData("la\u0301w\u200Byer")]
    public void A_word_that_a_serialiser_escaped_is_found_in_arguments_and_results(string said)
    {
        string json = JsonSerializer.Serialize(new Dictionary<string, string> { ["note"] = said });
        Assert.True(Keywords.Evaluate(new AgentTurn { ProposedStep = AgentStep.Tool("send", json) }).Fired, json);

        var conversation = new Conversation("c");
        conversation.Record(AgentStep.Tool("read", "{}", json));
        Assert.True(Keywords.Evaluate(new AgentTurn { Conversation = conversation }).Fired, json);
    }

    [Fact]
    public void Every_text_trigger_reads_behind_the_escapes()
    {
        AgentTurn Turn(string arguments) => new() { ProposedStep = AgentStep.Tool("send", arguments) };

        Assert.True(new PatternTrigger("p", [new SensitivePattern("case", @"\bcase 17\b")]).Evaluate(Turn("{\"a\":\"x\\ncase\\u002017\"}")).Fired);
        Assert.Equal("payment-card", new PersonalDataTrigger("d").Evaluate(Turn("{\"a\":\"\\u0034111 1111 1111 1111\"}")).Detail);
        Assert.Equal("bidi-override", new HiddenTextTrigger("h").Evaluate(Turn("{\"a\":\"\\u202E\"}")).Detail);
        Assert.True(new SentimentTrigger("s", new SentimentOptions { Sources = TextSources.ProposedStep }).Evaluate(Turn("{\"a\":\"\\nhorrible\\nI \\u0068ate it\"}")).Fired);
    }

    [Fact]
    public void A_text_that_is_read_twice_does_not_hide_twice_as_much()
    {
        // One soft hyphen inside a word is allowed.
        Assert.False(new HiddenTextTrigger("h").Evaluate(new AgentTurn { Request = "a para\u00ADgraph\\n" }).Fired);
        Assert.True(new HiddenTextTrigger("h").Evaluate(new AgentTurn { Request = "a para\u00ADgraph\\n", Answer = "an\u00ADother" }).Fired);
    }

    [Fact]
    public void The_text_as_it_stands_is_read_too()
    {
        // No JSON: with its escape undone the word would lose its first letter.
        Assert.True(new KeywordTrigger("k", [new SensitiveTopic("t", ["bomb"])]).Evaluate(new AgentTurn { Request = "see \\bomb" }).Fired);
        Assert.False(Keywords.Evaluate(new AgentTurn { Request = "C:\\new\\table \\x \\u12 \\" }).Fired);
    }

    [Fact]
    public void Undoing_gives_back_what_was_serialised_and_is_never_longer()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), given =>
        {
            string text = new([.. given.Get.Where(c => !char.IsSurrogate(c))]);
            string escaped = JsonSerializer.Serialize(text)[1..^1];
            int first = escaped.IndexOf('\\', StringComparison.Ordinal);
            char[] undone = new char[escaped.Length];
            Assert.Equal(text, new string(undone, 0, JsonEscapes.Undo(escaped, first < 0 ? escaped.Length : first, undone)));
        }));
    }

    [Fact]
    public void Reading_behind_escapes_allocates_nothing()
    {
        var turn = new AgentTurn { ProposedStep = AgentStep.Tool("send", "{\"note\":\"Hi\\nthere, \\u0061ll is well\"}"), Request = "hello" };
        Assert.Equal(0, AllocationProbe.BytesOf(Keywords, turn));
        Assert.Equal(0, AllocationProbe.BytesOf(new PersonalDataTrigger("p"), turn));
        Assert.Equal(0, AllocationProbe.BytesOf(new HiddenTextTrigger("h"), turn));
        Assert.Equal(0, AllocationProbe.BytesOf(new SentimentTrigger("s"), turn));
    }
}
