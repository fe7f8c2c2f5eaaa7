using System.Collections.Frozen;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Escalation.DependencyInjection;

internal sealed class EscalationPolicyProvider : IEscalationPolicyProvider, IHandoffRouterProvider, IDisposable
{
    private readonly IServiceProvider _services;
    private readonly IOptionsFactory<EscalationOptions> _options;
    private readonly IConfigureOptions<EscalationOptions>[] _configured;
    private readonly bool _postConfigured;
    private readonly FrozenDictionary<string, PolicySource> _sources;

    public EscalationPolicyProvider(
        IServiceProvider services,
        IEnumerable<PolicyRegistration> registrations,
        IOptionsFactory<EscalationOptions> options,
        IEnumerable<IConfigureOptions<EscalationOptions>> configured,
        IEnumerable<IPostConfigureOptions<EscalationOptions>> postConfigured,
        IEnumerable<IOptionsChangeTokenSource<EscalationOptions>> changes,
        ILoggerFactory? loggers = null)
    {
        _services = services;
        _options = options;
        _configured = [.. configured];
        _postConfigured = postConfigured.Any();
        ILogger logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger(PolicyLog.Category);
        Names = [.. registrations.Select(registration => registration.Name)];
        _sources = Names.ToFrozenDictionary(name => name, name => new PolicySource(name, Build, changes, logger), StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Names { get; }

    public EscalationPolicy Get(string name = IEscalationPolicyProvider.DefaultName) => PolicyOf(Find(name).Current, name);

    HandoffRouter IHandoffRouterProvider.Get(string name) => RouterOf(Find(name).Current, name);

    public EscalationSnapshot GetSnapshot(string name = IEscalationPolicyProvider.DefaultName)
    {
        PolicySetup setup = Find(name).Current;
        return setup.Snapshot ?? new EscalationSnapshot(PolicyOf(setup, name), RouterOf(setup, name));
    }

    public PolicyReloads GetReloads(string name = IEscalationPolicyProvider.DefaultName) => Find(name).Reloads;

    /// <summary>Ends the watch on configuration. The policies at hand stay valid.</summary>
    public void Dispose()
    {
        foreach (PolicySource source in _sources.Values)
        {
            source.Dispose();
        }
    }

    /// <exception cref="PolicyBuildException">Thrown when nothing was said about the policy: it could never escalate.</exception>
    private static EscalationPolicy PolicyOf(PolicySetup setup, string name) => setup.Policy ?? new EscalationPolicyBuilder().Name(name).Build();

    private static HandoffRouter RouterOf(PolicySetup setup, string name) =>
        setup.Router ?? throw new InvalidOperationException(RoutesStep.Missing(name));

    private PolicySource Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _sources.TryGetValue(name, out PolicySource? source)
            ? source
            : throw new ArgumentException($"There is no escalation policy '{name}'; there are: {string.Join(", ", Names)}.", nameof(name));
    }

    /// <summary>Whether the policy has a runtime, which tells observers of its decisions.</summary>
    private bool IsTold(string name) => _services.GetService<IServiceProviderIsKeyedService>()?.IsKeyedService(typeof(RuntimeHolder), name) ?? false;

    /// <summary>Whether anything was said about the policy here. If not, it cannot be built; a provider of the user's own has it, and only the routes are needed.</summary>
    private bool IsDescribed(string name) => _postConfigured
        || _services.GetKeyedServices<PolicyStep>(name).Any()
        || Array.Exists(_configured, configure => configure is not ConfigureNamedOptions<EscalationOptions> { Name: { } other } || string.Equals(other, name, StringComparison.Ordinal));

    private PolicySetup Build(string name, HandoffRouter? kept, ICollection<RoutingOrigin> read)
    {
        EscalationPolicy? policy = IsDescribed(name) ? BuildPolicy(name) : null;
        HandoffRouter? router = kept ?? (_services.GetKeyedService<RoutesStep>(name) is { } routes ? routes.Build(_services, read) : _services.GetKeyedService<HandoffRouter>(name));
        router?.RequireRoutes(policy?.RouteKeys ?? []);
        return new PolicySetup(policy, router);
    }

    private EscalationPolicy BuildPolicy(string name)
    {
        EscalationOptions options = _options.Create(name);
        var builder = new EscalationPolicyBuilder();
        TimeProvider time = _services.GetService<TimeProvider>() ?? TimeProvider.System;
        builder.Time(time);
        foreach (PolicyStep step in _services.GetKeyedServices<PolicyStep>(name))
        {
            step.Apply(_services, builder);
        }

        OptionsApplication.Apply(options, builder, time, IsTold(name) ? _services.GetKeyedService<SignalWatch>(name) : null);
        return builder.Name(name).Build();
    }
}
