namespace Escalation.Monitoring.Kpis;

/// <summary>What a decision record says of one trigger.</summary>
/// <param name="Name">The trigger.</param>
/// <param name="Fired">Whether it asked for more than acting, failures included.</param>
/// <param name="Score">Its score, or NaN.</param>
internal readonly record struct TriggerWord(string Name, bool Fired, double Score);
