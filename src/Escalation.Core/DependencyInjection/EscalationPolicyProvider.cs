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
    private readonly FrozenDictionary<string, PolicySource> _sources;

    public EscalationPolicyProvider(
        IServiceProvider services,
        IEnumerable<PolicyRegistration> registrations,
        IOptionsFactory<EscalationOptions> options,
        IEnumerable<IOptionsChangeTokenSource<EscalationOptions>> changes,
        ILoggerFactory? loggers = null)
    {
        _services = services;
        _options = options;
        ILogger logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger(PolicyLog.Category);
        Names = [.. registrations.Select(registration => registration.Name)];
        _sources = Names.ToFrozenDictionary(name => name, name => new PolicySource(name, Build, changes, logger), StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Names { get; }

    public EscalationPolicy Get(string name = IEscalationPolicyProvider.DefaultName) => Find(name).Current.Policy;

    public EscalationSnapshot GetSnapshot(string name = IEscalationPolicyProvider.DefaultName) => Find(name).Current.Snapshot
        ?? throw new InvalidOperationException($"The escalation policy '{name}' has no routes: call AddRoutes.");

    public PolicyReloads GetReloads(string name = IEscalationPolicyProvider.DefaultName) => Find(name).Reloads;

    /// <summary>Ends the watch on configuration. The policies at hand stay valid.</summary>
    public void Dispose()
    {
        foreach (PolicySource source in _sources.Values)
        {
            source.Dispose();
        }
    }

    private PolicySource Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _sources.TryGetValue(name, out PolicySource? source)
            ? source
            : throw new ArgumentException($"There is no escalation policy '{name}'; there are: {string.Join(", ", Names)}.", nameof(name));
    }

    /// <summary>Whether the policy has a runtime, which tells observers of its decisions.</summary>
    private bool IsTold(string name) => _services.GetService<IServiceProviderIsKeyedService>()?.IsKeyedService(typeof(RuntimeHolder), name) ?? false;

    private PolicySetup Build(string name, HandoffRouter? kept, ICollection<RoutingOrigin> read)
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
        EscalationPolicy policy = builder.Name(name).Build();
        HandoffRouter? router = kept ?? (_services.GetKeyedService<RoutesStep>(name) is { } routes ? routes.Build(_services, read) : _services.GetKeyedService<HandoffRouter>(name));
        router?.RequireRoutes(policy.RouteKeys);
        return new PolicySetup(policy, router);
    }
}
