using Escalation.DependencyInjection;
using Escalation.Handoff;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Reads queues, rules and routes from configuration.</summary>
public static class RoutingBuilderExtensions
{
    /// <summary>Adds what a section says: <c>Queues:{name}</c>, the list <c>Rules</c> and <c>Routes:{key}</c>, the queue's name.</summary>
    /// <remarks>
    /// <para>A queue has <c>Owner</c>, <c>MinimumPriority</c>, <c>Hours</c>, <c>Capacity</c>, <c>Skills</c>, <c>Languages</c>, <c>Otherwise</c>, <c>Waits</c> and the list
    /// <c>AcceptWithin</c> of <c>{Within, Clock, From}</c>. A rule has <c>Name</c>, <c>Queue</c>, the conditions <c>Keys</c>, <c>Reasons</c>, <c>Topics</c>, <c>Severity</c>,
    /// <c>Priority</c>, <c>Languages</c>, <c>Tiers</c>, <c>Skills</c>, <c>Attributes:{name}</c> and <c>During</c>, and <c>Needs</c> and <c>RaiseTo</c>.</para>
    /// <para>Hours have a <c>TimeZone</c>; periods such as <c>08:00-12:00, 13:00-17:00</c> under <c>Weekdays</c> or the name of a day; the list <c>Holidays</c>; and
    /// <c>Special:{date}</c> with periods. Keys are compared without case, names of queues with it.</para>
    /// </remarks>
    /// <param name="builder">The router's builder.</param>
    /// <param name="section">The section; read at once, and again when it changes, where the router is that of a policy (<c>AddRoutes</c>). Unknown keys and empty values are refused.</param>
    /// <exception cref="InvalidOperationException">Thrown when the section is empty, or has a key or value that cannot be read; the message names the path.</exception>
    public static HandoffRouterBuilder Configure(this HandoffRouterBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        builder.Origins.Add(new RoutingOrigin(section, section.GetReloadToken()));
        RoutingConfiguration.Apply(section, builder);
        return builder;
    }
}
