using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Decisions;
using Escalation.Triggers.Loops;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers.Loops;

public class LoopStateJsonTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(80);

    [Fact]
    public void Moved_at_any_step_the_state_is_the_same_to_the_byte_and_goes_on_alike()
    {
        Check.One(Many, Prop.ForAll(LoopHistories.Arbitrary, Gen.Choose(0, 11).ToArbitrary(), (steps, variant) =>
        {
            var rules = new LoopRules(LoopHistories.Options(variant));
            var whole = new LoopState(rules);
            var moved = new LoopState(rules);
            foreach (AgentStep step in steps)
            {
                whole.Record(step);
                moved.Record(step);
                string json = Json(moved);
                moved = Read(json, rules);
                Assert.Equal(json, Json(moved));
                Assert.Equal((whole.Verdict, whole.Strikes, whole.StepCount, Json(whole)), (moved.Verdict, moved.Strikes, moved.StepCount, json));
            }
        }));
    }

    [Fact]
    public void A_long_loop_keeps_its_beginning_over_a_move()
    {
        var rules = new LoopRules(new LoopOptions());
        var state = new LoopState(rules);
        for (int i = 0; i < 1_000; i++)
        {
            state.Record(AgentStep.Tool("t", $"{{\"n\":{i % 50}}}", "r"));
        }

        LoopState moved = Read(Json(state), rules);
        Assert.Equal((LoopKind.Cycle, 50, 20, 1L), (moved.Verdict.Kind, moved.Verdict.Period, moved.Verdict.Repeats, moved.Verdict.FirstStep));
        Assert.Equal(state.Verdict, moved.Verdict);
    }

    [Fact]
    public void A_stream_cut_within_a_surrogate_pair_goes_on_alike()
    {
        var rules = new LoopRules(new LoopOptions());
        var whole = new LoopState(rules);
        var moved = new LoopState(rules);
        string sentence = "All done \ud83d\ude00 and I will now mark this task as complete \ud83d\ude00. ";
        foreach (char c in string.Concat(Enumerable.Repeat(sentence, 11)))
        {
            whole.Record(AgentStep.Chunk(c.ToString()));
            moved.Record(AgentStep.Chunk(c.ToString()));
            moved = Read(Json(moved), rules);
        }

        Assert.Equal(LoopKind.Chanting, whole.Verdict.Kind);
        Assert.Equal(whole.Verdict, moved.Verdict);
    }

    [Fact]
    public void An_edited_state_is_refused_or_hides_no_loop()
    {
        var rules = new LoopRules(LoopHistories.Options(0));
        int refused = 0, taken = 0;
        for (int seed = 0; seed < 6; seed++)
        {
            var state = new LoopState(rules);
            foreach (AgentStep step in LoopHistories.Make(seed))
            {
                state.Record(step);
            }

            string json = Json(state);
            foreach (string edited in Edits(json))
            {
                try
                {
                    LoopState read = Read(edited, rules);
                    taken++;

                    // Streamed text and the stale steps, whose causes are not retained, can be changed to another history's; a loop of retained calls cannot be hidden.
                    bool retained = state.Verdict.Kind is LoopKind.ExactRepeat or LoopKind.RepeatError or LoopKind.Cycle or LoopKind.SameError or LoopKind.SameResult;
                    Assert.True(!retained || read.Verdict.IsLoop || read.UserSinceTool != state.UserSinceTool, $"{seed}: {edited}");
                }
                catch (FormatException)
                {
                    refused++;
                }
            }
        }

        Assert.True(refused > 500 && taken > 50, $"{refused} refused, {taken} taken");
    }

    [Theory]
    [InlineData("\"userSinceTool\":false", "\"userSinceTool\":true")]
    [InlineData(",1,6]", ",1000,6]")]
    [InlineData(",0,1,6]", ",4,1,6]")]
    [InlineData("\"staleTolerance\":1", "\"staleTolerance\":9")]
    [InlineData("\"strikes\":1", "\"strikes\":1,\"more\":1")]
    [InlineData("\"isLong\":false", "\"isLong\":false,\"more\":1")]
    [InlineData("\"staleTolerance\":1", "\"staleTolerance\":1,\"more\":1")]
    [InlineData("\"repeats\":0", "\"repeats\":0,\"more\":1")]
    public void What_these_rules_never_write_is_refused(string written, string edited)
    {
        var rules = new LoopRules(new LoopOptions());
        var state = new LoopState(rules);
        for (int i = 0; i < 6; i++)
        {
            state.Record(AgentStep.Tool("t", "{}", "r"));
        }

        string json = Json(state);
        Assert.True(Read(json, rules).Verdict.IsLoop);
        Assert.Contains(written, json, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Read(json.Replace(written, edited, StringComparison.Ordinal), rules));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void Another_version_is_refused(int version)
    {
        var trigger = new LoopTrigger("l");
        string json = Json(new LoopState(new LoopRules(new LoopOptions())));
        using JsonDocument document = JsonDocument.Parse(json);
        Assert.Contains($"version {version}", Assert.Throws<FormatException>(() => trigger.Slot.Read(document.RootElement, version)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"steps\":1e3}")]
    [InlineData("{\"steps\":-1}")]
    public void What_is_no_state_is_refused(string json) => Assert.Throws<FormatException>(() => Read(json, new LoopRules(new LoopOptions())));

    [Fact]
    public void A_state_too_large_for_its_rules_is_refused()
    {
        var large = new LoopRules(new LoopOptions { History = 4_096 });
        var state = new LoopState(large);
        for (int i = 0; i < 2_000; i++)
        {
            state.Record(AgentStep.Tool("t", $"{{\"n\":{i}}}", $"r{i}"));
        }

        Assert.Throws<FormatException>(() => Read(Json(state), new LoopRules(new LoopOptions { History = 64 })));
        Assert.Throws<FormatException>(() => Read(Json(new LoopState(large)).Replace("\"utf16\":\"\"", $"\"utf16\":\"{Convert.ToBase64String(new byte[20_000])}\"", StringComparison.Ordinal), large));
    }

    /// <summary>Each value of the document changed by itself, each element of an array left out, each member left out.</summary>
    private static IEnumerable<string> Edits(string json)
    {
        int count = Nodes(JsonNode.Parse(json)!).Count();
        for (int i = 1; i < count; i++)
        {
            foreach (bool remove in new[] { false, true })
            {
                JsonNode root = JsonNode.Parse(json)!;
                JsonNode node = Nodes(root).ElementAt(i);
                if (remove)
                {
                    Remove(node);
                }
                else if (node is JsonValue value)
                {
                    value.ReplaceWith(Changed(value));
                }

                yield return root.ToJsonString();
            }
        }
    }

    private static void Remove(JsonNode node)
    {
        if (node.Parent is JsonArray array)
        {
            array.RemoveAt(node.GetElementIndex());
        }
        else
        {
            ((JsonObject)node.Parent!).Remove(node.GetPropertyName());
        }
    }

    private static JsonNode Changed(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => (value.GetValue<string>() is { Length: > 0 } text ? (text[0] == '0' ? "1" : "0") + text[1..] : "x")!,
        JsonValueKind.Number => value.GetValue<long>() == 0 ? 1 : 0,
        JsonValueKind.True => false,
        _ => true,
    };

    private static IEnumerable<JsonNode> Nodes(JsonNode node)
    {
        yield return node;
        IEnumerable<JsonNode?> children = node is JsonArray array ? array : node is JsonObject members ? members.Select(member => member.Value) : [];
        foreach (JsonNode child in children.OfType<JsonNode>().SelectMany(Nodes))
        {
            yield return child;
        }
    }

    private static LoopState Read(string json, LoopRules rules)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return LoopStateJson.Read(document.RootElement, rules);
    }

    private static string Json(LoopState state)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            LoopStateJson.Write(writer, state);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
