using Escalation.Decisions;
using Escalation.DependencyInjection;
using Escalation.Triggers.Loops;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Core.Tests.DependencyInjection;

public class AddEscalationTests
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    [Fact]
    public void A_keyed_policy_is_injected_under_its_name()
    {
        var services = new ServiceCollection();
        services.AddEscalation("support", p => p.Costs(50, 4));
        services.AddEscalation("sales", p => p.Costs(10, 4));
        services.AddTransient<Consumer>();
        using ServiceProvider provider = services.BuildServiceProvider(Strict);

        var consumer = provider.GetRequiredService<Consumer>();

        Assert.Equal("support", consumer.Support.Name);
        Assert.Equal("sales", consumer.Policies.Get("sales").Name);
        Assert.Same(consumer.Support, consumer.Policies.Get("support"));
        Assert.Equal(["support", "sales"], consumer.Policies.Names);
    }

    [Fact]
    public void The_unnamed_policy_needs_no_key()
    {
        var services = new ServiceCollection();
        services.AddEscalation(p => p.Costs(50, 4));
        using ServiceProvider provider = services.BuildServiceProvider(Strict);

        EscalationPolicy policy = provider.GetRequiredService<EscalationPolicy>();

        Assert.Equal("default", policy.Name);
        Assert.Same(policy, provider.GetRequiredKeyedService<EscalationPolicy>("default"));
        Assert.Same(policy, provider.GetRequiredService<IEscalationPolicyProvider>().Get());
    }

    [Fact]
    public void Adding_the_unnamed_policy_again_goes_on_with_it()
    {
        var services = new ServiceCollection();
        services.AddEscalation().AddTrigger<QuietTrigger>();
        int count = services.Count;

        services.AddEscalation().AddTrigger<QuietTrigger>();

        Assert.Equal(count, services.Count);
        using ServiceProvider provider = services.BuildServiceProvider(Strict);
        Assert.Equal(["quiet"], provider.GetRequiredService<EscalationPolicy>().TriggerNames);
    }

    [Fact]
    public async Task A_judge_of_loops_comes_from_the_container_once()
    {
        var services = new ServiceCollection();
        services.AddEscalation().AddLoopJudge<CertainJudge>(o => o.FirstStep = 1).AddLoopJudge<CertainJudge>();
        using ServiceProvider provider = services.BuildServiceProvider(Strict);
        EscalationPolicy policy = provider.GetRequiredService<EscalationPolicy>();
        Assert.Equal(["loop-judge"], policy.TriggerNames);
        Conversation conversation = policy.StartConversation("c");
        conversation.Record(AgentStep.Message("x"));
        var turn = new AgentTurn { Conversation = conversation };
        await policy.PrepareAsync(turn);
        Assert.Equal(Reason.Loop, policy.Decide(turn).Reason);
    }

    [Fact]
    [Trait("Row", "102")]
    public void A_second_policy_of_the_same_name_is_refused_at_once()
    {
        var services = new ServiceCollection();
        services.AddEscalation("support");

        Assert.Contains("'support'", Assert.Throws<InvalidOperationException>(() => services.AddEscalation("support", p => p.Costs(50, 4))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => services.AddEscalation("support", (_, p) => p.Costs(50, 4)));
        services.AddEscalation("Support", p => p.Costs(50, 4));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_blank_name_is_refused(string blank) =>
        Assert.Throws<ArgumentException>("name", () => new ServiceCollection().AddEscalation(blank));

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        var services = new ServiceCollection();
        services.AddEscalation("support", p => p.Costs(50, 4));
        using ServiceProvider provider = services.BuildServiceProvider(Strict);

        var refusal = Assert.Throws<ArgumentException>("name", () => provider.GetRequiredService<IEscalationPolicyProvider>().Get("sport"));

        Assert.Contains("'sport'; there are: support", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "48")]
    public void A_policy_that_could_never_escalate_is_refused_when_first_asked_for()
    {
        var services = new ServiceCollection();
        services.AddEscalation("idle");
        using ServiceProvider provider = services.BuildServiceProvider(Strict);

        Assert.Contains("'idle'", Assert.Throws<PolicyBuildException>(() => provider.GetRequiredKeyedService<EscalationPolicy>("idle")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Triggers_come_from_the_container_with_their_dependencies_one_for_each_policy()
    {
        var services = new ServiceCollection();
        services.AddSingleton(new Limit(3));
        services.AddEscalation("a").AddTrigger<LimitTrigger>().AddTrigger<QuietTrigger>().AddTrigger<LimitTrigger>();
        services.AddEscalation("b").AddTrigger<LimitTrigger>();
        ServiceProvider provider = services.BuildServiceProvider(Strict);
        EscalationPolicy policy = provider.GetRequiredKeyedService<EscalationPolicy>("a");
        var first = provider.GetRequiredKeyedService<LimitTrigger>("a");

        Assert.Equal(["limit", "quiet"], policy.TriggerNames);
        Assert.Equal("limit", policy.Decide(new AgentTurn { Request = "long" }).Reason.Code);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(new AgentTurn { Request = "abc" }).Outcome);
        Assert.NotSame(first, provider.GetRequiredKeyedService<LimitTrigger>("b"));
        provider.Dispose();
        Assert.True(first.IsDisposed);
    }

    [Fact]
    public void Code_with_the_provider_reaches_services_and_keeps_the_order_of_calls()
    {
        var services = new ServiceCollection();
        services.AddSingleton(new Limit(3));
        services.AddEscalation("a", (provider, p) => p.Add(new LimitTrigger(provider.GetRequiredService<Limit>()))).AddTrigger<QuietTrigger>().Configure(p => p.Name("ignored").Costs(50, 4));
        using ServiceProvider provider = services.BuildServiceProvider(Strict);

        EscalationPolicy policy = provider.GetRequiredKeyedService<EscalationPolicy>("a");

        Assert.Equal(["limit", "quiet"], policy.TriggerNames);
        Assert.Equal("a", policy.Name);
    }

    [Fact]
    [Trait("Row", "53")]
    public async Task The_clock_of_the_container_drives_the_time_budget()
    {
        var time = new JumpingTime();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddEscalation(p => p.TimeBudget(TimeSpan.FromHours(5))).AddAsyncTrigger<SlowTrigger>();
        using ServiceProvider provider = services.BuildServiceProvider(Strict);

        Task<EscalationDecision> deciding = provider.GetRequiredService<EscalationPolicy>().DecideAsync(new AgentTurn()).AsTask();

        Assert.Equal(TimeSpan.FromHours(5), time.WaitForTimer());
        Assert.False(deciding.IsCompleted);
        time.Elapse();
        Assert.Equal(Reason.Timeout, (await deciding).Reason);
    }

    [Fact]
    [Trait("Row", "102")]
    public void A_trigger_whose_dependency_is_missing_is_refused_when_the_container_is_built()
    {
        var services = new ServiceCollection();
        services.AddEscalation("a").AddTrigger<LimitTrigger>();

        var refusal = Assert.Throws<AggregateException>(() => services.BuildServiceProvider(Strict));

        Assert.Contains(nameof(Limit), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "102")]
    public void A_trigger_or_observer_that_would_capture_a_scoped_service_is_refused_when_the_container_is_built()
    {
        var services = new ServiceCollection();
        services.AddScoped(_ => new Limit(3));
        services.AddEscalation("a").AddTrigger<LimitTrigger>();

        var refusal = Assert.Throws<AggregateException>(() => services.BuildServiceProvider(Strict));

        Assert.Contains("scoped", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Observers_are_keyed_by_the_policy_and_added_once()
    {
        var services = new ServiceCollection();
        services.AddEscalation("a", p => p.Costs(50, 4)).AddObserver<CountingObserver>().AddObserver<CountingObserver>();
        services.AddEscalation("b", p => p.Costs(50, 4));
        using ServiceProvider provider = services.BuildServiceProvider(Strict);

        Assert.IsType<CountingObserver>(Assert.Single(provider.GetKeyedServices<IDecisionObserver>("a")));
        Assert.Empty(provider.GetKeyedServices<IDecisionObserver>("b"));
    }

    [Fact]
    public void Services_of_the_user_registered_before_are_kept()
    {
        var own = new FixedProvider();
        var services = new ServiceCollection();
        services.AddSingleton<IEscalationPolicyProvider>(own);

        services.AddEscalation("a", p => p.Costs(50, 4));

        using ServiceProvider provider = services.BuildServiceProvider(Strict);
        Assert.Same(own, provider.GetRequiredService<IEscalationPolicyProvider>());
    }

    [Fact]
    public void Asking_for_the_current_policy_allocates_nothing()
    {
        var services = new ServiceCollection();
        services.AddEscalation("a", p => p.Costs(50, 4));
        using ServiceProvider provider = services.BuildServiceProvider(Strict);
        var policies = provider.GetRequiredService<IEscalationPolicyProvider>();
        EscalationPolicy policy = policies.Get("a");

        long before = GC.GetAllocatedBytesForCurrentThread();
        EscalationPolicy again = policies.Get("a");

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Same(policy, again);
    }

    [Fact]
    [Trait("Row", "103")]
    public void A_provider_disposed_twice_still_gives_the_last_policies()
    {
        var services = new ServiceCollection();
        services.AddEscalation("a", p => p.Costs(50, 4));
        ServiceProvider provider = services.BuildServiceProvider(Strict);
        var policies = provider.GetRequiredService<IEscalationPolicyProvider>();
        EscalationPolicy policy = policies.Get("a");

        provider.Dispose();
        ((IDisposable)policies).Dispose();

        Assert.Same(policy, policies.Get("a"));
    }

    private sealed class Consumer([FromKeyedServices("support")] EscalationPolicy support, IEscalationPolicyProvider policies)
    {
        public EscalationPolicy Support => support;

        public IEscalationPolicyProvider Policies => policies;
    }

    private sealed class FixedProvider : IEscalationPolicyProvider
    {
        public IReadOnlyList<string> Names => [];

        public EscalationPolicy Get(string name = IEscalationPolicyProvider.DefaultName) => throw new NotSupportedException();

        public PolicyReloads GetReloads(string name = IEscalationPolicyProvider.DefaultName) => new(0, 0, null);
    }

    private sealed class CertainJudge : ILoopJudge
    {
        public ValueTask<double> JudgeAsync(Conversation conversation, CancellationToken cancellationToken) => ValueTask.FromResult(1.0);
    }
}
