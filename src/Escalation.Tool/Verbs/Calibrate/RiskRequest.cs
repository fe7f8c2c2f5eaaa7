using Escalation.Calibration;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>How a risk is tested.</summary>
/// <param name="Start">Where the sequence begins.</param>
/// <param name="StartName">The same as the user writes it.</param>
/// <param name="Grid">Which thresholds are considered.</param>
internal sealed record RiskRequest(SequenceStart Start, string StartName, GridRequest Grid);
