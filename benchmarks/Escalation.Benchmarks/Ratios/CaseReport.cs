namespace Escalation.Benchmarks.Ratios;

/// <summary>What one case measured.</summary>
/// <param name="Label">The point.</param>
/// <param name="Value">Time of ours over time of the fastest peer, the median over the rounds.</param>
/// <param name="LowerQuartile">The lower quartile of the same ratio.</param>
/// <param name="UpperQuartile">The upper quartile of the same ratio.</param>
/// <param name="OursNs">The median time of one call of ours, in nanoseconds.</param>
/// <param name="PeerNs">The median time of one call of the fastest peer, in nanoseconds.</param>
/// <param name="Peer">The fastest peer.</param>
/// <param name="Rounds">The number of rounds.</param>
internal sealed record CaseReport(
    string Label,
    double Value,
    double LowerQuartile,
    double UpperQuartile,
    double OursNs,
    double PeerNs,
    string Peer,
    int Rounds);
