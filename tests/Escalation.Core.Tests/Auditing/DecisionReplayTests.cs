using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Auditing;
using Escalation.Core.Tests.Decisions;
using Escalation.Core.Tests.Journal;
using Escalation.Decisions;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Auditing;

public class DecisionReplayTests
{
    private static readonly string[] Decisive = ["score", "threshold", "costOfActing", "costOfEscalating", "priority"];
    private static readonly string[] OfTrigger = ["score", "threshold"];

    [Fact]
    public void Whatever_a_policy_decides_follows_from_its_record()
    {
        var seen = new HashSet<(string, string)>();
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            foreach (AuditRecord record in Recorded(seed))
            {
                ReplayResult result = DecisionReplay.Run(record);
                Assert.True(result.Status == ReplayStatus.Replays, $"seed {seed}: {result}\n{record.Data}");
                seen.Add((record.Data.GetProperty("outcome").GetString()!, record.Data.GetProperty("replay").GetProperty("source").GetInt32() < 0 ? "rule" : "trigger"));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
        string[] outcomes = ["act", "nudge", "request-approval", "escalate-to-model", "escalate-to-person", "safe-stop"];
        Assert.All(outcomes, outcome => Assert.Contains((outcome, "trigger"), seen));
        Assert.Contains(("escalate-to-person", "rule"), seen);
        Assert.Contains(("act", "rule"), seen);
    }

    [Fact]
    public void A_tampered_number_that_decides_does_not_follow()
    {
        int noticed = 0;
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            foreach (AuditRecord record in Recorded(seed))
            {
                foreach (Action<JsonObject> tamper in Tamperings(record.Data))
                {
                    JsonObject data = JsonNode.Parse(record.Data.GetRawText())!.AsObject();
                    tamper(data);
                    AuditRecord forged = record with { Data = JsonSerializer.SerializeToElement(data) };
                    Assert.True(DecisionReplay.Run(forged).Status == ReplayStatus.Differs, $"seed {seed}: {record.Data}\n{data.ToJsonString()}");
                    noticed++;
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(16));
        Assert.True(noticed > 500);
    }

    [Fact]
    public void A_tampered_word_that_decides_does_not_follow()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(50, 4).Add(StubThresholdTrigger.Confidence(new Threshold(0.7, ScoreDirection.HigherActs, ThresholdPurpose.Risk, ThresholdOrigin.Uncalibrated))).Route("front"));
        AuditRecord record = Assert.Single(Record(policy, [new AgentTurn { Id = "t", Confidence = 0.25 }]));
        Assert.Equal(ReplayStatus.Replays, DecisionReplay.Run(record).Status);

        Changed(data => data["outcome"] = "act", "outcome is Act, but EscalateToPerson follows");
        Changed(data => data["reason"] = "loop", "reason is loop, but low-confidence follows");
        Changed(data => data["route"] = "back", "route is back, but front follows");
        Changed(data => data["triggers"]![0]!["said"] = "quiet", "triggers[0].said is quiet, but fires follows");
        Changed(data => data["triggers"]![0]!["score"] = 0.75, "triggers[0].said is fires, but quiet follows");
        Changed(data => data["replay"]!["rule"]!["said"] = "quiet", "rule.said is quiet, but fires follows");
        Changed(data => data["replay"]!["fingerprint"] = "abc", "malformed");
        Changed(data => data["replay"]!["asked"] = false, "source is 0, but -1 follows");
        Changed(data => data["priority"] = 17, "malformed");
        Changed(data => data.Remove("score"), "malformed");
        Changed(data => data["triggers"]![0]!["said"] = "whispers", "malformed");

        void Changed(Action<JsonObject> change, string difference)
        {
            JsonObject data = JsonNode.Parse(record.Data.GetRawText())!.AsObject();
            change(data);
            ReplayResult result = DecisionReplay.Run(record with { Data = JsonSerializer.SerializeToElement(data) });
            Assert.Equal(ReplayStatus.Differs, result.Status);
            Assert.Contains(difference, result.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_record_that_lacks_what_it_takes_cannot_be_replayed()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(new StubTrigger("stub", Signal.Quiet())));
        var turn = new AgentTurn { Id = "t" };
        var signals = new Signal[1];
        AuditRecord old = Assert.Single(Written([new AuditedTurn(turn, policy.Decide(turn, signals), policy.TriggerNames, signals)]));
        AuditRecord current = Assert.Single(Record(policy, [turn]));
        JsonObject newer = JsonNode.Parse(current.Data.GetRawText())!.AsObject();
        newer["replay"]!["v"] = 2;

        Assert.Contains("older version", DecisionReplay.Run(old).ToString(), StringComparison.Ordinal);
        Assert.Contains("another version (2)", DecisionReplay.Run(current with { Data = JsonSerializer.SerializeToElement(newer) }).ToString(), StringComparison.Ordinal);
        Assert.Equal(ReplayStatus.NotReplayable, DecisionReplay.Run(current with { Kind = AuditKind.Outcome }).Status);
        Assert.Equal(ReplayStatus.NotReplayable, DecisionReplay.Run(old).Status);
    }

    [Fact]
    public void The_fingerprint_tells_policies_apart_by_all_that_they_do()
    {
        string[] fingerprints =
        [
            Fingerprint(_ => { }),
            Fingerprint(p => p.Costs(50, 5)),
            Fingerprint(p => p.Route("other", priority: Priority.High)),
            Fingerprint(p => p.Route("other")),
            Fingerprint(p => p.Route("other", Reason.Loop)),
            Fingerprint(p => p.Rule("confidence", new TriggerRule { Priority = Priority.High })),
            Fingerprint(p => p.Rule("confidence", new TriggerRule { Severity = Severity.High })),
            Fingerprint(p => p.Name("other")),
            Fingerprint(_ => { }, 0.71),
        ];

        Assert.Equal(Fingerprint(_ => { }), fingerprints[0]);
        Assert.Equal(fingerprints.Length, fingerprints.Distinct().Count());

        static string Fingerprint(Action<EscalationPolicyBuilder> change, double threshold = 0.7)
        {
            EscalationPolicy policy = EscalationPolicy.Build(p =>
            {
                p.Add(StubThresholdTrigger.Confidence(new Threshold(threshold, ScoreDirection.HigherActs, ThresholdPurpose.Risk, ThresholdOrigin.Uncalibrated)));
                change(p);
            });
            return Assert.Single(Record(policy, [new AgentTurn { Id = "t", Confidence = 0.9 }])).Data.GetProperty("replay").GetProperty("fingerprint").GetString()!;
        }
    }

    /// <summary>Everything that is a number and decides, each moved.</summary>
    private static IEnumerable<Action<JsonObject>> Tamperings(JsonElement data)
    {
        foreach (string name in Decisive.Where(name => data.GetProperty(name).ValueKind == JsonValueKind.Number))
        {
            yield return json => json[name] = Moved(json[name]!);
        }

        JsonElement replay = data.GetProperty("replay");
        int source = replay.GetProperty("source").GetInt32();
        yield return json => json["replay"]!["source"] = source + 1;
        if (replay.TryGetProperty("rule", out JsonElement rule) && data.GetProperty("costOfActing").ValueKind == JsonValueKind.Number && data.GetProperty("costOfEscalating").ValueKind == JsonValueKind.Number)
        {
            yield return json => json["modelIsRight"] = Moved(json["modelIsRight"]!);
            yield return json => json["expertIsRight"] = Moved(json["expertIsRight"]!);
            yield return json => json["replay"]!["rule"]!["wrongAct"] = Moved(json["replay"]!["rule"]!["wrongAct"]!);
            yield return json => json["replay"]!["rule"]!["escalation"] = Moved(json["replay"]!["rule"]!["escalation"]!);
            if (rule.GetProperty("gain").ValueKind == JsonValueKind.Number && (source < 0 || !rule.GetProperty("direct").GetBoolean()))
            {
                yield return json => json["replay"]!["rule"]!["gain"] = Moved(json["replay"]!["rule"]!["gain"]!);
            }
        }

        if (source < 0)
        {
            yield break;
        }

        foreach (string name in OfTrigger.Where(name => data.GetProperty("triggers")[source].GetProperty(name).ValueKind == JsonValueKind.Number))
        {
            yield return json => json["triggers"]![source]![name] = Moved(json["triggers"]![source]![name]!);
        }
    }

    private static JsonNode Moved(JsonNode number) => number.GetValueKind() == JsonValueKind.Number && number.GetValue<JsonElement>().TryGetInt32(out int whole) ? whole + 1 : (number.GetValue<JsonElement>().GetDouble() * 1.001) + 0.001;

    private static AuditRecord[] Recorded(int seed) => Record(RandomPolicies.Policy(new Random(seed)), RandomPolicies.Turns(new Random(seed)), new Random(seed));

    private static AuditRecord[] Record(EscalationPolicy policy, IEnumerable<AgentTurn> turns, Random? random = null)
    {
        Conversation? conversation = random is null ? null : policy.StartConversation("c");
        List<AuditedTurn> audited = [];
        foreach (AgentTurn plain in turns)
        {
            AgentTurn turn = conversation is null ? plain : plain with { Conversation = conversation };
            var signals = new Signal[policy.TriggerNames.Count];

            // The stubs answer at once, so there is nothing to wait for.
            EscalationDecision decision = policy.DecideAsync(turn, signals).AsTask().GetAwaiter().GetResult();
            audited.Add(new AuditedTurn(turn, decision, policy.TriggerNames, signals) { Policy = policy });
            if (conversation is { Owner: ConversationOwner.Agent })
            {
                policy.Record(turn, decision, signals);
                conversation.Record(AgentStep.Message("x"));
                if (random!.Next(6) == 0)
                {
                    conversation.HandOver();
                }
            }
            else
            {
                conversation?.HandBack();
            }
        }

        return Written(audited);
    }

    private static AuditRecord[] Written(IReadOnlyList<AuditedTurn> turns)
    {
        var storage = new MemoryJournalStorage();
        using AuditLog log = AuditLogs.Open(storage);
        foreach (AuditedTurn turn in turns)
        {
            log.AppendAsync(AuditEntries.Decision(turn.Turn.Id!, turn)).AsTask().GetAwaiter().GetResult();
        }

        return AuditLogs.Read(storage.Bytes);
    }
}
