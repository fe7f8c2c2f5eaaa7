using System.Diagnostics.CodeAnalysis;
using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.DependencyInjection;
using Escalation.Handoff;
using Escalation.Runtime;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the loop around one policy: queues, a channel, an audit log, observers and the runtime that joins them.</summary>
public static class EscalationRuntimeBuilderExtensions
{
    /// <summary>Adds the <see cref="EscalationRuntime"/> of the policy, keyed by its name, and without a key for the policy named <c>default</c>. It needs routes, a channel and an audit sink, and sees reloads. Several calls run in their order.</summary>
    /// <remarks>A <see cref="TimeProvider"/> and an <see cref="IFallbackResponder"/> among the services are used.</remarks>
    /// <param name="builder">The policy.</param>
    /// <param name="configure">Changes the runtime's options, or null.</param>
    public static IEscalationBuilder AddRuntime(this IEscalationBuilder builder, Func<EscalationRuntimeOptions, EscalationRuntimeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddKeyedSingleton<RuntimeHolder>(builder.Name);
        builder.Services.TryAddKeyedSingleton(builder.Name, static (provider, key) => provider.GetRequiredKeyedService<RuntimeHolder>(key).Runtime);
        if (string.Equals(builder.Name, IEscalationPolicyProvider.DefaultName, StringComparison.Ordinal))
        {
            builder.Services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<EscalationRuntime>(IEscalationPolicyProvider.DefaultName));
        }

        if (configure is not null)
        {
            builder.Services.AddKeyedSingleton(builder.Name, new RuntimeStep(configure));
        }

        return builder;
    }

    /// <summary>Adds the queues, and which route keys lead to them, as <see cref="HandoffRouter"/> under the policy's name. A policy, reloaded ones included, is refused when it names a key that leads nowhere.</summary>
    /// <remarks>
    /// When configuration that the routes are read from changes (<see cref="RoutingBuilderExtensions.Configure"/>), policy and router are built again and replaced together; a change that does not make both is logged and the last
    /// good pair stays. Inject <see cref="IHandoffRouterProvider"/>, which sees reloads, or a snapshot: the keyed <see cref="HandoffRouter"/>.
    /// </remarks>
    /// <param name="builder">The policy.</param>
    /// <param name="configure">Adds queues and routes; runs at once, and again when the policy is built.</param>
    /// <exception cref="HandoffRoutingException">Thrown when the routes cannot work as written.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the policy has routes already.</exception>
    public static IEscalationBuilder AddRoutes(this IEscalationBuilder builder, Action<HandoffRouterBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        RefuseSecond<HandoffRouter>(builder, "routes");
        _ = HandoffRouter.Build(configure); // What cannot work is refused where it is written.
        return Register(builder, new RoutesStep((_, routes) => configure(routes)));
    }

    /// <summary>Adds the channel that carries the policy's packages. Adding the same type twice adds it once.</summary>
    /// <typeparam name="TChannel">The channel; one instance for this policy. As a singleton it may not depend on scoped services.</typeparam>
    /// <param name="builder">The policy.</param>
    /// <exception cref="InvalidOperationException">Thrown when the policy has another channel already.</exception>
    public static IEscalationBuilder AddChannel<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TChannel>(this IEscalationBuilder builder)
        where TChannel : class, IHandoffChannel
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (Find<IHandoffChannel>(builder) is { } present)
        {
            return present.KeyedImplementationType == typeof(TChannel) ? builder : throw Second(builder, "channel");
        }

        builder.Services.AddKeyedSingleton<IHandoffChannel, TChannel>(builder.Name);
        return builder;
    }

    /// <summary>Adds the channel that carries the policy's packages.</summary>
    /// <param name="builder">The policy.</param>
    /// <param name="create">Gives the channel, for example one that several policies share.</param>
    /// <exception cref="InvalidOperationException">Thrown when the policy has a channel already.</exception>
    public static IEscalationBuilder AddChannel(this IEscalationBuilder builder, Func<IServiceProvider, IHandoffChannel> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        RefuseSecond<IHandoffChannel>(builder, "channel");
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => create(provider));
        return builder;
    }

    /// <summary>Adds a tamper-evident audit log of the policy's own, opened at first use and closed with the container.</summary>
    /// <param name="builder">The policy.</param>
    /// <param name="path">The file; its folder must exist. One writer a file: policies that share a log use <see cref="AddAuditSink"/>.</param>
    /// <param name="options">How it is kept; the defaults, with the container's clock, when null.</param>
    /// <exception cref="ArgumentException">Thrown when the path is blank.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the policy has an audit sink already.</exception>
    public static IEscalationBuilder AddAuditLog(this IEscalationBuilder builder, string path, AuditLogOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return AddAuditSink(builder, provider => AuditLog.Open(path, options ?? new AuditLogOptions { Time = provider.GetService<TimeProvider>() ?? TimeProvider.System }));
    }

    /// <summary>Adds the sink of the policy's audit records.</summary>
    /// <param name="builder">The policy.</param>
    /// <param name="create">Gives the sink; the container disposes it.</param>
    /// <exception cref="InvalidOperationException">Thrown when the policy has an audit sink already.</exception>
    public static IEscalationBuilder AddAuditSink(this IEscalationBuilder builder, Func<IServiceProvider, IAuditSink> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        RefuseSecond<IAuditSink>(builder, "audit sink");
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => create(provider));
        return builder;
    }

    /// <summary>Adds an observer of the policy's decisions, keyed by the policy's name; observers among the services without a key are told of every policy's. Adding the same type twice adds it once.</summary>
    /// <typeparam name="TObserver">The observer. As a singleton it may not depend on scoped services.</typeparam>
    /// <param name="builder">The policy.</param>
    public static IEscalationBuilder AddObserver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TObserver>(this IEscalationBuilder builder)
        where TObserver : class, IDecisionObserver
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.KeyedSingleton<IDecisionObserver, TObserver>(builder.Name));
        return builder;
    }

    /// <summary>The router is transient, so that whoever resolves it gets the current snapshot.</summary>
    internal static IEscalationBuilder Register(IEscalationBuilder builder, RoutesStep routes)
    {
        builder.Services.AddKeyedSingleton(builder.Name, routes);
        builder.Services.AddKeyedTransient(builder.Name, static (provider, key) => provider.GetRequiredService<IHandoffRouterProvider>().Get((string)key!));
        return builder;
    }

    private static ServiceDescriptor? Find<TService>(IEscalationBuilder builder) => builder.Services.FirstOrDefault(
        service => service.ServiceType == typeof(TService) && service.IsKeyedService && builder.Name.Equals(service.ServiceKey));

    internal static void RefuseSecond<TService>(IEscalationBuilder builder, string what)
    {
        if (Find<TService>(builder) is not null)
        {
            throw Second(builder, what);
        }
    }

    private static InvalidOperationException Second(IEscalationBuilder builder, string what) =>
        new($"The escalation policy '{builder.Name}' has its {what} already; there can be one.");
}
