using System.Text;
using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Uncertainty;

namespace Escalation.Core.Tests.Uncertainty;

public class OpenAiLogProbsTests
{
    private const string Content = """[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[{"token":"Hi","logprob":-0.5,"bytes":[72,105]},{"token":"Yo","logprob":-1.5,"bytes":null}]},{"token":"!","logprob":-9999.0,"bytes":null,"top_logprobs":[]}]""";

    [Theory]
    [InlineData(Content)]
    [InlineData($$$"""{"content":{{{Content}}},"refusal":null}""")]
    [InlineData($$$"""{"index":0,"logprobs":{"content":{{{Content}}}},"message":{}}""")]
    [InlineData($$$"""{"id":"x","choices":[{"index":0,"logprobs":{"content":{{{Content}}}}}]}""")]
    [InlineData($$$"""{"choices":[{"message":{"role":"assistant","content":"Hi!"},"logprobs":{"refusal":null,"content":{{{Content}}}}}]}""")]
    public void The_tokens_are_found_in_each_of_the_shapes(string json)
    {
        IReadOnlyList<TokenLogProb> tokens = Read(json)!;

        Assert.Equal(["Hi", "!"], tokens.Select(t => t.Token));
        Assert.Equal([-0.5, -9999.0], tokens.Select(t => t.LogProb));
        Assert.Equal([new TokenAlternative("Hi", -0.5), new TokenAlternative("Yo", -1.5)], tokens[0].Top.ToArray());
        Assert.True(tokens[1].Top.IsEmpty);
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{}}]}""")]
    [InlineData("""{"choices":[{"logprobs":null}]}""")]
    [InlineData("""{"choices":[{"logprobs":{"content":null,"refusal":[]}}]}""")]
    [InlineData("""{"content":null}""")]
    [InlineData("{}")]
    public void Without_log_probabilities_there_is_nothing_and_not_an_empty_answer(string json) => Assert.Null(Read(json));

    [Fact]
    public void Another_choice_can_be_asked_for()
    {
        string json = $$$"""{"choices":[{"logprobs":null},{"logprobs":{"content":{{{Content}}}}}]}""";

        Assert.Equal(2, OpenAiLogProbs.Read(Encoding.UTF8.GetBytes(json), choice: 1)!.Count);
        Assert.Throws<LogProbFormatException>(() => OpenAiLogProbs.Read(Encoding.UTF8.GetBytes(json), choice: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => OpenAiLogProbs.Read(Encoding.UTF8.GetBytes(json), choice: -1));
    }

    [Fact]
    public void A_token_listed_twice_counts_once_and_parts_of_a_character_are_different_tokens()
    {
        IReadOnlyList<TokenLogProb> tokens = Read("""[{"token":"a","logprob":-1,"top_logprobs":[{"token":"x","logprob":-1,"bytes":[1]},{"token":"x","logprob":-1,"bytes":[1]},{"token":"x","logprob":-2,"bytes":[2]},{"token":"y","logprob":-3},{"token":"y","logprob":-3}]}]""")!;

        Assert.Equal([-1.0, -2.0, -3.0], tokens[0].Top.ToArray().Select(a => a.LogProb));
    }

    [Fact]
    public void A_hostile_list_of_alternatives_costs_linear_time()
    {
        string alternatives = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $$"""{"token":"{{i}}","logprob":-1}"""));
        string json = $$"""[{"token":"a","logprob":-1,"top_logprobs":[{{alternatives}}]}]""";
        long started = System.Diagnostics.Stopwatch.GetTimestamp();

        Assert.Equal(20_000, Read(json)![0].Top.Length);
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void A_number_of_any_length_is_quoted_in_short() =>
        Assert.True(Assert.Throws<LogProbFormatException>(() => Read($$"""[{"token":"a","logprob":-1{{new string('0', 5_000)}}}]""")).Message.Length < 120);

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("[", "JSON")]
    [InlineData("7", "content")]
    [InlineData("""[{"token":"a","logprob":-1,"top_logprobs":[{"token":"a","logprob":-1,"bytes":[256]}]}]""", "bytes")]
    [InlineData("""{"choices":7}""", "choices")]
    [InlineData("""{"choices":[7]}""", "choices[]")]
    [InlineData("""{"choices":[]}""", "number of choices")]
    [InlineData("""[7]""", "content[0]")]
    [InlineData("""[{"logprob":-1}]""", "content[0] has no token")]
    [InlineData("""[{"token":"a"}]""", "content[0] has no logprob")]
    [InlineData("""[{"token":"a","logprob":"-1"}]""", "content[0].logprob")]
    [InlineData("""[{"token":"a","logprob":-1e400}]""", "-1e400")]
    [InlineData("""[{"token":"a","logprob":-1},{"token":7,"logprob":-1}]""", "content[1].token")]
    [InlineData("""[{"token":"a","logprob":-1,"top_logprobs":{}}]""", "content[0].top_logprobs")]
    [InlineData("""[{"token":"a","logprob":-1,"top_logprobs":[{"token":"b","logprob":1e999}]}]""", "1e999")]
    [InlineData("""[{"token":"a","logprob":-1,"logprob":-2}]""", "JSON")]
    [InlineData("""[{"token":"\ud800","logprob":-1}]""", "content[0].token")]
    public void Anything_else_is_refused_with_the_place_named(string json, string where) =>
        Assert.Contains(where, Assert.Throws<LogProbFormatException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.Equal(2, OpenAiLogProbs.Read(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Content)).ToArray())!.Count);

    [DataFact("uq/openai-logprobs/chat_nologprobs.json")]
    public void A_recorded_response_without_log_probabilities_has_none() =>
        Assert.Null(OpenAiLogProbs.Read(File.ReadAllBytes(DataFactAttribute.PathOf("uq/openai-logprobs/chat_nologprobs.json"))));

    private static IReadOnlyList<TokenLogProb>? Read(string json) => OpenAiLogProbs.Read(Encoding.UTF8.GetBytes(json));
}
