namespace Escalation.DependencyInjection;

/// <summary>How often a policy was reloaded since the process began.</summary>
/// <param name="Succeeded">Changes that gave a new policy.</param>
/// <param name="Failed">Changes that were refused; the last good policy stayed.</param>
/// <param name="LastFailure">What was wrong with the last change, or null when it succeeded or there was none.</param>
public sealed record PolicyReloads(long Succeeded, long Failed, string? LastFailure);
