using Escalation.DependencyInjection;
using Escalation.Handoff;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds what users are told while somebody else takes over.</summary>
public static class FallbackBuilderExtensions
{
    /// <summary>Adds the policy's own <see cref="FallbackResponder"/>; it comes before an <see cref="IFallbackResponder"/> among the services.</summary>
    /// <param name="builder">The policy.</param>
    /// <param name="configure">Adds texts and channels; runs at once.</param>
    /// <exception cref="ArgumentException">Thrown when a text cannot be read.</exception>
    /// <exception cref="InvalidOperationException">Thrown when an outcome has no text in the default language, or the policy has a responder already.</exception>
    public static IEscalationBuilder AddFallback(this IEscalationBuilder builder, Action<FallbackResponderBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        FallbackResponder responder = FallbackResponder.Build(configure);
        if (builder.Services.Any(service => service.ServiceType == typeof(IFallbackResponder) && service.IsKeyedService && builder.Name.Equals(service.ServiceKey)))
        {
            throw new InvalidOperationException($"The escalation policy '{builder.Name}' has its fallback responder already; there can be one.");
        }

        builder.Services.AddKeyedSingleton<IFallbackResponder>(builder.Name, responder);
        return builder;
    }

    /// <summary>Adds the policy's own <see cref="FallbackResponder"/> from configuration: <c>DefaultLanguage</c>, <c>OwnTextsOnly</c>, <c>Channels:{name}:Encoding|MaximumLength</c> and the list <c>Texts</c> of <c>{Outcome, Language, Text, Channel}</c>.</summary>
    /// <param name="builder">The policy.</param>
    /// <param name="section">The section; read once, at once. Unknown keys and values are refused.</param>
    /// <param name="configure">Adds what configuration cannot say, such as the outlook of queues; runs after it. Null adds nothing.</param>
    /// <exception cref="InvalidOperationException">Thrown when the section is empty, has an unknown key, or a value that cannot be read; the message names the path. Also as for the other overload.</exception>
    public static IEscalationBuilder AddFallback(this IEscalationBuilder builder, IConfigurationSection section, Action<FallbackResponderBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        return AddFallback(builder, fallback =>
        {
            FallbackConfiguration.Apply(section, fallback);
            configure?.Invoke(fallback);
        });
    }
}
