using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Escalation.DependencyInjection;

/// <summary>A section that a router was read from, and the token that tells of its next change. The token is older than the reading, so that no change falls in between.</summary>
/// <param name="Section">The section.</param>
/// <param name="Changed">The token.</param>
internal sealed record RoutingOrigin(IConfigurationSection Section, IChangeToken Changed);
