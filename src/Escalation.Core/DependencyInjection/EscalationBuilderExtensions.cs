using System.Diagnostics.CodeAnalysis;
using Escalation;
using Escalation.Decisions;
using Escalation.DependencyInjection;
using Escalation.Triggers.Loops;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds to one policy.</summary>
public static class EscalationBuilderExtensions
{
    /// <summary>Configures the policy in code. Several calls run in their order.</summary>
    /// <param name="builder">The policy.</param>
    /// <param name="configure">Adds triggers, costs and routes; runs whenever the policy is built, that is again at each reload.</param>
    public static IEscalationBuilder Configure(this IEscalationBuilder builder, Action<EscalationPolicyBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Configure(builder, (_, policy) => configure(policy));
    }

    /// <summary>Configures the policy in code, with the root provider at hand. Several calls run in their order.</summary>
    /// <param name="builder">The policy.</param>
    /// <param name="configure">Adds triggers, costs and routes; runs whenever the policy is built, that is again at each reload.</param>
    public static IEscalationBuilder Configure(this IEscalationBuilder builder, Action<IServiceProvider, EscalationPolicyBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddKeyedSingleton(builder.Name, new PolicyStep(configure));
        return builder;
    }

    /// <summary>Binds a configuration section to the policy's <see cref="EscalationOptions"/>, strictly, and reloads the policy when the section changes.</summary>
    /// <param name="builder">The policy.</param>
    /// <param name="section">The section. It must exist, and hold neither unknown keys nor empty values; else the policy is refused when it is built.</param>
    public static IEscalationBuilder Bind(this IEscalationBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        builder.Services.AddSingleton<IOptionsChangeTokenSource<EscalationOptions>>(new ConfigurationChangeTokenSource<EscalationOptions>(builder.Name, section));
        builder.Services.Configure<EscalationOptions>(builder.Name, options => OptionsBinding.Bind(section, options));
        return builder;
    }

    /// <summary>Sets the policy's options in code, in order with <see cref="Bind"/>.</summary>
    /// <param name="builder">The policy.</param>
    /// <param name="configure">Sets the options; runs whenever the policy is built.</param>
    public static IEscalationBuilder ConfigureOptions(this IEscalationBuilder builder, Action<EscalationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }

    /// <summary>Adds a trigger made by the container: one instance for this policy, disposed with the container. Adding the same type twice adds it once.</summary>
    /// <typeparam name="TTrigger">The trigger. As a singleton it may not depend on scoped services.</typeparam>
    /// <param name="builder">The policy.</param>
    public static IEscalationBuilder AddTrigger<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TTrigger>(this IEscalationBuilder builder)
        where TTrigger : class, ITrigger
    {
        ArgumentNullException.ThrowIfNull(builder);
        return AddOnce<TTrigger>(builder, (services, policy) => policy.Add(services.GetRequiredKeyedService<TTrigger>(builder.Name)));
    }

    /// <summary>Adds an asynchronous trigger made by the container: one instance for this policy, disposed with the container. Adding the same type twice adds it once.</summary>
    /// <typeparam name="TTrigger">The trigger. As a singleton it may not depend on scoped services.</typeparam>
    /// <param name="builder">The policy.</param>
    /// <param name="isolated">Whether it runs on the thread pool from its first instruction, so that blocking code cannot outlast the time budget.</param>
    public static IEscalationBuilder AddAsyncTrigger<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TTrigger>(this IEscalationBuilder builder, bool isolated = true)
        where TTrigger : class, IAsyncTrigger
    {
        ArgumentNullException.ThrowIfNull(builder);
        return AddOnce<TTrigger>(builder, (services, policy) => policy.Add(services.GetRequiredKeyedService<TTrigger>(builder.Name), isolated));
    }

    /// <summary>Adds a judge of loops made by the container: one instance for this policy, disposed with the container. Adding the same type twice adds it once.</summary>
    /// <typeparam name="TJudge">The judge. As a singleton it may not depend on scoped services.</typeparam>
    /// <param name="builder">The policy.</param>
    /// <param name="configure">Changes when it is asked and what follows; runs whenever the policy is built. Null keeps the defaults.</param>
    /// <param name="name">The trigger's name.</param>
    public static IEscalationBuilder AddLoopJudge<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TJudge>(this IEscalationBuilder builder, Action<LoopJudgeOptions>? configure = null, string name = "loop-judge")
        where TJudge : class, ILoopJudge
    {
        ArgumentNullException.ThrowIfNull(builder);
        return AddOnce<TJudge>(builder, (services, policy) => policy.LoopJudge(services.GetRequiredKeyedService<TJudge>(builder.Name), configure, name));
    }

    private static IEscalationBuilder AddOnce<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TTrigger>(IEscalationBuilder builder, Action<IServiceProvider, EscalationPolicyBuilder> apply)
        where TTrigger : class
    {
        bool present = builder.Services.Any(service => service.IsKeyedService
            && builder.Name.Equals(service.ServiceKey)
            && service.KeyedImplementationInstance is PolicyStep step
            && step.TriggerType == typeof(TTrigger));
        if (!present)
        {
            builder.Services.TryAddKeyedSingleton<TTrigger>(builder.Name);
            builder.Services.AddKeyedSingleton(builder.Name, new PolicyStep(apply, typeof(TTrigger)));
        }

        return builder;
    }
}
