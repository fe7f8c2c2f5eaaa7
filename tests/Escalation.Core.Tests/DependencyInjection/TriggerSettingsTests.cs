using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.DependencyInjection;
using Escalation.Tests.Shared;
using Escalation.Triggers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Escalation.Core.Tests.DependencyInjection;

/// <summary>Every trigger can be configured, and every setting reaches it.</summary>
public sealed class TriggerSettingsTests : IDisposable
{
    private static readonly AnswerSample[] Agreeing = [new("a"), new("a"), new("a"), new("b")];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string[], AgentTurn, AgentTurn, string> Triggers() => new()
    {
        { "self-consistency", ["SelfConsistency:Below=0.75", "SelfConsistency:MinimumSamples=4"], new AgentTurn { Samples = [new("a"), new("b"), new("a"), new("c")] }, new AgentTurn { Samples = Agreeing }, "low-confidence" },
        { "self-consistency", ["SelfConsistency:Below=0.5", "SelfConsistency:MinimumSamples=4", "SelfConsistency:OfAnswer=true"], new AgentTurn { Samples = Agreeing, Answer = "b" }, new AgentTurn { Samples = Agreeing, Answer = "a" }, "low-confidence" },
        { "self-consistency", ["SelfConsistency:Below=0.5"], new AgentTurn { Samples = Agreeing }, new AgentTurn { Samples = [.. Agreeing, new("a")] }, "no-signal" },
        { "verifier", ["Verifier:Below=7"], new AgentTurn { VerifierScore = 6.9 }, new AgentTurn { VerifierScore = 7 }, "low-confidence" },
        { "verifier", ["Verifier:Below=-3"], new AgentTurn(), new AgentTurn { VerifierScore = -3 }, "no-signal" },
        { "log-probs", ["LogProbs:Below=0.5"], Tokens(-2.0, 0.0, -1.0), Tokens(-0.1, -0.1), "low-confidence" },
        { "log-probs", ["LogProbs:Below=0.5", "LogProbs:Measure=Minimum"], Tokens(-1.0, 0.0, 0.0), Tokens(-0.1, -0.1), "low-confidence" },
        { "log-probs", ["LogProbs:Below=0.5"], Tokens(-9999, -0.1), Tokens(-0.1), "score-undefined" },
        { "log-probs", ["LogProbs:Below=0.1", "LogProbs:Measure=Margin"], Listed(-0.7, -0.7), Listed(-0.1, -3), "low-confidence" },
        { "log-probs", ["LogProbs:Below=0.7", "LogProbs:Measure=Label", "LogProbs:Labels:yes:0=Yes", "LogProbs:Labels:no:0=No"], Listed(-0.7, -0.7), Listed(-0.1, -3), "low-confidence" },
        { "delegation-value", ["DelegationValue:Above=0.2"], new AgentTurn { DelegationValue = 0.3 }, new AgentTurn { DelegationValue = 0.2 }, "delegation-value" },
        { "verbalized-confidence", ["VerbalizedConfidence:Below=0.6", "VerbalizedConfidence:Scale=Ten", "VerbalizedConfidence:Label=sure", "VerifierStub=1"], new AgentTurn { Answer = "sure: 5" }, new AgentTurn { Answer = "sure: 6", Confidence = 1 }, "low-confidence" },
        { "verbalized-confidence", ["VerbalizedConfidence:IsRequired=true", "VerifierStub=1"], new AgentTurn { Answer = "Fine." }, new AgentTurn { Answer = "Confidence: 80", Confidence = 1 }, "no-signal" },
        { "sensitivity", ["Keywords:Words:0=lawyer", "Keywords:Folding=CaseOnly"], Ask("my LAWYER"), Ask("my l4wyer"), "sensitivity" },
        { "sensitivity", ["Keywords:Topics:0:Name=legal", "Keywords:Topics:0:Words:0=lawyer", "Keywords:Topics:0:Reason=legal-threat"], Ask("my l4wyer"), Ask("hello"), "legal-threat" },
        { "sensitivity", ["Keywords:BuiltIn:0=Fraud"], Ask("identity theft"), Ask("my lawyer"), "fraud" },
        { "sensitivity", ["Keywords:Words:0=lawyer", "Keywords:Sources=Answer", "Keywords:TextIsOptional=true", "VerifierStub=1"], new AgentTurn { Answer = "a lawyer" }, Ask("a lawyer") with { Confidence = 1 }, "sensitivity" },
        { "sensitivity", ["Keywords:Words:0=lawyer", "Keywords:MaximumLength=5"], Ask("hello!"), Ask("hello"), "input-too-large" },
        { "sensitivity-pattern", ["Patterns:Expressions:0:Topic=order", "Patterns:Expressions:0:Pattern=^order [0-9]+$", "Patterns:Expressions:0:Reason=order", "Patterns:Expressions:0:IgnoreCase=false"], Ask("order 12"), Ask("Order 12"), "order" },
        { "sensitivity-personal-data", ["PersonalData:Classes:0=email-address"], Ask("jane@example.com"), Ask("4111 1111 1111 1111"), "personal-data" },
        { "sensitivity-personal-data", ["PersonalData:Sources=Answer"], new AgentTurn { Answer = "jane@example.com" }, new AgentTurn { Request = "jane@example.com", Answer = "Thanks." }, "personal-data" },
        { "sensitivity-sentiment", ["Sentiment:Below=-0.2"], Ask("This is horrible, I hate it."), Ask("This is nice."), "negative-sentiment" },
        { "sensitivity-hidden-text", ["HiddenText:MaximumInvisible=0"], Ask("la\u200Bwyer"), Ask("lawyer"), "hidden-text" },
        { "sensitivity-hidden-text", ["HiddenText:MaximumMarks=2"], Ask("a\u0301\u0301\u0301"), Ask("a\u0301\u0301"), "hidden-text" },
        { "sensitivity-account", ["Accounts:Rules:0:Attribute=value", "Accounts:Rules:0:Above=1000"], With("value", "1001"), With("value", "1000"), "protected-account" },
        { "sensitivity-account", ["Accounts:Rules:0:Attribute=vulnerable", "Accounts:Rules:0:EqualTo=yes", "Accounts:Rules:0:Required=true"], new AgentTurn(), With("vulnerable", "no"), "no-signal" },
    };

    [Theory]
    [MemberData(nameof(Triggers))]
    public void A_configured_trigger_fires_and_rests_as_it_is_told(string trigger, string[] settings, AgentTurn fires, AgentTurn rests, string reason)
    {
        ArgumentNullException.ThrowIfNull(settings);
        bool withConfidence = settings.Contains("VerifierStub=1");
        EscalationPolicy policy = Build([.. settings.Where(setting => setting != "VerifierStub=1"), .. withConfidence ? new[] { "Confidence:Below=0" } : []]);
        Assert.Contains(trigger, policy.TriggerNames);
        EscalationDecision decision = policy.Decide(withConfidence ? fires with { Confidence = 1 } : fires);
        Assert.Equal((DecisionOutcome.EscalateToPerson, reason, trigger), (decision.Outcome, decision.Reason.Code, policy.TriggerNames[decision.TriggerIndex]));
        Assert.Equal(DecisionOutcome.Act, policy.Decide(rests).Outcome);
    }

    public static TheoryData<string, string[], AgentTurn> Outcomes() => new()
    {
        { "Confidence", ["Confidence:Below=0.5"], new AgentTurn { Confidence = 0 } },
        { "SelfConsistency", ["SelfConsistency:Below=1", "SelfConsistency:MinimumSamples=2"], new AgentTurn { Samples = Agreeing } },
        { "Verifier", ["Verifier:Below=1"], new AgentTurn { VerifierScore = 0 } },
        { "LogProbs", ["LogProbs:Below=1"], Tokens(-1) },
        { "DelegationValue", ["DelegationValue:Above=0"], new AgentTurn { DelegationValue = 1 } },
        { "VerbalizedConfidence", ["VerbalizedConfidence:Below=1"], new AgentTurn { Answer = "confidence: 1" } },
        { "Patterns", ["Patterns:Expressions:0:Topic=t", "Patterns:Expressions:0:Pattern=x"], Ask("x") },
        { "PersonalData", ["PersonalData:MinimumConfidence=0.1"], Ask("jane@example.com") },
        { "Sentiment", ["Sentiment:Below=0"], Ask("I hate it") },
        { "HiddenText", ["HiddenText:MaximumInvisible=0"], Ask("a\u202Eb") },
        { "Accounts", ["Accounts:Rules:0:Attribute=a", "Accounts:Rules:0:EqualTo=b"], With("a", "b") },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Every_trigger_proposes_what_it_is_told_and_refuses_to_propose_acting(string section, string[] settings, AgentTurn fires)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Assert.Equal(DecisionOutcome.RequestApproval, Build([.. settings, $"{section}:Outcome=RequestApproval"]).Decide(fires).Outcome);
        Assert.Contains($"Property {section}", Assert.Throws<OptionsValidationException>(() => Build([.. settings, $"{section}:Outcome=Act"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verbalizedConfidence", "verbalized-confidence")]
    [InlineData("PersonalData", "sensitivity-personal-data")]
    [InlineData("Sentiment", "sensitivity-sentiment")]
    [InlineData("HIDDENTEXT", "sensitivity-hidden-text")]
    public void A_section_without_content_turns_its_trigger_on_and_enabled_turns_it_off(string section, string trigger)
    {
        Assert.Equal([trigger], Provider((section, null)).Get().TriggerNames);
        Assert.Equal(["confidence"], Build([$"{section}:Enabled=false", "Confidence:Below=0.5"]).TriggerNames);
    }

    [Theory]
    [Trait("Row", "23")]
    [Trait("Row", "56")]
    [Trait("Row", "63")]
    [Trait("Row", "72")]
    [InlineData("SelfConsistency", "SelfConsistency:MinimumSamples=5", "Give either Below or Certificate")]
    [InlineData("SelfConsistency:Below", "SelfConsistency:Below=1.1", "must be a probability in [0, 1], but is 1.1")]
    [InlineData("SelfConsistency:MinimumSamples", "SelfConsistency:Below=0.5|SelfConsistency:MinimumSamples=1", "must be at least 2, but was 1")]
    [InlineData("SelfConsistency:MinimumSamples", "SelfConsistency:Below=0.5|SelfConsistency:MinimumSamples=257", "must be at most 256, but was 257")]
    [InlineData("Verifier:Below", "Verifier:Below=1e400", "must be a finite number")]
    [InlineData("Verifier", "Verifier:Below=1|Verifier:Certificate=x.json", "Give either Below or Certificate")]
    [InlineData("LogProbs", "LogProbs:Below=0.5|LogProbs:Measure=Label", "labels must hold 2 to 64 labels, but holds 0")]
    [InlineData("LogProbs", "LogProbs:Below=0.5|LogProbs:Measure=Entropy|LogProbs:Vocabulary=0", "must be at least 1, but was 0")]
    [InlineData("LogProbs", "LogProbs:Below=0.5|LogProbs:Measure=Label|LogProbs:Labels:a:0=A|LogProbs:Labels:b:0=B|LogProbs:Position=-1", "must be at least 0, but was -1")]
    [InlineData("DelegationValue:Above", "DelegationValue:Above=1.5", "a value in [-1, 1], but is 1.5")]
    [InlineData("VerbalizedConfidence", "VerbalizedConfidence:Below=2", "Below must be a probability in [0, 1], but was 2")]
    [InlineData("DegenerateSignal", "DegenerateSignal:Window=5", "Window must be from 10 to 100000, but was 5")]
    [InlineData("DegenerateSignal", "DegenerateSignal:MinimumAuroc=1", "MinimumAuroc must be in [0.5, 1), but was 1")]
    [InlineData("DegenerateSignal", "DegenerateSignal:AurocDelta=0", "AurocDelta must be a level strictly between 0 and 1, but was 0")]
    [InlineData("DegenerateSignal:Outcome", "DegenerateSignal:Outcome=Act", "stricter than Act")]
    [InlineData("Keywords:Topics:0", "Keywords:Topics:0:Name=t", "Topic 't' has no keywords")]
    [InlineData("Keywords:Topics:0", "Keywords:Topics:0:Words:0=x", "")]
    [InlineData("Keywords:BuiltIn:0", "Keywords:BuiltIn:0=love", "It must be one of self-harm, minors")]
    [InlineData("Keywords", "Keywords:Words:0=x|Keywords:MaximumLength=0", "MaximumLength must be at least 1, but was 0")]
    [InlineData("Keywords", "Keywords:Words:0=x|Keywords:Sources=None", "sources 'None' are not valid")]
    [InlineData("Patterns", "Patterns:Enabled=true", "patterns must hold at least one, but is empty")]
    [InlineData("Patterns", "Patterns:Expressions:0:Topic=t|Patterns:Expressions:0:Pattern=(?=a)b", "cannot run in linear time")]
    [InlineData("PersonalData", "PersonalData:Classes:0=names", "Classes holds 'names', which the library does not recognise")]
    [InlineData("PersonalData", "PersonalData:MinimumConfidence=1.5", "MinimumConfidence must be a probability in [0, 1], but was 1.5")]
    [InlineData("Sentiment", "Sentiment:Below=-1", "Below must be a score strictly between -1 and 1, but was -1")]
    [InlineData("HiddenText", "HiddenText:MaximumMarks=0", "MaximumMarks must be at least 1, but was 0")]
    [InlineData("HiddenText", "HiddenText:Sources=None", "Sources must name at least one text")]
    [InlineData("Accounts", "Accounts:Rules:0:Attribute=a", "needs either Above or EqualTo")]
    [InlineData("Accounts", "Accounts:Rules:0:Attribute=a|Accounts:Rules:0:Above=NaN", "threshold must be a finite number, but was NaN")]
    public void What_a_trigger_refuses_is_refused_at_the_start_with_its_path_bound_and_value(string path, string settings, string message)
    {
        ArgumentNullException.ThrowIfNull(settings);
        string refusal = Assert.Throws<OptionsValidationException>(() => Build(settings.Split('|'))).Message;
        Assert.StartsWith($"Property {path}: ", refusal, StringComparison.Ordinal);
        Assert.Contains(message, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal);
    }

    [Fact]
    public void A_certificate_cuts_its_score_and_one_of_the_wrong_direction_or_a_lexicon_that_is_none_is_refused()
    {
        double[] shares = [.. Enumerable.Range(0, 200).Select(i => i % 10 / 10.0)];
        string low = Save("low.json", shares, ScoreDirection.LowerDelegates), high = Save("high.json", shares, ScoreDirection.HigherDelegates);
        EscalationPolicy policy = Build([$"SelfConsistency:Certificate={low}", "SelfConsistency:MinimumSamples=2"]);
        Assert.Equal(GuaranteeScope.Full, policy.Guarantee.Scope);
        Assert.Throws<PolicyBuildException>(() => Build([$"SelfConsistency:Certificate={high}"]));
        Assert.Throws<PolicyBuildException>(() => Build([$"Verifier:Certificate={_folder.PathOf("none.json")}"]));

        string lexicon = _folder.PathOf("lexicon.txt");
        File.WriteAllText(lexicon, "parcel\t-4.0\n");
        Assert.Equal("negative-sentiment", Build([$"Sentiment:Lexicon={lexicon}"]).Decide(Ask("parcel")).Reason.Code);
        File.WriteAllText(lexicon, "parcel");
        Assert.Contains("Sentiment cannot be used", Assert.Throws<PolicyBuildException>(() => Build([$"Sentiment:Lexicon={lexicon}"])).Message, StringComparison.Ordinal);
        Assert.Throws<PolicyBuildException>(() => Build([$"Sentiment:Lexicon={lexicon}x"]));
    }

    [Fact]
    public void Severity_of_a_topic_reaches_the_decision()
    {
        EscalationPolicy policy = Build(["Keywords:Words:0=hello", "Keywords:Topics:0:Name=grave", "Keywords:Topics:0:Words:0=blood", "Keywords:Topics:0:Severity=Critical"]);
        Assert.Equal((Severity.Critical, Priority.Urgent), (policy.Decide(Ask("hello blood")).Severity, policy.Decide(Ask("hello blood")).Priority));
        Assert.Equal(Severity.Moderate, policy.Decide(Ask("hello")).Severity);
    }

    [Fact]
    public void The_alarm_on_a_signal_needs_a_runtime_to_tell_it_and_lives_through_reloads()
    {
        Assert.Contains("needs a runtime", Assert.Throws<PolicyBuildException>(() => Build(["DegenerateSignal:Window=10"])).Message, StringComparison.Ordinal);
        var configuration = new MutableConfiguration(("DegenerateSignal:Window", "10"), ("Confidence:Below", "0.1"));
        var services = new ServiceCollection();
        services.AddEscalation("support").Bind(configuration.Section).AddRuntime().AddChannel<ListChannel>().AddAuditSink(_ => new ListSink()).AddRoutes(r => r.Queue("desk", "team").Route("default", "desk"));
        using ServiceProvider provider = services.BuildServiceProvider(validateScopes: true);
        IEscalationPolicyProvider policies = provider.GetRequiredService<IEscalationPolicyProvider>();
        EscalationPolicy first = policies.Get("support");
        IDecisionObserver watch = provider.GetRequiredKeyedService<SignalWatch>("support");
        for (int i = 0; i < 10; i++)
        {
            watch.OnDecided(new AgentTurn { Confidence = 0.99 }, default);
        }

        Assert.Equal("degenerate-signal", first.Decide(new AgentTurn { Confidence = 0.99 }).Reason.Code);
        configuration.Change(("DegenerateSignal:Window", "10"), ("Confidence:Below", "0.2"));
        Assert.NotSame(first, policies.Get("support"));
        Assert.Equal("degenerate-signal", policies.Get("support").Decide(new AgentTurn { Confidence = 0.99 }).Reason.Code);
        configuration.Change(("DegenerateSignal:Window", "20"), ("Confidence:Below", "7"));
        Assert.Equal(1, policies.GetReloads("support").Failed);
        watch.OnDecided(new AgentTurn { Confidence = 0.1 }, default);
        Assert.Equal(DecisionOutcome.Act, policies.Get("support").Decide(new AgentTurn { Confidence = 0.99 }).Outcome);
        configuration.Change(("DegenerateSignal:Window", "20"), ("DegenerateSignal:Score", "Verifier"), ("Confidence:Below", "0.2"));
        Assert.Equal(DecisionOutcome.Act, policies.Get("support").Decide(new AgentTurn { Confidence = 0.99 }).Outcome);
        ((IOutcomeObserver)watch).OnOutcome("nobody", wasRight: true);
    }

    private string Save(string name, double[] scores, ScoreDirection direction)
    {
        var result = (Certified)DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(alpha: 0.5, delta: 0.1) { Direction = direction });
        return _folder.Write(name, result.Certificate.ToJson());
    }

    private static EscalationPolicy Build(string[] settings) => Provider([.. settings.Select(setting => (setting[..setting.IndexOf('=', StringComparison.Ordinal)], (string?)setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..]))]).Get();

    private static IEscalationPolicyProvider Provider(params (string Key, string? Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddEscalation().Bind(new MutableConfiguration(settings).Section);
        return services.BuildServiceProvider().GetRequiredService<IEscalationPolicyProvider>();
    }

    private static AgentTurn Ask(string text) => new() { Request = text };

    private static AgentTurn With(string attribute, string value) => new() { Attributes = new Dictionary<string, string> { [attribute] = value } };

    private static AgentTurn Tokens(params double[] logProbs) => new() { LogProbs = [.. logProbs.Select(value => new TokenLogProb("t", value))] };

    private static AgentTurn Listed(double first, double second) => new() { LogProbs = [new TokenLogProb("Yes", first, new[] { new TokenAlternative("Yes", first), new TokenAlternative("No", second) })] };
}
