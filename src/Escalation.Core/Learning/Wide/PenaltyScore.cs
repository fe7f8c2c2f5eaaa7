namespace Escalation.Learning.Wide;

/// <summary>How well a penalty did on rows that its fits had not seen.</summary>
/// <param name="Penalty">The penalty lambda.</param>
/// <param name="Loss">The weighted mean loss over all held-out rows: log loss in nats, or half the squared error.</param>
public sealed record PenaltyScore(double Penalty, double Loss);
