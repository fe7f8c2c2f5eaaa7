using System.Text;
using System.Text.Json;
using Escalation.Auditing;
using Escalation.Core.Tests.Decisions;
using Escalation.Core.Tests.Journal;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Auditing;

public class DecisionEntryTests
{
    private const string Canary = "canary@example.org 4711";

    [Fact]
    public async Task A_decision_record_explains_itself_in_codes_and_numbers()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Name("support")
            .Costs(50, 4)
            .Add(new StubThresholdTrigger("confidence", new Threshold(0.7, ScoreDirection.HigherActs, ThresholdPurpose.Risk, ThresholdOrigin.Certified("abc123", "risk")), turn => turn.Confidence!.Value))
            .Add(new StubTrigger("abstainer", Signal.NotApplicable()))
            .Add(new StubTrigger("fault", _ => throw new FormatException(Canary)))
            .Route("front", priority: Priority.High));
        var turn = new AgentTurn { Id = "t", Conversation = policy.StartConversation("c"), Request = "abc", Confidence = 0.25, DecisionClass = "refund" };

        JsonElement data = (await Record(policy, turn)).Data;

        Assert.Equal("support", data.GetProperty("policy").GetString());
        Assert.Equal("c", data.GetProperty("conversation").GetString());
        Assert.Equal("refund", data.GetProperty("class").GetString());
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", data.GetProperty("requestSha256").GetString());
        Assert.Equal("escalate-to-person", data.GetProperty("outcome").GetString());
        Assert.Equal("low-confidence", data.GetProperty("reason").GetString());
        Assert.Equal(0.25, data.GetProperty("score").GetDouble());
        Assert.Equal(0.7, data.GetProperty("threshold").GetDouble());
        Assert.Equal("abc123", data.GetProperty("certificate").GetString());
        Assert.Equal("partial", data.GetProperty("guarantee").GetProperty("scope").GetString());
        Assert.Equal(0.25, data.GetProperty("modelIsRight").GetDouble());
        Assert.Equal(37.5, data.GetProperty("costOfActing").GetDouble());
        Assert.Equal("front", data.GetProperty("route").GetString());
        Assert.Equal(1, data.GetProperty("priority").GetInt32());
        JsonElement[] triggers = [.. data.GetProperty("triggers").EnumerateArray()];
        Assert.Equal(["fires", "abstains", "fault"], triggers.Select(trigger => trigger.GetProperty("said").GetString()));
        Assert.Equal("System.FormatException", triggers[2].GetProperty("detail").GetString());
        Assert.Equal("NaN", triggers[2].GetProperty("score").GetString());
    }

    [Fact]
    public async Task Skipped_triggers_are_named_as_such()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Add(new StubTrigger("first", Signal.Fire(Reason.Sensitivity)))
            .Add(new StubAsyncTrigger("second", _ => ValueTask.FromResult(Signal.Quiet()))));
        var signals = new Signal[2];
        var turn = new AgentTurn { Id = "t" };
        EscalationDecision decision = await policy.DecideAsync(turn, signals);

        JsonElement data = (await Record(new AuditedTurn(turn, decision, policy.TriggerNames, signals))).Data;

        Assert.Equal("skipped", data.GetProperty("triggers")[1].GetProperty("said").GetString());
    }

    [Fact]
    [Trait("Row", "81")]
    public async Task No_number_stops_a_record()
    {
        double[] awkward = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -0.0, double.Epsilon];
        foreach (double value in awkward)
        {
            EscalationDecision decision = default(EscalationDecision) with
            {
                Score = value,
                Threshold = value,
                ModelIsRight = value,
                ExpertIsRight = value,
                ExpectedCostOfActing = value,
                ExpectedCostOfEscalating = value,
            };

            AuditRecord record = await Record(new AuditedTurn(new AgentTurn { Id = "t" }, decision, [], []));

            JsonElement score = record.Data.GetProperty("score");
            Assert.Equal(double.IsFinite(value) ? JsonValueKind.Number : JsonValueKind.String, score.ValueKind);
        }
    }

    [Fact]
    [Trait("Row", "39")]
    [Trait("Row", "80")]
    public async Task No_content_reaches_the_log_wherever_it_hides()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Add(new StubTrigger("thrower", _ => throw new InvalidOperationException(Canary)))
            .Add(new StubTrigger("talker", Signal.Fire(new Reason(Canary), detail: Canary))));
        var turn = new AgentTurn
        {
            Id = "t",
            Request = Canary,
            Answer = Canary,
            DecisionClass = Canary,
            ProposedStep = AgentStep.Tool(Canary, Canary, Canary),
            Interpretations = [new Interpretation(Canary)],
            Requester = new Requester(Canary, Canary, Canary, Canary),
            Attributes = new Dictionary<string, string> { [Canary] = Canary },
            Conversation = policy.StartConversation("c"),
        };
        turn.Conversation.Record(AgentStep.User(Canary));
        var storage = new MemoryJournalStorage();
        using AuditLog log = AuditLogs.Open(storage);
        var signals = new Signal[2];
        EscalationDecision decision = policy.Decide(turn, signals);

        await log.AppendAsync(AuditEntries.Decision("t", new AuditedTurn(turn, decision, policy.TriggerNames, signals)));
        await log.AppendAsync(AuditEntries.Released("t", new InvalidOperationException(Canary)));
        await log.AppendAsync(AuditEntries.HandoffFailed("t", "queue", Canary, new InvalidOperationException(Canary)));
        await log.AppendAsync(AuditEntries.HandoffDelivered("t", "queue", Canary));

        string text = Encoding.UTF8.GetString(storage.Bytes);
        Assert.DoesNotContain("canary", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("4711", text, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"withheld\"", text, StringComparison.Ordinal);
        Assert.Equal(4, AuditLogs.Verify(storage.Bytes).Count);
    }

    [Theory]
    [InlineData("low-confidence", true)]
    [InlineData("System.Collections.Generic.List`1+Enumerator", true)]
    [InlineData("", false)]
    [InlineData("two words", false)]
    [InlineData("a@b", false)]
    [InlineData("größe", false)]
    public void A_code_is_short_and_plain(string text, bool isCode) => Assert.Equal(isCode, AuditCode.IsCode(text));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void A_blank_id_is_refused(string id) => Assert.Throws<ArgumentException>(() => new AuditEntry(AuditKind.Outcome, id));

    [Fact]
    public void An_id_beyond_the_limit_is_refused() =>
        Assert.Throws<ArgumentException>(() => new AuditEntry(AuditKind.Outcome, new string('x', AuditEntry.MaximumIdLength + 1)));

    private static async Task<AuditRecord> Record(EscalationPolicy policy, AgentTurn turn)
    {
        var signals = new Signal[policy.TriggerNames.Count];
        return await Record(new AuditedTurn(turn, policy.Decide(turn, signals), policy.TriggerNames, signals));
    }

    private static async Task<AuditRecord> Record(AuditedTurn audited)
    {
        var storage = new MemoryJournalStorage();
        using AuditLog log = AuditLogs.Open(storage);
        await log.AppendAsync(AuditEntries.Decision("t", audited));
        Assert.True(AuditLogs.Verify(storage.Bytes).IsIntact);
        return Assert.Single(AuditLogs.Read(storage.Bytes));
    }
}
