using Escalation.DependencyInjection;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;
using Escalation.Handoff.Routing;
using Escalation.Runtime;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the desk that looks after a policy's escalations: who has them, deadlines, second routes, hand-back.</summary>
public static class EscalationDeskBuilderExtensions
{
    /// <summary>Adds an <see cref="EscalationDesk"/>, keyed by the policy's name, as the policy's channel. The runtime asks it who has a conversation and records what it does, whichever of the two is asked for first.</summary>
    /// <remarks>
    /// An <see cref="IEscalationStore"/> under the policy's name is used, else escalations live in memory; <see cref="IEscalationObserver"/> services under that name are told of every event, and a
    /// <see cref="EscalationRecordOptions"/> under that name and the services' <see cref="TimeProvider"/> are used. Somebody has to call <see cref="EscalationDesk.RunAsync"/>, a background service for example.
    /// The policy needs routes, added before or after: without them the desk is refused when it is asked for.
    /// </remarks>
    /// <param name="builder">The policy.</param>
    /// <param name="channel">Gives the channel to the queues; the container disposes it.</param>
    /// <param name="configure">Changes the desk's options, or null.</param>
    /// <exception cref="InvalidOperationException">Thrown when the policy has a channel already.</exception>
    public static IEscalationBuilder AddDesk(this IEscalationBuilder builder, Func<IServiceProvider, IHandoffChannel> channel, Func<EscalationDeskOptions, EscalationDeskOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(channel);
        builder.AddChannel(provider => provider.GetRequiredKeyedService<EscalationDesk>(builder.Name));
        var inner = new DeskChannelKey(builder.Name);
        builder.Services.AddKeyedSingleton(inner, (provider, _) => channel(provider));
        builder.Services.AddKeyedSingleton(builder.Name, (provider, key) => DeskOf(provider, key!, provider.GetRequiredKeyedService<IHandoffChannel>(inner), configure));
        return builder;
    }

    /// <summary>Adds the queues as <see cref="EscalationRuntimeBuilderExtensions.AddRoutes"/> does, with capacities that go by the policy's <see cref="IEscalationStore"/>, which must be an <see cref="IQueueLoad"/>.</summary>
    /// <param name="builder">The policy.</param>
    /// <param name="store">The store; registered under the policy's name, and disposed by the container.</param>
    /// <param name="configure">Adds queues, rules and routes; runs when the policy is built, and again when configuration that it read changes.</param>
    /// <typeparam name="TStore">The store's type.</typeparam>
    /// <exception cref="InvalidOperationException">Thrown when the policy has routes already.</exception>
    public static IEscalationBuilder AddRoutes<TStore>(this IEscalationBuilder builder, Func<IServiceProvider, TStore> store, Action<HandoffRouterBuilder> configure)
        where TStore : class, IEscalationStore, IQueueLoad
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(configure);
        EscalationRuntimeBuilderExtensions.RefuseSecond<HandoffRouter>(builder, "routes");
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => store(provider));
        builder.Services.AddKeyedSingleton<IEscalationStore>(builder.Name, (provider, key) => provider.GetRequiredKeyedService<TStore>(key));
        return EscalationRuntimeBuilderExtensions.Register(builder, new RoutesStep((provider, routes) =>
        {
            routes.Load(provider.GetRequiredKeyedService<TStore>(builder.Name));
            configure(routes);
        }));
    }

    /// <exception cref="InvalidOperationException">Thrown when the policy has no routes, which would be found out at the first handoff only.</exception>
    private static EscalationDesk DeskOf(IServiceProvider provider, object name, IHandoffChannel channel, Func<EscalationDeskOptions, EscalationDeskOptions>? configure)
    {
        if (provider.GetService<IServiceProviderIsKeyedService>() is { } known && !known.IsKeyedService(typeof(HandoffRouter), name))
        {
            throw new InvalidOperationException(RoutesStep.Missing((string)name));
        }

        var options = new EscalationDeskOptions { Observers = [.. provider.GetKeyedServices<IEscalationObserver>(name)] };
        options = provider.GetService<TimeProvider>() is { } time ? options with { Time = time } : options;
        options = configure?.Invoke(options) ?? options;
        options = options with { Observers = [.. options.Observers, new DeskFollower(provider, name)] };
        IHandoffRouterProvider routers = provider.GetRequiredService<IHandoffRouterProvider>();
        return new EscalationDesk(() => routers.Get((string)name), channel, provider.GetKeyedService<IEscalationStore>(name), options);
    }

    /// <summary>Under what the channel behind a policy's desk is kept, so that the container disposes it.</summary>
    private sealed record DeskChannelKey(string Policy);
}
