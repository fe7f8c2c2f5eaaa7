using Escalation.Calibration;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>A risk among acted items to certify, and how it is tested.</summary>
/// <param name="Alpha">The largest risk.</param>
/// <param name="Procedure">The multiple test.</param>
/// <param name="Start">Where a sequence begins.</param>
/// <param name="Starts">How many sequences; null for the library's number.</param>
/// <param name="Method">The p-value; null for exact where losses are 0 and 1, else betting.</param>
/// <param name="Grid">Which thresholds are considered.</param>
/// <param name="Seed">The seed of the order in which a betting test reads its items.</param>
internal sealed record RiskRequest(
    double Alpha,
    CertificateProcedure Procedure,
    SequenceStart Start,
    int? Starts,
    CertificateMethod? Method,
    GridRequest Grid,
    int Seed);
