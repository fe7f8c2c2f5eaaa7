using Escalation.Decisions;
using Escalation.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds escalation policies to a service collection.</summary>
/// <remarks>
/// Inject <see cref="IEscalationPolicyProvider"/>, which sees reloads, or a snapshot: the keyed <see cref="EscalationPolicy"/>, or the unkeyed one for the
/// policy named <c>default</c>. Under a host each policy is built at its start; elsewhere at first use. A <see cref="TimeProvider"/> and an
/// <c>ILoggerFactory</c> among the services are used.
/// </remarks>
public static class EscalationServiceCollectionExtensions
{
    /// <summary>Adds the policy named <c>default</c>, or goes on with it when it is there already.</summary>
    /// <param name="services">The services.</param>
    public static IEscalationBuilder AddEscalation(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return IsRegistered(services, IEscalationPolicyProvider.DefaultName)
            ? new EscalationBuilder(IEscalationPolicyProvider.DefaultName, services)
            : Register(services, IEscalationPolicyProvider.DefaultName);
    }

    /// <summary>Adds the policy named <c>default</c>, or goes on with it when it is there already.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Adds triggers, costs and routes; runs whenever the policy is built.</param>
    public static IEscalationBuilder AddEscalation(this IServiceCollection services, Action<EscalationPolicyBuilder> configure) =>
        AddEscalation(services).Configure(configure);

    /// <summary>Adds a policy.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Its name, which is also the key of its services; compared ordinally.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="InvalidOperationException">Thrown when there is a policy of that name already.</exception>
    public static IEscalationBuilder AddEscalation(this IServiceCollection services, string name)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return IsRegistered(services, name)
            ? throw new InvalidOperationException($"The escalation policy '{name}' is registered already. Keep the builder of the first registration, or choose another name.")
            : Register(services, name);
    }

    /// <summary>Adds a policy.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Its name, which is also the key of its services; compared ordinally.</param>
    /// <param name="configure">Adds triggers, costs and routes; runs whenever the policy is built.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="InvalidOperationException">Thrown when there is a policy of that name already.</exception>
    public static IEscalationBuilder AddEscalation(this IServiceCollection services, string name, Action<EscalationPolicyBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return AddEscalation(services, name).Configure(configure);
    }

    /// <summary>Adds a policy.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Its name, which is also the key of its services; compared ordinally.</param>
    /// <param name="configure">Adds triggers, costs and routes, with the root provider at hand; runs whenever the policy is built.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="InvalidOperationException">Thrown when there is a policy of that name already.</exception>
    public static IEscalationBuilder AddEscalation(this IServiceCollection services, string name, Action<IServiceProvider, EscalationPolicyBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return AddEscalation(services, name).Configure(configure);
    }

    private static bool IsRegistered(IServiceCollection services, string name) => services.Any(service =>
        !service.IsKeyedService && service.ImplementationInstance is PolicyRegistration registration && string.Equals(registration.Name, name, StringComparison.Ordinal));

    private static EscalationBuilder Register(IServiceCollection services, string name)
    {
        services.TryAddSingleton<EscalationPolicyProvider>();
        services.TryAddSingleton<IEscalationPolicyProvider>(static provider => provider.GetRequiredService<EscalationPolicyProvider>());
        services.TryAddSingleton<IHandoffRouterProvider>(static provider => provider.GetRequiredService<EscalationPolicyProvider>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EscalationOptions>, EscalationOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PolicyStartup>, PolicyStartupValidator>());
        services.AddSingleton(new PolicyRegistration(name));
        services.AddKeyedSingleton<SignalWatch>(name);

        // Transient, so that whoever resolves a policy gets the current snapshot.
        services.AddKeyedTransient(name, static (provider, key) => provider.GetRequiredService<IEscalationPolicyProvider>().Get((string)key!));
        if (string.Equals(name, IEscalationPolicyProvider.DefaultName, StringComparison.Ordinal))
        {
            services.TryAddTransient(static provider => provider.GetRequiredService<IEscalationPolicyProvider>().Get());
        }

        services.AddOptions<PolicyStartup>(name).ValidateOnStart();
        return new EscalationBuilder(name, services);
    }
}
