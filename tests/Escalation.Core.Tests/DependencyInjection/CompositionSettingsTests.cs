using Escalation.Decisions;
using Escalation.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Escalation.Core.Tests.DependencyInjection;

/// <summary>Compositions and rules come from configuration over triggers of configuration and of code alike.</summary>
public class CompositionSettingsTests
{
    private static readonly string[] Parts = ["Confidence:Below=0.5", "Verifier:Below=0.5", "DelegationValue:Above=0.5"];

    [Theory]
    [InlineData("Kind=All", false, false, false, true)]
    [InlineData("Kind=Any", true, true, true, true)]
    [InlineData("Kind=AtLeast|Count=2", false, true, true, true)]
    [InlineData("Kind=Weighted|Above=0.5|Parts:0:Weight=3", true, true, true, true)]
    [InlineData("Kind=Weighted|Above=0.6|Parts:0:Weight=3", false, true, true, true)]
    [InlineData("Kind=Weighted|Above=0.6|Parts:2:Weight=3", false, false, true, true)]
    public void A_composition_joins_its_parts_as_told(string settings, bool one, bool two, bool outer, bool all)
    {
        EscalationPolicy policy = Build([.. Parts, .. Composition(0, "whole", settings, "confidence", "verifier", "delegation-value")]);
        Assert.Equal(["whole"], policy.TriggerNames);
        Assert.Equal(
            [one, two, outer, all, false],
            new[] { Turn(low: true, unverified: false, gain: false), Turn(true, true, false), Turn(true, false, true), Turn(true, true, true), Turn(false, false, false) }.Select(turn => policy.Decide(turn).IsEscalation));
    }

    [Fact]
    public void Compositions_can_hold_earlier_ones_not_and_when_and_rules_go_to_the_whole()
    {
        EscalationPolicy policy = Build(
        [
            .. Parts,
            .. Composition(0, "unsure", "Kind=Any", "confidence", "verifier"),
            .. Composition(1, "small", "Kind=Not|Reason=small|Outcome=RequestApproval", "delegation-value"),
            .. Composition(2, "whole", "Kind=When", "unsure", "small"),
            "Rules:0:Trigger=whole", "Rules:0:Route=own", "Rules:0:Severity=High",
        ]);
        EscalationDecision decision = policy.Decide(Turn(low: true, unverified: false, gain: false));
        Assert.Equal((DecisionOutcome.RequestApproval, "small", "own", Priority.High, Severity.High), (decision.Outcome, decision.Reason.Code, decision.RouteKey, decision.Priority, decision.Severity));
        Assert.Equal(DecisionOutcome.Act, policy.Decide(Turn(low: false, unverified: false, gain: false)).Outcome);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(Turn(low: true, unverified: false, gain: true)).Outcome);
    }

    [Fact]
    public async Task Triggers_of_code_can_be_parts_asynchronous_ones_included()
    {
        EscalationPolicy policy = Build(
            ["Confidence:Below=0.5", .. Composition(0, "whole", "Kind=Weighted|Above=0.5|Reason=both|Outcome=EscalateToModel", "confidence", "slow")],
            code => code.Add(Triggers.Say.That("unused", Signal.Quiet)).Add(Escalation.Triggers.Trigger.AsAsync(Triggers.Say.That("slow", () => Signal.Fire(new Reason("slow"), DecisionOutcome.Nudge)))));
        Assert.Equal(["unused", "whole"], policy.TriggerNames);
        EscalationDecision decision = await policy.DecideAsync(Turn(low: true, unverified: false, gain: false));
        Assert.Equal(("both", DecisionOutcome.EscalateToPerson), (decision.Reason.Code, decision.Outcome));
        Assert.Equal(DecisionOutcome.Act, (await policy.DecideAsync(Turn(low: false, unverified: false, gain: false))).Outcome);
    }

    [Fact]
    public void Conditions_budgets_and_cool_downs_are_bound()
    {
        EscalationPolicy policy = Build(
        [
            "Confidence:Below=0.5", "DelegationValue:Above=0.5", "Rules:0:Trigger=delegation-value", "Rules:0:Priority=Urgent",
            "Rules:0:When:All:0:Attribute=tier", "Rules:0:When:All:0:In:0=gold", "Rules:0:When:All:0:In:1=platinum",
            "Rules:0:When:All:1:Any:0:Attribute=amount", "Rules:0:When:All:1:Any:0:GreaterThan=100", "Rules:0:When:All:1:Any:1:Attribute=amount", "Rules:0:When:All:1:Any:1:LessThan=-100",
            "Rules:0:When:All:2:Not:Attribute=staff", "Rules:0:When:All:2:Not:EqualTo=true", "Rules:0:When:All:3:Attribute=closed", "Rules:0:When:All:3:Exists=false",
            "Rules:0:Budget:Limit=1", "Rules:0:Budget:Steps=10", "Rules:0:Budget:Span=01:00:00", "Rules:0:Budget:Then=EscalateToModel", "Rules:0:CoolDown:Steps=2", "Rules:0:CoolDown:Span=00:05:00",
        ]);
        AgentTurn gold = Turn(low: false, unverified: false, gain: true) with
        {
            Conversation = policy.StartConversation("c"),
            Attributes = new Dictionary<string, string> { ["tier"] = "gold", ["amount"] = "-101", ["staff"] = "no" },
        };
        EscalationDecision decision = policy.Decide(gold);
        Assert.Equal((DecisionOutcome.EscalateToPerson, Priority.Urgent), (decision.Outcome, decision.Priority));
        foreach ((string name, string value) in new[] { ("tier", "silver"), ("amount", "5"), ("staff", "TRUE"), ("closed", "x") })
        {
            Assert.Equal(DecisionOutcome.Act, policy.Decide(gold with { Attributes = new Dictionary<string, string>(gold.Attributes!) { [name] = value } }).Outcome);
        }

        policy.Record(gold, decision);
        Assert.Equal(DecisionOutcome.EscalateToModel, policy.Decide(gold).Outcome);
        policy.Resolve(gold.Conversation!);
        Assert.Equal((DecisionOutcome.Act, Reason.CoolingDown), (policy.Decide(gold).Outcome, policy.Decide(gold).Reason));
        gold.Conversation!.Record(AgentStep.User("x"));
        gold.Conversation.Record(AgentStep.User("x"));
        Assert.Equal(DecisionOutcome.EscalateToModel, policy.Decide(gold).Outcome);
    }

    [Theory]
    [Trait("Row", "48")]
    [Trait("Row", "72")]
    [InlineData("Compositions:0", "Kind=AtLeast", "Count belongs to AtLeast, which needs it")]
    [InlineData("Compositions:0", "Kind=AtLeast|Count=3", "k must be from 1 to the number of triggers, 2, but was 3")]
    [InlineData("Compositions:0", "Kind=All|Count=1", "Count belongs to AtLeast")]
    [InlineData("Compositions:0", "Kind=Weighted", "needs either Above or Certificate")]
    [InlineData("Compositions:0", "Kind=Weighted|Above=1", "above must be in [0, 1), since a share lies in [0, 1]")]
    [InlineData("Compositions:0", "Kind=Weighted|Above=NaN", "above must be a finite number, but was NaN")]
    [InlineData("Compositions:0", "Kind=Weighted|Above=0.5|Parts:0:Weight=0", "weight must be from 0.0001 to 10000, but was 0")]
    [InlineData("Compositions:0", "Kind=Weighted|Above=0.5|Outcome=Act", "A trigger must propose more than acting")]
    [InlineData("Compositions:0", "Kind=Any|Above=0.5", "no other kind takes one")]
    [InlineData("Compositions:0", "Kind=Any|Parts:0:Weight=2", "Weights belong to Weighted")]
    [InlineData("Compositions:0", "Kind=Any|Reason=x", "Reason and Outcome belong to Not and Weighted")]
    [InlineData("Compositions:0", "Kind=Not|Reason=x", "Not takes one part")]
    [InlineData("Compositions:0", "Kind=Not", "Not needs a Reason")]
    [InlineData("Compositions:0:Name", "Kind=All|Name= ", "")]
    public void A_composition_that_could_not_work_is_refused_by_its_path(string path, string settings, string message)
    {
        var options = new EscalationOptions();
        var composition = new CompositionSettings { Name = "whole", Parts = { new PartSettings { Trigger = "a" }, new PartSettings { Trigger = "b" } } };
        options.Compositions.Add(composition);
        ArgumentNullException.ThrowIfNull(settings);
        foreach (string[] pair in settings.Split('|').Select(setting => setting.Split('=')))
        {
            double number = double.TryParse(pair[1], System.Globalization.CultureInfo.InvariantCulture, out double parsed) ? parsed : 0;
            switch (pair[0])
            {
                case "Kind": composition.Kind = Enum.Parse<CompositionKind>(pair[1]); break;
                case "Count": composition.Count = (int)number; break;
                case "Above": composition.Above = number; break;
                case "Reason": composition.Reason = pair[1]; break;
                case "Outcome": composition.Outcome = Enum.Parse<DecisionOutcome>(pair[1]); break;
                case "Name": composition.Name = pair[1]; break;
                default: composition.Parts[0].Weight = number; break;
            }
        }

        string[] failures = [.. new EscalationOptionsValidator().Validate("support", options).Failures ?? []];
        Assert.Contains(failures, failure => failure.StartsWith($"Property {path}: ", StringComparison.Ordinal) && failure.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Row", "72")]
    [InlineData("Rules:0:Trigger", "Rules:0:Route=x", "names a trigger")]
    [InlineData("Rules:0", "Rules:0:Trigger=confidence|Rules:0:Budget:Limit=0", "limit must be from 1 to 256, but was 0")]
    [InlineData("Rules:0", "Rules:0:Trigger=confidence|Rules:0:Budget:Limit=1|Rules:0:Budget:Steps=0", "steps must be at least 1, but was 0")]
    [InlineData("Rules:0", "Rules:0:Trigger=confidence|Rules:0:CoolDown:Span=400.00:00:00", "span must be above zero and at most 366 days")]
    [InlineData("Rules:0", "Rules:0:Trigger=confidence|Rules:0:When:Attribute=a", "exactly one of EqualTo, In, GreaterThan, LessThan and Exists")]
    [InlineData("Rules:0", "Rules:0:Trigger=confidence|Rules:0:When:EqualTo=a", "exactly one of EqualTo, In, GreaterThan, LessThan and Exists")]
    [InlineData("Rules:0", "Rules:0:Trigger=confidence|Rules:0:When:Attribute=a|Rules:0:When:GreaterThan=1|Rules:0:When:LessThan=2", "exactly one of")]
    [InlineData("Rules:0", "Rules:0:Trigger=confidence|Rules:0:When:Attribute=a|Rules:0:When:GreaterThan=1|Rules:0:When:Not:Attribute=b|Rules:0:When:Not:Exists=true", "exactly one of")]
    [InlineData("Rules:0", "Rules:0:Trigger=confidence|Rules:0:When:Attribute=a|Rules:0:When:GreaterThan=1e400", "bound must be a finite number")]
    public void A_rule_that_could_not_work_is_refused_by_its_path(string path, string settings, string message)
    {
        ArgumentNullException.ThrowIfNull(settings);
        string refusal = Assert.Throws<OptionsValidationException>(() => Build(["Confidence:Below=0.5", .. settings.Split('|')])).Message;
        Assert.StartsWith($"Property {path}: ", refusal, StringComparison.Ordinal);
        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_the_policy_can_know_is_refused_when_it_is_built()
    {
        Assert.Contains("Compositions:0:Parts:1 names 'nobody'", Refusal(["Confidence:Below=0.5", .. Composition(0, "w", "Kind=Any", "confidence", "nobody")]), StringComparison.Ordinal);
        Assert.Contains("Compositions:0:Parts:1 names 'confidence'", Refusal(["Confidence:Below=0.5", .. Composition(0, "w", "Kind=Any", "confidence", "confidence")]), StringComparison.Ordinal);
        Assert.Contains("no such trigger; there are: confidence", Refusal(["Confidence:Below=0.5", "Rules:0:Trigger=nobody", "Rules:0:Route=x"]), StringComparison.Ordinal);
        Assert.Contains("part of a composition", Refusal(["Confidence:Below=0.5", .. Composition(0, "w", "Kind=Any", "confidence"), "Rules:0:Trigger=confidence", "Rules:0:Route=x"]), StringComparison.Ordinal);
        Assert.Contains("says nothing", Refusal(["Confidence:Below=0.5", "Rules:0:Trigger=confidence"]), StringComparison.Ordinal);

        static string Refusal(string[] settings) => Assert.Throws<PolicyBuildException>(() => Build(settings)).Message;
    }

    [Fact]
    [Trait("Row", "75")]
    public void A_reload_changes_compositions_and_rules_and_a_bad_one_keeps_the_last_good()
    {
        var configuration = new MutableConfiguration(Pairs([.. Parts, .. Composition(0, "whole", "Kind=All", "confidence", "verifier")]));
        var services = new ServiceCollection();
        services.AddEscalation().Bind(configuration.Section);
        using ServiceProvider provider = services.BuildServiceProvider();
        IEscalationPolicyProvider policies = provider.GetRequiredService<IEscalationPolicyProvider>();
        AgentTurn low = Turn(low: true, unverified: false, gain: false);
        Assert.Equal(DecisionOutcome.Act, policies.Get().Decide(low).Outcome);
        configuration.Change(Pairs([.. Parts, .. Composition(0, "whole", "Kind=Any", "confidence", "verifier"), "Rules:0:Trigger=whole", "Rules:0:Route=own"]));
        Assert.Equal("own", policies.Get().Decide(low).RouteKey);
        foreach (string[] bad in new[] { Composition(0, "whole", "Kind=Any", "confidence", "nobody"), Composition(0, "whole", "Kind=AtLeast", "confidence"), Composition(0, "whole", "Kind=Sum", "confidence"), ["Rules:0:Trigger=nobody", "Rules:0:Route=x"], ["Rules:0:Trigger=confidence", "Rules:0:Budjet:Limit=1"] })
        {
            configuration.Change(Pairs([.. Parts, .. bad]));
            Assert.Equal("own", policies.Get().Decide(low).RouteKey);
        }

        Assert.Equal((1L, 5L), (policies.GetReloads().Succeeded, policies.GetReloads().Failed));
    }

    private static AgentTurn Turn(bool low, bool unverified, bool gain) => new() { Confidence = low ? 0 : 1, VerifierScore = unverified ? 0 : 1, DelegationValue = gain ? 1 : 0 };

    private static string[] Composition(int index, string name, string settings, params string[] parts) =>
    [
        $"Compositions:{index}:Name={name}",
        .. settings.Split('|').Select(setting => $"Compositions:{index}:{setting}"),
        .. parts.Select((part, i) => $"Compositions:{index}:Parts:{i}:Trigger={part}"),
    ];

    private static (string Key, string? Value)[] Pairs(string[] settings) => [.. settings.Select(setting => (setting[..setting.IndexOf('=', StringComparison.Ordinal)], (string?)setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..]))];

    private static EscalationPolicy Build(string[] settings, Action<EscalationPolicyBuilder>? code = null)
    {
        var services = new ServiceCollection();
        services.AddEscalation(policy => code?.Invoke(policy)).Bind(new MutableConfiguration(Pairs(settings)).Section);
        return services.BuildServiceProvider().GetRequiredService<IEscalationPolicyProvider>().Get();
    }
}
