using Escalation.Handoff;

namespace Escalation.DependencyInjection;

/// <summary>How the routes of one policy are made. Registered under the policy's name.</summary>
/// <param name="Configure">Adds queues, rules and routes, with the root provider at hand.</param>
internal sealed record RoutesStep(Action<IServiceProvider, HandoffRouterBuilder> Configure)
{
    /// <summary>What is said of a policy whose routes nobody added.</summary>
    internal static string Missing(string name) => $"The escalation policy '{name}' has no routes: call AddRoutes.";

    /// <summary>Builds the router of the moment.</summary>
    /// <param name="services">The root provider.</param>
    /// <param name="read">Takes what was read, also when building fails.</param>
    internal HandoffRouter Build(IServiceProvider services, ICollection<RoutingOrigin> read)
    {
        var builder = new HandoffRouterBuilder();
        try
        {
            Configure(services, builder);
            return builder.Build();
        }
        finally
        {
            foreach (RoutingOrigin origin in builder.Origins.OfType<RoutingOrigin>())
            {
                read.Add(origin);
            }
        }
    }
}
