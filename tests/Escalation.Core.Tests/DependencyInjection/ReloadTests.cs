using System.Globalization;
using Escalation.Decisions;
using Escalation.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Escalation.Core.Tests.DependencyInjection;

public sealed class ReloadTests : IDisposable
{
    private readonly RecordingLoggerFactory _log = new();
    private readonly MutableConfiguration _configuration = new(Costs(50, 4));
    private readonly ServiceProvider _provider;
    private readonly IEscalationPolicyProvider _policies;

    public ReloadTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(_log);
        services.AddEscalation("support").Bind(_configuration.Section).AddTrigger<QuietTrigger>();
        services.AddEscalation("other", p => p.Costs(50, 4));
        _provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        _policies = _provider.GetRequiredService<IEscalationPolicyProvider>();
    }

    public void Dispose()
    {
        _provider.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void A_good_change_takes_effect_at_the_next_call()
    {
        EscalationPolicy before = _policies.Get("support");
        EscalationPolicy other = _policies.Get("other");
        Assert.Equal(DecisionOutcome.EscalateToPerson, Decide());

        _configuration.Change(Costs(5, 4));

        Assert.Equal(DecisionOutcome.Act, Decide());
        Assert.NotSame(before, _policies.Get("support"));
        Assert.Same(other, _policies.Get("other"));
        Assert.Same(_policies.Get("support"), _provider.GetRequiredKeyedService<EscalationPolicy>("support"));
        Assert.Equal(new PolicyReloads(1, 0, null), _policies.GetReloads("support"));
        Assert.Equal(new PolicyReloads(0, 0, null), _policies.GetReloads("other"));
    }

    public static TheoryData<string, string> BadChanges() => new()
    {
        { "Costs:WrongAct", "1" },
        { "Costs:WrongAct", "1e400" },
        { "Costs:WrongAct", "fifty" },
        { "Costs:WrongAct", "" },
        { "Costs:Wrong", "50" },
        { "Costs:ExpertIsRight", "-0" },
        { "Costs:ExpertIsRight", "NaN" },
        { "Version", "2" },
        { "TimeBudget", "-00:00:01" },
        { "Unknown", "1" },
        { "Routes:0:Key", "" },
        { "Routes:0:Priority", "Now" },
    };

    [Theory]
    [Trait("Row", "71")]
    [Trait("Row", "72")]
    [Trait("Row", "74")]
    [Trait("Row", "75")]
    [MemberData(nameof(BadChanges))]
    public void Good_then_bad_then_good_keeps_the_last_good_policy_and_says_so(string key, string value)
    {
        EscalationPolicy first = _policies.Get("support");

        _configuration.Change([.. Costs(50, 4).Where(pair => pair.Key != key), (key, value)]);

        Assert.Same(first, _policies.Get("support"));
        PolicyReloads reloads = _policies.GetReloads("support");
        Assert.Equal((0, 1), (reloads.Succeeded, reloads.Failed));
        Assert.Contains(key.Split(':')[^1], reloads.LastFailure, StringComparison.OrdinalIgnoreCase);
        var entry = Assert.Single(_log.Entries, entry => entry.Level == LogLevel.Error);
        Assert.Equal(("Escalation.Policies", "PolicyReloadFailed"), (entry.Category, entry.Event.Name));
        Assert.Contains("'support'", entry.Message, StringComparison.Ordinal);
        Assert.NotNull(entry.Fault);

        _configuration.Change(Costs(5, 4));

        Assert.NotSame(first, _policies.Get("support"));
        Assert.Equal(DecisionOutcome.Act, Decide());
        Assert.Equal(new PolicyReloads(1, 1, null), _policies.GetReloads("support"));
    }

    [Fact]
    [Trait("Row", "75")]
    public void A_section_that_vanishes_keeps_the_last_good_policy()
    {
        EscalationPolicy first = _policies.Get("support");

        _configuration.Change();

        Assert.Same(first, _policies.Get("support"));
        Assert.Equal(1, _policies.GetReloads("support").Failed);
    }

    [Fact]
    public void A_change_before_the_first_call_is_simply_read()
    {
        _configuration.Change(Costs(0, 0));
        _configuration.Change(Costs(5, 4));

        Assert.Equal(DecisionOutcome.Act, Decide());
        Assert.Equal(new PolicyReloads(0, 0, null), _policies.GetReloads("support"));
    }

    [Fact]
    public void A_first_call_that_fails_is_tried_again_at_the_next()
    {
        _configuration.Change(Costs(0, 0));
        Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => _policies.Get("support"));

        _configuration.Change(Costs(50, 4));

        Assert.Equal("support", _policies.Get("support").Name);
    }

    [Fact]
    public void After_disposal_changes_are_no_longer_followed()
    {
        EscalationPolicy first = _policies.Get("support");
        _provider.Dispose();

        _configuration.Change(Costs(5, 4));

        Assert.Same(first, _policies.Get("support"));
    }

    [Fact]
    [Trait("Row", "76")]
    public async Task A_decision_during_a_reload_sees_one_policy_from_end_to_end()
    {
        // Each version's route key names its own cost: a decision that mixed two versions would show.
        _configuration.Change(Version(50));
        _ = _policies.Get("support");
        using var stop = new CancellationTokenSource();
        Task<int>[] deciders = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            int decisions = 0;
            while (!stop.IsCancellationRequested || decisions == 0)
            {
                EscalationDecision decision = _policies.Get("support").Decide(new AgentTurn { Confidence = 0.0 });
                Assert.Equal(decision.RouteKey, decision.ExpectedCostOfActing.ToString("R", CultureInfo.InvariantCulture));
                decisions++;
            }

            return decisions;
        }))];

        for (int cost = 51; cost < 150; cost++)
        {
            _configuration.Change(Version(cost));
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(deciders), decisions => Assert.True(decisions > 0));
        Assert.Equal(99, _policies.GetReloads("support").Succeeded);

        static (string, string?)[] Version(int cost) => [.. Costs(cost, 4), ("Routes:0:Key", cost.ToString(CultureInfo.InvariantCulture))];
    }

    private static (string Key, string? Value)[] Costs(int wrongAct, int escalation) =>
    [
        ("Costs:WrongAct", wrongAct.ToString(CultureInfo.InvariantCulture)),
        ("Costs:Escalation", escalation.ToString(CultureInfo.InvariantCulture)),
    ];

    private DecisionOutcome Decide() => _policies.Get("support").Decide(new AgentTurn { Confidence = 0.8 }).Outcome;
}
