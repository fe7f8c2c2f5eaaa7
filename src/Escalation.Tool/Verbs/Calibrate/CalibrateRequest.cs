using Escalation.Calibration.Grouping;
using Escalation.Tool.Input;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>What to certify: a budget, a risk, or both.</summary>
/// <param name="File">The data.</param>
/// <param name="Columns">The columns to read.</param>
/// <param name="Delta">The error level.</param>
/// <param name="Expires">When the certificate goes out of date; null for never.</param>
/// <param name="Out">Where the certificate goes, or null.</param>
/// <param name="Json">Whether standard output is JSON.</param>
/// <param name="Rows">Whether to show every hypothesis.</param>
internal sealed record CalibrateRequest(
    string File,
    ScoreColumns Columns,
    double Delta,
    DateTimeOffset? Expires,
    string? Out,
    bool Json,
    bool Rows)
{
    /// <summary>The budget, when it is asked for alone.</summary>
    internal BudgetRequest? Budget { get; init; }

    /// <summary>The risk, when it is asked for alone.</summary>
    internal RiskRequest? Risk { get; init; }

    /// <summary>How clusters become draws, when there is a column of them; null when each item is a draw.</summary>
    internal ClusterMethod? Clusters { get; init; }

    /// <summary>Both.</summary>
    internal JointRequest? Joint { get; init; }
}
