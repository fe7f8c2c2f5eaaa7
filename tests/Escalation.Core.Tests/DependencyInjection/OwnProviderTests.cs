using Escalation.Decisions;
using Escalation.DependencyInjection;
using Escalation.Handoff;
using Escalation.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Escalation.Core.Tests.DependencyInjection;

/// <summary>Policies that come from a provider of the user's own, or through one: the runtime routes them by the router of the moment.</summary>
public class OwnProviderTests
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    [Fact]
    public async Task A_decorated_provider_and_the_routes_follow_the_configuration_together()
    {
        var configuration = new MutableConfiguration(Setup("a"));
        var services = new ServiceCollection();
        services.AddEscalation("support")
            .Bind(configuration.Root.GetSection("Escalation:Policy"))
            .AddRoutes(r => r.Configure(configuration.Root.GetSection("Escalation:Routing")))
            .AddChannel<ListChannel>()
            .AddAuditSink(_ => new ListSink())
            .AddRuntime();
        ServiceDescriptor inner = services.Single(service => service.ServiceType == typeof(IEscalationPolicyProvider));
        services.Replace(ServiceDescriptor.Singleton<IEscalationPolicyProvider>(provider => new Decorator((IEscalationPolicyProvider)inner.ImplementationFactory!(provider))));
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);
        Assert.Equal("queue-a", await Escalate(provider, "t1"));

        configuration.Change(Setup("b"));

        Assert.Equal("queue-b", await Escalate(provider, "t2"));
        var decorator = Assert.IsType<Decorator>(provider.GetRequiredService<IEscalationPolicyProvider>());

        // The change that comes between the reading of the policy and that of its router: neither goes with the other's half.
        decorator.AfterGet = () => configuration.Change(Setup("a"));
        Assert.Equal("queue-a", await Escalate(provider, "t3"));
        Assert.Equal(new PolicyReloads(2, 0, null), decorator.GetReloads("support"));
    }

    [Fact]
    public async Task An_own_provider_needs_no_trigger_in_the_builder()
    {
        await using ServiceProvider provider = Own(EscalationPolicy.Build(p => p.Name("support").Confidence(0.8).Route("a")));

        Assert.Equal(["a"], provider.GetRequiredKeyedService<HandoffRouter>("support").Keys);
        Assert.Equal("queue-a", await Escalate(provider, "t1"));
        Assert.Equal("queue-a", await Escalate(provider, "t2"));
    }

    [Fact]
    public async Task A_policy_of_an_own_provider_whose_key_leads_nowhere_is_refused()
    {
        await using ServiceProvider provider = Own(EscalationPolicy.Build(p => p.Name("support").Confidence(0.8).Route("elsewhere")));

        Assert.Throws<HandoffRoutingException>(() => provider.GetRequiredKeyedService<EscalationRuntime>("support"));
    }

    [Fact]
    public void Without_an_own_provider_a_policy_of_nothing_is_refused_whether_it_has_routes_or_not()
    {
        var services = new ServiceCollection();
        services.AddEscalation("bare");
        Complete(services.AddEscalation("support"));
        using ServiceProvider provider = services.BuildServiceProvider(Strict);
        Assert.Equal(["a"], provider.GetRequiredKeyedService<HandoffRouter>("support").Keys);

        Assert.Throws<PolicyBuildException>(() => provider.GetRequiredKeyedService<EscalationRuntime>("support"));
        Assert.Throws<PolicyBuildException>(() => provider.GetRequiredKeyedService<EscalationPolicy>("support"));
        Assert.Throws<PolicyBuildException>(() => provider.GetRequiredService<IHandoffRouterProvider>().GetSnapshot("bare"));
        Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<IHandoffRouterProvider>().Get("bare"));
    }

    private static ServiceProvider Own(EscalationPolicy policy)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IEscalationPolicyProvider>(new Constant(policy));
        return Complete(services.AddEscalation("support")).Services.BuildServiceProvider(Strict);
    }

    private static IEscalationBuilder Complete(IEscalationBuilder builder) => builder
        .AddRoutes(r => r.Queue("queue-a", "ann").Route("a", "queue-a"))
        .AddChannel<ListChannel>()
        .AddAuditSink(_ => new ListSink())
        .AddRuntime();

    /// <summary>A policy with one route key, and a router that owns this key alone.</summary>
    private static (string Key, string? Value)[] Setup(string key) =>
    [
        ("Policy:Confidence:Below", "0.8"),
        ("Policy:Routes:0:Key", key),
        ($"Routing:Queues:queue-{key}:Owner", "ann"),
        ($"Routing:Routes:{key}", $"queue-{key}"),
    ];

    private static async Task<string?> Escalate(ServiceProvider provider, string id)
    {
        var runtime = provider.GetRequiredKeyedService<EscalationRuntime>("support");
        HandleResult result = await runtime.HandleDetailedAsync(new AgentTurn { Id = id, Confidence = 0.1 }, static _ => throw new InvalidOperationException("must not act"));
        return result.Receipt?.Queue;
    }

    private sealed class Decorator(IEscalationPolicyProvider inner) : IEscalationPolicyProvider
    {
        private Action? _afterGet;

        /// <summary>Runs once, after the next policy is read.</summary>
        public Action? AfterGet { set => _afterGet = value; }

        public IReadOnlyList<string> Names => inner.Names;

        public EscalationPolicy Get(string name = IEscalationPolicyProvider.DefaultName)
        {
            EscalationPolicy policy = inner.Get(name);
            Interlocked.Exchange(ref _afterGet, null)?.Invoke();
            return policy;
        }

        public PolicyReloads GetReloads(string name = IEscalationPolicyProvider.DefaultName) => inner.GetReloads(name);
    }

    private sealed class Constant(EscalationPolicy policy) : IEscalationPolicyProvider
    {
        public IReadOnlyList<string> Names => [policy.Name];

        public EscalationPolicy Get(string name = IEscalationPolicyProvider.DefaultName) => policy;

        public PolicyReloads GetReloads(string name = IEscalationPolicyProvider.DefaultName) => new(0, 0, null);
    }
}
