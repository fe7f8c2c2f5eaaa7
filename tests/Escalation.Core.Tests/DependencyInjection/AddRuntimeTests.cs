using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.DependencyInjection;
using Escalation.Handoff;
using Escalation.Runtime;
using Escalation.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Escalation.Core.Tests.DependencyInjection;

public sealed class AddRuntimeTests : IDisposable
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_whole_loop_runs_from_the_container()
    {
        string path = _folder.PathOf("audit.jsonl");
        var services = new ServiceCollection();
        services.AddSingleton<IDecisionObserver, CountingObserver>();
        services.AddEscalation("support", p => p.Confidence(0.8).Route("desk"))
            .AddRoutes(r => r.Queue("people", "ann").Route("desk", "people"))
            .AddChannel<ListChannel>()
            .AddChannel<ListChannel>()
            .AddObserver<CountingObserver>()
            .AddAuditLog(path)
            .AddRuntime()
            .AddRuntime(options => options with { NewId = () => "t-1" });
        bool acted = false;

        await using (ServiceProvider provider = services.BuildServiceProvider(Strict))
        {
            var runtime = provider.GetRequiredKeyedService<EscalationRuntime>("support");
            EscalationDecision act = await runtime.HandleAsync(new AgentTurn { Id = "t-0", Request = "a", Confidence = 0.9 }, _ =>
            {
                acted = true;
                return ValueTask.CompletedTask;
            });
            EscalationDecision escalation = await runtime.HandleAsync(new AgentTurn { Request = "b", Confidence = 0.1 }, _ => throw new InvalidOperationException("must not act"));

            Assert.Equal(DecisionOutcome.Act, act.Outcome);
            Assert.True(acted);
            Assert.Equal("t-1", escalation.Id);
            ContextPackage package = Assert.Single(((ListChannel)provider.GetRequiredKeyedService<IHandoffChannel>("support")).Packages);
            Assert.Equal(("people", "t-1"), (package.Route.Queue, package.TurnId));
            Assert.Equal(2, ((CountingObserver)Assert.Single(provider.GetKeyedServices<IDecisionObserver>("support"))).Count);
            Assert.Equal(2, ((CountingObserver)provider.GetRequiredService<IDecisionObserver>()).Count);
            Assert.Same(runtime, provider.GetRequiredKeyedService<EscalationRuntime>("support"));
        }

        Assert.True(AuditVerifier.Verify(path).IsIntact);
    }

    [Fact]
    public void The_unnamed_runtime_needs_no_key()
    {
        var services = new ServiceCollection();
        services.AddEscalation(p => p.Confidence(0.8)).AddRoutes(Default).AddChannel<ListChannel>().AddAuditSink(_ => new ListSink()).AddRuntime();
        using ServiceProvider provider = services.BuildServiceProvider(Strict);

        Assert.Same(provider.GetRequiredKeyedService<EscalationRuntime>("default"), provider.GetRequiredService<EscalationRuntime>());
    }

    [Fact]
    [Trait("Row", "102")]
    public void A_missing_part_is_refused_when_the_container_is_built()
    {
        foreach ((Type missing, Action<IEscalationBuilder> parts) in new (Type, Action<IEscalationBuilder>)[]
        {
            (typeof(IAuditSink), e => e.AddRoutes(Default).AddChannel<ListChannel>()),
            (typeof(IHandoffChannel), e => e.AddRoutes(Default).AddAuditSink(_ => new ListSink())),
            (typeof(HandoffRouter), e => e.AddChannel<ListChannel>().AddAuditSink(_ => new ListSink())),
        })
        {
            var services = new ServiceCollection();
            IEscalationBuilder builder = services.AddEscalation("support", p => p.Confidence(0.8)).AddRuntime();
            parts(builder);

            var refusal = Assert.Throws<AggregateException>(() => services.BuildServiceProvider(Strict));

            Assert.Contains(missing.Name, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Row", "102")]
    public void A_channel_that_would_capture_a_scoped_service_is_refused_when_the_container_is_built()
    {
        var services = new ServiceCollection();
        services.AddScoped(_ => new Limit(3));
        services.AddEscalation("support", p => p.Confidence(0.8)).AddChannel<NeedyChannel>();

        Assert.Contains("scoped", Assert.Throws<AggregateException>(() => services.BuildServiceProvider(Strict)).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "102")]
    public void A_second_channel_sink_or_set_of_routes_is_refused()
    {
        IEscalationBuilder builder = new ServiceCollection().AddEscalation("support", p => p.Confidence(0.8)).AddRoutes(Default).AddChannel<ListChannel>().AddAuditSink(_ => new ListSink());

        Assert.Contains("channel", Assert.Throws<InvalidOperationException>(() => builder.AddChannel<NeedyChannel>()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => builder.AddChannel(_ => new ListChannel()));
        Assert.Contains("audit sink", Assert.Throws<InvalidOperationException>(() => builder.AddAuditLog("a.jsonl")).Message, StringComparison.Ordinal);
        Assert.Contains("routes", Assert.Throws<InvalidOperationException>(() => builder.AddRoutes(Default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_policies_can_share_a_channel_and_an_audit_log()
    {
        var services = new ServiceCollection();
        services.AddSingleton(_ => AuditLog.Open(_folder.PathOf("shared.jsonl")));
        services.AddSingleton<ListChannel>();
        foreach (string name in new[] { "a", "b" })
        {
            services.AddEscalation(name, p => p.Confidence(0.8)).AddRoutes(Default)
                .AddChannel(provider => provider.GetRequiredService<ListChannel>())
                .AddAuditSink(provider => provider.GetRequiredService<AuditLog>())
                .AddRuntime();
        }

        using ServiceProvider provider = services.BuildServiceProvider(Strict);

        Assert.NotSame(provider.GetRequiredKeyedService<EscalationRuntime>("a"), provider.GetRequiredKeyedService<EscalationRuntime>("b"));
    }

    [Fact]
    public async Task A_route_that_nobody_owns_stops_the_start()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddEscalation("support", p => p.Confidence(0.8).Route("nowhere")).AddRoutes(Default);
        using IHost host = builder.Build();

        Assert.Contains("'nowhere'", (await Assert.ThrowsAsync<HandoffRoutingException>(() => host.StartAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_audit_log_that_cannot_be_opened_stops_the_start()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddEscalation("support", p => p.Confidence(0.8)).AddRoutes(Default).AddChannel<ListChannel>()
            .AddAuditLog(Path.Combine(_folder.FullName, "no-such-folder", "audit.jsonl")).AddRuntime();
        using IHost host = builder.Build();

        await Assert.ThrowsAnyAsync<IOException>(() => host.StartAsync());
    }

    [Fact]
    public async Task A_reload_to_a_route_that_nobody_owns_is_refused_and_the_runtime_goes_on()
    {
        var configuration = new MutableConfiguration(("Confidence:Below", "0.8"), ("Routes:0:Key", "default"));
        var services = new ServiceCollection();
        services.AddEscalation("support").Bind(configuration.Section).AddRoutes(Default).AddChannel<ListChannel>().AddAuditSink(_ => new ListSink()).AddRuntime();
        using ServiceProvider provider = services.BuildServiceProvider(Strict);
        var runtime = provider.GetRequiredKeyedService<EscalationRuntime>("support");

        configuration.Change(("Confidence:Below", "0.8"), ("Routes:0:Key", "nowhere"));
        EscalationDecision kept = await Handle("t-1");
        configuration.Change(("Confidence:Below", "0.05"));
        EscalationDecision changed = await Handle("t-2");

        Assert.Equal("default", kept.RouteKey);
        Assert.Equal(DecisionOutcome.Act, changed.Outcome);
        Assert.Equal((1, 1), (provider.GetRequiredService<IEscalationPolicyProvider>().GetReloads("support").Failed, provider.GetRequiredService<IEscalationPolicyProvider>().GetReloads("support").Succeeded));

        ValueTask<EscalationDecision> Handle(string id) => runtime.HandleAsync(new AgentTurn { Id = id, Request = "a", Confidence = 0.1 }, _ => ValueTask.CompletedTask);
    }

    [Fact]
    public async Task The_clock_and_the_fallback_responder_of_the_container_are_used()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IFallbackResponder, Politely>();
        services.AddSingleton<TimeProvider>(new StoppedTime());
        services.AddEscalation("support", p => p.Confidence(0.8)).AddRoutes(Default).AddChannel<ListChannel>().AddAuditSink(_ => new ListSink()).AddRuntime();
        using ServiceProvider provider = services.BuildServiceProvider(Strict);

        HandleResult result = await provider.GetRequiredKeyedService<EscalationRuntime>("support").HandleDetailedAsync(new AgentTurn { Request = "a", Confidence = 0.1 }, _ => ValueTask.CompletedTask);

        Assert.Equal("One moment, please.", result.FallbackMessage);
        Assert.Equal(StoppedTime.Moment, result.Package!.CreatedAt);
    }

    private static void Default(HandoffRouterBuilder routes) => routes.Queue("people", "ann").Route("default", "people");

    private sealed class Politely : IFallbackResponder
    {
        public string Respond(AgentTurn turn, in EscalationDecision decision) => "One moment, please.";
    }

    private sealed class StoppedTime : TimeProvider
    {
        internal static readonly DateTimeOffset Moment = new(2024, 6, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Moment;
    }
}
