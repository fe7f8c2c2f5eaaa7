using Escalation.Decisions;
using Escalation.DependencyInjection;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;
using Escalation.Runtime;
using Escalation.Tests.Shared;
using Escalation.Triggers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Escalation.Core.Tests.DependencyInjection;

/// <summary>Routes that were read from configuration follow it, together with the policy whose keys they own.</summary>
public sealed class RouterReloadTests : IDisposable
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    private readonly RecordingLoggerFactory _log = new();
    private readonly MutableConfiguration _configuration = new(Setup("a"));
    private readonly ListSink _sink = new();
    private ServiceProvider? _provider;

    public void Dispose()
    {
        _provider?.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task The_next_turn_goes_where_the_changed_routes_lead()
    {
        Start();
        Assert.Equal("queue-a", await Escalate("t1"));

        _configuration.Change([.. Setup("a").Where(pair => pair.Key != "Routing:Routes:a"), ("Routing:Queues:night:Owner", "bob"), ("Routing:Routes:a", "night")]);

        Assert.Equal("night", await Escalate("t2"));
        Assert.Equal(new PolicyReloads(1, 0, null), Policies.GetReloads("support"));
        Assert.Same(Routers.Get("support"), _provider!.GetRequiredKeyedService<HandoffRouter>("support"));
        Assert.Contains(Routers.Get("support").Queues, queue => queue.Name == "night");
    }

    public static TheoryData<string, string> BadChanges() => new()
    {
        { "Routing:Routes:a", "nowhere" },
        { "Routing:Queues:queue-a:Owner", "" },
        { "Routing:Queues:queue-a:Capacity", "7" },
        { "Routing:Unknown", "1" },
        { "Policy:Confidence:Below", "2" },
        { "Policy:Routes:0:Key", "unowned" },
    };

    [Theory]
    [MemberData(nameof(BadChanges))]
    public async Task A_bad_change_of_either_is_refused_said_and_leaves_both_as_they_were(string key, string value)
    {
        Start();
        await Escalate("t1");
        EscalationSnapshot before = Routers.GetSnapshot("support");

        _configuration.Change([.. Setup("a").Where(pair => pair.Key != key), (key, value)]);

        Assert.Same(before, Routers.GetSnapshot("support"));
        Assert.Same(before.Policy, Policies.Get("support"));
        Assert.Equal("queue-a", await Escalate("t2"));
        PolicyReloads reloads = Policies.GetReloads("support");
        Assert.Equal((0, 1), (reloads.Succeeded, reloads.Failed));
        Assert.NotNull(reloads.LastFailure);
        Assert.Contains(_log.Entries, entry => entry is { Level: LogLevel.Error, Event.Name: "PolicyReloadFailed", Fault: not null });

        _configuration.Change(Setup("b"));

        Assert.Equal("queue-b", await Escalate("t3"));
        Assert.Equal(new PolicyReloads(1, 1, null), Policies.GetReloads("support"));
    }

    [Fact]
    public async Task A_turn_under_way_is_routed_by_the_snapshot_that_decided_it()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        Start(p => p.Add(Trigger.CreateAsync("slow", async (_, _) =>
        {
            asked.TrySetResult();
            await answer.Task;
            return Signal.Fire(Reason.LowConfidence);
        })).TimeBudget(TimeSpan.FromMinutes(5)));
        Task<HandleResult> turn = Handle("t1", confidence: 0.9);
        await asked.Task;

        _configuration.Change(Setup("b"));
        answer.SetResult();

        Assert.Equal("queue-a", (await turn).Receipt?.Queue);
        Assert.Equal("queue-b", await Escalate("t2"));
    }

    [Fact]
    public async Task However_often_it_is_reloaded_each_turn_finds_the_queue_of_its_own_policy()
    {
        Start();
        await Escalate("first");
        using var stop = new CancellationTokenSource();
        Task reloading = Task.Run(() =>
        {
            for (int i = 1; !stop.IsCancellationRequested; i++)
            {
                _configuration.Change(Setup(i % 2 == 0 ? "a" : "b"));
            }
        });

        // Each setup knows its own key and queue only: any mixture of the two would throw.
        var seen = new HashSet<string?>();
        for (int i = 0; i < 400 || (seen.Count < 2 && i < 20_000); i++)
        {
            HandleResult result = await Handle($"t{i}");
            Assert.Equal($"queue-{result.Decision.RouteKey}", result.Receipt?.Queue);
            seen.Add(result.Receipt?.Queue);
        }

        await stop.CancelAsync();
        await reloading;
        Assert.Equal(0, Policies.GetReloads("support").Failed);
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public async Task The_desk_follows_too_and_routes_afresh_what_waits_in_a_queue_that_is_gone()
    {
        var time = new ManualTimeProvider();
        var store = new MemoryEscalationStore();
        _provider = Services(time, null)
            .AddRoutes(_ => store, r => r.Configure(_configuration.Root.GetSection("Escalation:Routing")))
            .AddDesk(_ => new ListChannel(), options => options with { AcceptWithin = TimeSpan.FromHours(1) })
            .Services.BuildServiceProvider(Strict);
        await Escalate("t1");
        var desk = _provider.GetRequiredKeyedService<EscalationDesk>("support");
        Assert.Equal("queue-a", (await desk.FindAsync("t1"))!.Route.Queue);

        _configuration.Change([.. Setup("a").Where(pair => !pair.Key.StartsWith("Routing", StringComparison.Ordinal)), ("Routing:Queues:new:Owner", "zoe"), ("Routing:Routes:a", "new")]);
        time.Advance(TimeSpan.FromHours(2));
        await desk.SweepAsync();

        EscalationCase moved = (await desk.FindAsync("t1"))!;
        Assert.Equal((EscalationState.Requested, "new", "t1~2"), (moved.State, moved.Route.Queue, moved.Ticket));
        Assert.Equal(0, desk.Faults);
    }

    [Fact]
    public void A_change_before_the_first_use_is_read_at_the_first_use()
    {
        Start();

        _configuration.Change(Setup("b"));

        Assert.Equal(["b"], Routers.Get("support").Keys);
        Assert.Equal(new PolicyReloads(0, 0, null), Policies.GetReloads("support"));
    }

    [Fact]
    public void Routes_in_code_stay_the_same_router_when_the_policy_is_reloaded()
    {
        int runs = 0;
        _provider = Services(TimeProvider.System, null).AddRoutes(r =>
        {
            runs++;
            r.Queue("people", "ann").Route("a", "people").Route("b", "people");
        }).AddChannel<ListChannel>().Services.BuildServiceProvider(Strict);
        HandoffRouter router = Routers.Get("support");

        _configuration.Change(Setup("b"));

        Assert.Same(router, Routers.Get("support"));
        Assert.Equal(1, Policies.GetReloads("support").Succeeded);
        Assert.Equal(2, runs); // When they were added, to refuse what cannot work, and with the first policy.
    }

    [Fact]
    public void A_policy_without_routes_says_so()
    {
        _provider = Services(TimeProvider.System, null).Services.BuildServiceProvider();

        Assert.Contains("'support' has no routes", Assert.Throws<InvalidOperationException>(() => Routers.Get("support")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Routers.Get("other"));
    }

    [Fact]
    public void A_disposed_container_no_longer_follows()
    {
        Start();
        EscalationSnapshot before = Routers.GetSnapshot("support");
        IHandoffRouterProvider routers = Routers;
        _provider!.Dispose();

        _configuration.Change(Setup("b"));

        Assert.Same(before, routers.GetSnapshot("support"));
    }

    private IEscalationPolicyProvider Policies => _provider!.GetRequiredService<IEscalationPolicyProvider>();

    private IHandoffRouterProvider Routers => _provider!.GetRequiredService<IHandoffRouterProvider>();

    /// <summary>A policy with one route key, and a router that owns this key alone.</summary>
    private static (string Key, string? Value)[] Setup(string key) =>
    [
        ("Policy:Confidence:Below", "0.8"),
        ("Policy:Routes:0:Key", key),
        ($"Routing:Queues:queue-{key}:Owner", "ann"),
        ($"Routing:Routes:{key}", $"queue-{key}"),
    ];

    private void Start(Action<EscalationPolicyBuilder>? more = null) => _provider = Services(TimeProvider.System, more)
        .AddRoutes(r => r.Configure(_configuration.Root.GetSection("Escalation:Routing")))
        .AddChannel<ListChannel>()
        .Services.BuildServiceProvider(Strict);

    private IEscalationBuilder Services(TimeProvider time, Action<EscalationPolicyBuilder>? more)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(_log);
        services.AddSingleton(time);
        return services.AddEscalation("support", policy => more?.Invoke(policy))
            .Bind(_configuration.Root.GetSection("Escalation:Policy"))
            .AddAuditSink(_ => _sink)
            .AddRuntime();
    }

    private async Task<HandleResult> Handle(string id, double confidence = 0.1) => await _provider!.GetRequiredKeyedService<EscalationRuntime>("support")
        .HandleDetailedAsync(new AgentTurn { Id = id, Confidence = confidence }, static _ => throw new InvalidOperationException("must not act"));

    private async Task<string?> Escalate(string id) => (await Handle(id)).Receipt?.Queue;
}
