using Escalation.Calibration;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>A budget and a risk to certify together, at the least expected cost.</summary>
/// <param name="Budget">The largest delegation rate.</param>
/// <param name="MaxRisk">The largest risk.</param>
/// <param name="RiskOf">Whether the risk counts acted items or all of them.</param>
/// <param name="CostRatio">What a wrong act costs in escalations.</param>
/// <param name="Split">The share of the items that is kept for choosing.</param>
/// <param name="Start">Where the chain of the risk begins.</param>
/// <param name="Grid">Which thresholds are considered.</param>
/// <param name="Seed">The seed of the split.</param>
internal sealed record JointRequest(
    double Budget,
    double MaxRisk,
    RiskSubject RiskOf,
    double CostRatio,
    double Split,
    SequenceStart Start,
    GridRequest Grid,
    int Seed);
