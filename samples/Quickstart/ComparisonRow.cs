namespace Quickstart;

/// <summary>One row of the comparison.</summary>
/// <param name="Name">Who chooses.</param>
/// <param name="Delegated">How many turns go to the desk; at most that many for the oracle, which delegates no turn where it would harm.</param>
/// <param name="Accuracy">The share of right answers; for the random choice its expectation.</param>
internal sealed record ComparisonRow(string Name, int Delegated, double Accuracy);
