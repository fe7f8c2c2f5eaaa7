using Escalation.Tool.Input;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>A calibration that this version can do.</summary>
/// <param name="File">The data.</param>
/// <param name="Columns">The columns to read.</param>
/// <param name="Alpha">The budget or the risk level.</param>
/// <param name="Delta">The error level.</param>
/// <param name="Risk">What only a risk has; null for a budget.</param>
/// <param name="LowerDelegates">Whether low scores delegate; for a budget.</param>
/// <param name="Out">Where the certificate goes, or null.</param>
/// <param name="Json">Whether standard output is JSON.</param>
/// <param name="Rows">Whether to show every hypothesis.</param>
internal sealed record CalibrateRequest(
    string File,
    ScoreColumns Columns,
    double Alpha,
    double Delta,
    RiskRequest? Risk,
    bool LowerDelegates,
    string? Out,
    bool Json,
    bool Rows);
