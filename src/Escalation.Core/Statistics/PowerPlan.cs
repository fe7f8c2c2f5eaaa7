namespace Escalation.Statistics;

/// <summary>A sample size and the power it reaches.</summary>
/// <param name="Trials">The number of trials.</param>
/// <param name="Power">The probability that a sample of this size passes the test, in [0, 1].</param>
public readonly record struct PowerPlan(long Trials, double Power);
