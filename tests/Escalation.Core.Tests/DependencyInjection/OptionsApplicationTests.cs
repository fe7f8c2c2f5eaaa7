using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.DependencyInjection;
using Escalation.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Escalation.Core.Tests.DependencyInjection;

/// <summary>Each setting must reach the policy: a setting that is read and then forgotten would leave a trigger out in silence.</summary>
public sealed class OptionsApplicationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_confidence_threshold_is_a_floor_that_equality_passes()
    {
        EscalationPolicy policy = Build(("Confidence:Below", "0.75"));

        Assert.Equal(DecisionOutcome.Act, policy.Decide(new AgentTurn { Confidence = 0.75 }).Outcome);
        Assert.Equal(Reason.LowConfidence, policy.Decide(new AgentTurn { Confidence = 0.7499 }).Reason);
        Assert.Equal(GuaranteeScope.None, policy.Guarantee.Scope);
    }

    [Fact]
    public void Costs_hold_in_general_and_by_class()
    {
        EscalationPolicy policy = Build(("Costs:WrongAct", "10"), ("Costs:Escalation", "4"), ("Costs:ExpertIsRight", "0.9"), ("Costs:Classes:refund:WrongAct", "500"), ("Costs:Classes:refund:Escalation", "4"));

        EscalationDecision general = policy.Decide(new AgentTurn { Confidence = 0.8 });
        EscalationDecision refund = policy.Decide(new AgentTurn { Confidence = 0.8, DecisionClass = "refund" });

        Assert.Equal(DecisionOutcome.Act, general.Outcome);
        Assert.Equal(0.9, general.ExpertIsRight);
        Assert.Equal(2.0, general.ExpectedCostOfActing, 12);
        Assert.Equal(Reason.CostRatio, refund.Reason);
        Assert.Equal(100.0, refund.ExpectedCostOfActing, 12);
    }

    [Fact]
    public void Keywords_match_as_they_are_told_to()
    {
        EscalationPolicy whole = Build(("Keywords:Words:0", "chargeback"), ("Keywords:Words:1", "lawyer"));
        EscalationPolicy starts = Build(("Keywords:Words:0", "lawyer"), ("Keywords:Matching", "WordStart"));

        Assert.Equal(Reason.Sensitivity, whole.Decide(new AgentTurn { Request = "I want a Chargeback now" }).Reason);
        Assert.Equal(DecisionOutcome.Act, whole.Decide(new AgentTurn { Request = "the lawyers" }).Outcome);
        Assert.Equal(Reason.Sensitivity, starts.Decide(new AgentTurn { Request = "the lawyers" }).Reason);
    }

    [Fact]
    public void Loop_rules_hold_and_name_tools()
    {
        EscalationPolicy policy = Build(("Loops:ExactRepeats", "2"), ("Loops:StopAfter", "0"), ("Loops:Tools:wait:Exempt", "true"));
        Conversation looping = policy.StartConversation("looping");
        Conversation waiting = policy.StartConversation("waiting");

        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(DecisionOutcome.Act, policy.Decide(new AgentTurn { Conversation = looping }).Outcome);
            looping.Record(AgentStep.Tool("find", "{}", "nothing"));
            waiting.Record(AgentStep.Tool("wait", "{}", "nothing"));
        }

        Assert.Equal(Reason.Loop, policy.Decide(new AgentTurn { Conversation = looping }).Reason);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(new AgentTurn { Conversation = waiting }).Outcome);
    }

    [Fact]
    public void Ambiguity_rules_hold()
    {
        EscalationPolicy policy = Build(("Ambiguity:MinimumMargin", "0.3"));

        Assert.Equal(Reason.Ambiguity, policy.Decide(Between(0.6, 0.4)).Reason);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(Between(0.8, 0.2)).Outcome);

        static AgentTurn Between(double first, double second) => new() { Interpretations = [new Interpretation("a", first), new Interpretation("b", second)] };
    }

    [Fact]
    public void Slots_goals_and_causes_hold_and_causes_know_the_schemas()
    {
        (string, string?)[] schema = [("Slots:Schemas:refund:Slots:order:Pattern", "[0-9]{6}"), ("Slots:Schemas:refund:Slots:speed:Values:0", "fast"), ("Slots:Schemas:refund:Slots:speed:Required", "false")];
        EscalationPolicy slots = Build(schema);
        EscalationPolicy causes = Build([.. schema, ("Slots:Enabled", "false"), ("Attribution:Above", "0.9"), ("Confidence:Below", "0")]);
        EscalationPolicy goals = Build(("Goals:Connectives:0", "and also"));
        AgentTurn Refund(params (string Name, string Value)[] given) => new() { Intent = "refund", Slots = given.ToDictionary(slot => slot.Name, slot => slot.Value), Confidence = 1 };

        Assert.Equal(new Reason("missing-slot"), slots.Decide(Refund()).Reason);
        Assert.Equal(new Reason("invalid-slot"), slots.Decide(Refund(("order", "123456"), ("speed", "slow"))).Reason);
        Assert.True(slots.Decide(Refund(("order", "123456"))).MayAct);
        Assert.Equal(new Reason("missing-context"), causes.Decide(Refund()).Reason);
        Assert.True(causes.Decide(Refund(("order", "123456"))).MayAct);
        Assert.Equal(new Reason("several-goals"), goals.Decide(new AgentTurn { Request = "book it and also cancel it" }).Reason);
    }

    [Fact]
    public void Scores_take_a_number_or_a_certificate_for_the_end_that_they_escalate()
    {
        string high = Write(Certify(ScoreDirection.HigherDelegates).ToJson());
        EscalationPolicy margin = Build(("OutOfScope:Measure", "Margin"), ("OutOfScope:Level", "0.25"), ("OutOfScope:ScoresAreProbabilities", "true"));
        EscalationPolicy entropy = Build(("OutOfScope:Measure", "NormalizedEntropy"), ("OutOfScope:Certificate", high));
        EscalationPolicy samples = Build(("Disagreement:Measure", "Pairs"), ("Disagreement:Above", "0.5"), ("Disagreement:MinimumSamples", "2"));

        Assert.True(margin.Decide(new AgentTurn { IntentScores = new[] { 0.625, 0.375 } }).MayAct);
        Assert.Equal(new Reason("out-of-scope"), margin.Decide(new AgentTurn { IntentScores = new[] { 0.5, 0.5 } }).Reason);
        Assert.Equal(GuaranteeScope.Full, entropy.Guarantee.Scope);
        Assert.Equal(new Reason("out-of-scope"), entropy.Decide(new AgentTurn { IntentScores = new[] { 0.0, 0.0 } }).Reason);
        Assert.Equal(Reason.Ambiguity, samples.Decide(new AgentTurn { Samples = [new("a"), new("b")] }).Reason);
        Assert.Equal(["disagreement"], samples.TriggerNames);
        Assert.Throws<PolicyBuildException>(() => Build(("OutOfScope:Measure", "Margin"), ("OutOfScope:Certificate", high)));
    }

    [Fact]
    public void A_trigger_that_is_not_enabled_is_left_out()
    {
        EscalationPolicy policy = Build(("Confidence:Below", "0.5"), ("Loops:Enabled", "false"), ("Ambiguity:Enabled", "false"), ("Goals:Enabled", "false"), ("Attribution:Enabled", "false"), ("Slots:Enabled", "false"), ("Slots:Schemas:refund:Slots:order:Required", "true"));

        Assert.Equal(["confidence"], policy.TriggerNames);
    }

    [Theory]
    [InlineData("Loops", "loops")]
    [InlineData("ambiguity", "ambiguity")]
    [InlineData("GOALS", "goals")]
    [InlineData("attribution", "attribution")]
    public void A_section_without_content_turns_its_trigger_on(string section, string trigger) =>
        Assert.Equal([trigger], Build((section, null)).TriggerNames);

    [Theory]
    [InlineData("Loops:ExactRepeats", "0", "Property Loops: ExactRepeats must be from 2 to 10000, but was 0.")]
    [InlineData("Loops:LongestPeriod", "65", "Property Loops: LongestPeriod must be from 2 to 64, but was 65.")]
    [InlineData("Loops:StopOutcome", "Act", "Property Loops: A trigger must propose more than acting.")]
    [InlineData("Ambiguity:MinimumMargin", "-1", "Property Ambiguity: MinimumMargin")]
    [InlineData("Ambiguity:MaximumInterpretations", "0", "Property Ambiguity: MaximumInterpretations must be at least 1, but was 0.")]
    public void What_a_trigger_refuses_is_told_with_its_section(string key, string value, string message)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Build((key, value)));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_keyword_that_cannot_be_looked_for_is_told_with_its_section() =>
        Assert.Contains("configuration Keywords cannot be used", Assert.Throws<PolicyBuildException>(() => Build(("Keywords:Words:0", "\ud800"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Routes_carry_key_reason_and_priority()
    {
        EscalationPolicy policy = Build(("Confidence:Below", "0.75"), ("Keywords:Words:0", "lawyer"), ("Routes:0:Key", "legal"), ("Routes:0:When", "sensitivity"), ("Routes:0:Priority", "urgent"), ("Routes:1:Key", "desk"));

        EscalationDecision legal = policy.Decide(new AgentTurn { Request = "my lawyer", Confidence = 0.9 });
        EscalationDecision desk = policy.Decide(new AgentTurn { Request = "hello", Confidence = 0.1 });

        Assert.Equal(("legal", Priority.Urgent), (legal.RouteKey, legal.Priority));
        Assert.Equal(("desk", Priority.Normal), (desk.RouteKey, desk.Priority));
    }

    [Fact]
    [Trait("Row", "42")]
    public async Task The_time_budget_bounds_asynchronous_triggers()
    {
        var time = new JumpingTime();
        var configuration = new MutableConfiguration(("TimeBudget", "00:07:00"));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddEscalation().Bind(configuration.Section).AddAsyncTrigger<SlowTrigger>();
        using ServiceProvider provider = services.BuildServiceProvider();

        Task<EscalationDecision> deciding = provider.GetRequiredService<EscalationPolicy>().DecideAsync(new AgentTurn()).AsTask();

        Assert.Equal(TimeSpan.FromMinutes(7), time.WaitForTimer());
        time.Elapse();
        Assert.Equal(Reason.Timeout, (await deciding).Reason);
    }

    [Theory]
    [InlineData(ScoreDirection.HigherDelegates, "delegation-value")]
    [InlineData(ScoreDirection.LowerDelegates, "confidence")]
    public void A_certificate_becomes_the_threshold_and_the_guarantee(ScoreDirection direction, string trigger)
    {
        Certificate certificate = Certify(direction);

        EscalationPolicy policy = Build(("Confidence:Certificate", Write(certificate.ToJson())));

        Assert.Equal([trigger], policy.TriggerNames);
        Assert.Equal(GuaranteeScope.Full, policy.Guarantee.Scope);
        Assert.Equal([certificate.CertificateId], policy.Guarantee.CertificateIds);
        var atThreshold = new AgentTurn { Confidence = certificate.Threshold, DelegationValue = certificate.Threshold };
        Assert.Equal(DecisionOutcome.Act, policy.Decide(atThreshold).Outcome);
        Assert.Equal(certificate.Threshold, policy.Decide(atThreshold).Threshold);
    }

    [Fact]
    public void A_certificate_that_is_missing_damaged_or_edited_is_refused_by_its_path()
    {
        string json = Certify(ScoreDirection.HigherDelegates).ToJson();
        string edited = json.Replace("\"alpha\": 0.3", "\"alpha\": 0.2", StringComparison.Ordinal);
        Assert.NotEqual(json, edited);
        string missing = _folder.PathOf("none.json");

        foreach (string path in new[] { Write(edited), Write(json[..^9]), Write(""), missing, _folder.FullName })
        {
            var refusal = Assert.Throws<PolicyBuildException>(() => Build(("Confidence:Certificate", path)));
            Assert.Contains($"'{path}'", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Code_and_configuration_join_and_do_not_silently_replace_each_other()
    {
        var configuration = new MutableConfiguration(("Confidence:Below", "0.75"));
        var services = new ServiceCollection();
        services.AddEscalation("joined", p => p.Costs(50, 4)).Bind(configuration.Section);
        services.AddEscalation("doubled", p => p.Confidence(0.5)).Bind(configuration.Section);
        using ServiceProvider provider = services.BuildServiceProvider();
        var policies = provider.GetRequiredService<IEscalationPolicyProvider>();

        Assert.Equal(Reason.CostRatio, policies.Get("joined").Decide(new AgentTurn { Confidence = 0.9 }).Reason);
        Assert.Contains("Two triggers are named 'confidence'", Assert.Throws<PolicyBuildException>(() => policies.Get("doubled")).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "37")]
    public void An_expired_certificate_is_refused_and_one_that_expires_later_escalates_from_then_on()
    {
        var clock = new ManualTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        double[] scores = [.. Enumerable.Range(0, 400).Select(i => i / 400.0)];
        var options = new DelegationBudgetOptions(0.3) { Direction = ScoreDirection.LowerDelegates, Expires = clock.GetUtcNow().AddDays(30) };
        string path = Write(Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, options)).Certificate.ToJson());
        EscalationPolicy policy = Build(clock, ("Confidence:Certificate", path));
        var sure = new AgentTurn { Confidence = 0.9 };
        Assert.Equal(DecisionOutcome.Act, policy.Decide(sure).Outcome);
        clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(Reason.StaleCalibration, policy.Decide(sure).Reason);
        var refusal = Assert.Throws<PolicyBuildException>(() => Build(clock, ("Confidence:Certificate", path)));
        Assert.Contains("expired at 2026-01-31T00:00:00Z", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Confidence", "")]
    [InlineData("SelfConsistency", "")]
    [InlineData("Verifier", "")]
    [InlineData("LogProbs", "")]
    [InlineData("Disagreement", "Pairs")]
    [InlineData("OutOfScope", "Energy")]
    public void A_certificate_of_another_score_than_the_section_names_is_refused(string section, string measure)
    {
        ScoreDirection direction = measure.Length > 0 ? ScoreDirection.HigherDelegates : ScoreDirection.LowerDelegates;
        string path = Write(Certify(direction, "column_a").ToJson());
        (string, string?)[] always = measure.Length > 0 ? [($"{section}:Measure", measure)] : [];

        Assert.Equal(GuaranteeScope.Full, Build([.. always, ($"{section}:Certificate", path), ($"{section}:ScoreId", "column_a")]).Guarantee.Scope);
        var refusal = Assert.Throws<PolicyBuildException>(() => Build([.. always, ($"{section}:Certificate", path), ($"{section}:ScoreId", "column_b")]));
        Assert.Contains("reads the score 'column_b', but its threshold was set on the score 'column_a'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ScoreId", Assert.ThrowsAny<Exception>(() => Build([.. always, ($"{section}:Certificate", path), ($"{section}:ScoreId", " ")])).Message, StringComparison.Ordinal);
    }

    private static EscalationPolicy Build(params (string Key, string? Value)[] values) => Build(TimeProvider.System, values);

    private static EscalationPolicy Build(TimeProvider time, params (string Key, string? Value)[] values)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddEscalation().Bind(new MutableConfiguration(values).Section);
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<EscalationPolicy>();
    }

    private static Certificate Certify(ScoreDirection direction, string scoreId = Threshold.UnnamedScore)
    {
        double[] scores = [.. Enumerable.Range(0, 400).Select(i => i / 400.0)];
        return Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(0.3) { Direction = direction, ScoreId = scoreId })).Certificate;
    }

    private string Write(string json)
    {
        string path = Path.Combine(_folder.FullName, $"{Directory.GetFiles(_folder.FullName).Length}.json");
        File.WriteAllText(path, json);
        return path;
    }
}
